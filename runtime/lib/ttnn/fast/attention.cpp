// Scaled dot product attention of whole sequences, one head and block of queries at a time.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>
#include <cmath>

namespace tt::runtime::fast {
namespace {

/// Queries of one task: all of a short sequence, so that its keys are packed once.
constexpr int64_t kQueryBlock = 256;

class AttentionKernel : public FastKernel {
public:
  AttentionKernel(const OpView &view, const KernelOptions &options, std::optional<size_t> maskOperand)
      : lanes(std::max(options.numThreads, 1u)), maskOperand(maskOperand) {
    const Shape &query = view.operand(0).shape, &key = view.operand(1).shape;
    batch = query[0], heads = query[1], queries = query[2], depth = query[3];
    keyHeads = key[1], keys = key[2], valueDepth = view.operand(2).shape[3];
    for (size_t i = 0; i < 3; ++i)
      dtypes[i] = view.operand(i).dtype;
    out = view.result().dtype;
    causal = view.boolAttr("is_causal", true);
    scale =
        static_cast<float>(view.floatAttr("scale", 1 / std::sqrt(static_cast<double>(std::max<int64_t>(depth, 1)))));
    if (maskOperand) {
      mask = view.operand(*maskOperand).dtype;
      maskStrides = kernels::broadcastStrides(view.operand(*maskOperand).shape, Shape{batch, heads, queries, keys});
    }
    // A few heads on many threads: shorter blocks, at the price of packing the keys more often.
    block = std::min(queries, kQueryBlock);
    while (batch * heads * divideUp(queries, block) < 2 * kTasks && block > 128)
      block = divideUp(block, 2);
    blocks = divideUp(queries, block);
    layOut();
  }

  size_t scratchBytes() const override { return lanes * laneBytes; }

  void run(const KernelArgs &args) override {
    forEachTask(args.threads, lanes, batch * heads * blocks,
                [&](uint32_t lane, int64_t task) { runTask(args, args.scratch + lane * laneBytes, task); });
  }

private:
  /// Tasks that should be there for some threads to share, whatever their number (results must not depend on it).
  static constexpr int64_t kTasks = 4;

  void layOut() {
    auto part = [&](int64_t floats, bool needed) {
      size_t at = laneBytes;
      laneBytes += needed ? alignUp(floats * sizeof(float)) : 0;
      return at;
    };
    work = part(static_cast<int64_t>(kernels().attentionScratch(block, keys, depth, valueDepth)), true);
    converted[0] = part(block * depth, dtypes[0] != DataType::Float32);
    converted[1] = part(keys * depth, dtypes[1] != DataType::Float32);
    converted[2] = part(keys * valueDepth, dtypes[2] != DataType::Float32);
    convertedMask = part(maskRows() * keys, maskOperand && mask != DataType::Float32);
    convertedOut = part(block * valueDepth, out != DataType::Float32);
  }

  int64_t maskRows() const { return maskOperand && maskStrides[2] != 0 ? block : 1; }

  void runTask(const KernelArgs &args, std::byte *lane, int64_t task) const {
    int64_t b = task / blocks / heads, h = task / blocks % heads, first = task % blocks * block;
    int64_t count = std::min(block, queries - first);
    int64_t keyHead = b * keyHeads + h / (heads / keyHeads);
    int64_t row = (b * heads + h) * queries + first;
    auto view = [&](size_t i, int64_t offset, int64_t n) {
      return viewFloats(dtypes[i], args.operands[i], offset, n, asFloats(lane + converted[i]));
    };
    const float *maskRow = nullptr;
    if (maskOperand) {
      int64_t offset = b * maskStrides[0] + h * maskStrides[1] + first * maskStrides[2];
      maskRow = viewFloats(mask, args.operands[*maskOperand], offset, maskStrides[2] != 0 ? count * keys : keys,
                           asFloats(lane + convertedMask));
    }
    float *result =
        out == DataType::Float32 ? asFloats(args.results[0]) + row * valueDepth : asFloats(lane + convertedOut);
    kernels().attention({.q = view(0, row * depth, count * depth),
                         .k = view(1, keyHead * keys * depth, keys * depth),
                         .v = view(2, keyHead * keys * valueDepth, keys * valueDepth),
                         .qStride = static_cast<size_t>(depth),
                         .kStride = static_cast<size_t>(depth),
                         .vStride = static_cast<size_t>(valueDepth),
                         .mask = maskRow,
                         .maskStride = static_cast<size_t>(maskOperand ? maskStrides[2] : 0),
                         .out = result,
                         .outStride = static_cast<size_t>(valueDepth),
                         .queries = static_cast<size_t>(count),
                         .keys = static_cast<size_t>(keys),
                         .depth = static_cast<size_t>(depth),
                         .valueDepth = static_cast<size_t>(valueDepth),
                         .scale = scale,
                         .causal = causal,
                         .causalOffset = static_cast<ptrdiff_t>(first),
                         .scratch = asFloats(lane + work)});
    if (out != DataType::Float32)
      writeFloats(out, args.results[0], row * valueDepth, count * valueDepth, result);
  }

  uint32_t lanes;
  std::optional<size_t> maskOperand;
  int64_t batch, heads, queries, depth, keyHeads, keys, valueDepth;
  DataType dtypes[3], out, mask = DataType::Float32;
  Shape maskStrides;
  float scale;
  bool causal;
  int64_t block, blocks;
  size_t laneBytes = 0, work = 0, converted[3] = {}, convertedMask = 0, convertedOut = 0;
};

} // namespace

std::unique_ptr<Kernel> makeAttention(const OpView &view, const KernelOptions &options) {
  for (size_t i = 0; i < 3; ++i)
    if (!isFast(view.operand(i).dtype))
      return nullptr;
  const Shape &query = view.operand(0).shape, &key = view.operand(1).shape;
  if (!isFast(view.result().dtype) || view.find("attention_sink") || view.has("sliding_window_size") ||
      view.operand(0).volume() == 0 || view.operand(1).volume() == 0 || view.operand(2).volume() == 0)
    return nullptr;
  std::optional<size_t> mask = view.find("attention_mask");
  if (mask) {
    // The keys of one query must be neighbours in the mask.
    const TensorDesc &desc = view.operand(*mask);
    Shape strides = kernels::broadcastStrides(desc.shape, Shape{query[0], query[1], query[2], key[2]});
    if (!isFast(desc.dtype) || strides[3] != 1 || (strides[2] != 0 && strides[2] != key[2]))
      return nullptr;
  }
  return std::make_unique<AttentionKernel>(view, options, mask);
}

} // namespace tt::runtime::fast
