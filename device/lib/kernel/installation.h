// Where the parts of Tenon that kernels need are on this machine, and the compiler.
#pragma once

#include <string>
#include <vector>

namespace tt::device {

/// The folders that kernels include from. $TENON_KERNEL_HEADERS comes first, then what lies beside the library or
/// program that this code is in, then the source tree. Throws KernelError that names all places where they are not.
std::vector<std::string> kernelHeaderFolders();
/// The path of a program of LLVM 22: `variable` of the environment, `name`-22 in $PATH, Debian's folder. Throws
/// KernelError that says what to install.
std::string findTool(const char *variable, const std::string &name);

} // namespace tt::device
