// Looks for headers, libraries and tools: beside this library, where it was built, in the environment.
#include "kernel/installation.h"

#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <sstream>
#include <unistd.h>

#include <fmt/format.h>

#include "tt/device/error.h"

namespace fs = std::filesystem;

namespace tt::device {
namespace {

std::string environment(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : "";
}

/// The folder of the library or program that this function is linked into.
fs::path ownFolder() {
  Dl_info info = {};
  std::error_code error;
  if (!dladdr(reinterpret_cast<void *>(&ownFolder), &info) || !info.dli_fname)
    return {};
  const fs::path path = fs::canonical(info.dli_fname, error);
  return (error ? fs::read_symlink("/proc/self/exe", error) : path).parent_path();
}

} // namespace

std::vector<std::string> kernelHeaderFolders() {
  auto areIn = [](const fs::path &folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "dataflow_api.h", error) &&
           fs::is_regular_file(folder / "tenon/kernel/runtime.cpp", error);
  };
  if (std::string chosen = environment("TENON_KERNEL_HEADERS"); !chosen.empty()) {
    if (areIn(chosen))
      return {fs::absolute(chosen).lexically_normal().string()};
    throw KernelError(
        fmt::format("TENON_KERNEL_HEADERS is '{}', where the headers for kernels are not (dataflow_api.h, "
                    "tenon/kernel/runtime.cpp)",
                    chosen));
  }
  const fs::path own = ownFolder();
  // Beside the program or below its prefix; and in Python's packages, beside the libraries that extensions share.
  std::string tried;
  for (const char *place : {".", "..", "../ttmlir/_mlir_libs", "../../ttmlir/_mlir_libs"}) {
    const fs::path folder = (own / place / "share/tenon/kernel_headers").lexically_normal();
    if (areIn(folder))
      return {folder.string()};
    tried += "  " + folder.string() + "\n";
  }
  // In a build, they are spread over folders.
  const fs::path generated = TENON_KERNEL_HEADERS_GENERATED, source = TENON_KERNEL_HEADERS_SOURCE;
  std::error_code error;
  if (fs::is_regular_file(generated / "dataflow_api.h", error) && fs::is_directory(source / "tenon", error))
    return {source.string(), generated.string(), TENON_SCHEMA_HEADERS_SOURCE};
  throw KernelError(fmt::format("the headers for kernels (dataflow_api.h and others) are in none of these folders:\n"
                                "{}  {}\n"
                                "Install Tenon's C++ files, or set TENON_KERNEL_HEADERS to their folder.",
                                tried, generated.string()));
}

std::string findTool(const char *variable, const std::string &name) {
  auto runs = [](const fs::path &path) { return access(path.c_str(), X_OK) == 0; };
  if (std::string chosen = environment(variable); !chosen.empty()) {
    if (runs(chosen))
      return chosen;
    throw KernelError(fmt::format("{} is '{}', which cannot be run", variable, chosen));
  }
  const std::string versioned = name + "-22";
  std::istringstream folders(environment("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');)
    if (!folder.empty() && runs(fs::path(folder) / versioned))
      return (fs::path(folder) / versioned).string();
  if (const fs::path path = fs::path("/usr/lib/llvm-22/bin") / name; runs(path))
    return path.string();
  throw KernelError(fmt::format("{} was not found in $PATH, and it is needed to compile kernels. Install the Debian "
                                "packages clang-22 and lld-22 (from apt.llvm.org), or set {} to a path.",
                                versioned, variable));
}

} // namespace tt::device
