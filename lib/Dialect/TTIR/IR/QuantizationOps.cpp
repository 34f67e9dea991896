// Conversions between real and quantized numbers: checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/QuantizationOps.cpp.inc"

void TTIRDialect::registerQuantizationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/QuantizationOps.cpp.inc"
      >();
}

/// Fails unless input and result have the same shape and are quantized where they should be.
static LogicalResult verifyKinds(Operation *op, bool inputQuantized, bool resultQuantized) {
  auto check = [&](Value value, bool quantized, StringRef what) -> LogicalResult {
    if (isa<quant::QuantizedType>(getElementTypeOrSelf(value)) == quantized)
      return success();
    return op->emitOpError() << what << " must " << (quantized ? "" : "not ") << "be quantized, but has type "
                             << value.getType();
  };
  if (failed(check(op->getOperand(0), inputQuantized, "input")) ||
      failed(check(op->getResult(0), resultQuantized, "result")))
    return failure();
  return checkShape(shapeOf(op->getResult(0)), shapeOf(op->getOperand(0)), "result", reportAt(op));
}

/// Fails unless scales and zero points hold one element, or one for each index along `axis`.
static LogicalResult verifyParameters(Operation *op, std::optional<uint32_t> axis,
                                      ArrayRef<std::pair<StringRef, Value>> parameters) {
  auto report = reportAt(op);
  ShapeRef input = shapeOf(op->getOperand(0));
  if (failed(checkShape(shapeOf(op->getResult(0)), input, "result", report)))
    return failure();
  FailureOr<int64_t> dim = axis ? normalizeDim(static_cast<int32_t>(*axis), input.size(), "axis", report) : 0;
  if (failed(dim))
    return failure();
  for (auto [what, parameter] : parameters) {
    ShapeRef shape = shapeOf(parameter);
    if (sizesAgree(volumeOf(shape), 1))
      continue;
    if (!axis)
      return report(what + " must hold one element unless an axis is given, but its shape is " + formatShape(shape));
    if (failed(checkPerChannel(input, *dim, shape, what, report)))
      return failure();
  }
  return success();
}

LogicalResult QuantizeOp::verify() { return verifyKinds(*this, /*inputQuantized=*/false, /*resultQuantized=*/true); }
LogicalResult DequantizeOp::verify() { return verifyKinds(*this, /*inputQuantized=*/true, /*resultQuantized=*/false); }
LogicalResult RequantizeOp::verify() { return verifyKinds(*this, /*inputQuantized=*/true, /*resultQuantized=*/true); }

LogicalResult QuantizeUnrolledOp::verify() {
  return verifyParameters(*this, getAxis(), {{"scale", getScale()}, {"zero_point", getZeroPoint()}});
}

LogicalResult DequantizeUnrolledOp::verify() {
  return verifyParameters(*this, getAxis(), {{"scale", getScale()}, {"zero_point", getZeroPoint()}});
}

LogicalResult RequantizeUnrolledOp::verify() {
  return verifyParameters(*this, getAxis(),
                          {{"in_scale", getInScale()},
                           {"in_zero_point", getInZeroPoint()},
                           {"out_scale", getOutScale()},
                           {"out_zero_point", getOutZeroPoint()}});
}
