// C API: modules to Binaries, kernels to C++ and to code for the card's cores.
#include "ttmlir-c/Translation.h"

#include "ttmlir/Target/TTKernel/TTKernelToCpp.h"
#include "ttmlir/Target/TTKernel/TTKernelToElf.h"
#include "ttmlir/Target/TTMetal/TTMetalToFlatbuffer.h"
#include "ttmlir/Target/TTNN/TTNNToFlatbuffer.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Support.h"
#include "mlir/CAPI/Utils.h"

MlirLogicalResult ttmlirTranslateTTNNToFlatbuffer(MlirModule module, MlirStringCallback callback, void *userData) {
  mlir::detail::CallbackOstream stream(callback, userData);
  return wrap(mlir::tt::ttnn::translateTTNNToFlatbuffer(unwrap(module), stream));
}

/// Goldens and stages as C++ has them.
static mlir::tt::ttnn::BinaryDebugInfo debugInfoOf(intptr_t numGoldens, const TtmlirGolden *goldens, intptr_t numStages,
                                                   const TtmlirStage *stages) {
  mlir::tt::ttnn::BinaryDebugInfo debugInfo;
  for (const TtmlirGolden &golden : llvm::ArrayRef(goldens, numGoldens)) {
    auto rank = static_cast<size_t>(golden.rank);
    debugInfo.goldens.push_back({unwrap(golden.location), golden.device, unwrap(golden.name),
                                 llvm::ArrayRef(golden.shape, rank), llvm::ArrayRef(golden.strides, rank),
                                 static_cast<mlir::tt::ttcore::DataType>(golden.dtype),
                                 llvm::ArrayRef(golden.data.data, golden.data.length)});
  }
  for (const TtmlirStage &stage : llvm::ArrayRef(stages, numStages))
    debugInfo.stages.push_back({unwrap(stage.passName), unwrap(stage.mlir)});
  return debugInfo;
}

MlirLogicalResult ttmlirTranslateTTNNToFlatbufferWithDebugInfo(MlirModule module, intptr_t numGoldens,
                                                               const TtmlirGolden *goldens, intptr_t numStages,
                                                               const TtmlirStage *stages, MlirStringCallback callback,
                                                               void *userData) {
  mlir::detail::CallbackOstream stream(callback, userData);
  return wrap(mlir::tt::ttnn::translateTTNNToFlatbuffer(unwrap(module), stream,
                                                        debugInfoOf(numGoldens, goldens, numStages, stages)));
}

MlirLogicalResult ttmlirTranslateTTMetalToFlatbufferWithDebugInfo(MlirModule module, intptr_t numGoldens,
                                                                  const TtmlirGolden *goldens, intptr_t numStages,
                                                                  const TtmlirStage *stages,
                                                                  MlirStringCallback callback, void *userData) {
  mlir::detail::CallbackOstream stream(callback, userData);
  return wrap(mlir::tt::ttmetal::translateTTMetalToFlatbuffer(unwrap(module), stream,
                                                              debugInfoOf(numGoldens, goldens, numStages, stages)));
}

MlirLogicalResult ttmlirTranslateTTNNToFlatbufferFile(MlirModule module, MlirStringRef path) {
  return wrap(mlir::tt::ttnn::translateTTNNToFlatbufferFile(unwrap(module), unwrap(path)));
}

MlirLogicalResult ttmlirTranslateTTKernelToCpp(MlirModule module, MlirStringRef kernel, MlirStringCallback callback,
                                               void *userData) {
  mlir::func::FuncOp function = mlir::tt::ttkernel::findKernel(unwrap(module), unwrap(kernel));
  if (!function)
    return wrap(mlir::failure());
  mlir::detail::CallbackOstream stream(callback, userData);
  return wrap(mlir::tt::ttkernel::translateKernelToCpp(function, stream));
}

MlirLogicalResult ttmlirTranslateTTKernelsToCpp(MlirModule module, MlirStringCallback callback, void *userData) {
  mlir::detail::CallbackOstream stream(callback, userData);
  return wrap(mlir::tt::ttkernel::translateKernelsToCpp(unwrap(module), stream));
}

MlirLogicalResult ttmlirTranslateTTKernelToElf(MlirModule module, MlirStringRef kernel, intptr_t numCompileTimeArgs,
                                               const uint32_t *compileTimeArgs, MlirStringCallback callback,
                                               void *userData) {
  mlir::func::FuncOp function = mlir::tt::ttkernel::findKernel(unwrap(module), unwrap(kernel));
  if (!function)
    return wrap(mlir::failure());
  mlir::tt::ttkernel::KernelCodeOptions options;
  options.compileTimeArgs = llvm::ArrayRef(compileTimeArgs, static_cast<size_t>(numCompileTimeArgs));
  mlir::FailureOr<llvm::SmallVector<char>> elf = mlir::tt::ttkernel::translateKernelToElf(function, options);
  if (failed(elf))
    return wrap(mlir::failure());
  callback(mlirStringRefCreate(elf->data(), elf->size()), userData);
  return wrap(mlir::success());
}
