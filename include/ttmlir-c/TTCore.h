// C API: the dialect ttcore, its enumerations, attributes and types, and the descriptions of systems and devices that
// are made as a whole.
#ifndef TTMLIR_C_TTCORE_H
#define TTMLIR_C_TTCORE_H

#include "ttmlir-c/Dialects.h"

#include "ttmlir-c/TTCoreDefinitions.h.inc"

#ifdef __cplusplus
extern "C" {
#endif

/// Describes chips of `arch`: as many as a mesh of this shape has, one if it has no dimensions. Null after an error at
/// `location`.
MLIR_CAPI_EXPORTED MlirAttribute ttmlirTTCoreSystemDescAttrGetDefault(MlirLocation location, ttmlirTTCoreArch arch,
                                                                      intptr_t mesh_shape_size,
                                                                      int64_t const *mesh_shape);

/// The device made of the first chips of a system description, laid out as a mesh of this shape (without dimensions: a
/// single chip). Null after an error at `location`.
MLIR_CAPI_EXPORTED MlirAttribute ttmlirTTCoreDeviceAttrFromSystemDesc(MlirLocation location, MlirAttribute system_desc,
                                                                      intptr_t mesh_shape_size,
                                                                      int64_t const *mesh_shape);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_TTCORE_H
