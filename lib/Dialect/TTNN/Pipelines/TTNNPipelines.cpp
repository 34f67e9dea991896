// The pipeline from ttir to ttnn programs that can be written to a Binary.
#include "ttmlir/Dialect/TTNN/Pipelines/TTNNPipelines.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/WithColor.h"

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
  pm.addPass(createConvertTTIRToTTNNPass({options.checkHostSupport}));
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

/// Options of the field's compilers that choose how a program is placed on and moved about a chip, measured or
/// recorded. They do not change results, and the host device has none of it.
constexpr StringLiteral kWithoutEffect[] = {
    "compute-cfg-dst-full-sync-en",
    "compute-cfg-fp32-dest-acc-en",
    "compute-cfg-math-approx-mode",
    "compute-cfg-math-fidelity",
    "compute-cfg-packer-l1-acc",
    "decision-trace-dir",
    "disable-workarounds",
    "enable-compile-time-stats",
    "enable-const-eval-inputs-to-system-memory",
    "enable-cpu-hoisted-const-eval",
    "enable-create-d2m-subgraphs",
    "enable-d2m-elementwise-fusion",
    "enable-decision-trace",
    "enable-decomposition-workaround-pass",
    "enable-dram-space-saving-optimization-pass",
    "enable-erase-inverse-ops-pass",
    "enable-fusing-conv2d-with-multiply-pattern",
    "enable-layout-workaround-pass",
    "enable-optimizer",
    "enable-permute-matmul-fusion",
    "enable-permute-slice-after-matmul-fusion",
    "enable-remove-dead-values",
    "enable-trace",
    "enable-ttnn-decomposition-pass",
    "insert-memreconfig",
    "max-fallback-attempts",
    "max-legal-layouts",
    "memory-layout-analysis-enabled",
    "mesh-topology",
    "override-conv2d-config",
    "override-conv3d-config",
    "override-output-layout",
    "row-major-enabled",
    "tensor-l1-usage-cap",
    "use-mock-allocator-state",
};

/// `text` without the options that have no effect; those are named in a remark.
std::string dropOptionsWithoutEffect(StringRef text) {
  SmallVector<StringRef> words, kept, dropped;
  text.split(words, ' ', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef word : words)
    (llvm::is_contained(kWithoutEffect, word.split('=').first) ? dropped : kept).push_back(word);
  if (dropped.empty())
    return text.str();
  llvm::WithColor::remark() << "without effect on the host device: " << llvm::join(dropped, ", ") << "\n";
  return llvm::join(kept, " ");
}

/// Fails unless the options' values make sense, and what they ask for can be executed.
LogicalResult checkValues(const TTIRToTTNNBackendPipelineOptions &options,
                          llvm::function_ref<LogicalResult(const llvm::Twine &)> reportError) {
  if (options.optimizationLevel < 0 || options.optimizationLevel > 2)
    return reportError("optimization-level must be 0, 1 or 2, not " + llvm::Twine(options.optimizationLevel));
  bool isOneChip = llvm::all_of(options.meshShape, [](int64_t extent) { return extent == 1; });
  if (options.checkHostSupport && !isOneChip)
    return reportError("mesh-shape must be 1,1: programs on several devices cannot be executed yet "
                       "(check-host-support=false compiles all the same)");
  return success();
}

/// Options as a user gives them; a mistake in them is followed by the list of those that there are.
LogicalResult buildFromText(OpPassManager &pm, StringRef text,
                            llvm::function_ref<LogicalResult(const llvm::Twine &)> reportError) {
  NamedOptions options;
  std::string reason;
  llvm::raw_string_ostream os(reason);
  if (succeeded(options.parseFromString(dropOptionsWithoutEffect(text), os))) {
    if (failed(checkValues(options, reportError)))
      return failure();
    createTTIRToTTNNBackendPipeline(pm, options);
    return success();
  }
  // What is wrong with a value of a known option, MLIR's parsers say on stderr only.
  if (reason.empty())
    reason = "a value does not fit its option\n";
  return reportError(reason + "cannot read the options '" + text +
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
