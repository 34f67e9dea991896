// Tests of reductions: which elements they take, with which factors, where results land; running sums, maxima.
#include "harness.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

enum : uint32_t { kSum = 0, kMax = 1, kAverage = 2 };
enum : uint32_t { kRow = 0, kColumn = 1, kScalar = 2 };

/// Factors as the field fills them: the first row of each face.
Tile factors(float value) {
  return makeTile([&](uint32_t row, uint32_t) { return row % 16 == 0 ? value : 0; });
}

/// What a reduction makes of a tile, in double: elements beside the result are zero.
std::vector<double> reduced(const Tile &tile, uint32_t kind, uint32_t dim, double factor) {
  auto combine = [&](double x, double y) { return kind == kMax ? std::max(x, y) : x + y; };
  std::vector<double> result(kTileElements);
  for (uint32_t row = 0; row < 32; ++row)
    for (uint32_t column = 0; column < 32; ++column) {
      uint32_t place = dim == kRow ? row * 32 : dim == kColumn ? column : 0;
      bool first = dim == kRow ? column == 0 : dim == kColumn ? row == 0 : row + column == 0;
      double value = at(tile, row, column) * factor;
      result[place] = first ? value : combine(result[place], value);
    }
  return result;
}

Tile reduce(Engine &engine, uint32_t kind, uint32_t dim, uint32_t tiles) {
  engine.run(Service::reduce_init, {0, 1, 2, kind, dim});
  engine.acquire();
  for (uint32_t i = 0; i < tiles; ++i)
    engine.run(Service::reduce_tile, {0, 1, i, 0, 3, kind, dim});
  Tile result = engine.finish(4)[3];
  engine.run(Service::reduce_uninit);
  return result;
}

TEST(Reduce, ReducesRowsColumnsAndTiles) {
  for (uint32_t kind : {kSum, kMax, kAverage})
    for (uint32_t dim : {kRow, kColumn, kScalar}) {
      Engine engine;
      engine.buffers.setFormat(0, DataFormat::BFloat16);
      engine.buffers.put(0, 0, randomTile(1));
      engine.buffers.put(1, 0, factors(0.5f));
      Tile result = reduce(engine, kind, dim, 1);
      // A reduction to one element takes the factors twice.
      std::vector<double> expected = reduced(randomTile(1), kind, dim, dim == kScalar ? 0.25 : 0.5);
      for (uint32_t i = 0; i < kTileElements; ++i)
        ASSERT_EQ(result[i], expected[i]) << "kind " << kind << " dim " << dim << " element " << i;
    }
}

TEST(Reduce, TakesAFactorForEachElementOfALine) {
  Tile scaling = makeTile([](uint32_t row, uint32_t column) { return row == 0 ? column + 1.0 : 0; });
  Tile ones(kTileElements, 1.0f);
  for (uint32_t dim : {kRow, kColumn}) {
    Engine engine;
    engine.buffers.put(0, 0, ones);
    engine.buffers.put(1, 0, scaling);
    EXPECT_EQ(reduce(engine, kSum, dim, 1)[0], 2 * 16 * 17 / 2.0f) << "1 to 16, twice";
  }
}

TEST(Reduce, AccumulatesInTheRegister) {
  for (uint32_t kind : {kSum, kMax})
    for (uint32_t dim : {kRow, kColumn, kScalar}) {
      Engine engine;
      engine.buffers.put(1, 0, factors(1));
      std::vector<double> expected;
      for (uint32_t i = 0; i < 3; ++i) {
        // All negative: a maximum does not begin at zero.
        Tile tile = randomTile(i);
        for (float &value : tile)
          value -= 5;
        engine.buffers.put(0, i, tile);
        std::vector<double> one = reduced(tile, kind, dim, 1);
        if (i == 0)
          expected = one;
        else
          for (uint32_t j = 0; j < kTileElements; ++j)
            expected[j] = kind == kMax ? std::max(expected[j], one[j]) : expected[j] + one[j];
      }
      Tile result = reduce(engine, kind, dim, 3);
      for (uint32_t i = 0; i < kTileElements; ++i)
        ASSERT_EQ(result[i], expected[i]) << "kind " << kind << " dim " << dim << " element " << i;
    }
}

TEST(Reduce, LetsThePackerWriteOnlyTheResult) {
  struct Case {
    uint32_t dim;
    bool (*inside)(uint32_t row, uint32_t column);
  };
  for (Case test : {Case{kRow, [](uint32_t, uint32_t column) { return column == 0; }},
                    {kColumn, [](uint32_t row, uint32_t) { return row == 0; }},
                    {kScalar, [](uint32_t row, uint32_t column) { return row == 0 && column == 0; }}}) {
    Engine engine;
    engine.run(Service::reduce_init, {0, 1, 2, kSum, test.dim});
    engine.acquire({Tile(kTileElements, 1.0f)});
    engine.handOver();
    engine.run(Service::pack_tile, {0, 4, 0, 0});
    Tile masked = engine.buffers.get(4, 0);
    for (uint32_t row = 0; row < 32; ++row)
      for (uint32_t column = 0; column < 32; ++column)
        ASSERT_EQ(at(masked, row, column), test.inside(row, column) ? 1.0f : 0.0f);
    engine.run(Service::reduce_uninit);
    engine.run(Service::pack_tile, {0, 4, 0, 0});
    EXPECT_EQ(engine.buffers.get(4, 1), Tile(kTileElements, 1.0f));
  }
}

TEST(SfpuReduce, ReducesFloatsInTheRegister) {
  for (uint32_t kind : {kSum, kMax, kAverage})
    for (uint32_t dim : {kRow, kColumn}) {
      Engine engine;
      engine.acquire({randomTile(1)});
      engine.run(Service::sfpu_reduce_init, {kind, 0});
      engine.run(Service::sfpu_reduce, {0, kind, 0, dim});
      Tile result = engine.finish()[0];
      std::vector<double> expected = reduced(randomTile(1), kind, dim, 1);
      for (uint32_t i = 0; i < 32; ++i) {
        uint32_t place = dim == kRow ? i * 32 : i;
        ASSERT_EQ(result[place], kind == kAverage ? expected[place] / 32 : expected[place]);
      }
    }
}

TEST(SfpuReduce, ReducesIntegers) {
  std::vector<int32_t> input(kTileElements);
  for (uint32_t i = 0; i < kTileElements; ++i)
    input[i] = static_cast<int32_t>(i * 37 % 1000) - 500;
  for (uint32_t kind : {kSum, kMax, kAverage}) {
    Engine engine;
    engine.acquire({fromIntegers(input)});
    engine.run(Service::sfpu_reduce, {0, kind, static_cast<uint32_t>(DataFormat::Int32), kColumn});
    std::vector<int32_t> result = toIntegers(engine.finish()[0]);
    for (uint32_t column = 0; column < 32; ++column) {
      int64_t sum = 0, most = -1000;
      for (uint32_t row = 0; row < 32; ++row)
        sum += input[row * 32 + column], most = std::max<int64_t>(most, input[row * 32 + column]);
      ASSERT_EQ(result[column], kind == kMax ? most : kind == kSum ? sum : sum / 32);
    }
  }
  // Without a sign, -1 is the largest.
  Engine engine;
  input.assign(kTileElements, 5), input[32] = -1;
  engine.acquire({fromIntegers(input)});
  engine.run(Service::sfpu_reduce, {0, kMax, static_cast<uint32_t>(DataFormat::UInt32), kColumn});
  EXPECT_EQ(toIntegers(engine.finish()[0])[0], -1);
}

TEST(SfpuReduce, RefusesWhatItCannotReduce) {
  Engine engine;
  engine.acquire();
  EXPECT_EQ(engine.refusal(Service::sfpu_reduce, {0, 0, 0, kScalar}),
            "sfpu_reduce: reduces to a row or a column, not to one element: reduce twice");
  EXPECT_EQ(engine.refusal(Service::sfpu_reduce, {0, 0, static_cast<uint32_t>(DataFormat::Bool), kRow}),
            "sfpu_reduce: does not take elements of i1");
}

TEST(SfpuReduce, AddsFirstRows) {
  for (bool integers : {false, true}) {
    Tile x = integers ? fromIntegers(edgeIntegers()) : randomTile(1);
    Tile y = integers ? fromIntegers(otherEdgeIntegers()) : randomTile(2);
    Engine engine;
    engine.acquire({x, y});
    engine.run(Service::sfpu_add_top_row,
               {0, 1, 2, static_cast<uint32_t>(integers ? DataFormat::Int32 : DataFormat::Float32)});
    Tile result = engine.finish(3)[2];
    for (uint32_t i = 0; i < 64; ++i) {
      uint32_t expected = integers ? bits(x[i]) + bits(y[i]) : bits(x[i] + y[i]);
      ASSERT_EQ(bits(result[i]), i < 32 ? expected : 0u);
    }
  }
}

TEST(MaxWithIndices, FindsTheFirstOfTheLargest) {
  for (uint32_t rows : {9u, 32u}) {
    Tile values = randomTile(1), indices = makeTile([](uint32_t row, uint32_t column) { return row * 32 + column; });
    at(values, 2, 5) = at(values, 7, 5) = 100;
    at(values, 31, 6) = 100;
    Engine engine;
    engine.acquire({values, indices});
    engine.run(Service::max_reduce_with_indices, {0, 1, 0, rows, 0});
    std::vector<Tile> results = engine.finish(2);
    for (uint32_t column = 0; column < 32; ++column) {
      uint32_t best = 0;
      for (uint32_t row = 1; row < rows; ++row)
        if (at(values, row, column) > at(values, best, column))
          best = row;
      ASSERT_EQ(results[0][column], at(values, best, column));
      ASSERT_EQ(results[1][column], static_cast<float>(best * 32 + column));
    }
  }
}

TEST(MaxWithIndices, GoesOnFromEarlierChunks) {
  Engine engine;
  float most[32];
  for (uint32_t chunk = 0; chunk < 3; ++chunk) {
    Tile values = randomTile(chunk), indices(kTileElements, static_cast<float>(chunk));
    engine.acquire({values, indices});
    engine.run(Service::max_reduce_with_indices, {0, 1, chunk, 32, 1});
    std::vector<Tile> results = engine.finish(2);
    for (uint32_t column = 0; column < 32; ++column) {
      float here = -1000;
      for (uint32_t row = 0; row < 32; ++row)
        here = std::max(here, at(values, row, column));
      float before = chunk == 0 ? -1000 : most[column];
      most[column] = std::max(before, here);
      ASSERT_EQ(results[0][column], most[column]);
      if (here > before)
        ASSERT_EQ(results[1][column], static_cast<float>(chunk));
    }
  }
  engine.acquire();
  EXPECT_THAT(engine.refusal(Service::max_reduce_with_indices, {0, 1, 0, 33, 0}),
              HasSubstr("'num_rows' must be 1 to 32, and is 33"));
}

TEST(Cumsum, RunsDownTheColumnsFromTileToTile) {
  Engine engine;
  std::vector<double> sums(32);
  for (uint32_t i = 0; i < 3; ++i) {
    engine.acquire({randomTile(i)});
    engine.run(Service::cumsum_tile, {0, i != 1});
    if (i != 1)
      sums.assign(32, 0);
    Tile result = engine.finish()[0];
    for (uint32_t row = 0; row < 32; ++row)
      for (uint32_t column = 0; column < 32; ++column)
        ASSERT_EQ(at(result, row, column), sums[column] += at(randomTile(i), row, column));
  }
}

// Products of 32 lanes: of four rows of a face the even columns, then the odd ones; on through the rows and the faces.
TEST(Reduction, RunningProductsFollowTheLanesOfTheVectorUnit) {
  Engine engine;
  const Tile tile = randomTile(7);
  engine.acquire({tile});
  engine.run(Service::tiled_prod_tile_init);
  engine.run(Service::tiled_prod_tile, {0});
  const Tile result = engine.finish()[0];
  std::map<std::pair<uint32_t, uint32_t>, float> products; // by row and column within a lane's reach
  for (uint32_t face = 0; face < 4; ++face)
    for (uint32_t row = 0; row < 16; row += 4)
      for (uint32_t odd = 0; odd < 2; ++odd)
        for (uint32_t below = 0; below < 4; ++below)
          for (uint32_t column = odd; column < 16; column += 2) {
            float &product = products.try_emplace({below, column / 2}, 1.0f).first->second;
            const uint32_t y = face / 2 * 16 + row + below, x = face % 2 * 16 + column;
            product *= at(tile, y, x);
            ASSERT_EQ(at(result, y, x), product) << y << ", " << x;
          }
}

} // namespace
} // namespace tt::device::test
