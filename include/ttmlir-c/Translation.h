// C API: modules to Binaries, kernels to C++ and to code for the card's cores.
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

/// What the result at a location should be: a dense tensor. `dtype` is a number of ttcore::DataType; the strides are in
/// elements; `device` tells apart what the devices of a mesh should compute.
typedef struct TtmlirGolden {
  MlirStringRef location;
  uint32_t device;
  MlirStringRef name;
  intptr_t rank;
  const int64_t *shape;
  const int64_t *strides;
  int dtype;
  MlirStringRef data;
} TtmlirGolden;

/// A module's text as a pass left it.
typedef struct TtmlirStage {
  MlirStringRef passName;
  MlirStringRef mlir;
} TtmlirStage;

/// As ttmlirTranslateTTNNToFlatbuffer, with goldens and stages for whoever looks into the Binary.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTNNToFlatbufferWithDebugInfo(
    MlirModule module, intptr_t numGoldens, const TtmlirGolden *goldens, intptr_t numStages, const TtmlirStage *stages,
    MlirStringCallback callback, void *userData);

/// As ttmlirTranslateTTNNToFlatbufferWithDebugInfo, for a module of ttmetal and ttkernel: a Binary for the simulated
/// card
/// (.ttm). Its kernels are compiled.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTMetalToFlatbufferWithDebugInfo(
    MlirModule module, intptr_t numGoldens, const TtmlirGolden *goldens, intptr_t numStages, const TtmlirStage *stages,
    MlirStringCallback callback, void *userData);

/// As ttmlirTranslateTTNNToFlatbuffer, to a file, which is either complete or left as it was.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTNNToFlatbufferFile(MlirModule module, MlirStringRef path);

/// Writes the kernel of this name, the only one where the name is empty, as C++. What has no form in C++ is reported as
/// diagnostics at its location.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTKernelToCpp(MlirModule module, MlirStringRef kernel,
                                                                  MlirStringCallback callback, void *userData);

/// As ttmlirTranslateTTKernelToCpp, all kernels of the module in one text.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTKernelsToCpp(MlirModule module, MlirStringCallback callback,
                                                                   void *userData);

/// Compiles the kernel of this name, the only one where the name is empty, to an ELF for the card's cores.
MLIR_CAPI_EXPORTED MlirLogicalResult ttmlirTranslateTTKernelToElf(MlirModule module, MlirStringRef kernel,
                                                                  intptr_t numCompileTimeArgs,
                                                                  const uint32_t *compileTimeArgs,
                                                                  MlirStringCallback callback, void *userData);

#ifdef __cplusplus
}
#endif

#endif // TTMLIR_C_TRANSLATION_H
