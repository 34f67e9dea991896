// The ttmetal dialect: registration, and its types.
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsTypes.cpp.inc"

#include "ttmlir/Dialect/TTMetal/IR/TTMetalDialect.cpp.inc"

using namespace mlir::tt::ttmetal;

void TTMetalDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOpsTypes.cpp.inc"
      >();
}

void TTMetalDialect::initialize() {
  registerTypes();
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTMetal/IR/TTMetalOps.cpp.inc"
      >();
}
