// Tensors between the host, where they lie row by row, and the card, where they lie in tiles.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "tt/device/tile_format.h"
#include "tt/runtime/types.h"

namespace tt::runtime::detail {

/// The format of tiles of this element type; nothing where the card has none that a host tensor could go to.
std::optional<device::DataFormat> cardFormat(DataType dtype);
/// How elements of a host tensor are stored on the card: truth values as numbers, all others as they are.
DataType storedAs(DataType dtype);

/// Whether tensors of two shapes have the same matrices (their last two dimensions), and as many.
bool liesInSameTiles(const std::vector<int64_t> &a, const std::vector<int64_t> &b);

/// Bytes of a tensor in tiles, matrix after matrix.
uint64_t tiledBytes(const TensorDesc &desc);
uint32_t tileBytesOf(DataType dtype);

/// `card` lies in the same tiles as `host`, and has the element type that it is stored as.
void toTiles(const TensorDesc &host, const std::byte *data, const TensorDesc &card, std::span<std::byte> tiles);
void fromTiles(std::span<const std::byte> tiles, const TensorDesc &card, const TensorDesc &host, std::byte *data);

} // namespace tt::runtime::detail
