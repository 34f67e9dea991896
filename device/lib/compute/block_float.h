// Block floating point: 16 elements of a row of a face share an exponent; each has a sign and a few bits of magnitude.
//
// As Tenstorrent's documentation of data formats describes them: the exponent is the largest of the block, magnitudes
// have their leading bit written out, are shifted right by what their exponent is smaller, and rounded to nearest, ties
// to even; what rounds beyond the largest magnitude stays there. Formats named "B" have exponents of 8 bits, as f32,
// the others 5 bits, as f16 but without infinities.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tt/device/tile_format.h"

namespace tt::device {

inline constexpr uint32_t kBlockElements = 16;

struct BlockFloat {
  uint32_t magnitudeBits; // 7, 3 or 1, beside the sign
  bool wideExponent;      // 8 bits rather than 5
  uint32_t bytesOfElements() const { return kBlockElements * (magnitudeBits + 1) / 8; }
};

bool isBlockFloat(DataFormat format);
/// Only for formats that are block floating point.
BlockFloat blockFloat(DataFormat format);

/// 16 elements to their exponent, which is returned, and `elements`: codes of sign and magnitude, the first one in the
/// lowest bits of the first byte.
uint8_t packBlock(const float *values, BlockFloat format, std::byte *elements);
void unpackBlock(uint8_t exponent, const std::byte *elements, BlockFloat format, float *values);

} // namespace tt::device
