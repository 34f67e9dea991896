// What patterns on ttir share: building ops with inferred types, and looking at constants and shapes.
#include "Rewriting.h"

#include "mlir/IR/Matchers.h"

#include <cmath>

namespace mlir::tt::ttir {

SmallVector<int64_t> OpsAt::broadcastShape(ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs) {
  if (lhs.size() < rhs.size())
    std::swap(lhs, rhs);
  SmallVector<int64_t> shape(lhs);
  for (auto [mine, its] : llvm::zip_equal(MutableArrayRef(shape).take_back(rhs.size()), rhs))
    mine = mine == 1 ? its : mine;
  return shape;
}

Value OpsAt::scalar(Value like, double value) {
  RankedTensorType type = tensorType(like).clone(SmallVector<int64_t>(rankOf(like), 1));
  Type elementType = type.getElementType();
  DenseElementsAttr elements;
  if (auto floatType = dyn_cast<FloatType>(elementType)) {
    elements = DenseElementsAttr::get(type, builder.getFloatAttr(floatType, value));
  } else {
    auto integer = cast<IntegerType>(elementType);
    elements = DenseElementsAttr::get(type, APInt(integer.getWidth(),
                                                  static_cast<uint64_t>(static_cast<int64_t>(value)), /*isSigned=*/true,
                                                  /*implicitTrunc=*/true));
  }
  return ConstantOp::create(builder, location, type, elements).getResult();
}

Value OpsAt::reshape(Value value, ArrayRef<int64_t> shape) {
  if (shapeOf(value) == shape)
    return value;
  return ReshapeOp::create(builder, location, tensorType(value).clone(shape), value,
                           builder.getI32ArrayAttr(llvm::to_vector_of<int32_t>(shape)))
      .getResult();
}

Value OpsAt::permute(Value value, ArrayRef<int64_t> permutation) {
  if (llvm::all_of(llvm::enumerate(permutation),
                   [](auto it) { return it.value() == static_cast<int64_t>(it.index()); }))
    return value;
  auto shape = llvm::map_to_vector(permutation, [&](int64_t dimension) { return shapeOf(value)[dimension]; });
  return PermuteOp::create(builder, location, tensorType(value).clone(shape), value,
                           builder.getDenseI64ArrayAttr(permutation))
      .getResult();
}

Value OpsAt::typecast(Value value, Type elementType) {
  if (tensorType(value).getElementType() == elementType)
    return value;
  return TypecastOp::create(builder, location, tensorType(value).clone(elementType), value).getResult();
}

Value OpsAt::slice(Value value, ArrayRef<int64_t> begins, ArrayRef<int64_t> ends, ArrayRef<int64_t> steps) {
  SmallVector<int64_t> shape;
  for (auto [begin, end, step] : llvm::zip_equal(begins, ends, steps))
    shape.push_back((end - begin + step - 1) / step);
  auto list = [&](ArrayRef<int64_t> numbers) { return builder.getI32ArrayAttr(llvm::to_vector_of<int32_t>(numbers)); };
  return SliceStaticOp::create(builder, location, tensorType(value).clone(shape), value, list(begins), list(ends),
                               list(steps))
      .getResult();
}

namespace {

std::optional<double> numberOf(Attribute attribute) {
  if (auto number = dyn_cast<FloatAttr>(attribute))
    return number.getValueAsDouble();
  if (auto number = dyn_cast<IntegerAttr>(attribute))
    return number.getType().isUnsignedInteger() ? static_cast<double>(number.getValue().getZExtValue())
                                                : static_cast<double>(number.getValue().getSExtValue());
  return std::nullopt;
}

} // namespace

std::optional<double> splatValue(Value value) {
  value = behindBroadcast(value);
  if (auto full = value.getDefiningOp<FullOp>())
    return numberOf(full.getFillValue());
  if (value.getDefiningOp<ZerosOp>())
    return 0.0;
  if (value.getDefiningOp<OnesOp>())
    return 1.0;
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)) || !elements.isSplat())
    return std::nullopt;
  return numberOf(elements.getSplatValue<Attribute>());
}

bool isSplat(Value value, double expected, double relativeTolerance) {
  std::optional<double> splat = splatValue(value);
  return splat && std::abs(*splat - expected) <= relativeTolerance * std::abs(expected);
}

SmallVector<int64_t> intsOf(Attribute attribute) {
  if (auto number = dyn_cast<IntegerAttr>(attribute))
    return {number.getValue().getSExtValue()};
  if (auto numbers = dyn_cast<DenseI32ArrayAttr>(attribute))
    return llvm::to_vector_of<int64_t>(numbers.asArrayRef());
  if (auto numbers = dyn_cast<DenseI64ArrayAttr>(attribute))
    return llvm::to_vector(numbers.asArrayRef());
  return llvm::map_to_vector(cast<ArrayAttr>(attribute),
                             [](Attribute element) { return cast<IntegerAttr>(element).getValue().getSExtValue(); });
}

Value behindBroadcast(Value value) {
  auto isUnit = [](int64_t extent) { return extent == 1; };
  auto withoutUnits = [&](ArrayRef<int64_t> shape) {
    SmallVector<int64_t> kept;
    llvm::copy_if(shape, std::back_inserter(kept), [&](int64_t extent) { return !isUnit(extent); });
    return kept;
  };
  while (Operation *producer = value.getDefiningOp()) {
    if (auto broadcast = dyn_cast<BroadcastOp>(producer))
      value = broadcast.getInput();
    else if (auto reshape = dyn_cast<ReshapeOp>(producer);
             reshape && withoutUnits(shapeOf(reshape.getInput())) == withoutUnits(shapeOf(value)))
      value = reshape.getInput();
    else if (auto unsqueeze = dyn_cast<UnsqueezeOp>(producer))
      value = unsqueeze.getInput();
    else
      break;
  }
  return value;
}

bool isRow(ArrayRef<int64_t> shape, int64_t width) {
  return !shape.empty() && shape.back() == width &&
         llvm::all_of(shape.drop_back(), [](int64_t extent) { return extent == 1; });
}

} // namespace mlir::tt::ttir
