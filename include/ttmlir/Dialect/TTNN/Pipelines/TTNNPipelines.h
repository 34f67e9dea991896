// The pipeline from ttir to ttnn programs that can be written to a Binary.
#ifndef TTMLIR_DIALECT_TTNN_PIPELINES_TTNNPIPELINES_H
#define TTMLIR_DIALECT_TTNN_PIPELINES_TTNNPIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::tt::ttnn {

/// Options of ttir-to-ttnn-backend-pipeline.
struct TTIRToTTNNBackendPipelineOptions : public PassPipelineOptions<TTIRToTTNNBackendPipelineOptions> {
  Option<int> optimizationLevel{
      *this, "optimization-level",
      llvm::cl::desc("0: convert only; 1: also constant evaluation; 2: also fusing (the default)"), llvm::cl::init(2)};
  Option<std::string> systemDescPath{*this, "system-desc-path",
                                     llvm::cl::desc("File with the descriptor of the system to compile for"),
                                     llvm::cl::init("")};
  Option<std::string> mockSystemDescArch{
      *this, "mock-system-desc-arch",
      llvm::cl::desc("Architecture of the system where no file is given: wormhole_b0 or blackhole"),
      llvm::cl::init("wormhole_b0")};
  ListOption<int64_t> meshShape{*this, "mesh-shape", llvm::cl::desc("Rows and columns of the mesh of chips")};
  Option<std::string> argumentTypes{
      *this, "argument-types", llvm::cl::desc("Kinds of arguments: function=input,parameter,constant,...;function=..."),
      llvm::cl::init("")};
  Option<bool> enableConstEval{*this, "enable-const-eval",
                               llvm::cl::desc("Evaluate what depends on constants and parameters once, not each run"),
                               llvm::cl::init(true)};
  Option<bool> enableFusing{*this, "enable-fusing-pass",
                            llvm::cl::desc("Recognize ops that were written out, and fuse activations"),
                            llvm::cl::init(true)};
  Option<bool> enableImplicitBroadcastFolding{*this, "enable-implicit-broadcast-folding-pass",
                                              llvm::cl::desc("Drop broadcasts that elementwise ops do by themselves"),
                                              llvm::cl::init(true)};
  Option<bool> removeDeallocs{*this, "remove-deallocs", llvm::cl::desc("Add no ttnn.deallocate"),
                              llvm::cl::init(false)};
  Option<bool> checkHostSupport{*this, "check-host-support",
                                llvm::cl::desc("Report ops that the host device cannot execute"), llvm::cl::init(true)};
};

void createTTIRToTTNNBackendPipeline(OpPassManager &pm, const TTIRToTTNNBackendPipelineOptions &options);

/// Registers ttir-to-ttnn-backend-pipeline and its alias ttir-to-ttnn-runtime-pipeline.
void registerTTNNPipelines();

} // namespace mlir::tt::ttnn

#endif // TTMLIR_DIALECT_TTNN_PIPELINES_TTNNPIPELINES_H
