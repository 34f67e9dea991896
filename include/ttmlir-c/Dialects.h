// C API: the handles of Tenon's dialects.
#ifndef TTMLIR_C_DIALECTS_H
#define TTMLIR_C_DIALECTS_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(TTCore, ttcore);
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(TTIR, ttir);
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(TTKernel, ttkernel);
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(TTMetal, ttmetal);
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(TTNN, ttnn);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_DIALECTS_H
