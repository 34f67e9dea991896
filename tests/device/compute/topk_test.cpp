// Tests of sorting for top-k: runs and their directions, and whole selections as the field's kernels make them.
#include "harness.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

/// Two tiles of distinct values whose indices are their places, for 64 rows.
struct Input {
  explicit Input(uint32_t seed) : values(2, Tile(kTileElements)), indices(values) {
    std::mt19937 random(seed);
    for (uint32_t column = 0; column < 32; ++column) {
      std::vector<float> order(64);
      std::iota(order.begin(), order.end(), -20.0f);
      std::shuffle(order.begin(), order.end(), random);
      for (uint32_t row = 0; row < 64; ++row) {
        at(values[row / 32], row % 32, column) = order[row];
        at(indices[row / 32], row % 32, column) = static_cast<float>(row);
      }
    }
  }
  std::vector<float> column(uint32_t index) const { return columnOf(values, index); }
  static std::vector<float> columnOf(const std::vector<Tile> &tiles, uint32_t index, uint32_t first = 0) {
    std::vector<float> result;
    for (uint32_t row = 0; row < 64; ++row)
      result.push_back(at(tiles[first + row / 32], row % 32, index));
    return result;
  }
  std::vector<Tile> values, indices;
};

void load(Engine &engine, const Input &input) {
  engine.acquire({input.values[0], input.values[1], input.indices[0], input.indices[1]});
}

void expectIndicesFollow(const std::vector<Tile> &results, const Input &input) {
  for (uint32_t column = 0; column < 32; ++column) {
    std::vector<float> values = Input::columnOf(results, column), places = Input::columnOf(results, column, 2);
    for (uint32_t i = 0; i < 64; ++i)
      ASSERT_EQ(values[i], input.column(column)[static_cast<size_t>(places[i])]);
  }
}

TEST(Topk, SortsRunsInAlternatingDirections) {
  for (uint32_t direction : {0u, 1u})
    for (uint32_t phase = 0; phase < 6; ++phase) {
      Input input(phase);
      Engine engine;
      engine.run(Service::topk_tile_init);
      load(engine, input);
      engine.run(Service::topk_local_sort, {0, direction, phase, 0});
      std::vector<Tile> results = engine.finish(4);
      expectIndicesFollow(results, input);
      uint32_t length = 2u << phase;
      for (uint32_t column = 0; column < 32; ++column) {
        std::vector<float> expected = input.column(column);
        for (uint32_t run = 0; run < 64 / length; ++run) {
          auto begin = expected.begin() + run * length;
          if ((run + direction) % 2 == 0)
            std::sort(begin, begin + length, std::greater<>());
          else
            std::sort(begin, begin + length);
        }
        ASSERT_EQ(Input::columnOf(results, column), expected) << "runs of " << length;
      }
    }
}

TEST(Topk, DoesPhasesOneByOne) {
  Input input(1);
  Engine engine;
  load(engine, input);
  for (uint32_t phase = 0; phase < 6; ++phase)
    engine.run(Service::topk_local_sort, {0, 0, phase, phase});
  std::vector<float> expected = input.column(3);
  std::sort(expected.begin(), expected.end(), std::greater<>());
  EXPECT_EQ(Input::columnOf(engine.finish(4), 3), expected);
}

// Sort runs of k, then merge and rebuild until one run is left: at the beginning of each column are its k largest.
TEST(Topk, SelectsTheLargestOfTwoTiles) {
  for (uint32_t logk : {2u, 3u, 4u, 5u}) {
    uint32_t k = 1u << logk;
    Input input(logk);
    Engine engine;
    load(engine, input);
    engine.run(Service::topk_local_sort, {0, 0, logk - 1, 0});
    for (uint32_t iteration = 0; (k << iteration) < 64; ++iteration) {
      engine.run(Service::topk_merge, {0, iteration, k});
      engine.run(Service::topk_rebuild, {0, 0, iteration, k, logk, (k << (iteration + 1)) >= 64});
    }
    std::vector<Tile> results = engine.finish(4);
    expectIndicesFollow(results, input);
    for (uint32_t column = 0; column < 32; ++column) {
      std::vector<float> expected = input.column(column), actual = Input::columnOf(results, column);
      std::sort(expected.begin(), expected.end(), std::greater<>());
      expected.resize(k), actual.resize(k);
      ASSERT_EQ(actual, expected) << "k " << k << " column " << column;
    }
  }
}

// Pairs of tiles that were reduced to their k largest are merged as later iterations do.
TEST(Topk, MergesTilesOfLaterIterations) {
  const uint32_t k = 32, logk = 5;
  Input input(1);
  Engine engine;
  load(engine, input);
  engine.run(Service::topk_local_sort, {0, 0, logk - 1, 0});
  engine.run(Service::topk_merge, {0, 3, k});
  engine.run(Service::topk_rebuild, {0, 1, 3, k, logk, 1});
  std::vector<float> expected = input.column(9), actual = Input::columnOf(engine.finish(4), 9);
  std::sort(expected.begin(), expected.end(), std::greater<>());
  expected.resize(k), actual.resize(k);
  std::reverse(expected.begin(), expected.end());
  EXPECT_EQ(actual, expected) << "rebuilt with the smallest first";
}

TEST(Topk, OrdersInfinitiesAndNaN) {
  Tile values(kTileElements), indices(kTileElements);
  values[0] = NAN, values[32] = -INFINITY, values[64] = INFINITY, values[96] = -1;
  Engine engine;
  engine.acquire({values, values, indices, indices});
  engine.run(Service::topk_local_sort, {0, 0, 5, 0});
  std::vector<float> column = Input::columnOf(engine.finish(4), 0);
  EXPECT_TRUE(std::isnan(column[0]) && std::isnan(column[1]));
  EXPECT_EQ(column[2], INFINITY);
  EXPECT_EQ(column[60], -1);
  EXPECT_EQ(column[63], -INFINITY);
}

TEST(Topk, RefusesWhatIsNoSelection) {
  Engine engine;
  engine.acquire();
  EXPECT_EQ(engine.refusal(Service::topk_local_sort, {0, 0, 6, 0}),
            "topk_local_sort: phases 0 to 6 are none of 0 to 5");
  EXPECT_EQ(engine.refusal(Service::topk_merge, {0, 0, 5}), "topk_merge: 'k' must be 4, 8, 16, 32 or 64, and is 5");
  EXPECT_EQ(engine.refusal(Service::topk_rebuild, {0, 0, 0, 32, 4, 1}), "topk_rebuild: 'logk' is 4, and 'k' is 32");
  EXPECT_THAT(engine.refusal(Service::topk_rebuild, {0, 0, 0, 64, 6, 0}), HasSubstr("'skip_second' must be 1"));
  EXPECT_EQ(engine.refusal(Service::topk_local_sort, {14, 0, 5, 0}),
            "topk_local_sort: destination registers 14 to 17 are asked for, and they are 0 to 15");
}

} // namespace
} // namespace tt::device::test
