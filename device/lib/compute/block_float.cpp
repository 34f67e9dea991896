// Block floating point, 16 elements at a time.
#include "compute/block_float.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace tt::device {
namespace {

constexpr int kFloatBias = 127, kHalfBias = 15, kHalfLargest = 31;
constexpr uint32_t kLeadingBit = 1u << 23;

/// A value taken apart: 24 bits of significand with the leading bit, and the exponent as the format stores it.
struct Parts {
  uint32_t sign, significand;
  int exponent;
};

Parts takeApart(float value, bool wideExponent) {
  uint32_t bits = std::bit_cast<uint32_t>(value);
  uint32_t sign = bits >> 31, fraction = bits & (kLeadingBit - 1);
  int exponent = static_cast<int>(bits >> 23 & 0xff);
  if (exponent == 0) // zero, and what is too small for a leading bit
    return {sign, 0, 0};
  if (exponent == 0xff && fraction != 0)
    fraction |= kLeadingBit >> 1; // so that NaN does not become an infinity
  if (!wideExponent) {
    exponent += kHalfBias - kFloatBias;
    if (exponent < 0)
      return {sign, 0, 0};
    if (exponent > kHalfLargest) {
      exponent = kHalfLargest;
      fraction = kLeadingBit - 1;
    }
  }
  return {sign, kLeadingBit | fraction, exponent};
}

/// For exponents of normal floats.
float powerOfTwo(int exponent) { return std::bit_cast<float>(static_cast<uint32_t>(exponent + kFloatBias) << 23); }

} // namespace

bool isBlockFloat(DataFormat format) { return format >= DataFormat::Bfp8 && format <= DataFormat::Bfp2B; }

BlockFloat blockFloat(DataFormat format) {
  switch (format) {
  case DataFormat::Bfp8:
    return {7, false};
  case DataFormat::Bfp8B:
    return {7, true};
  case DataFormat::Bfp4:
    return {3, false};
  case DataFormat::Bfp4B:
    return {3, true};
  case DataFormat::Bfp2:
    return {1, false};
  default:
    return {1, true};
  }
}

uint8_t packBlock(const float *values, BlockFloat format, std::byte *elements) {
  Parts parts[kBlockElements];
  int shared = 0;
  for (uint32_t i = 0; i < kBlockElements; ++i) {
    parts[i] = takeApart(values[i], format.wideExponent);
    shared = std::max(shared, parts[i].exponent);
  }
  uint32_t width = format.magnitudeBits + 1, perByte = 8 / width;
  uint32_t cut = 24 - format.magnitudeBits, largest = (1u << format.magnitudeBits) - 1;
  std::fill_n(elements, format.bytesOfElements(), std::byte{0});
  for (uint32_t i = 0; i < kBlockElements; ++i) {
    int behind = shared - parts[i].exponent;
    // The bits that this shift drops do not count for rounding, as in the field's conversion.
    uint32_t significand = behind > 24 ? 0 : parts[i].significand >> behind;
    uint32_t magnitude = significand >> cut, rest = significand & ((1u << cut) - 1), half = 1u << (cut - 1);
    if (rest > half || (rest == half && (magnitude & 1)))
      ++magnitude;
    magnitude = std::min(magnitude, largest);
    uint32_t code = magnitude == 0 ? 0 : parts[i].sign << format.magnitudeBits | magnitude;
    elements[i / perByte] |= static_cast<std::byte>(code << (i % perByte * width));
  }
  return static_cast<uint8_t>(shared);
}

void unpackBlock(uint8_t exponent, const std::byte *elements, BlockFloat format, float *values) {
  uint32_t width = format.magnitudeBits + 1, perByte = 8 / width, largest = (1u << format.magnitudeBits) - 1;
  int bias = format.wideExponent ? kFloatBias : kHalfBias;
  // The leading bit of a magnitude counts 1.
  int unit = static_cast<int>(exponent) - bias - static_cast<int>(format.magnitudeBits) + 1;
  // Two factors, since the unit itself can be too small or too large for a float where the value is not.
  float scale = powerOfTwo(unit / 2), scaleRest = powerOfTwo(unit - unit / 2);
  for (uint32_t i = 0; i < kBlockElements; ++i) {
    uint32_t code = static_cast<uint32_t>(elements[i / perByte]) >> (i % perByte * width);
    float magnitude = static_cast<float>(code & largest) * scale * scaleRest;
    values[i] = (code >> format.magnitudeBits & 1) ? -magnitude : magnitude;
  }
  if (!format.wideExponent || exponent != 0xff)
    return;
  // Under the exponent of infinities, more than the leading bit is NaN.
  uint32_t leading = 1u << (format.magnitudeBits - 1);
  for (uint32_t i = 0; i < kBlockElements; ++i) {
    uint32_t magnitude = static_cast<uint32_t>(elements[i / perByte]) >> (i % perByte * width) & largest;
    if (magnitude > leading)
      values[i] = std::copysign(std::numeric_limits<float>::quiet_NaN(), values[i]);
  }
}

} // namespace tt::device
