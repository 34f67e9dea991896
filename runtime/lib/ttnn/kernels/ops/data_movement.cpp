// Ops that rearrange elements by position alone: permute, slice, pad, concat, repeat and the like.
#include <algorithm>
#include <numeric>

#include "ttnn/kernels/strided_copy.h"
#include "ttnn/kernels/window.h"

namespace tt::runtime::kernels {
namespace {

/// Dimension i of the result is dimension order[i] of the operand.
std::unique_ptr<Kernel> makePermuted(const OpView &view, const std::vector<size_t> &order) {
  const TensorDesc &in = view.operand(0);
  Shape expected, strides, dense = rowMajorStrides(in.shape);
  for (size_t d : order) {
    expected.push_back(in.shape[d]);
    strides.push_back(dense[d]);
  }
  checkShape(view, view.result(), expected, "the result");
  return makeStridedCopy(view, strides);
}

std::unique_ptr<Kernel> makePermute(const OpView &view) {
  size_t rank = view.operand(0).shape.size();
  std::vector<int64_t> permutation = view.intsAttr("permutation");
  view.check(permutation.size() == rank, "attribute 'permutation' must have one element for each dimension");
  std::vector<size_t> order;
  std::vector<bool> used(rank);
  for (int64_t dim : permutation) {
    size_t d = checkDim(view, dim, rank);
    view.check(!used[d], "attribute 'permutation' names a dimension twice");
    used[d] = true;
    order.push_back(d);
  }
  return makePermuted(view, order);
}

std::unique_ptr<Kernel> makeTranspose(const OpView &view) {
  size_t rank = view.operand(0).shape.size();
  std::vector<size_t> order(rank);
  std::iota(order.begin(), order.end(), 0);
  std::swap(order[checkDim(view, view.intAttr("dim0"), rank)], order[checkDim(view, view.intAttr("dim1"), rank)]);
  return makePermuted(view, order);
}

std::unique_ptr<Kernel> makeReshape(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  view.check(in.volume() == out.volume(), "operand and result must have the same number of elements");
  checkSameDtype(view, out, in, "the result");
  std::vector<int64_t> shape = view.intsAttr("shape", std::vector<int64_t>(out.shape));
  bool matches = shape.size() == out.shape.size() && std::ranges::count(shape, -1) <= 1;
  for (size_t d = 0; matches && d < shape.size(); ++d)
    matches = shape[d] == -1 || shape[d] == out.shape[d];
  view.check(matches, "attribute 'shape' must be the result's shape");
  return makeConvertingCopy(view);
}

/// Reads along each dimension `begin`, `begin + step`, ...
struct Slice {
  int64_t begin, step, count;
};

/// Negative bounds count from the end; bounds beyond the tensor are cut off, as in Python.
Slice resolveSlice(const OpView &view, int64_t begin, int64_t end, int64_t step, int64_t size) {
  view.check(step != 0 && step >= -kMaxInt32 && step <= kMaxInt32, "a step must not be 0");
  // Counting down, the position before the first one is -1.
  int64_t low = step > 0 ? 0 : -1, high = step > 0 ? size : size - 1;
  auto resolve = [&](int64_t bound) { return std::clamp(bound < 0 ? bound + size : bound, low, high); };
  begin = resolve(begin);
  end = resolve(end);
  int64_t count = step > 0 ? (end - begin + step - 1) / step : (begin - end - step - 1) / -step;
  return {begin, step, std::max<int64_t>(count, 0)};
}

std::vector<int64_t> readSteps(const OpView &view, size_t rank) {
  std::vector<int64_t> steps = view.intsAttr("step", std::vector<int64_t>(rank, 1));
  view.check(steps.size() == rank, "attribute 'step' must have one element for each dimension");
  return steps;
}

std::unique_ptr<Kernel> makeSliceStatic(const OpView &view) {
  const TensorDesc &in = view.operand(0);
  size_t rank = in.shape.size();
  std::vector<int64_t> begins = view.intsAttr("begins"), ends = view.intsAttr("ends"), steps = readSteps(view, rank);
  view.check(begins.size() == rank && ends.size() == rank,
             "attributes 'begins' and 'ends' must have one element for each dimension");
  Shape expected, strides, dense = rowMajorStrides(in.shape);
  int64_t offset = 0;
  for (size_t d = 0; d < rank; ++d) {
    Slice slice = resolveSlice(view, begins[d], ends[d], steps[d], in.shape[d]);
    expected.push_back(slice.count);
    // A slice of nothing starts nowhere.
    if (slice.count > 0)
      offset += slice.begin * dense[d];
    strides.push_back(slice.count > 1 ? slice.step * dense[d] : 0);
  }
  checkShape(view, view.result(), expected, "the result");
  return makeStridedCopy(view, strides, offset);
}

/// The bounds come from tensors; they must give the number of elements that the result has.
std::unique_ptr<Kernel> makeSliceDynamic(const OpView &view) {
  const TensorDesc &in = view.operand(0), &begins = view.operand(1), &ends = view.operand(2), &out = view.result();
  size_t rank = in.shape.size();
  Shape boundsShape = {static_cast<int64_t>(rank)};
  checkShape(view, begins, boundsShape, "operand 'begins'");
  checkShape(view, ends, boundsShape, "operand 'ends'");
  checkDtype(view, begins, kNumbers, "operand 'begins'");
  checkDtype(view, ends, kNumbers, "operand 'ends'");
  checkRank(view, out, rank, "the result");
  checkSameDtype(view, out, in, "the result");
  std::vector<int64_t> steps = readSteps(view, rank);
  for (int64_t step : steps)
    view.check(step >= 1 && step <= kMaxInt32, "steps must be positive");
  return makeKernel([=, view = &view, beginsType = begins.dtype, endsType = ends.dtype, inShape = in.shape,
                     outShape = out.shape, dtype = in.dtype](const KernelArgs &args) {
    std::vector<int64_t> from(rank), to(rank);
    load(beginsType, args.operands[1], 0, 1, static_cast<int64_t>(rank), from.data());
    load(endsType, args.operands[2], 0, 1, static_cast<int64_t>(rank), to.data());
    Shape strides(rank), dense = rowMajorStrides(inShape);
    int64_t offset = 0;
    for (size_t d = 0; d < rank; ++d) {
      // Kept in range, so that no sum with a size overflows.
      from[d] = std::clamp(from[d], -inShape[d], inShape[d]);
      to[d] = std::clamp(to[d], -inShape[d], inShape[d]);
      Slice slice = resolveSlice(*view, from[d], to[d], steps[d], inShape[d]);
      if (slice.count != outShape[d])
        view->fail("the bounds give " + std::to_string(slice.count) + " elements along dimension " + std::to_string(d) +
                   ", but the result has " + std::to_string(outShape[d]));
      offset += slice.begin * dense[d];
      strides[d] = slice.step * dense[d];
    }
    StridedCopy(dtype, outShape, strides, rowMajorStrides(outShape)).run(args.operands[0], offset, args.results[0], 0);
  });
}

std::unique_ptr<Kernel> makePad(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  size_t rank = in.shape.size();
  std::vector<int64_t> padding = view.intsAttr("padding");
  view.check(padding.size() == 2 * rank, "attribute 'padding' must have two elements for each dimension");
  Shape expected, dense = rowMajorStrides(out.shape);
  for (int64_t amount : padding)
    view.check(amount >= 0 && amount <= kMaxInt32, "padding must not be negative");
  for (size_t d = 0; d < rank; ++d)
    expected.push_back(in.shape[d] + padding[2 * d] + padding[2 * d + 1]);
  checkShape(view, out, expected, "the result");
  checkSameDtype(view, out, in, "the result");
  int64_t offset = 0;
  for (size_t d = 0; d < rank; ++d)
    offset += padding[2 * d] * dense[d];
  StridedCopy copy(in.dtype, in.shape, rowMajorStrides(in.shape), dense);
  double value = view.floatAttr("value", 0.0);
  return makeKernel([=, count = out.volume(), dtype = out.dtype](const KernelArgs &args) {
    fill(dtype, args.results[0], count, value);
    copy.run(args.operands[0], 0, args.results[0], offset);
  });
}

std::unique_ptr<Kernel> makeConcat(const OpView &view) {
  view.check(view.numOperands() >= 1, "there must be at least one operand");
  const TensorDesc &out = view.result();
  size_t dim = checkDim(view, view.intAttr("dim"), view.operand(0).shape.size());
  Shape expected = view.operand(0).shape;
  expected[dim] = 0;
  for (size_t i = 0; i < view.numOperands(); ++i) {
    const TensorDesc &in = view.operand(i);
    checkRank(view, in, expected.size(), "every operand");
    checkSameDtype(view, in, out, "every operand");
    Shape fitting = expected;
    fitting[dim] = in.shape[dim];
    checkShape(view, in, fitting, "every operand");
    if (__builtin_add_overflow(expected[dim], in.shape[dim], &expected[dim]))
      view.fail("sizes are too large");
  }
  checkShape(view, out, expected, "the result");

  struct Piece {
    StridedCopy copy;
    int64_t offset;
  };
  std::vector<Piece> pieces;
  Shape strides = rowMajorStrides(out.shape);
  int64_t begin = 0;
  for (size_t i = 0; i < view.numOperands(); ++i) {
    const TensorDesc &in = view.operand(i);
    pieces.push_back({StridedCopy(in.dtype, in.shape, rowMajorStrides(in.shape), strides), begin * strides[dim]});
    begin += in.shape[dim];
  }
  return makeKernel([pieces = std::move(pieces)](const KernelArgs &args) {
    for (size_t i = 0; i < pieces.size(); ++i)
      pieces[i].copy.run(args.operands[i], 0, args.results[0], pieces[i].offset);
  });
}

/// The whole tensor, repeats[d] times along each dimension: each is seen as (repeat, size), read with stride 0.
std::unique_ptr<Kernel> makeRepeat(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  std::vector<int64_t> repeats = readSizes(view, "repeat_dims", in.shape.size(), 0);
  Shape expected, split, strides, dense = rowMajorStrides(in.shape);
  for (size_t d = 0; d < in.shape.size(); ++d) {
    expected.push_back(checkedProduct(view, {in.shape[d], repeats[d]}));
    split.insert(split.end(), {repeats[d], in.shape[d]});
    strides.insert(strides.end(), {0, dense[d]});
  }
  checkShape(view, out, expected, "the result");
  checkSameDtype(view, out, in, "the result");
  StridedCopy copy(in.dtype, split, strides, rowMajorStrides(split));
  return makeKernel([=](const KernelArgs &args) { copy.run(args.operands[0], 0, args.results[0], 0); });
}

/// Each slice along `dim`, `repeats` times in a row: the dimension is seen as (size, repeat).
std::unique_ptr<Kernel> makeRepeatInterleave(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  size_t dim = checkDim(view, view.intAttr("dim"), in.shape.size());
  int64_t repeats = checkedInt(view, "repeats", 0, kMaxInt32);
  Shape expected = in.shape, split = in.shape, strides = rowMajorStrides(in.shape);
  expected[dim] = checkedProduct(view, {in.shape[dim], repeats});
  checkShape(view, out, expected, "the result");
  checkSameDtype(view, out, in, "the result");
  split.insert(split.begin() + static_cast<int64_t>(dim) + 1, repeats);
  strides.insert(strides.begin() + static_cast<int64_t>(dim) + 1, 0);
  StridedCopy copy(in.dtype, split, strides, rowMajorStrides(split));
  return makeKernel([=](const KernelArgs &args) { copy.run(args.operands[0], 0, args.results[0], 0); });
}

} // namespace

std::vector<KernelEntry> dataMovementKernels() {
  return {{"concat", makeConcat, kAllDtypes},
          {"pad", makePad, kAllDtypes},
          {"permute", makePermute, kAllDtypes},
          {"repeat", makeRepeat, kAllDtypes},
          {"repeat_interleave", makeRepeatInterleave, kAllDtypes},
          {"reshape", makeReshape, kAllDtypes},
          {"slice_dynamic", makeSliceDynamic, kAllDtypes},
          {"slice_static", makeSliceStatic, kAllDtypes},
          {"transpose", makeTranspose, kAllDtypes}};
}

} // namespace tt::runtime::kernels
