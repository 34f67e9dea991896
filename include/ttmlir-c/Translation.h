// C API: modules to Binaries.
#ifndef TTMLIR_C_TRANSLATION_H
#define TTMLIR_C_TRANSLATION_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Writes a TTNN module as a Binary (.ttnn), in pieces, through `callback`. What cannot be written is reported as
/// diagnostics at its location.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTNNToFlatbuffer(MlirModule module, MlirStringCallback callback,
                                                                     void *userData);

/// As above, to a file, which is either complete or left as it was.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTNNToFlatbufferFile(MlirModule module, MlirStringRef path);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_TRANSLATION_H
