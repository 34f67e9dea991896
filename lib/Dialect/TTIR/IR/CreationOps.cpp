// Tensors from nothing: inference and checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/CreationOps.cpp.inc"

void TTIRDialect::registerCreationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/CreationOps.cpp.inc"
      >();
}

LogicalResult ConstantOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  auto type = dyn_cast<RankedTensorType>(adaptor.getValue().getType());
  if (!type)
    return report("value must be the elements of a ranked tensor");
  types.push_back(type);
  return success();
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

LogicalResult ConstantOp::verify() {
  auto value = cast<ShapedType>(getValue().getType());
  if (value.getElementType() != getElementTypeOrSelf(getType()))
    return emitOpError() << "value has type " << value << ", but the result has type " << getType();
  return success();
}

/// Fails unless the result has the shape that the attribute says.
static LogicalResult verifyShapeAttribute(Operation *op, ArrayRef<int64_t> shape) {
  return checkShape(shapeOf(op->getResult(0)), shape, "result", reportAt(op));
}

LogicalResult ZerosOp::verify() { return verifyShapeAttribute(*this, numbersOf(getShapeAttr())); }
LogicalResult OnesOp::verify() { return verifyShapeAttribute(*this, numbersOf(getShapeAttr())); }
LogicalResult FullOp::verify() { return verifyShapeAttribute(*this, numbersOf(getShapeAttr())); }

LogicalResult RandOp::verify() {
  if (getLow().convertToFloat() > getHigh().convertToFloat())
    return emitOpError() << "low must not be larger than high, but they are " << getLowAttr() << " and "
                         << getHighAttr();
  return verifyShapeAttribute(*this, numbersOf(getSize()));
}

LogicalResult ArangeOp::verify() {
  auto report = reportAt(*this);
  ShapeRef shape = shapeOf(getResult());
  FailureOr<int64_t> dim =
      normalizeDim(static_cast<int64_t>(getArangeDimension()), shape.size(), "arange_dimension", report);
  if (failed(dim))
    return failure();
  FailureOr<int64_t> count = countArange(getStart(), getEnd(), getStep(), report);
  if (failed(count))
    return failure();
  if (!sizesAgree(shape[*dim], *count))
    return report("there are " + Twine(*count) + " numbers from " + Twine(getStart()) + " to " + Twine(getEnd()) +
                  " with step " + Twine(getStep()) + ", but the result has size " + Twine(shape[*dim]) +
                  " in dimension " + Twine(*dim));
  return success();
}
