// Generated code of the ttkernel family: products of matrices, a tile or a block of tiles at a time.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Matmul.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Matmul.cpp.inc"

void TTKernelDialect::registerMatmulOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Matmul.cpp.inc"
      >();
}
