// Lowers ops that make tensors from attributes.
#include "Lowering.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpsAttrs.h"

namespace mlir::tt {

namespace {

NamedAttribute shapeAttr(Lowering &op, StringRef name = "shape") {
  return op.named(name, ttnn::ShapeAttr::get(op.context(), op.resultType().getShape()));
}

LogicalResult lowerConstant(Lowering &op) {
  return op.replace(op.create("ttnn.constant", op.resultType(), op.device(), op.named("value", op.getAttr("value"))));
}

LogicalResult lowerEmpty(Lowering &op) {
  return op.replace(op.create("ttnn.empty", op.resultType(), op.device(), shapeAttr(op)));
}

/// zeros and ones.
LogicalResult lowerFilled(Lowering &op) {
  return op.replace(op.create(("ttnn." + op.mnemonic()).str(), op.resultType(), op.device(), shapeAttr(op)));
}

LogicalResult lowerFull(Lowering &op) {
  return op.replace(op.create("ttnn.full", op.resultType(), op.device(),
                              {shapeAttr(op), op.named("fill_value", op.getAttr("fill_value"))}));
}

LogicalResult lowerRand(Lowering &op) {
  return op.replace(op.create("ttnn.rand", op.resultType(), op.device(),
                              {shapeAttr(op, "size"), op.named("low", op.getAttr("low")),
                               op.named("high", op.getAttr("high")), op.named("seed", op.getAttr("seed"))}));
}

/// ttnn.arange makes one dimension; others are added and repeated.
LogicalResult lowerArange(Lowering &op) {
  RankedTensorType type = op.resultType();
  int64_t dimension = op.intAttr("arange_dimension");
  if (dimension < 0)
    dimension += type.getRank();
  int64_t length = type.getDimSize(dimension);
  Value values = op.createOne("ttnn.arange", type.clone(ArrayRef(length)), op.device(),
                              {op.named("start", op.getAttr("start")), op.named("end", op.getAttr("end")),
                               op.named("step", op.getAttr("step"))});
  SmallVector<int64_t> shape(type.getRank(), 1);
  SmallVector<int64_t> repeats(type.getShape());
  shape[dimension] = length;
  repeats[dimension] = 1;
  Value result = op.reshape(values, shape);
  if (llvm::any_of(repeats, [](int64_t repeat) { return repeat != 1; }))
    result =
        op.createOne("ttnn.repeat", type, result, op.named("repeat_dims", ttnn::ShapeAttr::get(op.context(), repeats)));
  return op.replace(result);
}

} // namespace

void addCreationLowerings(LoweringTable &table) {
  table["arange"] = lowerArange;
  table["constant"] = lowerConstant;
  table["empty"] = lowerEmpty;
  table["full"] = lowerFull;
  table["ones"] = lowerFilled;
  table["rand"] = lowerRand;
  table["zeros"] = lowerFilled;
}

} // namespace mlir::tt
