// What folders and canonicalizers of ttir share: tensors that hold one value all over.
#include "Folding.h"

#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/APSInt.h"

#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

using namespace llvm;

namespace mlir::tt::ttir {

/// Larger constants are not computed with in the compiler: the pipeline moves
/// such computations into functions that run once.
static constexpr int64_t kMostElementsToFold = 1024;

static bool isSignedElement(Type type) { return !type.isUnsignedInteger() && !type.isInteger(1); }

static std::optional<double> toDouble(Attribute number, Type elementType) {
  if (auto floating = dyn_cast_or_null<FloatAttr>(number))
    return floating.getValueAsDouble();
  if (auto integer = dyn_cast_or_null<IntegerAttr>(number))
    return integer.getValue().roundToDouble(isSignedElement(elementType));
  return std::nullopt;
}

std::optional<double> getUniformValue(Value value) {
  if (!value)
    return std::nullopt;
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<ZerosOp>(op))
    return 0.0;
  if (isa_and_nonnull<OnesOp>(op))
    return 1.0;
  if (auto full = dyn_cast_or_null<FullOp>(op))
    return toDouble(full.getFillValue(), getElementTypeOrSelf(value));
  SplatElementsAttr splat;
  if (matchPattern(value, m_Constant(&splat))) {
    Type elementType = splat.getElementType();
    if (elementType.isIntOrIndexOrFloat())
      return toDouble(splat.getSplatValue<Attribute>(), elementType);
  }
  return std::nullopt;
}

bool isUniform(Value value, double expected) {
  std::optional<double> uniform = getUniformValue(value);
  return uniform && *uniform == expected;
}

Attribute reshapeConstant(Attribute constant, Type type) {
  auto target = dyn_cast<RankedTensorType>(type);
  if (!target || !target.hasStaticShape())
    return {};
  if (auto resource = dyn_cast_or_null<DenseResourceElementsAttr>(constant)) {
    if (resource.getType().getElementType() != target.getElementType())
      return {};
    return DenseResourceElementsAttr::get(target, resource.getRawHandle());
  }
  auto dense = dyn_cast_or_null<DenseElementsAttr>(constant);
  if (!dense || dense.getElementType() != target.getElementType() || dense.getNumElements() != target.getNumElements())
    return {};
  return dense.reshape(target);
}

Attribute resizeSplat(Attribute constant, Type type) {
  auto splat = dyn_cast_or_null<SplatElementsAttr>(constant);
  auto target = dyn_cast<RankedTensorType>(type);
  if (!splat || !target || !target.hasStaticShape() || splat.getElementType() != target.getElementType())
    return {};
  return splat.resizeSplat(target);
}

/// The splat's type, with the shape of `resultType`, if their element types are the same.
static RankedTensorType getSplatResultType(DenseElementsAttr splat, Type resultType) {
  auto target = dyn_cast<RankedTensorType>(resultType);
  if (!splat || !splat.isSplat() || !target || !target.hasStaticShape() ||
      target.getElementType() != splat.getElementType())
    return {};
  return target;
}

Attribute foldSplatUnary(Attribute operand, Type resultType, function_ref<APFloat(APFloat)> floats,
                         function_ref<APInt(APInt)> integers) {
  auto splat = dyn_cast_or_null<DenseElementsAttr>(operand);
  RankedTensorType type = getSplatResultType(splat, resultType);
  if (!type)
    return {};
  if (isa<FloatType>(type.getElementType()) && floats)
    return DenseElementsAttr::get(type, floats(splat.getSplatValue<APFloat>()));
  if (isa<IntegerType>(type.getElementType()) && integers)
    return DenseElementsAttr::get(type, integers(splat.getSplatValue<APInt>()));
  return {};
}

Attribute foldSplatBinary(Attribute lhs, Attribute rhs, Type resultType, function_ref<APFloat(APFloat, APFloat)> floats,
                          function_ref<APInt(APInt, APInt)> integers) {
  auto left = dyn_cast_or_null<DenseElementsAttr>(lhs), right = dyn_cast_or_null<DenseElementsAttr>(rhs);
  RankedTensorType type = getSplatResultType(left, resultType);
  if (!type || !getSplatResultType(right, resultType))
    return {};
  if (isa<FloatType>(type.getElementType()) && floats)
    return DenseElementsAttr::get(type, floats(left.getSplatValue<APFloat>(), right.getSplatValue<APFloat>()));
  if (isa<IntegerType>(type.getElementType()) && integers)
    return DenseElementsAttr::get(type, integers(left.getSplatValue<APInt>(), right.getSplatValue<APInt>()));
  return {};
}

/// One number as an element of another type, by the rules of `ttir.typecast`.
static Attribute convertNumber(Attribute number, Type from, Type to) {
  if (auto source = dyn_cast<FloatAttr>(number)) {
    APFloat value = source.getValue();
    if (auto target = dyn_cast<FloatType>(to)) {
      bool losesInfo;
      value.convert(target.getFloatSemantics(), APFloat::rmNearestTiesToEven, &losesInfo);
      return FloatAttr::get(target, value);
    }
    if (to.isInteger(1))
      return IntegerAttr::get(to, value.isZero() ? 0 : 1);
    // Out of range or NaN: left to the runtime, which defines it.
    APSInt integer(to.getIntOrFloatBitWidth(), to.isUnsignedInteger());
    bool isExact;
    if (value.convertToInteger(integer, APFloat::rmTowardZero, &isExact) & APFloat::opInvalidOp)
      return {};
    return IntegerAttr::get(to, integer);
  }
  auto source = dyn_cast<IntegerAttr>(number);
  if (!source)
    return {};
  APInt value = source.getValue();
  bool isSigned = isSignedElement(from);
  if (auto target = dyn_cast<FloatType>(to)) {
    APFloat converted(target.getFloatSemantics());
    converted.convertFromAPInt(value, isSigned, APFloat::rmNearestTiesToEven);
    return FloatAttr::get(target, converted);
  }
  if (to.isInteger(1))
    return IntegerAttr::get(to, value.isZero() ? 0 : 1);
  unsigned width = to.getIntOrFloatBitWidth();
  return IntegerAttr::get(to, isSigned ? value.sextOrTrunc(width) : value.zextOrTrunc(width));
}

Attribute convertConstant(Attribute constant, Type type) {
  auto dense = dyn_cast_or_null<DenseElementsAttr>(constant);
  auto target = dyn_cast<RankedTensorType>(type);
  if (!dense || !target || !target.hasStaticShape())
    return {};
  Type from = dense.getElementType(), to = target.getElementType();
  if (!from.isIntOrFloat() || !to.isIntOrFloat())
    return {};
  if (!dense.isSplat() && dense.getNumElements() > kMostElementsToFold)
    return {};
  SmallVector<Attribute> converted;
  auto convert = [&](Attribute number) {
    converted.push_back(convertNumber(number, from, to));
    return converted.back() != nullptr;
  };
  if (dense.isSplat() ? !convert(dense.getSplatValue<Attribute>()) : !all_of(dense.getValues<Attribute>(), convert))
    return {};
  return DenseElementsAttr::get(target, converted);
}

namespace {
/// `reshape(full)` and the like: the same value in the result's shape.
struct MoveUniformTensor : RewritePattern {
  explicit MoveUniformTensor(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const final {
    if (!isa<ReshapeOp, SqueezeOp, UnsqueezeOp, PermuteOp, TransposeOp, ReverseOp, BroadcastOp, RepeatOp,
             RepeatInterleaveOp, SliceStaticOp, IndexOp, IndexSelectOp>(op))
      return failure();
    Operation *source = op->getOperand(0).getDefiningOp();
    if (!isa_and_nonnull<ZerosOp, OnesOp, FullOp>(source))
      return failure();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    if (!type.hasStaticShape() || type.getElementType() != getElementTypeOrSelf(op->getOperand(0)))
      return failure();
    OperationState state(op->getLoc(), source->getName(), ValueRange(), type, source->getAttrs());
    SmallVector<int32_t> shape(type.getShape().begin(), type.getShape().end());
    state.attributes.set("shape", rewriter.getDenseI32ArrayAttr(shape));
    rewriter.replaceOp(op, rewriter.create(state));
    return success();
  }
};
} // namespace

void populateUniformTensorPatterns(RewritePatternSet &patterns) {
  patterns.add<MoveUniformTensor>(patterns.getContext());
}

} // namespace mlir::tt::ttir
