// Tiles as they lie in memory: names, sizes, conversion from and to 32x32 floats, and row-major matrices to tiles.
#include "tt/device/tile_format.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include <fmt/format.h>

#include "compute/block_float.h"
#include "compute/elements.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

constexpr uint32_t kFaceEdge = 16;
constexpr uint32_t kRuns = kTileElements / kFaceEdge; // rows of faces, as they follow one another in memory

/// Where the `run`th row of a face begins in a row-major tile.
constexpr uint32_t elementOfRun(uint32_t run) {
  uint32_t face = run / kFaceEdge, row = run % kFaceEdge;
  return (face / 2 * kFaceEdge + row) * kTileColumns + face % 2 * kFaceEdge;
}

void checkFormat(DataFormat format) {
  if (format > DataFormat::Bool)
    throw ValueError(
        fmt::format("there is no data format {}: they are 0 (f32) to 13 (i1)", static_cast<unsigned>(format)));
}

void checkTile(size_t bytes, DataFormat format) {
  checkFormat(format);
  if (bytes < tileBytes(format))
    throw ValueError(
        fmt::format("a tile of {} takes {} bytes, and there are {}", toString(format), tileBytes(format), bytes));
}

/// Tiles that cover a row-major matrix.
struct Cover {
  using Bytes = unsigned __int128; // of as many rows and columns as can be asked for
  Cover(size_t matrixBytes, uint32_t rows, uint32_t columns, DataFormat format, size_t tilesBytes)
      : rows(rows), columns(columns), format(format) {
    checkFormat(format);
    tileColumns = (uint64_t{columns} + kTileColumns - 1) / kTileColumns;
    uint64_t tileRows = (uint64_t{rows} + kTileRows - 1) / kTileRows;
    const Bytes needed = Bytes{rows} * columns * elementBytes(format);
    if (matrixBytes != needed)
      throw ValueError(fmt::format("a matrix of {}x{} elements of {} takes {} bytes, and there are {}", rows, columns,
                                   toString(format), needed, matrixBytes));
    tiles = tileRows * tileColumns;
    if (tilesBytes != Bytes{tiles} * tileBytes(format))
      throw ValueError(fmt::format("a matrix of {}x{} elements takes {} tiles of {}, {} bytes, and there are {}", rows,
                                   columns, tiles, toString(format), Bytes{tiles} * tileBytes(format), tilesBytes));
  }

  /// Calls `body(offset of elements in the matrix, offset in the tile, elements)` for each row of each face of a tile
  /// that has elements in the matrix. Offsets count elements; those in the tile follow the order in memory.
  template <class Body>
  void forEachRun(uint64_t tile, Body body) const {
    uint64_t firstRow = tile / tileColumns * kTileRows, firstColumn = tile % tileColumns * kTileColumns;
    for (uint32_t run = 0; run < kRuns; ++run) {
      uint64_t row = firstRow + elementOfRun(run) / kTileColumns;
      uint64_t column = firstColumn + elementOfRun(run) % kTileColumns;
      if (row < rows && column < columns)
        body(row * columns + column, run, std::min<uint64_t>(kFaceEdge, columns - column));
    }
  }

  uint32_t rows, columns;
  DataFormat format;
  uint64_t tileColumns = 0, tiles = 0;
};

} // namespace

const char *toString(DataFormat format) {
  static constexpr const char *kNames[] = {"f32",    "f16",     "bf16", "bfp_f8", "bfp_bf8", "bfp_f4", "bfp_bf4",
                                           "bfp_f2", "bfp_bf2", "u32",  "u16",    "u8",      "si32",   "i1"};
  return format <= DataFormat::Bool ? kNames[static_cast<size_t>(format)] : "an unknown format";
}

uint32_t tileBytes(DataFormat format) {
  checkFormat(format);
  if (isBlockFloat(format))
    return kRuns * (1 + blockFloat(format).bytesOfElements());
  return kTileElements * elementBytes(format);
}

void packTile(std::span<const float, kTileElements> elements, DataFormat format, std::span<std::byte> tile) {
  checkTile(tile.size(), format);
  if (isBlockFloat(format)) {
    BlockFloat block = blockFloat(format);
    std::byte *codes = tile.data() + kRuns;
    for (uint32_t run = 0; run < kRuns; ++run, codes += block.bytesOfElements())
      tile[run] = std::byte{packBlock(&elements[elementOfRun(run)], block, codes)};
    return;
  }
  // All rows of faces one after the other, then one long conversion, which the compiler makes wide.
  float inOrder[kTileElements];
  for (uint32_t run = 0; run < kRuns; ++run)
    std::memcpy(inOrder + run * kFaceEdge, &elements[elementOfRun(run)], kFaceEdge * sizeof(float));
  storeElements(inOrder, kTileElements, format, tile.data());
}

void unpackTile(std::span<const std::byte> tile, DataFormat format, std::span<float, kTileElements> elements) {
  checkTile(tile.size(), format);
  if (isBlockFloat(format)) {
    BlockFloat block = blockFloat(format);
    const std::byte *codes = tile.data() + kRuns;
    for (uint32_t run = 0; run < kRuns; ++run, codes += block.bytesOfElements())
      unpackBlock(static_cast<uint8_t>(tile[run]), codes, block, &elements[elementOfRun(run)]);
    return;
  }
  float inOrder[kTileElements];
  loadElements(tile.data(), kTileElements, format, inOrder);
  for (uint32_t run = 0; run < kRuns; ++run)
    std::memcpy(&elements[elementOfRun(run)], inOrder + run * kFaceEdge, kFaceEdge * sizeof(float));
}

void tilize(std::span<const std::byte> matrix, uint32_t rows, uint32_t columns, DataFormat format,
            std::span<std::byte> tiles) {
  Cover cover(matrix.size(), rows, columns, format, tiles.size());
  uint32_t size = elementBytes(format);
  for (uint64_t tile = 0; tile < cover.tiles; ++tile) {
    std::span<std::byte> to = tiles.subspan(tile * tileBytes(format), tileBytes(format));
    if (isBlockFloat(format)) {
      float elements[kTileElements] = {};
      cover.forEachRun(tile, [&](uint64_t from, uint32_t run, uint64_t count) {
        std::memcpy(elements + elementOfRun(run), matrix.data() + from * size, count * size);
      });
      packTile(elements, format, to);
      continue;
    }
    std::fill(to.begin(), to.end(), std::byte{0});
    cover.forEachRun(tile, [&](uint64_t from, uint32_t run, uint64_t count) {
      std::memcpy(to.data() + run * kFaceEdge * size, matrix.data() + from * size, count * size);
    });
  }
}

void untilize(std::span<const std::byte> tiles, uint32_t rows, uint32_t columns, DataFormat format,
              std::span<std::byte> matrix) {
  Cover cover(matrix.size(), rows, columns, format, tiles.size());
  uint32_t size = elementBytes(format);
  for (uint64_t tile = 0; tile < cover.tiles; ++tile) {
    std::span<const std::byte> from = tiles.subspan(tile * tileBytes(format), tileBytes(format));
    if (isBlockFloat(format)) {
      float elements[kTileElements];
      unpackTile(from, format, elements);
      cover.forEachRun(tile, [&](uint64_t to, uint32_t run, uint64_t count) {
        std::memcpy(matrix.data() + to * size, elements + elementOfRun(run), count * size);
      });
      continue;
    }
    cover.forEachRun(tile, [&](uint64_t to, uint32_t run, uint64_t count) {
      std::memcpy(matrix.data() + to * size, from.data() + run * kFaceEdge * size, count * size);
    });
  }
}

} // namespace tt::device
