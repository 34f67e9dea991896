// Lets matrix products apply the activation that follows them.
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/ElementwiseUnary.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Matmul.h.inc"

namespace mlir::tt::ttnn {

#define GEN_PASS_DEF_TTNNFUSINGPASS
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h.inc"

namespace {

/// activation(product(a, b)) -> product(a, b) {activation}, where nothing else reads the product.
template <typename ActivationOp, typename ProductOp>
struct FuseActivation : OpRewritePattern<ActivationOp> {
  using OpRewritePattern<ActivationOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(ActivationOp activation, PatternRewriter &rewriter) const override {
    auto product = activation.getInput().template getDefiningOp<ProductOp>();
    if (!product || product.getActivation() || !product->hasOneUse() ||
        product.getResult().getType() != activation.getResult().getType())
      return rewriter.notifyMatchFailure(activation, "not the only user of a product of its type without activation");
    Location location = rewriter.getFusedLoc({product.getLoc(), activation.getLoc()});
    rewriter.modifyOpInPlace(product, [&] {
      product.setActivation(ActivationOp::getOperationName().split('.').second);
      product->setLoc(location);
    });
    rewriter.replaceOp(activation, product);
    return success();
  }
};

template <typename... ActivationOps>
void addPatterns(RewritePatternSet &patterns) {
  (patterns.add<FuseActivation<ActivationOps, MatmulOp>, FuseActivation<ActivationOps, LinearOp>>(
       patterns.getContext()),
   ...);
}

struct FusingPass : impl::TTNNFusingPassBase<FusingPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    addPatterns<GeluOp, ReluOp, SigmoidOp, SiluOp, TanhOp>(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace

} // namespace mlir::tt::ttnn
