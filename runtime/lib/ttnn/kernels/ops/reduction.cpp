// Reductions over dimensions: sum, mean, max, min, prod, argmax.
#include <algorithm>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {
namespace {

/// The input, seen as one tensor of kept dimensions whose elements are tensors of reduced dimensions.
struct ReductionPlan {
  Shape keptShape, keptStrides, reducedShape, reducedStrides;
};

/// Splits the operand's dimensions; an empty `dims` means all. Checks the result's shape.
ReductionPlan planReduction(const OpView &view, const std::vector<int64_t> &dims) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  size_t rank = in.shape.size();
  std::vector<bool> reduced(rank, dims.empty());
  for (int64_t dim : dims) {
    size_t d = checkDim(view, dim, rank);
    view.check(!reduced[d], "a dimension is reduced twice");
    reduced[d] = true;
  }

  bool keepDim = view.boolAttr("keep_dim", false);
  ReductionPlan plan;
  Shape expected, strides = rowMajorStrides(in.shape);
  for (size_t d = 0; d < rank; ++d) {
    (reduced[d] ? plan.reducedShape : plan.keptShape).push_back(in.shape[d]);
    (reduced[d] ? plan.reducedStrides : plan.keptStrides).push_back(strides[d]);
    if (!reduced[d] || keepDim)
      expected.push_back(reduced[d] ? 1 : in.shape[d]);
  }
  // A reduction to a scalar may also give one element of rank 1.
  if (!(expected.empty() && out.shape == Shape{1}))
    checkShape(view, out, expected, "the result");
  return plan;
}

/// Calls visit(block, count) with all reduced elements of one kept position, in row-major order.
template <class Compute, class Visit>
void forEachReduced(const StridedWalk<1> &walk, DataType dtype, const std::byte *base, int64_t origin, Visit visit) {
  Compute block[kBlock];
  int64_t stride = walk.runStrides()[0];
  walk.forEachRun([&](const auto &offsets, int64_t count) {
    forEachBlock(count, [&](int64_t start, int64_t n) {
      load(dtype, base, origin + offsets[0] + start * stride, stride, n, block);
      visit(static_cast<const Compute *>(block), n);
    });
  });
}

/// Calls body(origin, position) for each kept position: its first element in the input, its place in the result.
template <class Body>
void forEachKept(const StridedWalk<1> &walk, Body body) {
  int64_t position = 0, stride = walk.runStrides()[0];
  walk.forEachRun([&](const auto &offsets, int64_t count) {
    for (int64_t i = 0; i < count; ++i)
      body(offsets[0] + i * stride, position++);
  });
}

enum class Reduction { Sum, Mean, Max, Min, Prod };

template <class Compute>
std::unique_ptr<Kernel> makeReduction(const OpView &view, const ReductionPlan &plan, Reduction kind) {
  using Fold = Compute (*)(Compute, Compute);
  // The first element starts max and min.
  bool startsWithFirst = kind == Reduction::Max || kind == Reduction::Min;
  Fold fold = kind == Reduction::Max    ? Fold(maximum)
              : kind == Reduction::Min  ? Fold(minimum)
              : kind == Reduction::Prod ? Fold(multiplyWrapping)
                                        : Fold(addWrapping);
  int64_t count = product(plan.reducedShape);
  view.check(count != 0 || !startsWithFirst, "there is no maximum or minimum of no elements");
  return makeKernel([=, kept = StridedWalk<1>(plan.keptShape, {plan.keptStrides}),
                     reduced = StridedWalk<1>(plan.reducedShape, {plan.reducedStrides}), inType = view.operand(0).dtype,
                     outType = view.result().dtype](const KernelArgs &args) {
    forEachKept(kept, [&](int64_t origin, int64_t position) {
      Compute result = kind == Reduction::Prod ? 1 : 0;
      if (startsWithFirst)
        load(inType, args.operands[0], origin, 0, 1, &result);
      forEachReduced<Compute>(reduced, inType, args.operands[0], origin, [&](const Compute *block, int64_t n) {
        for (int64_t i = 0; i < n; ++i)
          result = fold(result, block[i]);
      });
      if (kind == Reduction::Mean)
        result /= static_cast<Compute>(count);
      store(outType, args.results[0], position, 0, 1, &result);
    });
  });
}

template <Reduction kind>
std::unique_ptr<Kernel> makeReductionOf(const OpView &view) {
  ReductionPlan plan = planReduction(view, view.intsAttr("dim_arg", std::vector<int64_t>{}));
  bool floating = kind == Reduction::Mean || isFloat(view.operand(0).dtype);
  return withComputeType(floating, [&](auto compute) { return makeReduction<decltype(compute)>(view, plan, kind); });
}

/// The first of equal elements; NaN is greater than all numbers.
std::unique_ptr<Kernel> makeArgMax(const OpView &view) {
  std::vector<int64_t> dims;
  if (view.has("dim"))
    dims.push_back(view.intAttr("dim"));
  ReductionPlan plan = planReduction(view, dims);
  view.check(product(plan.reducedShape) != 0, "there is no maximum of no elements");
  checkDtype(view, view.result(), kNumbers, "the result");
  return withComputeType(isFloat(view.operand(0).dtype), [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel([kept = StridedWalk<1>(plan.keptShape, {plan.keptStrides}),
                       reduced = StridedWalk<1>(plan.reducedShape, {plan.reducedStrides}),
                       inType = view.operand(0).dtype, outType = view.result().dtype](const KernelArgs &args) {
      forEachKept(kept, [&](int64_t origin, int64_t position) {
        int64_t seen = 0, best = 0;
        Compute greatest{};
        forEachReduced<Compute>(reduced, inType, args.operands[0], origin, [&](const Compute *block, int64_t n) {
          for (int64_t i = 0; i < n; ++i, ++seen) {
            bool isGreater = block[i] > greatest || (block[i] != block[i] && greatest == greatest);
            if (seen == 0 || isGreater) {
              best = seen;
              greatest = block[i];
            }
          }
        });
        store(outType, args.results[0], position, 0, 1, &best);
      });
    });
  });
}

} // namespace

std::vector<KernelEntry> reductionKernels() {
  return {{"argmax", makeArgMax, kAllDtypes},
          {"max", makeReductionOf<Reduction::Max>, kAllDtypes},
          {"mean", makeReductionOf<Reduction::Mean>, kNumbers},
          {"min", makeReductionOf<Reduction::Min>, kAllDtypes},
          {"prod", makeReductionOf<Reduction::Prod>, kAllDtypes},
          {"sum", makeReductionOf<Reduction::Sum>, kAllDtypes}};
}

} // namespace tt::runtime::kernels
