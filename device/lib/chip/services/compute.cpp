// Services of the tile engine: what the engine sees of the tile.
#include "chip/services/compute.h"

#include <array>

#include <fmt/format.h>

#include "chip/services/circular_buffer.h"

namespace tt::device {
namespace {

/// Pages stay where they are while the engine works on them: the core that runs the engine is the one that would hand
/// them on.
class Tiles : public TileAccess {
public:
  explicit Tiles(ServiceCall &call) : call(call) {}

  DataFormat format(uint32_t number) override { return configured(call, number).format; }

  std::span<const std::byte> front(uint32_t number, uint32_t index) override {
    std::lock_guard lock(call.tile.mutex);
    CircularBuffer &cb = configured(call, number);
    if (index >= cb.available)
      throw Misuse(fmt::format("page {} of circular buffer {}: {} are there; wait for them with cb_wait_front", index,
                               number, cb.available));
    return page(cb, cb.readPage + index);
  }

  std::span<std::byte> back(uint32_t number, uint32_t index) override {
    std::lock_guard lock(call.tile.mutex);
    CircularBuffer &cb = configured(call, number);
    if (index >= cb.free())
      throw Misuse(
          fmt::format("free page {} of circular buffer {}: {} are free; reserve them with cb_reserve_back, and hand "
                      "over those that are packed with cb_push_back",
                      index, number, cb.free()));
    return page(cb, cb.writePage + index);
  }

  std::span<std::byte> inPlace(uint32_t number) override {
    std::lock_guard lock(call.tile.mutex);
    CircularBuffer &cb = configured(call, number);
    return page(cb, cb.available != 0 ? cb.readPage : cb.writePage);
  }

private:
  std::span<std::byte> page(const CircularBuffer &cb, uint32_t number) {
    return call.tile.memory.subspan(cb.addressOf(number), cb.pageSize);
  }

  ServiceCall &call;
};

} // namespace

Outcome callEngine(ServiceCall &call) {
  if (!TileEngine::knows(static_cast<uint32_t>(call.service)))
    throw Misuse("the card has no service of this number (in a7)");
  // These only make a tile in a circular buffer, which data movement kernels do as well.
  const bool isForAll = call.service == card::Service::experimental_write_row_mask_tile ||
                        call.service == card::Service::experimental_write_col_mask_tile ||
                        call.service == card::Service::experimental_fill_arange_tile;
  if (!call.core.engine && !isForAll)
    throw Misuse("an operation of the tile engine, which only compute kernels have");
  std::array<uint32_t, kServiceArguments> arguments;
  for (uint32_t i = 0; i < kServiceArguments; ++i)
    arguments[i] = call.argument(i);
  Tiles tiles(call);
  if (call.core.engine)
    call.core.engine->execute(call.service, arguments, tiles);
  else
    TileEngine(1).execute(call.service, arguments, tiles);
  return Outcome::Done;
}

} // namespace tt::device
