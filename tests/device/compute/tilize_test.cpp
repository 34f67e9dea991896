// Tests of rows to tiles and tiles to rows within kernels.
#include "harness.h"

#include <cstring>

#include <gmock/gmock.h>

#include "compute/elements.h"

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

float element(uint64_t row, uint64_t column) { return static_cast<float>(row * 100 + column) - 700; }

/// Fills pages of `cb` with a row-major matrix, `columns` tiles wide; pages are as large as they are.
void putRows(Engine &engine, uint32_t cb, uint32_t rows, uint32_t columns, size_t pageBytes) {
  std::vector<float> matrix;
  for (uint32_t row = 0; row < rows * 32; ++row)
    for (uint32_t column = 0; column < columns * 32; ++column)
      matrix.push_back(element(row, column));
  DataFormat format = engine.buffers.format(cb);
  std::vector<std::byte> bytes(matrix.size() * elementBytes(format));
  storeElements(matrix.data(), static_cast<uint32_t>(matrix.size()), format, bytes.data());
  for (size_t page = 0; page * pageBytes < bytes.size(); ++page)
    std::memcpy(engine.buffers.page(cb, static_cast<uint32_t>(page)).data(), &bytes[page * pageBytes], pageBytes);
}

/// Element (row, column) of a row-major matrix in the pages of `cb`.
float getRows(Engine &engine, uint32_t cb, uint64_t row, uint64_t column, uint64_t width) {
  DataFormat format = engine.buffers.format(cb);
  size_t offset = (row * width + column) * elementBytes(format), pageBytes = engine.buffers.page(cb, 0).size();
  float value = 0;
  loadElements(&engine.buffers.page(cb, static_cast<uint32_t>(offset / pageBytes))[offset % pageBytes], 1, format,
               &value);
  return value;
}

TEST(TilizeBlock, CutsRowsIntoTiles) {
  for (DataFormat format : {DataFormat::Float32, DataFormat::Float16})
    for (size_t pageBytes : {size_t{0}, size_t{3} * 32 * elementBytes(format)}) { // pages of tiles, or of rows
      Engine engine;
      engine.buffers.setFormat(0, format);
      engine.buffers.setPageBytes(0, pageBytes);
      putRows(engine, 0, pageBytes == 0 ? 2 : 1, 3, engine.buffers.page(0, 0).size());
      uint32_t rows = pageBytes == 0 ? 2 : 1;
      engine.run(Service::tilize_init, {0, 3, 1});
      if (rows == 2)
        engine.run(Service::experimental_tilize_block, {0, 1, 2, 3});
      else
        engine.run(Service::tilize_block, {0, 3, 1});
      for (uint32_t tile = 0; tile < rows * 3; ++tile) {
        Tile expected = makeTile([&](uint32_t row, uint32_t column) {
          float value = element(tile / 3 * 32 + row, tile % 3 * 32 + column);
          return format == DataFormat::Float16 ? static_cast<float>(static_cast<_Float16>(value)) : value;
        });
        ASSERT_EQ(engine.buffers.get(1, tile), expected) << toString(format) << " tile " << tile;
      }
    }
}

TEST(TilizeBlock, ConvertsToTheFormatOfTheResult) {
  Engine engine;
  engine.buffers.setFormat(1, DataFormat::Bfp8B);
  putRows(engine, 0, 1, 1, 4096);
  engine.run(Service::tilize_block, {0, 1, 1});
  engine.buffers.setFormat(2, DataFormat::Bfp8B);
  engine.buffers.put(2, 0, makeTile([](uint32_t row, uint32_t column) { return element(row, column); }));
  EXPECT_EQ(engine.buffers.get(1, 0), engine.buffers.get(2, 0));
}

TEST(UntilizeBlock, WritesTilesAsRows) {
  struct Way {
    Service service;
    std::vector<uint32_t> arguments;
    uint32_t rows;
  };
  for (const Way &way : {Way{Service::untilize_block, {0, 3, 1}, 1},
                         {Service::experimental_untilize_block, {0, 1, 2, 3}, 2},
                         {Service::pack_untilize_block, {0, 3, 1}, 1},
                         {Service::experimental_pack_untilize_block, {0, 1, 2, 3, 3, 3}, 2},
                         {Service::experimental_pack_untilize_block, {0, 1, 2, 3, 1, 3}, 2}})
    for (DataFormat format : {DataFormat::Float32, DataFormat::Bfp8B, DataFormat::Int32}) {
      Engine engine;
      engine.buffers.setFormat(0, format);
      engine.buffers.setFormat(1, format == DataFormat::Bfp8B ? DataFormat::BFloat16 : format);
      for (uint32_t tile = 0; tile < way.rows * 3; ++tile)
        engine.buffers.put(0, tile, randomTile(tile));
      engine.run(way.service, way.arguments);
      for (uint32_t row = 0; row < way.rows * 32; ++row)
        for (uint32_t column = 0; column < 96; ++column)
          ASSERT_EQ(bits(getRows(engine, 1, row, column, 96)),
                    bits(at(engine.buffers.get(0, row / 32 * 3 + column / 32), row % 32, column % 32)))
              << toString(format) << " " << row << ", " << column;
    }
}

TEST(UntilizeBlock, GoesOnBehindWhatWasPacked) {
  Engine engine;
  engine.buffers.put(0, 0, randomTile(1));
  engine.run(Service::untilize_block, {0, 1, 1});
  engine.run(Service::untilize_block, {0, 1, 1});
  EXPECT_EQ(engine.buffers.page(1, 0), engine.buffers.page(1, 1));
  engine.engine.pushed(1);
  engine.run(Service::untilize_block, {0, 1, 1});
  EXPECT_EQ(engine.buffers.pagesTouched(1), 2u);
}

TEST(PackUntilize, WritesRegistersToABlockOfColumns) {
  Engine engine;
  engine.acquire({randomTile(0), randomTile(1), randomTile(2), randomTile(3)});
  engine.handOver();
  engine.run(Service::pack_untilize_dest_init, {1, 2, 6});
  engine.run(Service::pack_untilize_dest, {1, 2, 1, 2, 6}); // the second block of three
  for (uint32_t row = 0; row < 64; ++row)
    for (uint32_t column = 0; column < 64; ++column)
      ASSERT_EQ(getRows(engine, 1, row, 64 + column, 192),
                at(randomTile(row / 32 * 2 + column / 32), row % 32, column % 32));
  EXPECT_EQ(getRows(engine, 1, 0, 0, 192), 0.0f);
  EXPECT_EQ(engine.refusal(Service::pack_untilize_dest, {1, 1, 3, 2, 6}),
            "pack_untilize_dest: block 3 of 2 columns of tiles lies beyond the 6 that a row has");
}

TEST(Tilizing, RefusesRowsOfBlockFloatAndMixedKinds) {
  Engine engine;
  engine.buffers.setFormat(1, DataFormat::Bfp8B);
  EXPECT_EQ(engine.refusal(Service::tilize_block, {1, 1, 0}),
            "tilize_block: circular buffer 1 holds bfp_bf8, of which there are tiles, but no rows");
  EXPECT_THAT(engine.refusal(Service::untilize_block, {0, 1, 1}), HasSubstr("no rows"));
  engine.buffers.setFormat(2, DataFormat::Int32);
  EXPECT_EQ(engine.refusal(Service::tilize_block, {0, 1, 2}),
            "tilize_block: circular buffers 0 (f32) and 2 (si32) must both hold floats, or both integers");
  EXPECT_THAT(engine.refusal(Service::experimental_pack_untilize_block, {0, 3, 1, 3, 2, 3}),
              HasSubstr("no whole number of passes of 2"));
}

} // namespace
} // namespace tt::device::test
