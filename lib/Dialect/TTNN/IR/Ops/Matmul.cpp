// Verifiers and generated code of the ttnn family: matrix products.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Matmul.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Matmul.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerMatmulOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Matmul.cpp.inc"
      >();
}

LogicalResult MatmulOp::verify() {
  return verifyResult(
      *this, inferMatmulShape(shapeOf(getA()), shapeOf(getB()), {getTransposeA(), getTransposeB()}, reporterOf(*this)));
}

LogicalResult LinearOp::verify() {
  return verifyResult(*this, inferLinearShape(shapeOf(getA()), shapeOf(getB()), optionalShapeOf(getBias()),
                                              {getTransposeA(), getTransposeB()}, reporterOf(*this)));
}

LogicalResult SparseMatmulOp::verify() {
  return verifyResult(*this, inferSparseMatmulShape(shapeOf(getA()), shapeOf(getB()), getIsInputASparse(),
                                                    getIsInputBSparse(), reporterOf(*this)));
}
