// Generated code of the ttkernel family: the vector unit's comparisons: of two tiles, and of a tile with zero. True
// is 1, false is 0.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUComparison.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUComparison.cpp.inc"

void TTKernelDialect::registerSFPUComparisonOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/SFPUComparison.cpp.inc"
      >();
}
