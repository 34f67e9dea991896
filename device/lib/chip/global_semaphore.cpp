// Semaphores that outlive programs: a page of an L1 buffer on each tile, of which programs use one word.
#include "tt/device/global_semaphore.h"

#include <fmt/format.h>

#include "chip/chip_impl.h"
#include "tt/device/error.h"

namespace tt::device {

struct GlobalSemaphore::Impl {
  std::weak_ptr<Chip> chip;
  TileRanges tiles;
  Buffer buffer; // a page on every tile of the chip
};

uint32_t GlobalSemaphore::address() const { return impl->buffer.address(); }
const TileRanges &GlobalSemaphore::tiles() const { return impl->tiles; }

void GlobalSemaphore::reset(uint32_t value) const {
  const std::shared_ptr<Chip> chip = impl->chip.lock();
  if (!chip)
    throw DeviceError("the chip of the global semaphore is closed");
  for (const TileRange &range : impl->tiles)
    for (uint32_t y = range.start.y; y <= range.end.y; ++y)
      for (uint32_t x = range.start.x; x <= range.end.x; ++x)
        chip->writeL1({x, y}, address(), std::as_bytes(std::span(&value, 1)));
}

GlobalSemaphore Chip::createGlobalSemaphore(const TileRanges &tiles, uint32_t initialValue) {
  const Architecture &a = impl->architecture;
  if (tiles.empty())
    throw ValueError("a global semaphore on no tiles");
  for (const TileRange &range : tiles)
    if (range.start.x > range.end.x || range.start.y > range.end.y || range.end.x >= a.gridWidth ||
        range.end.y >= a.gridHeight)
      throw ValueError(fmt::format("a global semaphore on the tiles {} to {}: expected corners in order, in a grid of "
                                   "{}x{}",
                                   toString(range.start), toString(range.end), a.gridWidth, a.gridHeight));
  auto semaphore = std::make_shared<GlobalSemaphore::Impl>();
  semaphore->chip = weak_from_this();
  semaphore->tiles = tiles;
  semaphore->buffer = createBuffer(BufferType::L1, uint64_t(a.gridWidth) * a.gridHeight * a.l1Alignment, a.l1Alignment);
  GlobalSemaphore result(std::move(semaphore));
  result.reset(initialValue);
  return result;
}

} // namespace tt::device
