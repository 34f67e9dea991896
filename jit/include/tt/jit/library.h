// Opens a shared library of Tenon's when it is first needed, such as one that links LLVM.
#pragma once

#include <string>
#include <string_view>

namespace tt::jit {

/// A shared library that stays open until the process ends, or the reason why it could not be opened.
class Library {
public:
  /// Looks for `fileName` in the folder that the environment variable `folderVariable` names, if it is set, and else
  /// beside the file that holds `anchor` (a function or variable of the caller), in ../lib from there, in the folder
  /// that Python's packages share, and in the one where Tenon was built or installed.
  static Library open(std::string_view fileName, const char *folderVariable, const void *anchor);

  explicit operator bool() const { return handle != nullptr; }
  /// Where it was looked for, and why it could not be opened. Empty if it was.
  const std::string &error() const { return reason; }
  /// Null if the library has no such symbol.
  void *symbol(const char *name) const;

private:
  void *handle = nullptr;
  std::string reason;
};

} // namespace tt::jit
