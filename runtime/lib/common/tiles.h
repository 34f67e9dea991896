// Tensors in the order of elements that a card keeps tiled tensors in.
#pragma once

#include <cstddef>

#include "tt/runtime/tensor.h"

namespace tt::runtime::detail {

/// A copy of a row-major tensor as tiles of 32x32 elements, each of four faces of 16x16, padded with zeros: its shape
/// is
/// [..., tile rows, tile columns, 2, 2, 16, 16]. Fewer than two dimensions count as rows of one.
Tensor tilize(const TensorDesc &desc, const std::byte *data);

} // namespace tt::runtime::detail
