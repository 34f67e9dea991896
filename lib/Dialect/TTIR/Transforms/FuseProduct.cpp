// Fuses what stands before and behind matrix products and convolutions into them.
#include "Fusing.h"
#include "Rewriting.h"
#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::tt::ttir {

namespace {

/// The input of an op that swaps the last two dimensions; null if `value` is not made by one.
Value swappedInput(Value value) {
  int64_t rank = rankOf(value);
  if (rank < 2)
    return {};
  if (auto transpose = value.getDefiningOp<TransposeOp>()) {
    int64_t dim0 = fromStart(transpose.getDim0(), rank), dim1 = fromStart(transpose.getDim1(), rank);
    return std::min(dim0, dim1) == rank - 2 && std::max(dim0, dim1) == rank - 1 ? transpose.getInput() : Value();
  }
  auto permute = value.getDefiningOp<PermuteOp>();
  if (!permute)
    return {};
  SmallVector<int64_t> swapped = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(swapped[rank - 2], swapped[rank - 1]);
  return permute.getPermutation() == ArrayRef(swapped) ? permute.getInput() : Value();
}

/// product(transpose(a), b) -> product(a, b) {transpose_a}, and so for b.
template <typename Product>
struct FuseTranspose : OpRewritePattern<Product> {
  using OpRewritePattern<Product>::OpRewritePattern;
  LogicalResult matchAndRewrite(Product op, PatternRewriter &rewriter) const override {
    if (Value a = swappedInput(op.getA())) {
      rewriter.modifyOpInPlace(op, [&] {
        op.getAMutable().assign(a);
        op.setTransposeA(!op.getTransposeA());
      });
      return success();
    }
    if (Value b = swappedInput(op.getB())) {
      rewriter.modifyOpInPlace(op, [&] {
        op.getBMutable().assign(b);
        op.setTransposeB(!op.getTransposeB());
      });
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no operand is transposed");
  }
};

/// matmul(a, b) + bias -> linear(a, b, bias), for a bias of one row.
struct FuseLinear : OpRewritePattern<AddOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AddOp op, PatternRewriter &rewriter) const override {
    for (auto [product, bias] : bothOrders(op)) {
      auto matmul = product.getDefiningOp<MatmulOp>();
      auto linear = product.getDefiningOp<LinearOp>();
      if ((!matmul && !(linear && !linear.getBias())) || !product.hasOneUse() || product.getType() != op.getType() ||
          !isRow(shapeOf(bias), shapeOf(product).back()))
        continue;
      Operation *source = product.getDefiningOp();
      Location location = rewriter.getFusedLoc({source->getLoc(), op.getLoc()});
      Value a = source->getOperand(0), b = source->getOperand(1);
      bool transposeA = matmul ? matmul.getTransposeA() : linear.getTransposeA();
      bool transposeB = matmul ? matmul.getTransposeB() : linear.getTransposeB();
      Value fused = LinearOp::create(rewriter, location, op.getType(), a, b, bias, rewriter.getBoolAttr(transposeA),
                                     rewriter.getBoolAttr(transposeB));
      rewriter.replaceOp(op, fused);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "not a product that nothing else uses, and a row");
  }
};

bool isNHWC(Conv2dOp op) {
  return op.getBatchDim() == 0 && op.getHeightDim() == 1 && op.getWidthDim() == 2 && op.getChannelDim() == 3;
}

/// A value that does not change from run to run, so that what is computed from it is computed once.
bool isConstantBetweenRuns(Value value) {
  if (Operation *op = value.getDefiningOp())
    return isPure(op) && llvm::all_of(op->getOperands(), isConstantBetweenRuns);
  auto argument = cast<BlockArgument>(value);
  auto func = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
  auto kind =
      func ? func.getArgAttrOfType<ttcore::ArgumentTypeAttr>(argument.getArgNumber(), ttcore::kArgumentTypeAttrName)
           : ttcore::ArgumentTypeAttr();
  return kind &&
         (kind.getValue() == ttcore::ArgumentType::Parameter || kind.getValue() == ttcore::ArgumentType::Constant);
}

/// conv2d(x, w, b) + c -> conv2d(x, w, b + c), for an image c of one row of channels.
struct FuseConvolutionBias : OpRewritePattern<AddOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(AddOp op, PatternRewriter &rewriter) const override {
    for (auto [result, bias] : bothOrders(op)) {
      auto conv = result.getDefiningOp<Conv2dOp>();
      if (!conv || !conv->hasOneUse() || !isNHWC(conv) || result.getType() != op.getType() ||
          !isRow(shapeOf(bias), shapeOf(result)[3]) || (conv.getBias() && !isConstantBetweenRuns(bias)))
        continue;
      OpsAt ops(rewriter, rewriter.getFusedLoc({conv.getLoc(), op.getLoc()}));
      bias = ops.reshape(bias, {1, 1, 1, shapeOf(result)[3]});
      if (conv.getBias())
        bias = ops.binary<AddOp>(conv.getBias(), bias);
      rewriter.replaceOp(op, withWeight(conv, conv.getWeight(), bias, ops));
      return success();
    }
    return rewriter.notifyMatchFailure(op, "not a convolution that nothing else uses, and a row of channels");
  }

  static Value withWeight(Conv2dOp conv, Value weight, Value bias, OpsAt &ops) {
    return Conv2dOp::create(ops.builder, ops.location, conv.getType(), conv.getInput(), weight, bias,
                            conv.getStrideAttr(), conv.getPaddingAttr(), conv.getDilationAttr(), conv.getGroupsAttr(),
                            conv.getBatchDimAttr(), conv.getHeightDimAttr(), conv.getWidthDimAttr(),
                            conv.getChannelDimAttr(), conv.getFlattenedCompatInfoAttr())
        .getResult();
  }
};

/// batch_norm(conv2d(x, w, b)) -> conv2d(x, w * f, (b - mean) * f + offset) with f = scale / sqrt(variance + epsilon),
/// where weights and statistics are the same in each run.
struct FuseBatchNorm : OpRewritePattern<BatchNormInferenceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(BatchNormInferenceOp op, PatternRewriter &rewriter) const override {
    auto conv = op.getOperand().getDefiningOp<Conv2dOp>();
    if (!conv || !conv->hasOneUse() || conv.getType() != op.getType() ||
        fromStart(op.getDimension(), rankOf(op.getOperand())) != static_cast<int64_t>(conv.getChannelDim()))
      return rewriter.notifyMatchFailure(op, "not behind a convolution that nothing else uses, over its channels");
    SmallVector<Value> parameters = {conv.getWeight(), op.getScale(), op.getOffset(), op.getMean(), op.getVariance()};
    if (conv.getBias())
      parameters.push_back(conv.getBias());
    if (!llvm::all_of(parameters, isConstantBetweenRuns))
      return rewriter.notifyMatchFailure(op, "the weights or statistics may change from run to run");

    OpsAt ops(rewriter, rewriter.getFusedLoc({conv.getLoc(), op.getLoc()}));
    int64_t channels = shapeOf(op.getMean()).back();
    auto perChannel = [&](Value value) { return ops.reshape(value, {1, 1, 1, channels}); };
    Value variance = perChannel(op.getVariance());
    Value factor = ops.binary<MultiplyOp>(
        ops.unary<RsqrtOp>(ops.binary<AddOp>(variance, ops.scalar(variance, op.getEpsilon().convertToDouble()))),
        perChannel(op.getScale()));
    Value mean = perChannel(op.getMean());
    Value centred = conv.getBias() ? ops.binary<SubtractOp>(perChannel(conv.getBias()), mean) : ops.unary<NegOp>(mean);
    Value bias = ops.binary<AddOp>(ops.binary<MultiplyOp>(centred, factor), perChannel(op.getOffset()));
    Value weight = ops.binary<MultiplyOp>(conv.getWeight(), ops.reshape(factor, {channels, 1, 1, 1}));
    rewriter.replaceOp(op, FuseConvolutionBias::withWeight(conv, weight, bias, ops));
    return success();
  }
};

} // namespace

void addProductFusing(RewritePatternSet &patterns) {
  patterns.add<FuseTranspose<MatmulOp>, FuseTranspose<LinearOp>, FuseLinear, FuseConvolutionBias, FuseBatchNorm>(
      patterns.getContext());
}

} // namespace mlir::tt::ttir
