// Verifiers and generated code of the ttkernel family: what a kernel is told: its arguments, where it runs, and the
// scalars it makes of them.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Arguments.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/Arguments.cpp.inc"

void TTKernelDialect::registerArgumentsOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/Arguments.cpp.inc"
      >();
}

LogicalResult GetCompileArgValOp::verify() {
  if (int64_t index = getArgIndexAttr().getInt(); index < 0)
    return emitOpError() << "arg_index must not be negative, got " << index;
  return success();
}

LogicalResult BitcastOp::verify() {
  Type type = getResult().getType();
  if (!type.isIntOrIndexOrFloat() || (type.isIntOrFloat() && type.getIntOrFloatBitWidth() > 32))
    return emitOpError() << "expected a scalar of at most 32 bits as result, got " << type;
  return success();
}
