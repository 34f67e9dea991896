// Registers what the ttcore dialect consists of.
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.h"

#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::tt::ttcore;

#include "ttmlir/Dialect/TTCore/IR/TTCoreDialect.cpp.inc"
#include "ttmlir/Dialect/TTCore/IR/TTCoreEnums.cpp.inc"

void TTCoreDialect::initialize() {
  registerAttributes();
  registerTypes();
  addOperations<
#define GET_OP_LIST
#include "ttmlir/Dialect/TTCore/IR/TTCoreOps.cpp.inc"
      >();
}
