// Verifiers and generated code of the ttkernel family: circular buffers: how their two sides wait for each other,
// and where their pages lie.
#include "Verify.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/CircularBuffer.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/CircularBuffer.cpp.inc"

void TTKernelDialect::registerCircularBufferOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/CircularBuffer.cpp.inc"
      >();
}
