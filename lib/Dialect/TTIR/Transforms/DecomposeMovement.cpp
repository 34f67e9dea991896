// Decomposes data movement that ttnn lacks.
#include "Decomposition.h"
#include "Rewriting.h"

namespace mlir::tt::ttir {

namespace {

/// squeeze and unsqueeze are reshapes.
template <typename Op>
struct ToReshape : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<ReshapeOp>(
        op, op.getType(), op.getInput(),
        rewriter.getI32ArrayAttr(llvm::to_vector_of<int32_t>(shapeOf(op.getResult()))));
    return success();
  }
};

/// A slice of the whole tensor but for one dimension.
Value sliceAlong(OpsAt &ops, Value input, int64_t dimension, int64_t begin, int64_t end, int64_t step) {
  SmallVector<int64_t> begins(rankOf(input), 0), ends(shapeOf(input)), steps(rankOf(input), 1);
  begins[dimension] = begin;
  ends[dimension] = end;
  steps[dimension] = step;
  return ops.slice(input, begins, ends, steps);
}

struct IndexToSlice : OpRewritePattern<IndexOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(IndexOp op, PatternRewriter &rewriter) const override {
    int64_t dimension = fromStart(static_cast<int32_t>(op.getDim()), rankOf(op.getInput()));
    SmallVector<int32_t> begins(rankOf(op.getInput()), 0), steps(rankOf(op.getInput()), 1);
    SmallVector<int32_t> ends = llvm::to_vector_of<int32_t>(shapeOf(op.getInput()));
    begins[dimension] = op.getBegin();
    ends[dimension] = op.getEnd();
    steps[dimension] = op.getStep();
    rewriter.replaceOpWithNewOp<SliceStaticOp>(op, op.getType(), op.getInput(), rewriter.getI32ArrayAttr(begins),
                                               rewriter.getI32ArrayAttr(ends), rewriter.getI32ArrayAttr(steps));
    return success();
  }
};

/// Pieces at equal distances: slices that are joined.
struct DecomposeIndexSelect : OpRewritePattern<IndexSelectOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(IndexSelectOp op, PatternRewriter &rewriter) const override {
    OpsAt ops(rewriter, op.getLoc());
    int64_t dimension = fromStart(op.getDim(), rankOf(op.getInput()));
    int64_t extent = shapeOf(op.getInput())[dimension];
    int64_t begin = fromStart(op.getBegin(), extent), length = op.getLength();
    int64_t stride = op.getStride() == 0 ? extent : op.getStride();
    if (stride <= 0 || length <= 0)
      return rewriter.notifyMatchFailure(op, "length and stride must be positive");
    SmallVector<Value> pieces;
    for (; begin + length <= extent; begin += stride)
      pieces.push_back(sliceAlong(ops, op.getInput(), dimension, begin, begin + length, 1));
    if (pieces.empty())
      return rewriter.notifyMatchFailure(op, "no whole piece");
    if (pieces.size() == 1)
      rewriter.replaceOp(op, pieces.front());
    else
      rewriter.replaceOpWithNewOp<ConcatOp>(op, op.getType(), pieces, rewriter.getSI32IntegerAttr(dimension));
    return success();
  }
};

/// Each dimension is gathered with falling indices.
struct DecomposeReverse : OpRewritePattern<ReverseOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ReverseOp op, PatternRewriter &rewriter) const override {
    Value value = op.getInput();
    RankedTensorType type = tensorType(value);
    RankedTensorType indexType = type.clone(rewriter.getIntegerType(32, /*isSigned=*/true));
    auto si64 = [&](int64_t number) { return rewriter.getIntegerAttr(rewriter.getIntegerType(64, true), number); };
    for (int64_t given : op.getDimensions()) {
      int64_t dimension = fromStart(given, type.getRank());
      Value index = ArangeOp::create(rewriter, op.getLoc(), indexType, si64(type.getDimSize(dimension) - 1), si64(-1),
                                     si64(-1), rewriter.getI64IntegerAttr(dimension));
      value = GatherOp::create(rewriter, op.getLoc(), type, value, index, rewriter.getI32IntegerAttr(dimension));
    }
    rewriter.replaceOp(op, value);
    return success();
  }
};

/// A slice that walks backwards is a slice of the reversed tensor that walks forwards.
struct DecomposeBackwardSlice : OpRewritePattern<SliceStaticOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(SliceStaticOp op, PatternRewriter &rewriter) const override {
    SmallVector<int64_t> begins = intsOf(op.getBegins()), ends = intsOf(op.getEnds()), steps = intsOf(op.getStep());
    SmallVector<int64_t> backward;
    for (size_t dimension = 0; dimension < steps.size(); ++dimension) {
      int64_t step = steps[dimension];
      if (step >= 0)
        continue;
      int64_t extent = shapeOf(op.getInput())[dimension];
      int64_t length = shapeOf(op.getResult())[dimension];
      int64_t begin = std::min(fromStart(begins[dimension], extent), extent - 1);
      begins[dimension] = extent - 1 - begin;
      steps[dimension] = -step;
      ends[dimension] = std::min(begins[dimension] + (length - 1) * -step + 1, extent);
      backward.push_back(dimension);
    }
    if (backward.empty())
      return rewriter.notifyMatchFailure(op, "no step is negative");
    Value reversed = ReverseOp::create(rewriter, op.getLoc(), tensorType(op.getInput()), op.getInput(),
                                       rewriter.getDenseI64ArrayAttr(backward));
    auto list = [&](ArrayRef<int64_t> numbers) {
      return rewriter.getI32ArrayAttr(llvm::to_vector_of<int32_t>(numbers));
    };
    rewriter.replaceOpWithNewOp<SliceStaticOp>(op, op.getType(), reversed, list(begins), list(ends), list(steps));
    return success();
  }
};

/// Sizes are known when a program is compiled.
struct DecomposeGetDimensionSize : OpRewritePattern<GetDimensionSizeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(GetDimensionSizeOp op, PatternRewriter &rewriter) const override {
    auto type = tensorType(op.getResult());
    int64_t size = shapeOf(op.getOperand())[fromStart(op.getDimension(), rankOf(op.getOperand()))];
    if (ShapedType::isDynamic(size) || !isa<IntegerType>(type.getElementType()))
      return rewriter.notifyMatchFailure(op, "the size is not known");
    auto elements = DenseElementsAttr::get(type, APInt(type.getElementTypeBitWidth(), size));
    rewriter.replaceOpWithNewOp<ConstantOp>(op, type, elements);
    return success();
  }
};

/// ttnn multiplies along one dimension, or along all: several are done one after the other.
struct DecomposeProd : OpRewritePattern<ProdOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(ProdOp op, PatternRewriter &rewriter) const override {
    if (!op.getDimArg() || op.getDimArg()->size() < 2)
      return rewriter.notifyMatchFailure(op, "one dimension, or all");
    OpsAt ops(rewriter, op.getLoc());
    Value value = op.getInput();
    for (int64_t given : intsOf(*op.getDimArg())) {
      int64_t dimension = fromStart(given, rankOf(value));
      SmallVector<int64_t> shape(shapeOf(value));
      shape[dimension] = 1;
      value = ProdOp::create(rewriter, op.getLoc(), tensorType(value).clone(shape), value, rewriter.getBoolAttr(true),
                             rewriter.getI32ArrayAttr(static_cast<int32_t>(dimension)));
    }
    rewriter.replaceOp(op, ops.reshape(value, shapeOf(op.getResult())));
    return success();
  }
};

} // namespace

void addMovementDecompositions(RewritePatternSet &patterns) {
  patterns.add<ToReshape<SqueezeOp>, ToReshape<UnsqueezeOp>, IndexToSlice, DecomposeIndexSelect, DecomposeReverse,
               DecomposeBackwardSlice, DecomposeGetDimensionSize, DecomposeProd>(patterns.getContext());
}

} // namespace mlir::tt::ttir
