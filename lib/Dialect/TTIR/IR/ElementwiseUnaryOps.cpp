// Elementwise operations on one tensor: checks and folders.
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
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseUnaryOps.cpp.inc"

void TTIRDialect::registerElementwiseUnaryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/ElementwiseUnaryOps.cpp.inc"
      >();
}

//===-- Folders -------------------------------------------------------------===//

/// `f(f(x)) = f(x)`: the input, if it is a result of the same operation.
template <typename OpT>
static Value foldIdempotent(OpT op) {
  auto producer = op.getInput().template getDefiningOp<OpT>();
  return producer && producer.getType() == op.getType() ? op.getInput() : Value();
}

/// `f(f(x)) = x`: the producer's input.
template <typename OpT>
static Value foldInvolution(OpT op) {
  auto producer = op.getInput().template getDefiningOp<OpT>();
  return producer && producer.getInput().getType() == op.getType() ? producer.getInput() : Value();
}

OpFoldResult AbsOp::fold(FoldAdaptor) { return foldIdempotent(*this); }
OpFoldResult ReluOp::fold(FoldAdaptor) { return foldIdempotent(*this); }

OpFoldResult NegOp::fold(FoldAdaptor adaptor) {
  if (Value input = foldInvolution(*this))
    return input;
  return foldSplatUnary(
      adaptor.getInput(), getType(), [](APFloat value) { return -value; }, [](APInt value) { return -value; });
}

OpFoldResult BitwiseNotOp::fold(FoldAdaptor adaptor) {
  if (Value input = foldInvolution(*this))
    return input;
  return foldSplatUnary(adaptor.getInput(), getType(), nullptr, [](APInt value) { return ~value; });
}

OpFoldResult DropoutOp::fold(FoldAdaptor) {
  bool isIdentity = getProb().isZero() && getScale().isExactlyValue(1.0);
  return isIdentity && getInput().getType() == getType() ? getInput() : Value();
}

OpFoldResult TypecastOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  return convertConstant(adaptor.getInput(), getType());
}

OpFoldResult BitcastConvertOp::fold(FoldAdaptor adaptor) {
  if (getInput().getType() == getType())
    return getInput();
  auto dense = dyn_cast_or_null<DenseElementsAttr>(adaptor.getInput());
  if (!dense || !dense.isSplat() || !getElementTypeOrSelf(getType()).isIntOrFloat() ||
      dense.getElementType().isInteger(1))
    return {};
  return dense.resizeSplat(cast<ShapedType>(dense.getType()).clone(getType().getShape()))
      .bitcast(getElementTypeOrSelf(getType()));
}

//===-- Conversions ---------------------------------------------------------===//

/// Whether every value of `from` is a value of `to`.
static bool isLossless(Type from, Type to) {
  if (from == to)
    return true;
  auto fromFloat = dyn_cast<FloatType>(from), toFloat = dyn_cast<FloatType>(to);
  if (fromFloat && toFloat)
    return APFloat::isRepresentableBy(fromFloat.getFloatSemantics(), toFloat.getFloatSemantics());
  auto fromInteger = dyn_cast<IntegerType>(from);
  if (!fromInteger)
    return false;
  bool fromSigned = !fromInteger.isUnsigned() && fromInteger.getWidth() > 1;
  unsigned digits = fromInteger.getWidth() - fromSigned;
  if (toFloat)
    return digits <= toFloat.getFPMantissaWidth();
  auto toInteger = dyn_cast<IntegerType>(to);
  if (!toInteger || toInteger.getWidth() == 1)
    return false;
  bool toSigned = !toInteger.isUnsigned();
  return (toSigned || !fromSigned) && digits <= toInteger.getWidth() - toSigned;
}

/// Two casts in a row become one where that keeps the values, or, unless folding
/// is conservative, where it only leaves out a rounding of floating point.
LogicalResult TypecastOp::canonicalize(TypecastOp op, PatternRewriter &rewriter) {
  auto producer = op.getInput().getDefiningOp<TypecastOp>();
  if (!producer)
    return failure();
  Type first = getElementTypeOrSelf(producer.getInput()), second = getElementTypeOrSelf(producer),
       third = getElementTypeOrSelf(op);
  bool conservative = op.getConservativeFolding() || producer.getConservativeFolding();
  bool floating = isa<FloatType>(first) && isa<FloatType>(second) && isa<FloatType>(third);
  if (!isLossless(first, second) && (conservative || !floating))
    return failure();
  rewriter.replaceOpWithNewOp<TypecastOp>(op, op.getType(), producer.getInput(), conservative);
  return success();
}

/// Fails unless input and result have the same shape.
static LogicalResult verifyKeepsShape(Operation *op) {
  return checkShape(shapeOf(op->getResult(0)), shapeOf(op->getOperand(0)), "result", reportAt(op));
}

LogicalResult TypecastOp::verify() { return verifyKeepsShape(*this); }

LogicalResult BitcastConvertOp::verify() {
  Type from = getElementTypeOrSelf(getInput()), to = getElementTypeOrSelf(getType());
  if (!from.isIntOrFloat() || !to.isIntOrFloat() || from.getIntOrFloatBitWidth() != to.getIntOrFloatBitWidth())
    return emitOpError() << "element types must have the same width, but are " << from << " and " << to;
  return verifyKeepsShape(*this);
}

//===-- Checks ----------------------------------------------------------------===//

LogicalResult DropoutOp::verify() {
  float probability = getProb().convertToFloat();
  if (!(probability >= 0 && probability <= 1))
    return emitOpError() << "prob must be from 0 to 1, but is " << probability;
  return success();
}

LogicalResult ClampScalarOp::verify() {
  auto value = [](Attribute number) {
    auto floating = dyn_cast<FloatAttr>(number);
    return floating ? floating.getValueAsDouble() : static_cast<double>(cast<IntegerAttr>(number).getInt());
  };
  if (value(getMin()) > value(getMax()))
    return emitOpError() << "min must not be larger than max, but they are " << getMin() << " and " << getMax();
  return success();
}
