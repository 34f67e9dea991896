// Links kernels as the card's own compiler of kernels does, and looks into the result.
#ifndef TTMLIR_LIB_TARGET_TTKERNEL_KERNELLINKER_H
#define TTMLIR_LIB_TARGET_TTKERNEL_KERNELLINKER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>
#include <string>

namespace mlir::tt::ttkernel {

struct LinkedKernel {
  llvm::SmallVector<char> elf;
  uint64_t memoryBytes = 0; ///< of L1, for code and data
  std::string error;        ///< why there is none; empty if there is
};

/// Links an object that defines kernel_main with a kernel's start.
LinkedKernel linkKernelObject(llvm::ArrayRef<char> object, const std::string &name);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_TARGET_TTKERNEL_KERNELLINKER_H
