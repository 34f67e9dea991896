// Verifiers and generated code of the ttkernel family: accessors, which know in which bank and at which offset a
// page of a tensor lies.
#include "mlir/Dialect/Utils/StaticValueUtils.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.h"

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/TensorAccessor.h.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

#define GET_OP_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/Ops/TensorAccessor.cpp.inc"

void TTKernelDialect::registerTensorAccessorOps() {
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTKernel/IR/Ops/TensorAccessor.cpp.inc"
      >();
}

LogicalResult TensorAccessorArgsOp::verify() {
  if (getPrevArgs()) {
    if (getCtaBase() || getCrtaBase())
      return emitOpError() << "cta_base and crta_base should not be provided when using prev_args";
    return success();
  }
  if (!getCtaBase() || !getCrtaBase())
    return emitOpError() << "both cta_base and crta_base are required when prev_args is not provided";
  if (!getCtaExpr() && !getConstantIntValue(getCtaBase()))
    return emitOpError() << "cta_base must be a constant when cta_expr is not provided";
  if (!getCrtaExpr() && !getConstantIntValue(getCrtaBase()))
    return emitOpError() << "crta_base must be a constant when crta_expr is not provided";
  return success();
}
