// The pipeline from ttir to programs for the card's cores that can be written to a Binary.
#include "ttmlir/Dialect/TTMetal/Pipelines/TTMetalPipelines.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

namespace mlir::tt::ttmetal {

void createTTIRToTTMetalPipeline(OpPassManager &pm, const TTIRToTTMetalPipelineOptions &options) {
  // What the module is compiled for, and its text as it was given.
  pm.addPass(ttcore::createTTCoreRecordSourcePass());
  pm.addPass(ttcore::createTTCoreUnwrapDeviceModulePass());
  pm.addPass(ttir::createTTIRElementTypeNormalizationPass());
  ttcore::TTCoreRegisterDevicePassOptions device;
  device.systemDescPath = options.systemDescPath;
  device.mockSystemDescArch = options.mockSystemDescArch;
  pm.addPass(ttcore::createTTCoreRegisterDevicePass(device));
  // Fewer kinds of ops, and broadcasts where kernels do them.
  pm.addPass(createInlinerPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(ttir::createTTIRImplicitBroadcastFoldPass());
  pm.addPass(ttir::createTTIRToTTIRDecompositionPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(ttir::createTTIRImplicitBroadcastFoldPass());
  pm.addPass(ttir::createTTIRMergeEqualPass());
  pm.addPass(createConvertTTIRToTTMetalPass({llvm::to_vector(options.overrideDeviceShape)}));
  // Kernels keep what they compute once out of their loops.
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createLoopInvariantCodeMotionPass());
  pm.addPass(createCSEPass());
}

void registerTTMetalPipelines() {
  PassPipelineRegistration<TTIRToTTMetalPipelineOptions>(
      "ttir-to-ttmetal-pipeline",
      "Compile a ttir module to programs for the card's cores, which can be written to a "
      "Binary",
      createTTIRToTTMetalPipeline);
  PassPipelineRegistration<TTIRToTTMetalPipelineOptions>(
      "ttir-to-ttmetal-backend-pipeline", "Another name of ttir-to-ttmetal-pipeline", createTTIRToTTMetalPipeline);
}

} // namespace mlir::tt::ttmetal
