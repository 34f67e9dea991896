// Recognizes softmax, layer norm and RMS norm that were written out.
#include "Fusing.h"
#include "Rewriting.h"

#include <cmath>

namespace mlir::tt::ttir {

namespace {

/// A reduction along one dimension.
struct Reduced {
  Value input;
  int64_t dimension;
};

/// Matches a reduction of one dimension that stays, with size 1, or is put back; through broadcasts.
template <typename Reduction>
std::optional<Reduced> matchReduction(Value value) {
  auto reduction = behindBroadcast(value).getDefiningOp<Reduction>();
  if (!reduction || !reduction.getDimArg() || reduction.getDimArg()->size() != 1)
    return std::nullopt;
  int64_t rank = rankOf(reduction.getInput());
  int64_t dimension = fromStart(intsOf(*reduction.getDimArg()).front(), rank);
  // The value must broadcast along the reduced dimension.
  if (rankOf(value) != rank)
    return std::nullopt;
  SmallVector<int64_t> kept(shapeOf(reduction.getInput()));
  kept[dimension] = 1;
  bool broadcast = shapeOf(value) == shapeOf(reduction.getInput());
  if (shapeOf(value) != ArrayRef(kept) && !broadcast)
    return std::nullopt;
  // Without keep_dim, only a reshape to the kept shape puts the dimension back in its place.
  return Reduced{reduction.getInput(), dimension};
}

/// A mean: ttir.mean, or a sum divided by the number of elements.
std::optional<Reduced> matchMean(Value value) {
  if (auto mean = matchReduction<MeanOp>(value))
    return mean;
  Value quotient = behindBroadcast(value);
  Value sum;
  double divisor = 0;
  if (auto div = quotient.getDefiningOp<DivOp>()) {
    sum = div.getLhs();
    divisor = splatValue(div.getRhs()).value_or(0);
  } else if (auto multiply = quotient.getDefiningOp<MultiplyOp>()) {
    sum = splatValue(multiply.getRhs()) ? multiply.getLhs() : multiply.getRhs();
    double factor = splatValue(sum == multiply.getLhs() ? multiply.getRhs() : multiply.getLhs()).value_or(0);
    divisor = factor == 0 ? 0 : 1 / factor;
  }
  if (!sum)
    return std::nullopt;
  std::optional<Reduced> reduced = matchReduction<SumOp>(sum);
  if (!reduced || std::abs(divisor - shapeOf(reduced->input)[reduced->dimension]) > 1e-3 * divisor)
    return std::nullopt;
  return reduced;
}

/// e^(x - max(x)) / sum(e^(x - max(x))) -> softmax(x), and the same without the maximum.
struct FuseSoftmax : OpRewritePattern<DivOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(DivOp op, PatternRewriter &rewriter) const override {
    auto exp = op.getLhs().getDefiningOp<ExpOp>();
    std::optional<Reduced> sum = matchReduction<SumOp>(op.getRhs());
    if (!exp || !sum || sum->input != exp.getResult() || op.getType() != exp.getType())
      return rewriter.notifyMatchFailure(op, "not exponentials divided by their sum");
    Value x = exp.getInput();
    bool stable = false;
    if (auto subtract = x.getDefiningOp<SubtractOp>())
      if (std::optional<Reduced> max = matchReduction<MaxOp>(subtract.getRhs());
          max && max->input == subtract.getLhs() && max->dimension == sum->dimension) {
        x = max->input;
        stable = true;
      }
    rewriter.replaceOpWithNewOp<SoftmaxOp>(op, op.getType(), x, rewriter.getSI32IntegerAttr(sum->dimension),
                                           rewriter.getBoolAttr(stable));
    return success();
  }
};

/// Matches x * x.
Value squared(Value value) {
  if (auto square = value.getDefiningOp<SquareOp>())
    return square.getInput();
  if (auto multiply = value.getDefiningOp<MultiplyOp>())
    return multiply.getLhs() == multiply.getRhs() ? multiply.getLhs() : Value();
  if (auto pow = value.getDefiningOp<PowOp>())
    return isSplat(pow.getRhs(), 2) ? pow.getLhs() : Value();
  return {};
}

/// x divided by the root of (mean of squares + epsilon): what is divided, the mean's input, and epsilon.
struct Normalized {
  Value numerator;
  Reduced meanOfSquares; ///< of the values before squaring
  double epsilon;
};

std::optional<Normalized> matchNormalized(Operation *op) {
  Value numerator, root;
  bool reciprocal = false;
  if (auto div = dyn_cast<DivOp>(op)) {
    numerator = div.getLhs();
    root = behindBroadcast(div.getRhs());
  } else if (auto multiply = dyn_cast<MultiplyOp>(op)) {
    reciprocal = true;
    numerator = multiply.getLhs();
    root = behindBroadcast(multiply.getRhs());
    if (!root.getDefiningOp<RsqrtOp>()) {
      numerator = multiply.getRhs();
      root = behindBroadcast(multiply.getLhs());
    }
  }
  if (!root)
    return std::nullopt;
  Value variance;
  if (auto rsqrt = root.getDefiningOp<RsqrtOp>(); rsqrt && reciprocal)
    variance = rsqrt.getInput();
  else if (auto sqrt = root.getDefiningOp<SqrtOp>(); sqrt && !reciprocal)
    variance = sqrt.getInput();
  auto add = variance ? variance.getDefiningOp<AddOp>() : AddOp();
  if (!add)
    return std::nullopt;
  Value mean = add.getLhs();
  std::optional<double> epsilon = splatValue(add.getRhs());
  if (!epsilon) {
    mean = add.getRhs();
    epsilon = splatValue(add.getLhs());
  }
  if (!epsilon)
    return std::nullopt;
  std::optional<Reduced> meanOfSquares = matchMean(mean);
  if (!meanOfSquares)
    return std::nullopt;
  Value input = squared(meanOfSquares->input);
  if (!input)
    return std::nullopt;
  return Normalized{numerator, {input, meanOfSquares->dimension}, *epsilon};
}

/// (x - mean(x)) / sqrt(mean((x - mean(x))^2) + epsilon) -> layer_norm(x), x / sqrt(mean(x^2) + epsilon) ->
/// rms_norm(x), along the last dimension.
template <typename Root>
struct FuseNorm : OpRewritePattern<Root> {
  using OpRewritePattern<Root>::OpRewritePattern;

  LogicalResult matchAndRewrite(Root op, PatternRewriter &rewriter) const override {
    std::optional<Normalized> normalized = matchNormalized(op);
    if (!normalized || normalized->numerator != normalized->meanOfSquares.input ||
        normalized->numerator.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "not a value divided by its root mean square");
    Value x = normalized->numerator;
    int64_t last = rankOf(x) - 1;
    if (normalized->meanOfSquares.dimension != last)
      return rewriter.notifyMatchFailure(op, "not along the last dimension");
    auto shape = rewriter.getDenseI64ArrayAttr(shapeOf(x)[last]);
    auto epsilon = rewriter.getF32FloatAttr(normalized->epsilon);
    auto centred = x.getDefiningOp<SubtractOp>();
    std::optional<Reduced> mean = centred ? matchMean(centred.getRhs()) : std::nullopt;
    if (mean && mean->input == centred.getLhs() && mean->dimension == last)
      rewriter.replaceOpWithNewOp<LayerNormOp>(op, op.getType(), centred.getLhs(), Value(), Value(), shape, epsilon);
    else
      rewriter.replaceOpWithNewOp<RMSNormOp>(op, op.getType(), x, Value(), Value(), shape, epsilon);
    return success();
  }
};

/// norm(x) * weight -> norm(x, weight), where nothing else uses the norm.
template <typename Norm>
struct FuseNormWeight : OpRewritePattern<MultiplyOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MultiplyOp op, PatternRewriter &rewriter) const override {
    for (auto [result, weight] : bothOrders(op)) {
      auto norm = result.getDefiningOp<Norm>();
      if (!norm || norm.getWeight() || norm.getBias() || !norm->hasOneUse() || norm.getType() != op.getType() ||
          norm.getNormalizedShape().size() != 1)
        continue;
      weight = behindBroadcast(weight);
      if (!isRow(shapeOf(weight), shapeOf(result).back()))
        continue;
      OpsAt ops(rewriter, rewriter.getFusedLoc({norm.getLoc(), op.getLoc()}));
      weight = ops.reshape(weight, shapeOf(result).back());
      rewriter.replaceOp(op, Norm::create(rewriter, ops.location, op.getType(), norm.getInput(), weight, Value(),
                                          norm.getNormalizedShapeAttr(), norm.getEpsilonAttr()));
      return success();
    }
    return rewriter.notifyMatchFailure(op, "not a norm without weight, and a row");
  }
};

/// norm(x, weight) + bias -> norm(x, weight, bias), where nothing else uses the norm.
template <typename Norm>
struct FuseNormBias : OpRewritePattern<AddOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AddOp op, PatternRewriter &rewriter) const override {
    for (auto [result, bias] : bothOrders(op)) {
      auto norm = result.getDefiningOp<Norm>();
      if (!norm || norm.getBias() || !norm->hasOneUse() || norm.getType() != op.getType() ||
          norm.getNormalizedShape().size() != 1)
        continue;
      bias = behindBroadcast(bias);
      if (!isRow(shapeOf(bias), shapeOf(result).back()))
        continue;
      OpsAt ops(rewriter, rewriter.getFusedLoc({norm.getLoc(), op.getLoc()}));
      bias = ops.reshape(bias, shapeOf(result).back());
      rewriter.replaceOp(op, Norm::create(rewriter, ops.location, op.getType(), norm.getInput(), norm.getWeight(), bias,
                                          norm.getNormalizedShapeAttr(), norm.getEpsilonAttr()));
      return success();
    }
    return rewriter.notifyMatchFailure(op, "not a norm without bias, and a row");
  }
};

} // namespace

void addNormalizationFusing(RewritePatternSet &patterns) {
  patterns.add<FuseSoftmax, FuseNorm<DivOp>, FuseNorm<MultiplyOp>, FuseNormWeight<LayerNormOp>,
               FuseNormWeight<RMSNormOp>, FuseNormBias<LayerNormOp>, FuseNormBias<RMSNormOp>>(patterns.getContext());
}

} // namespace mlir::tt::ttir
