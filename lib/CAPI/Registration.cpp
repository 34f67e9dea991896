// C API: makes Tenon's dialects, passes and pipelines known.
#include "ttmlir-c/Registration.h"

#include "ttmlir/RegisterAll.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

void ttmlirRegisterAllDialects(MlirDialectRegistry registry) {
  mlir::tt::registerAllDialects(*unwrap(registry));
  unwrap(registry)->insert<mlir::arith::ArithDialect>();
}

void ttmlirShortenDiagnostics(MlirContext context) { unwrap(context)->printOpOnDiagnostic(false); }

void ttmlirRegisterAllPasses(void) { mlir::tt::registerAllPasses(); }
