// Passes that work on any of the dialects: the device, the kinds of arguments, constant evaluation.
#ifndef TTMLIR_DIALECT_TTCORE_TRANSFORMS_PASSES_TD
#define TTMLIR_DIALECT_TTCORE_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def TTCoreRegisterDevicePass : Pass<"ttcore-register-device", "::mlir::ModuleOp"> {
  let summary = "Declare the system and the device that a module is compiled for";
  let description = [{
    Gives the module the attribute `ttcore.system_desc` and the op
    `ttcore.device @default_device`. The descriptor is read from the file
    `system-desc-path` (the textual form of `#ttcore.system_desc`), or else
    describes a mock system of the architecture `mock-system-desc-arch`. A module
    that has a descriptor already keeps it, unless a path is given.
  }];
  let options = [
    Option<"systemDescPath", "system-desc-path", "std::string", "\"\"",
           "File with the descriptor of the system">,
    Option<"mockSystemDescArch", "mock-system-desc-arch", "std::string", "\"wormhole_b0\"",
           "Architecture of the mock system: wormhole_b0 or blackhole">,
    ListOption<"meshShape", "mesh-shape", "int64_t", "Rows and columns of the mesh of chips">
  ];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect"];
}

def TTCorePopulateArgumentTypesPass : Pass<"ttcore-populate-argument-types", "::mlir::ModuleOp"> {
  let summary = "Say which arguments of functions are inputs, parameters and constants";
  let description = [{
    Sets `ttcore.argument_type` on arguments. `argument-types` lists the kinds
    for each function, separated by semicolons:
    `forward=input,parameter,constant;other=input`.
  }];
  let options = [
    Option<"argumentTypes", "argument-types", "std::string", "\"\"",
           "Kinds of the arguments: function=kind,kind,...;function=...">
  ];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect"];
}

def TTCoreRecordSourcePass : Pass<"ttcore-record-source", "::mlir::ModuleOp"> {
  let summary = "Keep the module's text, as it is now, for the Binary";
  let description = [{
    Puts the printed module, large constants elided, into the attribute
    `ttcore.source_mlir`. The pipelines begin with it, so that a Binary tells
    what it was made from.
  }];
}

def TTCoreUnwrapDeviceModulePass : Pass<"ttcore-unwrap-device-module", "::mlir::ModuleOp"> {
  let summary = "Take the functions of a device module out of it";
  let description = [{
    Moves what is inside `ttcore.device_module { builtin.module { ... } }` to the
    top, so that the rest of a pipeline sees one plain module. Does nothing to a
    module that has none. A `ttcore.cpu_module` beside it is reported. Attributes
    with the dialect's older name, as `tt.argument_type`, get the current one.
  }];
}

def ConstEvalHoistTransformPass : Pass<"const-eval-hoist-transform", "::mlir::ModuleOp"> {
  let summary = "Move what depends on parameters and constants alone into functions that run once";
  let description = [{
    Finds the ops of each public function whose operands are parameters and
    constants (`ttcore.argument_type`), constant ops, or results of other such
    ops. Each connected group of them becomes a private function
    `@<function>_const_eval_<n>`, called through `ttcore.load_cached`, which the
    runtime evaluates once and not in each run. Ops with effects, ops that draw
    random numbers, and groups that only make a constant stay where they are.
  }];
  let dependentDialects = ["::mlir::tt::ttcore::TTCoreDialect", "::mlir::func::FuncDialect"];
}

#endif // TTMLIR_DIALECT_TTCORE_TRANSFORMS_PASSES_TD
