// Data movement: folders and canonicalizers.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"

#include "Folding.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

/// Gives up on a rewrite without a message: the verifier has said all there is to say.
static LogicalResult staySilent(const Twine &) { return failure(); }

/// The input, if it has the result's type.
template <typename OpT>
static Value inputIfSameType(OpT op) {
  return op.getInput().getType() == op.getType() ? op.getInput() : Value();
}

/// Replaces `op` by a reshape of `input` to its result's shape.
static LogicalResult replaceByReshape(Operation *op, Value input, PatternRewriter &rewriter) {
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  if (!type.hasStaticShape())
    return failure();
  SmallVector<int32_t> shape(type.getShape().begin(), type.getShape().end());
  rewriter.replaceOpWithNewOp<ReshapeOp>(op, type, input, rewriter.getI32ArrayAttr(shape));
  return success();
}

//===-- The same elements in another shape --------------------------------------===//

OpFoldResult ReshapeOp::fold(FoldAdaptor adaptor) {
  if (Value input = inputIfSameType(*this))
    return input;
  return reshapeConstant(adaptor.getInput(), getType());
}

/// Of two reshapes in a row only the last counts, and shapes are spelled out.
LogicalResult ReshapeOp::canonicalize(ReshapeOp op, PatternRewriter &rewriter) {
  if (auto producer = op.getInput().getDefiningOp<ReshapeOp>();
      producer && getElementTypeOrSelf(producer.getInput()) == getElementTypeOrSelf(producer.getType()))
    return replaceByReshape(op, producer.getInput(), rewriter);
  if (llvm::is_contained(numbersOf(op.getShape()), -1))
    return replaceByReshape(op, op.getInput(), rewriter);
  return failure();
}

OpFoldResult SqueezeOp::fold(FoldAdaptor adaptor) { return reshapeConstant(adaptor.getInput(), getType()); }
OpFoldResult UnsqueezeOp::fold(FoldAdaptor adaptor) { return reshapeConstant(adaptor.getInput(), getType()); }

LogicalResult SqueezeOp::canonicalize(SqueezeOp op, PatternRewriter &rewriter) {
  return replaceByReshape(op, op.getInput(), rewriter);
}

LogicalResult UnsqueezeOp::canonicalize(UnsqueezeOp op, PatternRewriter &rewriter) {
  return replaceByReshape(op, op.getInput(), rewriter);
}

//===-- Another order -------------------------------------------------------------===//

/// Whether all dimensions that are larger than 1 keep their order, so that no element moves.
static bool keepsOrder(ShapeRef input, ArrayRef<int64_t> permutation) {
  int64_t last = -1;
  for (int64_t dim : permutation) {
    if (input[dim] == 1)
      continue;
    if (dim < last)
      return false;
    last = dim;
  }
  return true;
}

OpFoldResult PermuteOp::fold(FoldAdaptor adaptor) {
  if (llvm::equal(getPermutation(), llvm::seq<int64_t>(0, getPermutation().size())))
    return inputIfSameType(*this);
  if (keepsOrder(shapeOf(getInput()), getPermutation()))
    return reshapeConstant(adaptor.getInput(), getType());
  return resizeSplat(adaptor.getInput(), getType());
}

/// Two permutes in a row are one; one that moves nothing is a reshape.
LogicalResult PermuteOp::canonicalize(PermuteOp op, PatternRewriter &rewriter) {
  if (auto producer = op.getInput().getDefiningOp<PermuteOp>()) {
    SmallVector<int64_t> composed;
    for (int64_t dim : op.getPermutation())
      composed.push_back(producer.getPermutation()[dim]);
    rewriter.replaceOpWithNewOp<PermuteOp>(op, op.getType(), producer.getInput(), composed);
    return success();
  }
  bool isIdentity = llvm::equal(op.getPermutation(), llvm::seq<int64_t>(0, op.getPermutation().size()));
  if (isIdentity || !keepsOrder(shapeOf(op.getInput()), op.getPermutation()))
    return failure();
  return replaceByReshape(op, op.getInput(), rewriter);
}

OpFoldResult TransposeOp::fold(FoldAdaptor adaptor) {
  int64_t rank = shapeOf(getInput()).size();
  auto dims = [&](TransposeOp op) {
    auto normalize = [&](int64_t dim) { return dim < 0 ? dim + rank : dim; };
    return std::minmax({normalize(op.getDim0()), normalize(op.getDim1())});
  };
  if (dims(*this).first == dims(*this).second)
    return inputIfSameType(*this);
  if (auto producer = getInput().getDefiningOp<TransposeOp>())
    if (dims(producer) == dims(*this) && producer.getInput().getType() == getType())
      return producer.getInput();
  return resizeSplat(adaptor.getInput(), getType());
}

OpFoldResult ReverseOp::fold(FoldAdaptor adaptor) {
  ShapeRef shape = shapeOf(getInput());
  bool movesNothing =
      llvm::all_of(getDimensions(), [&](int64_t dim) { return shape[dim < 0 ? dim + shape.size() : dim] == 1; });
  if (movesNothing)
    return inputIfSameType(*this);
  return resizeSplat(adaptor.getInput(), getType());
}

/// A pattern is spelled out as a permute and a reshape.
LogicalResult RearrangeOp::canonicalize(RearrangeOp op, PatternRewriter &rewriter) {
  FailureOr<Rearrangement> resolved = resolveRearrangement(shapeOf(op.getInput()), op.getPattern(), staySilent);
  if (failed(resolved) || !op.getType().hasStaticShape())
    return failure();
  Shape permuted;
  for (int64_t dim : resolved->permutation)
    permuted.push_back(resolved->expanded[dim]);
  auto type = RankedTensorType::get(permuted, getElementTypeOrSelf(op.getInput()));
  Value moved = PermuteOp::create(rewriter, op.getLoc(), type, op.getInput(), resolved->permutation);
  return replaceByReshape(op, moved, rewriter);
}

//===-- Repetition ----------------------------------------------------------------===//

OpFoldResult BroadcastOp::fold(FoldAdaptor adaptor) {
  if (Value input = inputIfSameType(*this))
    return input;
  return resizeSplat(adaptor.getInput(), getType());
}

/// Two broadcasts in a row are one.
LogicalResult BroadcastOp::canonicalize(BroadcastOp op, PatternRewriter &rewriter) {
  auto producer = op.getInput().getDefiningOp<BroadcastOp>();
  if (!producer)
    return failure();
  SmallVector<int64_t> repeats;
  for (auto [first, second] : llvm::zip(producer.getBroadcastDimensions(), op.getBroadcastDimensions()))
    repeats.push_back(first * second);
  rewriter.replaceOpWithNewOp<BroadcastOp>(op, op.getType(), producer.getInput(), repeats);
  return success();
}

OpFoldResult RepeatOp::fold(FoldAdaptor adaptor) {
  if (Value input = inputIfSameType(*this))
    return input;
  return resizeSplat(adaptor.getInput(), getType());
}

OpFoldResult RepeatInterleaveOp::fold(FoldAdaptor adaptor) {
  if (getRepeats() == 1)
    return inputIfSameType(*this);
  return resizeSplat(adaptor.getInput(), getType());
}

//===-- Parts and wholes ----------------------------------------------------------===//

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  bool isWhole = getInputs().size() == 1 && getInputs().front().getType() == getType();
  return isWhole ? getInputs().front() : Value();
}

/// A concat of concats along the same dimension is one, and empty inputs add nothing.
LogicalResult ConcatOp::canonicalize(ConcatOp op, PatternRewriter &rewriter) {
  int64_t rank = op.getType().getRank();
  auto position = [&](ConcatOp concat) { return concat.getDim() < 0 ? concat.getDim() + rank : concat.getDim(); };
  int64_t dim = position(op);
  SmallVector<Value> inputs;
  for (Value input : op.getInputs()) {
    auto producer = input.getDefiningOp<ConcatOp>();
    if (producer && position(producer) == dim)
      llvm::append_range(inputs, producer.getInputs());
    else if (shapeOf(input)[dim] != 0)
      inputs.push_back(input);
  }
  if (inputs.empty() || llvm::equal(inputs, op.getInputs()))
    return failure();
  rewriter.replaceOpWithNewOp<ConcatOp>(op, op.getType(), inputs, op.getDim());
  return success();
}

OpFoldResult SliceStaticOp::fold(FoldAdaptor adaptor) {
  bool forwards = llvm::all_of(numbersOf(getStep()), [](int64_t step) { return step > 0; });
  if (Value input = inputIfSameType(*this); input && forwards && getType().hasStaticShape())
    return input;
  return resizeSplat(adaptor.getInput(), getType());
}

/// A slice of a slice is one, if both walk forwards.
LogicalResult SliceStaticOp::canonicalize(SliceStaticOp op, PatternRewriter &rewriter) {
  auto producer = op.getInput().getDefiningOp<SliceStaticOp>();
  if (!producer || !cast<RankedTensorType>(producer.getInput().getType()).hasStaticShape())
    return failure();
  ShapeRef whole = shapeOf(producer.getInput()), part = shapeOf(op.getInput()), result = op.getType().getShape();
  SmallVector<int64_t> firstBegins = numbersOf(producer.getBegins()), firstStep = numbersOf(producer.getStep());
  SmallVector<int64_t> secondBegins = numbersOf(op.getBegins()), secondStep = numbersOf(op.getStep());
  SmallVector<int32_t> begins, ends, steps;
  for (auto [dim, size] : llvm::enumerate(result)) {
    if (firstStep[dim] < 1 || secondStep[dim] < 1 || size < 1)
      return failure();
    int64_t outer = firstBegins[dim] + (firstBegins[dim] < 0 ? whole[dim] : 0);
    int64_t inner = secondBegins[dim] + (secondBegins[dim] < 0 ? part[dim] : 0);
    int64_t begin = outer + inner * firstStep[dim], step = firstStep[dim] * secondStep[dim];
    begins.push_back(begin);
    ends.push_back(begin + (size - 1) * step + 1);
    steps.push_back(step);
  }
  rewriter.replaceOpWithNewOp<SliceStaticOp>(op, op.getType(), producer.getInput(), rewriter.getI32ArrayAttr(begins),
                                             rewriter.getI32ArrayAttr(ends), rewriter.getI32ArrayAttr(steps));
  return success();
}

/// An index is a slice that takes all of every other dimension.
LogicalResult IndexOp::canonicalize(IndexOp op, PatternRewriter &rewriter) {
  ShapeRef shape = shapeOf(op.getInput());
  if (llvm::any_of(shape, ShapedType::isDynamic))
    return failure();
  FailureOr<int64_t> dim = normalizeDim(static_cast<int32_t>(op.getDim()), shape.size(), "dim", staySilent);
  if (failed(dim))
    return failure();
  SmallVector<int32_t> begins(shape.size(), 0), ends(shape.begin(), shape.end()), step(shape.size(), 1);
  begins[*dim] = op.getBegin();
  ends[*dim] = op.getEnd();
  step[*dim] = op.getStep();
  rewriter.replaceOpWithNewOp<SliceStaticOp>(op, op.getType(), op.getInput(), rewriter.getI32ArrayAttr(begins),
                                             rewriter.getI32ArrayAttr(ends), rewriter.getI32ArrayAttr(step));
  return success();
}

OpFoldResult PadOp::fold(FoldAdaptor adaptor) {
  if (llvm::all_of(getPadding(), [](int32_t count) { return count == 0; }))
    return inputIfSameType(*this);
  if (isUniform(getInput(), getValue().convertToFloat()))
    return resizeSplat(adaptor.getInput(), getType());
  return {};
}

OpFoldResult GetDimensionSizeOp::fold(FoldAdaptor) {
  int64_t size = shapeOf(getOperand())[getDimension()];
  auto elementType = dyn_cast<IntegerType>(getElementTypeOrSelf(getType()));
  if (ShapedType::isDynamic(size) || !elementType || !getType().hasStaticShape())
    return {};
  return DenseElementsAttr::get(getType(), IntegerAttr::get(elementType, size).getValue());
}
