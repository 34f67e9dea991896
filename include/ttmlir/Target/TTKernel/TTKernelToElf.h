// Compiles kernels to code for the card's cores.
#ifndef TTMLIR_TARGET_TTKERNEL_TTKERNELTOELF_H
#define TTMLIR_TARGET_TTKERNEL_TTKERNELTOELF_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace mlir::tt::ttkernel {

struct KernelCodeOptions {
  /// What ttkernel.get_compile_time_arg_val finds, in order.
  llvm::ArrayRef<uint32_t> compileTimeArgs;
  /// How many bytes code and data may take: the L1 of a core by default.
  uint64_t memoryLimit = 1499136;
};

/// The ELF of a kernel, a function with the attribute ttkernel.thread: position-independent RV32IM code with the lines
/// of the functions' locations, as the card loads it (tt::device::KernelImage::fromElf). The module stays as it is.
/// What cannot be compiled is reported at its location, all of it. Runs ld.lld-22 and, the first time on a machine,
/// clang++-22.
FailureOr<llvm::SmallVector<char>> translateKernelToElf(func::FuncOp kernel, const KernelCodeOptions &options = {});

/// The kernels of a module in order.
llvm::SmallVector<func::FuncOp> kernelsOf(ModuleOp module);

/// The kernel of this name, or the only one where the name is empty; null, with an error at the module, if there is
/// none.
func::FuncOp findKernel(ModuleOp module, llvm::StringRef name);

/// Registers `ttmlir-translate --ttkernel-to-elf`.
void registerTTKernelToElfTranslation();

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_TARGET_TTKERNEL_TTKERNELTOELF_H
