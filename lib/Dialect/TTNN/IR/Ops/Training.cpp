// Verifiers and generated code of the ttnn family: steps of an optimizer.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Training.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Training.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerTrainingOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Training.cpp.inc"
      >();
}

LogicalResult AdamWOp::verify() {
  ShapeRef shape = shapeOf(getParam());
  if (failed(verifyShape(*this, "grad", getGrad(), shape)) ||
      failed(verifyShape(*this, "exp_avg", getExpAvg(), shape)) ||
      failed(verifyShape(*this, "exp_avg_sq", getExpAvgSq(), shape)))
    return failure();
  if (!getMaxExpAvgSq())
    return success();
  return verifyShape(*this, "max_exp_avg_sq", getMaxExpAvgSq(), shape);
}
