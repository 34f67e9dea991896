// Writing a file whole or not at all.
#include "OutputFile.h"

#include "llvm/Support/FileSystem.h"

#include <filesystem>

namespace mlir::tt::ttnn {
namespace {

namespace fs = llvm::sys::fs;

/// Where the links lead that `path` names; the file at the end need not exist.
llvm::Expected<std::string> followLinks(llvm::StringRef path) {
  std::filesystem::path current = path.str();
  for (int links = 0; links != 40; ++links) { // as many as Linux follows
    std::error_code error;
    std::filesystem::path next = std::filesystem::read_symlink(current, error);
    if (error)
      return current.string();
    current = current.parent_path() / next;
  }
  return llvm::errorCodeToError(std::make_error_code(std::errc::too_many_symbolic_link_levels));
}

llvm::Error writeTo(int file, llvm::function_ref<void(llvm::raw_ostream &)> write) {
  llvm::raw_fd_ostream os(file, /*shouldClose=*/false);
  write(os);
  os.flush();
  std::error_code error = os.error();
  os.clear_error(); // the stream's destructor ends the process otherwise
  return llvm::errorCodeToError(error);
}

llvm::Error writeInPlace(llvm::StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> write) {
  llvm::Expected<fs::file_t> file = fs::openNativeFileForWrite(path, fs::CD_OpenExisting, fs::OF_None);
  if (!file)
    return file.takeError();
  llvm::Error error = writeTo(*file, write);
  std::error_code closeError = fs::closeFile(*file);
  if (error)
    return error;
  return llvm::errorCodeToError(closeError);
}

} // namespace

llvm::Error writeWholeFile(llvm::StringRef path, llvm::function_ref<void(llvm::raw_ostream &)> write) {
  fs::file_status status;
  std::error_code missing = fs::status(path, status);
  if (missing && missing != std::errc::no_such_file_or_directory)
    return llvm::errorCodeToError(missing);
  if (!missing && status.type() != fs::file_type::regular_file)
    return writeInPlace(path, write);
  if (!missing)
    if (std::error_code error = fs::access(path, fs::AccessMode::Write))
      return llvm::errorCodeToError(error);

  llvm::Expected<std::string> target = followLinks(path);
  if (!target)
    return target.takeError();
  llvm::Expected<fs::TempFile> file = fs::TempFile::create(*target + ".%%%%%%.tmp");
  if (!file)
    return file.takeError();
  llvm::Error error =
      missing ? llvm::Error::success() : llvm::errorCodeToError(fs::setPermissions(file->FD, status.permissions()));
  if (!error)
    error = writeTo(file->FD, write);
  if (error) {
    llvm::consumeError(file->discard());
    return error;
  }
  return file->keep(*target);
}

} // namespace mlir::tt::ttnn
