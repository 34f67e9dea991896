// Rows to tiles and tiles to rows, by the unpacker and by the packer.
#include <fmt/format.h>

#include "compute/block_float.h"
#include "compute/elements.h"
#include "compute/pages.h"

namespace tt::device {
namespace {

void nothing(const Operation &) {}

/// Rows of elements `columns` tiles wide, of the format of a circular buffer.
template <bool Back>
class Rows {
public:
  Rows(const Operation &operation, uint32_t cb, uint32_t columns, uint64_t firstByte = 0)
      : bytes(operation, cb), format(operation.formatOf(cb)), columns(columns), firstByte(firstByte) {
    if (isBlockFloat(format))
      operation.fail(
          fmt::format("circular buffer {} holds {}, of which there are tiles, but no rows", cb, toString(format)));
  }

  /// Reads or writes the tile at the place (`row`, `column`), in tiles.
  void move(uint32_t row, uint32_t column, float *elements) {
    std::byte plain[kTileColumns * sizeof(float)];
    size_t rowBytes = kTileColumns * elementBytes(format);
    for (uint32_t i = 0; i < kTileRows; ++i) {
      uint64_t line = uint64_t{row} * kTileRows + i;
      uint64_t offset = firstByte + (line * columns + column) * rowBytes;
      if constexpr (Back) {
        storeElements(elements + i * kTileColumns, kTileColumns, format, plain);
        bytes.write(offset, plain, rowBytes);
      } else {
        bytes.read(offset, plain, rowBytes);
        loadElements(plain, kTileColumns, format, elements + i * kTileColumns);
      }
    }
  }

private:
  PageBytes<Back> bytes;
  DataFormat format;
  uint64_t columns, firstByte;
};

void checkConversion(const Operation &operation, uint32_t from, uint32_t to) {
  DataFormat source = operation.formatOf(from), result = operation.formatOf(to);
  if (isInteger(source) != isInteger(result))
    operation.fail(fmt::format("circular buffers {} ({}) and {} ({}) must both hold floats, or both integers", from,
                               toString(source), to, toString(result)));
}

void tilizeRows(const Operation &operation, uint32_t from, uint32_t to, uint32_t rows, uint32_t columns) {
  checkConversion(operation, from, to);
  if (rows == 0 || columns == 0)
    return;
  Rows<false> source(operation, from, columns);
  DataFormat format = operation.formatOf(to);
  uint32_t &next = operation.packedPages(to);
  float elements[kTileElements];
  for (uint32_t row = 0; row < rows; ++row)
    for (uint32_t column = 0; column < columns; ++column) {
      source.move(row, column, elements);
      packTile(elements, format, operation.tiles.back(to, next++));
    }
}

/// Writes `rows` times `columns` tiles of `from` to the first places of `result`, whose rows may be wider.
void untilizeTiles(const Operation &operation, uint32_t from, uint32_t rows, uint32_t columns, Rows<true> &result) {
  float elements[kTileElements];
  for (uint32_t row = 0; row < rows; ++row)
    for (uint32_t column = 0; column < columns; ++column) {
      operation.load(from, row * columns + column, elements);
      result.move(row, column, elements);
    }
}

void untilizeRows(const Operation &operation, uint32_t from, uint32_t to, uint32_t rows, uint32_t columns) {
  checkConversion(operation, from, to);
  if (rows == 0 || columns == 0)
    return;
  uint32_t &next = operation.packedPages(to);
  // The packer writes page after page: rows begin behind what was packed before.
  Rows<true> result(operation, to, columns, uint64_t{next} * tileBytes(operation.formatOf(to)));
  untilizeTiles(operation, from, rows, columns, result);
  next += rows * columns;
}

void tilizeRow(const Operation &operation) {
  tilizeRows(operation, operation.word(0), operation.word(2), 1, operation.word(1));
}
void tilizeBlock(const Operation &operation) {
  tilizeRows(operation, operation.word(0), operation.word(1), operation.word(2), operation.word(3));
}
void untilizeRow(const Operation &operation) {
  untilizeRows(operation, operation.word(0), operation.word(2), 1, operation.word(1));
}
void untilizeBlock(const Operation &operation) {
  untilizeRows(operation, operation.word(0), operation.word(1), operation.word(2), operation.word(3));
}

void packUntilizeRow(const Operation &operation) {
  uint32_t from = operation.word(0), columns = operation.word(1), to = operation.word(2);
  checkConversion(operation, from, to);
  Rows<true> result(operation, to, columns);
  untilizeTiles(operation, from, 1, columns, result);
}

void packUntilizeBlock(const Operation &operation) {
  uint32_t from = operation.word(0), to = operation.word(1), rows = operation.word(2), columns = operation.word(3);
  uint32_t pass = operation.word(4), width = operation.word(5);
  if (pass == 0 || columns % pass != 0 || columns > width)
    operation.fail(fmt::format("a block of {} columns of tiles is no whole number of passes of {}, or wider than the "
                               "{} that a row has",
                               columns, pass, width));
  checkConversion(operation, from, to);
  Rows<true> result(operation, to, width);
  untilizeTiles(operation, from, rows, columns, result);
}

void packUntilizeRegisters(const Operation &operation) {
  uint32_t to = operation.word(0), rows = operation.word(1), block = operation.word(2), columns = operation.word(3);
  uint32_t width = operation.word(4);
  if (columns == 0 || (uint64_t{block} + 1) * columns > width)
    operation.fail(
        fmt::format("block {} of {} columns of tiles lies beyond the {} that a row has", block, columns, width));
  operation.checkRegisters(0, uint64_t{rows} * columns);
  Rows<true> result(operation, to, width);
  float elements[kTileElements];
  for (uint32_t row = 0; row < rows; ++row)
    for (uint32_t column = 0; column < columns; ++column) {
      std::memcpy(elements, operation.readForPacker(row * columns + column), sizeof(elements));
      result.move(row, block * columns + column, elements);
    }
}

constexpr HandlerEntry kHandlers[] = {
    {Service::tilize_init, nothing},
    {Service::tilize_block, tilizeRow},
    {Service::tilize_uninit, nothing},
    {Service::experimental_tilize_block, tilizeBlock},
    {Service::untilize_init, nothing},
    {Service::untilize_block, untilizeRow},
    {Service::untilize_uninit, nothing},
    {Service::experimental_untilize_block, untilizeBlock},
    {Service::pack_untilize_init, nothing},
    {Service::experimental_pack_untilize_block, packUntilizeBlock},
    {Service::pack_untilize_block, packUntilizeRow},
    {Service::pack_untilize_uninit, nothing},
    {Service::pack_untilize_dest_init, nothing},
    {Service::pack_untilize_dest, packUntilizeRegisters},
};

} // namespace

std::span<const HandlerEntry> tilizeHandlers() { return kHandlers; }

} // namespace tt::device
