// Sums, means, maxima and minima over neighbouring dimensions: along rows, or of rows; the mean of whole images.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>
#include <limits>

namespace tt::runtime::fast {
namespace {

constexpr int64_t kGrain = 16384;
/// Elements folded in f32 before their sum goes on in f64 (rows), and rows before they go on to a second sum (columns).
constexpr int64_t kRowBlock = 4096, kRowsAtOnce = 64, kColumnBlock = 256;

/// The input as [outer, reduced, inner], reduced over the middle.
class ReductionKernel : public FastKernel {
public:
  ReductionKernel(Reduction op, bool mean, int64_t outer, int64_t reduced, int64_t inner, DataType in, DataType out)
      : op(op), mean(mean), outer(outer), reduced(reduced), inner(inner), in(in), out(out) {}

  void run(const KernelArgs &args) override {
    if (inner == 1) {
      args.threads.parallelFor(outer, std::max<int64_t>(1, kGrain / std::max<int64_t>(reduced, 1)),
                               [&](int64_t begin, int64_t end) {
                                 for (int64_t row = begin; row < end; ++row)
                                   reduceRow(args, row);
                               });
      return;
    }
    int64_t blocks = divideUp(inner, kColumnBlock);
    args.threads.parallelFor(outer * blocks,
                             std::max<int64_t>(1, kGrain / (kColumnBlock * std::max<int64_t>(reduced, 1))),
                             [&](int64_t begin, int64_t end) {
                               for (int64_t task = begin; task < end; ++task)
                                 reduceColumns(args, task / blocks, task % blocks * kColumnBlock);
                             });
  }

private:
  void reduceRow(const KernelArgs &args, int64_t row) const {
    float buffer[kRowBlock];
    double sum = 0;
    float best = 0;
    for (int64_t start = 0; start < reduced; start += kRowBlock) {
      int64_t count = std::min(kRowBlock, reduced - start);
      float part = kernels().reduce(op, viewFloats(in, args.operands[0], row * reduced + start, count, buffer), count);
      sum += part;
      bool isBetter = part != part || (op == Reduction::Maximum ? part > best : part < best);
      best = start == 0 || isBetter ? part : best;
    }
    float result = op != Reduction::Sum ? best : static_cast<float>(mean ? sum / static_cast<double>(reduced) : sum);
    writeFloats(out, args.results[0], row, 1, &result);
  }

  void reduceColumns(const KernelArgs &args, int64_t item, int64_t column) const {
    Binary fold = op == Reduction::Sum ? Binary::Add : op == Reduction::Maximum ? Binary::Maximum : Binary::Minimum;
    int64_t count = std::min(kColumnBlock, inner - column);
    float total[kColumnBlock] = {}, part[kColumnBlock], buffer[kColumnBlock];
    for (int64_t first = 0; first < reduced; first += kRowsAtOnce) {
      for (int64_t row = first; row < std::min(first + kRowsAtOnce, reduced); ++row) {
        const float *x = viewFloats(in, args.operands[0], (item * reduced + row) * inner + column, count, buffer);
        if (row == first)
          kernels().unary(Unary::Identity, {}, x, part, count);
        else
          kernels().binary(fold, part, 1, x, 1, part, count);
      }
      if (first == 0)
        kernels().unary(Unary::Identity, {}, part, total, count);
      else
        kernels().binary(fold, total, 1, part, 1, total, count);
    }
    if (mean) {
      float divisor = static_cast<float>(reduced);
      kernels().binary(Binary::Divide, total, 1, &divisor, 0, total, count);
    }
    writeFloats(out, args.results[0], item * inner + column, count, total);
  }

  Reduction op;
  bool mean;
  int64_t outer, reduced, inner;
  DataType in, out;
};

} // namespace

std::unique_ptr<Kernel> makeReduction(const OpView &view, const KernelOptions &) {
  const TensorDesc &in = view.operand(0);
  if (!isFast(in.dtype) || !isFast(view.result().dtype) || in.volume() == 0)
    return nullptr;
  if (view.name() == "ttnn.global_avg_pool2d")
    return std::make_unique<ReductionKernel>(Reduction::Sum, true, in.shape[0], in.shape[1] * in.shape[2], in.shape[3],
                                             in.dtype, view.result().dtype);
  int64_t rank = static_cast<int64_t>(in.shape.size());
  std::vector<int64_t> dims = view.intsAttr("dim_arg", std::vector<int64_t>{});
  std::vector<bool> isReduced(rank, dims.empty());
  for (int64_t dim : dims)
    isReduced[dim < 0 ? dim + rank : dim] = true;
  // Dimensions of size 1 belong to either side.
  int64_t sizes[3] = {1, 1, 1};
  size_t at = 0;
  for (int64_t d = 0; d < rank; ++d) {
    if (in.shape[d] == 1)
      continue;
    if (isReduced[d] ? at == 2 : at == 1)
      ++at;
    else if (isReduced[d])
      at = 1;
    if (at > 2)
      return nullptr;
    sizes[at] *= in.shape[d];
  }
  std::string_view name = view.name();
  Reduction op = name == "ttnn.max" ? Reduction::Maximum : name == "ttnn.min" ? Reduction::Minimum : Reduction::Sum;
  return std::make_unique<ReductionKernel>(op, name == "ttnn.mean", sizes[0], sizes[1], sizes[2], in.dtype,
                                           view.result().dtype);
}

} // namespace tt::runtime::fast
