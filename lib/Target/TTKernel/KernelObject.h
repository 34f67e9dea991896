// From a kernel in the LLVM dialect to an object file for the card's cores.
#ifndef TTMLIR_LIB_TARGET_TTKERNEL_KERNELOBJECT_H
#define TTMLIR_LIB_TARGET_TTKERNEL_KERNELOBJECT_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"

namespace mlir::tt::ttkernel {

/// A relocatable RV32IM object with the lines of the module's locations. Functions other than kernel_main are internal.
FailureOr<llvm::SmallVector<char>> compileKernelObject(ModuleOp module);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_TARGET_TTKERNEL_KERNELOBJECT_H
