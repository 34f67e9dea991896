// Verifiers and generated code of the ttnn family: conversions between real and
// quantized numbers.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerQuantizationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.cpp.inc"
      >();
}

// Scales and zero points are scalars, or hold one number for each element
// along `axis`.
static LogicalResult verifyParameters(Operation *op, Value input, std::optional<uint32_t> axis,
                                      std::initializer_list<std::pair<StringRef, Value>> parameters) {
  ShapeRef shape = shapeOf(input);
  int64_t count = 1;
  if (axis) {
    FailureOr<int64_t> dimension = normalizeDim(static_cast<int32_t>(*axis), shape.size(), "axis", reporterOf(op));
    if (failed(dimension))
      return failure();
    count = shape[*dimension];
  }
  for (auto [name, value] : parameters)
    if (volumeOf(shapeOf(value)) != 1 && failed(verifyVolume(op, name, value, count)))
      return failure();
  return verifyKeepsShape(op);
}

LogicalResult QuantizeOp::verify() {
  return verifyParameters(*this, getInput(), getAxis(), {{"scale", getScale()}, {"zero_point", getZeroPoint()}});
}

LogicalResult DequantizeOp::verify() {
  return verifyParameters(*this, getInput(), getAxis(), {{"scale", getScale()}, {"zero_point", getZeroPoint()}});
}

LogicalResult RequantizeOp::verify() {
  return verifyParameters(*this, getInput(), getAxis(),
                          {{"in_scale", getInScale()},
                           {"in_zero_point", getInZeroPoint()},
                           {"out_scale", getOutScale()},
                           {"out_zero_point", getOutZeroPoint()}});
}
