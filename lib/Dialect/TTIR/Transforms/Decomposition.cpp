// Expresses ops that ttnn lacks by ops that it has.
#include "Decomposition.h"
#include "Rewriting.h"
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::tt::ttir {

#define GEN_PASS_DEF_TTIRTOTTIRDECOMPOSITIONPASS
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h.inc"

namespace {

struct DecompositionPass : impl::TTIRToTTIRDecompositionPassBase<DecompositionPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    addElementwiseDecompositions(patterns);
    addMovementDecompositions(patterns);
    addProductDecompositions(patterns);
    addWindowDecompositions(patterns);
    GreedyRewriteConfig config;
    // What the user wrote is left as it is where no decomposition applies.
    config.enableFolding(false).enableConstantCSE(false).setRegionSimplificationLevel(
        GreedySimplifyRegionLevel::Disabled);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace

} // namespace mlir::tt::ttir
