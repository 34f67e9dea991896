// Descriptors of chips: what a simulated chip is made of, as data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tt/device/coordinates.h"

namespace tt::device {

/// Sizes in bytes.
struct Architecture {
  std::string name;
  uint32_t gridWidth = 0, gridHeight = 0;  // worker tiles
  uint32_t nocOffsetX = 0, nocOffsetY = 0; // tile (0, 0) on the NoC
  uint32_t l1Size = 0;
  uint32_t localMemorySize = 0; // of each core: its stack
  uint32_t dramChannels = 0;
  uint64_t dramChannelSize = 0;
  std::vector<TileCoord> dramNodes;              // NoC place of each channel
  uint32_t l1Alignment = 16, dramAlignment = 32; // of buffers and NoC transfers
  uint32_t destinationTiles = 16;                // registers of the tile engine
  bool misalignedAccess = false;                 // loads and stores of cores that are not aligned: done, or an error

  /// "wormhole_b0", "blackhole", or the path of a .json file with these members. Throws ValueError, FileError.
  static Architecture named(const std::string &nameOrPath);
  static std::vector<std::string> names();
  /// The same chip with another grid; for tests and for large simulations.
  Architecture withGrid(uint32_t width, uint32_t height) const;
};

} // namespace tt::device
