// The pipeline from ttir to programs for the card's cores that can be written to a Binary.
#ifndef TTMLIR_DIALECT_TTMETAL_PIPELINES_TTMETALPIPELINES_H
#define TTMLIR_DIALECT_TTMETAL_PIPELINES_TTMETALPIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::tt::ttmetal {

/// Options of ttir-to-ttmetal-pipeline.
struct TTIRToTTMetalPipelineOptions : public PassPipelineOptions<TTIRToTTMetalPipelineOptions> {
  Option<std::string> systemDescPath{*this, "system-desc-path",
                                     llvm::cl::desc("File with the descriptor of the system to compile for"),
                                     llvm::cl::init("")};
  Option<std::string> mockSystemDescArch{
      *this, "mock-system-desc-arch",
      llvm::cl::desc("Architecture of the system where no file is given: wormhole_b0 or blackhole"),
      llvm::cl::init("wormhole_b0")};
  ListOption<int64_t> overrideDeviceShape{
      *this, "override-device-shape",
      llvm::cl::desc("Rows and columns of cores that programs are spread over; the card's whole grid if not given")};
};

void createTTIRToTTMetalPipeline(OpPassManager &pm, const TTIRToTTMetalPipelineOptions &options);

/// Registers ttir-to-ttmetal-pipeline and its alias ttir-to-ttmetal-backend-pipeline.
void registerTTMetalPipelines();

} // namespace mlir::tt::ttmetal

#endif // TTMLIR_DIALECT_TTMETAL_PIPELINES_TTMETALPIPELINES_H
