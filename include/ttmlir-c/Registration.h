// C API: makes Tenon's dialects, passes and pipelines known.
#ifndef TTMLIR_C_REGISTRATION_H
#define TTMLIR_C_REGISTRATION_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Adds Tenon's dialects and the builtin ones that its programs use to `registry`.
MLIR_CAPI_EXPORTED void ttmlirRegisterAllDialects(MlirDialectRegistry registry);

/// Makes all passes and pipelines known by name. May be called any number of times.
MLIR_CAPI_EXPORTED void ttmlirRegisterAllPasses(void);

/// Errors that are reported in `context` show no operation, which for a module would be all of the program.
MLIR_CAPI_EXPORTED void ttmlirShortenDiagnostics(MlirContext context);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_REGISTRATION_H
