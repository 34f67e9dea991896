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

namespace {

/// The width of an element is a constant, so that the loops over the 16 elements become wide.
template <uint32_t MagnitudeBits>
struct Codes {
  static constexpr uint32_t kWidth = MagnitudeBits + 1, kPerByte = 8 / kWidth, kMask = (1u << kWidth) - 1;
  static constexpr uint32_t kLargest = (1u << MagnitudeBits) - 1;

  /// Reads or writes 16 codes.
  static void load(const std::byte *bytes, uint32_t *codes) {
    for (uint32_t i = 0; i < kBlockElements; ++i)
      codes[i] = static_cast<uint32_t>(bytes[i / kPerByte]) >> (i % kPerByte * kWidth) & kMask;
  }
  static void store(const uint32_t *codes, std::byte *bytes) {
    for (uint32_t i = 0; i < kBlockElements / kPerByte; ++i) {
      uint32_t byte = 0;
      for (uint32_t j = 0; j < kPerByte; ++j)
        byte |= codes[i * kPerByte + j] << (j * kWidth);
      bytes[i] = static_cast<std::byte>(byte);
    }
  }

  static uint8_t pack(const float *values, bool wideExponent, std::byte *bytes) {
    uint32_t signs[kBlockElements], significands[kBlockElements], codes[kBlockElements];
    int exponents[kBlockElements], shared = 0;
    for (uint32_t i = 0; i < kBlockElements; ++i) {
      Parts parts = takeApart(values[i], wideExponent);
      signs[i] = parts.sign, significands[i] = parts.significand, exponents[i] = parts.exponent;
      shared = std::max(shared, parts.exponent);
    }
    constexpr uint32_t kCut = 24 - MagnitudeBits, kHalf = 1u << (kCut - 1);
    for (uint32_t i = 0; i < kBlockElements; ++i) {
      // The bits that this shift drops do not count for rounding, as in the field's conversion.
      uint32_t significand = significands[i] >> std::min(shared - exponents[i], 31);
      uint32_t magnitude = significand >> kCut, rest = significand & ((1u << kCut) - 1);
      magnitude += rest > kHalf || (rest == kHalf && (magnitude & 1)) ? 1 : 0;
      magnitude = std::min(magnitude, kLargest);
      codes[i] = magnitude | (magnitude == 0 ? 0 : signs[i] << MagnitudeBits);
    }
    store(codes, bytes);
    return static_cast<uint8_t>(shared);
  }

  static void unpack(uint8_t exponent, const std::byte *bytes, bool wideExponent, float *values) {
    uint32_t codes[kBlockElements];
    load(bytes, codes);
    // The leading bit of a magnitude counts 1.
    int unit = int{exponent} - (wideExponent ? kFloatBias : kHalfBias) - int{MagnitudeBits} + 1;
    // Two factors, since the unit itself can be too small or too large for a float where the value is not.
    float scale = powerOfTwo(unit / 2), rest = powerOfTwo(unit - unit / 2);
    for (uint32_t i = 0; i < kBlockElements; ++i) {
      float magnitude = static_cast<float>(static_cast<int32_t>(codes[i] & kLargest)) * scale * rest;
      values[i] = std::bit_cast<float>(std::bit_cast<uint32_t>(magnitude) | codes[i] >> MagnitudeBits << 31);
    }
    if (!wideExponent || exponent != 0xff)
      return;
    // Under the exponent of infinities, more than the leading bit is NaN.
    for (uint32_t i = 0; i < kBlockElements; ++i)
      if ((codes[i] & kLargest) > 1u << (MagnitudeBits - 1))
        values[i] = std::copysign(std::numeric_limits<float>::quiet_NaN(), values[i]);
  }
};

} // namespace

uint8_t packBlock(const float *values, BlockFloat format, std::byte *elements) {
  switch (format.magnitudeBits) {
  case 7:
    return Codes<7>::pack(values, format.wideExponent, elements);
  case 3:
    return Codes<3>::pack(values, format.wideExponent, elements);
  default:
    return Codes<1>::pack(values, format.wideExponent, elements);
  }
}

void unpackBlock(uint8_t exponent, const std::byte *elements, BlockFloat format, float *values) {
  switch (format.magnitudeBits) {
  case 7:
    return Codes<7>::unpack(exponent, elements, format.wideExponent, values);
  case 3:
    return Codes<3>::unpack(exponent, elements, format.wideExponent, values);
  default:
    return Codes<1>::unpack(exponent, elements, format.wideExponent, values);
  }
}

} // namespace tt::device
