// From C++ source or an object file to a kernel's ELF, with Clang and LLD.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "tt/device/kernel.h"

namespace tt::device {

/// The ELF of a kernel. `name` is what the source is called in messages and debug information. Throws KernelError.
std::vector<std::byte> compileKernel(const std::string &source, const std::string &name, const CompileOptions &options);
std::vector<std::byte> compileKernelFile(const std::string &path, const CompileOptions &options);

/// Links a relocatable object that defines `kernel_main` (RV32IM, ilp32, -fPIE) with the kernels' own start and
/// arithmetic: what a compiler of another language makes a kernel with. Throws KernelError.
std::vector<std::byte> linkKernel(std::span<const std::byte> object, const std::string &name);

/// "reader" of "kernels/reader.cpp".
std::string kernelNameOf(const std::string &path);

} // namespace tt::device
