// Writes out ops that are several programs on the card.
#include "CardLowering.h"

#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

namespace mlir::tt {

namespace {

RankedTensorType tensorType(Value value) { return cast<RankedTensorType>(value.getType()); }

/// Computes in f32 what a program of several ops would round after each of them.
Value convert(OpBuilder &builder, Location location, Value value, Type elementType) {
  if (tensorType(value).getElementType() == elementType)
    return value;
  return ttir::TypecastOp::create(builder, location, tensorType(value).clone(elementType), value);
}

/// a x b + bias.
Value writeOut(ttir::LinearOp op, OpBuilder &builder) {
  Location location = op.getLoc();
  Type elementType = op.getType().getElementType(), f32 = builder.getF32Type();
  Value product =
      ttir::MatmulOp::create(builder, location, op.getA(), op.getB(), op.getTransposeA(), op.getTransposeB());
  if (!op.getBias())
    return product;
  // Of products in another type, the sum is rounded once.
  product.setType(tensorType(product).clone(f32));
  Value bias = convert(builder, location, op.getBias(), f32);
  Value sum = ttir::AddOp::create(builder, location, op.getType().clone(f32), product, bias);
  return convert(builder, location, sum, elementType);
}

/// e^(x - max x) / sum of all of them. The result is the same with and without the maximum, but for overflow.
Value writeOut(ttir::SoftmaxOp op, OpBuilder &builder) {
  Location location = op.getLoc();
  Value x = convert(builder, location, op.getInput(), builder.getF32Type());
  int64_t rank = tensorType(x).getRank(), dimension = op.getDimension();
  SmallVector<int64_t> shape(tensorType(x).getShape());
  shape[dimension < 0 ? dimension + rank : dimension] = 1;
  RankedTensorType reduced = tensorType(x).clone(shape);
  BoolAttr keep = builder.getBoolAttr(true);
  ArrayAttr along = builder.getI32ArrayAttr(static_cast<int32_t>(dimension));
  Value largest = ttir::MaxOp::create(builder, location, reduced, x, keep, along);
  Value distance = ttir::SubtractOp::create(builder, location, x.getType(), x, largest);
  Value exponential = ttir::ExpOp::create(builder, location, x.getType(), distance);
  Value sum = ttir::SumOp::create(builder, location, reduced, exponential, keep, along);
  Value quotient = ttir::DivOp::create(builder, location, x.getType(), exponential, sum);
  return convert(builder, location, quotient, op.getType().getElementType());
}

template <typename Op>
void writeOutAll(ModuleOp module) {
  SmallVector<Op> ops;
  module.walk([&](Op op) {
    // Others are refused where they stand.
    bool isKnown = llvm::all_of(op->getOperandTypes(), [](Type type) {
      auto tensor = dyn_cast<RankedTensorType>(type);
      return tensor && tensor.hasStaticShape() && isa<FloatType>(tensor.getElementType());
    });
    if (isKnown)
      ops.push_back(op);
  });
  for (Op op : ops) {
    OpBuilder builder(op);
    op->replaceAllUsesWith(ValueRange(writeOut(op, builder)));
    op->erase();
  }
}

} // namespace

void writeOutComposites(ModuleOp module) {
  writeOutAll<ttir::LinearOp>(module);
  writeOutAll<ttir::SoftmaxOp>(module);
}

} // namespace mlir::tt
