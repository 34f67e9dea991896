// Who has what of the banks of DRAM and L1: buffers, and what programs need at the bottom of L1.
#include "chip/memory/banks.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

constexpr uint64_t kAddressable = uint64_t(1) << 32; // addresses of buffers are words

std::string_view nameOf(BufferType type) { return type == BufferType::Dram ? "DRAM" : "L1"; }

} // namespace

Banks::Banks(const Architecture &a)
    : dramBanks(a.dramChannels), l1Banks(a.gridWidth * a.gridHeight), dramAlignment(a.dramAlignment),
      l1Alignment(a.l1Alignment), l1Size(a.l1Size), dramSize(std::min(a.dramChannelSize, kAddressable)),
      dram(kDramUnreserved, dramSize, dramAlignment),
      l1(kL1Unreserved, l1Size, std::max(a.l1Alignment, a.dramAlignment)) {}

void Banks::failFull(BufferType type, uint64_t bytes, const FreeList &list) const {
  std::string programsHave;
  if (type == BufferType::L1 && !programs.empty())
    programsHave = fmt::format("; programs that run or were enqueued use it up to {}", *programs.rbegin());
  throw ValueError(
      fmt::format("no room for a buffer of {} bytes in each of the {} banks of {}: {} of {} bytes are free, "
                  "{} of them in one piece{}",
                  bytes, type == BufferType::Dram ? dramBanks : l1Banks, nameOf(type), list.freeBytes(),
                  type == BufferType::Dram ? dramSize : l1Size, list.largestPiece(), programsHave));
}

Buffer Banks::create(BufferType type, uint64_t size, uint32_t pageSize) {
  if (size == 0 || pageSize == 0)
    throw ValueError(fmt::format("a buffer of {} bytes in pages of {}: both must be at least 1", size, pageSize));
  if (size % pageSize != 0)
    throw ValueError(
        fmt::format("a buffer of {} bytes in pages of {}: expected a whole number of pages", size, pageSize));
  const bool isDram = type == BufferType::Dram;
  const uint64_t pages = size / pageSize;
  const uint64_t alignedPageSize = alignUp(pageSize, isDram ? dramAlignment : l1Alignment);
  if (pages > std::numeric_limits<uint32_t>::max() || alignedPageSize > std::numeric_limits<uint32_t>::max())
    throw ValueError(
        fmt::format("a buffer of {} bytes in pages of {}: more than the chip can address", size, pageSize));

  auto buffer = std::make_shared<Buffer::Impl>();
  buffer->type = type;
  buffer->size = size;
  buffer->pageSize = pageSize;
  buffer->alignedPageSize = static_cast<uint32_t>(alignedPageSize);
  buffer->pages = static_cast<uint32_t>(pages);
  buffer->bankCount = isDram ? dramBanks : l1Banks;
  const uint64_t bytes = buffer->bytesInBank();

  std::lock_guard lock(mutex);
  FreeList &list = isDram ? dram : l1;
  std::optional<uint64_t> address = isDram ? list.takeLowest(bytes) : list.takeHighest(bytes);
  if (address && !isDram && !programs.empty() && *address < *programs.rbegin()) {
    list.giveBack(*address);
    address.reset();
  }
  if (!address)
    failFull(type, bytes, list);
  buffer->address = static_cast<uint32_t>(*address);
  buffer->banks = shared_from_this();
  return Buffer(std::move(buffer));
}

void Banks::release(BufferType type, uint32_t address) {
  std::lock_guard lock(mutex);
  (type == BufferType::Dram ? dram : l1).giveBack(address);
}

std::shared_ptr<const void> Banks::reserveForProgram(uint32_t end) {
  std::lock_guard lock(mutex);
  if (end > l1.lowestTaken())
    throw ValueError(
        fmt::format("the program's kernels, arguments and circular buffers take L1 up to {}, but L1 buffers "
                    "begin at {} (L1 has {} bytes)",
                    end, l1.lowestTaken(), l1Size));
  auto entry = programs.insert(end);
  return {static_cast<const void *>(this), [banks = shared_from_this(), entry](const void *) {
            std::lock_guard lock(banks->mutex);
            banks->programs.erase(entry);
          }};
}

Buffer::Impl::~Impl() {
  if (banks)
    banks->release(type, address);
}

BufferType Buffer::type() const { return impl->type; }
uint64_t Buffer::size() const { return impl->size; }
uint32_t Buffer::pageSize() const { return impl->pageSize; }
uint32_t Buffer::alignedPageSize() const { return impl->alignedPageSize; }
uint32_t Buffer::pages() const { return impl->pages; }
uint32_t Buffer::address() const { return impl->address; }

} // namespace tt::device
