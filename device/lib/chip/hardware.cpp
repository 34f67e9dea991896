// What a chip is made of: its memory, its cores, and what stands where on the NoC.
#include "chip/hardware.h"

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "tt/device/error.h"

namespace tt::device {

Hardware::Hardware(const Architecture &a, const ChipOptions &options)
    : architecture(a), options(options), nodes(a), status(a.name, a.gridWidth, a.gridHeight),
      windowSize(a.l1Size + card::kProcessorsPerTile * a.localMemorySize), stride(alignUp(windowSize, 4096)),
      tiles(stride * a.gridWidth * a.gridHeight, fmt::format("the L1 of {} tiles", a.gridWidth * a.gridHeight)),
      dram(a.dramChannelSize * a.dramChannels, fmt::format("{} channels of DRAM", a.dramChannels)), cores(tileCount()),
      engines(tileCount()), counters(std::make_unique<TrafficCounters[]>(tileCount())) {
  for (uint32_t tile = 0; tile < tileCount(); ++tile)
    counters[tile].record = &status.tile(tile);
}

TileTraffic TrafficCounters::read(TileCoord tile) const {
  const auto of = [](const uint64_t &word) { return __atomic_load_n(&word, __ATOMIC_RELAXED); };
  return {tile, of(record->bytesRead), of(record->bytesWritten), of(record->transactions), barriers.load()};
}

uint32_t Hardware::indexOf(TileCoord tile, std::string_view what) const {
  if (tile.x >= architecture.gridWidth || tile.y >= architecture.gridHeight)
    throw ValueError(fmt::format("{}: there is no tile {}, {} has {} x {} tiles", what, toString(tile),
                                 architecture.name, architecture.gridWidth, architecture.gridHeight));
  return tile.y * architecture.gridWidth + tile.x;
}

std::span<std::byte> Hardware::channel(uint32_t channel) const {
  if (channel >= architecture.dramChannels)
    throw ValueError(
        fmt::format("there is no DRAM channel {}, {} has {}", channel, architecture.name, architecture.dramChannels));
  return {dram.data() + channel * architecture.dramChannelSize, architecture.dramChannelSize};
}

Core &Hardware::core(uint32_t tile, Processor processor) {
  std::unique_ptr<Core> &core = cores[tile][static_cast<uint32_t>(processor)];
  if (!core) {
    CoreOptions coreOptions;
    coreOptions.hartId = tile * card::kProcessorsPerTile + static_cast<uint32_t>(processor);
    coreOptions.misalignedAccess = architecture.misalignedAccess;
    coreOptions.native = options.native;
    core = std::make_unique<Core>(window(tile), coreOptions);
  }
  return *core;
}

TileEngine &Hardware::engine(uint32_t tile) {
  std::unique_ptr<TileEngine> &engine = engines[tile];
  if (!engine)
    engine = std::make_unique<TileEngine>(architecture.destinationTiles);
  return *engine;
}

} // namespace tt::device
