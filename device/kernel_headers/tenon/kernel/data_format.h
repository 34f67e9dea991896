// Data formats of tiles by the field's numbers, and as the card numbers them.
#pragma once

#include <stdint.h>

enum class DataFormat : uint8_t {
  Float32 = 0,
  Float16 = 1,
  Bfp8 = 2,
  Bfp4 = 3,
  Tf32 = 4,
  Float16_b = 5,
  Bfp8_b = 6,
  Bfp4_b = 7,
  Int32 = 8,
  UInt16 = 9,
  Lf8 = 10,
  Bfp2 = 11,
  Int8 = 14,
  Bfp2_b = 15,
  UInt32 = 24,
  UInt8 = 30,
  Invalid = 0xff,
};

namespace tenon {

struct FormatPair {
  DataFormat field;
  uint8_t card; // ttcore::DataType
};
inline constexpr FormatPair kFormats[] = {
    {DataFormat::Float32, 0}, {DataFormat::Float16, 1}, {DataFormat::Float16_b, 2}, {DataFormat::Bfp8, 3},
    {DataFormat::Bfp8_b, 4},  {DataFormat::Bfp4, 5},    {DataFormat::Bfp4_b, 6},    {DataFormat::Bfp2, 7},
    {DataFormat::Bfp2_b, 8},  {DataFormat::UInt32, 9},  {DataFormat::UInt16, 10},   {DataFormat::UInt8, 11},
    {DataFormat::Int32, 12},
};

/// The card's number; 255, which every operation refuses, for a format that the card has not.
constexpr uint32_t cardFormat(DataFormat format) {
  for (const FormatPair &pair : kFormats)
    if (pair.field == format)
      return pair.card;
  return 0xff;
}
constexpr DataFormat fieldFormat(uint32_t number) {
  for (const FormatPair &pair : kFormats)
    if (pair.card == number)
      return pair.field;
  return DataFormat::Invalid;
}

} // namespace tenon
