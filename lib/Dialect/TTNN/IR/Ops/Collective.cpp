// Verifiers and generated code of the ttnn family: operations over the devices
// of a mesh.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Collective.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Collective.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerCollectiveOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Collective.cpp.inc"
      >();
}

// `whole` and `part` agree but for dimension `dim`, of which `part` has an
// equal share on each device.
static LogicalResult verifyShare(Operation *op, StringRef wholeName, Value whole, StringRef partName, Value part,
                                 int64_t dim, StringRef dimName) {
  Shape expected(shapeOf(whole));
  FailureOr<int64_t> dimension = normalizeDim(dim, expected.size(), dimName, reporterOf(op));
  if (failed(dimension) || failed(verifyRank(op, partName, part, expected.size())))
    return failure();
  int64_t wholeSize = expected[*dimension];
  int64_t partSize = shapeOf(part)[*dimension];
  expected[*dimension] = partSize;
  if (failed(verifyShape(op, partName, part, expected)))
    return failure();
  if (!ShapedType::isDynamic(wholeSize) && !ShapedType::isDynamic(partSize) &&
      (partSize == 0 ? wholeSize != 0 : wholeSize % partSize != 0))
    return op->emitOpError() << "dimension " << *dimension << " of " << wholeName << " has size " << wholeSize
                             << ", which is not a multiple of " << partSize << ", the size in " << partName;
  return success();
}

LogicalResult AllGatherOp::verify() {
  return verifyShare(*this, "result", getResult(), "input", getInput(), getAllGatherDim(), "all_gather_dim");
}

LogicalResult ReduceScatterOp::verify() {
  return verifyShare(*this, "input", getInput(), "result", getResult(), getScatterDim(), "scatter_dim");
}

LogicalResult MeshPartitionOp::verify() {
  return verifyShare(*this, "input", getInput(), "result", getResult(), getDim(), "dim");
}
