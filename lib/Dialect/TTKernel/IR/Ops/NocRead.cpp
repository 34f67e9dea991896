// Verifiers and generated code of the ttkernel family: reads through the network on chip, and the waits for their end.
#include "Verify.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocRead.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocRead.cpp.inc"

void TTKernelDialect::registerNocReadOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocRead.cpp.inc"
      >();
}
