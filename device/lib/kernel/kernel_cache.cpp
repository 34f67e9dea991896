// An entry is one file: its key, the files it was made from with their hashes, and the code, closed by a checksum.
#include "kernel/kernel_cache.h"

#include <atomic>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <fmt/format.h>

#include "kernel/installation.h"

namespace fs = std::filesystem;

namespace tt::device {
namespace {

constexpr std::string_view kMagic = "tenon kernel 1\n";

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
  std::string text{kMagic};
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

std::string entryPath(const std::string &key) {
  const std::string folder = cacheFolder();
  return folder.empty() ? folder : fmt::format("{}/kernels/{:016x}.kernel", folder, hashBytes(key));
}

} // namespace

// FNV-1a; keys are compared whole, and for files only a change has to be noticed.
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
  const std::string path = entryPath(key);
  const std::optional<std::string> text = path.empty() ? std::nullopt : readFile(path);
  if (!text || text->size() < kMagic.size() + sizeof(uint64_t) || !text->starts_with(kMagic))
    return std::nullopt;
  const std::string_view content = std::string_view(*text).substr(0, text->size() - sizeof(uint64_t));
  uint64_t checksum = 0;
  std::memcpy(&checksum, text->data() + content.size(), sizeof(checksum));
  if (checksum != hashBytes(content))
    return std::nullopt;

  Reader reader(content.substr(kMagic.size()));
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
  const std::string path = entryPath(key);
  if (path.empty())
    return;
  Writer writer;
  writer.string(key);
  writer.number(kernel.dependencies.size());
  for (const Dependency &dependency : kernel.dependencies) {
    writer.string(dependency.path);
    writer.number(dependency.hash);
  }
  writer.string({reinterpret_cast<const char *>(kernel.code.data()), kernel.code.size()});
  writer.number(hashBytes(writer.text));

  static std::atomic<uint64_t> counter{0};
  const std::string temporary = fmt::format("{}.{}.{}", path, getpid(), counter++);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  {
    std::ofstream file(temporary, std::ios::binary);
    file.write(writer.text.data(), static_cast<std::streamsize>(writer.text.size()));
    file.flush();
    if (!file) {
      fs::remove(temporary, error);
      return;
    }
  }
  fs::rename(temporary, path, error);
  if (error)
    fs::remove(temporary, error);
}

} // namespace tt::device
