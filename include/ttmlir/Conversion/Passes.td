// Passes that take programs from one dialect to another.
#ifndef TTMLIR_CONVERSION_PASSES_TD
#define TTMLIR_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertTTIRToTTNNPass : Pass<"convert-ttir-to-ttnn", "::mlir::ModuleOp"> {
  let summary = "Convert ttir to ttnn";
  let description = [{
    Replaces every ttir op by ttnn ops. Ops that cannot be lowered are reported
    at their locations with the reason, all of them before the pass fails. With
    `check-host-support`, a conversion that fails also reports what the host
    device cannot execute of what was converted, so that all is reported at once.
  }];
  let options = [
    Option<"checkHostSupport", "check-host-support", "bool", "false",
           "Where the conversion fails, also report ops that the host device cannot execute">
  ];
  let dependentDialects = ["::mlir::tt::ttnn::TTNNDialect", "::mlir::tt::ttcore::TTCoreDialect"];
}

#endif // TTMLIR_CONVERSION_PASSES_TD
