// Facts about the chips that programs are compiled for: the one source of the compiler's and the runtime's descriptors.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tt::target {

struct TileSizeFacts {
  int64_t y, x;
};

/// One chip of an architecture; sizes in bytes, grids as height and width. The fields are those of ttcore's chip_desc.
struct ChipFacts {
  std::string_view arch;
  std::array<int64_t, 2> grid;
  std::array<int64_t, 2> coordTranslationOffsets;
  uint32_t l1Size;
  uint32_t numDramChannels;
  uint32_t dramChannelSize;
  uint32_t nocL1AddressAlignBytes;
  uint32_t pcieAddressAlignBytes;
  uint32_t nocDramAddressAlignBytes;
  uint32_t l1UnreservedBase;
  uint32_t eriscL1UnreservedBase;
  uint32_t dramUnreservedBase;
  uint32_t dstPhysicalSizeTiles;
  uint32_t numCBs;
  uint32_t numComputeThreads;
  uint32_t numDatamovementThreads;
};

/// Tiles that a chip computes with; 32x32 is the usual one.
inline constexpr std::array<TileSizeFacts, 6> kTileSizes = {{{4, 16}, {16, 16}, {32, 16}, {4, 32}, {16, 32}, {32, 32}}};

inline constexpr ChipFacts kWormholeB0 = {"wormhole_b0", {8, 8}, {18, 18}, 1499136, 12, 1u << 30, 16, 32, 32,
                                          1024,          1024,   1024,     16,      32, 1,        2};

/// 8 channels of 4 GiB less one alignment, for sizes are 32-bit numbers. The chip has 14 columns of tiles
/// (device/architectures/blackhole.json), and programs on the simulated card may use them all. Compiled programs take
/// 13, as the field's compiler does: on hardware the last column sends programs to the others (tt-metal's core
/// descriptor of chips of which no column is switched off: compute_with_storage_grid_range (0, 0) to (12, 9)).
inline constexpr ChipFacts kBlackhole = {"blackhole", {10, 13}, {18, 18}, 1499136, 8,  4294967232u, 16, 64,
                                         64,          1024,     1024,     1024,    16, 32,          1,  2};

} // namespace tt::target
