// Collective operations over a mesh: checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "ttmlir/Dialect/Common/ElementTypes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"
#include "llvm/ADT/DenseSet.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/CollectiveOps.cpp.inc"

void TTIRDialect::registerCollectiveOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/CollectiveOps.cpp.inc"
      >();
}

/// Fails unless the axis is one of the two of a mesh.
static LogicalResult verifyAxis(Operation *op, uint32_t axis) {
  if (axis > 1)
    return op->emitOpError() << "cluster_axis must be 0 or 1, but is " << axis;
  return success();
}

/// Fails unless input and result have the same shape and element type.
static LogicalResult verifyKeepsShape(Operation *op) {
  if (failed(checkShape(shapeOf(op->getResult(0)), shapeOf(op->getOperand(0)), "result", reportAt(op))))
    return failure();
  return verifyElementTypes(op);
}

/// Fails unless the sizes differ along `dim` alone, where the larger is a multiple of the smaller.
static LogicalResult verifyScales(Operation *op, Value smaller, Value larger, int64_t dim, StringRef dimName) {
  auto report = reportAt(op);
  ShapeRef from = shapeOf(smaller), to = shapeOf(larger);
  FailureOr<int64_t> position = normalizeDim(dim, from.size(), dimName, report);
  if (failed(position))
    return failure();
  bool fits = from.size() == to.size();
  for (size_t at = 0; fits && at < from.size(); ++at) {
    if (static_cast<int64_t>(at) != *position)
      fits = sizesAgree(from[at], to[at]);
    else
      fits =
          ShapedType::isDynamic(from[at]) || ShapedType::isDynamic(to[at]) || (from[at] > 0 && to[at] % from[at] == 0);
  }
  if (fits)
    return verifyElementTypes(op);
  return report("input with shape " + formatShape(shapeOf(op->getOperand(0))) + " and result with shape " +
                formatShape(shapeOf(op->getResult(0))) + " must be the same but for dimension " + Twine(*position) +
                " (" + dimName + "), where one must be a multiple of the other");
}

LogicalResult AllGatherOp::verify() {
  if (failed(verifyAxis(*this, getClusterAxis())))
    return failure();
  return verifyScales(*this, getInput(), getResult(), getAllGatherDim(), "all_gather_dim");
}

LogicalResult AllReduceOp::verify() {
  return failure(failed(verifyAxis(*this, getClusterAxis())) || failed(verifyKeepsShape(*this)));
}

LogicalResult AllReduceAsyncOp::verify() {
  return failure(failed(verifyAxis(*this, getClusterAxis())) || failed(verifyKeepsShape(*this)));
}

LogicalResult ReduceScatterOp::verify() {
  if (failed(verifyAxis(*this, getClusterAxis())))
    return failure();
  return verifyScales(*this, getResult(), getInput(), getScatterDim(), "scatter_dim");
}

LogicalResult MeshPartitionOp::verify() {
  if (failed(verifyAxis(*this, getClusterAxis().value_or(0))))
    return failure();
  return verifyScales(*this, getResult(), getInput(), getDim(), "dim");
}

LogicalResult AllToAllOp::verify() {
  auto report = reportAt(*this);
  Shape expected(shapeOf(getInput()));
  FailureOr<int64_t> split = normalizeDim(getSplitDim(), expected.size(), "split_dim", report);
  if (failed(split))
    return failure();
  FailureOr<int64_t> concat = normalizeDim(getConcatDim(), expected.size(), "concat_dim", report);
  if (failed(concat))
    return failure();
  int64_t count = getSplitCount();
  if (count < 1 || (!ShapedType::isDynamic(expected[*split]) && expected[*split] % count != 0))
    return report("split_count must divide the size of dimension " + Twine(*split) + ", " + Twine(expected[*split]) +
                  ", but is " + Twine(count));
  if (!ShapedType::isDynamic(expected[*split]))
    expected[*split] /= count;
  if (!ShapedType::isDynamic(expected[*concat]))
    expected[*concat] *= count;
  auto groups = cast<ShapedType>(getReplicaGroups().getType());
  if (groups.getRank() != 2 || groups.getDimSize(1) != count)
    return emitOpError() << "replica_groups must have a row of " << count << " devices for each group, but has type "
                         << groups;
  if (failed(checkShape(shapeOf(getResult()), expected, "result", report)))
    return failure();
  return verifyElementTypes(*this);
}

LogicalResult CollectiveBroadcastOp::verify() {
  auto groups = cast<ShapedType>(getReplicaGroups().getType());
  if (groups.getRank() != 2)
    return emitOpError() << "replica_groups must have a row for each group, but has type " << groups;
  return verifyKeepsShape(*this);
}

LogicalResult CollectivePermuteOp::verify() {
  auto pairs = cast<ShapedType>(getSourceTargetPairs().getType());
  if (pairs.getRank() != 2 || pairs.getDimSize(1) != 2)
    return emitOpError() << "source_target_pairs must have rows [source, target], but has type " << pairs;
  llvm::SmallDenseSet<int64_t> targets, sources;
  for (auto [index, device] : llvm::enumerate(getSourceTargetPairs().getValues<int64_t>()))
    if (!(index % 2 ? targets : sources).insert(device).second)
      return emitOpError() << "source_target_pairs names device " << device << " as a "
                           << (index % 2 ? "target" : "source") << " twice";
  return verifyKeepsShape(*this);
}

LogicalResult MeshShardOp::verify() {
  using namespace ttcore;
  auto report = reportAt(*this);
  bool toShard = getShardDirection() == MeshShardDirection::FullToShard;
  ShapeRef full = shapeOf(toShard ? getInput() : getResult()), shard = shapeOf(toShard ? getResult() : getInput());
  StringRef shardName = toShard ? "result" : "input";
  if (getShardType() != MeshShardType::Devices)
    return checkShape(shard, full, shardName, report);

  ArrayRef<int64_t> parts = getShardShape();
  if (parts.size() != full.size())
    return report("shard_shape must hold one number for each of the " + Twine(full.size()) + " dimensions, but is " +
                  formatList(parts));
  if (failed(checkAtLeast(parts, 1, "shard_shape", report)))
    return failure();
  for (int64_t dim : getShardDims())
    if (dim < -1 || dim >= static_cast<int64_t>(full.size()))
      return report("shard_dims must be -1 or a dimension of the tensor of rank " + Twine(full.size()) + ", but is " +
                    formatList(getShardDims()));
  Shape expected(full);
  for (auto [dim, size, count] : llvm::enumerate(expected, parts)) {
    if (ShapedType::isDynamic(size))
      continue;
    if (size % count != 0)
      return report("dimension " + Twine(dim) + " of size " + Twine(size) + " cannot be cut into " + Twine(count) +
                    " shards");
    size /= count;
  }
  return checkShape(shard, expected, shardName, report);
}
