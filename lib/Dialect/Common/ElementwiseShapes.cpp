// Shapes of elementwise operations, reductions, normalizations and sequences.
#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace mlir::tt {

FailureOr<Shape> inferBroadcastShape(ArrayRef<ShapeRef> shapes, ErrorReporter report) {
  size_t rank = 0;
  for (ShapeRef shape : shapes)
    rank = std::max(rank, shape.size());
  Shape result(rank, 1);
  for (auto [operand, shape] : enumerate(shapes)) {
    size_t offset = rank - shape.size();
    for (auto [dim, size] : enumerate(shape)) {
      int64_t &common = result[offset + dim];
      if (size == 1 || size == common)
        continue;
      if (common == 1 || ShapedType::isDynamic(common)) {
        common = size;
        continue;
      }
      if (ShapedType::isDynamic(size))
        continue;
      return report("operand #" + Twine(operand) + " with shape " + formatShape(shape) +
                    " does not broadcast: dimension " + Twine(dim) + " must be 1 or " + Twine(common) + ", but is " +
                    Twine(size));
    }
  }
  return result;
}

LogicalResult checkBroadcastsTo(ShapeRef shape, ShapeRef target, StringRef what, ErrorReporter report) {
  auto refuse = [&] {
    return report(what + " with shape " + formatShape(shape) + " does not broadcast to " + formatShape(target));
  };
  if (shape.size() > target.size())
    return refuse();
  for (auto [size, goal] : zip(reverse(shape), reverse(target)))
    if (size != 1 && !sizesAgree(size, goal))
      return refuse();
  return success();
}

FailureOr<Shape> inferReductionShape(ShapeRef input, std::optional<ArrayRef<int64_t>> dims, bool keepDim,
                                     ErrorReporter report) {
  int64_t rank = input.size();
  SmallVector<bool> reduced(rank, !dims || dims->empty());
  if (dims) {
    FailureOr<Shape> normalized = normalizeDims(*dims, rank, "dim_arg", report);
    if (failed(normalized))
      return failure();
    for (int64_t dim : *normalized)
      reduced[dim] = true;
  }
  Shape result;
  for (auto [size, isReduced] : zip(input, reduced)) {
    if (!isReduced)
      result.push_back(size);
    else if (keepDim)
      result.push_back(1);
  }
  return result;
}

FailureOr<Shape> inferTopKShape(ShapeRef input, int64_t k, int64_t dim, ErrorReporter report) {
  FailureOr<int64_t> position = normalizeDim(dim, input.size(), "dim", report);
  if (failed(position))
    return failure();
  int64_t size = input[*position];
  if (k < 1 || (!ShapedType::isDynamic(size) && k > size))
    return report("k must be from 1 to " + Twine(size) + ", the size of dimension " + Twine(*position) + ", but is " +
                  Twine(k));
  Shape result(input);
  result[*position] = k;
  return result;
}

LogicalResult checkNormalization(ShapeRef input, ArrayRef<int64_t> normalized, std::optional<ShapeRef> weight,
                                 std::optional<ShapeRef> bias, ErrorReporter report) {
  if (normalized.empty())
    return report("normalized_shape must name at least one dimension");
  if (normalized.size() > input.size() || !shapesAgree(input.take_back(normalized.size()), normalized))
    return report("normalized_shape " + formatList(normalized) +
                  " must be the last dimensions of the input, whose shape is " + formatShape(input));
  if (weight && failed(checkShape(*weight, normalized, "weight", report)))
    return failure();
  if (bias && failed(checkShape(*bias, normalized, "bias", report)))
    return failure();
  return success();
}

LogicalResult checkPerChannel(ShapeRef input, int64_t dim, ShapeRef parameter, StringRef what, ErrorReporter report) {
  // Whether it is written as C, 1xC, 1xCx1x1 or the like does not matter.
  SmallVector<int64_t> sizes(make_filter_range(parameter, [](int64_t size) { return size != 1; }));
  bool fits = sizes.empty() ? sizesAgree(input[dim], 1) : sizes.size() == 1 && sizesAgree(sizes[0], input[dim]);
  if (fits)
    return success();
  return report(what + " must hold one element for each of the " + Twine(input[dim]) +
                " indices of the input's dimension " + Twine(dim) + ", but its shape is " + formatShape(parameter));
}

FailureOr<int64_t> countArange(int64_t start, int64_t end, int64_t step, ErrorReporter report) {
  if (step == 0)
    return report("step must not be 0");
  if ((step > 0 && end <= start) || (step < 0 && end >= start))
    return report("there are no numbers from start " + Twine(start) + " to end " + Twine(end) + " with step " +
                  Twine(step));
  return divideCeilSigned(end - start, step);
}

} // namespace mlir::tt
