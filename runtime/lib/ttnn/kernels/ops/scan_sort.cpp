// Ops that look at lines along one dimension: cumsum, cumprod, sort, topk.
#include <algorithm>
#include <numeric>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {
namespace {

template <bool isProduct>
std::unique_ptr<Kernel> makeScan(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkShape(view, out, in.shape, "the result");
  Lines lines(in.shape, checkDim(view, view.intAttr("dim"), in.shape.size()));
  return withComputeType(isFloat(in.dtype), [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel([=, inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
      std::vector<Compute> line(lines.length);
      for (int64_t l = 0; l < lines.count(); ++l) {
        load(inType, args.operands[0], lines.offset(l), lines.stride(), lines.length, line.data());
        for (int64_t i = 1; i < lines.length; ++i)
          line[i] = isProduct ? multiplyWrapping(line[i - 1], line[i]) : addWrapping(line[i - 1], line[i]);
        store(outType, args.results[0], lines.offset(l), lines.stride(), lines.length, line.data());
      }
    });
  });
}

/// Order with NaN after all numbers, as NumPy's.
template <class Compute>
bool isLess(Compute a, Compute b) {
  return a < b || (a == a && b != b);
}

/// The first `kept` elements of each line in order, and where they were. Equal elements keep their order.
std::unique_ptr<Kernel> makeOrdering(const OpView &view, size_t dim, int64_t kept, bool descending) {
  const TensorDesc &in = view.operand(0), &values = view.result(0), &indices = view.result(1);
  Shape expected = in.shape;
  expected[dim] = kept;
  checkShape(view, values, expected, "result 'values'");
  checkShape(view, indices, expected, "result 'indices'");
  checkDtype(view, indices, kNumbers, "result 'indices'");
  Lines lines(in.shape, dim), outLines(expected, dim);
  return withComputeType(isFloat(in.dtype), [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel(
        [=, inType = in.dtype, valueType = values.dtype, indexType = indices.dtype](const KernelArgs &args) {
          std::vector<Compute> line(lines.length), sorted(kept);
          std::vector<int64_t> order(lines.length);
          for (int64_t l = 0; l < lines.count(); ++l) {
            load(inType, args.operands[0], lines.offset(l), lines.stride(), lines.length, line.data());
            std::iota(order.begin(), order.end(), 0);
            std::ranges::sort(order, [&](int64_t a, int64_t b) {
              if (isLess(line[a], line[b]))
                return !descending;
              if (isLess(line[b], line[a]))
                return descending;
              return a < b;
            });
            for (int64_t i = 0; i < kept; ++i)
              sorted[i] = line[order[i]];
            store(valueType, args.results[0], outLines.offset(l), outLines.stride(), kept, sorted.data());
            store(indexType, args.results[1], outLines.offset(l), outLines.stride(), kept, order.data());
          }
        });
  });
}

std::unique_ptr<Kernel> makeSort(const OpView &view) {
  const Shape &shape = view.operand(0).shape;
  size_t dim = checkDim(view, view.intAttr("dim", -1), shape.size());
  return makeOrdering(view, dim, shape[dim], view.boolAttr("descending", false));
}

std::unique_ptr<Kernel> makeTopK(const OpView &view) {
  const Shape &shape = view.operand(0).shape;
  size_t dim = checkDim(view, view.intAttr("dim", -1), shape.size());
  return makeOrdering(view, dim, checkedInt(view, "k", 0, shape[dim]), view.boolAttr("largest", true));
}

} // namespace

std::vector<KernelEntry> scanAndSortKernels() {
  return {{"cumprod", makeScan<true>, kNumbers},
          {"cumsum", makeScan<false>, kNumbers},
          {"sort", makeSort, kAllDtypes},
          {"topk", makeTopK, kAllDtypes}};
}

} // namespace tt::runtime::kernels
