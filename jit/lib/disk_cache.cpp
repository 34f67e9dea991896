// The cache's files: a header that names the content and its hash, then the content; written aside and renamed.
#include "tt/jit/disk_cache.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "tt/jit/host_cpu.h"

namespace tt::jit {
namespace {

constexpr std::array<char, 8> kMagic = {'t', 'e', 'n', 'o', 'n', 'j', 'i', '1'};
constexpr std::string_view kSuffix = ".cache";
constexpr std::string_view kTemporarySuffix = ".writing";
constexpr time_t kForgottenSeconds = 3600; // a file being written for longer belongs to a process that died

struct Header {
  std::array<char, 8> magic;
  CacheKey key;
  uint64_t size;
  XXH128_hash_t hash; // of the content
};
static_assert(sizeof(Header) == 48);

class Descriptor {
public:
  explicit Descriptor(int value) : value(value) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() {
    if (value >= 0)
      ::close(value);
  }
  explicit operator bool() const { return value >= 0; }
  int get() const { return value; }

private:
  int value;
};

bool readAll(int file, void *into, size_t size) {
  auto *out = static_cast<char *>(into);
  while (size > 0) {
    ssize_t got = ::read(file, out, size);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    out += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

bool writeAll(int file, const void *from, size_t size) {
  const auto *in = static_cast<const char *>(from);
  while (size > 0) {
    ssize_t put = ::write(file, in, size);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    in += put;
    size -= static_cast<size_t>(put);
  }
  return true;
}

/// Code is executed from these files: they count only if nobody else could have written them.
bool isOwn(const struct stat &status) { return status.st_uid == ::geteuid() && (status.st_mode & 022) == 0; }

std::string homeFolder() {
  if (const char *home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return home;
  return {};
}

struct Entry {
  std::string name;
  uint64_t bytes;
  timespec used;
};

} // namespace

std::string CacheKey::hex() const {
  std::string text;
  for (uint64_t word : words)
    for (int shift = 60; shift >= 0; shift -= 4)
      text += "0123456789abcdef"[(word >> shift) & 15];
  return text;
}

CacheKey makeCacheKey(std::string_view kind, std::span<const std::span<const std::byte>> parts) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  auto add = [&](const void *data, size_t size) {
    uint64_t length = size;
    XXH3_128bits_update(&state, &length, sizeof(length));
    XXH3_128bits_update(&state, data, size);
  };
  add(kind.data(), kind.size());
  add(hostCpu().data(), hostCpu().size());
  add(TENON_JIT_VERSION, sizeof(TENON_JIT_VERSION) - 1);
  for (std::span<const std::byte> part : parts)
    add(part.data(), part.size());
  XXH128_hash_t hash = XXH3_128bits_digest(&state);
  return {{hash.high64, hash.low64}};
}

DiskCache::DiskCache(std::filesystem::path folder, uint64_t maxBytes)
    : directory(std::move(folder)), maxBytes(maxBytes) {}

DiskCache DiskCache::fromEnvironment() {
  uint64_t maxBytes = kDefaultBytes;
  if (const char *text = std::getenv("TENON_CACHE_SIZE"); text != nullptr && *text != '\0') {
    char *end = nullptr;
    unsigned long long mebibytes = std::strtoull(text, &end, 10);
    if (*end == '\0' && mebibytes < (uint64_t{1} << 40))
      maxBytes = mebibytes << 20;
  }
  if (maxBytes == 0)
    return DiskCache({}, 0);
  auto named = [](const char *variable) -> std::filesystem::path {
    const char *text = std::getenv(variable);
    return text != nullptr ? text : "";
  };
  std::filesystem::path folder = named("TENON_CACHE_DIR");
  if (folder.empty() && !named("XDG_CACHE_HOME").empty())
    folder = named("XDG_CACHE_HOME") / "tenon";
  if (folder.empty() && !homeFolder().empty())
    folder = std::filesystem::path(homeFolder()) / ".cache" / "tenon";
  return DiskCache(std::move(folder), maxBytes);
}

std::filesystem::path DiskCache::fileOf(std::string_view kind, const CacheKey &key) const {
  return directory / (std::string(kind) + "-" + key.hex() + std::string(kSuffix));
}

std::optional<std::vector<std::byte>> DiskCache::load(std::string_view kind, const CacheKey &key) const {
  if (directory.empty())
    return std::nullopt;
  try {
    Descriptor file(::open(fileOf(kind, key).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status;
    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode) || !isOwn(status))
      return std::nullopt;
    Header header;
    if (!readAll(file.get(), &header, sizeof(header)) || header.magic != kMagic || header.key != key ||
        header.size != static_cast<uint64_t>(status.st_size) - sizeof(header) || header.size > maxBytes)
      return std::nullopt;
    std::vector<std::byte> content(header.size);
    if (!readAll(file.get(), content.data(), content.size()) ||
        XXH128_isEqual(XXH3_128bits(content.data(), content.size()), header.hash) == 0)
      return std::nullopt;
    ::futimens(file.get(), nullptr); // used now; where that fails, it is evicted earlier
    return content;
  } catch (...) { // no memory
    return std::nullopt;
  }
}

bool DiskCache::store(std::string_view kind, const CacheKey &key, std::span<const std::byte> content) const {
  if (directory.empty() || content.size() + sizeof(Header) > maxBytes)
    return false;
  try {
    std::error_code error;
    std::filesystem::create_directories(directory, error);
    static std::atomic<uint64_t> serial;
    std::filesystem::path path = fileOf(kind, key);
    std::string aside = path.string() + "." + std::to_string(::getpid()) + "." + std::to_string(serial++) +
                        std::string(kTemporarySuffix);
    bool complete = false;
    {
      Descriptor file(::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
      if (!file)
        return false;
      Header header = {kMagic, key, content.size(), XXH3_128bits(content.data(), content.size())};
      complete = writeAll(file.get(), &header, sizeof(header)) && writeAll(file.get(), content.data(), content.size());
    }
    if (!complete || ::rename(aside.c_str(), path.c_str()) != 0) {
      ::unlink(aside.c_str());
      return false;
    }
    evict();
    return true;
  } catch (...) { // no memory
    return false;
  }
}

void DiskCache::evict() const {
  DIR *folder = ::opendir(directory.c_str());
  if (folder == nullptr)
    return;
  std::vector<Entry> entries;
  uint64_t total = 0;
  time_t now = ::time(nullptr);
  while (const dirent *found = ::readdir(folder)) {
    std::string_view name = found->d_name;
    struct stat status;
    bool temporary = name.ends_with(kTemporarySuffix);
    if ((!name.ends_with(kSuffix) && !temporary) ||
        ::fstatat(::dirfd(folder), found->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
      continue;
    if (temporary) {
      if (status.st_mtime + kForgottenSeconds < now)
        ::unlinkat(::dirfd(folder), found->d_name, 0);
      continue;
    }
    entries.push_back({std::string(name), static_cast<uint64_t>(status.st_size), status.st_mtim});
    total += static_cast<uint64_t>(status.st_size);
  }
  if (total > maxBytes) {
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
      return std::pair(a.used.tv_sec, a.used.tv_nsec) < std::pair(b.used.tv_sec, b.used.tv_nsec);
    });
    // Some more than needed, so that not every store has to remove something.
    for (const Entry &entry : entries) {
      if (total <= maxBytes - maxBytes / 8)
        break;
      ::unlinkat(::dirfd(folder), entry.name.c_str(), 0);
      total -= entry.bytes;
    }
  }
  ::closedir(folder);
}

} // namespace tt::jit
