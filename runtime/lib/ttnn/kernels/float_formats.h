// Conversions between the 16-bit floating-point formats and double, rounding once, to nearest even.
#pragma once

#include <bit>
#include <cstdint>

namespace tt::runtime::kernels {

inline double bfloat16ToDouble(uint16_t bits) { return std::bit_cast<float>(uint32_t{bits} << 16); }

inline uint16_t doubleToBfloat16(double value) {
  // float has 24 bits of precision, enough to round to 8 afterwards, if what is cut off here leaves its trace in the
  // last bit (rounding to odd).
  float nearest = static_cast<float>(value);
  uint32_t bits = std::bit_cast<uint32_t>(nearest);
  if (value != value)
    return static_cast<uint16_t>((bits >> 16) | 0x40);
  double error = value - static_cast<double>(nearest);
  if (error != 0 && (bits & 1) == 0 && (bits & 0x7fffffff) != 0x7f800000)
    bits += ((error > 0) == (value > 0)) ? 1 : -1;
  return static_cast<uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

inline double float16ToDouble(uint16_t bits) { return static_cast<double>(std::bit_cast<_Float16>(bits)); }

inline uint16_t doubleToFloat16(double value) { return std::bit_cast<uint16_t>(static_cast<_Float16>(value)); }

} // namespace tt::runtime::kernels
