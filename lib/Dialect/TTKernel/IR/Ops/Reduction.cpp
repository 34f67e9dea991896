// Verifiers and generated code of the ttkernel family: sums, means and maxima over a tile, and the largest elements
// of several.
#include "mlir/Dialect/Utils/StaticValueUtils.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Reduction.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;
using namespace mlir::tt::ttkernel::detail;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Reduction.cpp.inc"

void TTKernelDialect::registerReductionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Reduction.cpp.inc"
      >();
}

LogicalResult SFPUReduceTileOp::verify() {
  if (getReduceDim() == ReduceDim::Scalar)
    return emitOpError() << "reduces rows or columns; a reduction to one element takes one of each";
  return success();
}

LogicalResult MaxReduceWithIndicesTileOp::verify() {
  int64_t rows = getNumRowsAttr().getInt();
  if (rows <= 0 || rows > 32)
    return emitOpError() << "num_rows must be in [1, 32], got " << rows;
  return success();
}

LogicalResult TopkMergeOp::verify() { return verifyPositive(*this, "k", getK()); }

LogicalResult TopkRebuildOp::verify() {
  if (failed(verifyPositive(*this, "k", getK())))
    return failure();
  std::optional<int64_t> k = getConstantIntValue(getK()), logk = getConstantIntValue(getLogk());
  if (k && logk && (*logk < 0 || *logk > 31 || int64_t(1) << *logk != *k))
    return emitOpError() << "logk must be the logarithm of k to the base 2, got " << *logk << " for " << *k;
  return success();
}
