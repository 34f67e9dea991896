// Verifiers and generated code of the ttnn family: attention, heads and rotary
// embeddings.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

void TTNNDialect::registerAttentionOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Attention.cpp.inc"
      >();
}
