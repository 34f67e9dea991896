// dlopen with a list of places, and an error that names them all.
#include "tt/jit/library.h"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include <dlfcn.h>

namespace tt::jit {
namespace {

std::vector<std::filesystem::path> foldersToTry(const char *folderVariable, const void *anchor) {
  if (const char *folder = std::getenv(folderVariable); folder != nullptr && *folder != '\0')
    return {folder};
  std::vector<std::filesystem::path> folders;
  Dl_info info;
  if (::dladdr(anchor, &info) != 0 && info.dli_fname != nullptr) {
    std::error_code error;
    std::filesystem::path file = std::filesystem::absolute(info.dli_fname, error);
    // Beside it, or below its prefix; and in Python's packages, beside the libraries that extensions share.
    for (const char *place : {".", "../lib", "../ttmlir/_mlir_libs", "../../ttmlir/_mlir_libs"})
      folders.push_back((file.parent_path() / place).lexically_normal());
  }
  folders.emplace_back(TENON_LIBRARY_DIR);
  folders.emplace_back(TENON_INSTALL_LIBRARY_DIR);
  return folders;
}

} // namespace

Library Library::open(std::string_view fileName, const char *folderVariable, const void *anchor) {
  Library library;
  std::string tried;
  for (const std::filesystem::path &folder : foldersToTry(folderVariable, anchor)) {
    std::filesystem::path path = folder / fileName;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
      tried += (tried.empty() ? "" : ", ") + folder.string();
      continue;
    }
    library.handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library.handle == nullptr) {
      const char *why = ::dlerror();
      library.reason = path.string() + " cannot be opened: " + (why != nullptr ? why : "no reason given");
    }
    return library;
  }
  library.reason = std::string(fileName) + " is in none of the folders " + tried + "; set " + folderVariable +
                   " to the one that holds it";
  return library;
}

void *Library::symbol(const char *name) const { return handle != nullptr ? ::dlsym(handle, name) : nullptr; }

} // namespace tt::jit
