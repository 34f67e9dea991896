// Circular buffers in memory, tiles full of edge values, comparison by units in the last place.
#include "harness.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace tt::device::test {

std::vector<std::byte> &Buffers::page(uint32_t cb, uint32_t index) {
  if (index >= kMostPages)
    throw ValueError("no such page");
  auto &all = pages.at(cb);
  if (all.size() <= index)
    all.resize(index + 1);
  if (all[index].empty())
    all[index].resize(pageBytes.at(cb) != 0 ? pageBytes.at(cb) : tileBytes(formats.at(cb)));
  return all[index];
}

void Buffers::put(uint32_t cb, uint32_t index, const Tile &tile) {
  packTile(std::span<const float, kTileElements>(tile.data(), kTileElements), format(cb), page(cb, index));
}

Tile Buffers::get(uint32_t cb, uint32_t index) {
  Tile tile(kTileElements);
  unpackTile(page(cb, index), format(cb), std::span<float, kTileElements>(tile.data(), kTileElements));
  return tile;
}

void Engine::acquire(const std::vector<Tile> &tiles) {
  run(Service::tile_regs_acquire);
  for (uint32_t i = 0; i < tiles.size(); ++i)
    set(i, tiles[i]);
}

void Engine::set(uint32_t index, const Tile &tile) {
  buffers.put(31, 0, tile);
  run(Service::copy_tile, {31, 0, index});
}

void Engine::handOver() {
  run(Service::tile_regs_commit);
  run(Service::tile_regs_wait);
}

std::vector<Tile> Engine::finish(uint32_t count) {
  handOver();
  std::vector<Tile> tiles;
  for (uint32_t i = 0; i < count; ++i) {
    run(Service::pack_tile, {i, 31, 0, 1});
    tiles.push_back(buffers.get(31, 0));
  }
  release();
  return tiles;
}

std::string Engine::refusal(Service service, const std::vector<uint32_t> &arguments) {
  try {
    run(service, arguments);
  } catch (const ValueError &error) {
    return error.what();
  }
  ADD_FAILURE() << "service " << static_cast<uint32_t>(service) << " was not refused";
  return "";
}

Tile makeTile(const std::function<double(uint32_t row, uint32_t column)> &f) {
  Tile tile(kTileElements);
  for (uint32_t row = 0; row < kTileRows; ++row)
    for (uint32_t column = 0; column < kTileColumns; ++column)
      at(tile, row, column) = static_cast<float>(f(row, column));
  return tile;
}

Tile randomTile(uint32_t seed, float scale) {
  std::mt19937 random(seed);
  return makeTile([&](uint32_t, uint32_t) { return (static_cast<int>(random() % 256) - 128) * scale / 128; });
}

namespace {

std::vector<float> edgeValues() {
  using Limits = std::numeric_limits<float>;
  std::vector<float> values;
  for (float value : {0.0f,
                      Limits::infinity(),
                      Limits::quiet_NaN(),
                      Limits::denorm_min(),
                      1e-40f,
                      Limits::min(),
                      Limits::max(),
                      Limits::epsilon(),
                      0.5f,
                      1.0f,
                      1.5f,
                      2.0f,
                      2.5f,
                      3.0f,
                      10.0f,
                      16777216.0f,
                      88.0f,
                      89.0f,
                      100.0f,
                      1e10f,
                      2147483648.0f,
                      4294967296.0f,
                      0.99999994f,
                      1.0000001f,
                      0.1f,
                      0.75f})
    values.insert(values.end(), {value, -value});
  std::mt19937 random(7);
  while (values.size() < 400) // all over the range
    values.push_back(fromBits(static_cast<uint32_t>(random())));
  while (values.size() < kTileElements) // where most functions do something
    values.push_back((static_cast<float>(random()) / 4294967296.0f - 0.5f) *
                     std::ldexp(1.0f, static_cast<int>(random() % 10) - 3));
  return values;
}

} // namespace

Tile edgeTile() { return edgeValues(); }

Tile otherEdgeTile() {
  // 389 and 1024 have no common factor: each value is there once. The first ones also meet themselves.
  Tile values = edgeValues(), result(kTileElements);
  for (uint32_t i = 0; i < kTileElements; ++i)
    result[i] = i % 4 == 3 ? values[i] : values[i * 389 % kTileElements];
  return result;
}

std::vector<int32_t> edgeIntegers() {
  std::vector<int32_t> values = {0,
                                 1,
                                 -1,
                                 2,
                                 -2,
                                 7,
                                 -7,
                                 31,
                                 32,
                                 33,
                                 255,
                                 256,
                                 -256,
                                 65535,
                                 65536,
                                 -65536,
                                 std::numeric_limits<int32_t>::max(),
                                 std::numeric_limits<int32_t>::min()};
  std::mt19937 random(11);
  while (values.size() < kTileElements)
    values.push_back(static_cast<int32_t>(random()) >> random() % 31);
  return values;
}

std::vector<int32_t> otherEdgeIntegers() {
  std::vector<int32_t> values = edgeIntegers(), result(kTileElements);
  for (uint32_t i = 0; i < kTileElements; ++i)
    result[i] = i % 4 == 3 ? values[i % 18] : values[i * 389 % kTileElements];
  return result;
}

Tile fromIntegers(const std::vector<int32_t> &values) {
  Tile tile(kTileElements);
  for (uint32_t i = 0; i < kTileElements; ++i)
    tile[i] = std::bit_cast<float>(values[i]);
  return tile;
}

std::vector<int32_t> toIntegers(const Tile &tile) {
  std::vector<int32_t> values(kTileElements);
  for (uint32_t i = 0; i < kTileElements; ++i)
    values[i] = std::bit_cast<int32_t>(tile[i]);
  return values;
}

::testing::AssertionResult near(float actual, long double expected, uint32_t ulps, bool signOfZero) {
  float nearest = static_cast<float>(expected);
  if (std::isnan(actual) && std::isnan(nearest))
    return ::testing::AssertionSuccess();
  auto order = [](float value) {
    int64_t magnitude = bits(value) & 0x7fffffff;
    return std::signbit(value) ? -magnitude : magnitude;
  };
  bool zeros = actual == 0 && nearest == 0;
  if (!std::isnan(actual) && !std::isnan(nearest) && std::llabs(order(actual) - order(nearest)) <= ulps &&
      (!zeros || !signOfZero || std::signbit(actual) == std::signbit(nearest)))
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << actual << " is not within " << ulps << " ulps of " << nearest;
}

} // namespace tt::device::test
