// Lowers convolutions and pooling: ttnn works on images that are flattened to [1, 1, N*H*W, C], with sizes as
// attributes.
#include "Lowering.h"

namespace mlir::tt {

namespace {

/// Sizes of a batch of NHWC images, whether they are flattened or not.
struct Images {
  int64_t batch, height, width, channels;
  int64_t rows() const { return batch * height * width; }
};

/// [height, width] from one number or two.
std::optional<SmallVector<int32_t>> heightAndWidth(ArrayRef<int64_t> numbers) {
  if (numbers.size() == 1)
    return SmallVector<int32_t>{static_cast<int32_t>(numbers[0]), static_cast<int32_t>(numbers[0])};
  if (numbers.size() == 2)
    return llvm::to_vector_of<int32_t>(numbers);
  return std::nullopt;
}

/// The input's sizes, or a refusal.
FailureOr<Images> inputImages(Lowering &op) {
  if (op.hasAttr("flattened_compat_info"))
    return op.refuse("the images are flattened; run ttir-to-ttir-decomposition first");
  ArrayRef<int64_t> shape = op.operandType(0).getShape();
  if (shape.size() != 4)
    return op.refuse("the input must have four dimensions");
  return Images{shape[0], shape[1], shape[2], shape[3]};
}

/// Flattens images to [1, 1, N*H*W, C].
Value flatten(Lowering &op, Value value, const Images &images) {
  return op.reshape(value, {1, 1, images.rows(), images.channels});
}

NamedAttribute i32(Lowering &op, StringRef name, int64_t value) {
  return op.named(name, op.getBuilder().getI32IntegerAttr(value));
}
NamedAttribute si32(Lowering &op, StringRef name, int64_t value) {
  return op.named(name, op.getBuilder().getSI32IntegerAttr(value));
}
NamedAttribute i32s(Lowering &op, StringRef name, ArrayRef<int32_t> values) {
  return op.named(name, op.getBuilder().getDenseI32ArrayAttr(values));
}

bool isNHWC(Lowering &op) {
  return op.intAttr("batch_dim") == 0 && op.intAttr("height_dim") == 1 && op.intAttr("width_dim") == 2 &&
         op.intAttr("channel_dim") == 3;
}

/// conv2d and conv_transpose2d; ttir orders padding [top, left, bottom, right], ttnn [top, bottom, left, right].
LogicalResult lowerConvolution(Lowering &op) {
  bool transposed = op.mnemonic() == "conv_transpose2d";
  if (!isNHWC(op))
    return op.refuse("the images are not NHWC; run ttir-to-ttir-decomposition first");
  FailureOr<Images> images = inputImages(op);
  if (failed(images))
    return failure();
  auto stride = heightAndWidth(op.intsAttr("stride"));
  auto dilation = heightAndWidth(op.intsAttr("dilation"));
  SmallVector<int64_t> given = op.intsAttr("padding");
  SmallVector<int32_t> padding;
  if (given.size() == 4)
    padding = {int32_t(given[0]), int32_t(given[2]), int32_t(given[1]), int32_t(given[3])};
  else if (auto both = heightAndWidth(given))
    padding = *both;
  if (!stride || !dilation || padding.empty())
    return op.refuse("stride and dilation must be one or two numbers, padding one, two or four");

  ArrayRef<int64_t> weight = op.operandType(1).getShape();
  RankedTensorType type = op.resultType();
  int64_t outChannels = type.getDimSize(3);
  SmallVector<Value> operands = {flatten(op, op->getOperand(0), *images), op->getOperand(1)};
  if (op->getNumOperands() == 3)
    operands.push_back(op.reshape(op->getOperand(2), {1, 1, 1, outChannels}));
  operands.push_back(op.device());
  SmallVector<NamedAttribute> attributes = {
      i32(op, "in_channels", images->channels),
      i32(op, "out_channels", outChannels),
      i32(op, "batch_size", images->batch),
      i32(op, "input_height", images->height),
      i32(op, "input_width", images->width),
      i32s(op, "kernel_size", {static_cast<int32_t>(weight[2]), static_cast<int32_t>(weight[3])}),
      i32s(op, "stride", *stride),
      i32s(op, "padding", padding),
      i32s(op, "dilation", *dilation),
      op.named("groups", op.getAttr("groups")),
  };
  if (transposed) {
    auto outputPadding = heightAndWidth(op.intsAttr("output_padding"));
    if (!outputPadding)
      return op.refuse("output_padding must be one or two numbers");
    attributes.push_back(i32s(op, "output_padding", *outputPadding));
  }
  RankedTensorType flat = type.clone({1, 1, type.getNumElements() / outChannels, outChannels});
  Value result = op.createOne(("ttnn." + op.mnemonic()).str(), flat, operands, attributes);
  return op.replace(op.reshape(result, type.getShape()));
}

/// max_pool2d, max_pool2d_with_indices and avg_pool2d.
LogicalResult lowerPooling(Lowering &op) {
  FailureOr<Images> images = inputImages(op);
  if (failed(images))
    return failure();
  auto kernel = heightAndWidth(op.intsAttr("kernel"));
  auto stride = heightAndWidth(op.intsAttr("stride"));
  auto dilation = heightAndWidth(op.intsAttr("dilation"));
  SmallVector<int64_t> given = op.intsAttr("padding");
  SmallVector<int32_t> padding;
  if (given.size() == 4)
    padding = llvm::to_vector_of<int32_t>(given);
  else if (auto both = heightAndWidth(given))
    padding = *both;
  if (!kernel || !stride || !dilation || padding.empty())
    return op.refuse("kernel, stride and dilation must be one or two numbers, padding one, two or four");

  SmallVector<NamedAttribute> attributes = {
      si32(op, "batch_size", images->batch),
      si32(op, "input_height", images->height),
      si32(op, "input_width", images->width),
      si32(op, "channels", images->channels),
      i32s(op, "kernel_size", *kernel),
      i32s(op, "stride", *stride),
      i32s(op, "padding", padding),
      i32s(op, "dilation", *dilation),
      op.named("ceil_mode", op.getAttr("ceil_mode")),
  };
  if (op.hasAttr("count_include_pad"))
    attributes.push_back(op.named("count_include_pad", op.getAttr("count_include_pad")));
  SmallVector<Type> types;
  for (Type type : op->getResultTypes()) {
    auto tensor = cast<RankedTensorType>(type);
    types.push_back(tensor.clone({1, 1, tensor.getNumElements() / images->channels, images->channels}));
  }
  Operation *pool =
      op.create(("ttnn." + op.mnemonic()).str(), types, flatten(op, op->getOperand(0), *images), attributes);
  SmallVector<Value> results;
  for (auto [result, original] : llvm::zip_equal(pool->getResults(), op->getResults()))
    results.push_back(op.reshape(result, cast<RankedTensorType>(original.getType()).getShape()));
  return op.replace(results);
}

/// conv1d on [N, L, C]: ttnn has it with sizes as attributes, the images unflattened.
LogicalResult lowerConv1d(Lowering &op) {
  if (op.intAttr("batch_dim") != 0 || op.intAttr("length_dim") != 1 || op.intAttr("channel_dim") != 2)
    return op.refuse("the signals are not [N, L, C]; run ttir-to-ttir-decomposition first");
  ArrayRef<int64_t> input = op.operandType(0).getShape();
  ArrayRef<int64_t> weight = op.operandType(1).getShape();
  SmallVector<int64_t> stride = op.intsAttr("stride"), dilation = op.intsAttr("dilation");
  if (stride.size() != 1 || dilation.size() != 1)
    return op.refuse("stride and dilation must be one number");
  SmallVector<Value> operands(op->getOperands());
  operands.push_back(op.device());
  return op.replace(
      op.create("ttnn.conv1d", op.resultType(), operands,
                {i32(op, "in_channels", input[2]), i32(op, "out_channels", weight[0]), i32(op, "batch_size", input[0]),
                 i32(op, "input_length", input[1]), i32(op, "kernel_size", weight[2]), i32(op, "stride", stride[0]),
                 i32s(op, "padding", llvm::to_vector_of<int32_t>(op.intsAttr("padding"))),
                 i32(op, "dilation", dilation[0]), op.named("groups", op.getAttr("groups"))}));
}

/// conv3d on [N, D, H, W, C].
LogicalResult lowerConv3d(Lowering &op) {
  for (auto [position, name] :
       llvm::enumerate(ArrayRef<StringRef>{"batch_dim", "depth_dim", "height_dim", "width_dim", "channel_dim"}))
    if (op.intAttr(name) != static_cast<int64_t>(position))
      return op.refuse("the volumes are not NDHWC; run ttir-to-ttir-decomposition first");
  auto three = [&](StringRef name) {
    SmallVector<int64_t> numbers = op.intsAttr(name);
    return SmallVector<int32_t>{int32_t(numbers[0]), int32_t(numbers[numbers.size() / 2]), int32_t(numbers.back())};
  };
  ArrayRef<int64_t> input = op.operandType(0).getShape();
  ArrayRef<int64_t> weight = op.operandType(1).getShape();
  SmallVector<Value> operands(op->getOperands());
  operands.push_back(op.device());
  return op.replace(
      op.create("ttnn.conv3d", op.resultType(), operands,
                {i32(op, "in_channels", input[4]), i32(op, "out_channels", weight[0]), i32(op, "batch_size", input[0]),
                 i32(op, "input_depth", input[1]), i32(op, "input_height", input[2]), i32(op, "input_width", input[3]),
                 i32s(op, "kernel_size", llvm::to_vector_of<int32_t>(weight.take_back(3))),
                 i32s(op, "stride", three("stride")), i32s(op, "padding", three("padding")),
                 op.named("padding_mode", op.getAttr("padding_mode")), op.named("groups", op.getAttr("groups"))}));
}

} // namespace

void addWindowLowerings(LoweringTable &table) {
  table["avg_pool2d"] = lowerPooling;
  table["conv1d"] = lowerConv1d;
  table["conv2d"] = lowerConvolution;
  table["conv3d"] = lowerConv3d;
  table["conv_transpose2d"] = lowerConvolution;
  table["max_pool2d"] = lowerPooling;
  table["max_pool2d_with_indices"] = lowerPooling;
}

} // namespace mlir::tt
