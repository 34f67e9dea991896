// Recognizes ops that were written out.
#include "Fusing.h"
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::tt::ttir {

#define GEN_PASS_DEF_TTIRFUSINGPASS
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h.inc"

namespace {

struct FusingPass : impl::TTIRFusingPassBase<FusingPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    addActivationFusing(patterns);
    addProductFusing(patterns);
    addNormalizationFusing(patterns);
    addAttentionFusing(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace

} // namespace mlir::tt::ttir
