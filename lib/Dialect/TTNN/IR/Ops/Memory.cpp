// Verifiers and generated code of the ttnn family: layout, memory, devices, and
// tensors in files.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

void TTNNDialect::registerMemoryOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Memory.cpp.inc"
      >();
}
