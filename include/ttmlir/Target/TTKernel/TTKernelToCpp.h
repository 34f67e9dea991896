// Writes kernels as C++ against the field's kernel interface, for people to read and for cards to run.
#ifndef TTMLIR_TARGET_TTKERNEL_TTKERNELTOCPP_H
#define TTMLIR_TARGET_TTKERNEL_TTKERNELTOCPP_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::tt::ttkernel {

/// Writes one kernel, a function with the attribute ttkernel.thread, as a source file of its own: `void kernel_main()`
/// for data movement, `namespace NAMESPACE { void MAIN { ... } }` for compute. Variables have the names of locations
/// where those are names. What has no form in C++ is reported at its location, all of it, and nothing is written.
LogicalResult translateKernelToCpp(func::FuncOp kernel, llvm::raw_ostream &os);

/// Writes all kernels of a module, each under a line with its name.
LogicalResult translateKernelsToCpp(ModuleOp module, llvm::raw_ostream &os);

/// Registers `ttmlir-translate --ttkernel-to-cpp`.
void registerTTKernelToCppTranslation();

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_TARGET_TTKERNEL_TTKERNELTOCPP_H
