// Shapes and dimensions: what all shape inference needs.
#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace mlir::tt {

static std::string formatSize(int64_t size) { return ShapedType::isDynamic(size) ? "?" : std::to_string(size); }

std::string formatShape(ShapeRef shape) {
  if (shape.empty())
    return "scalar";
  return join(map_range(shape, formatSize), "x");
}

std::string formatList(ArrayRef<int64_t> values) {
  return "[" + join(map_range(values, [](int64_t value) { return std::to_string(value); }), ", ") + "]";
}

bool sizesAgree(int64_t a, int64_t b) { return a == b || ShapedType::isDynamic(a) || ShapedType::isDynamic(b); }

bool shapesAgree(ShapeRef a, ShapeRef b) {
  return a.size() == b.size() &&
         all_of(zip(a, b), [](auto pair) { return sizesAgree(std::get<0>(pair), std::get<1>(pair)); });
}

int64_t volumeOf(ShapeRef shape) {
  int64_t volume = 1;
  for (int64_t size : shape) {
    if (ShapedType::isDynamic(size))
      return ShapedType::kDynamic;
    volume *= size;
  }
  return volume;
}

FailureOr<int64_t> normalizeDim(int64_t dim, int64_t rank, StringRef what, ErrorReporter report) {
  if (dim < -rank || dim >= rank)
    return report(rank == 0 ? what + " " + Twine(dim) + " is out of range: the tensor is a scalar"
                            : what + " " + Twine(dim) + " is out of range: expected " + Twine(-rank) + " to " +
                                  Twine(rank - 1) + " for rank " + Twine(rank));
  return dim < 0 ? dim + rank : dim;
}

FailureOr<Shape> normalizeDims(ArrayRef<int64_t> dims, int64_t rank, StringRef what, ErrorReporter report) {
  Shape result;
  for (int64_t dim : dims) {
    FailureOr<int64_t> normalized = normalizeDim(dim, rank, what, report);
    if (failed(normalized))
      return failure();
    if (is_contained(result, *normalized))
      return report(what + " names dimension " + Twine(*normalized) + " twice: " + formatList(dims));
    result.push_back(*normalized);
  }
  return result;
}

LogicalResult checkRank(ShapeRef shape, int64_t rank, StringRef what, ErrorReporter report) {
  if (static_cast<int64_t>(shape.size()) == rank)
    return success();
  return report(what + " must have rank " + Twine(rank) + ", but its shape is " + formatShape(shape));
}

LogicalResult checkShape(ShapeRef shape, ShapeRef expected, StringRef what, ErrorReporter report) {
  if (shapesAgree(shape, expected))
    return success();
  return report(what + " must have shape " + formatShape(expected) + ", but its shape is " + formatShape(shape));
}

LogicalResult checkAtLeast(ArrayRef<int64_t> values, int64_t minimum, StringRef what, ErrorReporter report) {
  for (int64_t value : values)
    if (value < minimum)
      return report(what + " must be at least " + Twine(minimum) + ", but got " +
                    (values.size() == 1 ? std::to_string(value) : formatList(values)));
  return success();
}

} // namespace mlir::tt
