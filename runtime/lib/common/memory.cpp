// Blocks of aligned memory, and how large a tensor may be on this machine.
#include "common/memory.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tt/runtime/error.h"

namespace tt::runtime::detail {
namespace {

constexpr size_t kHugePage = size_t(2) << 20;
/// From here on a block is mapped by itself, so that its pages are given back when it is freed.
constexpr size_t kMapFrom = size_t(8) << 20;

/// A number from a file that holds nothing else; nothing for "max" and absent files.
std::optional<uint64_t> readNumber(const char *path) {
  std::ifstream file(path);
  uint64_t number = 0;
  if (file >> number)
    return number;
  return std::nullopt;
}

std::optional<uint64_t> availableMemory() {
  std::ifstream file("/proc/meminfo");
  std::string name;
  uint64_t kibibytes = 0;
  std::string unit;
  while (file >> name >> kibibytes && std::getline(file, unit))
    if (name == "MemAvailable:")
      return kibibytes * 1024;
  return std::nullopt;
}

} // namespace

std::optional<size_t> checkedSizeBytes(const TensorDesc &desc) {
  size_t element = elementSize(desc.dtype);
  if (element == 0 || desc.shape.size() > kMaxRank)
    return std::nullopt;
  uint64_t bytes = element;
  for (int64_t size : desc.shape) {
    if (size < 0)
      return std::nullopt;
    if (__builtin_mul_overflow(bytes, static_cast<uint64_t>(std::max<int64_t>(size, 1)), &bytes) ||
        bytes > kMaxTensorBytes)
      return std::nullopt;
  }
  return desc.sizeBytes();
}

std::shared_ptr<std::byte> allocateBlock(size_t size, std::string_view purpose) {
  auto fail = [&]() -> Error { return Error(fmt::format("out of memory: {} needs {}", purpose, formatBytes(size))); };
  if (size >= kMapFrom) {
    size_t mapped = (size + kHugePage - 1) / kHugePage * kHugePage;
    // A mapping starts at a page; huge pages need an aligned part inside it, which the kernel finds by itself.
    void *memory = ::mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
      throw fail();
    ::madvise(memory, mapped, MADV_HUGEPAGE);
    return {static_cast<std::byte *>(memory), [mapped](std::byte *block) { ::munmap(block, mapped); }};
  }
  void *memory = std::aligned_alloc(kAlignment, std::max(alignUp(size), kAlignment));
  if (!memory)
    throw fail();
  return {static_cast<std::byte *>(memory), [](std::byte *block) { std::free(block); }};
}

uint64_t memoryLimit() {
  if (const char *text = std::getenv("TT_RUNTIME_MEMORY_LIMIT")) {
    char *end = nullptr;
    unsigned long long limit = std::strtoull(text, &end, 10);
    if (*text != '\0' && *end == '\0')
      return limit;
    throw ValueError(fmt::format("TT_RUNTIME_MEMORY_LIMIT is '{}'; expected a number of bytes", text));
  }
  uint64_t limit = availableMemory().value_or(std::numeric_limits<uint64_t>::max());
  std::optional<uint64_t> groupLimit = readNumber("/sys/fs/cgroup/memory.max");
  std::optional<uint64_t> groupUse = readNumber("/sys/fs/cgroup/memory.current");
  if (groupLimit && groupUse)
    limit = std::min(limit, *groupLimit > *groupUse ? *groupLimit - *groupUse : 0);
  return limit;
}

std::string formatBytes(uint64_t size) {
  constexpr uint64_t kKiB = 1024, kMiB = kKiB * 1024, kGiB = kMiB * 1024;
  if (size >= kGiB)
    return fmt::format("{:.1f} GiB", static_cast<double>(size) / kGiB);
  if (size >= kMiB)
    return fmt::format("{:.1f} MiB", static_cast<double>(size) / kMiB);
  if (size >= kKiB)
    return fmt::format("{:.1f} KiB", static_cast<double>(size) / kKiB);
  return fmt::format("{} bytes", size);
}

} // namespace tt::runtime::detail
