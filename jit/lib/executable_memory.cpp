// Anonymous memory, filled and then made executable. A mapping of a file would show later writes to the file.
#include "tt/jit/executable_memory.h"

#include <cstring>
#include <new>

#include <sys/mman.h>

namespace tt::jit {

std::shared_ptr<const ExecutableMemory> ExecutableMemory::load(std::span<const std::byte> image) noexcept {
  if (image.empty())
    return nullptr;
  void *base = ::mmap(nullptr, image.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED)
    return nullptr;
  std::memcpy(base, image.data(), image.size());
  if (::mprotect(base, image.size(), PROT_READ | PROT_EXEC) != 0) {
    ::munmap(base, image.size());
    return nullptr;
  }
  auto *begin = static_cast<char *>(base);
  __builtin___clear_cache(begin, begin + image.size());
  try {
    return std::shared_ptr<const ExecutableMemory>(new ExecutableMemory(static_cast<std::byte *>(base), image.size()));
  } catch (const std::bad_alloc &) {
    ::munmap(base, image.size());
    return nullptr;
  }
}

ExecutableMemory::~ExecutableMemory() { ::munmap(base, bytes); }

} // namespace tt::jit
