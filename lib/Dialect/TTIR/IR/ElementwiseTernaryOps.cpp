// Elementwise operations on three tensors: inference and folders.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

#include "Folding.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseTernaryOps.cpp.inc"

void TTIRDialect::registerElementwiseTernaryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseTernaryOps.cpp.inc"
      >();
}

LogicalResult WhereOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return inferBroadcast(adaptor.getOperands(), getElementTypeOrSelf(adaptor.getSecond()), report, types);
}

LogicalResult ClampTensorOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef input = shapeOf(adaptor.getInput());
  if (failed(checkBroadcastsTo(shapeOf(adaptor.getMin()), input, "min", report)) ||
      failed(checkBroadcastsTo(shapeOf(adaptor.getMax()), input, "max", report)))
    return failure();
  return inferLikeOperand(adaptor.getInput(), types);
}

OpFoldResult WhereOp::fold(FoldAdaptor) {
  std::optional<double> condition = getUniformValue(getFirst());
  Value chosen;
  if (getSecond() == getThird() || (condition && *condition != 0.0))
    chosen = getSecond();
  else if (condition)
    chosen = getThird();
  return chosen && chosen.getType() == getType() ? chosen : Value();
}
