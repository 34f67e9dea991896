// Links kernels as the card's own compiler of kernels does; the only file here that is compiled with exceptions.
#include "KernelLinker.h"

#include "kernel/kernel_compiler.h"
#include "tt/device/kernel.h"

#include <exception>

namespace mlir::tt::ttkernel {

LinkedKernel linkKernelObject(llvm::ArrayRef<char> object, const std::string &name) {
  LinkedKernel linked;
  try {
    std::vector<std::byte> elf = ::tt::device::linkKernel(std::as_bytes(std::span(object.data(), object.size())), name);
    linked.memoryBytes = ::tt::device::KernelImage::fromElf(elf, name)->memoryBytes();
    const char *begin = reinterpret_cast<const char *>(elf.data());
    linked.elf.assign(begin, begin + elf.size());
  } catch (const std::exception &error) {
    linked.error = error.what();
  }
  return linked;
}

} // namespace mlir::tt::ttkernel
