// Verifiers and generated code of the ttnn family: programs of custom kernels.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

void TTNNDialect::registerCustomKernelOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/CustomKernel.cpp.inc"
      >();
}
