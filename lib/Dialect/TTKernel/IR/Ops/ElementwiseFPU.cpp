// Generated code of the ttkernel family: the matrix unit on elements: sums, differences and products of tiles, and
// broadcasts within one.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/ElementwiseFPU.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/ElementwiseFPU.cpp.inc"

void TTKernelDialect::registerElementwiseFPUOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/ElementwiseFPU.cpp.inc"
      >();
}
