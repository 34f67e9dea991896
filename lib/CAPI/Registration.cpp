// C API: makes Tenon's dialects, passes and pipelines known.
#include "ttmlir-c/Registration.h"

#include "ttmlir/RegisterAll.h"

#include "mlir/CAPI/IR.h"

void ttmlirRegisterAllDialects(MlirDialectRegistry registry) { mlir::tt::registerAllDialects(*unwrap(registry)); }

void ttmlirShortenDiagnostics(MlirContext context) { unwrap(context)->printOpOnDiagnostic(false); }

void ttmlirRegisterAllPasses(void) { mlir::tt::registerAllPasses(); }
