// Elements of a format as plain arrays hold them, to and from the floats of a register.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tt/device/tile_format.h"

namespace tt::device {

/// Whether elements are integers: registers hold their bits rather than their value as a float.
bool isInteger(DataFormat format);

/// Bytes of one element in a plain array; block floating point has none: 4, for f32.
uint32_t elementBytes(DataFormat format);

/// f32 to bf16 and back; to nearest, ties to even, NaN stays NaN.
uint16_t toBFloat16(float value);
float fromBFloat16(uint16_t bits);

/// `count` consecutive elements. Integers are cut to their low bits, booleans are 1 where any bit is set. `format` is
/// not block floating point.
void storeElements(const float *values, uint32_t count, DataFormat format, std::byte *bytes);
void loadElements(const std::byte *bytes, uint32_t count, DataFormat format, float *values);

} // namespace tt::device
