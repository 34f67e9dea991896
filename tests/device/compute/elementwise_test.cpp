// Tests of elementwise operations on floats, against the same in long double, over edge values of both operands.
#include "elementwise_cases.h"

#include <cmath>

namespace tt::device::test {
namespace {

TEST(Elementwise, ComputesFunctionsOfOneElement) {
  Tile input = edgeTile();
  for (const UnaryCase &test : unaryCases()) {
    Engine engine;
    engine.acquire({makeTile([](uint32_t, uint32_t) { return 1; }), input});
    std::vector<uint32_t> arguments = {1};
    arguments.insert(arguments.end(), test.parameters.begin(), test.parameters.end());
    engine.run(test.service, arguments);
    std::vector<Tile> results = engine.finish(2);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      ASSERT_EQ(results[0][i], 1.0f) << "another register was touched";
      ASSERT_TRUE(near(results[1][i], test.expected(input[i]), test.ulps))
          << "service " << std::hex << static_cast<uint32_t>(test.service) << " of " << std::hexfloat << input[i];
    }
  }
}

TEST(Elementwise, ComputesFunctionsOfTwoElements) {
  Tile x = edgeTile(), y = otherEdgeTile();
  for (const BinaryCase &test : binaryCases()) {
    Engine engine;
    engine.acquire({x, y});
    engine.run(test.service, {0, 1, 2});
    std::vector<Tile> results = engine.finish(3);
    for (uint32_t i = 0; i < kTileElements; ++i) {
      ASSERT_EQ(bits(results[0][i]), bits(x[i])) << "an operand was changed";
      // Zeros of both signs are equal: which of them an extreme is, is open.
      ASSERT_TRUE(near(results[2][i], test.expected(x[i], y[i]), test.ulps, false))
          << "service " << std::hex << static_cast<uint32_t>(test.service) << " of " << std::hexfloat << x[i] << " and "
          << y[i];
    }
  }
}

TEST(Elementwise, TakesAnOperandAsTheResult) {
  Engine engine;
  engine.acquire({randomTile(1), randomTile(2)});
  engine.run(Service::sub_binary_tile, {0, 1, 1});
  Tile result = engine.finish(2)[1];
  for (uint32_t i = 0; i < kTileElements; ++i)
    ASSERT_EQ(result[i], randomTile(1)[i] - randomTile(2)[i]);
}

TEST(Elementwise, RotatesPairs) {
  Engine engine;
  engine.acquire({makeTile([](uint32_t row, uint32_t column) { return row * 32 + column; })});
  engine.run(Service::alt_complex_rotate90_tile, {0});
  Tile result = engine.finish()[0];
  EXPECT_EQ(result[0], -1.0f);
  EXPECT_EQ(result[1], 0.0f);
  EXPECT_EQ(result[1022], -1023.0f);
  EXPECT_EQ(result[1023], 1022.0f);
}

TEST(Elementwise, TakesTheLargerOneIntoTheFirst) {
  Tile x = randomTile(1), y = randomTile(2);
  Engine engine;
  engine.acquire({x, y});
  engine.run(Service::max_tile, {0, 1});
  Tile result = engine.finish()[0];
  for (uint32_t i = 0; i < kTileElements; ++i)
    ASSERT_EQ(result[i], std::fmax(x[i], y[i]));
}

TEST(Elementwise, MasksWhereTheMaskIsZero) {
  Tile x = randomTile(1), mask = makeTile([](uint32_t row, uint32_t) { return row < 5; });
  Engine engine;
  engine.acquire({x, mask});
  engine.run(Service::mask_tile, {0, 1});
  Tile result = engine.finish()[0];
  for (uint32_t i = 0; i < kTileElements; ++i)
    ASSERT_EQ(result[i], i < 5 * 32 ? x[i] : 0.0f);
}

TEST(Elementwise, ChoosesByConditions) {
  Tile condition = edgeTile(), x = randomTile(1), y = randomTile(2);
  for (DataFormat format : {DataFormat::Float32, DataFormat::BFloat16, DataFormat::Int32}) {
    Engine engine;
    engine.acquire({condition, x, y});
    engine.run(Service::where_tile, {0, 1, 2, 3, static_cast<uint32_t>(format)});
    Tile result = engine.finish(4)[3];
    for (uint32_t i = 0; i < kTileElements; ++i) {
      bool chosen = format == DataFormat::Int32 ? bits(condition[i]) != 0 : condition[i] != 0;
      ASSERT_EQ(result[i], chosen ? x[i] : y[i]) << condition[i] << " as " << toString(format);
    }
  }
}

TEST(Elementwise, CombinesThreeTiles) {
  Tile x = randomTile(1), y = randomTile(2), z = randomTile(3);
  auto run = [&](Service service, std::vector<uint32_t> arguments) {
    Engine engine;
    engine.acquire({x, y, z});
    engine.run(service, arguments);
    return engine.finish(4)[3];
  };
  Tile product = run(Service::addcmul_tile, {0, 1, 2, 3, bits(0.5f)});
  Tile quotient = run(Service::addcdiv_tile, {0, 1, 2, 3, bits(0.5f)});
  Tile between = run(Service::lerp_tile, {0, 1, 2, 3});
  for (uint32_t i = 0; i < kTileElements; ++i) {
    double a = x[i], b = y[i], c = z[i];
    ASSERT_TRUE(near(product[i], a + 0.5 * b * c, 0));
    ASSERT_TRUE(near(quotient[i], a + 0.5 * b / c, 0));
    ASSERT_TRUE(near(between[i], a + c * (b - a), 0));
  }
}

} // namespace
} // namespace tt::device::test
