// Frees tensors after their last use.
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.h.inc"

namespace mlir::tt::ttnn {

#define GEN_PASS_DEF_TTNNDEALLOCATEPASS
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h.inc"

namespace {

/// Whether the function owns what `op` makes: constants and cached tensors live longer than a run.
bool makesOwnedTensors(Operation *op) {
  StringRef name = op->getName().getStringRef();
  return name != "ttnn.constant" && name != "ttcore.load_cached";
}

/// The op behind which `value`, made in `block`, is not needed any more; null if it leaves the function or is freed.
Operation *lastUse(Value value, Block &block) {
  Operation *last = value.getDefiningOp();
  for (Operation *user : value.getUsers()) {
    Operation *ancestor = block.findAncestorOpInBlock(*user);
    if (ancestor->hasTrait<OpTrait::IsTerminator>() || isa<DeallocateOp>(ancestor))
      return nullptr;
    if (last->isBeforeInBlock(ancestor))
      last = ancestor;
  }
  return last;
}

struct DeallocatePass : impl::TTNNDeallocatePassBase<DeallocatePass> {
  void runOnOperation() override {
    getOperation().walk([&](func::FuncOp func) {
      if (!func.isDeclaration() && llvm::hasSingleElement(func.getBody()))
        deallocateIn(func.getBody().front());
    });
  }

  void deallocateIn(Block &block) {
    SmallVector<std::pair<Value, Operation *>> ends;
    for (Operation &op : block.without_terminator()) {
      if (!makesOwnedTensors(&op))
        continue;
      for (Value result : op.getResults())
        if (isa<RankedTensorType>(result.getType()))
          if (Operation *last = lastUse(result, block))
            ends.emplace_back(result, last);
    }
    OpBuilder builder(&getContext());
    for (auto [value, last] : ends) {
      builder.setInsertionPointAfter(last);
      DeallocateOp::create(builder, last->getLoc(), value, builder.getBoolAttr(false));
    }
  }
};

} // namespace

} // namespace mlir::tt::ttnn
