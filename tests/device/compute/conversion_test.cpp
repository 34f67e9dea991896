// Tests of typecasts, filled registers, tiles made in place, random numbers and dropout.
#include "harness.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

uint32_t number(DataFormat format) { return static_cast<uint32_t>(format); }

Tile cast(const Tile &tile, DataFormat from, DataFormat to) {
  Engine engine;
  engine.acquire({tile});
  engine.run(Service::typecast_tile_init, {number(from), number(to)});
  engine.run(Service::typecast_tile, {0, number(from), number(to)});
  return engine.finish()[0];
}

TEST(Typecast, TruncatesFloatsToIntegersAndStaysInTheirRange) {
  struct Range {
    DataFormat format;
    double low, high;
  };
  Tile input = edgeTile();
  for (Range range : {Range{DataFormat::Int32, -2147483648.0, 2147483647.0},
                      {DataFormat::UInt32, 0, 4294967295.0},
                      {DataFormat::UInt16, 0, 65535},
                      {DataFormat::UInt8, 0, 255}}) {
    Tile result = cast(input, DataFormat::BFloat16, range.format);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      double expected =
          std::isnan(input[i]) ? 0 : std::min(std::max(std::trunc(double{input[i]}), range.low), range.high);
      ASSERT_EQ(bits(result[i]), static_cast<uint32_t>(static_cast<int64_t>(expected))) << input[i];
    }
  }
}

TEST(Typecast, ConvertsIntegersToTheNearestFloat) {
  std::vector<int32_t> input = edgeIntegers();
  Tile fromSigned = cast(fromIntegers(input), DataFormat::Int32, DataFormat::Float32);
  Tile fromUnsigned = cast(fromIntegers(input), DataFormat::UInt32, DataFormat::Float32);
  Tile fromShort = cast(fromIntegers(input), DataFormat::UInt16, DataFormat::Float32);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    ASSERT_EQ(fromSigned[i], static_cast<float>(input[i]));
    ASSERT_EQ(fromUnsigned[i], static_cast<float>(static_cast<uint32_t>(input[i])));
    ASSERT_EQ(fromShort[i], static_cast<float>(input[i] & 0xffff));
  }
}

TEST(Typecast, KeepsTheLowBitsBetweenIntegers) {
  std::vector<int32_t> input = edgeIntegers();
  Tile narrow = cast(fromIntegers(input), DataFormat::Int32, DataFormat::UInt16);
  Tile byte = cast(fromIntegers(input), DataFormat::UInt32, DataFormat::UInt8);
  Tile same = cast(fromIntegers(input), DataFormat::Int32, DataFormat::UInt32);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    ASSERT_EQ(bits(narrow[i]), static_cast<uint32_t>(input[i]) & 0xffff);
    ASSERT_EQ(bits(byte[i]), static_cast<uint32_t>(input[i]) & 0xff);
    ASSERT_EQ(bits(same[i]), static_cast<uint32_t>(input[i]));
  }
}

TEST(Typecast, AsksForNotZeroAsABoolean) {
  Tile input = edgeTile();
  Tile result = cast(input, DataFormat::Float32, DataFormat::Bool);
  Tile back = cast(result, DataFormat::Bool, DataFormat::Float32);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    ASSERT_EQ(bits(result[i]), input[i] != 0) << input[i];
    ASSERT_EQ(back[i], input[i] != 0 ? 1.0f : 0.0f);
  }
  EXPECT_EQ(bits(cast(fromIntegers(edgeIntegers()), DataFormat::Int32, DataFormat::Bool)[2]), 1u);
}

TEST(Typecast, RoundsToNarrowerFloats) {
  for (DataFormat format : {DataFormat::BFloat16, DataFormat::Float16, DataFormat::Bfp8B}) {
    Tile input = edgeTile();
    if (format == DataFormat::Bfp8B)
      input = randomTile(5, 100.0f);
    Engine engine;
    engine.buffers.setFormat(4, format);
    engine.buffers.put(4, 0, input);
    Tile expected = engine.buffers.get(4, 0), result = cast(input, DataFormat::Float32, format);
    for (uint32_t i = 0; i < kTileElements; ++i)
      ASSERT_TRUE(near(result[i], expected[i], 0)) << toString(format);
  }
  EXPECT_EQ(cast(Tile(kTileElements, 0.1f), DataFormat::Float32, DataFormat::BFloat16)[0], fromBits(0x3dcd0000));
}

TEST(Fill, FillsWithFloatsAndIntegers) {
  Engine engine;
  engine.acquire();
  engine.run(Service::fill_tile, {0, bits(2.5f)});
  engine.run(Service::fill_tile_int, {1, static_cast<uint32_t>(-7)});
  std::vector<Tile> results = engine.finish(2);
  EXPECT_EQ(results[0], Tile(kTileElements, 2.5f));
  EXPECT_EQ(toIntegers(results[1]), std::vector<int32_t>(kTileElements, -7));
}

TEST(MadeInPlace, WritesMasksAndNumbers) {
  for (DataFormat format : {DataFormat::Float32, DataFormat::BFloat16, DataFormat::Int32}) {
    Engine engine;
    engine.buffers.setFormat(4, format);
    auto value = [&](uint32_t i) {
      float element = engine.buffers.get(4, 0)[i];
      return format == DataFormat::Int32 ? static_cast<float>(bits(element)) : element;
    };
    engine.run(Service::experimental_write_row_mask_tile, {5, 4});
    EXPECT_EQ(value(4 * 32 + 31), 1.0f);
    EXPECT_EQ(value(5 * 32), 0.0f);
    engine.run(Service::experimental_write_col_mask_tile, {17, 4});
    EXPECT_EQ(value(31 * 32 + 16), 1.0f);
    EXPECT_EQ(value(17), 0.0f);
    engine.run(Service::experimental_fill_arange_tile, {4});
    EXPECT_EQ(value(0), 0.0f);
    EXPECT_EQ(value(2 * 32 + 3), 67.0f);
    EXPECT_EQ(value(1023), format == DataFormat::BFloat16 ? 1024.0f : 1023.0f);
  }
}

TEST(MadeInPlace, AsksWhereToMakeTheTile) {
  struct Scratch : Buffers {
    std::span<std::byte> inPlace(uint32_t cb) override { return page(cb, 9); }
  } buffers;
  TileEngine engine(1);
  engine.execute(Service::experimental_fill_arange_tile, std::vector<uint32_t>{4}, buffers);
  EXPECT_EQ(buffers.get(4, 9)[1023], 1023.0f);
}

Tile randomNumbers(Engine &engine, float from, float scale) {
  engine.acquire();
  engine.run(Service::rand_tile, {0, bits(from), bits(scale)});
  return engine.finish()[0];
}

TEST(Random, IsTheSameForTheSameSeed) {
  Engine first, second;
  first.run(Service::rand_tile_init, {42});
  second.run(Service::rand_tile_init, {42});
  Tile a = randomNumbers(first, 0, 1), b = randomNumbers(second, 0, 1);
  EXPECT_EQ(a, b);
  EXPECT_NE(randomNumbers(first, 0, 1), a) << "goes on";
  second.run(Service::rand_tile_init, {43});
  EXPECT_NE(randomNumbers(second, 0, 1), a);
}

// 32 bins of 32768 numbers: chi-square with 31 degrees of freedom is below 61.1 with probability 0.999; the seed is
// fixed.
TEST(Random, IsEvenlyDistributed) {
  Engine engine;
  engine.run(Service::rand_tile_init, {1});
  std::vector<int> bins(32);
  for (int tile = 0; tile < 32; ++tile)
    for (float value : randomNumbers(engine, -3, 8)) {
      ASSERT_GE(value, -3.0f);
      ASSERT_LT(value, 5.0f);
      ++bins[static_cast<size_t>((value + 3) * 4)];
    }
  double chiSquare = 0;
  for (int count : bins)
    chiSquare += (count - 1024.0) * (count - 1024.0) / 1024;
  EXPECT_LT(chiSquare, 61.1);
}

TEST(Random, NeverReachesTheEnd) {
  Engine engine;
  for (int tile = 0; tile < 8; ++tile)
    for (float value : randomNumbers(engine, 16777216.0f, 4)) // floats are 2 apart here
      ASSERT_LT(value, 16777220.0f);
  EXPECT_EQ(randomNumbers(engine, 3, 0), Tile(kTileElements, 3.0f));
}

TEST(Dropout, ScalesWhatItKeeps) {
  Engine engine;
  engine.run(Service::dropout_kernel_init, {5});
  engine.acquire({Tile(kTileElements, 3.0f), Tile(kTileElements, 3.0f), Tile(kTileElements, 3.0f)});
  engine.run(Service::dropout_tile, {0, 0, bits(2)});
  engine.run(Service::dropout_tile, {1, 0x7fffffff, bits(2)});
  engine.run(Service::dropout_tile, {2, 0x20000000, bits(2)}); // a quarter
  std::vector<Tile> results = engine.finish(3);
  EXPECT_EQ(results[0], Tile(kTileElements, 6.0f));
  EXPECT_EQ(results[1], Tile(kTileElements));
  auto dropped = std::count(results[2].begin(), results[2].end(), 0.0f);
  EXPECT_EQ(std::count(results[2].begin(), results[2].end(), 6.0f), 1024 - dropped);
  EXPECT_NEAR(static_cast<double>(dropped), 256, 56) << "4 standard deviations; the seed is fixed";
  engine.acquire();
  EXPECT_THAT(engine.refusal(Service::dropout_tile, {0, 0x80000000, 0}), HasSubstr("'probability' must be"));
}

} // namespace
} // namespace tt::device::test
