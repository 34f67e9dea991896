// Places in a chip: tiles in the grid of workers, ranges of them, cores of a tile.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "tenon/schema/card_abi.h"

namespace tt::device {

using target::card::Processor;

/// A worker tile by its logical place in the grid: 0 <= x < width, 0 <= y < height.
struct TileCoord {
  uint32_t x = 0, y = 0;
  auto operator<=>(const TileCoord &) const = default;
};

/// A rectangle of tiles, both corners inclusive.
struct TileRange {
  TileCoord start, end;
  auto operator<=>(const TileRange &) const = default;
  uint32_t width() const { return end.x - start.x + 1; }
  uint32_t height() const { return end.y - start.y + 1; }
  bool contains(TileCoord tile) const {
    return tile.x >= start.x && tile.x <= end.x && tile.y >= start.y && tile.y <= end.y;
  }
};

/// Rectangles that do not overlap.
using TileRanges = std::vector<TileRange>;

/// A core of a tile.
struct CoreId {
  TileCoord tile;
  Processor processor = Processor::DataMovement0;
  auto operator<=>(const CoreId &) const = default;
};

/// "dm0", "dm1", "compute".
std::string toString(Processor processor);
/// "(x=3, y=1)".
std::string toString(TileCoord tile);
/// "dm0 of tile (x=3, y=1)".
std::string toString(const CoreId &core);

} // namespace tt::device
