// Generated code of the ttkernel family: the vector unit on one tile: powers, logarithms, angles, activations,
// rounding.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUUnary.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUUnary.cpp.inc"

void TTKernelDialect::registerSFPUUnaryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUUnary.cpp.inc"
      >();
}
