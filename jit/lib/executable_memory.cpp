// Anonymous memory, filled and then made executable. A mapping of a file would show later writes to the file.
#include "tt/jit/executable_memory.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <new>

#include <sys/mman.h>

namespace tt::jit {

/// Bytes before the image, so that what looks at the place before a function (-fsanitize=function does) finds memory.
static constexpr size_t kBefore = ExecutableMemory::kAlignment;

std::shared_ptr<const ExecutableMemory> ExecutableMemory::load(std::span<const std::byte> image) noexcept {
  if (image.empty())
    return nullptr;
  const size_t size = kBefore + image.size();
  void *base = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (base == MAP_FAILED)
    return nullptr;
  auto *begin = static_cast<char *>(base);
  std::memcpy(begin + kBefore, image.data(), image.size());
  if (::mprotect(base, size, PROT_READ | PROT_EXEC) != 0) {
    ::munmap(base, size);
    return nullptr;
  }
  __builtin___clear_cache(begin, begin + size);
  try {
    return std::shared_ptr<const ExecutableMemory>(
        new ExecutableMemory(static_cast<std::byte *>(base) + kBefore, image.size()));
  } catch (const std::bad_alloc &) {
    ::munmap(base, size);
    return nullptr;
  }
}

std::shared_ptr<const ExecutableMemory> ExecutableMemory::bind(const void *function, const void *context) noexcept {
#if defined(__x86_64__)
  // mov rsi, context; mov rax, function; jmp rax (System V ABI: the second argument is in rsi)
  std::array<unsigned char, 22> code = {0x48, 0xBE, 0, 0, 0, 0, 0, 0, 0, 0,    0x48,
                                        0xB8, 0,    0, 0, 0, 0, 0, 0, 0, 0xFF, 0xE0};
  const auto contextAddress = reinterpret_cast<uintptr_t>(context), address = reinterpret_cast<uintptr_t>(function);
  std::memcpy(&code[2], &contextAddress, sizeof(contextAddress));
  std::memcpy(&code[12], &address, sizeof(address));
  return load(std::as_bytes(std::span(code)));
#else
  return nullptr;
#endif
}

ExecutableMemory::~ExecutableMemory() { ::munmap(base - kBefore, kBefore + bytes); }

} // namespace tt::jit
