// What the verifiers of ttnn operations share, beyond the shape functions of all dialects.
#ifndef TENON_LIB_DIALECT_TTNN_IR_VERIFY_H
#define TENON_LIB_DIALECT_TTNN_IR_VERIFY_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

#include "ttmlir/Dialect/Common/ShapeInference.h"

namespace mlir::tt::ttnn::detail {

/// Turns the messages of shape functions into errors of an operation.
inline auto reporterOf(Operation *op) {
  return [op](const Twine &message) -> LogicalResult { return op->emitOpError(message); };
}

/// The shape of a ranked tensor, and of one that may be absent.
ShapeRef shapeOf(Value tensor);
std::optional<ShapeRef> optionalShapeOf(Value tensor);

Shape toShape(ArrayRef<int32_t> values);
Shape toShape(ArrayAttr values);

/// Each of the following emits an error at `op` that names `what` (an operand,
/// a result or an attribute), what was expected and what is there.
LogicalResult verifyShape(Operation *op, StringRef what, Value actual, ShapeRef expected);
LogicalResult verifyRank(Operation *op, StringRef what, Value tensor, int64_t rank);
LogicalResult verifyVolume(Operation *op, StringRef what, Value tensor, int64_t expected);

/// Result number `index` has the inferred shape; fails silently where the
/// inference did, for that has reported why.
LogicalResult verifyResult(Operation *op, FailureOr<Shape> inferred, unsigned index = 0);

/// The result has the shape of the operands broadcast together.
LogicalResult verifyElementwise(Operation *op);

/// The first result has the shape of the first operand.
LogicalResult verifyKeepsShape(Operation *op);

/// `images` has the shape `full`, [N, H, W, C] and the like, or is flattened
/// to [1, 1, N*H*W, C].
LogicalResult verifyImages(Operation *op, StringRef what, Value images, ShapeRef full);

} // namespace mlir::tt::ttnn::detail

#endif // TENON_LIB_DIALECT_TTNN_IR_VERIFY_H
