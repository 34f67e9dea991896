// C API: types of the dialect quant that are checked before they are made. MLIR's own functions take what they are
// given.
#ifndef TTMLIR_C_QUANTTYPES_H
#define TTMLIR_C_QUANTTYPES_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

// Each returns a null type where the arguments do not go together, and reports the reason as a diagnostic at
// `location`.

MLIR_CAPI_EXPORTED MlirType ttmlirAnyQuantizedTypeGetChecked(MlirLocation location, unsigned flags,
                                                             MlirType storageType, MlirType expressedType,
                                                             int64_t storageTypeMin, int64_t storageTypeMax);

MLIR_CAPI_EXPORTED MlirType ttmlirUniformQuantizedTypeGetChecked(MlirLocation location, unsigned flags,
                                                                 MlirType storageType, MlirType expressedType,
                                                                 double scale, int64_t zeroPoint,
                                                                 int64_t storageTypeMin, int64_t storageTypeMax);

/// `scales` and `zeroPoints` have `count` elements each.
MLIR_CAPI_EXPORTED MlirType ttmlirUniformQuantizedPerAxisTypeGetChecked(MlirLocation location, unsigned flags,
                                                                        MlirType storageType, MlirType expressedType,
                                                                        intptr_t count, const double *scales,
                                                                        const int64_t *zeroPoints,
                                                                        int32_t quantizedDimension,
                                                                        int64_t storageTypeMin, int64_t storageTypeMax);

/// `quantizedDimensions` and `blockSizes` have `count` elements each; `scales` and `zeroPoints` are dense elements.
MLIR_CAPI_EXPORTED MlirType ttmlirUniformQuantizedSubChannelTypeGetChecked(
    MlirLocation location, unsigned flags, MlirType storageType, MlirType expressedType, MlirAttribute scales,
    MlirAttribute zeroPoints, intptr_t count, const int32_t *quantizedDimensions, const int64_t *blockSizes,
    int64_t storageTypeMin, int64_t storageTypeMax);

MLIR_CAPI_EXPORTED MlirType ttmlirCalibratedQuantizedTypeGetChecked(MlirLocation location, MlirType expressedType,
                                                                    double min, double max);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_QUANTTYPES_H
