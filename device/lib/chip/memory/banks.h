// Who has what of the banks of DRAM and L1: buffers, and what programs need at the bottom of L1.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "chip/memory/free_list.h"
#include "tt/device/architecture.h"
#include "tt/device/buffer.h"

namespace tt::device {

/// Every bank is filled alike, so one list a kind of memory is enough. Outlives the chip while buffers are held.
class Banks : public std::enable_shared_from_this<Banks> {
public:
  explicit Banks(const Architecture &architecture);

  /// Throws ValueError that says how much is free.
  Buffer create(BufferType type, uint64_t size, uint32_t pageSize);
  void release(BufferType type, uint32_t address);

  /// Keeps L1 buffers out of [0, end) as long as the result is held. Throws ValueError where one is there already.
  std::shared_ptr<const void> reserveForProgram(uint32_t end);

private:
  [[noreturn]] void failFull(BufferType type, uint64_t bytes, const FreeList &list) const;

  const uint32_t dramBanks, l1Banks, dramAlignment, l1Alignment, l1Size;
  const uint64_t dramSize;
  std::mutex mutex;
  FreeList dram, l1;
  std::multiset<uint32_t> programs; // ends of what programs use
};

/// What handles share.
struct Buffer::Impl {
  std::shared_ptr<Banks> banks;
  BufferType type = BufferType::Dram;
  uint64_t size = 0;
  uint32_t pageSize = 0, alignedPageSize = 0, pages = 0, address = 0, bankCount = 0;

  Impl() = default;
  Impl(const Impl &) = delete;
  Impl &operator=(const Impl &) = delete;
  ~Impl();

  uint64_t bytesInBank() const { return uint64_t((pages + bankCount - 1) / bankCount) * alignedPageSize; }
};

} // namespace tt::device
