// Verifiers and generated code of the ttkernel family: the packer: tiles from DST into circular buffers.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Pack.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;
using namespace mlir::tt::ttkernel::detail;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Pack.cpp.inc"

void TTKernelDialect::registerPackOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Pack.cpp.inc"
      >();
}

LogicalResult PackTileBlockOp::verify() { return verifyPositive(*this, "ntiles", getNtiles()); }
