// Verifiers and generated code of the ttnn family: recorded command sequences,
// and semaphores.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.cpp.inc"

using namespace mlir;
using namespace mlir::tt;
using namespace mlir::tt::ttnn;
using namespace mlir::tt::ttnn::detail;

void TTNNDialect::registerTraceOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Trace.cpp.inc"
      >();
}

LogicalResult BeginTraceCaptureOp::verify() { return verifyVolume(*this, "trace_id", getTraceId(), 1); }

LogicalResult EndTraceCaptureOp::verify() { return verifyVolume(*this, "trace_id", getTraceId(), 1); }

LogicalResult ExecuteTraceOp::verify() { return verifyVolume(*this, "trace_id", getTraceId(), 1); }
