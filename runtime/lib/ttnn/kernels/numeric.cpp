// Conversions between stored elements and the types kernels compute in.
#include "ttnn/kernels/numeric.h"

#include <cstring>
#include <limits>
#include <type_traits>

#include "ttnn/kernels/float_formats.h"

namespace tt::runtime::kernels {
namespace {

struct BFloat16Bits {
  uint16_t bits;
};
struct Float16Bits {
  uint16_t bits;
};
struct BoolByte {
  uint8_t byte;
};

template <class Compute, class Stored>
Compute decode(Stored stored) {
  if constexpr (std::is_same_v<Stored, BFloat16Bits> || std::is_same_v<Stored, Float16Bits> ||
                std::is_same_v<Stored, float>) {
    double value;
    if constexpr (std::is_same_v<Stored, BFloat16Bits>)
      value = bfloat16ToDouble(stored.bits);
    else if constexpr (std::is_same_v<Stored, Float16Bits>)
      value = float16ToDouble(stored.bits);
    else
      value = stored;
    if constexpr (std::is_same_v<Compute, double>)
      return value;
    else
      return saturatingInt64(value);
  } else if constexpr (std::is_same_v<Stored, BoolByte>) {
    return static_cast<Compute>(stored.byte != 0);
  } else {
    return static_cast<Compute>(stored);
  }
}

template <class Stored, class Compute>
Stored encode(Compute value) {
  if constexpr (std::is_same_v<Stored, BFloat16Bits>) {
    return {doubleToBfloat16(static_cast<double>(value))};
  } else if constexpr (std::is_same_v<Stored, Float16Bits>) {
    return {doubleToFloat16(static_cast<double>(value))};
  } else if constexpr (std::is_same_v<Stored, BoolByte>) {
    return {static_cast<uint8_t>(value != 0)};
  } else if constexpr (std::is_same_v<Stored, float>) {
    return static_cast<float>(value);
  } else if constexpr (std::is_same_v<Compute, double>) {
    using Limits = std::numeric_limits<Stored>;
    int64_t whole = saturatingInt64(value);
    if (whole < int64_t{Limits::min()})
      return Limits::min();
    if (whole > int64_t{Limits::max()})
      return Limits::max();
    return static_cast<Stored>(whole);
  } else {
    return static_cast<Stored>(static_cast<uint64_t>(value));
  }
}

// Elements are read and written bytewise: a caller's memory may have any alignment.
template <class Stored, class Compute>
void loadAs(const std::byte *base, int64_t offset, int64_t stride, int64_t count, Compute *out) {
  for (int64_t i = 0; i < count; ++i) {
    Stored stored;
    std::memcpy(&stored, base + (offset + i * stride) * static_cast<int64_t>(sizeof(Stored)), sizeof(Stored));
    out[i] = decode<Compute>(stored);
  }
}

template <class Stored, class Compute>
void storeAs(std::byte *base, int64_t offset, int64_t stride, int64_t count, const Compute *in) {
  for (int64_t i = 0; i < count; ++i) {
    Stored stored = encode<Stored>(in[i]);
    std::memcpy(base + (offset + i * stride) * static_cast<int64_t>(sizeof(Stored)), &stored, sizeof(Stored));
  }
}

/// Calls `body` with a value of the type that elements of `dtype` are stored as. Block formats are refused before a
/// kernel is made.
template <class Body>
void withStoredType(DataType dtype, Body body) {
  switch (dtype) {
  case DataType::Float32:
    return body(float{});
  case DataType::BFloat16:
    return body(BFloat16Bits{});
  case DataType::Float16:
    return body(Float16Bits{});
  case DataType::Int32:
    return body(int32_t{});
  case DataType::UInt32:
    return body(uint32_t{});
  case DataType::UInt16:
    return body(uint16_t{});
  case DataType::UInt8:
    return body(uint8_t{});
  case DataType::Bool:
    return body(BoolByte{});
  default:
    return;
  }
}

} // namespace

int64_t saturatingInt64(double value) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (value != value)
    return 0;
  if (value >= kTwoTo63)
    return std::numeric_limits<int64_t>::max();
  if (value < -kTwoTo63)
    return std::numeric_limits<int64_t>::min();
  return static_cast<int64_t>(value);
}

void load(DataType dtype, const std::byte *base, int64_t offset, int64_t stride, int64_t count, double *out) {
  withStoredType(dtype, [&](auto stored) { loadAs<decltype(stored)>(base, offset, stride, count, out); });
}
void load(DataType dtype, const std::byte *base, int64_t offset, int64_t stride, int64_t count, int64_t *out) {
  withStoredType(dtype, [&](auto stored) { loadAs<decltype(stored)>(base, offset, stride, count, out); });
}
void store(DataType dtype, std::byte *base, int64_t offset, int64_t stride, int64_t count, const double *in) {
  withStoredType(dtype, [&](auto stored) { storeAs<decltype(stored)>(base, offset, stride, count, in); });
}
void store(DataType dtype, std::byte *base, int64_t offset, int64_t stride, int64_t count, const int64_t *in) {
  withStoredType(dtype, [&](auto stored) { storeAs<decltype(stored)>(base, offset, stride, count, in); });
}

} // namespace tt::runtime::kernels
