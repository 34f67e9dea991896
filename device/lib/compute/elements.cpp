// Elements of a format as plain arrays hold them: f32, f16, bf16, integers, booleans.
#include "compute/elements.h"

#include <bit>
#include <cstring>

#include "compute/block_float.h"

namespace tt::device {
namespace {

// One byte order is assumed all over the card: that of its cores.
static_assert(std::endian::native == std::endian::little);

template <class Stored, class Convert>
void storeEach(const float *values, uint32_t count, std::byte *bytes, Convert convert) {
  for (uint32_t i = 0; i < count; ++i) {
    Stored stored = convert(values[i]);
    std::memcpy(bytes + i * sizeof(Stored), &stored, sizeof(Stored));
  }
}

template <class Stored, class Convert>
void loadEach(const std::byte *bytes, uint32_t count, float *values, Convert convert) {
  for (uint32_t i = 0; i < count; ++i) {
    Stored stored;
    std::memcpy(&stored, bytes + i * sizeof(Stored), sizeof(Stored));
    values[i] = convert(stored);
  }
}

uint32_t bitsOf(float value) { return std::bit_cast<uint32_t>(value); }
float ofBits(uint32_t bits) { return std::bit_cast<float>(bits); }

/// f16 by its bits, without branches, so that the compiler makes the loops wide on machines without conversions.
float fromFloat16(uint16_t half) {
  uint32_t rest = uint32_t{half} & 0x7fff;
  // Shifted into place, the number is 2^112 times too small, whether it is denormal or not.
  uint32_t finite = bitsOf(ofBits(rest << 13) * 0x1p112f);
  uint32_t special = rest << 13 | 0x7f800000 | (rest > 0x7c00 ? 0x400000 : 0);
  return ofBits((rest >= 0x7c00 ? special : finite) | (uint32_t{half} & 0x8000) << 16);
}

/// To nearest, ties to even.
uint16_t toFloat16(float value) {
  uint32_t bits = bitsOf(value), sign = bits >> 16 & 0x8000, rest = bits & 0x7fffffff;
  // Adding 1/2 shifts the fraction of what is denormal as f16 to its place, and rounds it.
  uint32_t denormal = bitsOf(ofBits(rest) + 0.5f) - bitsOf(0.5f);
  uint32_t normal = (rest + 0xfff + (rest >> 13 & 1) - (uint32_t{127 - 15} << 23)) >> 13;
  uint32_t nan = 0x7e00 | (rest >> 13 & 0x1ff);
  uint32_t result = rest < 0x38800000 ? denormal : normal; // 2^-14
  result = rest >= 0x477ff000 ? 0x7c00 : result;           // 65520 and beyond
  result = rest > 0x7f800000 ? nan : result;
  return static_cast<uint16_t>(sign | result);
}

} // namespace

bool isInteger(DataFormat format) { return format >= DataFormat::UInt32; }

uint32_t elementBytes(DataFormat format) {
  switch (format) {
  case DataFormat::Float16:
  case DataFormat::BFloat16:
  case DataFormat::UInt16:
    return 2;
  case DataFormat::UInt8:
  case DataFormat::Bool:
    return 1;
  default:
    return 4;
  }
}

uint16_t toBFloat16(float value) {
  uint32_t bits = bitsOf(value);
  uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  uint32_t quiet = bits >> 16 | 0x40;
  return static_cast<uint16_t>((bits & 0x7fffffff) > 0x7f800000 ? quiet : rounded);
}

float fromBFloat16(uint16_t bits) { return ofBits(uint32_t{bits} << 16); }

void storeElements(const float *values, uint32_t count, DataFormat format, std::byte *bytes) {
  switch (format) {
  case DataFormat::Float16:
    return storeEach<uint16_t>(values, count, bytes, toFloat16);
  case DataFormat::BFloat16:
    return storeEach<uint16_t>(values, count, bytes, toBFloat16);
  case DataFormat::UInt16:
    return storeEach<uint16_t>(values, count, bytes, [](float value) { return static_cast<uint16_t>(bitsOf(value)); });
  case DataFormat::UInt8:
    return storeEach<uint8_t>(values, count, bytes, [](float value) { return static_cast<uint8_t>(bitsOf(value)); });
  case DataFormat::Bool:
    return storeEach<uint8_t>(values, count, bytes,
                              [](float value) { return static_cast<uint8_t>(bitsOf(value) != 0); });
  default:
    std::memcpy(bytes, values, count * sizeof(float));
  }
}

void loadElements(const std::byte *bytes, uint32_t count, DataFormat format, float *values) {
  switch (format) {
  case DataFormat::Float16:
    return loadEach<uint16_t>(bytes, count, values, fromFloat16);
  case DataFormat::BFloat16:
    return loadEach<uint16_t>(bytes, count, values, fromBFloat16);
  case DataFormat::UInt16:
    return loadEach<uint16_t>(bytes, count, values, [](uint16_t value) { return ofBits(value); });
  case DataFormat::UInt8:
    return loadEach<uint8_t>(bytes, count, values, [](uint8_t value) { return ofBits(value); });
  case DataFormat::Bool:
    return loadEach<uint8_t>(bytes, count, values, [](uint8_t value) { return ofBits(value != 0); });
  default:
    std::memcpy(values, bytes, count * sizeof(float));
  }
}

} // namespace tt::device
