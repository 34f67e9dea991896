// Verifiers and generated code of the ttkernel family: writes through the network on chip, to one core or many, and
// the waits for their end.
#include "Verify.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocWrite.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocWrite.cpp.inc"

void TTKernelDialect::registerNocWriteOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/NocWrite.cpp.inc"
      >();
}
