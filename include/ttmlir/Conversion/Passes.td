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

def ConvertTTKernelToLLVMPass : Pass<"convert-ttkernel-to-llvm", "::mlir::ModuleOp"> {
  let summary = "Convert kernels to the LLVM dialect for the card's cores";
  let description = [{
    Replaces every function with the attribute `ttkernel.thread`, and those that it calls, by functions of the LLVM
    dialect for 32-bit RISC-V: ops become calls of the card's services (`ecall`), or arithmetic on what the card tells a
    kernel at its start. Each function gets the address of that record as its first argument. Ops that cannot be
    lowered are reported at their locations with the reason, all of them before the pass fails.
  }];
  let options = [
    ListOption<"compileTimeArgs", "compile-time-args", "uint32_t",
               "What ttkernel.get_compile_time_arg_val finds, in order">,
    Option<"entry", "entry", "std::string", "",
           "Also make kernel_main, which a kernel's start calls, for the kernel of this name">
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect", "::mlir::cf::ControlFlowDialect", "::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect"];
}

def ConvertTTIRToTTMetalPass : Pass<"convert-ttir-to-ttmetal", "::mlir::ModuleOp"> {
  let summary = "Convert ttir to programs for the card's cores";
  let description = [{
    Makes the tensors of functions buffers of tiles in the card's DRAM, and every
    ttir op a program: a reader, a compute kernel and a writer (functions of
    ttkernel) on a rectangle of cores, each of which gets as many tiles of the
    result as the others, give or take one. Arguments and results of functions
    are memory of the host. Ops that cannot be placed on the card are reported at
    their locations with the reason, all of them before the pass fails.

    `linear` and `softmax` are written out first.

    What lies in tiles beyond the edges of a tensor has no meaning; readers of
    products and reductions replace it by what does not change the result.
  }];
  let options = [
    ListOption<"gridShape", "grid-shape", "int64_t",
               "Rows and columns of cores that programs are spread over; the card's whole grid if not given">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect", "::mlir::func::FuncDialect",
                           "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect",
                           "::mlir::tt::ttcore::TTCoreDialect", "::mlir::tt::ttkernel::TTKernelDialect",
                           "::mlir::tt::ttmetal::TTMetalDialect"];
}

#endif // TTMLIR_CONVERSION_PASSES_TD
