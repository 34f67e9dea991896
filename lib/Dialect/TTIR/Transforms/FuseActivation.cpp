// Recognizes activation functions that were written out.
#include "Fusing.h"
#include "Rewriting.h"

#include <cmath>

namespace mlir::tt::ttir {

namespace {

/// The operand of a commutative op that is not the one constant `expected`; null if there is no such constant.
Value besideConstant(Value lhs, Value rhs, double expected) {
  if (isSplat(rhs, expected))
    return lhs;
  return isSplat(lhs, expected) ? rhs : Value();
}

/// max(x, 0) -> relu(x).
struct FuseRelu : OpRewritePattern<MaximumOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MaximumOp op, PatternRewriter &rewriter) const override {
    Value x = besideConstant(op.getLhs(), op.getRhs(), 0);
    if (!x || x.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "not a maximum with zero");
    rewriter.replaceOpWithNewOp<ReluOp>(op, op.getType(), x);
    return success();
  }
};

/// min(relu(x), 6) -> relu6(x).
struct FuseRelu6 : OpRewritePattern<MinimumOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MinimumOp op, PatternRewriter &rewriter) const override {
    Value x = besideConstant(op.getLhs(), op.getRhs(), 6);
    auto relu = x ? x.getDefiningOp<ReluOp>() : ReluOp();
    if (!relu || x.getType() != op.getType() || !isa<FloatType>(tensorType(x).getElementType()))
      return rewriter.notifyMatchFailure(op, "not a relu limited to six");
    rewriter.replaceOpWithNewOp<Relu6Op>(op, op.getType(), relu.getInput());
    return success();
  }
};

/// Matches 1 + y for the y that it returns.
Value onePlus(Value value) {
  auto add = value.getDefiningOp<AddOp>();
  return add ? besideConstant(add.getLhs(), add.getRhs(), 1) : Value();
}

/// The input of the sigmoid that 1 + e^-x is the denominator of.
Value sigmoidDenominatorInput(Value denominator) {
  Value exponential = onePlus(denominator);
  auto exp = exponential ? exponential.getDefiningOp<ExpOp>() : ExpOp();
  auto neg = exp ? exp.getInput().getDefiningOp<NegOp>() : NegOp();
  return neg ? neg.getInput() : Value();
}

/// 1 / (1 + e^-x) and reciprocal(1 + e^-x) -> sigmoid(x).
struct FuseSigmoidOfDivision : OpRewritePattern<DivOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(DivOp op, PatternRewriter &rewriter) const override {
    Value x = sigmoidDenominatorInput(op.getRhs());
    if (!x || !isSplat(op.getLhs(), 1) || x.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "not 1 / (1 + e^-x)");
    rewriter.replaceOpWithNewOp<SigmoidOp>(op, op.getType(), x);
    return success();
  }
};

struct FuseSigmoidOfReciprocal : OpRewritePattern<ReciprocalOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ReciprocalOp op, PatternRewriter &rewriter) const override {
    Value x = sigmoidDenominatorInput(op.getInput());
    if (!x || x.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "not the reciprocal of 1 + e^-x");
    rewriter.replaceOpWithNewOp<SigmoidOp>(op, op.getType(), x);
    return success();
  }
};

/// x * sigmoid(x) -> silu(x).
struct FuseSilu : OpRewritePattern<MultiplyOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(MultiplyOp op, PatternRewriter &rewriter) const override {
    auto isSigmoidOf = [](Value value, Value x) {
      auto sigmoid = value.getDefiningOp<SigmoidOp>();
      return sigmoid && sigmoid.getInput() == x;
    };
    Value x;
    if (isSigmoidOf(op.getLhs(), op.getRhs()))
      x = op.getRhs();
    else if (isSigmoidOf(op.getRhs(), op.getLhs()))
      x = op.getLhs();
    if (!x || x.getType() != op.getType())
      return rewriter.notifyMatchFailure(op, "not x * sigmoid(x)");
    rewriter.replaceOpWithNewOp<SiluOp>(op, op.getType(), x);
    return success();
  }
};

/// A product, taken apart: a constant factor and the others.
struct Factors {
  double constant = 1;
  SmallVector<Value> others;
};

/// Looks through multiplications and divisions by constants, and through the products that only serve this one.
void collectFactors(Value value, bool isRoot, Factors &factors) {
  if (std::optional<double> constant = splatValue(value)) {
    factors.constant *= *constant;
    return;
  }
  bool mayLookThrough = isRoot || value.hasOneUse();
  if (auto multiply = value.getDefiningOp<MultiplyOp>(); multiply && mayLookThrough) {
    collectFactors(multiply.getLhs(), false, factors);
    collectFactors(multiply.getRhs(), false, factors);
    return;
  }
  if (auto div = value.getDefiningOp<DivOp>(); div && mayLookThrough)
    if (std::optional<double> divisor = splatValue(div.getRhs()); divisor && *divisor != 0) {
      factors.constant /= *divisor;
      collectFactors(div.getLhs(), false, factors);
      return;
    }
  factors.others.push_back(value);
}

bool isNear(double value, double expected) { return std::abs(value - expected) <= 1e-4 * std::abs(expected); }

/// Whether `value` is `x` times `factor`.
bool isMultipleOf(Value value, Value x, double factor) {
  Factors factors;
  collectFactors(value, true, factors);
  return factors.others.size() == 1 && factors.others.front() == x && isNear(factors.constant, factor);
}

/// 0.5 * x * (1 + erf(x / sqrt(2))) -> gelu(x), in any order. The form with tanh is another function, which differs
/// from gelu by up to 5e-4, and is left alone.
struct FuseGelu : OpRewritePattern<MultiplyOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MultiplyOp op, PatternRewriter &rewriter) const override {
    Factors factors;
    collectFactors(op.getResult(), true, factors);
    if (factors.others.size() != 2 || !isNear(factors.constant, 0.5))
      return rewriter.notifyMatchFailure(op, "not one half of the product of two values");
    for (auto [x, other] :
         {std::pair(factors.others[0], factors.others[1]), std::pair(factors.others[1], factors.others[0])}) {
      Value error = onePlus(other);
      auto erf = error ? error.getDefiningOp<ErfOp>() : ErfOp();
      if (!erf || x.getType() != op.getType() || !isMultipleOf(erf.getInput(), x, M_SQRT1_2))
        continue;
      rewriter.replaceOpWithNewOp<GeluOp>(op, op.getType(), x);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no factor is 1 + erf(x / sqrt(2))");
  }
};

} // namespace

void addActivationFusing(RewritePatternSet &patterns) {
  patterns.add<FuseRelu, FuseRelu6, FuseSigmoidOfDivision, FuseSigmoidOfReciprocal, FuseSilu, FuseGelu>(
      patterns.getContext());
}

} // namespace mlir::tt::ttir
