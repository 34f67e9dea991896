// Lowers data movement and normalization whose operands ttnn wants in other shapes.
#include "Lowering.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"

namespace mlir::tt {

namespace {

/// broadcast and repeat: both say how often each dimension is repeated.
LogicalResult lowerRepeat(Lowering &op) {
  StringRef name = op.mnemonic() == "broadcast" ? "broadcast_dimensions" : "repeat_dimensions";
  return op.replace(op.create("ttnn.repeat", op.resultType(), op->getOperands(),
                              op.named("repeat_dims", ttnn::ShapeAttr::get(op.context(), op.intsAttr(name)))));
}

LogicalResult lowerPad(Lowering &op) {
  return op.replace(op.create("ttnn.pad", op.resultType(), op->getOperands(),
                              {op.named("padding", op.getAttr("padding")), op.named("value", op.getAttr("value")),
                               op.named("use_multicore", op.getBuilder().getBoolAttr(true))}));
}

/// ttnn.embedding wants a table of two dimensions and integer indices; front ends also give them as floats.
LogicalResult lowerEmbedding(Lowering &op) {
  ArrayRef<int64_t> shape = op.operandType(1).getShape();
  if (shape.size() < 2 || llvm::any_of(shape.drop_back(2), [](int64_t extent) { return extent != 1; }))
    return op.refuse("the weight must have two dimensions, others of size 1 before them aside");
  Value weight = op.reshape(op->getOperand(1), shape.take_back(2));
  Value indices = op->getOperand(0);
  if (isa<FloatType>(op.operandType(0).getElementType()))
    indices = op.createOne("ttnn.typecast", op.operandType(0).clone(op.getBuilder().getIntegerType(32, true)), indices);
  return op.replace(op.create("ttnn.embedding", op.resultType(), {indices, weight}));
}

/// layer_norm and rms_norm: ttnn normalizes the last dimension, so several are flattened to one.
LogicalResult lowerNorm(Lowering &op) {
  ArrayRef<int64_t> shape = op.operandType(0).getShape();
  size_t normalized = op.intsAttr("normalized_shape").size();
  if (normalized == 1)
    return lowerDirectly(op);
  if (normalized == 0 || normalized > shape.size())
    return op.refuse("normalized_shape must name one dimension or more of the input");
  int64_t width = 1;
  for (int64_t extent : shape.take_back(normalized))
    width *= extent;
  SmallVector<int64_t> flat(shape.drop_back(normalized));
  flat.push_back(width);
  SmallVector<Value> operands(op->getOperands());
  operands.front() = op.reshape(operands.front(), flat);
  for (Value &scale : MutableArrayRef(operands).drop_front())
    scale = op.reshape(scale, width);
  RankedTensorType type = op.resultType();
  Value result = op.createOne(
      ("ttnn." + op.mnemonic()).str(), type.clone(flat), operands,
      {op.named("epsilon", op.getAttr("epsilon")), op.named("operandSegmentSizes", op.getAttr("operandSegmentSizes"))});
  return op.replace(op.reshape(result, type.getShape()));
}

Value permute(Lowering &op, Value value, ArrayRef<int64_t> permutation) {
  auto type = cast<RankedTensorType>(value.getType());
  auto shape = llvm::map_to_vector(permutation, [&](int64_t dimension) { return type.getDimSize(dimension); });
  return op.createOne("ttnn.permute", type.clone(shape), value,
                      op.named("permutation", op.getBuilder().getDenseI64ArrayAttr(permutation)));
}

/// ttnn.group_norm works on flattened images with the channels last: [N, 1, H*W, C].
LogicalResult lowerGroupNorm(Lowering &op) {
  RankedTensorType type = op.resultType();
  int64_t rank = type.getRank();
  int64_t channelDim = op.intAttr("channel_dim");
  if (channelDim < 0)
    channelDim += rank;
  if (rank < 2 || channelDim == 0)
    return op.refuse("the input must have a dimension of images before that of channels");
  // Channels go to the end, and come back behind.
  SmallVector<int64_t> toLast;
  for (int64_t dimension = 0; dimension < rank; ++dimension)
    if (dimension != channelDim)
      toLast.push_back(dimension);
  toLast.push_back(channelDim);
  SmallVector<int64_t> back(rank);
  for (auto [position, dimension] : llvm::enumerate(toLast))
    back[dimension] = position;

  SmallVector<Value> operands(op->getOperands());
  bool moves = channelDim != rank - 1;
  if (moves)
    operands.front() = permute(op, operands.front(), toLast);
  auto lastType = cast<RankedTensorType>(operands.front().getType());
  int64_t channels = type.getDimSize(channelDim);
  int64_t images = type.getDimSize(0);
  SmallVector<int64_t> flat = {images, 1, type.getNumElements() / (images * channels), channels};
  operands.front() = op.reshape(operands.front(), flat);
  Value result =
      op.createOne("ttnn.group_norm", type.clone(flat), operands,
                   {op.named("num_groups", op.getAttr("num_groups")), op.named("epsilon", op.getAttr("epsilon")),
                    op.named("operandSegmentSizes", op.getAttr("operandSegmentSizes"))});
  result = op.reshape(result, lastType.getShape());
  return op.replace(moves ? permute(op, result, back) : result);
}

/// Brings the images of a batch norm to [N, C, H, W], which ttnn normalizes with statistics [1, C, 1, 1].
struct BatchNormImages {
  SmallVector<int64_t> toNCHW, back;
  int64_t channels;
  bool moves() const { return toNCHW[1] != 1; }
};

std::optional<BatchNormImages> batchNormImages(Lowering &op) {
  RankedTensorType type = op.operandType(0);
  int64_t channelDim = op.intAttr("dimension");
  if (channelDim < 0)
    channelDim += type.getRank();
  if (type.getRank() != 4 || channelDim == 0)
    return std::nullopt;
  BatchNormImages images{{0, channelDim}, SmallVector<int64_t>(4), type.getDimSize(channelDim)};
  for (int64_t dimension = 1; dimension < 4; ++dimension)
    if (dimension != channelDim)
      images.toNCHW.push_back(dimension);
  for (auto [position, dimension] : llvm::enumerate(images.toNCHW))
    images.back[dimension] = position;
  return images;
}

LogicalResult lowerBatchNormInference(Lowering &op) {
  std::optional<BatchNormImages> images = batchNormImages(op);
  if (!images)
    return op.refuse("the operand must have four dimensions, of which the channels are not the first");
  Value input = images->moves() ? permute(op, op->getOperand(0), images->toNCHW) : op->getOperand(0);
  auto perChannel = [&](unsigned operand) { return op.reshape(op->getOperand(operand), {1, images->channels, 1, 1}); };
  Value scale = perChannel(1), offset = perChannel(2), mean = perChannel(3), variance = perChannel(4);
  Value result = op.createOne("ttnn.batch_norm_inference", input.getType(), {input, mean, variance, scale, offset},
                              {op.named("epsilon", op.getAttr("epsilon")),
                               op.named("operandSegmentSizes", op.getBuilder().getDenseI32ArrayAttr({1, 1, 1, 1, 1}))});
  return op.replace(images->moves() ? permute(op, result, images->back) : result);
}

/// ttnn moves the running statistics in place, so it is given copies, which are the results.
LogicalResult lowerBatchNormTraining(Lowering &op) {
  std::optional<BatchNormImages> images = batchNormImages(op);
  if (!images)
    return op.refuse("the operand must have four dimensions, of which the channels are not the first");
  Value input = images->moves() ? permute(op, op->getOperand(0), images->toNCHW) : op->getOperand(0);
  auto perChannel = [&](Value value) { return op.reshape(value, {1, images->channels, 1, 1}); };
  auto copied = [&](Value value) { return perChannel(op.createOne("ttnn.assign", value.getType(), value)); };
  Value scale = perChannel(op->getOperand(1)), offset = perChannel(op->getOperand(2));
  Value mean = copied(op->getOperand(3)), variance = copied(op->getOperand(4));
  Value result = op.createOne("ttnn.batch_norm_training", input.getType(), {input, mean, variance, scale, offset},
                              {op.named("epsilon", op.getAttr("epsilon")), op.named("momentum", op.getAttr("momentum")),
                               op.named("operandSegmentSizes", op.getBuilder().getDenseI32ArrayAttr({1, 1, 1, 1, 1}))});
  return op.replace({images->moves() ? permute(op, result, images->back) : result,
                     op.reshape(mean, op.resultType(1).getShape()), op.reshape(variance, op.resultType(2).getShape())});
}

/// Paged attention: ttir names a place for the result, which ttnn makes itself.
LogicalResult lowerPagedAttention(Lowering &op) {
  bool chunked = op.mnemonic() == "chunked_scaled_dot_product_attention";
  unsigned output = chunked ? 5 : 4;
  SmallVector<Value> operands(op->getOperands());
  operands.erase(operands.begin() + output);
  SmallVector<NamedAttribute> attributes;
  for (StringRef name : {"is_causal", "scale", "sliding_window_size"})
    if (op->getInherentAttr(name) && op.hasAttr(name))
      attributes.push_back(op.named(name, op.getAttr(name)));
  if (!chunked) {
    auto segments = llvm::to_vector(cast<DenseI32ArrayAttr>(op.getAttr("operandSegmentSizes")).asArrayRef());
    segments.erase(segments.begin() + output);
    attributes.push_back(op.named("operandSegmentSizes", op.getBuilder().getDenseI32ArrayAttr(segments)));
  }
  return op.replace(op.create(("ttnn." + op.mnemonic()).str(), op.resultType(), operands, attributes));
}

/// The one number that all elements of an operand are, if it is a ttnn constant that was lowered before.
TypedAttr splatNumber(Lowering &op, Value value) {
  Operation *producer = value.getDefiningOp();
  if (!producer)
    return {};
  OpBuilder &builder = op.getBuilder();
  auto number = [&](Attribute element) -> TypedAttr {
    if (auto given = dyn_cast_if_present<FloatAttr>(element))
      return builder.getF32FloatAttr(given.getValueAsDouble());
    auto given = dyn_cast_if_present<IntegerAttr>(element);
    if (!given || !given.getValue().isSignedIntN(32))
      return {};
    return builder.getI32IntegerAttr(given.getValue().getSExtValue());
  };
  if (producer->getName().getStringRef() == "ttnn.full")
    return number(producer->getAttr("fill_value"));
  if (producer->getName().getStringRef() != "ttnn.constant")
    return {};
  auto elements = dyn_cast<DenseElementsAttr>(producer->getAttr("value"));
  return elements && elements.isSplat() ? number(elements.getSplatValue<Attribute>()) : TypedAttr();
}

/// A power with a constant exponent has an op of its own.
LogicalResult lowerPow(Lowering &op) {
  TypedAttr exponent = splatNumber(op, op->getOperand(1));
  if (!exponent || op.operandType(0).getShape() != op.resultType().getShape())
    return lowerDirectly(op);
  return op.replace(op.create("ttnn.pow_scalar", op.resultType(), op->getOperand(0), op.named("rhs", exponent)));
}

/// Without dim_arg ttnn gives the index into the flattened tensor, with the rank that ttir asks for.
LogicalResult lowerArgMax(Lowering &op) {
  if (!op.hasAttr("dim_arg") && op.boolAttr("keep_dim") == false && op.resultType().getRank() != 0)
    return op.refuse("without dim_arg and keep_dim the result must be a scalar");
  return lowerDirectly(op);
}

} // namespace

void addShapeLowerings(LoweringTable &table) {
  table["argmax"] = lowerArgMax;
  table["batch_norm_inference"] = lowerBatchNormInference;
  table["batch_norm_training"] = lowerBatchNormTraining;
  table["broadcast"] = lowerRepeat;
  table["chunked_scaled_dot_product_attention"] = lowerPagedAttention;
  table["embedding"] = lowerEmbedding;
  table["group_norm"] = lowerGroupNorm;
  table["layer_norm"] = lowerNorm;
  table["pad"] = lowerPad;
  table["paged_scaled_dot_product_attention_decode"] = lowerPagedAttention;
  table["pow"] = lowerPow;
  table["repeat"] = lowerRepeat;
  table["rms_norm"] = lowerNorm;
}

} // namespace mlir::tt
