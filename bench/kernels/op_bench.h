// Ops made in memory and their fast kernels, ready to run: what the benchmarks of this folder time.
#pragma once

#include <cstdlib>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/op_signature.h"
#include "ttnn/kernels/kernel.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::bench {

using Shape = std::vector<int64_t>;

/// 64-byte aligned memory with small, varied numbers in it.
class Buffer {
public:
  explicit Buffer(const TensorDesc &desc) : desc(desc) {
    size_t bytes = (desc.sizeBytes() + 127) / 64 * 64;
    memory.reset(static_cast<std::byte *>(std::aligned_alloc(64, bytes)));
    std::memset(memory.get(), 0, bytes);
    uint32_t state = 1;
    for (int64_t i = 0; i < desc.volume(); ++i) {
      state = state * 1664525 + 1013904223;
      float value = (static_cast<float>(state >> 8) / 8388608.0f - 1.0f) * 0.1f;
      if (desc.dtype == DataType::Float32)
        std::memcpy(memory.get() + 4 * i, &value, 4);
      else if (desc.dtype == DataType::BFloat16 || desc.dtype == DataType::Float16)
        std::memcpy(memory.get() + 2 * i, reinterpret_cast<const char *>(&value) + 2, 2);
    }
  }
  std::byte *data() const { return memory.get(); }
  const TensorDesc desc;

private:
  struct Free {
    void operator()(std::byte *p) const { std::free(p); }
  };
  std::unique_ptr<std::byte, Free> memory;
};

using Tensor = std::shared_ptr<Buffer>;
inline Tensor tensor(Shape shape, DataType dtype = DataType::Float32) {
  return std::make_shared<Buffer>(TensorDesc{std::move(shape), dtype});
}

struct Operand {
  std::string name;
  Tensor tensor; ///< null for a device
  bool constant = false;
};

/// One op with its kernel, prepared.
class Op {
public:
  Op(std::string name, std::vector<Operand> given, std::vector<Tensor> results,
     std::map<std::string, detail::AttributeValue, std::less<>> attributes, ThreadPool &pool)
      : operands(std::move(given)), outputs(std::move(results)), pool(pool) {
    program.operations.resize(1);
    detail::Operation &op = program.operations[0];
    op.name = std::move(name);
    op.signature = detail::findOpSignature(op.name);
    op.operandSegments.assign(op.signature->operands.size(), 0);
    op.attributes = std::move(attributes);
    KernelOptions options{.numThreads = pool.size(), .constantOperands = {}};
    for (const Operand &operand : operands) {
      for (size_t i = 0; i < op.signature->operands.size(); ++i)
        if (op.signature->operands[i].name == operand.name)
          ++op.operandSegments[i];
      op.operands.push_back(add(operand.tensor));
      options.constantOperands.push_back(operand.constant);
      operandPointers.push_back(operand.tensor ? operand.tensor->data() : nullptr);
    }
    for (const Tensor &result : outputs) {
      op.results.push_back(add(result));
      resultPointers.push_back(result->data());
    }
    view = std::make_unique<OpView>(program, 0);
    makeReferenceKernel(*view); // checks the op
    kernel = makeFastKernel(*view, options);
    if (!kernel)
      throw std::runtime_error(op.name + " has no fast kernel");
    scratch = tensor({static_cast<int64_t>(kernel->scratchBytes())}, DataType::UInt8);
    kernel->prepare({operandPointers, resultPointers, scratch->data(), pool});
    for (size_t i = 0; i < operands.size(); ++i)
      if (kernel->releasesOperand(i))
        operands[i].tensor = nullptr;
  }

  void run() { kernel->run({operandPointers, resultPointers, scratch->data(), pool}); }
  const std::string &name() const { return program.operations[0].name; }

private:
  uint32_t add(const Tensor &value) {
    program.values.push_back({.isTensor = value != nullptr, .desc = value ? value->desc : TensorDesc{}, .layout = {}});
    return static_cast<uint32_t>(program.values.size() - 1);
  }

  std::vector<Operand> operands;
  std::vector<Tensor> outputs;
  ThreadPool &pool;
  detail::Program program;
  std::unique_ptr<OpView> view;
  std::unique_ptr<Kernel> kernel;
  std::vector<const std::byte *> operandPointers;
  std::vector<std::byte *> resultPointers;
  Tensor scratch;
};

} // namespace tt::runtime::bench
