// A cache on disk of what was costly to make, by content: it may be lost, damaged or absent, and only speed suffers.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tt::jit {

/// 128 bits that name an entry of the cache: a hash of all that its content depends on.
struct CacheKey {
  std::array<uint64_t, 2> words = {};
  bool operator==(const CacheKey &) const = default;
  std::string hex() const;
};

/// The hash of `parts`, each with its length, and of what all native code depends on: the CPU and Tenon's version.
/// `kind` tells apart the users of the cache, and is the beginning of the file's name; letters, digits and hyphens.
CacheKey makeCacheKey(std::string_view kind, std::span<const std::span<const std::byte>> parts);

/// Entries are files of one folder. Any number of threads and processes use it at once: a file is complete under its
/// name or not there. Nothing throws: what cannot be read is not there, what cannot be written is not kept.
class DiskCache {
public:
  static constexpr uint64_t kDefaultBytes = uint64_t{512} << 20;

  /// Keeps at most about `maxBytes` in `folder`, which is made when something is stored first. An empty path: no cache.
  explicit DiskCache(std::filesystem::path folder, uint64_t maxBytes = kDefaultBytes);

  /// The cache that the environment says: in $TENON_CACHE_DIR, else $XDG_CACHE_HOME/tenon, else ~/.cache/tenon, of
  /// $TENON_CACHE_SIZE MiB (512 if not given; 0: no cache).
  static DiskCache fromEnvironment();

  /// The content stored under the key, if it is there, undamaged and this user's own. It then counts as just used.
  std::optional<std::vector<std::byte>> load(std::string_view kind, const CacheKey &key) const;

  /// Stores the content, replacing what was there, and removes what was not used for longest where there is too much.
  /// False if it could not be kept.
  bool store(std::string_view kind, const CacheKey &key, std::span<const std::byte> content) const;

  const std::filesystem::path &folder() const { return directory; }

private:
  std::filesystem::path fileOf(std::string_view kind, const CacheKey &key) const;
  void evict() const;

  std::filesystem::path directory;
  uint64_t maxBytes;
};

} // namespace tt::jit
