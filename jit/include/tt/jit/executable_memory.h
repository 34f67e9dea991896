// Memory that holds an image and may be executed, but no longer written.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace tt::jit {

class ExecutableMemory {
public:
  /// Of the image's begin.
  static constexpr size_t kAlignment = 64;
  /// A copy of the image's bytes, in memory of its own. Null where the system refuses that.
  static std::shared_ptr<const ExecutableMemory> load(std::span<const std::byte> image) noexcept;
  /// Code of a function of one pointer that calls `function` with that pointer and `context`, at offset 0. It keeps
  /// neither. Null where the system refuses that, or on a machine for which no such code is known.
  static std::shared_ptr<const ExecutableMemory> bind(const void *function, const void *context) noexcept;
  ~ExecutableMemory();
  ExecutableMemory(const ExecutableMemory &) = delete;
  ExecutableMemory &operator=(const ExecutableMemory &) = delete;

  const std::byte *at(size_t offset) const { return base + offset; }
  size_t size() const { return bytes; }

private:
  ExecutableMemory(std::byte *base, size_t bytes) : base(base), bytes(bytes) {}
  std::byte *base;
  size_t bytes;
};

} // namespace tt::jit
