// Constants: tensors of the host, written to the card where they are needed.
#include "CardLowering.h"

#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/APFloat.h"

namespace mlir::tt {

namespace {

/// A tensor on the card with the elements of `value`.
CardTensor writeConstant(Card &card, ElementsAttr value) {
  auto type = cast<RankedTensorType>(value.getType());
  OpBuilder &builder = card.builder;
  std::string name;
  for (unsigned i = 0; name.empty() || card.module.lookupSymbol(name); ++i)
    name = "constant_" + std::to_string(i);
  auto memory = MemRefType::get(type.getShape(), type.getElementType());
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(card.module.getBody());
    memref::GlobalOp::create(builder, card.location, name, builder.getStringAttr("private"), memory, value,
                             /*constant=*/true, /*alignment=*/IntegerAttr());
  }
  Value host = memref::GetGlobalOp::create(builder, card.location, memory, name);
  CardTensor tensor = card.create(type.getShape(), *typeOnCard(type.getElementType()));
  ttmetal::EnqueueWriteBufferOp::create(builder, card.location, host, tensor.buffer);
  return tensor;
}

/// One element of `type` with the value `number`.
Attribute element(Type type, double number) {
  if (auto floatType = dyn_cast<FloatType>(type))
    return FloatAttr::get(floatType, number);
  bool isTruth = type.isInteger(1);
  return IntegerAttr::get(type, isTruth ? static_cast<int64_t>(number != 0) : static_cast<int64_t>(number));
}

LogicalResult lowerConstant(CardLowering &op) {
  return op.replace(writeConstant(op.card, cast<ElementsAttr>(op.getAttr("value"))));
}

LogicalResult fill(CardLowering &op, double number) {
  Attribute value = element(op.resultType().getElementType(), number);
  return op.replace(writeConstant(op.card, DenseElementsAttr::get(op.resultType(), value)));
}

LogicalResult lowerFull(CardLowering &op) { return fill(op, op.floatAttr("fill_value")); }
LogicalResult lowerOnes(CardLowering &op) { return fill(op, 1); }
LogicalResult lowerZeros(CardLowering &op) { return fill(op, 0); }

LogicalResult lowerEmpty(CardLowering &op) { return op.replace(op.createResult()); }

LogicalResult lowerArange(CardLowering &op) {
  RankedTensorType type = op.resultType();
  int64_t start = op.intAttr("start"), step = op.intAttr("step"), dimension = op.intAttr("arange_dimension");
  if (dimension < 0)
    dimension += type.getRank();
  int64_t behind = volumeOf(type.getShape().drop_front(dimension + 1)), extent = type.getDimSize(dimension);
  SmallVector<Attribute> elements;
  for (int64_t i = 0; i < type.getNumElements(); ++i)
    elements.push_back(element(type.getElementType(), static_cast<double>(start + i / behind % extent * step)));
  return op.replace(writeConstant(op.card, DenseElementsAttr::get(type, elements)));
}

} // namespace

void addConstantsOnCard(CardLoweringTable &table) {
  table["constant"] = lowerConstant;
  table["full"] = lowerFull;
  table["ones"] = lowerOnes;
  table["zeros"] = lowerZeros;
  table["empty"] = lowerEmpty;
  table["arange"] = lowerArange;
}

} // namespace mlir::tt
