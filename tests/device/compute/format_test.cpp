// Tests of the formats of tiles: values, rounding, the order in memory, matrices to tiles and back.
#include "harness.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

#include <gmock/gmock.h>

#include "compute/elements.h"

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

constexpr DataFormat kPlain[] = {DataFormat::Float32, DataFormat::Float16, DataFormat::BFloat16, DataFormat::UInt32,
                                 DataFormat::UInt16,  DataFormat::UInt8,   DataFormat::Int32,    DataFormat::Bool};

std::vector<std::byte> pack(const Tile &tile, DataFormat format) {
  std::vector<std::byte> bytes(tileBytes(format));
  packTile(std::span<const float, kTileElements>(tile.data(), kTileElements), format, bytes);
  return bytes;
}

Tile unpack(const std::vector<std::byte> &bytes, DataFormat format) {
  Tile tile(kTileElements);
  unpackTile(bytes, format, std::span<float, kTileElements>(tile.data(), kTileElements));
  return tile;
}

/// The checksum of zlib.
uint32_t crc32(const std::vector<uint16_t> &values) {
  uint32_t crc = ~0u;
  for (uint16_t value : values)
    for (uint32_t byte : {uint32_t{value} & 0xff, uint32_t{value} >> 8}) {
      crc ^= byte;
      for (int bit = 0; bit < 8; ++bit)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
  return ~crc;
}

/// A million floats whose bits are `first`, `first + step`, ..., without NaNs, as elements of a format.
std::vector<uint16_t> manyAs(DataFormat format, uint32_t first, uint32_t step) {
  std::vector<float> floats;
  for (uint32_t i = 0; i < 1u << 20; ++i)
    if (float value = fromBits(first + i * step); value == value)
      floats.push_back(value);
  std::vector<uint16_t> result(floats.size());
  storeElements(floats.data(), static_cast<uint32_t>(floats.size()), format,
                reinterpret_cast<std::byte *>(result.data()));
  return result;
}

TEST(TileFormat, HasSizesOfTheField) {
  EXPECT_EQ(tileBytes(DataFormat::Float32), 4096u);
  EXPECT_EQ(tileBytes(DataFormat::Float16), 2048u);
  EXPECT_EQ(tileBytes(DataFormat::BFloat16), 2048u);
  EXPECT_EQ(tileBytes(DataFormat::Bfp8), 1088u);
  EXPECT_EQ(tileBytes(DataFormat::Bfp8B), 1088u);
  EXPECT_EQ(tileBytes(DataFormat::Bfp4B), 576u);
  EXPECT_EQ(tileBytes(DataFormat::Bfp2B), 320u);
  EXPECT_EQ(tileBytes(DataFormat::UInt16), 2048u);
  EXPECT_EQ(tileBytes(DataFormat::UInt8), 1024u);
  EXPECT_EQ(tileBytes(DataFormat::Int32), 4096u);
  EXPECT_EQ(tileBytes(DataFormat::Bool), 1024u);
}

TEST(TileFormat, IsNamedAsInTheDialect) {
  EXPECT_STREQ(toString(DataFormat::Float32), "f32");
  EXPECT_STREQ(toString(DataFormat::Bfp8B), "bfp_bf8");
  EXPECT_STREQ(toString(DataFormat::Bfp2), "bfp_f2");
  EXPECT_STREQ(toString(DataFormat::Int32), "si32");
  EXPECT_STREQ(toString(DataFormat::Bool), "i1");
}

// Of each face, 16 rows of 16 elements follow one another: top left, top right, bottom left, bottom right.
TEST(TileFormat, StoresFaceAfterFace) {
  struct Place {
    uint32_t row, column, element;
  };
  for (DataFormat format : {DataFormat::Float32, DataFormat::BFloat16, DataFormat::UInt8})
    for (Place place : {Place{0, 0, 0},
                        {0, 15, 15},
                        {1, 0, 16},
                        {0, 16, 256},
                        {15, 31, 511},
                        {16, 0, 512},
                        {17, 18, 768 + 16 + 2},
                        {31, 31, 1023}}) {
      Tile tile(kTileElements);
      at(tile, place.row, place.column) = format == DataFormat::UInt8 ? fromBits(1) : 1.0f;
      std::vector<std::byte> bytes = pack(tile, format);
      size_t size = bytes.size() / kTileElements;
      for (size_t i = 0; i < kTileElements; ++i) {
        bool any =
            std::any_of(&bytes[i * size], &bytes[i * size] + size, [](std::byte b) { return b != std::byte{0}; });
        ASSERT_EQ(any, i == place.element) << toString(format) << " row " << place.row << " column " << place.column;
      }
      EXPECT_EQ(unpack(bytes, format), tile);
    }
}

TEST(TileFormat, ReadsEveryBFloat16) {
  for (uint32_t i = 0; i < 0x10000; ++i) {
    uint16_t stored = static_cast<uint16_t>(i);
    float value = fromBFloat16(stored);
    ASSERT_EQ(bits(value), i << 16);
    if (value == value)
      ASSERT_EQ(toBFloat16(value), stored);
    else
      ASSERT_TRUE(std::isnan(fromBFloat16(toBFloat16(value))));
  }
}

TEST(TileFormat, ReadsEveryFloat16) {
  for (uint32_t i = 0; i < 0x10000; ++i) {
    uint16_t stored = static_cast<uint16_t>(i);
    float value = 0;
    loadElements(reinterpret_cast<const std::byte *>(&stored), 1, DataFormat::Float16, &value);
    int exponent = static_cast<int>(i >> 10 & 31), fraction = static_cast<int>(i & 1023);
    double expected = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    if (exponent == 31)
      expected = fraction == 0 ? INFINITY : NAN;
    if (i & 0x8000)
      expected = -expected;
    ASSERT_TRUE(near(value, expected, 0)) << std::hex << i;
    uint16_t again = 0;
    storeElements(&value, 1, DataFormat::Float16, reinterpret_cast<std::byte *>(&again));
    if (value == value)
      ASSERT_EQ(again, stored);
    else
      ASSERT_EQ(again & 0x7e00, 0x7e00);
  }
}

// The checksums are those of numpy's float16 and ml_dtypes' bfloat16: floats whose bits are an arithmetic sequence.
TEST(TileFormat, RoundsToNearestEvenAsOtherImplementations) {
  EXPECT_EQ(crc32(manyAs(DataFormat::BFloat16, 12345, 4099)), 0xa562bc1b);
  EXPECT_EQ(crc32(manyAs(DataFormat::Float16, 12345, 4099)), 0x20b93b5e);
  EXPECT_EQ(crc32(manyAs(DataFormat::Float16, 0x33000000, 1021)), 0x9ce4dd6b);
}

TEST(TileFormat, CutsIntegersToTheirWidth) {
  std::vector<int32_t> values = edgeIntegers();
  Tile tile = fromIntegers(values);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    uint32_t value = static_cast<uint32_t>(values[i]);
    ASSERT_EQ(bits(unpack(pack(tile, DataFormat::UInt32), DataFormat::UInt32)[i]), value);
    if (i == 8)
      break; // the rest below, with one conversion each
  }
  Tile u16 = unpack(pack(tile, DataFormat::UInt16), DataFormat::UInt16);
  Tile u8 = unpack(pack(tile, DataFormat::UInt8), DataFormat::UInt8);
  Tile i1 = unpack(pack(tile, DataFormat::Bool), DataFormat::Bool);
  Tile i32 = unpack(pack(tile, DataFormat::Int32), DataFormat::Int32);
  for (uint32_t i = 0; i < kTileElements; ++i) {
    uint32_t value = static_cast<uint32_t>(values[i]);
    ASSERT_EQ(bits(u16[i]), value & 0xffff);
    ASSERT_EQ(bits(u8[i]), value & 0xff);
    ASSERT_EQ(bits(i1[i]), value != 0);
    ASSERT_EQ(bits(i32[i]), value);
  }
}

// Worked out by hand from the description of the format: the largest exponent of 16 elements, the leading bit written
// out, shifted right by the difference of exponents, rounded to nearest with ties to even.
TEST(BlockFloat, StoresWhatItsDescriptionSays) {
  Tile tile(kTileElements);
  const float row[] = {1.0f,       -1.5f,       0.5f,       0.25f, 1.984375f, 1.9999f,
                       0.0078125f, 0.01171875f, 0.0234375f, -0.0f, 0.001f};
  std::copy(std::begin(row), std::end(row), tile.begin());
  // In units of 1/64: 64, -96, 32, 16, 127, 127.99 (no larger magnitude than 127), a tie of 0.5 (to 0), 0.75, a tie of
  // 1.5 (to 2), 0, 0.064.
  const uint8_t codes[] = {64, 0x80 | 96, 32, 16, 127, 127, 0, 1, 2, 0, 0};
  std::vector<std::byte> bytes = pack(tile, DataFormat::Bfp8B);
  EXPECT_EQ(static_cast<int>(bytes[0]), 127);
  for (size_t i = 0; i < std::size(codes); ++i)
    EXPECT_EQ(static_cast<int>(bytes[64 + i]), codes[i]) << i;
  EXPECT_EQ(static_cast<int>(pack(tile, DataFormat::Bfp8)[0]), 15) << "exponents of 5 bits";

  Tile back = unpack(bytes, DataFormat::Bfp8B);
  EXPECT_EQ(back[0], 1.0f);
  EXPECT_EQ(back[1], -1.5f);
  EXPECT_EQ(back[5], 127 / 64.0f);
  EXPECT_EQ(back[8], 2 / 64.0f);
}

TEST(BlockFloat, StoresTheFirstElementInTheLowestBits) {
  Tile tile(kTileElements);
  tile[0] = 1.0f, tile[1] = -1.0f, tile[2] = 0.5f, tile[3] = 1.75f;
  // Four bits: units of 1/4. Two bits: units of 1, 0.5 is a tie (to 0), 1.75 stays at the largest magnitude.
  std::vector<std::byte> four = pack(tile, DataFormat::Bfp4B), two = pack(tile, DataFormat::Bfp2B);
  EXPECT_EQ(static_cast<int>(four[64]), 0x4 | 0xc << 4);
  EXPECT_EQ(static_cast<int>(four[65]), 0x2 | 0x7 << 4);
  EXPECT_EQ(static_cast<int>(two[64]), 1 | 3 << 2 | 0 << 4 | 1 << 6);
}

TEST(BlockFloat, KeepsTheExponentOfEachRowOfEachFace) {
  Tile tile(kTileElements);
  at(tile, 0, 16) = 2, at(tile, 17, 3) = 4, at(tile, 31, 31) = 8;
  std::vector<std::byte> bytes = pack(tile, DataFormat::Bfp8B);
  EXPECT_EQ(static_cast<int>(bytes[16]), 128);
  EXPECT_EQ(static_cast<int>(bytes[32 + 1]), 129);
  EXPECT_EQ(static_cast<int>(bytes[63]), 130);
  EXPECT_EQ(static_cast<int>(bytes[0]), 0);
  EXPECT_EQ(unpack(bytes, DataFormat::Bfp8B), tile);
}

// An implementation by division in double precision. Elements have 8 bits, so that nothing is dropped before rounding.
TEST(BlockFloat, RoundsAsDivisionByTheUnitDoes) {
  struct Case {
    DataFormat format;
    int magnitudeBits, smallest, largest;
  };
  for (Case c : {Case{DataFormat::Bfp8B, 7, -126, 127},
                 {DataFormat::Bfp4B, 3, -126, 127},
                 {DataFormat::Bfp2B, 1, -126, 127},
                 {DataFormat::Bfp8, 7, -15, 16},
                 {DataFormat::Bfp4, 3, -15, 16},
                 {DataFormat::Bfp2, 1, -15, 16}}) {
    std::mt19937 random(3);
    for (int round = 0; round < 20; ++round) {
      Tile tile(kTileElements);
      for (float &value : tile) {
        int exponent = c.smallest + 8 + static_cast<int>(random() % static_cast<uint32_t>(c.largest - c.smallest - 8));
        if (round % 2 == 0)
          exponent = static_cast<int>(random() % 12) - 6;
        value = std::ldexp(static_cast<float>(static_cast<int>(random() % 512) - 256), exponent - 8);
      }
      Tile result = unpack(pack(tile, c.format), c.format);
      for (uint32_t start = 0; start < kTileElements; start += 16) {
        int largest = -1000;
        for (uint32_t i = start; i < start + 16; ++i)
          if (tile[i] != 0)
            largest = std::max(largest, std::ilogb(tile[i]));
        largest = std::max(largest, c.smallest);
        double unit = std::ldexp(1.0, largest - c.magnitudeBits + 1), most = std::ldexp(1.0, c.magnitudeBits) - 1;
        for (uint32_t i = start; i < start + 16; ++i) {
          double expected = std::clamp(std::nearbyint(tile[i] / unit), -most, most) * unit;
          ASSERT_EQ(result[i], expected) << toString(c.format) << " of " << tile[i] << " with unit " << unit;
        }
      }
    }
  }
}

TEST(BlockFloat, KeepsInfinitiesAndNaNOnlyWithWideExponents) {
  Tile tile(kTileElements);
  tile[0] = INFINITY, tile[1] = -INFINITY, tile[2] = NAN, tile[3] = 1e38f;
  Tile wide = unpack(pack(tile, DataFormat::Bfp8B), DataFormat::Bfp8B);
  EXPECT_EQ(wide[0], INFINITY);
  EXPECT_EQ(wide[1], -INFINITY);
  EXPECT_TRUE(std::isnan(wide[2]));
  EXPECT_EQ(wide[4], 0.0f);
  Tile narrow = unpack(pack(tile, DataFormat::Bfp8), DataFormat::Bfp8);
  EXPECT_EQ(narrow[0], 127.0f * 1024) << "the largest number: 127/64 * 2^16";
  EXPECT_EQ(narrow[1], -127.0f * 1024);
}

TEST(BlockFloat, FlushesWhatIsTooSmallForALeadingBit) {
  Tile tile(kTileElements);
  tile[0] = 1e-40f, tile[16] = 1e-6f;
  EXPECT_EQ(unpack(pack(tile, DataFormat::Bfp8B), DataFormat::Bfp8B)[0], 0.0f);
  EXPECT_EQ(unpack(pack(tile, DataFormat::Bfp8), DataFormat::Bfp8)[16], 0.0f) << "below 2^-15";
}

TEST(BlockFloat, ReadsEveryCodeUnderEveryExponent) {
  for (int exponent = 0; exponent < 256; ++exponent)
    for (int half = 0; half < 16; ++half) {
      std::vector<std::byte> bytes(tileBytes(DataFormat::Bfp8B));
      bytes[0] = static_cast<std::byte>(exponent);
      for (int i = 0; i < 16; ++i)
        bytes[64 + static_cast<size_t>(i)] = static_cast<std::byte>(half * 16 + i);
      Tile tile = unpack(bytes, DataFormat::Bfp8B);
      for (int i = 0; i < 16; ++i) {
        int code = half * 16 + i, magnitude = code & 127;
        long double expected = std::ldexp(static_cast<long double>(magnitude), exponent - 127 - 6);
        if (exponent == 255 && magnitude > 64)
          expected = NAN;
        ASSERT_TRUE(near(tile[static_cast<size_t>(i)], code & 128 ? -expected : expected, 0))
            << exponent << " " << code;
      }
    }
}

TEST(TileFormat, RefusesTilesThatAreTooSmallAndFormatsThatAreNone) {
  Tile tile(kTileElements);
  std::vector<std::byte> bytes(100);
  try {
    packTile(std::span<const float, kTileElements>(tile.data(), kTileElements), DataFormat::BFloat16, bytes);
    FAIL();
  } catch (const ValueError &error) {
    EXPECT_STREQ(error.what(), "a tile of bf16 takes 2048 bytes, and there are 100");
  }
  try {
    tileBytes(static_cast<DataFormat>(14));
    FAIL();
  } catch (const ValueError &error) {
    EXPECT_STREQ(error.what(), "there is no data format 14: they are 0 (f32) to 13 (i1)");
  }
}

TEST(Tilize, GoesToTilesAndBackForAnyShape) {
  struct Shape {
    uint32_t rows, columns;
  };
  for (DataFormat format : kPlain)
    for (Shape shape : {Shape{32, 32}, {64, 96}, {1, 1}, {33, 65}, {31, 17}, {5, 48}, {0, 4}}) {
      size_t size = elementBytes(format), count = size_t{shape.rows} * shape.columns;
      std::vector<std::byte> matrix(count * size), back(count * size);
      std::mt19937 random(1);
      for (std::byte &byte : matrix)
        byte = static_cast<std::byte>(format == DataFormat::Bool ? random() % 2 : random());
      size_t tileRows = (shape.rows + 31) / 32, tileColumns = (shape.columns + 31) / 32;
      std::vector<std::byte> tiles(tileRows * tileColumns * tileBytes(format), std::byte{0xff});
      tilize(matrix, shape.rows, shape.columns, format, tiles);
      untilize(tiles, shape.rows, shape.columns, format, back);
      ASSERT_EQ(back, matrix) << toString(format) << " " << shape.rows << "x" << shape.columns;
      // Element by element, and zeros beside the matrix.
      for (size_t t = 0; t < tileRows * tileColumns; ++t)
        for (size_t i = 0; i < kTileElements; ++i) {
          size_t face = i / 256, row = t / tileColumns * 32 + face / 2 * 16 + i % 256 / 16;
          size_t column = t % tileColumns * 32 + face % 2 * 16 + i % 16;
          bool inside = row < shape.rows && column < shape.columns;
          for (size_t b = 0; b < size; ++b)
            ASSERT_EQ(tiles[t * tileBytes(format) + i * size + b],
                      inside ? matrix[(row * shape.columns + column) * size + b] : std::byte{0});
        }
    }
}

TEST(Tilize, ConvertsFloatsToBlockFloat) {
  std::vector<float> matrix(40 * 50), back(40 * 50);
  for (size_t i = 0; i < matrix.size(); ++i)
    matrix[i] = static_cast<float>(i % 61) - 30;
  std::vector<std::byte> tiles(4 * tileBytes(DataFormat::Bfp8B));
  tilize(std::as_bytes(std::span(matrix)), 40, 50, DataFormat::Bfp8B, tiles);
  untilize(tiles, 40, 50, DataFormat::Bfp8B, std::as_writable_bytes(std::span(back)));
  EXPECT_EQ(back, matrix);
}

TEST(Tilize, RefusesWrongSizes) {
  std::vector<std::byte> matrix(10 * 10 * 4), tiles(2 * 4096);
  try {
    tilize(matrix, 10, 10, DataFormat::Float32, tiles);
    FAIL();
  } catch (const ValueError &error) {
    EXPECT_STREQ(error.what(), "a matrix of 10x10 elements takes 1 tiles of f32, 4096 bytes, and there are 8192");
  }
  try {
    untilize(tiles, 10, 11, DataFormat::Float32, matrix);
    FAIL();
  } catch (const ValueError &error) {
    EXPECT_THAT(error.what(), HasSubstr("a matrix of 10x11 elements of f32 takes 440 bytes, and there are 400"));
  }
  // As many bytes as are no number of 64 bits.
  for (auto convert : {&tilize, &untilize})
    try {
      convert({}, 1u << 31, 1u << 31, DataFormat::Float32, {});
      FAIL();
    } catch (const ValueError &error) {
      EXPECT_THAT(error.what(), HasSubstr("takes 18446744073709551616 bytes, and there are 0"));
    }
}

} // namespace
} // namespace tt::device::test
