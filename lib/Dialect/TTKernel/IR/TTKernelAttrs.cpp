// The attributes and enumerations of ttkernel: generated code, and what makes them valid.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

LogicalResult ArgAttr::verify(function_ref<InFlightDiagnostic()> emitError, ArgType type, size_t /*operandIndex*/,
                              bool /*isUniform*/, StringAttr name) {
  if (type == ArgType::NamedArgument && name.empty())
    return emitError() << "an argument of the kind named_argument needs an argument_name";
  return success();
}

void TTKernelDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.cpp.inc"
      >();
}
