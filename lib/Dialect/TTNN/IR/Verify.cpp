// What the verifiers of ttnn operations share, beyond the shape functions of all dialects.
#include "Verify.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNTraits.h"

using namespace mlir;

namespace mlir::tt::ttnn::detail {

void addReadEffects(Operation *op, SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
  for (OpOperand &operand : op->getOpOperands())
    if (isa<RankedTensorType>(operand.get().getType()))
      effects.emplace_back(MemoryEffects::Read::get(), &operand, SideEffects::DefaultResource::get());
}

ShapeRef shapeOf(Value tensor) { return cast<RankedTensorType>(tensor.getType()).getShape(); }

std::optional<ShapeRef> optionalShapeOf(Value tensor) {
  if (!tensor)
    return std::nullopt;
  return shapeOf(tensor);
}

Shape toShape(ArrayRef<int32_t> values) { return Shape(values.begin(), values.end()); }

Shape toShape(ArrayAttr values) {
  Shape shape;
  for (auto value : values.getAsRange<IntegerAttr>())
    shape.push_back(value.getValue().getSExtValue());
  return shape;
}

LogicalResult verifyShape(Operation *op, StringRef what, Value actual, ShapeRef expected) {
  return checkShape(shapeOf(actual), expected, what, reporterOf(op));
}

LogicalResult verifyRank(Operation *op, StringRef what, Value tensor, int64_t rank) {
  return checkRank(shapeOf(tensor), rank, what, reporterOf(op));
}

LogicalResult verifyVolume(Operation *op, StringRef what, Value tensor, int64_t expected) {
  int64_t volume = volumeOf(shapeOf(tensor));
  if (sizesAgree(volume, expected))
    return success();
  return op->emitOpError() << what << " has " << volume << " elements (shape " << formatShape(shapeOf(tensor))
                           << "), expected " << expected;
}

LogicalResult verifyResult(Operation *op, FailureOr<Shape> inferred, unsigned index) {
  if (failed(inferred))
    return failure();
  std::string what = op->getNumResults() == 1 ? "result" : "result " + std::to_string(index);
  return verifyShape(op, what, op->getResult(index), *inferred);
}

LogicalResult verifyElementwise(Operation *op) {
  SmallVector<ShapeRef> shapes;
  for (Value operand : op->getOperands())
    if (isa<RankedTensorType>(operand.getType()))
      shapes.push_back(shapeOf(operand));
  return verifyResult(op, inferBroadcastShape(shapes, reporterOf(op)));
}

LogicalResult verifyKeepsShape(Operation *op) { return verifyResult(op, Shape(shapeOf(op->getOperand(0)))); }

LogicalResult verifyImages(Operation *op, StringRef what, Value images, ShapeRef full) {
  Shape flat = {1, 1, volumeOf(full.drop_back()), full.back()};
  ShapeRef shape = shapeOf(images);
  if (shapesAgree(shape, full) || shapesAgree(shape, flat))
    return success();
  return op->emitOpError() << what << " has shape " << formatShape(shape) << ", expected " << formatShape(flat)
                           << " or " << formatShape(full);
}

} // namespace mlir::tt::ttnn::detail
