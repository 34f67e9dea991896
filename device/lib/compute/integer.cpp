// The vector unit on integers: arithmetic that wraps around, bits, shifts, extremes, division.
#include <bit>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "compute/elements.h"
#include "compute/elementwise.h"

namespace tt::device {
namespace {

// Wrapping is defined for unsigned integers only, and gives the same bits for signed ones.
constexpr auto kAdd = [](uint32_t x, uint32_t y) { return x + y; };
constexpr auto kSubtract = [](uint32_t x, uint32_t y) { return x - y; };
constexpr auto kMultiply = [](uint32_t x, uint32_t y) { return x * y; };
constexpr auto kAnd = [](uint32_t x, uint32_t y) { return x & y; };
constexpr auto kOr = [](uint32_t x, uint32_t y) { return x | y; };
constexpr auto kXor = [](uint32_t x, uint32_t y) { return x ^ y; };
constexpr auto kNegate = [](uint32_t x) { return 0 - x; };
constexpr auto kAbsolute = [](uint32_t x) { return static_cast<int32_t>(x) < 0 ? 0 - x : x; };

// Beyond the width of an element nothing is left of it but the sign, where that is kept.
constexpr auto kShiftLeft = [](uint32_t x, uint32_t y) { return y < 32 ? x << y : 0; };
constexpr auto kShiftRight = [](uint32_t x, uint32_t y) { return y < 32 ? x >> y : 0; };
constexpr auto kShiftRightArithmetic = [](int32_t x, int32_t y) {
  return x >> (static_cast<uint32_t>(y) < 32 ? y : 31);
};

/// Of 0, all bits set, as integer division of the RISC-V cores gives; the one quotient too large wraps around.
constexpr auto kDivide = [](int32_t x, int32_t y) {
  if (y == 0)
    return -1;
  return y == -1 ? static_cast<int32_t>(0 - static_cast<uint32_t>(x)) : x / y;
};
constexpr auto kDivideFloor = [](int32_t x, int32_t y) {
  int32_t quotient = kDivide(x, y);
  return y != 0 && y != -1 && x % y != 0 && (x < 0) != (y < 0) ? quotient - 1 : quotient;
};
constexpr auto kDivideAsFloat = [](int32_t x, int32_t y) {
  return static_cast<float>(static_cast<double>(x) / static_cast<double>(y));
};

uint32_t magnitude(int32_t x) { return x < 0 ? 0 - static_cast<uint32_t>(x) : static_cast<uint32_t>(x); }
constexpr auto kGcd = [](int32_t x, int32_t y) { return std::gcd(magnitude(x), magnitude(y)); };
constexpr auto kLcm = [](int32_t x, int32_t y) {
  uint32_t divisor = std::gcd(magnitude(x), magnitude(y));
  return divisor == 0 ? 0 : magnitude(x) / divisor * magnitude(y);
};

/// Arguments: the registers of x, y and the result, the data type, beyond whose width nothing is kept.
template <class T, auto F>
void mapFormat(const Operation &operation) {
  DataFormat format = operation.format(3);
  mapTwo<T, F>(operation);
  uint32_t mask = 0xffffffff;
  switch (format) {
  case DataFormat::Int32:
  case DataFormat::UInt32:
    return;
  case DataFormat::UInt16:
    mask = 0xffff;
    break;
  case DataFormat::UInt8:
    mask = 0xff;
    break;
  default:
    operation.fail(fmt::format("takes integers, and not elements of {}", toString(format)));
  }
  float *z = operation.write(operation.word(2));
  for (uint32_t i = 0; i < kTileElements; ++i)
    z[i] = std::bit_cast<float>(std::bit_cast<uint32_t>(z[i]) & mask);
}

constexpr HandlerEntry kHandlers[] = {
    {Service::relu_tile_int32, mapOne<int32_t, [](int32_t x) { return x < 0 ? 0 : x; }>},
    {Service::relu_max_tile_int32, mapScalar<int32_t, [](int32_t x, int32_t s) { return clamp(x, 0, s); }>},
    {Service::relu_min_tile_int32, mapScalar<int32_t, [](int32_t x, int32_t s) { return x < s ? 0 : x; }>},
    {Service::signbit_tile_int32_init, configureNothing},
    {Service::signbit_tile_int32, mapOne<int32_t, [](int32_t x) { return x < 0; }>},
    {Service::abs_tile_int32, mapOne<uint32_t, kAbsolute>},
    {Service::negative_tile_int32, mapOne<uint32_t, kNegate>},
    {Service::bitwise_not_tile_init, configureNothing},
    {Service::bitwise_not_tile, mapOne<uint32_t, [](uint32_t x) { return ~x; }>},
    {Service::add_unary_tile_int32, mapScalar<uint32_t, kAdd>},
    {Service::sub_unary_tile_int32, mapScalar<uint32_t, kSubtract>},
    {Service::clamp_tile_int32, mapTwoScalars<int32_t, clamp<int32_t>>},
    {Service::unary_max_int32_tile_init, configureNothing},
    {Service::unary_max_int32_tile, mapScalar<int32_t, maximum<int32_t>>},
    {Service::unary_min_int32_tile_init, configureNothing},
    {Service::unary_min_int32_tile, mapScalar<int32_t, minimum<int32_t>>},
    {Service::unary_max_uint32_tile_init, configureNothing},
    {Service::unary_max_uint32_tile, mapScalar<uint32_t, maximum<uint32_t>>},
    {Service::unary_min_uint32_tile_init, configureNothing},
    {Service::unary_min_uint32_tile, mapScalar<uint32_t, minimum<uint32_t>>},
    {Service::bitwise_and_tile_init, configureNothing},
    {Service::bitwise_and_tile, mapScalar<uint32_t, kAnd>},
    {Service::bitwise_or_tile_init, configureNothing},
    {Service::bitwise_or_tile, mapScalar<uint32_t, kOr>},
    {Service::bitwise_xor_tile_init, configureNothing},
    {Service::bitwise_xor_tile, mapScalar<uint32_t, kXor>},
    {Service::left_shift_tile_init, configureNothing},
    {Service::left_shift_tile, mapScalar<uint32_t, kShiftLeft>},
    {Service::right_shift_tile_init, configureNothing},
    {Service::right_shift_tile, mapScalar<int32_t, kShiftRightArithmetic>},
    {Service::binary_max_int32_tile_init, configureNothing},
    {Service::binary_max_int32_tile, mapTwo<int32_t, maximum<int32_t>>},
    {Service::binary_min_int32_tile_init, configureNothing},
    {Service::binary_min_int32_tile, mapTwo<int32_t, minimum<int32_t>>},
    {Service::binary_max_uint32_tile_init, configureNothing},
    {Service::binary_max_uint32_tile, mapTwo<uint32_t, maximum<uint32_t>>},
    {Service::binary_min_uint32_tile_init, configureNothing},
    {Service::binary_min_uint32_tile, mapTwo<uint32_t, minimum<uint32_t>>},
    {Service::add_int_tile_init, configureNothing},
    {Service::add_int_tile, mapFormat<uint32_t, kAdd>},
    {Service::sub_int_tile_init, configureNothing},
    {Service::sub_int_tile, mapFormat<uint32_t, kSubtract>},
    {Service::mul_int_tile_init, configureNothing},
    {Service::mul_int_tile, mapFormat<uint32_t, kMultiply>},
    {Service::binary_bitwise_tile_init, configureNothing},
    {Service::bitwise_and_binary_tile, mapFormat<uint32_t, kAnd>},
    {Service::bitwise_or_binary_tile, mapFormat<uint32_t, kOr>},
    {Service::bitwise_xor_binary_tile, mapFormat<uint32_t, kXor>},
    {Service::binary_shift_tile_init, configureNothing},
    {Service::binary_left_shift_tile, mapFormat<uint32_t, kShiftLeft>},
    {Service::binary_right_shift_tile, mapFormat<int32_t, kShiftRightArithmetic>},
    {Service::binary_logical_right_shift_tile, mapFormat<uint32_t, kShiftRight>},
    {Service::div_int32_tile_init, configureNothing},
    {Service::div_int32_tile, mapTwo<int32_t, kDivideAsFloat, float>},
    {Service::div_int32_floor_tile_init, configureNothing},
    {Service::div_int32_floor_tile, mapTwo<int32_t, kDivideFloor>},
    {Service::div_int32_trunc_tile_init, configureNothing},
    {Service::div_int32_trunc_tile, mapTwo<int32_t, kDivide>},
    {Service::gcd_tile_init, configureNothing},
    {Service::gcd_tile, mapTwo<int32_t, kGcd>},
    {Service::lcm_tile_init, configureNothing},
    {Service::lcm_tile, mapTwo<int32_t, kLcm>},
};

} // namespace

std::span<const HandlerEntry> integerHandlers() { return kHandlers; }

} // namespace tt::device
