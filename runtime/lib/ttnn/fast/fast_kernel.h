// What fast kernels are made of: reading and writing any floating-point type as f32, sharing work among threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "ttnn/fast/isa/tables.h"
#include "ttnn/kernels/kernel.h"
#include "ttnn/kernels/numeric.h"
#include "ttnn/kernels/shapes.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::fast {

using kernels::Shape;

/// A fast kernel keeps what it needs between runs in constant members and in the caller's scratch memory.
class FastKernel : public Kernel {
public:
  bool isReentrant() const override { return true; }
};

/// f32, bf16 or f16: what the fast kernels compute, in f32.
inline bool isFast(DataType dtype) { return kernels::isFloat(dtype); }

inline const float *asFloats(const std::byte *base) { return reinterpret_cast<const float *>(base); }
inline float *asFloats(std::byte *base) { return reinterpret_cast<float *>(base); }

/// Elements [offset, offset + count) of a tensor as f32.
void readFloats(DataType dtype, const std::byte *base, int64_t offset, int64_t count, float *out);
void writeFloats(DataType dtype, std::byte *base, int64_t offset, int64_t count, const float *in);

/// As readFloats, without a copy where the tensor is f32 already.
inline const float *viewFloats(DataType dtype, const std::byte *base, int64_t offset, int64_t count, float *buffer) {
  if (dtype == DataType::Float32)
    return asFloats(base) + offset;
  readFloats(dtype, base, offset, count, buffer);
  return buffer;
}

/// An operand with one number for each of so many channels, kept as f32.
struct ChannelOperand {
  std::optional<size_t> operand;
  DataType dtype = DataType::Float32;

  bool present() const { return operand.has_value(); }
  /// The numbers, converted to `buffer` where they are not f32; null where the operand is absent.
  const float *read(const KernelArgs &args, int64_t count, float *buffer) const {
    return operand ? viewFloats(dtype, args.operands[*operand], 0, count, buffer) : nullptr;
  }
};
ChannelOperand findChannels(const OpView &view, std::string_view name);

/// Runs task(lane, index) for all indices below `count`. Tasks of one lane follow each other, so that each lane may use
/// scratch memory of its own; there are at most `lanes` of them.
template <typename Task>
void forEachTask(ThreadPool &threads, uint32_t lanes, int64_t count, Task task) {
  if (lanes <= 1 || count <= 1 || threads.size() == 1) {
    for (int64_t i = 0; i < count; ++i)
      task(uint32_t{0}, i);
    return;
  }
  std::atomic<int64_t> next = 0;
  threads.parallelFor(lanes, 1, [&](int64_t begin, int64_t end) {
    for (int64_t lane = begin; lane < end; ++lane)
      for (int64_t i = next.fetch_add(1); i < count; i = next.fetch_add(1))
        task(static_cast<uint32_t>(lane), i);
  });
}

constexpr int64_t divideUp(int64_t a, int64_t b) { return (a + b - 1) / b; }
constexpr size_t alignUp(size_t bytes) { return (bytes + 63) / 64 * 64; }

/// f32 memory for packed operands, 64-byte aligned.
class PackedFloats {
public:
  void resize(size_t count);
  float *data() { return memory.get(); }
  const float *data() const { return memory.get(); }
  explicit operator bool() const { return memory != nullptr; }

private:
  struct Free {
    void operator()(float *p) const;
  };
  std::unique_ptr<float, Free> memory;
  size_t size = 0;
};

/// A fused activation by its name; none where the name is not known here.
struct Activation {
  Unary op = Unary::Identity;
  UnaryParameters parameters;
};
std::optional<Activation> findActivation(std::string_view name);

// The families: each makes its kernel, or returns null where the reference serves.
std::unique_ptr<Kernel> makeUnary(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeBinary(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeTypecast(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeMatmul(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeConv2d(const OpView &view, const KernelOptions &options);
/// The same through oneDNN; null where it is absent or does not serve.
std::unique_ptr<Kernel> makeOneDnnConv2d(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeOneDnnMatmul(const OpView &view, const KernelOptions &options, Activation activation,
                                         ChannelOperand bias);
std::unique_ptr<Kernel> makeAttention(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeLastDimNorm(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeSoftmax(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeBatchNorm(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeReduction(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makePool2d(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makePermute(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeSplitHeads(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeConcat(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeSlice(const OpView &view, const KernelOptions &options);
std::unique_ptr<Kernel> makeEmbedding(const OpView &view, const KernelOptions &options);

} // namespace tt::runtime::fast
