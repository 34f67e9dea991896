// Merges equal ops, where no op writes a tensor in place between them.
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Dominance.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/CSE.h"

namespace mlir::tt::ttir {

#define GEN_PASS_DEF_TTIRMERGEEQUALPASS
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h.inc"

namespace {

/// ttir ops are pure, so what they read from a tensor that is written in place looks the same before and after.
bool writesInPlace(Operation *op) {
  auto effects = dyn_cast<MemoryEffectOpInterface>(op);
  return effects && effects.hasEffect<MemoryEffects::Write>();
}

struct MergeEqualPass : impl::TTIRMergeEqualPassBase<MergeEqualPass> {
  void runOnOperation() override {
    for (auto func : getOperation().getOps<func::FuncOp>()) {
      WalkResult writes =
          func.walk([](Operation *op) { return writesInPlace(op) ? WalkResult::interrupt() : WalkResult::advance(); });
      if (writes.wasInterrupted())
        continue;
      IRRewriter rewriter(&getContext());
      DominanceInfo dominance(func);
      eliminateCommonSubExpressions(rewriter, dominance, func);
    }
  }
};

} // namespace

} // namespace mlir::tt::ttir
