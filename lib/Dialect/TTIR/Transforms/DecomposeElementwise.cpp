// Decomposes elementwise ops that ttnn lacks or defines otherwise.
#include "Decomposition.h"
#include "Rewriting.h"

namespace mlir::tt::ttir {

namespace {

/// A pattern that replaces an op by what `build` makes from it; null from `build` leaves the op.
template <typename Op>
struct Decompose : OpRewritePattern<Op> {
  using Build = Value (*)(Op, OpsAt &);
  Decompose(MLIRContext *context, Build build) : OpRewritePattern<Op>(context), build(build) {}

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    OpsAt ops(rewriter, op.getLoc());
    Value replacement = build(op, ops);
    if (!replacement)
      return rewriter.notifyMatchFailure(op, "needs no decomposition");
    rewriter.replaceOp(op, replacement);
    return success();
  }

  Build build;
};

template <typename Op>
void add(RewritePatternSet &patterns, typename Decompose<Op>::Build build) {
  patterns.add(std::make_unique<Decompose<Op>>(patterns.getContext(), build));
}

/// The integer part: rounded towards zero.
Value truncated(Value x, OpsAt &ops) {
  return ops.where(ops.binary<GreaterEqualOp>(x, ops.scalar(x, 0)), ops.unary<FloorOp>(x), ops.unary<CeilOp>(x));
}

/// x * x.
Value square(SquareOp op, OpsAt &ops) { return ops.binary<MultiplyOp>(op.getInput(), op.getInput()); }

/// x / (1 + |x|).
Value softsign(SoftsignOp op, OpsAt &ops) {
  Value x = op.getInput();
  return ops.binary<DivOp>(x, ops.binary<AddOp>(ops.unary<AbsOp>(x), ops.scalar(x, 1)));
}

/// scale * (x > 0 ? x : alpha * (e^x - 1)).
Value selu(SeluOp op, OpsAt &ops) {
  Value x = op.getInput();
  Value negative = ops.binary<MultiplyOp>(ops.unary<Expm1Op>(x), ops.scalar(x, op.getAlpha().convertToDouble()));
  Value chosen = ops.where(ops.binary<GreaterThanOp>(x, ops.scalar(x, 0)), x, negative);
  return ops.binary<MultiplyOp>(chosen, ops.scalar(x, op.getScale().convertToDouble()));
}

Value trunc(TruncOp op, OpsAt &ops) { return truncated(op.getInput(), ops); }

/// x - trunc(x).
Value frac(FracOp op, OpsAt &ops) { return ops.binary<SubtractOp>(op.getInput(), truncated(op.getInput(), ops)); }

/// 2 ^ x.
Value exp2(Exp2Op op, OpsAt &ops) { return ops.binary<PowOp>(ops.scalar(op.getInput(), 2), op.getInput()); }

/// The sign bit makes an integer of the same bits negative.
Value signbit(SignbitOp op, OpsAt &ops) {
  Value x = op.getInput();
  if (isa<FloatType>(tensorType(x).getElementType())) {
    x = ops.typecast(x, ops.builder.getF32Type());
    Type bits = ops.builder.getIntegerType(32, /*isSigned=*/true);
    x = BitcastConvertOp::create(ops.builder, ops.location, tensorType(x).clone(bits), x).getResult();
  }
  return LessThanOp::create(ops.builder, ops.location, op.getType(), x, ops.scalar(x, 0)).getResult();
}

/// ttir's remainder has the sign of the dividend, ttnn's that of the divisor: they agree where neither is negative.
struct DecomposeRemainder : OpRewritePattern<RemainderOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RemainderOp op, PatternRewriter &rewriter) const override {
    Value lhs = op.getLhs(), rhs = op.getRhs();
    if (tensorType(lhs).getElementType().isUnsignedInteger() ||
        (lhs.getDefiningOp<AbsOp>() && rhs.getDefiningOp<AbsOp>()))
      return rewriter.notifyMatchFailure(op, "no operand can be negative");
    OpsAt ops(rewriter, op.getLoc());
    Value magnitude =
        RemainderOp::create(rewriter, op.getLoc(), op.getType(), ops.unary<AbsOp>(lhs), ops.unary<AbsOp>(rhs));
    Value negative = ops.binary<LessThanOp>(lhs, ops.scalar(lhs, 0));
    rewriter.replaceOp(
        op, WhereOp::create(rewriter, op.getLoc(), op.getType(), negative, ops.unary<NegOp>(magnitude), magnitude));
    return success();
  }
};

/// An arithmetic shift: of a negative number, the complement is shifted.
Value rightShift(RightShiftOp op, OpsAt &ops) {
  Value x = op.getLhs();
  auto shift = [&](Value value) {
    return LogicalRightShiftOp::create(ops.builder, ops.location, op.getType(), value, op.getRhs()).getResult();
  };
  if (tensorType(x).getElementType().isUnsignedInteger())
    return shift(x);
  Value complement = ops.unary<BitwiseNotOp>(shift(ops.unary<BitwiseNotOp>(x)));
  return WhereOp::create(ops.builder, ops.location, op.getType(), ops.binary<LessThanOp>(x, ops.scalar(x, 0)),
                         complement, shift(x))
      .getResult();
}

/// reduce_and and reduce_or are the minimum and the maximum of truth values, counted in f32.
template <typename Op, typename Reduction>
Value logicalReduction(Op op, OpsAt &ops) {
  Value x = op.getInput();
  RankedTensorType countType = tensorType(x).clone(ops.builder.getF32Type());
  Value truth = NotEqualOp::create(ops.builder, ops.location, countType, x, ops.scalar(x, 0)).getResult();
  RankedTensorType reducedType = tensorType(op.getResult()).clone(ops.builder.getF32Type());
  Value reduced =
      Reduction::create(ops.builder, ops.location, reducedType, truth, op.getKeepDimAttr(), op.getDimArgAttr())
          .getResult();
  return NotEqualOp::create(ops.builder, ops.location, op.getType(), reduced, ops.scalar(reduced, 0)).getResult();
}

/// ttnn normalizes batches of images; of anything else this is elementwise. The factors depend on parameters only, so
/// constant evaluation takes them out of a run.
Value batchNorm(BatchNormInferenceOp op, OpsAt &ops) {
  Value x = op.getOperand();
  if (rankOf(x) == 4)
    return {};
  SmallVector<int64_t> shape(rankOf(x), 1);
  int64_t dimension = fromStart(static_cast<int32_t>(op.getDimension()), rankOf(x));
  shape[dimension] = shapeOf(x)[dimension];
  auto perChannel = [&](Value value) { return ops.reshape(value, shape); };
  Value variance = perChannel(op.getVariance());
  Value deviation =
      ops.unary<RsqrtOp>(ops.binary<AddOp>(variance, ops.scalar(variance, op.getEpsilon().convertToDouble())));
  Value factor = ops.binary<MultiplyOp>(deviation, perChannel(op.getScale()));
  Value offset =
      ops.binary<SubtractOp>(perChannel(op.getOffset()), ops.binary<MultiplyOp>(perChannel(op.getMean()), factor));
  return ops.binary<AddOp>(ops.binary<MultiplyOp>(x, factor), offset);
}

} // namespace

void addElementwiseDecompositions(RewritePatternSet &patterns) {
  add<SquareOp>(patterns, square);
  add<SoftsignOp>(patterns, softsign);
  add<SeluOp>(patterns, selu);
  add<TruncOp>(patterns, trunc);
  add<FracOp>(patterns, frac);
  add<Exp2Op>(patterns, exp2);
  add<SignbitOp>(patterns, signbit);
  add<RightShiftOp>(patterns, rightShift);
  add<ReduceAndOp>(patterns, logicalReduction<ReduceAndOp, MinOp>);
  add<ReduceOrOp>(patterns, logicalReduction<ReduceOrOp, MaxOp>);
  add<BatchNormInferenceOp>(patterns, batchNorm);
  patterns.add<DecomposeRemainder>(patterns.getContext());
}

} // namespace mlir::tt::ttir
