// Compiled kernels on disk, so that a program that was compiled once starts at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tt::device {

/// A file that went into a kernel, and what was in it.
struct Dependency {
  std::string path;
  uint64_t hash = 0;
};

/// The hash of a file's content; nothing where it cannot be read.
std::optional<uint64_t> hashFile(const std::string &path);
uint64_t hashBytes(std::string_view bytes);

struct CachedKernel {
  std::vector<Dependency> dependencies;
  std::vector<std::byte> code;
};

/// `key`: all that a result depends on beside the files it names. An entry counts while the files it was made from have
/// their content. A cache that cannot be read or written is the same as an empty one; damaged entries do not count.
/// Entries appear at once (rename), so processes can share it.
std::optional<CachedKernel> findCached(const std::string &key);
void storeCached(const std::string &key, const CachedKernel &kernel);

} // namespace tt::device
