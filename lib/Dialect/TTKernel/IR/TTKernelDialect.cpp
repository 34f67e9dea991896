// The ttkernel dialect: registration, and the attributes that describe functions.
#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"

#include "mlir/Interfaces/FunctionInterfaces.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelDialect.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

LogicalResult TTKernelDialect::verifyOperationAttribute(Operation *op, NamedAttribute attribute) {
  StringRef name = attribute.getName();
  bool isThread = name == kThreadAttrName;
  if (!isThread && name != kArgSpecAttrName)
    return success();
  if (!isa<FunctionOpInterface>(op))
    return op->emitOpError() << "has the attribute '" << name << "', which describes functions";
  if (isThread && !isa<ThreadTypeAttr>(attribute.getValue()))
    return op->emitOpError() << "expected '" << name << "' to be a #ttkernel.thread, got " << attribute.getValue();
  if (!isThread && !isa<ArgSpecAttr>(attribute.getValue()))
    return op->emitOpError() << "expected '" << name << "' to be a #ttkernel.arg_spec, got " << attribute.getValue();
  return success();
}

void TTKernelDialect::initialize() {
  registerTypes();
  registerAttributes();
  registerArgumentsOps();
  registerCircularBufferOps();
  registerDebugOps();
  registerElementwiseFPUOps();
  registerFabricOps();
  registerMatmulOps();
  registerNocAddressOps();
  registerNocReadOps();
  registerNocWriteOps();
  registerPackOps();
  registerReductionOps();
  registerRegistersOps();
  registerSFPUArithmeticOps();
  registerSFPUBinaryOps();
  registerSFPUComparisonOps();
  registerSFPUUnaryOps();
  registerSemaphoreOps();
  registerTensorAccessorOps();
  registerTilizeOps();
}
