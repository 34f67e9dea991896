// Files as bytes: mapped or read, and written whole or not at all.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace tt::runtime::detail {

/// The contents of a file, kept as long as the object lives. Large files are mapped read-only: their pages come and go
/// with use, and a program may hand them back (see discard).
class FileBytes {
public:
  /// Throws FileError.
  static std::shared_ptr<FileBytes> open(const std::string &path);
  /// A copy of bytes in memory, 64-byte aligned.
  static std::shared_ptr<FileBytes> copyOf(std::span<const std::byte> bytes);
  ~FileBytes();
  FileBytes(const FileBytes &) = delete;
  FileBytes &operator=(const FileBytes &) = delete;

  std::span<const std::byte> bytes() const { return {data, size}; }
  /// Says that `part` will not be read soon. Its pages leave the process's memory and are read from the file again when
  /// they are needed after all. Nothing happens where the bytes are not a mapping.
  void discard(std::span<const std::byte> part) const;

private:
  FileBytes() = default;
  const std::byte *data = nullptr;
  size_t size = 0;
  bool mapped = false;
  std::shared_ptr<std::byte> block;
};

/// Writes a file under another name beside it and renames that, so that nobody ever sees half of it; a file that was
/// there keeps its permissions. Links are followed and stay. What is not a regular file (a device, a pipe) is opened
/// and written to. Throws FileError.
void writeFile(const std::string &path, std::span<const std::byte> bytes);

} // namespace tt::runtime::detail
