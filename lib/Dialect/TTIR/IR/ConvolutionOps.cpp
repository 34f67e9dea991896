// Convolutions: inference and checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/ConvolutionOps.cpp.inc"

void TTIRDialect::registerConvolutionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/ConvolutionOps.cpp.inc"
      >();
}

/// The shape before flattening, for the shape rules.
static std::optional<tt::FlattenedImage> getFlattened(std::optional<FlattenedCompatInfoAttr> info) {
  if (!info || !*info)
    return std::nullopt;
  return tt::FlattenedImage{info->getBatchSize(), info->getInputHeight(), info->getInputWidth()};
}

/// Appends the result of a convolution; `options` lacks only what all of them have.
template <typename AdaptorT>
static LogicalResult inferConvolution(AdaptorT adaptor, ConvolutionOptions options, ErrorReporter report,
                                      SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> stride = numbersOf(adaptor.getStride()), padding = numbersOf(adaptor.getPadding());
  options.stride = stride;
  options.padding = padding;
  options.groups = adaptor.getGroups();
  options.batchDim = adaptor.getBatchDim();
  options.channelDim = adaptor.getChannelDim();
  return addResult(inferConvolutionShape(shapeOf(adaptor.getInput()), shapeOf(adaptor.getWeight()),
                                         optionalShapeOf(adaptor.getBias()), options, report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult Conv1dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> dilation = numbersOf(adaptor.getDilation());
  int64_t spatial[] = {static_cast<int64_t>(adaptor.getLengthDim())};
  ConvolutionOptions options;
  options.dilation = dilation;
  options.spatialDims = spatial;
  return inferConvolution(adaptor, options, report, types);
}

LogicalResult Conv2dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> dilation = numbersOf(adaptor.getDilation());
  int64_t spatial[] = {static_cast<int64_t>(adaptor.getHeightDim()), static_cast<int64_t>(adaptor.getWidthDim())};
  ConvolutionOptions options;
  options.dilation = dilation;
  options.spatialDims = spatial;
  options.flattened = getFlattened(adaptor.getFlattenedCompatInfo());
  return inferConvolution(adaptor, options, report, types);
}

LogicalResult Conv3dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  int64_t dilation[] = {1};
  int64_t spatial[] = {static_cast<int64_t>(adaptor.getDepthDim()), static_cast<int64_t>(adaptor.getHeightDim()),
                       static_cast<int64_t>(adaptor.getWidthDim())};
  ConvolutionOptions options;
  options.dilation = dilation;
  options.spatialDims = spatial;
  return inferConvolution(adaptor, options, report, types);
}

LogicalResult Conv3dOp::verify() {
  if (getPaddingMode() != "zeros" && getPaddingMode() != "replicate")
    return emitOpError() << "padding_mode must be \"zeros\" or \"replicate\", but is \"" << getPaddingMode() << "\"";
  return success();
}

LogicalResult ConvTranspose2dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> dilation = numbersOf(adaptor.getDilation()),
                       outputPadding = numbersOf(adaptor.getOutputPadding());
  int64_t spatial[] = {static_cast<int64_t>(adaptor.getHeightDim()), static_cast<int64_t>(adaptor.getWidthDim())};
  ConvolutionOptions options;
  options.dilation = dilation;
  options.outputPadding = outputPadding;
  options.spatialDims = spatial;
  options.flattened = getFlattened(adaptor.getFlattenedCompatInfo());
  return inferConvolution(adaptor, options, report, types);
}
