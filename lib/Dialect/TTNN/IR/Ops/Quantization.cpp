// Verifiers and generated code of the ttnn family: conversions between real and
// quantized numbers.
#include "Verify.h"
#include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.h.inc"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttnn;

void TTNNDialect::registerQuantizationOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTNN/IR/Ops/Quantization.cpp.inc"
      >();
}
