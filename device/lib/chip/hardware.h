// What a chip is made of: its memory, its cores, and what stands where on the NoC.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "chip/memory/mapping.h"
#include "chip/node_map.h"
#include "compute/tile_engine.h"
#include "status/status_board.h"
#include "tenon/schema/card_abi.h"
#include "tt/device/architecture.h"
#include "tt/device/chip.h"
#include "tt/device/core.h"

namespace tt::device {

/// What one tile's cores do over the NoC, counted for snapshots and in the chip's status.
class TrafficCounters {
public:
  void countRead(uint64_t bytes) {
    postMore(record->bytesRead, bytes);
    postMore(record->transactions, uint64_t(1));
  }
  void countWrite(uint64_t bytes) {
    postMore(record->bytesWritten, bytes);
    postMore(record->transactions, uint64_t(1));
  }
  void countBarrier() { barriers.fetch_add(1, std::memory_order_relaxed); }
  TileTraffic read(TileCoord tile) const;

private:
  friend class Hardware;
  status::TileRecord *record = nullptr;
  std::atomic<uint64_t> barriers{0};
};

class Hardware {
public:
  Hardware(const Architecture &architecture, const ChipOptions &options);

  const Architecture architecture;
  const ChipOptions options;
  const NodeMap nodes;
  StatusBoard status;

  uint32_t tileCount() const { return architecture.gridWidth * architecture.gridHeight; }
  TileCoord tileAt(uint32_t index) const { return {index % architecture.gridWidth, index / architecture.gridWidth}; }
  /// Throws ValueError for a tile outside the grid; `what` begins the message.
  uint32_t indexOf(TileCoord tile, std::string_view what) const;

  /// A tile's L1, then the local memories of its cores.
  std::span<std::byte> window(uint32_t tile) const { return {tiles.data() + tile * stride, windowSize}; }
  /// Throws ValueError for a channel that is not there.
  std::span<std::byte> channel(uint32_t channel) const;

  uint32_t stackTop(Processor processor) const {
    return architecture.l1Size + (static_cast<uint32_t>(processor) + 1) * architecture.localMemorySize;
  }

  /// Made on first use; one thread at a time.
  Core &core(uint32_t tile, Processor processor);
  TileEngine &engine(uint32_t tile);

  TrafficCounters &traffic(uint32_t tile) const { return counters[tile]; }

private:
  const uint32_t windowSize;
  const uint64_t stride;
  Mapping tiles, dram;
  std::vector<std::array<std::unique_ptr<Core>, target::card::kProcessorsPerTile>> cores;
  std::vector<std::unique_ptr<TileEngine>> engines;
  std::unique_ptr<TrafficCounters[]> counters;
};

} // namespace tt::device
