// Pools and resizing of images: inference and checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/PoolingOps.cpp.inc"

void TTIRDialect::registerPoolingOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/PoolingOps.cpp.inc"
      >();
}

/// The shape that a pool gives.
template <typename AdaptorT>
static FailureOr<Shape> inferPool(AdaptorT adaptor, ErrorReporter report) {
  SmallVector<int64_t> kernel = numbersOf(adaptor.getKernel()), stride = numbersOf(adaptor.getStride()),
                       padding = numbersOf(adaptor.getPadding()), dilation = numbersOf(adaptor.getDilation());
  PoolOptions options{kernel, stride, padding, dilation, adaptor.getCeilMode(), std::nullopt};
  if (std::optional<FlattenedCompatInfoAttr> info = adaptor.getFlattenedCompatInfo(); info && *info)
    options.flattened = tt::FlattenedImage{info->getBatchSize(), info->getInputHeight(), info->getInputWidth()};
  return inferPoolShape(shapeOf(adaptor.getInput()), options, report);
}

LogicalResult MaxPool2dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferPool(adaptor, report), getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult AvgPool2dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferPool(adaptor, report), getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult MaxPool2dWithIndicesOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                   SmallVectorImpl<Type> &types) {
  FailureOr<Shape> shape = inferPool(adaptor, report);
  Value input = adaptor.getInput();
  return failure(failed(addResult(shape, getElementTypeOrSelf(input), types)) ||
                 failed(addResult(shape, getIndexElementType(input.getContext()), types)));
}

LogicalResult GlobalAvgPool2dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  ShapeRef input = shapeOf(adaptor.getInput());
  if (failed(checkRank(input, 4, "input", report)))
    return failure();
  return addResult(Shape{input[0], 1, 1, input[3]}, getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult Upsample2dOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> scale = numbersOf(adaptor.getScaleFactor());
  return addResult(inferUpsampleShape(shapeOf(adaptor.getInput()), scale, report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult Upsample2dOp::verify() {
  if (getMode() != "nearest" && getMode() != "bilinear")
    return emitOpError() << "mode must be \"nearest\" or \"bilinear\", but is \"" << getMode() << "\"";
  return success();
}
