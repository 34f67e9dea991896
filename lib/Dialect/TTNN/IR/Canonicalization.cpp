// Operations that change nothing, and chains of moves that one move replaces.
#include "mlir/IR/PatternMatch.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/DataMovement.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/ElementwiseUnary.h.inc"
#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.h.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

// Whether an operation writes `tensor` in place or frees it. Its value is then
// not the same everywhere, and two names for it are not interchangeable.
static bool isModified(Value tensor) {
  return llvm::any_of(tensor.getUsers(), [&](Operation *user) {
    auto interface = dyn_cast<MemoryEffectOpInterface>(user);
    if (!interface)
      return false;
    SmallVector<MemoryEffects::EffectInstance> effects;
    interface.getEffectsOnValue(tensor, effects);
    return llvm::any_of(
        effects, [](MemoryEffects::EffectInstance &effect) { return !isa<MemoryEffects::Read>(effect.getEffect()); });
  });
}

// The input in place of the result, if they are the same.
static OpFoldResult foldToInput(Value input, Value result) {
  if (input.getType() != result.getType() || isModified(input) || isModified(result))
    return {};
  return input;
}

//===- Folders ------------------------------------------------------------===//

OpFoldResult TypecastOp::fold(FoldAdaptor) { return foldToInput(getInput(), getResult()); }

OpFoldResult ToLayoutOp::fold(FoldAdaptor) { return foldToInput(getInput(), getResult()); }

OpFoldResult ToMemoryConfigOp::fold(FoldAdaptor) { return foldToInput(getInput(), getResult()); }

OpFoldResult ToTensorSpecOp::fold(FoldAdaptor) { return foldToInput(getInput(), getResult()); }

OpFoldResult ReshapeOp::fold(FoldAdaptor) { return foldToInput(getInput(), getResult()); }

OpFoldResult PermuteOp::fold(FoldAdaptor) {
  if (!llvm::equal(getPermutation(), llvm::seq<int64_t>(0, getPermutation().size())))
    return {};
  return foldToInput(getInput(), getResult());
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  if (getDim0() != getDim1())
    return {};
  return foldToInput(getInput(), getResult());
}

OpFoldResult RepeatOp::fold(FoldAdaptor) {
  if (!llvm::all_of(getRepeatDims().getShape(), [](int64_t count) { return count == 1; }))
    return {};
  return foldToInput(getInput(), getResult());
}

OpFoldResult SliceStaticOp::fold(FoldAdaptor) {
  // With steps of one, a part of the same shape is the whole.
  if (!llvm::all_of(getStep().getAsRange<IntegerAttr>(), [](IntegerAttr step) { return step.getValue().isOne(); }))
    return {};
  return foldToInput(getInput(), getResult());
}

OpFoldResult PadOp::fold(FoldAdaptor) {
  if (!llvm::all_of(getPadding(), [](int32_t amount) { return amount == 0; }))
    return {};
  return foldToInput(getInput(), getResult());
}

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  if (getInputs().size() != 1)
    return {};
  return foldToInput(getInputs().front(), getResult());
}

//===- Canonicalizers -----------------------------------------------------===//

// op(op(x)) -> op(x), if the intermediate tensor has the element type of x, so
// that the chain converts elements once at most.
template <typename OpT>
static LogicalResult mergeMoves(OpT op, PatternRewriter &rewriter) {
  auto producer = op.getInput().template getDefiningOp<OpT>();
  if (!producer)
    return rewriter.notifyMatchFailure(op, "input is no move of the same kind");
  if (isModified(producer.getInput()) || isModified(producer.getResult()))
    return rewriter.notifyMatchFailure(op, "a tensor is modified in place");
  auto layoutOf = [](Value tensor) {
    return dyn_cast_or_null<TTNNLayoutAttr>(cast<RankedTensorType>(tensor.getType()).getEncoding());
  };
  TTNNLayoutAttr source = layoutOf(producer.getInput());
  TTNNLayoutAttr intermediate = layoutOf(producer.getResult());
  if (!source || !intermediate || source.getDataType() != intermediate.getDataType() ||
      cast<RankedTensorType>(producer.getInput().getType()).getElementType() !=
          cast<RankedTensorType>(producer.getResult().getType()).getElementType())
    return rewriter.notifyMatchFailure(op, "the first move converts elements");
  rewriter.modifyOpInPlace(op, [&] { op.getInputMutable().assign(producer.getInput()); });
  return success();
}

LogicalResult ToLayoutOp::canonicalize(ToLayoutOp op, PatternRewriter &rewriter) { return mergeMoves(op, rewriter); }

LogicalResult ToMemoryConfigOp::canonicalize(ToMemoryConfigOp op, PatternRewriter &rewriter) {
  return mergeMoves(op, rewriter);
}

LogicalResult ReshapeOp::canonicalize(ReshapeOp op, PatternRewriter &rewriter) {
  auto producer = op.getInput().getDefiningOp<ReshapeOp>();
  if (!producer)
    return rewriter.notifyMatchFailure(op, "input is no reshape");
  if (isModified(producer.getInput()) || isModified(producer.getResult()))
    return rewriter.notifyMatchFailure(op, "a tensor is modified in place");
  rewriter.modifyOpInPlace(op, [&] { op.getInputMutable().assign(producer.getInput()); });
  return success();
}

LogicalResult PermuteOp::canonicalize(PermuteOp op, PatternRewriter &rewriter) {
  auto producer = op.getInput().getDefiningOp<PermuteOp>();
  if (!producer)
    return rewriter.notifyMatchFailure(op, "input is no permute");
  if (isModified(producer.getInput()) || isModified(producer.getResult()))
    return rewriter.notifyMatchFailure(op, "a tensor is modified in place");
  SmallVector<int64_t> permutation;
  for (int64_t dim : op.getPermutation())
    permutation.push_back(producer.getPermutation()[dim]);
  rewriter.modifyOpInPlace(op, [&] {
    op.getInputMutable().assign(producer.getInput());
    op.setPermutation(permutation);
  });
  return success();
}
