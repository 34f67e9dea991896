// What the tests of the tile engine share: circular buffers in memory, and an engine that runs services by name.
#pragma once

#include <bit>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "compute/tile_engine.h"
#include "tt/device/error.h"

namespace tt::device::test {

using target::card::Service;
using Tile = std::vector<float>; // 1024 elements, row-major

/// Circular buffers with as many pages as are asked for, all of them there and free at once.
class Buffers : public TileAccess {
public:
  /// All 32 buffers hold f32 tiles at first.
  void setFormat(uint32_t cb, DataFormat format) { formats.at(cb) = format, pages.at(cb).clear(); }
  void setPageBytes(uint32_t cb, size_t bytes) { pageBytes.at(cb) = bytes; }
  void put(uint32_t cb, uint32_t page, const Tile &tile);
  Tile get(uint32_t cb, uint32_t page);
  std::vector<std::byte> &page(uint32_t cb, uint32_t index);
  size_t pagesTouched(uint32_t cb) const { return pages.at(cb).size(); }

  DataFormat format(uint32_t cb) override { return formats.at(cb); }
  std::span<const std::byte> front(uint32_t cb, uint32_t index) override { return page(cb, index); }
  std::span<std::byte> back(uint32_t cb, uint32_t index) override { return page(cb, index); }

  static constexpr uint32_t kMostPages = 64;

private:
  std::vector<DataFormat> formats = std::vector<DataFormat>(target::card::kCircularBuffers);
  std::vector<size_t> pageBytes = std::vector<size_t>(target::card::kCircularBuffers);
  std::vector<std::vector<std::vector<std::byte>>> pages{target::card::kCircularBuffers};
};

/// An engine with its buffers. Buffer 31 is used to bring tiles into registers and out of them.
class Engine {
public:
  Buffers buffers;
  TileEngine engine{16};

  void run(Service service, std::initializer_list<uint32_t> arguments = {}) { run(service, std::vector(arguments)); }
  void run(Service service, const std::vector<uint32_t> &arguments) { engine.execute(service, arguments, buffers); }
  /// tile_regs_acquire and copies of `tiles` to registers 0, 1, ...
  void acquire(const std::vector<Tile> &tiles = {});
  void set(uint32_t index, const Tile &tile);
  /// tile_regs_commit, tile_regs_wait.
  void handOver();
  void release() { run(Service::tile_regs_release); }
  /// Hands over, reads registers 0 to count - 1, and releases.
  std::vector<Tile> finish(uint32_t count = 1);
  /// The message that `service` is refused with.
  std::string refusal(Service service, const std::vector<uint32_t> &arguments);
};

inline uint32_t bits(float value) { return std::bit_cast<uint32_t>(value); }
inline float fromBits(uint32_t bits) { return std::bit_cast<float>(bits); }
inline float &at(Tile &tile, uint32_t row, uint32_t column) { return tile[row * kTileColumns + column]; }
inline float at(const Tile &tile, uint32_t row, uint32_t column) { return tile[row * kTileColumns + column]; }

/// Element (row, column) is f(row, column).
Tile makeTile(const std::function<double(uint32_t row, uint32_t column)> &f);
/// Numbers of [-scale, scale) that are multiples of scale / 128, so that every format of floats holds most of them.
Tile randomTile(uint32_t seed, float scale = 2);
/// Zeros, infinities, NaN, denormals, the largest and smallest numbers, and others of both signs all over the range.
Tile edgeTile();
/// As edgeTile(), but in another order, so that pairs of both differ.
Tile otherEdgeTile();
/// Integers with the extremes of 32, 16 and 8 bits.
std::vector<int32_t> edgeIntegers();
std::vector<int32_t> otherEdgeIntegers();
Tile fromIntegers(const std::vector<int32_t> &values);
std::vector<int32_t> toIntegers(const Tile &tile);

/// Within `ulps` steps of the float nearest to `expected`; NaN equals NaN, and zeros of different signs are equal only
/// where `signOfZero` is false.
::testing::AssertionResult near(float actual, long double expected, uint32_t ulps, bool signOfZero = true);

} // namespace tt::device::test
