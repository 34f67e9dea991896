// Attention and heads: inference and checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/AttentionOps.cpp.inc"

void TTIRDialect::registerAttentionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/AttentionOps.cpp.inc"
      >();
}

LogicalResult ScaledDotProductAttentionOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                        SmallVectorImpl<Type> &types) {
  return addResult(inferAttentionShape(shapeOf(adaptor.getQuery()), shapeOf(adaptor.getKey()),
                                       shapeOf(adaptor.getValue()), optionalShapeOf(adaptor.getAttentionMask()),
                                       report),
                   getElementTypeOrSelf(adaptor.getQuery()), types);
}

LogicalResult ScaledDotProductAttentionOp::verify() {
  if (getIsCausal() && getAttentionMask())
    return emitOpError("is_causal masks by itself: it must be false where an attention_mask is given");
  return success();
}

LogicalResult ScaledDotProductAttentionDecodeOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                              SmallVectorImpl<Type> &types) {
  FailureOr<Shape> shape =
      inferDecodeAttentionShape(shapeOf(adaptor.getQuery()), shapeOf(adaptor.getKey()), shapeOf(adaptor.getValue()),
                                optionalShapeOf(adaptor.getAttentionMask()), report);
  if (failed(shape) || failed(checkShape(shapeOf(adaptor.getCurPosTensor()), {(*shape)[1]}, "cur_pos_tensor", report)))
    return failure();
  return addResult(shape, getElementTypeOrSelf(adaptor.getQuery()), types);
}

/// Fails unless there is one position for each user.
static LogicalResult checkPositions(Value positions, int64_t users, ErrorReporter report) {
  return positions ? checkShape(shapeOf(positions), {users}, "cur_pos_tensor", report) : success();
}

LogicalResult PagedScaledDotProductAttentionDecodeOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                                   SmallVectorImpl<Type> &types) {
  ShapeRef value = shapeOf(adaptor.getValue());
  if (failed(checkRank(value, 4, "value", report)))
    return failure();
  FailureOr<Shape> shape = inferPagedDecodeAttentionShape(shapeOf(adaptor.getQuery()), shapeOf(adaptor.getKey()), value,
                                                          shapeOf(adaptor.getPageTable()), value[3], report);
  if (failed(shape) || failed(checkPositions(adaptor.getCurPosTensor(), (*shape)[1], report)) ||
      failed(checkShape(shapeOf(adaptor.getOutput()), *shape, "output", report)))
    return failure();
  return addResult(shape, getElementTypeOrSelf(adaptor.getQuery()), types);
}

LogicalResult PagedFlashMultiLatentAttentionDecodeOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                                   SmallVectorImpl<Type> &types) {
  int64_t headDim = adaptor.getHeadDimV();
  FailureOr<Shape> shape = inferPagedDecodeAttentionShape(shapeOf(adaptor.getQuery()), shapeOf(adaptor.getKey()),
                                                          optionalShapeOf(adaptor.getValue()),
                                                          shapeOf(adaptor.getPageTable()), headDim, report);
  if (failed(shape) || failed(checkPositions(adaptor.getCurPosTensor(), (*shape)[1], report)))
    return failure();
  ShapeRef holder = shapeOf(adaptor.getValue() ? adaptor.getValue() : adaptor.getKey());
  if (headDim < 1 || (!ShapedType::isDynamic(holder[3]) && headDim > holder[3]))
    return report("head_dim_v must be from 1 to " + Twine(holder[3]) + ", but is " + Twine(headDim));
  return addResult(shape, getElementTypeOrSelf(adaptor.getQuery()), types);
}

LogicalResult ChunkedScaledDotProductAttentionOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                               SmallVectorImpl<Type> &types) {
  ShapeRef query = shapeOf(adaptor.getQuery()), key = shapeOf(adaptor.getKey()), value = shapeOf(adaptor.getValue());
  ShapeRef pageTable = shapeOf(adaptor.getPageTable());
  if (failed(checkRank(query, 4, "query", report)) || failed(checkRank(key, 4, "key", report)) ||
      failed(checkRank(value, 4, "value", report)) || failed(checkRank(pageTable, 2, "page_table", report)) ||
      failed(checkShape(key, {key[0], key[1], key[2], query[3]}, "key", report)) ||
      failed(checkShape(value, {key[0], key[1], key[2], value[3]}, "value", report)) ||
      failed(checkShape(pageTable, {query[0], pageTable[1]}, "page_table", report)))
    return failure();
  if (!ShapedType::isDynamic(query[1]) && !ShapedType::isDynamic(key[1]) && (key[1] < 1 || query[1] % key[1] != 0))
    return report("the query's heads (" + Twine(query[1]) + ") must be a multiple of the key's (" + Twine(key[1]) +
                  ")");
  Shape shape = {query[0], query[1], query[2], value[3]};
  if (failed(checkShape(shapeOf(adaptor.getOutput()), shape, "output", report)))
    return failure();
  return addResult(shape, getElementTypeOrSelf(adaptor.getQuery()), types);
}

//===-- Training --------------------------------------------------------------===//

/// Columns of the intermediates; only the first is used, but a tile is as wide.
static constexpr int64_t kIntermediatesWidth = 32;

LogicalResult SdpaFwOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  FailureOr<Shape> shape =
      inferAttentionShape(shapeOf(adaptor.getQuery()), shapeOf(adaptor.getKey()), shapeOf(adaptor.getValue()),
                          optionalShapeOf(adaptor.getAttentionMask()), report);
  Type elementType = getElementTypeOrSelf(adaptor.getQuery());
  if (failed(addResult(shape, elementType, types)))
    return failure();
  if (!adaptor.getReturnIntermediates())
    return success();
  return addResult(Shape{(*shape)[0], (*shape)[1], (*shape)[2], kIntermediatesWidth}, elementType, types);
}

/// Fails unless a mask is given exactly where the mask's type is `arbitrary`.
static LogicalResult verifyMask(Operation *op, ttcore::AttentionMaskType type, Value mask) {
  bool expected = type == ttcore::AttentionMaskType::Arbitrary;
  if (expected == static_cast<bool>(mask))
    return success();
  return op->emitOpError() << "mask_type is " << ttcore::stringifyAttentionMaskType(type) << ", but attention_mask is "
                           << (mask ? "given" : "missing");
}

LogicalResult SdpaFwOp::verify() {
  if (getReturnIntermediates() != static_cast<bool>(getIntermediates()))
    return emitOpError() << "return_intermediates is " << (getReturnIntermediates() ? "true" : "false")
                         << ", but there " << (getIntermediates() ? "is" : "is no") << " second result";
  return verifyMask(*this, getMaskType(), getAttentionMask());
}

LogicalResult SdpaBwOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  FailureOr<Shape> shape =
      inferAttentionShape(shapeOf(adaptor.getQuery()), shapeOf(adaptor.getKey()), shapeOf(adaptor.getValue()),
                          optionalShapeOf(adaptor.getAttentionMask()), report);
  if (failed(shape) || failed(checkShape(shapeOf(adaptor.getGradOutput()), *shape, "grad_output", report)) ||
      failed(checkShape(shapeOf(adaptor.getAttnOutput()), *shape, "attn_output", report)))
    return failure();
  types.append({adaptor.getQuery().getType(), adaptor.getKey().getType(), adaptor.getValue().getType()});
  return success();
}

LogicalResult SdpaBwOp::verify() { return verifyMask(*this, getMaskType(), getAttentionMask()); }

//===-- Heads -----------------------------------------------------------------===//

LogicalResult ConcatenateHeadsOp::inferResults(Adaptor adaptor, ErrorReporter report, SmallVectorImpl<Type> &types) {
  return addResult(inferConcatenateHeadsShape(shapeOf(adaptor.getInput()), report),
                   getElementTypeOrSelf(adaptor.getInput()), types);
}

LogicalResult SplitQueryKeyValueAndSplitHeadsOp::inferResults(Adaptor adaptor, ErrorReporter report,
                                                              SmallVectorImpl<Type> &types) {
  int64_t heads = adaptor.getNumHeads(), keyValueHeads = adaptor.getNumKvHeads().value_or(heads);
  FailureOr<SplitHeads> split =
      inferSplitHeads(shapeOf(adaptor.getInputTensor()), optionalShapeOf(adaptor.getKvInputTensor()), heads,
                      keyValueHeads, adaptor.getTransposeKey(), report);
  if (failed(split))
    return failure();
  Type elementType = getElementTypeOrSelf(adaptor.getInputTensor());
  for (const Shape &shape : {split->query, split->key, split->value})
    types.push_back(RankedTensorType::get(shape, elementType));
  return success();
}
