// Verifiers and generated code of the ttnn family: reductions, scans, sorting
// and sampling.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Reduction.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Reduction.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Reduction.cpp.inc"
      >();
}

template <typename OpT>
static LogicalResult verifyReduction(OpT op) {
  std::optional<Shape> dims;
  if (op.getDimArg())
    dims = toShape(*op.getDimArg());
  std::optional<ArrayRef<int64_t>> dimsRef;
  if (dims)
    dimsRef = *dims;
  return verifyResult(op, inferReductionShape(shapeOf(op.getInput()), dimsRef, op.getKeepDim(), reporterOf(op)));
}

LogicalResult MaxOp::verify() { return verifyReduction(*this); }

LogicalResult MeanOp::verify() { return verifyReduction(*this); }

LogicalResult MinOp::verify() { return verifyReduction(*this); }

LogicalResult SumOp::verify() { return verifyReduction(*this); }

// One dimension, or all of them.
static LogicalResult verifyReductionOfOne(Operation *op, Value input, std::optional<int64_t> dim, bool keepDim) {
  std::optional<ArrayRef<int64_t>> dims;
  if (dim)
    dims = ArrayRef<int64_t>(*dim);
  return verifyResult(op, inferReductionShape(shapeOf(input), dims, keepDim, reporterOf(op)));
}

LogicalResult ProdOp::verify() { return verifyReductionOfOne(*this, getInput(), getDimArg(), getKeepDim()); }

LogicalResult ArgMaxOp::verify() {
  std::optional<int64_t> dim;
  if (getDim())
    dim = *getDim();
  return verifyReductionOfOne(*this, getInput(), dim, getKeepDim());
}

static LogicalResult verifyScan(Operation *op, Value input, int64_t dim) {
  if (failed(normalizeDim(dim, shapeOf(input).size(), "dim", reporterOf(op))))
    return failure();
  return verifyKeepsShape(op);
}

LogicalResult CumSumOp::verify() { return verifyScan(*this, getInput(), getDim()); }

LogicalResult CumProdOp::verify() { return verifyScan(*this, getInput(), getDim()); }

LogicalResult SortOp::verify() {
  if (failed(verifyScan(*this, getInput(), getDim())))
    return failure();
  return verifyShape(*this, "indices", getIndices(), shapeOf(getInput()));
}

LogicalResult TopKOp::verify() {
  FailureOr<Shape> shape =
      inferTopKShape(shapeOf(getInputTensor()), static_cast<int32_t>(getK()), getDim(), reporterOf(*this));
  if (failed(verifyResult(*this, shape)))
    return failure();
  return verifyShape(*this, "indices", getIndices(), *shape);
}

LogicalResult SamplingOp::verify() {
  if (failed(verifyShape(*this, "input_indices", getInputIndices(), shapeOf(getInputValues()))))
    return failure();
  ShapeRef rows = shapeOf(getInputValues());
  if (rows.empty())
    return emitOpError("input_values is a scalar, expected rows of candidates");
  int64_t users = volumeOf(rows.drop_back());
  if (failed(verifyVolume(*this, "k", getK(), users)) || failed(verifyVolume(*this, "p", getP(), users)) ||
      failed(verifyVolume(*this, "temp", getTemp(), users)))
    return failure();
  return verifyVolume(*this, "result", getResult(), users);
}

LogicalResult TopKRouterGptOp::verify() {
  if (failed(verifyShape(*this, "expert_weights", getExpertWeights(), shapeOf(getExpertIndices()))))
    return failure();
  ShapeRef indices = shapeOf(getExpertIndices());
  if (getK() > getNumExperts())
    return emitOpError() << "k " << getK() << " is greater than num_experts " << getNumExperts();
  if (indices.empty() || !sizesAgree(indices.back(), getK()))
    return emitOpError() << "expert_indices has shape " << formatShape(indices) << ", expected a last dimension of k, "
                         << getK();
  return success();
}
