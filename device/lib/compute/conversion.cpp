// Conversion of a register to another data type, registers filled with one value, tiles of masks and numbers.
#include <algorithm>
#include <cmath>

#include "compute/elements.h"
#include "compute/elementwise.h"

namespace tt::device {
namespace {

/// An element as a number that holds every value of every format.
double valueOf(float element, DataFormat format) {
  uint32_t bits = std::bit_cast<uint32_t>(element);
  switch (format) {
  case DataFormat::Int32:
    return static_cast<int32_t>(bits);
  case DataFormat::UInt32:
    return bits;
  case DataFormat::UInt16:
    return bits & 0xffff;
  case DataFormat::UInt8:
    return bits & 0xff;
  case DataFormat::Bool:
    return bits != 0;
  default:
    return element;
  }
}

/// Truncates and stays within [low, high]; NaN becomes 0.
uint32_t saturate(double value, double low, double high) {
  if (std::isnan(value))
    return 0;
  return static_cast<uint32_t>(static_cast<int64_t>(std::clamp(std::trunc(value), low, high)));
}

uint32_t fromFloat(double value, DataFormat format) {
  switch (format) {
  case DataFormat::Int32:
    return saturate(value, -2147483648.0, 2147483647.0);
  case DataFormat::UInt32:
    return saturate(value, 0, 4294967295.0);
  case DataFormat::UInt16:
    return saturate(value, 0, 65535);
  case DataFormat::UInt8:
    return saturate(value, 0, 255);
  default:
    return value != 0;
  }
}

/// Between integers the low bits are kept.
uint32_t fromInteger(double value, DataFormat format) {
  uint32_t bits = static_cast<uint32_t>(static_cast<int64_t>(value));
  switch (format) {
  case DataFormat::UInt16:
    return bits & 0xffff;
  case DataFormat::UInt8:
    return bits & 0xff;
  case DataFormat::Bool:
    return bits != 0;
  default:
    return bits;
  }
}

/// Arguments: register, data type of what it holds, data type that it gets. The same as the host device's typecast.
void typecast(const Operation &operation) {
  DataFormat from = operation.format(1), to = operation.format(2);
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; ++i) {
    double value = valueOf(x[i], from);
    if (!isInteger(to))
      x[i] = static_cast<float>(value);
    else
      x[i] = std::bit_cast<float>(isInteger(from) ? fromInteger(value, to) : fromFloat(value, to));
  }
  if (isInteger(to) || to == DataFormat::Float32)
    return;
  // Narrower floats: rounded as the packer rounds them.
  std::byte tile[kTileElements * sizeof(float)];
  std::span<float, kTileElements> elements(x, kTileElements);
  packTile(elements, to, tile);
  unpackTile(tile, to, elements);
}

void fill(const Operation &operation) {
  std::fill_n(operation.write(operation.word(0)), kTileElements, operation.scalar(1));
}

void writeInPlace(const Operation &operation, uint32_t cb, float *values) {
  DataFormat format = operation.formatOf(cb);
  if (isInteger(format))
    for (uint32_t i = 0; i < kTileElements; ++i)
      values[i] = std::bit_cast<float>(static_cast<uint32_t>(values[i]));
  packTile(std::span<const float, kTileElements>(values, kTileElements), format, operation.tiles.inPlace(cb));
}

template <bool Rows>
void writeMask(const Operation &operation) {
  uint32_t valid = operation.word(0);
  float values[kTileElements];
  for (uint32_t i = 0; i < kTileElements; ++i)
    values[i] = (Rows ? i / kTileColumns : i % kTileColumns) < valid ? 1.0f : 0.0f;
  writeInPlace(operation, operation.word(1), values);
}

void writeNumbers(const Operation &operation) {
  float values[kTileElements];
  for (uint32_t i = 0; i < kTileElements; ++i)
    values[i] = static_cast<float>(i);
  writeInPlace(operation, operation.word(0), values);
}

constexpr HandlerEntry kHandlers[] = {
    {Service::typecast_tile_init, configureNothing},
    {Service::typecast_tile, typecast},
    {Service::fill_tile_init, configureNothing},
    {Service::fill_tile, fill},
    {Service::fill_tile_int, fill},
    {Service::experimental_write_row_mask_tile, writeMask<true>},
    {Service::experimental_write_col_mask_tile, writeMask<false>},
    {Service::experimental_fill_arange_tile, writeNumbers},
};

} // namespace

std::span<const HandlerEntry> conversionHandlers() { return kHandlers; }

} // namespace tt::device
