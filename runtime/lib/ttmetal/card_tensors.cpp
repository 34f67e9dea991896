// Rows to tiles and back, matrix by matrix.
#include "ttmetal/card_tensors.h"

#include <cstring>

namespace tt::runtime::detail {
namespace {

constexpr int64_t kTile = 32;

/// A shape as matrices, the last two dimensions; a vector is one row.
struct MatrixShape {
  explicit MatrixShape(const std::vector<int64_t> &shape) {
    for (size_t i = 0; i + 2 < shape.size(); ++i)
      count *= static_cast<size_t>(shape[i]);
    rows = static_cast<uint32_t>(shape.size() > 1 ? shape[shape.size() - 2] : 1);
    columns = static_cast<uint32_t>(shape.empty() ? 1 : shape.back());
  }
  bool operator==(const MatrixShape &other) const = default;

  size_t count = 1;
  uint32_t rows, columns;
};

/// A tensor as matrices.
struct Matrices : MatrixShape {
  explicit Matrices(const TensorDesc &desc)
      : MatrixShape(desc.shape), element(elementSize(desc.dtype)), format(*cardFormat(desc.dtype)) {}
  size_t tiles() const { return size_t((rows + kTile - 1) / kTile) * ((columns + kTile - 1) / kTile); }
  size_t bytes() const { return size_t(rows) * columns * element; }
  size_t tiledBytes() const { return tiles() * device::tileBytes(format); }

  size_t element;
  device::DataFormat format;
};

constexpr uint16_t kOne = 0x3f80; ///< 1.0 as bf16

/// Truth values as numbers.
std::vector<std::byte> widen(const TensorDesc &host, const std::byte *data) {
  std::vector<std::byte> numbers(static_cast<size_t>(host.volume()) * sizeof(uint16_t));
  for (size_t i = 0; i < static_cast<size_t>(host.volume()); ++i) {
    const uint16_t number = data[i] != std::byte{0} ? kOne : 0;
    std::memcpy(numbers.data() + i * sizeof(number), &number, sizeof(number));
  }
  return numbers;
}

} // namespace

std::optional<device::DataFormat> cardFormat(DataType dtype) {
  switch (dtype) {
  case DataType::Float32:
  case DataType::BFloat16:
  case DataType::UInt32:
  case DataType::Int32:
    return static_cast<device::DataFormat>(dtype);
  default:
    return std::nullopt;
  }
}

DataType storedAs(DataType dtype) { return dtype == DataType::Bool ? DataType::BFloat16 : dtype; }

bool liesInSameTiles(const std::vector<int64_t> &a, const std::vector<int64_t> &b) {
  return MatrixShape(a) == MatrixShape(b);
}

uint64_t tiledBytes(const TensorDesc &desc) {
  const Matrices matrices(desc);
  return matrices.count * matrices.tiledBytes();
}

uint32_t tileBytesOf(DataType dtype) { return device::tileBytes(*cardFormat(dtype)); }

void toTiles(const TensorDesc &host, const std::byte *data, const TensorDesc &card, std::span<std::byte> tiles) {
  std::vector<std::byte> widened;
  if (host.dtype != card.dtype) {
    widened = widen(host, data);
    data = widened.data();
  }
  const Matrices matrices(card);
  for (size_t i = 0; i < matrices.count; ++i)
    device::tilize({data + i * matrices.bytes(), matrices.bytes()}, matrices.rows, matrices.columns, matrices.format,
                   tiles.subspan(i * matrices.tiledBytes(), matrices.tiledBytes()));
}

void fromTiles(std::span<const std::byte> tiles, const TensorDesc &card, const TensorDesc &host, std::byte *data) {
  const Matrices matrices(card);
  std::vector<std::byte> numbers;
  std::byte *target = data;
  if (host.dtype != card.dtype) {
    numbers.resize(matrices.count * matrices.bytes());
    target = numbers.data();
  }
  for (size_t i = 0; i < matrices.count; ++i)
    device::untilize(tiles.subspan(i * matrices.tiledBytes(), matrices.tiledBytes()), matrices.rows, matrices.columns,
                     matrices.format, {target + i * matrices.bytes(), matrices.bytes()});
  if (host.dtype == card.dtype)
    return;
  for (size_t i = 0; i < static_cast<size_t>(host.volume()); ++i) {
    uint16_t number;
    std::memcpy(&number, numbers.data() + i * sizeof(number), sizeof(number));
    data[i] = (number & 0x7fff) != 0 ? std::byte{1} : std::byte{0};
  }
}

} // namespace tt::runtime::detail
