// The tile engine of a compute core: destination registers, and the operations that kernels ask for as services.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "tenon/schema/card_abi.h"
#include "tt/device/tile_format.h"

namespace tt::device {

/// The circular buffers of a tile as the engine sees them. Throws ValueError with a reason (no such buffer, not so many
/// pages there or free).
class TileAccess {
public:
  virtual ~TileAccess() = default;
  virtual DataFormat format(uint32_t cb) = 0;
  /// The tile `index` pages behind the first page that is there.
  virtual std::span<const std::byte> front(uint32_t cb, uint32_t index) = 0;
  /// The tile `index` pages behind the first free page.
  virtual std::span<std::byte> back(uint32_t cb, uint32_t index) = 0;
  /// Where a kernel makes a tile in place (a mask): the first page that is there, or the first free one if there is
  /// none. Kernels of the field have the reader push the page; others reserve it, make the tile, and push.
  virtual std::span<std::byte> inPlace(uint32_t cb) { return back(cb, 0); }
};

/// One a compute core. Destination registers hold f32 (integers: their 32 bits).
class TileEngine {
public:
  explicit TileEngine(uint32_t destinationTiles);
  ~TileEngine();
  void reset();
  /// Whether `service` is an operation of the engine.
  static bool knows(uint32_t service);
  /// Carries out one operation. Throws ValueError that says what was wrong: a register out of range, registers that
  /// were not acquired, a format that the operation does not take, an operation that is not there yet.
  void execute(target::card::Service service, std::span<const uint32_t> arguments, TileAccess &tiles);
  /// The pages packed since the last cb_push_back are handed over: the next pack_tile begins at page 0 again.
  void pushed(uint32_t cb);

private:
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace tt::device
