// Canonical forms of ttkernel: a wait for what has been waited for is dropped.
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/CallInterfaces.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocRead.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocWrite.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Registers.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Semaphore.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

namespace {

// Drops a barrier on the network of an earlier one in its block, where nothing
// between the two may start one of the transfers that it waits for.
template <typename Barrier, typename... Transfers>
struct DropRepeatedBarrier : OpRewritePattern<Barrier> {
  using OpRewritePattern<Barrier>::OpRewritePattern;

  LogicalResult matchAndRewrite(Barrier barrier, PatternRewriter &rewriter) const override {
    for (Operation *op = barrier->getPrevNode(); op; op = op->getPrevNode()) {
      auto earlier = dyn_cast<Barrier>(op);
      if (earlier && earlier.getNoc() == barrier.getNoc()) {
        rewriter.eraseOp(barrier);
        return success();
      }
      if (isa<Transfers...>(op) || isa<CallOpInterface>(op) || op->getNumRegions() != 0)
        break;
    }
    return failure();
  }
};

struct DropRepeatedStall : OpRewritePattern<UnpackStallOnPackOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(UnpackStallOnPackOp stall, PatternRewriter &rewriter) const override {
    if (!isa_and_nonnull<UnpackStallOnPackOp>(stall->getPrevNode()))
      return failure();
    rewriter.eraseOp(stall);
    return success();
  }
};

} // namespace

void NocAsyncReadBarrierOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<DropRepeatedBarrier<NocAsyncReadBarrierOp, NocAsyncReadOp, NocAsyncReadTileOp,
                                   NocAsyncReadOnePacketSetStateOp, NocAsyncReadOnePacketWithStateOp>>(context);
}

void NocAsyncWriteBarrierOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<DropRepeatedBarrier<
      NocAsyncWriteBarrierOp, NocAsyncWriteOp, NocAsyncWriteTileOp, NocAsyncWriteOnePacketWithTridOp,
      NocAsyncWriteMulticastOp, NocAsyncWriteMulticastOnePacketOp, NocAsyncWriteMulticastLoopbackSrcOp,
      NocInlineDwWriteOp, RemoteSramWriteU32Op, NocSemaphoreSetMulticastOp, NocSemaphoreSetMulticastLoopbackOp>>(
      context);
}

void UnpackStallOnPackOp::getCanonicalizationPatterns(RewritePatternSet &patterns, MLIRContext *context) {
  patterns.add<DropRepeatedStall>(context);
}
