// An entry of the cache on disk: the key, the files that a kernel was made from with their hashes, and its code.
#include "kernel/kernel_cache.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tt/jit/disk_cache.h"

namespace fs = std::filesystem;

namespace tt::device {
namespace {

constexpr std::string_view kKind = "kernel";

std::optional<std::string> readFile(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  if (!file || !fs::is_regular_file(path, error))
    return std::nullopt;
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  return file.bad() ? std::nullopt : std::optional(std::move(text));
}

class Writer {
public:
  void number(uint64_t value) { text.append(reinterpret_cast<const char *>(&value), sizeof(value)); }
  void string(std::string_view value) {
    number(value.size());
    text += value;
  }
  std::string text;
};

class Reader {
public:
  explicit Reader(std::string_view text) : rest(text) {}
  bool number(uint64_t &value) {
    if (rest.size() < sizeof(value))
      return false;
    std::memcpy(&value, rest.data(), sizeof(value));
    rest.remove_prefix(sizeof(value));
    return true;
  }
  bool string(std::string_view &value) {
    uint64_t size = 0;
    if (!number(size) || size > rest.size())
      return false;
    value = rest.substr(0, size);
    rest.remove_prefix(size);
    return true;
  }

private:
  std::string_view rest;
};

jit::CacheKey cacheKey(const std::string &key) {
  const std::span<const std::byte> part = std::as_bytes(std::span(key));
  return jit::makeCacheKey(kKind, {&part, 1});
}

} // namespace

// FNV-1a: only a change of a file has to be noticed.
uint64_t hashBytes(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : bytes)
    hash = (hash ^ static_cast<uint8_t>(byte)) * 0x100000001b3;
  return hash;
}

std::optional<uint64_t> hashFile(const std::string &path) {
  const std::optional<std::string> text = readFile(path);
  return text ? std::optional(hashBytes(*text)) : std::nullopt;
}

std::optional<CachedKernel> findCached(const std::string &key) {
  const std::optional<std::vector<std::byte>> content = jit::DiskCache::fromEnvironment().load(kKind, cacheKey(key));
  if (!content)
    return std::nullopt;
  Reader reader({reinterpret_cast<const char *>(content->data()), content->size()});
  std::string_view storedKey, code;
  uint64_t count = 0;
  if (!reader.string(storedKey) || storedKey != key || !reader.number(count))
    return std::nullopt;
  CachedKernel kernel;
  for (uint64_t i = 0; i < count; ++i) {
    std::string_view file;
    Dependency dependency;
    if (!reader.string(file) || !reader.number(dependency.hash))
      return std::nullopt;
    dependency.path = file;
    if (hashFile(dependency.path) != dependency.hash)
      return std::nullopt;
    kernel.dependencies.push_back(std::move(dependency));
  }
  if (!reader.string(code))
    return std::nullopt;
  const auto *bytes = reinterpret_cast<const std::byte *>(code.data());
  kernel.code.assign(bytes, bytes + code.size());
  return kernel;
}

void storeCached(const std::string &key, const CachedKernel &kernel) {
  Writer writer;
  writer.string(key);
  writer.number(kernel.dependencies.size());
  for (const Dependency &dependency : kernel.dependencies) {
    writer.string(dependency.path);
    writer.number(dependency.hash);
  }
  writer.string({reinterpret_cast<const char *>(kernel.code.data()), kernel.code.size()});
  jit::DiskCache::fromEnvironment().store(kKind, cacheKey(key), std::as_bytes(std::span(writer.text)));
}

} // namespace tt::device
