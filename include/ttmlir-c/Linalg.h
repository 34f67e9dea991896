// C API: what MLIR's functions on linalg's ops presuppose.
#ifndef TTMLIR_C_LINALG_H
#define TTMLIR_C_LINALG_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Whether `mlirLinalgFillBuiltinNamedOpRegion` can make the body of the op: a named op of linalg, without a body yet.
MLIR_CAPI_EXPORTED bool ttmlirLinalgCanFillBuiltinNamedOpRegion(MlirOperation op);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_LINALG_H
