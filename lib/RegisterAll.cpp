// Everything that Tenon's compiler adds to MLIR: dialects, passes and pipelines.
#include "ttmlir/RegisterAll.h"

#include "ttmlir/Conversion/Passes.h"
#include "ttmlir/Dialect/TTCore/IR/OlderPrefix.h"
#include "ttmlir/Dialect/TTCore/IR/TTCore.h"
#include "ttmlir/Dialect/TTCore/Transforms/Passes.h"
#include "ttmlir/Dialect/TTIR/IR/TTIR.h"
#include "ttmlir/Dialect/TTIR/Transforms/Passes.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernel.h"
#include "ttmlir/Dialect/TTMetal/IR/TTMetal.h"
#include "ttmlir/Dialect/TTMetal/Pipelines/TTMetalPipelines.h"
#include "ttmlir/Dialect/TTNN/IR/TTNN.h"
#include "ttmlir/Dialect/TTNN/Pipelines/TTNNPipelines.h"
#include "ttmlir/Dialect/TTNN/Transforms/Passes.h"

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Transforms/Passes.h"

namespace mlir::tt {

void registerAllDialects(DialectRegistry &registry) {
  registry.insert<ttcore::OlderPrefixDialect, ttcore::TTCoreDialect, ttir::TTIRDialect, ttkernel::TTKernelDialect,
                  ttmetal::TTMetalDialect, ttnn::TTNNDialect>();
  registerUpstreamDialects(registry);
}

void registerAllPasses() {
  static const bool registered = [] {
    ttcore::registerTTCorePasses();
    ttir::registerTTIRPasses();
    ttnn::registerTTNNPasses();
    registerTTConversionPasses();
    ttnn::registerTTNNPipelines();
    ttmetal::registerTTMetalPipelines();
    mlir::registerCanonicalizerPass();
    mlir::registerCSEPass();
    mlir::registerInlinerPass();
    mlir::registerSymbolDCEPass();
    mlir::registerStripDebugInfoPass();
    mlir::registerLocationSnapshotPass();
    return true;
  }();
  (void)registered;
}

} // namespace mlir::tt
