// The types of ttkernel: generated code, and what makes them valid.
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreTypes.h"

#define GET_TYPEDEF_CLASSES
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.cpp.inc"

using namespace mlir;
using namespace mlir::tt::ttkernel;

LogicalResult CBType::verify(function_ref<InFlightDiagnostic()> emitError, int64_t numElements, Type elementType) {
  if (numElements <= 0)
    return emitError() << "a circular buffer has at least one element, got " << numElements;
  if (!isa<tt::ttcore::TileType, IntegerType, FloatType>(elementType))
    return emitError() << "the elements of a circular buffer are tiles, integers or floats, got " << elementType;
  return success();
}

LogicalResult L1AddrPtrType::verify(function_ref<InFlightDiagnostic()> emitError, unsigned elementWidth) {
  if (elementWidth != 8 && elementWidth != 16 && elementWidth != 32)
    return emitError() << "a pointer into L1 points to elements of 8, 16 or 32 bits, got " << elementWidth;
  return success();
}

void TTKernelDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsTypes.cpp.inc"
      >();
}
