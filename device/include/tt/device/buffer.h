// Buffers in the card's memory, in pages that go round over its banks.
#pragma once

#include <cstdint>
#include <memory>

namespace tt::device {

class Chip;

enum class BufferType : uint8_t { Dram, L1 };

/// Page p lies in bank p % banks at address() + p / banks * alignedPageSize(). Banks of DRAM are its channels, banks of
/// L1 are the worker tiles, row by row. A handle: copies mean the same memory, which is free when the last one is gone.
class Buffer {
public:
  Buffer() = default;
  explicit operator bool() const { return impl != nullptr; }
  BufferType type() const;
  uint64_t size() const;            // bytes
  uint32_t pageSize() const;        // bytes
  uint32_t alignedPageSize() const; // pageSize, up to the alignment of its memory
  uint32_t pages() const;
  uint32_t address() const; // the same in every bank

  struct Impl;
  explicit Buffer(std::shared_ptr<Impl> impl) : impl(std::move(impl)) {}
  Impl &implementation() const { return *impl; }

private:
  std::shared_ptr<Impl> impl;
};

} // namespace tt::device
