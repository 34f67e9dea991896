// What stands where on the NoC.
#pragma once

#include <cstdint>
#include <vector>

#include "tenon/schema/card_abi.h"
#include "tt/device/architecture.h"

namespace tt::device {

struct Node {
  enum class Kind : uint8_t { None, Worker, Dram };
  Kind kind = Kind::None;
  uint32_t index = 0; // of the tile, row by row, or of the channel
};

class NodeMap {
public:
  explicit NodeMap(const Architecture &architecture) : nodes(kAlong * kAlong) {
    for (uint32_t y = 0; y < architecture.gridHeight; ++y)
      for (uint32_t x = 0; x < architecture.gridWidth; ++x)
        at(x + architecture.nocOffsetX, y + architecture.nocOffsetY) = {Node::Kind::Worker,
                                                                        y * architecture.gridWidth + x};
    for (uint32_t channel = 0; channel < architecture.dramChannels; ++channel)
      at(architecture.dramNodes[channel].x, architecture.dramNodes[channel].y) = {Node::Kind::Dram, channel};
  }

  /// Coordinates below 64.
  Node find(uint32_t x, uint32_t y) const { return nodes[y * kAlong + x]; }

private:
  static constexpr uint32_t kAlong = 1u << target::card::kNocCoordinateBits;
  Node &at(uint32_t x, uint32_t y) { return nodes[y * kAlong + x]; }
  std::vector<Node> nodes;
};

} // namespace tt::device
