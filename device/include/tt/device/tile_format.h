// Tiles of 32x32 elements as they lie in memory: four faces of 16x16 (top left, top right, bottom left, bottom right).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tt::device {

inline constexpr uint32_t kTileRows = 32, kTileColumns = 32, kTileElements = 1024;

/// The formats a circular buffer holds tiles in; the numbers are those of ttcore::DataType.
enum class DataFormat : uint8_t {
  Float32 = 0,
  Float16 = 1,
  BFloat16 = 2,
  Bfp8 = 3,
  Bfp8B = 4,
  Bfp4 = 5,
  Bfp4B = 6,
  Bfp2 = 7,
  Bfp2B = 8,
  UInt32 = 9,
  UInt16 = 10,
  UInt8 = 11,
  Int32 = 12,
  Bool = 13,
};

/// "f32", "bf16", "bfp_bf8", ...: the keywords of ttcore::DataType.
const char *toString(DataFormat format);

/// Bytes of a tile: 4096 for f32, 2048 for bf16, 1088 for bfp8 (64 shared exponents, then 1024 mantissas).
uint32_t tileBytes(DataFormat format);

/// `elements`: 1024 values, row-major. Integers keep their bits (they are stored in the floats' bits).
void packTile(std::span<const float, kTileElements> elements, DataFormat format, std::span<std::byte> tile);
void unpackTile(std::span<const std::byte> tile, DataFormat format, std::span<float, kTileElements> elements);

/// Row-major matrices of `rows` x `columns` to tiles and back, tiles in row-major order; edges are filled with zeros.
/// `matrix` holds elements of `format` as plain arrays do (bfp formats: f32).
void tilize(std::span<const std::byte> matrix, uint32_t rows, uint32_t columns, DataFormat format,
            std::span<std::byte> tiles);
void untilize(std::span<const std::byte> tiles, uint32_t rows, uint32_t columns, DataFormat format,
              std::span<std::byte> matrix);

} // namespace tt::device
