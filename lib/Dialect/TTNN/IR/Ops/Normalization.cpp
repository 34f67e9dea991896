// Verifiers and generated code of the ttnn family: normalizations and softmax.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Normalization.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Normalization.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerNormalizationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Normalization.cpp.inc"
      >();
}

// The parameters of a normalization hold one number for each element of the
// last dimension, in whatever shape.
static LogicalResult verifyOverLastDimension(Operation *op, Value input,
                                             std::initializer_list<std::pair<StringRef, Value>> parameters) {
  ShapeRef shape = shapeOf(input);
  if (shape.empty())
    return op->emitOpError("input is a scalar, expected rank 1 at least");
  for (auto [name, value] : parameters)
    if (value && failed(verifyVolume(op, name, value, shape.back())))
      return failure();
  return verifyKeepsShape(op);
}

// The parameters hold one number for each channel, in whatever shape.
static LogicalResult verifyOverChannels(Operation *op, Value input, int64_t channelDim,
                                        std::initializer_list<std::pair<StringRef, Value>> parameters) {
  ShapeRef shape = shapeOf(input);
  if (static_cast<int64_t>(shape.size()) <= channelDim)
    return op->emitOpError() << "input has shape " << formatShape(shape) << ", expected rank " << channelDim + 1
                             << " at least";
  for (auto [name, value] : parameters)
    if (value && failed(verifyVolume(op, name, value, shape[channelDim])))
      return failure();
  return verifyKeepsShape(op);
}

static LogicalResult verifyResidual(Operation *op, StringRef name, Value residual, Value input) {
  if (!residual)
    return success();
  return verifyShape(op, name, residual, shapeOf(input));
}

LogicalResult BatchNormInferenceOp::verify() {
  return verifyOverChannels(*this, getInput(), 1,
                            {{"running_mean", getRunningMean()},
                             {"running_var", getRunningVar()},
                             {"weight", getWeight()},
                             {"bias", getBias()}});
}

LogicalResult BatchNormTrainingOp::verify() {
  return verifyOverChannels(*this, getInput(), 1,
                            {{"running_mean", getRunningMean()},
                             {"running_var", getRunningVar()},
                             {"weight", getWeight()},
                             {"bias", getBias()}});
}

LogicalResult LayerNormOp::verify() {
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}, {"bias", getBias()}});
}

LogicalResult RMSNormOp::verify() {
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}, {"bias", getBias()}});
}

LogicalResult DitRMSNormUnaryFusedOp::verify() {
  if (failed(verifyResidual(*this, "residual_input", getResidualInput(), getInput())))
    return failure();
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}, {"bias", getBias()}});
}

LogicalResult DistributedRMSNormOp::verify() {
  if (failed(verifyResidual(*this, "residual", getResidual(), getInput())))
    return failure();
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}});
}

LogicalResult DistributedLayerNormOp::verify() {
  if (failed(verifyResidual(*this, "residual", getResidual(), getInput())))
    return failure();
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}, {"bias", getBias()}});
}

LogicalResult LayerNormPostAllGatherOp::verify() {
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}, {"bias", getBias()}});
}

LogicalResult LayerNormPreAllGatherOp::verify() {
  return verifyResidual(*this, "residual_input", getResidualInput(), getInput());
}

LogicalResult RMSNormPreAllGatherOp::verify() { return verifyResidual(*this, "residual", getResidual(), getInput()); }

LogicalResult GroupNormOp::verify() {
  if (failed(verifyRank(*this, "input", getInput(), 4)))
    return failure();
  int64_t channels = shapeOf(getInput()).back();
  int64_t groups = getNumGroups();
  if (groups < 1 || (!ShapedType::isDynamic(channels) && channels % groups != 0))
    return emitOpError() << "num_groups is " << groups << ", expected a divisor of the " << channels << " channels";
  return verifyOverLastDimension(*this, getInput(), {{"weight", getWeight()}, {"bias", getBias()}});
}

LogicalResult SoftmaxOp::verify() {
  if (failed(normalizeDim(getDimension(), shapeOf(getInput()).size(), "dimension", reporterOf(*this))))
    return failure();
  return verifyKeepsShape(*this);
}
