// Where the parts of Tenon that kernels need are on this machine, and the compiler.
#pragma once

#include <string>
#include <vector>

namespace tt::device {

/// The folders that kernels include from. $TENON_KERNEL_HEADERS comes first, then what lies beside the library or
/// program that this code is in, then the source tree. Throws KernelError that names all places where they are not.
std::vector<std::string> kernelHeaderFolders();
/// Where libTenonKernelDebug may be, the likeliest first.
std::vector<std::string> debugLibraryPaths();
/// The path of a program of LLVM 22: `variable` of the environment, `name`-22 in $PATH, Debian's folder. Throws
/// KernelError that says what to install.
std::string findTool(const char *variable, const std::string &name);
/// The folder for files that can be made again: $TENON_CACHE_DIR, $XDG_CACHE_HOME/tenon, ~/.cache/tenon; empty where
/// none of them is set.
std::string cacheFolder();

} // namespace tt::device
