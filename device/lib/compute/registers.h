// The destination registers: two halves that mathematics and the packer hand to each other, and who may use them.
#pragma once

#include <cstdint>
#include <memory>

#include "tt/device/tile_format.h"

namespace tt::device {

/// Row-major, whatever the order in memory.
struct alignas(64) RegisterTile {
  float elements[kTileElements];
};

/// One half. Memory is taken when it is first used.
class RegisterHalf {
public:
  enum class Owner : uint8_t { Nobody, Math, Waiting, Packer, Both };
  Owner owner = Owner::Nobody;

  void allocate(uint32_t tiles);
  float *tile(uint32_t index) { return storage[index].elements; }
  const float *tile(uint32_t index) const { return storage[index].elements; }
  /// Whether anything was written since the half was given back; what was not is zero.
  bool isWritten(uint32_t index) const { return written >> index & 1; }
  void markWritten(uint32_t index) { written |= uint64_t{1} << index; }
  void clear();

private:
  std::unique_ptr<RegisterTile[]> storage;
  uint64_t written = 0;
};

/// At most this many registers a half.
inline constexpr uint32_t kMaxRegisters = 64;

/// Handing over goes in turns: what is acquired first is committed, waited for and released first.
class Registers {
public:
  explicit Registers(uint32_t tiles) : tiles(tiles) {}

  uint32_t count() const { return tiles; }
  /// Each changes who owns a half, and returns nullptr, or why it cannot.
  const char *acquire();
  const char *commit();
  const char *wait();
  const char *release();
  const char *acquireBoth();
  const char *releaseBoth();
  void reset();

  /// The half that mathematics, or the packer, may use now; nullptr if none.
  RegisterHalf *forMath();
  RegisterHalf *forPacker();

private:
  uint32_t tiles;
  RegisterHalf halves[2];
  uint32_t mathTurn = 0, packTurn = 0;
};

} // namespace tt::device
