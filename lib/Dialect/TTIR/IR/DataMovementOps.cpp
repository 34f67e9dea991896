// Data movement: inference and checks. The folders are in DataMovementFolders.cpp.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "ttmlir/Dialect/Common/ElementTypes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/DataMovementOps.cpp.inc"

void TTIRDialect::registerDataMovementOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/DataMovementOps.cpp.inc"
      >();
}

//===-- Inference -----------------------------------------------------------===//

LogicalResult ReshapeOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferReshapeShape(shapeOf(adaptor.getInput()), numbersOf(adaptor.getShape()), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult SqueezeOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferSqueezeShape(shapeOf(adaptor.getInput()), adaptor.getDim(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult UnsqueezeOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferUnsqueezeShape(shapeOf(adaptor.getInput()), adaptor.getDim(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult PermuteOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferPermuteShape(shapeOf(adaptor.getInput()), adaptor.getPermutation(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult TransposeOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferTransposeShape(shapeOf(adaptor.getInput()), adaptor.getDim0(), adaptor.getDim1(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult ReverseOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  if (failed(normalizeDims(adaptor.getDimensions(), shapeOf(adaptor.getInput()).size(), "dimensions", report)))
    return failure();
  return inferLikeOperand(adaptor.getInput(), types);
}

LogicalResult RearrangeOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  FailureOr<Rearrangement> resolved = resolveRearrangement(shapeOf(adaptor.getInput()), adaptor.getPattern(), report);
  if (failed(resolved))
    return failure();
  return addResult(resolved->result, getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult BroadcastOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferBroadcastDimensionsShape(shapeOf(adaptor.getInput()), adaptor.getBroadcastDimensions(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult RepeatOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferRepeatShape(shapeOf(adaptor.getInput()), adaptor.getRepeatDimensions(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult RepeatInterleaveOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(
      inferRepeatInterleaveShape(shapeOf(adaptor.getInput()), adaptor.getRepeats(), adaptor.getDim(), report),
      getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult ConcatOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  SmallVector<ShapeRef> shapes(llvm::map_range(adaptor.getInputs(), shapeOf));
  FailureOr<Shape> shape = inferConcatShape(shapes, adaptor.getDim(), report);
  if (failed(shape))
    return failure();
  return addResult(shape, getElementTypeOrSelf(adaptor.getInputs().front()), types);
}

LogicalResult SliceStaticOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferSliceShape(shapeOf(adaptor.getInput()), numbersOf(adaptor.getBegins()),
                                   numbersOf(adaptor.getEnds()), numbersOf(adaptor.getStep()), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

/// An index is a slice that takes all of every other dimension.
static FailureOr<int64_t> getIndexSlice(ShapeRef shape, int64_t dim, ErrorReporter report, Shape &begins, Shape &ends,
                                        Shape &step) {
  FailureOr<int64_t> position = normalizeDim(dim, shape.size(), "dim", report);
  if (failed(position))
    return failure();
  begins.assign(shape.size(), 0);
  ends.assign(shape.begin(), shape.end());
  step.assign(shape.size(), 1);
  return position;
}

LogicalResult IndexOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef shape = shapeOf(adaptor.getInput());
  Shape begins, ends, step;
  FailureOr<int64_t> dim = getIndexSlice(shape, static_cast<int32_t>(adaptor.getDim()), report, begins, ends, step);
  if (failed(dim))
    return failure();
  begins[*dim] = static_cast<int32_t>(adaptor.getBegin());
  ends[*dim] = static_cast<int32_t>(adaptor.getEnd());
  step[*dim] = static_cast<int32_t>(adaptor.getStep());
  return addResult(inferSliceShape(shape, begins, ends, step, report), getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult IndexSelectOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferIndexSelectShape(shapeOf(adaptor.getInput()), adaptor.getDim(), adaptor.getBegin(),
                                         adaptor.getLength(), adaptor.getStride(), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult PadOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferPadShape(shapeOf(adaptor.getInput()), numbersOf(adaptor.getPaddingAttr()), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult GetDimensionSizeOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  int64_t rank = shapeOf(adaptor.getOperand()).size(), dimension = static_cast<int32_t>(adaptor.getDimension());
  if (dimension < 0 || dimension >= rank)
    return report("dimension " + Twine(dimension) + " is out of range for rank " + Twine(rank));
  return addResult(Shape{1}, IntegerType::get(adaptor.getOperand().getContext(), 32, IntegerType::Unsigned), types);
}

LogicalResult GatherOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferGatherShape(shapeOf(adaptor.getInput()), shapeOf(adaptor.getIndex()),
                                    static_cast<int32_t>(adaptor.getDim()), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult ScatterOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferScatterShape(shapeOf(adaptor.getInput()), shapeOf(adaptor.getIndex()),
                                     shapeOf(adaptor.getSource()), static_cast<int32_t>(adaptor.getDim()), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult EmbeddingOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferEmbeddingShape(shapeOf(adaptor.getInput()), shapeOf(adaptor.getWeight()), report),
                   getElementTypeOrSelf(adaptor.getWeight()), types);
}

LogicalResult EmbeddingBackwardOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef gradient = shapeOf(adaptor.getInGradient());
  FailureOr<Shape> forward = inferEmbeddingShape(shapeOf(adaptor.getInput()), shapeOf(adaptor.getWeight()), report);
  if (failed(forward))
    return failure();
  // The gradient may come flattened: as many rows, of the table's width.
  if (gradient.empty() || !sizesAgree(gradient.back(), forward->back()) ||
      !sizesAgree(volumeOf(gradient), volumeOf(*forward)))
    return report("in_gradient must hold one row of size " + Twine(forward->back()) + " for each of the " +
                  Twine(volumeOf(shapeOf(adaptor.getInput()))) + " indices, but its shape is " + formatShape(gradient));
  return inferLikeOperand(adaptor.getWeight(), types);
}

//===-- Checks ----------------------------------------------------------------===//

/// Fails unless `indices` holds integers.
static LogicalResult verifyHoldsIndices(Operation *op, Value indices, StringRef what) {
  Type type = getElementTypeOrSelf(indices);
  if (type.isIntOrIndex())
    return success();
  return op->emitOpError() << what << " must hold integers, but has type " << indices.getType();
}

LogicalResult GatherOp::verify() { return verifyHoldsIndices(*this, getIndex(), "index"); }

LogicalResult ScatterOp::verify() {
  using ttcore::ReduceType;
  switch (getScatterReduceType()) {
  case ReduceType::Sum:
  case ReduceType::Prod:
  case ReduceType::Min:
  case ReduceType::Max:
  case ReduceType::Invalid:
    return verifyHoldsIndices(*this, getIndex(), "index");
  default:
    return emitOpError() << "scatter_reduce_type must be sum, prod, min, max or invalid, but is "
                         << stringifyReduceType(getScatterReduceType());
  }
}

// Front ends also hand over indices in floating point, which the lowering converts.
LogicalResult EmbeddingOp::verify() {
  Type type = getElementTypeOrSelf(getInput());
  if (type.isIntOrFloat())
    return success();
  return emitOpError() << "input must hold indices, but has type " << getInput().getType();
}

LogicalResult SliceDynamicOp::verify() {
  auto report = reportAt(*this);
  ShapeRef input = shapeOf(getInput()), result = shapeOf(getResult());
  int64_t rank = input.size();
  if (failed(checkShape(shapeOf(getBegins()), {rank}, "begins", report)) ||
      failed(checkShape(shapeOf(getEnds()), {rank}, "ends", report)) ||
      failed(checkRank(result, rank, "result", report)) || failed(verifyHoldsIndices(*this, getBegins(), "begins")) ||
      failed(verifyHoldsIndices(*this, getEnds(), "ends")))
    return failure();
  if (std::optional<ArrayAttr> step = getStep()) {
    SmallVector<int64_t> steps = numbersOf(*step);
    if (static_cast<int64_t>(steps.size()) != rank)
      return report("step must hold one number for each of the input's " + Twine(rank) + " dimensions, but is " +
                    formatList(steps));
    if (llvm::is_contained(steps, 0))
      return report("step must not be 0, but is " + formatList(steps));
  }
  for (auto [dim, size, most] : llvm::enumerate(result, input))
    if (!ShapedType::isDynamic(size) && !ShapedType::isDynamic(most) && size > most)
      return report("result must not be larger than the input (" + Twine(most) + ") in dimension " + Twine(dim) +
                    ", but its shape is " + formatShape(result));
  return verifyElementTypes(*this);
}
