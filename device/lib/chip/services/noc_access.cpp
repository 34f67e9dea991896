// Transfers over the NoC: addresses checked and resolved, bytes copied, traffic counted, waiting cores woken.
#include "chip/services/noc_access.h"

#include <utility>

#include <fmt/format.h>

#include "chip/run/waiting.h"

namespace tt::device {
namespace {

constexpr uint32_t kCoordinateMask = (1u << card::kNocCoordinateBits) - 1;

uint64_t localOf(uint64_t address) { return address & ((uint64_t(1) << card::kNocLocalBits) - 1); }

uint32_t coordinate(uint64_t address, uint32_t number) {
  return static_cast<uint32_t>(address >> (card::kNocLocalBits + number * card::kNocCoordinateBits)) & kCoordinateMask;
}

/// Where workers and DRAM are, for messages.
std::string whereNodesAre(const Architecture &a) {
  return fmt::format(
      "workers of {} are at (x={}, y={}) to (x={}, y={}), tile (x, y) of the grid at (x + {}, y + {}) (as "
      "Python's noc_coordinates says), DRAM at places of its own",
      a.name, a.nocOffsetX, a.nocOffsetY, a.nocOffsetX + a.gridWidth - 1, a.nocOffsetY + a.gridHeight - 1, a.nocOffsetX,
      a.nocOffsetY);
}

} // namespace

std::byte *localL1(const ServiceCall &call, uint32_t address, uint64_t bytes) {
  const uint64_t size = call.architecture().l1Size;
  if (address + bytes > size)
    throw Misuse(fmt::format("{} bytes at {:#x} of this tile, outside its L1 of {} bytes{}", bytes, address, size,
                             address >= size && address < call.tile.memory.size()
                                 ? "; the stacks behind it cannot be reached by the NoC"
                                 : ""));
  return call.tile.at(address);
}

std::byte *localWord(const ServiceCall &call, uint32_t address) {
  if (address % 4 != 0)
    throw Misuse(fmt::format("the word at {:#x} of this tile: expected a multiple of 4", address));
  return localL1(call, address, 4);
}

Place resolve(const ServiceCall &call, uint64_t address, uint64_t bytes, NocUse use) {
  const uint32_t x = coordinate(address, 0), y = coordinate(address, 1);
  Place place;
  place.node = call.hardware().nodes.find(x, y);
  place.local = localOf(address);
  if (place.node.kind == Node::Kind::None)
    throw Misuse(fmt::format("the NoC address {:#x} names the node (x={}, y={}), where nothing is; {}", address, x, y,
                             whereNodesAre(call.architecture())));
  std::span<std::byte> memory;
  std::string owner;
  if (place.node.kind == Node::Kind::Worker) {
    memory = call.hardware().window(place.node.index).first(call.architecture().l1Size);
  } else {
    if (use == NocUse::Atomic)
      throw Misuse(fmt::format("the NoC address {:#x} is in DRAM channel {}; atomics only work on L1", address,
                               place.node.index));
    memory = call.hardware().channel(place.node.index);
  }
  if (place.local > memory.size() || bytes > memory.size() - place.local)
    throw Misuse(fmt::format("{} bytes at {:#x} of {}, which has {} bytes", bytes, place.local,
                             place.node.kind == Node::Kind::Dram
                                 ? fmt::format("DRAM channel {}", place.node.index)
                                 : fmt::format("the L1 of tile {}", toString(call.hardware().tileAt(place.node.index))),
                             memory.size()));
  if (use != NocUse::Data && place.local % 4 != 0)
    throw Misuse(
        fmt::format("the word at {:#x} of the node (x={}, y={}): expected a multiple of 4", place.local, x, y));
  place.at = memory.data() + place.local;
  return place;
}

void multicast(const ServiceCall &call, uint64_t address, uint64_t bytes, uint32_t destinations, bool includingSender,
               const std::function<void(uint32_t, std::byte *)> &receive) {
  uint32_t endX = coordinate(address, 0), endY = coordinate(address, 1);
  uint32_t startX = coordinate(address, 2), startY = coordinate(address, 3);
  // NoC 1 runs the other way, and kernels name its rectangles from their last corner to the first.
  if (startX >= endX && startY >= endY) {
    std::swap(startX, endX);
    std::swap(startY, endY);
  }
  if (startX > endX || startY > endY)
    throw Misuse(fmt::format("the multicast address {:#x} names the rectangle from (x={}, y={}) to (x={}, y={})",
                             address, startX, startY, endX, endY));
  // Everything is checked before the first byte is written.
  uint32_t count = 0;
  for (uint32_t y = startY; y <= endY; ++y)
    for (uint32_t x = startX; x <= endX; ++x) {
      Node node = call.hardware().nodes.find(x, y);
      if (node.kind != Node::Kind::Worker)
        throw Misuse(fmt::format("the multicast from (x={}, y={}) to (x={}, y={}) on the NoC includes (x={}, y={}), "
                                 "which is no worker; {}",
                                 startX, startY, endX, endY, x, y, whereNodesAre(call.architecture())));
      if (includingSender || node.index != call.tile.index)
        ++count;
    }
  if (count != destinations)
    throw Misuse(fmt::format("the multicast from (x={}, y={}) to (x={}, y={}) on the NoC{} reaches {} tiles, but the "
                             "kernel says {}",
                             startX, startY, endX, endY, includingSender ? "" : ", without the sender,", count,
                             destinations));
  const uint64_t local = localOf(address);
  if (local + bytes > call.architecture().l1Size)
    throw Misuse(fmt::format("a multicast of {} bytes to {:#x}, outside the L1 of {} bytes", bytes, local,
                             call.architecture().l1Size));
  for (uint32_t y = startY; y <= endY; ++y)
    for (uint32_t x = startX; x <= endX; ++x) {
      uint32_t tile = call.hardware().nodes.find(x, y).index;
      if (!includingSender && tile == call.tile.index)
        continue;
      receive(tile, call.hardware().window(tile).data() + local);
      written(call, tile);
    }
}

void checkAlignment(const ServiceCall &call, uint64_t from, uint64_t to, uint32_t alignment, std::string_view why) {
  if (from % alignment != to % alignment)
    throw Misuse(fmt::format("from {:#x} to {:#x}: {} needs addresses that are equal modulo {}, these are {} and {}",
                             from, to, why, alignment, from % alignment, to % alignment));
}

void written(const ServiceCall &call, uint32_t tile) {
  if (TileRun *run = call.execution.tile(tile))
    wakeOnWords(*run);
}

} // namespace tt::device
