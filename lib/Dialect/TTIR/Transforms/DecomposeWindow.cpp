// Brings convolutions and pools to NHWC images, which ttnn has; conv1d becomes conv2d on images of height 1.
#include "Decomposition.h"
#include "Rewriting.h"

namespace mlir::tt::ttir {

namespace {

/// The permutation that takes dimensions in the given order to their places, and the one that takes them back.
SmallVector<int64_t> inverse(ArrayRef<int64_t> permutation) {
  SmallVector<int64_t> result(permutation.size());
  for (auto [position, dimension] : llvm::enumerate(permutation))
    result[dimension] = position;
  return result;
}

bool isIdentity(ArrayRef<int64_t> permutation) {
  return llvm::all_of(llvm::enumerate(permutation),
                      [](auto it) { return it.value() == static_cast<int64_t>(it.index()); });
}

/// Replaces `op` by the same op on a permuted input, whose result is permuted back.
LogicalResult permuteImages(Operation *op, ArrayRef<int64_t> order, ArrayRef<StringRef> dimensionNames,
                            PatternRewriter &rewriter) {
  if (isIdentity(order))
    return rewriter.notifyMatchFailure(op, "the images have the order that ttnn wants");
  OpsAt ops(rewriter, op->getLoc());
  RankedTensorType type = tensorType(op->getResult(0));
  auto shape = llvm::map_to_vector(order, [&](int64_t dimension) { return type.getDimSize(dimension); });
  Operation *copy = rewriter.clone(*op);
  rewriter.modifyOpInPlace(copy, [&] {
    copy->getResult(0).setType(type.clone(shape));
    for (auto [position, name] : llvm::enumerate(dimensionNames))
      copy->setAttr(name, rewriter.getI64IntegerAttr(position));
  });
  rewriter.setInsertionPoint(copy);
  Value input = ops.permute(op->getOperand(0), order);
  rewriter.modifyOpInPlace(copy, [&] { copy->setOperand(0, input); });
  rewriter.setInsertionPointAfter(copy);
  rewriter.replaceOp(op, ops.permute(copy->getResult(0), inverse(order)));
  return success();
}

template <typename Op>
struct PermuteToNHWC : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    return permuteImages(
        op,
        {int64_t(op.getBatchDim()), int64_t(op.getHeightDim()), int64_t(op.getWidthDim()), int64_t(op.getChannelDim())},
        {"batch_dim", "height_dim", "width_dim", "channel_dim"}, rewriter);
  }
};

struct PermuteToNDHWC : OpRewritePattern<Conv3dOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(Conv3dOp op, PatternRewriter &rewriter) const override {
    return permuteImages(op,
                         {int64_t(op.getBatchDim()), int64_t(op.getDepthDim()), int64_t(op.getHeightDim()),
                          int64_t(op.getWidthDim()), int64_t(op.getChannelDim())},
                         {"batch_dim", "depth_dim", "height_dim", "width_dim", "channel_dim"}, rewriter);
  }
};

/// A signal is an image of height 1.
struct Conv1dToConv2d : OpRewritePattern<Conv1dOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(Conv1dOp op, PatternRewriter &rewriter) const override {
    OpsAt ops(rewriter, op.getLoc());
    SmallVector<int64_t> order = {int64_t(op.getBatchDim()), int64_t(op.getLengthDim()), int64_t(op.getChannelDim())};
    Value input = ops.permute(op.getInput(), order);
    auto withHeight = [&](Value value) {
      SmallVector<int64_t> shape(shapeOf(value));
      shape.insert(shape.end() - (value == op.getWeight() ? 1 : 2), 1);
      return ops.reshape(value, shape);
    };
    auto pair = [&](int64_t height, int64_t width) {
      return rewriter.getDenseI32ArrayAttr({static_cast<int32_t>(height), static_cast<int32_t>(width)});
    };
    SmallVector<int64_t> padding = intsOf(op.getPadding());
    DenseI32ArrayAttr imagePadding = pair(0, padding.front());
    if (padding.size() == 2) // top, left, bottom, right
      imagePadding =
          rewriter.getDenseI32ArrayAttr({0, static_cast<int32_t>(padding[0]), 0, static_cast<int32_t>(padding[1])});
    RankedTensorType type = tensorType(op.getResult());
    SmallVector<int64_t> signalShape = llvm::map_to_vector(order, [&](int64_t d) { return type.getDimSize(d); });
    SmallVector<int64_t> imageShape = {signalShape[0], 1, signalShape[1], signalShape[2]};
    Value bias = op.getBias();
    if (bias)
      bias = ops.reshape(bias, {1, 1, 1, signalShape[2]});
    auto i64 = [&](int64_t value) { return rewriter.getI64IntegerAttr(value); };
    Value image = Conv2dOp::create(rewriter, op.getLoc(), type.clone(imageShape), withHeight(input),
                                   withHeight(op.getWeight()), bias, pair(1, intsOf(op.getStride()).front()),
                                   imagePadding, pair(1, intsOf(op.getDilation()).front()), op.getGroupsAttr(), i64(0),
                                   i64(1), i64(2), i64(3), /*flattened_compat_info=*/nullptr);
    rewriter.replaceOp(op, ops.permute(ops.reshape(image, signalShape), inverse(order)));
    return success();
  }
};

/// Images that were flattened to (1, 1, N*H*W, C) get their shape back; the lowering flattens them again.
template <typename Op>
struct Unflatten : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    FlattenedCompatInfoAttr info = op.getFlattenedCompatInfoAttr();
    if (!info)
      return rewriter.notifyMatchFailure(op, "the images are not flattened");
    OpsAt ops(rewriter, op.getLoc());
    Value images = ops.reshape(op.getInput(), {info.getBatchSize(), info.getInputHeight(), info.getInputWidth(),
                                               shapeOf(op.getInput()).back()});
    Operation *copy = rewriter.clone(*op);
    copy->setOperand(0, images);
    copy->removeAttr(op.getFlattenedCompatInfoAttrName());
    SmallVector<Type> types;
    auto inferrable = cast<InferTypeOpInterface>(copy);
    if (failed(inferrable.inferReturnTypes(op.getContext(), op.getLoc(), copy->getOperands(), copy->getAttrDictionary(),
                                           copy->getPropertiesStorage(), copy->getRegions(), types))) {
      rewriter.eraseOp(copy);
      return failure();
    }
    SmallVector<Value> results;
    for (auto [result, original, type] : llvm::zip_equal(copy->getResults(), op->getResults(), types)) {
      RankedTensorType originalType = tensorType(original);
      result.setType(originalType.clone(cast<RankedTensorType>(type).getShape()));
      results.push_back(ops.reshape(result, originalType.getShape()));
    }
    rewriter.replaceOp(op, results);
    return success();
  }
};

} // namespace

void addWindowDecompositions(RewritePatternSet &patterns) {
  patterns.add<PermuteToNHWC<Conv2dOp>, PermuteToNHWC<ConvTranspose2dOp>, PermuteToNDHWC, Conv1dToConv2d,
               Unflatten<Conv2dOp>, Unflatten<ConvTranspose2dOp>, Unflatten<MaxPool2dOp>,
               Unflatten<MaxPool2dWithIndicesOp>, Unflatten<AvgPool2dOp>>(patterns.getContext());
}

} // namespace mlir::tt::ttir
