// Normalizations and softmax: inference.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/NormalizationOps.cpp.inc"

void TTIRDialect::registerNormalizationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/NormalizationOps.cpp.inc"
      >();
}

LogicalResult SoftmaxOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  if (failed(normalizeDim(adaptor.getDimension(), shapeOf(adaptor.getInput()).size(), "dimension", report)))
    return failure();
  return inferLikeOperand(adaptor.getInput(), types);
}

/// Layer and RMS norm: the result is like the input, weight and bias like its last dimensions.
template <typename AdaptorT>
static LogicalResult inferNorm(AdaptorT adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  if (failed(checkNormalization(shapeOf(adaptor.getInput()), adaptor.getNormalizedShape(),
                                optionalShapeOf(adaptor.getWeight()), optionalShapeOf(adaptor.getBias()), report)))
    return failure();
  return inferLikeOperand(adaptor.getInput(), types);
}

LogicalResult LayerNormOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return inferNorm(adaptor, report, types);
}

LogicalResult RMSNormOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return inferNorm(adaptor, report, types);
}

LogicalResult GroupNormOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef input = shapeOf(adaptor.getInput());
  FailureOr<int64_t> channel =
      normalizeDim(static_cast<int64_t>(adaptor.getChannelDim()), input.size(), "channel_dim", report);
  if (failed(channel))
    return failure();
  int64_t channels = input[*channel], groups = static_cast<int64_t>(adaptor.getNumGroups());
  if (groups < 1 || (!ShapedType::isDynamic(channels) && channels % groups != 0))
    return report("num_groups must divide the " + Twine(channels) + " channels, but is " + Twine(groups));
  for (auto [parameter, what] : {std::pair{adaptor.getWeight(), "weight"}, {adaptor.getBias(), "bias"}})
    if (parameter && failed(checkPerChannel(input, *channel, shapeOf(parameter), what, report)))
      return failure();
  return inferLikeOperand(adaptor.getInput(), types);
}

/// The position of a batch norm's channels, if its parameters fit them.
static FailureOr<int64_t> checkBatchNorm(ShapeRef operand, int64_t dimension,
                                         ArrayRef<std::pair<StringRef, Value>> parameters, ErrorReporter report) {
  FailureOr<int64_t> channel = normalizeDim(dimension, operand.size(), "dimension", report);
  if (failed(channel))
    return failure();
  for (auto [what, parameter] : parameters)
    if (failed(checkPerChannel(operand, *channel, shapeOf(parameter), what, report)))
      return failure();
  return channel;
}

LogicalResult BatchNormInferenceOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  if (failed(checkBatchNorm(shapeOf(adaptor.getOperand()), static_cast<int32_t>(adaptor.getDimension()),
                            {{"scale", adaptor.getScale()},
                             {"offset", adaptor.getOffset()},
                             {"mean", adaptor.getMean()},
                             {"variance", adaptor.getVariance()}},
                            report)))
    return failure();
  return inferLikeOperand(adaptor.getOperand(), types);
}

LogicalResult BatchNormTrainingOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  if (failed(checkBatchNorm(shapeOf(adaptor.getOperand()), static_cast<int32_t>(adaptor.getDimension()),
                            {{"scale", adaptor.getScale()},
                             {"offset", adaptor.getOffset()},
                             {"running_mean", adaptor.getRunningMean()},
                             {"running_variance", adaptor.getRunningVariance()}},
                            report)))
    return failure();
  types.append(
      {adaptor.getOperand().getType(), adaptor.getRunningMean().getType(), adaptor.getRunningVariance().getType()});
  return success();
}

/// Norms over devices see a part of the last dimension.
static LogicalResult inferDistributedNorm(Value input, Value weight, Value bias, Value residual, ErrorReporter report,
                                          SmallVectorImpl<Type> &types) {
  ShapeRef shape = shapeOf(input);
  if (shape.empty())
    return report("input must have at least one dimension");
  for (auto [parameter, what] : {std::pair{weight, "weight"}, {bias, "bias"}})
    if (parameter && failed(checkPerChannel(shape, shape.size() - 1, shapeOf(parameter), what, report)))
      return failure();
  if (residual && failed(checkShape(shapeOf(residual), shape, "residual", report)))
    return failure();
  return inferLikeOperand(input, types);
}

LogicalResult DistributedRMSNormOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return inferDistributedNorm(adaptor.getInput(), adaptor.getWeight(), /*bias=*/Value(), adaptor.getResidual(), report,
                              types);
}

LogicalResult DistributedLayerNormOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                   SmallVectorImpl<Type> &types) {
  return inferDistributedNorm(adaptor.getInput(), adaptor.getWeight(), adaptor.getBias(), adaptor.getResidual(), report,
                              types);
}
