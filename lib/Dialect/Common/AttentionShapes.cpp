// Shapes of attention, of the heads around it, and of caches of keys and values.
#include "ttmlir/Dialect/Common/ShapeInference.h"

#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mlir::tt {

static bool isMultiple(int64_t value, int64_t of) {
  return ShapedType::isDynamic(value) || ShapedType::isDynamic(of) || (of > 0 && value % of == 0);
}

static LogicalResult checkSize(ShapeRef shape, int64_t dim, int64_t expected, StringRef what, StringRef reason,
                               ErrorReporter report) {
  if (sizesAgree(shape[dim], expected))
    return success();
  return report(what + " must have size " + Twine(expected) + " in dimension " + Twine(dim) + " (" + reason +
                "), but its shape is " + formatShape(shape));
}

static LogicalResult checkHeads(int64_t queryHeads, int64_t keyHeads, ErrorReporter report) {
  if (isMultiple(queryHeads, keyHeads))
    return success();
  return report("the query's heads (" + Twine(queryHeads) + ") must be a multiple of the key's (" + Twine(keyHeads) +
                ")");
}

FailureOr<Shape> inferAttentionShape(ShapeRef query, ShapeRef key, ShapeRef value, std::optional<ShapeRef> mask,
                                     ErrorReporter report) {
  if (failed(checkRank(query, 4, "query", report)) || failed(checkRank(key, 4, "key", report)) ||
      failed(checkRank(value, 4, "value", report)) ||
      failed(checkSize(key, 0, query[0], "key", "the query's batch", report)) ||
      failed(checkSize(key, 3, query[3], "key", "the query's head size", report)) ||
      failed(checkSize(value, 0, key[0], "value", "the key's batch", report)) ||
      failed(checkSize(value, 1, key[1], "value", "the key's heads", report)) ||
      failed(checkSize(value, 2, key[2], "value", "the key's length", report)) ||
      failed(checkHeads(query[1], key[1], report)))
    return failure();
  if (mask && failed(checkBroadcastsTo(*mask, {query[0], query[1], query[2], key[2]}, "attention_mask", report)))
    return failure();
  return Shape{query[0], query[1], query[2], value[3]};
}

FailureOr<Shape> inferDecodeAttentionShape(ShapeRef query, ShapeRef key, ShapeRef value, std::optional<ShapeRef> mask,
                                           ErrorReporter report) {
  if (failed(checkRank(query, 4, "query", report)) || failed(checkRank(key, 4, "key", report)) ||
      failed(checkRank(value, 4, "value", report)) || failed(checkSize(query, 0, 1, "query", "one position", report)) ||
      failed(checkSize(key, 0, query[1], "key", "the query's users", report)) ||
      failed(checkSize(key, 3, query[3], "key", "the query's head size", report)) ||
      failed(checkSize(value, 0, key[0], "value", "the key's users", report)) ||
      failed(checkSize(value, 1, key[1], "value", "the key's heads", report)) ||
      failed(checkSize(value, 2, key[2], "value", "the key's length", report)) ||
      failed(checkHeads(query[2], key[1], report)))
    return failure();
  if (mask && failed(checkBroadcastsTo(*mask, {query[1], 1, query[2], key[2]}, "attention_mask", report)))
    return failure();
  return Shape{query[0], query[1], query[2], value[3]};
}

FailureOr<Shape> inferPagedDecodeAttentionShape(ShapeRef query, ShapeRef key, std::optional<ShapeRef> value,
                                                ShapeRef pageTable, int64_t valueHeadDim, ErrorReporter report) {
  if (failed(checkRank(query, 4, "query", report)) || failed(checkRank(key, 4, "key", report)) ||
      (value && failed(checkRank(*value, 4, "value", report))) ||
      failed(checkRank(pageTable, 2, "page_table", report)) ||
      failed(checkSize(query, 0, 1, "query", "one position", report)) ||
      failed(checkSize(key, 3, query[3], "key", "the query's head size", report)) ||
      failed(checkSize(pageTable, 0, query[1], "page_table", "the query's users", report)) ||
      failed(checkHeads(query[2], key[1], report)))
    return failure();
  if (value && (failed(checkSize(*value, 0, key[0], "value", "the key's blocks", report)) ||
                failed(checkSize(*value, 1, key[1], "value", "the key's heads", report)) ||
                failed(checkSize(*value, 2, key[2], "value", "the key's block size", report))))
    return failure();
  return Shape{query[0], query[1], query[2], valueHeadDim};
}

FailureOr<Shape> inferConcatenateHeadsShape(ShapeRef input, ErrorReporter report) {
  if (failed(checkRank(input, 4, "input", report)))
    return failure();
  return Shape{input[0], input[2], volumeOf({input[1], input[3]})};
}

FailureOr<SplitHeads> inferSplitHeads(ShapeRef input, std::optional<ShapeRef> keyValue, int64_t heads,
                                      int64_t keyValueHeads, bool transposeKey, ErrorReporter report) {
  if (failed(checkRank(input, 3, "input_tensor", report)) ||
      (keyValue && failed(checkRank(*keyValue, 3, "kv_input_tensor", report))) ||
      failed(checkAtLeast(heads, 1, "num_heads", report)) ||
      failed(checkAtLeast(keyValueHeads, 1, "num_kv_heads", report)))
    return failure();
  int64_t parts = keyValue ? heads : heads + 2 * keyValueHeads;
  if (!isMultiple(input[2], parts))
    return report("dimension 2 of input_tensor must be a multiple of " + Twine(parts) +
                  ", its number of heads, but is " + Twine(input[2]));
  int64_t headSize = ShapedType::isDynamic(input[2]) ? input[2] : input[2] / parts;
  if (keyValue) {
    if (failed(checkSize(*keyValue, 0, input[0], "kv_input_tensor", "input_tensor's batch", report)))
      return failure();
    if (!ShapedType::isDynamic(headSize) &&
        failed(checkSize(*keyValue, 2, 2 * keyValueHeads * headSize, "kv_input_tensor",
                         "heads of key and value times head size", report)))
      return failure();
  }
  int64_t length = keyValue ? (*keyValue)[1] : input[1];
  SplitHeads result;
  result.query = {input[0], heads, input[1], headSize};
  result.value = {input[0], keyValueHeads, length, headSize};
  result.key = transposeKey ? Shape{input[0], keyValueHeads, headSize, length} : result.value;
  return result;
}

//===-- Caches ------------------------------------------------------------------===//

static LogicalResult checkCacheInput(ShapeRef cache, ShapeRef input, int64_t headDim, ErrorReporter report) {
  if (failed(checkRank(cache, 4, "cache", report)) || failed(checkRank(input, 4, "input", report)) ||
      failed(checkSize(input, 3, cache[3], "input", "the cache's head size", report)))
    return failure();
  return checkSize(input, headDim, cache[1], "input", "the cache's heads", report);
}

LogicalResult checkFillCache(ShapeRef cache, ShapeRef input, int64_t batchOffset, ErrorReporter report) {
  if (failed(checkCacheInput(cache, input, 1, report)))
    return failure();
  if (!ShapedType::isDynamic(cache[2]) && input[2] > cache[2])
    return report("input holds " + Twine(input[2]) + " positions, but the cache has room for " + Twine(cache[2]));
  if (batchOffset < 0 || (!ShapedType::isDynamic(cache[0]) && batchOffset + input[0] > cache[0]))
    return report("batch_offset " + Twine(batchOffset) + " and " + Twine(input[0]) +
                  " entries of the input do not fit into the cache's batch of " + Twine(cache[0]));
  return success();
}

LogicalResult checkUpdateCache(ShapeRef cache, ShapeRef input, ShapeRef updateIndex, int64_t batchOffset,
                               ErrorReporter report) {
  if (failed(checkCacheInput(cache, input, 1, report)))
    return failure();
  if (failed(checkSize(input, 0, 1, "input", "one position", report)))
    return failure();
  if (batchOffset < 0 || (!ShapedType::isDynamic(cache[0]) && batchOffset + input[2] > cache[0]))
    return report("batch_offset " + Twine(batchOffset) + " and " + Twine(input[2]) +
                  " users of the input do not fit into the cache's batch of " + Twine(cache[0]));
  if (updateIndex.size() > 1 ||
      (updateIndex.size() == 1 && updateIndex[0] != 1 && !sizesAgree(updateIndex[0], input[2])))
    return report("update_index must hold one index, or one for each of " + Twine(input[2]) +
                  " users, but its shape is " + formatShape(updateIndex));
  return success();
}

LogicalResult checkPagedFillCache(ShapeRef cache, ShapeRef input, ShapeRef pageTable, ErrorReporter report) {
  if (failed(checkCacheInput(cache, input, 1, report)))
    return failure();
  return checkRank(pageTable, 2, "page_table", report);
}

LogicalResult checkPagedUpdateCache(ShapeRef cache, ShapeRef input, ShapeRef updateIndex,
                                    std::optional<ShapeRef> pageTable, ErrorReporter report) {
  if (failed(checkRank(cache, 4, "cache", report)) || failed(checkRank(input, 4, "input", report)) ||
      failed(checkSize(input, 0, 1, "input", "one position", report)) ||
      failed(checkSize(input, 3, cache[3], "input", "the cache's head size", report)))
    return failure();
  // Heads of the input may be padded to a full tile.
  if (!ShapedType::isDynamic(input[2]) && !ShapedType::isDynamic(cache[1]) && input[2] < cache[1])
    return report("input must have at least " + Twine(cache[1]) +
                  " heads in dimension 2, as many as the cache, but its shape is " + formatShape(input));
  if (failed(checkShape(updateIndex, {input[1]}, "update_index", report)))
    return failure();
  if (!pageTable)
    return checkSize(cache, 0, input[1], "cache", "the input's users, without a page_table", report);
  if (failed(checkRank(*pageTable, 2, "page_table", report)))
    return failure();
  return checkSize(*pageTable, 0, input[1], "page_table", "the input's users", report);
}

} // namespace mlir::tt
