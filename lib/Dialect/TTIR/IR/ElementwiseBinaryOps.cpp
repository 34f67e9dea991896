// Elementwise operations on two tensors: checks and folders.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

#include "Folding.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;
using llvm::APFloat;
using llvm::APInt;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseBinaryOps.cpp.inc"

void TTIRDialect::registerElementwiseBinaryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseBinaryOps.cpp.inc"
      >();
}

//===-- Folders -------------------------------------------------------------===//

/// `operand`, if the result has its type, so that it can stand for it.
static Value keepOperand(Value operand, Type resultType) { return operand.getType() == resultType ? operand : Value(); }

OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  if (isUniform(getRhs(), 0.0) && getLhs().getType() == getType())
    return getLhs();
  if (isUniform(getLhs(), 0.0) && getRhs().getType() == getType())
    return getRhs();
  return foldSplatBinary(
      adaptor.getLhs(), adaptor.getRhs(), getType(), [](APFloat a, APFloat b) { return a + b; },
      [](APInt a, APInt b) { return a + b; });
}

OpFoldResult SubtractOp::fold(FoldAdaptor adaptor) {
  if (isUniform(getRhs(), 0.0))
    return keepOperand(getLhs(), getType());
  return foldSplatBinary(
      adaptor.getLhs(), adaptor.getRhs(), getType(), [](APFloat a, APFloat b) { return a - b; },
      [](APInt a, APInt b) { return a - b; });
}

OpFoldResult MultiplyOp::fold(FoldAdaptor adaptor) {
  if (isUniform(getRhs(), 1.0) && getLhs().getType() == getType())
    return getLhs();
  if (isUniform(getLhs(), 1.0) && getRhs().getType() == getType())
    return getRhs();
  return foldSplatBinary(
      adaptor.getLhs(), adaptor.getRhs(), getType(), [](APFloat a, APFloat b) { return a * b; },
      [](APInt a, APInt b) { return a * b; });
}

OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  if (isUniform(getRhs(), 1.0))
    return keepOperand(getLhs(), getType());
  // Integers are left to the runtime, which says what division by zero is.
  return foldSplatBinary(
      adaptor.getLhs(), adaptor.getRhs(), getType(), [](APFloat a, APFloat b) { return a / b; }, nullptr);
}

OpFoldResult PowOp::fold(FoldAdaptor) { return isUniform(getRhs(), 1.0) ? keepOperand(getLhs(), getType()) : Value(); }

OpFoldResult MaximumOp::fold(FoldAdaptor) { return getLhs() == getRhs() ? keepOperand(getLhs(), getType()) : Value(); }

OpFoldResult MinimumOp::fold(FoldAdaptor) { return getLhs() == getRhs() ? keepOperand(getLhs(), getType()) : Value(); }

//===-- Checks ----------------------------------------------------------------===//

LogicalResult GeluBackwardOp::verify() {
  if (getApproximate() != "none" && getApproximate() != "tanh")
    return emitOpError() << "approximate must be \"none\" or \"tanh\", but is \"" << getApproximate() << "\"";
  return success();
}

/// Fails unless all operands hold integers or truth values.
static LogicalResult verifyBits(Operation *op) {
  for (auto [index, operand] : llvm::enumerate(op->getOperands()))
    if (!isa<IntegerType>(getElementTypeOrSelf(operand)))
      return op->emitOpError() << "works on bits, so operand #" << index << " must hold integers, but has type "
                               << operand.getType();
  return success();
}

LogicalResult BitwiseAndOp::verify() { return verifyBits(*this); }
LogicalResult BitwiseOrOp::verify() { return verifyBits(*this); }
LogicalResult BitwiseXorOp::verify() { return verifyBits(*this); }
LogicalResult LogicalLeftShiftOp::verify() { return verifyBits(*this); }
LogicalResult LogicalRightShiftOp::verify() { return verifyBits(*this); }
LogicalResult RightShiftOp::verify() { return verifyBits(*this); }
