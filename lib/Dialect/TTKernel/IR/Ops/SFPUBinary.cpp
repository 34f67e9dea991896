// Generated code of the ttkernel family: the vector unit on two tiles: arithmetic, extremes, bits and shifts.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUBinary.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUBinary.cpp.inc"

void TTKernelDialect::registerSFPUBinaryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUBinary.cpp.inc"
      >();
}
