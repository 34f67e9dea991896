// Drops broadcasts that an elementwise op does by itself.
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"

#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/ADT/StringSet.h"

namespace mlir::tt::ttir {

#define GEN_PASS_DEF_TTIRIMPLICITBROADCASTFOLDPASS
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h.inc"

namespace {

/// Ops that broadcast their operands as numpy does.
bool broadcastsOperands(Operation *op) {
  static const llvm::StringSet<> names = {"ttir.add",
                                          "ttir.atan2",
                                          "ttir.bitwise_and",
                                          "ttir.bitwise_or",
                                          "ttir.bitwise_xor",
                                          "ttir.div",
                                          "ttir.eq",
                                          "ttir.ge",
                                          "ttir.gt",
                                          "ttir.le",
                                          "ttir.logical_and",
                                          "ttir.logical_or",
                                          "ttir.logical_left_shift",
                                          "ttir.logical_right_shift",
                                          "ttir.logical_xor",
                                          "ttir.lt",
                                          "ttir.maximum",
                                          "ttir.minimum",
                                          "ttir.multiply",
                                          "ttir.ne",
                                          "ttir.pow",
                                          "ttir.remainder",
                                          "ttir.subtract",
                                          "ttir.clamp_tensor",
                                          "ttir.where"};
  return names.contains(op->getName().getStringRef());
}

/// Only adds dimensions of size 1 in front, which broadcasting does too.
bool addsLeadingDimensions(Operation *reshape) {
  ArrayRef<int64_t> from = cast<RankedTensorType>(reshape->getOperand(0).getType()).getShape();
  ArrayRef<int64_t> to = cast<RankedTensorType>(reshape->getResult(0).getType()).getShape();
  return to.size() > from.size() && to.take_back(from.size()) == from &&
         llvm::all_of(to.drop_back(from.size()), [](int64_t extent) { return extent == 1; });
}

/// The value that an operand is a broadcast of; null if it is none.
Value broadcastInput(Value operand) {
  Operation *producer = operand.getDefiningOp();
  if (!producer)
    return {};
  StringRef name = producer->getName().getStringRef();
  if (name == "ttir.broadcast" || (name == "ttir.reshape" && addsLeadingDimensions(producer)))
    return producer->getOperand(0);
  return {};
}

/// The shape that the op's result has with the given operands.
std::optional<SmallVector<int64_t>> broadcastShape(ArrayRef<Value> operands) {
  SmallVector<int64_t> shape;
  for (Value operand : operands) {
    ArrayRef<int64_t> other = cast<RankedTensorType>(operand.getType()).getShape();
    if (other.size() > shape.size())
      shape.insert(shape.begin(), other.size() - shape.size(), 1);
    for (auto [mine, its] : llvm::zip_equal(MutableArrayRef(shape).take_back(other.size()), other)) {
      if (mine != its && mine != 1 && its != 1)
        return std::nullopt;
      mine = mine == 1 ? its : mine;
    }
  }
  return shape;
}

struct FoldBroadcastOperand : RewritePattern {
  explicit FoldBroadcastOperand(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    if (!broadcastsOperands(op))
      return failure();
    auto resultShape = cast<RankedTensorType>(op->getResult(0).getType()).getShape();
    for (OpOperand &operand : op->getOpOperands()) {
      Value input = broadcastInput(operand.get());
      if (!input)
        continue;
      SmallVector<Value> operands(op->getOperands());
      operands[operand.getOperandNumber()] = input;
      std::optional<SmallVector<int64_t>> shape = broadcastShape(operands);
      if (!shape || ArrayRef(*shape) != resultShape)
        continue;
      rewriter.modifyOpInPlace(op, [&] { operand.set(input); });
      return success();
    }
    return rewriter.notifyMatchFailure(op, "no operand is a broadcast that the op would do by itself");
  }
};

struct ImplicitBroadcastFoldPass : impl::TTIRImplicitBroadcastFoldPassBase<ImplicitBroadcastFoldPass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldBroadcastOperand>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace

} // namespace mlir::tt::ttir
