// Verifiers and generated code of the ttnn family: pooling and resizing of
// images.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Pooling.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Pooling.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerPoolingOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Pooling.cpp.inc"
      >();
}

template <typename OpT>
static LogicalResult verifyPool2d(OpT op) {
  Shape kernel = toShape(op.getKernelSize()), stride = toShape(op.getStride());
  Shape padding = toShape(op.getPadding());
  Shape dilation = toShape(op.getDilation());
  PoolOptions options;
  options.kernel = kernel;
  options.stride = stride;
  options.padding = padding;
  options.dilation = dilation;
  options.ceilMode = op.getCeilMode();
  Shape input = {op.getBatchSize(), op.getInputHeight(), op.getInputWidth(), op.getChannels()};
  FailureOr<Shape> result = inferPoolShape(input, options, reporterOf(op));
  if (failed(result) || failed(verifyImages(op, "input", op.getInput(), input)))
    return failure();
  return verifyImages(op, "result", op.getResult(), *result);
}

LogicalResult AvgPool2dOp::verify() { return verifyPool2d(*this); }

LogicalResult MaxPool2dOp::verify() { return verifyPool2d(*this); }

LogicalResult MaxPool2dWithIndicesOp::verify() {
  if (failed(verifyPool2d(*this)))
    return failure();
  return verifyShape(*this, "result_indices", getResultIndices(), shapeOf(getResult()));
}

LogicalResult GlobalAvgPool2dOp::verify() {
  if (failed(verifyRank(*this, "input", getInput(), 4)))
    return failure();
  ShapeRef shape = shapeOf(getInput());
  return verifyResult(*this, Shape{shape[0], 1, 1, shape[3]});
}

LogicalResult UpsampleOp::verify() {
  if (getMode() != "nearest" && getMode() != "bilinear")
    return emitOpError() << "mode is \"" << getMode() << "\", expected \"nearest\" or \"bilinear\"";
  Shape scale;
  if (auto factors = dyn_cast<DenseI32ArrayAttr>(getScaleFactor()))
    scale = toShape(factors.asArrayRef());
  else
    scale = {cast<IntegerAttr>(getScaleFactor()).getValue().getSExtValue()};
  return verifyResult(*this, inferUpsampleShape(shapeOf(getInput()), scale, reporterOf(*this)));
}
