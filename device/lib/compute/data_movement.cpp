// Tiles from circular buffers into registers and within them: copies, transposition, broadcasts within a tile.
#include "compute/data_movement.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tt::device {

void transposeTile(float *elements) {
  for (uint32_t row = 0; row < kTileRows; ++row)
    for (uint32_t column = row + 1; column < kTileColumns; ++column)
      std::swap(elements[row * kTileColumns + column], elements[column * kTileColumns + row]);
}

void broadcastTile(float *elements, BcastType type) {
  switch (type) {
  case BcastType::None:
    break;
  case BcastType::Column:
    for (uint32_t row = 0; row < kTileRows; ++row)
      std::fill_n(elements + row * kTileColumns, kTileColumns, elements[row * kTileColumns]);
    break;
  case BcastType::Row:
    for (uint32_t row = 1; row < kTileRows; ++row)
      std::copy_n(elements, kTileColumns, elements + row * kTileColumns);
    break;
  case BcastType::Scalar:
    std::fill_n(elements, kTileElements, elements[0]);
    break;
  }
}

namespace {

void nothing(const Operation &) {}

void copyTile(const Operation &operation) {
  float *to = operation.write(operation.word(2));
  operation.load(operation.word(0), operation.word(1), to);
}

void copyBlock(const Operation &operation) {
  uint32_t firstTile = operation.word(1), firstRegister = operation.word(2), count = operation.word(3);
  operation.checkRegisters(firstRegister, count);
  for (uint32_t i = 0; i < count; ++i)
    operation.load(operation.word(0), firstTile + i, operation.write(firstRegister + i));
}

void copyWithin(const Operation &operation) {
  operation.format(2);
  const float *from = operation.read(operation.word(0));
  float *to = operation.write(operation.word(1));
  if (from != to)
    std::memcpy(to, from, kTileElements * sizeof(float));
}

void transpose(const Operation &operation) {
  float *to = operation.write(operation.word(2));
  operation.load(operation.word(0), operation.word(1), to);
  transposeTile(to);
}

void broadcast(const Operation &operation) {
  BcastType type = operation.bcastType(3);
  float *to = operation.write(operation.word(2));
  operation.load(operation.word(0), operation.word(1), to);
  broadcastTile(to, type);
}

constexpr HandlerEntry kHandlers[] = {
    {Service::copy_tile_init, nothing},
    {Service::copy_tile_to_dst_init_short, nothing},
    {Service::copy_tile_to_dst_init_short_with_dt, nothing},
    {Service::copy_tile, copyTile},
    {Service::copy_block_matmul_partials, copyBlock},
    {Service::copy_dest_values_init, nothing},
    {Service::copy_dest_values, copyWithin},
    {Service::transpose_wh_init, nothing},
    {Service::transpose_wh_init_short, nothing},
    {Service::transpose_wh_tile, transpose},
    {Service::unary_bcast_init, nothing},
    {Service::unary_bcast, broadcast},
    {Service::unary_bcast_uninit, nothing},
};

} // namespace

std::span<const HandlerEntry> dataMovementHandlers() { return kHandlers; }

} // namespace tt::device
