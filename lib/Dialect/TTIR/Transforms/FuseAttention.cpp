// Recognizes scaled dot product attention that was written out.
#include "Fusing.h"
#include "Rewriting.h"

#include <cmath>

namespace mlir::tt::ttir {

namespace {

/// Takes constant factors off a value.
Value withoutScale(Value value, double &scale) {
  while (true) {
    if (auto multiply = value.getDefiningOp<MultiplyOp>()) {
      bool constantRight = splatValue(multiply.getRhs()).has_value();
      Value rest = constantRight ? multiply.getLhs() : multiply.getRhs();
      std::optional<double> factor = splatValue(constantRight ? multiply.getRhs() : multiply.getLhs());
      if (!factor || rest.getType() != value.getType())
        return value;
      scale *= *factor;
      value = rest;
    } else if (auto div = value.getDefiningOp<DivOp>()) {
      std::optional<double> divisor = splatValue(div.getRhs());
      if (!divisor || *divisor == 0 || div.getLhs().getType() != value.getType())
        return value;
      scale /= *divisor;
      value = div.getLhs();
    } else {
      return value;
    }
  }
}

/// softmax(query x key^T * scale + mask) x value -> scaled_dot_product_attention, for tensors of four dimensions
/// (B, H, S, D), and of three, which get a dimension for one head.
struct FuseAttention : OpRewritePattern<MatmulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MatmulOp op, PatternRewriter &rewriter) const override {
    auto softmax = op.getA().getDefiningOp<SoftmaxOp>();
    int64_t rank = rankOf(op.getResult());
    if (!softmax || op.getTransposeA() || !softmax->hasOneUse() || (rank != 3 && rank != 4) ||
        rankOf(softmax.getInput()) != rank || rankOf(op.getB()) != rank ||
        fromStart(softmax.getDimension(), rank) != rank - 1)
      return rewriter.notifyMatchFailure(op, "not a softmax that nothing else uses, times a value");

    double scale = 1;
    Value scores = softmax.getInput(), mask;
    MatmulOp product = matchProduct(scores, scale);
    if (!product) {
      auto add = scores.getDefiningOp<AddOp>();
      if (!add || !add->hasOneUse())
        return rewriter.notifyMatchFailure(op, "the scores are no product");
      for (auto [lhs, rhs] : bothOrders(add)) {
        scale = 1;
        if (lhs.getType() != add.getType())
          continue;
        if ((product = matchProduct(lhs, scale))) {
          mask = rhs;
          break;
        }
      }
    }
    if (!product || rankOf(product.getA()) != rank || rankOf(product.getB()) != rank || product.getTransposeA() ||
        (mask && rankOf(mask) > rank))
      return rewriter.notifyMatchFailure(op, "the scores are no product of tensors of this rank, and a mask");
    return fuse(op, product, mask, scale, rewriter);
  }

  /// The product of query and key under constant factors, if each step has no other use.
  static MatmulOp matchProduct(Value scores, double &scale) {
    for (Value value = scores; value.getDefiningOp<MultiplyOp>() || value.getDefiningOp<DivOp>();) {
      if (!value.hasOneUse())
        return {};
      double ignored = 1;
      Value inner = withoutScale(value, ignored);
      if (inner == value)
        return {};
      value = inner;
    }
    Value product = withoutScale(scores, scale);
    auto matmul = product.getDefiningOp<MatmulOp>();
    return matmul && matmul->hasOneUse() ? matmul : MatmulOp();
  }

  static LogicalResult fuse(MatmulOp op, MatmulOp product, Value mask, double scale, PatternRewriter &rewriter) {
    OpsAt ops(rewriter, rewriter.getFusedLoc({product.getLoc(), op.getLoc()}));
    int64_t rank = rankOf(op.getResult());
    Value query = withoutScale(product.getA(), scale);
    Value key = withoutScale(product.getB(), scale);
    Value value = op.getB();
    auto swapped = [&](Value matrix) {
      SmallVector<int64_t> permutation = llvm::to_vector(llvm::seq<int64_t>(0, rank));
      std::swap(permutation[rank - 1], permutation[rank - 2]);
      return permutation;
    };
    // The op wants key and value as (.., Sk, D), and the batches must be the same, not broadcast.
    auto keyShape = llvm::to_vector(shapeOf(key)), valueShape = llvm::to_vector(shapeOf(value));
    if (!product.getTransposeB())
      std::swap(keyShape[rank - 1], keyShape[rank - 2]);
    if (op.getTransposeB())
      std::swap(valueShape[rank - 1], valueShape[rank - 2]);
    ArrayRef<int64_t> queryShape = shapeOf(query);
    if (queryShape.drop_back(2) != ArrayRef(keyShape).drop_back(2) ||
        ArrayRef(keyShape).drop_back(1) != ArrayRef(valueShape).drop_back(1))
      return rewriter.notifyMatchFailure(op, "the batches of query, key and value differ");

    if (!product.getTransposeB())
      key = ops.permute(key, swapped(key));
    if (op.getTransposeB())
      value = ops.permute(value, swapped(value));
    auto withHead = [&](Value tensor) {
      SmallVector<int64_t> shape(shapeOf(tensor));
      if (rank == 3)
        shape.insert(shape.begin() + 1, 1);
      return ops.reshape(tensor, shape);
    };
    if (mask) {
      SmallVector<int64_t> shape(shapeOf(mask));
      shape.insert(shape.begin(), rank - shape.size(), 1);
      mask = withHead(ops.reshape(mask, shape));
    }
    SmallVector<int64_t> shape(shapeOf(op.getResult()));
    if (rank == 3)
      shape.insert(shape.begin() + 1, 1);
    Value result = ScaledDotProductAttentionOp::create(
        rewriter, ops.location, tensorType(op.getResult()).clone(shape), withHead(query), withHead(key),
        withHead(value), mask, /*attention_sink=*/Value(), rewriter.getBoolAttr(false), rewriter.getF32FloatAttr(scale),
        /*sliding_window_size=*/IntegerAttr());
    rewriter.replaceOp(op, ops.reshape(result, shapeOf(op.getResult())));
    return success();
  }
};

} // namespace

void addAttentionFusing(RewritePatternSet &patterns) { patterns.add<FuseAttention>(patterns.getContext()); }

} // namespace mlir::tt::ttir
