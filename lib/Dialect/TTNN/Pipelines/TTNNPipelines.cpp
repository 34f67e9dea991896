// The pipeline from ttir to ttnn programs that can be written to a Binary.
#include "ttmlir/Dialect/TTNN/Pipelines/TTNNPipelines.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"

namespace mlir::tt::ttnn {

namespace {

/// What the module is compiled for, and its text as it was given.
void addPreparation(OpPassManager &pm, const TTIRToTTNNBackendPipelineOptions &options) {
  pm.addPass(ttcore::createTTCoreRecordSourcePass());
  pm.addPass(ttcore::createTTCoreUnwrapDeviceModulePass());
  pm.addPass(ttir::createTTIRElementTypeNormalizationPass());
  ttcore::TTCoreRegisterDevicePassOptions device;
  device.systemDescPath = options.systemDescPath;
  device.mockSystemDescArch = options.mockSystemDescArch;
  device.meshShape = llvm::to_vector(options.meshShape);
  pm.addPass(ttcore::createTTCoreRegisterDevicePass(device));
  if (!options.argumentTypes.empty())
    pm.addPass(ttcore::createTTCorePopulateArgumentTypesPass({options.argumentTypes}));
}

/// Brings ttir into the form that converts best. Fusing comes before decomposition, for what is written out is found
/// more easily, and again behind it, for the decomposition of dot_general makes products.
void addSimplification(OpPassManager &pm, const TTIRToTTNNBackendPipelineOptions &options) {
  bool fuse = options.enableFusing && options.optimizationLevel >= 2;
  pm.addPass(createInlinerPass());
  pm.addPass(createCanonicalizerPass());
  if (options.enableImplicitBroadcastFolding)
    pm.addPass(ttir::createTTIRImplicitBroadcastFoldPass());
  if (fuse)
    pm.addPass(ttir::createTTIRFusingPass());
  pm.addPass(ttir::createTTIRToTTIRDecompositionPass());
  pm.addPass(createCanonicalizerPass());
  if (options.enableImplicitBroadcastFolding)
    pm.addPass(ttir::createTTIRImplicitBroadcastFoldPass());
  if (fuse)
    pm.addPass(ttir::createTTIRFusingPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(ttir::createTTIRMergeEqualPass());
  if (options.enableConstEval && options.optimizationLevel >= 1)
    pm.addPass(ttcore::createConstEvalHoistTransformPass());
}

void addLowering(OpPassManager &pm, const TTIRToTTNNBackendPipelineOptions &options) {
  pm.addPass(createConvertTTIRToTTNNPass());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
  if (options.enableFusing && options.optimizationLevel >= 2)
    pm.addPass(createTTNNFusingPass());
  if (options.checkHostSupport)
    pm.addPass(createTTNNCheckHostSupportPass());
  pm.addPass(createTTNNLayoutPass());
  if (!options.removeDeallocs)
    pm.addPass(createTTNNDeallocatePass());
}

} // namespace

void createTTIRToTTNNBackendPipeline(OpPassManager &pm, const TTIRToTTNNBackendPipelineOptions &options) {
  addPreparation(pm, options);
  addSimplification(pm, options);
  addLowering(pm, options);
}

namespace {

/// The options, and their names.
struct NamedOptions : TTIRToTTNNBackendPipelineOptions {
  SmallVector<StringRef> names() const {
    SmallVector<StringRef> sorted;
    for (const auto &option : OptionsMap)
      sorted.push_back(option.first);
    llvm::sort(sorted);
    return sorted;
  }
};

/// Options as a user gives them; a mistake in them is followed by the list of those that there are.
LogicalResult buildFromText(OpPassManager &pm, StringRef text,
                            llvm::function_ref<LogicalResult(const llvm::Twine &)> reportError) {
  NamedOptions options;
  if (succeeded(options.parseFromString(text))) {
    createTTIRToTTNNBackendPipeline(pm, options);
    return success();
  }
  return reportError("cannot read the options '" + text +
                     "'; the options of this pipeline are: " + llvm::join(options.names(), ", "));
}

void listOptions(llvm::function_ref<void(const detail::PassOptions &)> handle) {
  handle(TTIRToTTNNBackendPipelineOptions());
}

} // namespace

void registerTTNNPipelines() {
  registerPassPipeline("ttir-to-ttnn-backend-pipeline",
                       "Compile a ttir module to ttnn programs that can be written to a Binary", buildFromText,
                       listOptions);
  registerPassPipeline("ttir-to-ttnn-runtime-pipeline", "Another name of ttir-to-ttnn-backend-pipeline", buildFromText,
                       listOptions);
}

} // namespace mlir::tt::ttnn
