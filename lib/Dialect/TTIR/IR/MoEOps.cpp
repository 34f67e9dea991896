// Mixtures of experts: checks.
#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpImplementation.h"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttir;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTIR/IR/Ops/MoEOps.cpp.inc"

void TTIRDialect::registerMoEOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTIR/IR/Ops/MoEOps.cpp.inc"
      >();
}

/// Fails unless the mesh's axis is 0 or 1 and holds at least one device.
static LogicalResult verifyMesh(Operation *op, int64_t devices, int64_t axis) {
  if (devices < 1)
    return op->emitOpError() << "num_devices must be at least 1, but is " << devices;
  if (axis < 0 || axis > 1)
    return op->emitOpError() << "cluster_axis must be 0 or 1, but is " << axis;
  return success();
}

/// Fails unless tokens (B, S, 1, H) and their experts (B, S, 1, K) belong together.
static LogicalResult verifyTokens(Operation *op, Value tokens, Value experts, StringRef expertsName, Value mapping) {
  auto report = reportAt(op);
  ShapeRef tokenShape = shapeOf(tokens), expertShape = shapeOf(experts);
  if (failed(checkRank(tokenShape, 4, "input_tensor", report)) ||
      failed(checkRank(expertShape, 4, expertsName, report)) ||
      failed(checkRank(shapeOf(mapping), 4, "expert_mapping", report)))
    return failure();
  Shape expected(tokenShape.drop_back());
  expected.push_back(expertShape.back());
  return checkShape(expertShape, expected, expertsName, report);
}

LogicalResult AllToAllDispatchOp::verify() {
  if (failed(verifyMesh(*this, getNumDevices(), getClusterAxis())))
    return failure();
  return verifyTokens(*this, getInputTensor(), getExpertIndices(), "expert_indices", getExpertMapping());
}

LogicalResult AllToAllDispatchMetadataOp::verify() {
  if (failed(verifyMesh(*this, getNumDevices(), getClusterAxis())) ||
      failed(verifyTokens(*this, getInputTensor(), getExpertIndices(), "expert_indices", getExpertMapping())))
    return failure();
  return checkShape(shapeOf(getExpertScores()), shapeOf(getExpertIndices()), "expert_scores", reportAt(*this));
}

LogicalResult AllToAllCombineOp::verify() {
  if (failed(verifyMesh(*this, getNumDevices(), getClusterAxis())))
    return failure();
  auto report = reportAt(*this);
  if (failed(checkRank(shapeOf(getInputTensor()), 4, "input_tensor", report)) ||
      failed(checkRank(shapeOf(getExpertMetadata()), 4, "expert_metadata", report)) ||
      failed(checkRank(shapeOf(getExpertMapping()), 4, "expert_mapping", report)) ||
      failed(checkRank(shapeOf(getResult()), 4, "result", report)) ||
      failed(checkAtLeast(static_cast<int64_t>(getNumExpertsPerTok()), 1, "num_experts_per_tok", report)))
    return failure();
  return normalizeDim(getOutputShardDim(), 4, "output_shard_dim", report);
}

LogicalResult MoEExpertTokenRemapOp::verify() {
  auto report = reportAt(*this);
  if (failed(checkRank(shapeOf(getTopkTensor()), 4, "topk_tensor", report)) ||
      failed(checkRank(shapeOf(getExpertMapping()), 4, "expert_mapping", report)) ||
      failed(checkRank(shapeOf(getExpertMetadata()), 4, "expert_metadata", report)))
    return failure();
  return checkAtLeast(static_cast<int64_t>(getReductionSize()), 1, "reduction_size", report);
}

LogicalResult MoEComputeOp::verify() {
  if (getClusterAxis() > 1)
    return emitOpError() << "cluster_axis must be 0 or 1, but is " << getClusterAxis();
  if (shapeOf(getW0()) != shapeOf(getW1()))
    return emitOpError() << "w0 and w1 must have the same shape, but have " << formatShape(shapeOf(getW0())) << " and "
                         << formatShape(shapeOf(getW1()));
  return success();
}

LogicalResult MoEGptOp::verify() {
  if (getClusterAxis().value_or(0) > 1)
    return emitOpError() << "cluster_axis must be 0 or 1, but is " << *getClusterAxis();
  return checkShape(shapeOf(getExpertScores()), shapeOf(getExpertIndices()), "expert_scores", reportAt(*this));
}

LogicalResult SelectiveReduceCombineOp::verify() {
  if (getSelectExpertsK() < 1 || getSelectExpertsK() > getExperts())
    return emitOpError() << "select_experts_k must be from 1 to experts (" << getExperts() << "), but is "
                         << getSelectExpertsK();
  return success();
}
