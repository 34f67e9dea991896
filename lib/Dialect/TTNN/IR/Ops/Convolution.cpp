// Verifiers and generated code of the ttnn family: convolutions, and the
// preparation of their weights.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Convolution.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Convolution.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerConvolutionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Convolution.cpp.inc"
      >();
}

// What all convolutions state in their attributes: sizes of the input and of
// the kernel from outermost to innermost, with padding for both ends of each
// dimension in turn (top, bottom, left, right).
namespace {
struct Convolution {
  Shape sizes, kernel, stride, padding, dilation;
  std::optional<Shape> outputPadding;
  int64_t batch, inChannels, outChannels, groups;

  // Transposed convolutions have their input channels first.
  Shape weightShape() const {
    int64_t divisor = groups > 0 ? groups : 1;
    Shape shape = outputPadding ? Shape{inChannels, outChannels / divisor} : Shape{outChannels, inChannels / divisor};
    shape.append(kernel);
    return shape;
  }

  Shape inputShape() const {
    Shape shape = {batch};
    shape.append(sizes);
    shape.push_back(inChannels);
    return shape;
  }
};
} // namespace

template <typename OpT>
static Convolution readConvolution(OpT op, ShapeRef sizes) {
  Convolution conv;
  conv.sizes = Shape(sizes);
  conv.batch = op.getBatchSize();
  conv.inChannels = op.getInChannels();
  conv.outChannels = op.getOutChannels();
  conv.groups = op.getGroups();
  conv.padding = toShape(op.getPadding());
  return conv;
}

template <typename OpT>
static Convolution readConvolution2d(OpT op) {
  Convolution conv = readConvolution(op, {op.getInputHeight(), op.getInputWidth()});
  conv.kernel = toShape(op.getKernelSize());
  conv.stride = toShape(op.getStride());
  conv.dilation = toShape(op.getDilation());
  return conv;
}

// The shape of the result with its spatial dimensions kept apart.
static FailureOr<Shape> inferFullShape(Operation *op, const Convolution &conv) {
  auto report = reporterOf(op);
  size_t spatialRank = conv.sizes.size();
  if (conv.kernel.size() != spatialRank)
    return op->emitOpError() << "kernel_size has " << conv.kernel.size() << " elements, expected " << spatialRank;
  // The shape functions take the begins of all dimensions, then the ends.
  Shape padding = conv.padding;
  if (padding.size() == 2 * spatialRank)
    for (size_t i = 0; i < spatialRank; ++i) {
      padding[i] = conv.padding[2 * i];
      padding[spatialRank + i] = conv.padding[2 * i + 1];
    }
  Shape spatialDims;
  for (size_t i = 0; i < spatialRank; ++i)
    spatialDims.push_back(i + 1);
  ConvolutionOptions options;
  options.stride = conv.stride;
  options.padding = padding;
  options.dilation = conv.dilation;
  if (conv.outputPadding)
    options.outputPadding = *conv.outputPadding;
  options.groups = conv.groups;
  options.batchDim = 0;
  options.channelDim = spatialRank + 1;
  options.spatialDims = spatialDims;
  return inferConvolutionShape(conv.inputShape(), conv.weightShape(),
                               /*bias=*/std::nullopt, options, report);
}

template <typename OpT>
static LogicalResult verifyConvolution(OpT op, const Convolution &conv) {
  FailureOr<Shape> result = inferFullShape(op, conv);
  if (failed(result) || failed(verifyImages(op, "input", op.getInput(), conv.inputShape())))
    return failure();
  // A weight is as the model has it, or prepared: a matrix, or one with
  // leading ones.
  ShapeRef weight = shapeOf(op.getWeight());
  bool prepared = weight.size() == 2 || (weight.size() == 4 && weight[0] == 1 && weight[1] == 1);
  if (!prepared && failed(verifyShape(op, "weight", op.getWeight(), conv.weightShape())))
    return failure();
  if (op.getBias() && failed(verifyVolume(op, "bias", op.getBias(), conv.outChannels)))
    return failure();
  return verifyImages(op, "result", op.getResult(), *result);
}

LogicalResult Conv1dOp::verify() {
  Convolution conv = readConvolution(*this, {getInputLength()});
  conv.kernel = {getKernelSize()};
  conv.stride = {getStride()};
  conv.dilation = {getDilation()};
  return verifyConvolution(*this, conv);
}

LogicalResult Conv2dOp::verify() { return verifyConvolution(*this, readConvolution2d(*this)); }

LogicalResult Conv3dOp::verify() {
  if (getPaddingMode() != "zeros" && getPaddingMode() != "replicate")
    return emitOpError() << "padding_mode is \"" << getPaddingMode() << "\", expected \"zeros\" or \"replicate\"";
  Convolution conv = readConvolution(*this, {getInputDepth(), getInputHeight(), getInputWidth()});
  conv.kernel = toShape(getKernelSize());
  conv.stride = toShape(getStride());
  conv.dilation = {1, 1, 1};
  return verifyConvolution(*this, conv);
}

LogicalResult ConvTranspose2dOp::verify() {
  Convolution conv = readConvolution2d(*this);
  conv.outputPadding = toShape(getOutputPadding());
  return verifyConvolution(*this, conv);
}

// Weights are prepared from the model's form; the prepared form is the
// device's affair.
template <typename OpT>
static LogicalResult verifyPrepareWeights(OpT op, const Convolution &conv, StringRef format) {
  if (op.getWeightsFormat() != format)
    return op.emitOpError() << "weights_format is \"" << op.getWeightsFormat() << "\", expected \"" << format << "\"";
  if (failed(inferFullShape(op, conv)))
    return failure();
  return verifyShape(op, "weight_tensor", op.getWeightTensor(), conv.weightShape());
}

template <typename OpT>
static LogicalResult verifyPrepareBias(OpT op) {
  if (failed(verifyVolume(op, "bias_tensor", op.getBiasTensor(), op.getOutChannels())))
    return failure();
  return verifyRank(op, "result", op.getResult(), 4);
}

LogicalResult PrepareConv2dWeightsOp::verify() { return verifyPrepareWeights(*this, readConvolution2d(*this), "OIHW"); }

LogicalResult PrepareConv2dBiasOp::verify() { return verifyPrepareBias(*this); }

LogicalResult PrepareConvTranspose2dWeightsOp::verify() {
  Convolution conv = readConvolution2d(*this);
  conv.outputPadding = toShape(getOutputPadding());
  return verifyPrepareWeights(*this, conv, "IOHW");
}

LogicalResult PrepareConvTranspose2dBiasOp::verify() { return verifyPrepareBias(*this); }

LogicalResult PrepareConv3dWeightsOp::verify() {
  if (getCInBlock() < 1 || getAlignment() < 1)
    return emitOpError() << "c_in_block " << getCInBlock() << " and alignment " << getAlignment()
                         << " must be at least 1";
  if (failed(verifyRank(*this, "weight_tensor", getWeightTensor(), 5)))
    return failure();
  return verifyRank(*this, "result", getResult(), 2);
}
