// Verifiers and generated code of the ttnn family: recorded command sequences,
// and semaphores.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

void TTNNDialect::registerTraceOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.cpp.inc"
      >();
}
