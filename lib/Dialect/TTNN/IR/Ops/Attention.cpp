// Verifiers and generated code of the ttnn family: attention, heads and rotary
// embeddings.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerAttentionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.cpp.inc"
      >();
}

//===- Attention ----------------------------------------------------------===//

LogicalResult ScaledDotProductAttentionOp::verify() {
  return verifyResult(*this, inferAttentionShape(shapeOf(getQuery()), shapeOf(getKey()), shapeOf(getValue()),
                                                 optionalShapeOf(getAttentionMask()), reporterOf(*this)));
}

LogicalResult ScaledDotProductAttentionDecodeOp::verify() {
  return verifyResult(*this, inferDecodeAttentionShape(shapeOf(getQuery()), shapeOf(getKey()), shapeOf(getValue()),
                                                       optionalShapeOf(getAttentionMask()), reporterOf(*this)));
}

LogicalResult PagedScaledDotProductAttentionDecodeOp::verify() {
  if (failed(verifyRank(*this, "value", getValue(), 4)))
    return failure();
  return verifyResult(*this, inferPagedDecodeAttentionShape(shapeOf(getQuery()), shapeOf(getKey()), shapeOf(getValue()),
                                                            shapeOf(getPageTable()), shapeOf(getValue()).back(),
                                                            reporterOf(*this)));
}

LogicalResult PagedFlashMultiLatentAttentionDecodeOp::verify() {
  return verifyResult(*this, inferPagedDecodeAttentionShape(shapeOf(getQuery()), shapeOf(getKey()),
                                                            optionalShapeOf(getValue()), shapeOf(getPageTable()),
                                                            getHeadDimV(), reporterOf(*this)));
}

LogicalResult ChunkedScaledDotProductAttentionOp::verify() {
  if (failed(verifyRank(*this, "query", getQuery(), 4)) || failed(verifyRank(*this, "key", getKey(), 4)) ||
      failed(verifyRank(*this, "value", getValue(), 4)) || failed(verifyRank(*this, "page_table", getPageTable(), 2)))
    return failure();
  Shape query(shapeOf(getQuery()));
  ShapeRef key = shapeOf(getKey());
  if (failed(checkShape(shapeOf(getValue()).drop_back(), key.drop_back(), "value, without its last dimension,",
                        reporterOf(*this))))
    return failure();
  if (!sizesAgree(query[3], key[3]))
    return emitOpError() << "dimension 3 of key has size " << key[3] << ", expected " << query[3] << " as of query";
  query.back() = shapeOf(getValue()).back();
  return verifyResult(*this, query);
}

LogicalResult FlashMLAPrefillOp::verify() {
  if (failed(verifyRank(*this, "query", getQuery(), 4)) || failed(verifyRank(*this, "key", getKey(), 4)))
    return failure();
  Shape query(shapeOf(getQuery()));
  int64_t width = shapeOf(getKey()).back();
  if (!sizesAgree(query.back(), width))
    return emitOpError() << "dimension 3 of key has size " << width << ", expected " << query.back() << " as of query";
  if (!getValue() && !ShapedType::isDynamic(width) && getHeadDimV() > width)
    return emitOpError() << "head_dim_v " << getHeadDimV() << " is greater than the width of keys, " << width;
  query.back() = getHeadDimV();
  return verifyResult(*this, query);
}

LogicalResult IndexerScoreDSAOp::verify() {
  if (failed(verifyRank(*this, "query", getQuery(), 4)) || failed(verifyRank(*this, "key", getKey(), 4)))
    return failure();
  ShapeRef query = shapeOf(getQuery()), key = shapeOf(getKey());
  if (!sizesAgree(query[3], key[3]))
    return emitOpError() << "dimension 3 of key has size " << key[3] << ", expected " << query[3] << " as of query";
  return verifyResult(*this, Shape{query[0], 1, query[2], key[2]});
}

LogicalResult SDPAForwardOp::verify() {
  return verifyResult(*this, inferAttentionShape(shapeOf(getQuery()), shapeOf(getKey()), shapeOf(getValue()),
                                                 optionalShapeOf(getAttentionMask()), reporterOf(*this)));
}

LogicalResult SDPABackwardOp::verify() {
  if (failed(verifyShape(*this, "attn_output", getAttnOutput(), shapeOf(getGradOutput()))) ||
      failed(verifyShape(*this, "grad_query", getGradQuery(), shapeOf(getQuery()))) ||
      failed(verifyShape(*this, "grad_key", getGradKey(), shapeOf(getKey()))))
    return failure();
  return verifyShape(*this, "grad_value", getGradValue(), shapeOf(getValue()));
}

//===- Heads --------------------------------------------------------------===//

LogicalResult ConcatenateHeadsOp::verify() {
  return verifyResult(*this, inferConcatenateHeadsShape(shapeOf(getInput()), reporterOf(*this)));
}

LogicalResult NLPConcatHeadsOp::verify() {
  FailureOr<Shape> shape = inferConcatenateHeadsShape(shapeOf(getInput()), reporterOf(*this));
  if (failed(shape))
    return failure();
  return verifyResult(*this, Shape{(*shape)[0], 1, (*shape)[1], (*shape)[2]});
}

// [1, users, padded heads, width] to [1, 1, users, heads * width], where the
// result may be padded to more users.
LogicalResult NLPConcatHeadsDecodeOp::verify() {
  if (failed(verifyRank(*this, "input", getInput(), 4)) || failed(verifyRank(*this, "result", getResult(), 4)))
    return failure();
  ShapeRef input = shapeOf(getInput()), result = shapeOf(getResult());
  int64_t heads = getNumHeads();
  if (!ShapedType::isDynamic(input[2]) && input[2] < heads)
    return emitOpError() << "dimension 2 of input has size " << input[2] << ", expected at least num_heads, " << heads;
  int64_t users = !ShapedType::isDynamic(result[2]) && result[2] > input[1] ? result[2] : input[1];
  int64_t width = ShapedType::isDynamic(input[3]) ? ShapedType::kDynamic : heads * input[3];
  return verifyResult(*this, Shape{1, 1, users, width});
}

// [1, 1, users, (heads + 2 * key-value heads) * width] to query
// [1, users, heads, width], key and value [1, users, key-value heads, width].
LogicalResult NLPCreateQKVHeadsDecodeOp::verify() {
  if (failed(verifyRank(*this, "input", getInput(), 4)))
    return failure();
  ShapeRef input = shapeOf(getInput());
  int64_t heads = getNumHeads(), keyHeads = getNumKvHeads().value_or(heads);
  int64_t allHeads = heads + 2 * keyHeads;
  int64_t width = ShapedType::kDynamic;
  if (!ShapedType::isDynamic(input[3])) {
    if (allHeads == 0 || input[3] % allHeads != 0)
      return emitOpError() << "dimension 3 of input has size " << input[3]
                           << ", expected a multiple of num_heads + 2 * "
                              "num_kv_heads, "
                           << allHeads;
    width = input[3] / allHeads;
  }
  Shape key = {1, input[2], keyHeads, width};
  if (failed(verifyShape(*this, "query", getQuery(), {1, input[2], heads, width})) ||
      failed(verifyShape(*this, "key", getKey(), key)))
    return failure();
  return verifyShape(*this, "value", getValue(), key);
}

LogicalResult SplitQueryKeyValueAndSplitHeadsOp::verify() {
  FailureOr<SplitHeads> heads =
      inferSplitHeads(shapeOf(getInputTensor()), optionalShapeOf(getKvInputTensor()), getNumHeads(),
                      getNumKvHeads().value_or(getNumHeads()), getTransposeKey(), reporterOf(*this));
  if (failed(heads) || failed(verifyShape(*this, "query", getQuery(), heads->query)) ||
      failed(verifyShape(*this, "key", getKey(), heads->key)))
    return failure();
  return verifyShape(*this, "value", getValue(), heads->value);
}

//===- Rotary embeddings --------------------------------------------------===//

// The caches are alike and as wide as the input.
static LogicalResult verifyRotaryCaches(Operation *op, Value input, Value cos, Value sin) {
  if (failed(verifyRank(op, "input", input, 4)) || failed(verifyRank(op, "cos_cache", cos, 4)) ||
      failed(verifyShape(op, "sin_cache", sin, shapeOf(cos))))
    return failure();
  int64_t width = shapeOf(input).back(), cacheWidth = shapeOf(cos).back();
  if (!sizesAgree(width, cacheWidth))
    return op->emitOpError() << "dimension 3 of cos_cache has size " << cacheWidth << ", expected " << width
                             << " as of input";
  return verifyKeepsShape(op);
}

LogicalResult RotaryEmbeddingOp::verify() {
  if (failed(verifyRotaryCaches(*this, getInput(), getCosCache(), getSinCache())))
    return failure();
  int64_t width = shapeOf(getInput()).back();
  if (!ShapedType::isDynamic(width) && width % 2 != 0)
    return emitOpError() << "dimension 3 of input has size " << width << ", expected an even one";
  int64_t length = shapeOf(getInput())[2], positions = shapeOf(getCosCache())[2];
  if (!getTokenIndex() && !ShapedType::isDynamic(length) && !ShapedType::isDynamic(positions) && positions < length)
    return emitOpError() << "dimension 2 of cos_cache has size " << positions << ", expected at least " << length
                         << " as of input, for token_index is absent";
  return success();
}

LogicalResult RotaryEmbeddingLlamaOp::verify() {
  if (failed(verifyRotaryCaches(*this, getInput(), getCosCache(), getSinCache())) ||
      failed(verifyRank(*this, "trans_mat", getTransMat(), 4)))
    return failure();
  ShapeRef matrix = shapeOf(getTransMat());
  if (!sizesAgree(matrix[2], matrix[3]))
    return emitOpError() << "trans_mat has shape " << formatShape(matrix) << ", expected square matrices";
  return success();
}
