// Tests of the matrix unit on elements, of copies into registers, and of broadcasts within a tile.
#include "harness.h"

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

float combine(uint32_t kind, float x, float y) { return kind == 0 ? x + y : kind == 1 ? x - y : x * y; }

/// What a broadcast makes of element (row, column): none, column, row, scalar.
float repeated(const Tile &tile, uint32_t type, uint32_t row, uint32_t column) {
  return at(tile, type == 2 || type == 3 ? 0 : row, type == 1 || type == 3 ? 0 : column);
}

Tile runOnTwo(Service service, std::vector<uint32_t> more = {}) {
  Engine engine;
  engine.buffers.setFormat(2, DataFormat::BFloat16);
  engine.buffers.put(2, 1, randomTile(1));
  engine.buffers.put(3, 2, randomTile(2));
  engine.acquire({randomTile(3)});
  std::vector<uint32_t> arguments = {2, 3, 1, 2, 0};
  arguments.insert(arguments.end(), more.begin(), more.end());
  engine.run(service, arguments);
  return engine.finish()[0];
}

void check(const Tile &actual, uint32_t kind, uint32_t type) {
  Tile x = randomTile(1), y = randomTile(2);
  for (uint32_t row = 0; row < 32; ++row)
    for (uint32_t column = 0; column < 32; ++column)
      ASSERT_EQ(at(actual, row, column), combine(kind, at(x, row, column), repeated(y, type, row, column)))
          << "kind " << kind << " broadcast " << type << " at " << row << ", " << column;
}

TEST(MatrixUnit, CombinesTiles) {
  check(runOnTwo(Service::add_tiles), 0, 0);
  check(runOnTwo(Service::sub_tiles), 1, 0);
  check(runOnTwo(Service::mul_tiles), 2, 0);
}

TEST(MatrixUnit, RepeatsAPartOfTheSecondTile) {
  constexpr Service kGeneral[] = {Service::add_tiles_bcast, Service::sub_tiles_bcast, Service::mul_tiles_bcast};
  constexpr Service kNamed[3][3] = {
      {Service::add_tiles_bcast_cols, Service::add_tiles_bcast_rows, Service::add_tiles_bcast_scalar},
      {Service::sub_tiles_bcast_cols, Service::sub_tiles_bcast_rows, Service::sub_tiles_bcast_scalar},
      {Service::mul_tiles_bcast_cols, Service::mul_tiles_bcast_rows, Service::mul_tiles_bcast_scalar}};
  for (uint32_t kind = 0; kind < 3; ++kind)
    for (uint32_t type = 0; type < 4; ++type) {
      check(runOnTwo(kGeneral[kind], {type}), kind, type);
      if (type != 0)
        check(runOnTwo(kNamed[kind][type - 1]), kind, type);
    }
}

TEST(MatrixUnit, TakesARegisterAsEitherOperand) {
  Tile x = randomTile(1), y = randomTile(2);
  for (uint32_t kind = 0; kind < 3; ++kind)
    for (uint32_t place = 0; place < 2; ++place) {
      Engine engine;
      engine.buffers.put(4, 3, y);
      engine.acquire({x});
      engine.run(Service::binary_dest_reuse_tiles, {4, 3, 0, kind, place});
      Tile result = engine.finish()[0];
      for (uint32_t i = 0; i < kTileElements; ++i)
        ASSERT_EQ(result[i], place == 0 ? combine(kind, x[i], y[i]) : combine(kind, y[i], x[i]));
    }
}

TEST(MatrixUnit, RefusesIntegersAndUnknownEnumerators) {
  Engine engine;
  engine.buffers.setFormat(1, DataFormat::Int32);
  engine.acquire();
  EXPECT_THAT(engine.refusal(Service::add_tiles, {0, 1, 0, 0, 0}),
              HasSubstr("add_tiles: circular buffer 1 holds si32, and the matrix unit takes no integers"));
  EXPECT_EQ(engine.refusal(Service::add_tiles_bcast, {0, 0, 0, 0, 0, 4}),
            "add_tiles_bcast: BcastType 4 is none of 0 to 3");
  EXPECT_THAT(engine.refusal(Service::binary_dest_reuse_tiles, {0, 0, 0, 3, 0}),
              HasSubstr("EltwiseBinaryType 3 is none of 0 to 2"));
  EXPECT_EQ(engine.refusal(Service::add_tiles, {32, 0, 0, 0, 0}),
            "add_tiles: there is no circular buffer 32: they are 0 to 31");
}

TEST(Copy, BringsTilesOfEveryFormatIntoRegisters) {
  for (uint32_t number = 0; number <= 13; ++number) {
    auto format = static_cast<DataFormat>(number);
    Engine engine;
    engine.buffers.setFormat(3, format);
    engine.buffers.setFormat(4, format);
    engine.buffers.put(3, 5, randomTile(number));
    engine.run(Service::copy_tile_init, {3});
    engine.acquire();
    engine.run(Service::copy_tile, {3, 5, 7});
    engine.handOver();
    engine.run(Service::pack_tile, {7, 4, 0, 0});
    ASSERT_EQ(engine.buffers.page(4, 0), engine.buffers.page(3, 5)) << toString(format);
  }
}

TEST(Copy, BringsBlocksOfTiles) {
  Engine engine;
  for (uint32_t i = 0; i < 6; ++i)
    engine.buffers.put(3, i, randomTile(i));
  engine.acquire();
  engine.run(Service::copy_block_matmul_partials, {3, 2, 1, 4});
  std::vector<Tile> results = engine.finish(6);
  for (uint32_t i = 0; i < 4; ++i)
    EXPECT_EQ(results[1 + i], randomTile(2 + i));
  EXPECT_EQ(results[0], Tile(kTileElements));
  EXPECT_EQ(results[5], Tile(kTileElements));
  engine.acquire();
  EXPECT_THAT(engine.refusal(Service::copy_block_matmul_partials, {3, 0, 14, 3}),
              HasSubstr("destination registers 14 to 16 are asked for"));
}

TEST(Copy, CopiesBetweenRegisters) {
  Engine engine;
  engine.acquire({randomTile(1), randomTile(2)});
  engine.run(Service::copy_dest_values, {0, 1, 0});
  engine.run(Service::copy_dest_values, {1, 1, 0});
  EXPECT_EQ(engine.finish(2)[1], randomTile(1));
}

TEST(Copy, Transposes) {
  Engine engine;
  engine.buffers.put(0, 1, randomTile(1));
  engine.run(Service::transpose_wh_init, {0, 1});
  engine.acquire();
  engine.run(Service::transpose_wh_tile, {0, 1, 2});
  Tile result = engine.finish(3)[2];
  for (uint32_t row = 0; row < 32; ++row)
    for (uint32_t column = 0; column < 32; ++column)
      ASSERT_EQ(at(result, row, column), at(randomTile(1), column, row));
}

TEST(Copy, RepeatsAPartOfATile) {
  for (uint32_t type = 0; type < 4; ++type) {
    Engine engine;
    engine.buffers.put(0, 1, randomTile(1));
    engine.run(Service::unary_bcast_init, {0, 1, type});
    engine.acquire();
    engine.run(Service::unary_bcast, {0, 1, 0, type});
    Tile result = engine.finish()[0];
    for (uint32_t row = 0; row < 32; ++row)
      for (uint32_t column = 0; column < 32; ++column)
        ASSERT_EQ(at(result, row, column), repeated(randomTile(1), type, row, column));
  }
}

} // namespace
} // namespace tt::device::test
