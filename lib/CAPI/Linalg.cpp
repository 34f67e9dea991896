// C API: what MLIR's functions on linalg's ops presuppose.
#include "ttmlir-c/Linalg.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

bool ttmlirLinalgCanFillBuiltinNamedOpRegion(MlirOperation op) {
  Operation *operation = unwrap(op);
  auto *dialect = dyn_cast_or_null<linalg::LinalgDialect>(operation->getDialect());
  return dialect && isa<linalg::LinalgOp>(operation) && operation->getNumRegions() == 1 &&
         operation->getRegion(0).empty() && dialect->getRegionBuilder(operation->getName().getStringRef());
}
