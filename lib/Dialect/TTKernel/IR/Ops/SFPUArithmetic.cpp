// Generated code of the ttkernel family: the vector unit with scalars and selections: arithmetic with a constant,
// limits, filling, casts, own code.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUArithmetic.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUArithmetic.cpp.inc"

void TTKernelDialect::registerSFPUArithmeticOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUArithmetic.cpp.inc"
      >();
}
