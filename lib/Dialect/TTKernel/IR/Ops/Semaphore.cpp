// Generated code of the ttkernel family: semaphores: words of 4 bytes in L1 by which cores wait for each other.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Semaphore.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Semaphore.cpp.inc"

void TTKernelDialect::registerSemaphoreOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Semaphore.cpp.inc"
      >();
}
