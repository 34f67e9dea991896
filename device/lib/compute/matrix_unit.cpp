// The matrix unit on elements: sums, differences and products of tiles, with a part of the second repeated or not.
#include "compute/data_movement.h"

namespace tt::device {
namespace {

void nothing(const Operation &) {}

void combine(BinaryKind kind, const float *a, const float *b, float *result) {
  switch (kind) {
  case BinaryKind::Add:
    for (uint32_t i = 0; i < kTileElements; ++i)
      result[i] = a[i] + b[i];
    break;
  case BinaryKind::Subtract:
    for (uint32_t i = 0; i < kTileElements; ++i)
      result[i] = a[i] - b[i];
    break;
  case BinaryKind::Multiply:
    for (uint32_t i = 0; i < kTileElements; ++i)
      result[i] = a[i] * b[i];
    break;
  }
}

/// Arguments: two circular buffers, the tile of each, a register.
void combineTiles(const Operation &operation, BinaryKind kind, BcastType type) {
  float a[kTileElements], b[kTileElements];
  float *result = operation.write(operation.word(4));
  operation.loadFloats(operation.word(0), operation.word(2), a);
  operation.loadFloats(operation.word(1), operation.word(3), b);
  broadcastTile(b, type);
  combine(kind, a, b, result);
}

template <BinaryKind Kind, BcastType Type>
void tiles(const Operation &operation) {
  combineTiles(operation, Kind, Type);
}

template <BinaryKind Kind>
void tilesBroadcast(const Operation &operation) {
  combineTiles(operation, Kind, operation.bcastType(5));
}

void reuse(const Operation &operation) {
  auto kind = static_cast<BinaryKind>(operation.enumerator(3, 3, "EltwiseBinaryType"));
  bool registerIsFirst = operation.enumerator(4, 2, "BinaryDestReuseType") == 0;
  float tile[kTileElements];
  float *result = operation.write(operation.word(2));
  operation.loadFloats(operation.word(0), operation.word(1), tile);
  if (registerIsFirst)
    combine(kind, result, tile, result);
  else
    combine(kind, tile, result, result);
}

using enum BinaryKind;

constexpr HandlerEntry kHandlers[] = {
    {Service::add_tiles_init, nothing},
    {Service::add_tiles, tiles<Add, BcastType::None>},
    {Service::sub_tiles_init, nothing},
    {Service::sub_tiles, tiles<Subtract, BcastType::None>},
    {Service::mul_tiles_init, nothing},
    {Service::mul_tiles, tiles<Multiply, BcastType::None>},
    {Service::binary_dest_reuse_tiles_init, nothing},
    {Service::binary_dest_reuse_tiles, reuse},
    {Service::init_bcast, nothing},
    {Service::add_tiles_bcast, tilesBroadcast<Add>},
    {Service::add_bcast_rows_init_short, nothing},
    {Service::add_tiles_bcast_rows, tiles<Add, BcastType::Row>},
    {Service::add_bcast_cols_init_short, nothing},
    {Service::add_tiles_bcast_cols, tiles<Add, BcastType::Column>},
    {Service::add_bcast_scalar_init_short, nothing},
    {Service::add_tiles_bcast_scalar, tiles<Add, BcastType::Scalar>},
    {Service::sub_tiles_bcast, tilesBroadcast<Subtract>},
    {Service::sub_bcast_rows_init_short, nothing},
    {Service::sub_tiles_bcast_rows, tiles<Subtract, BcastType::Row>},
    {Service::sub_bcast_cols_init_short, nothing},
    {Service::sub_tiles_bcast_cols, tiles<Subtract, BcastType::Column>},
    {Service::sub_bcast_scalar_init_short, nothing},
    {Service::sub_tiles_bcast_scalar, tiles<Subtract, BcastType::Scalar>},
    {Service::mul_tiles_bcast, tilesBroadcast<Multiply>},
    {Service::mul_bcast_rows_init_short, nothing},
    {Service::mul_tiles_bcast_rows, tiles<Multiply, BcastType::Row>},
    {Service::mul_bcast_cols_init_short, nothing},
    {Service::mul_tiles_bcast_cols, tiles<Multiply, BcastType::Column>},
    {Service::mul_bcast_scalar_init_short, nothing},
    {Service::mul_tiles_bcast_scalar, tiles<Multiply, BcastType::Scalar>},
};

} // namespace

std::span<const HandlerEntry> matrixUnitHandlers() { return kHandlers; }

} // namespace tt::device
