// Verifiers and generated code of the ttkernel family: what helps to find errors in kernels: printing, and places
// that are never reached.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Debug.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Debug.cpp.inc"

void TTKernelDialect::registerDebugOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Debug.cpp.inc"
      >();
}

LogicalResult DPrintOp::verify() {
  size_t places = getFmt().count("{}");
  if (places != getArgv().size())
    return emitOpError() << "fmt has " << places << " places for operands, but there are " << getArgv().size();
  return success();
}
