// Tests of operations on integers in registers, against the same in 64 bits.
#include "harness.h"

#include <algorithm>
#include <numeric>

#include <gmock/gmock.h>

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

constexpr uint32_t kInt32 = static_cast<uint32_t>(DataFormat::Int32);
constexpr uint32_t kUInt16 = static_cast<uint32_t>(DataFormat::UInt16);
constexpr uint32_t kUInt8 = static_cast<uint32_t>(DataFormat::UInt8);

int32_t wrap(int64_t value) { return static_cast<int32_t>(static_cast<uint32_t>(static_cast<uint64_t>(value))); }
int64_t floorQuotient(int64_t x, int64_t y) {
  int64_t quotient = x / y;
  return quotient * y != x && (x < 0) != (y < 0) ? quotient - 1 : quotient;
}

struct Unary {
  Service service;
  std::vector<uint32_t> parameters;
  int64_t (*expected)(int64_t x);
};

const Unary kUnary[] = {
    {Service::relu_tile_int32, {}, [](int64_t x) { return x < 0 ? 0 : x; }},
    {Service::relu_max_tile_int32, {100}, [](int64_t x) { return std::clamp<int64_t>(x, 0, 100); }},
    {Service::relu_min_tile_int32, {100}, [](int64_t x) { return x < 100 ? 0 : x; }},
    {Service::signbit_tile_int32, {}, [](int64_t x) { return int64_t{x < 0}; }},
    {Service::unary_max_uint32_tile,
     {0x80000000},
     [](int64_t x) { return std::max<int64_t>(x & 0xffffffff, 0x80000000); }},
    {Service::unary_min_uint32_tile,
     {0x80000000},
     [](int64_t x) { return std::min<int64_t>(x & 0xffffffff, 0x80000000); }},
    {Service::abs_tile_int32, {}, [](int64_t x) { return x < 0 ? -x : x; }},
    {Service::negative_tile_int32, {}, [](int64_t x) { return -x; }},
    {Service::bitwise_not_tile, {}, [](int64_t x) { return ~x; }},
    {Service::eqz_tile_int32, {}, [](int64_t x) { return int64_t{x == 0}; }},
    {Service::nez_tile_int32, {}, [](int64_t x) { return int64_t{x != 0}; }},
    {Service::gtz_tile_int32, {}, [](int64_t x) { return int64_t{x > 0}; }},
    {Service::gez_tile_int32, {}, [](int64_t x) { return int64_t{x >= 0}; }},
    {Service::ltz_tile_int32, {}, [](int64_t x) { return int64_t{x < 0}; }},
    {Service::lez_tile_int32, {}, [](int64_t x) { return int64_t{x <= 0}; }},
    {Service::logical_not_tile, {kInt32}, [](int64_t x) { return int64_t{x == 0}; }},
    {Service::add_unary_tile_int32, {static_cast<uint32_t>(-7)}, [](int64_t x) { return x - 7; }},
    {Service::sub_unary_tile_int32, {7}, [](int64_t x) { return x - 7; }},
    {Service::clamp_tile_int32,
     {static_cast<uint32_t>(-100), 255},
     [](int64_t x) { return std::clamp<int64_t>(x, -100, 255); }},
    {Service::unary_max_int32_tile, {static_cast<uint32_t>(-5)}, [](int64_t x) { return std::max<int64_t>(x, -5); }},
    {Service::unary_min_int32_tile, {static_cast<uint32_t>(-5)}, [](int64_t x) { return std::min<int64_t>(x, -5); }},
    {Service::unary_eq_tile_int32, {7}, [](int64_t x) { return int64_t{x == 7}; }},
    {Service::unary_ne_tile_int32, {7}, [](int64_t x) { return int64_t{x != 7}; }},
    {Service::unary_gt_tile_int32, {7}, [](int64_t x) { return int64_t{x > 7}; }},
    {Service::unary_ge_tile_int32, {7}, [](int64_t x) { return int64_t{x >= 7}; }},
    {Service::unary_lt_tile_int32, {7}, [](int64_t x) { return int64_t{x < 7}; }},
    {Service::unary_le_tile_int32, {7}, [](int64_t x) { return int64_t{x <= 7}; }},
    {Service::bitwise_and_tile, {0xff00}, [](int64_t x) { return x & 0xff00; }},
    {Service::bitwise_or_tile, {0xff00}, [](int64_t x) { return x | 0xff00; }},
    {Service::bitwise_xor_tile, {0xff00}, [](int64_t x) { return x ^ 0xff00; }},
    {Service::left_shift_tile, {5}, [](int64_t x) { return x * 32; }},
    {Service::right_shift_tile, {5}, [](int64_t x) { return floorQuotient(x, 32); }},
};

struct Binary {
  Service service;
  std::vector<uint32_t> format;
  int64_t (*expected)(int64_t x, int64_t y);
  int64_t mask = 0xffffffff;
};

bool isShift(int64_t y) { return y >= 0 && y < 32; }

const Binary kBinary[] = {
    {Service::binary_max_int32_tile, {}, [](int64_t x, int64_t y) { return std::max(x, y); }},
    {Service::binary_min_int32_tile, {}, [](int64_t x, int64_t y) { return std::min(x, y); }},
    {Service::binary_max_uint32_tile,
     {},
     [](int64_t x, int64_t y) { return std::max(x & 0xffffffff, y & 0xffffffff); }},
    {Service::binary_min_uint32_tile,
     {},
     [](int64_t x, int64_t y) { return std::min(x & 0xffffffff, y & 0xffffffff); }},
    {Service::add_int_tile, {kInt32}, [](int64_t x, int64_t y) { return x + y; }},
    {Service::sub_int_tile, {kInt32}, [](int64_t x, int64_t y) { return x - y; }},
    {Service::mul_int_tile, {kInt32}, [](int64_t x, int64_t y) { return x * y; }},
    {Service::add_int_tile, {kUInt16}, [](int64_t x, int64_t y) { return x + y; }, 0xffff},
    {Service::sub_int_tile, {kUInt16}, [](int64_t x, int64_t y) { return x - y; }, 0xffff},
    {Service::mul_int_tile, {kUInt8}, [](int64_t x, int64_t y) { return x * y; }, 0xff},
    {Service::bitwise_and_binary_tile, {kInt32}, [](int64_t x, int64_t y) { return x & y; }},
    {Service::bitwise_or_binary_tile, {kInt32}, [](int64_t x, int64_t y) { return x | y; }},
    {Service::bitwise_xor_binary_tile, {kInt32}, [](int64_t x, int64_t y) { return x ^ y; }},
    {Service::binary_left_shift_tile,
     {kInt32},
     [](int64_t x, int64_t y) { return isShift(y) ? x * (int64_t{1} << y) : 0; }},
    {Service::binary_right_shift_tile,
     {kInt32},
     [](int64_t x, int64_t y) { return floorQuotient(x, int64_t{1} << (isShift(y) ? y : 40)); }},
    {Service::binary_logical_right_shift_tile,
     {kInt32},
     [](int64_t x, int64_t y) { return isShift(y) ? (x & 0xffffffff) >> y : 0; }},
    {Service::gt_int32_tile, {}, [](int64_t x, int64_t y) { return int64_t{x > y}; }},
    {Service::ge_int32_tile, {}, [](int64_t x, int64_t y) { return int64_t{x >= y}; }},
    {Service::lt_int32_tile, {}, [](int64_t x, int64_t y) { return int64_t{x < y}; }},
    {Service::le_int32_tile, {}, [](int64_t x, int64_t y) { return int64_t{x <= y}; }},
    {Service::div_int32_floor_tile, {}, [](int64_t x, int64_t y) { return y == 0 ? -1 : floorQuotient(x, y); }},
    {Service::div_int32_trunc_tile, {}, [](int64_t x, int64_t y) { return y == 0 ? -1 : x / y; }},
    {Service::gcd_tile, {}, [](int64_t x, int64_t y) { return std::gcd(x, y); }},
    {Service::lcm_tile,
     {},
     [](int64_t x, int64_t y) {
       return static_cast<int64_t>(x == 0 || y == 0 ? 0 : std::abs(x) / std::gcd(x, y) * std::abs(y));
     }},
};

TEST(Integers, ComputesFunctionsOfOneElement) {
  std::vector<int32_t> x = edgeIntegers();
  for (const Unary &test : kUnary) {
    Engine engine;
    engine.buffers.setFormat(31, DataFormat::Int32);
    engine.acquire({fromIntegers(x)});
    std::vector<uint32_t> arguments = {0};
    arguments.insert(arguments.end(), test.parameters.begin(), test.parameters.end());
    engine.run(test.service, arguments);
    std::vector<int32_t> result = toIntegers(engine.finish()[0]);
    for (uint32_t i = 0; i < kTileElements; ++i)
      ASSERT_EQ(result[i], wrap(test.expected(x[i])))
          << "service " << std::hex << static_cast<uint32_t>(test.service) << std::dec << " of " << x[i];
  }
}

TEST(Integers, ComputesFunctionsOfTwoElements) {
  std::vector<int32_t> x = edgeIntegers(), y = otherEdgeIntegers();
  for (const Binary &test : kBinary) {
    Engine engine;
    engine.buffers.setFormat(31, DataFormat::Int32);
    engine.acquire({fromIntegers(x), fromIntegers(y)});
    std::vector<uint32_t> arguments = {0, 1, 2};
    arguments.insert(arguments.end(), test.format.begin(), test.format.end());
    engine.run(test.service, arguments);
    std::vector<int32_t> result = toIntegers(engine.finish(3)[2]);
    for (uint32_t i = 0; i < kTileElements; ++i)
      ASSERT_EQ(result[i], wrap(test.expected(x[i], y[i]) & test.mask))
          << "service " << std::hex << static_cast<uint32_t>(test.service) << std::dec << " of " << x[i] << " and "
          << y[i];
  }
}

TEST(Integers, DividesToFloats) {
  std::vector<int32_t> x = edgeIntegers(), y = otherEdgeIntegers();
  Engine engine;
  engine.acquire({fromIntegers(x), fromIntegers(y)});
  engine.run(Service::div_int32_tile, {0, 1, 2});
  Tile result = engine.finish(3)[2];
  for (uint32_t i = 0; i < kTileElements; ++i)
    ASSERT_TRUE(near(result[i], static_cast<double>(x[i]) / static_cast<double>(y[i]), 0)) << x[i] << " / " << y[i];
}

TEST(Integers, RefusesFormatsOfFloats) {
  Engine engine;
  engine.acquire();
  EXPECT_EQ(engine.refusal(Service::add_int_tile, {0, 1, 2, static_cast<uint32_t>(DataFormat::BFloat16)}),
            "add_int_tile: takes integers, and not elements of bf16");
  EXPECT_THAT(engine.refusal(Service::add_int_tile, {0, 1, 2, 99}), HasSubstr("data type 99 is none of 0 to 13"));
}

} // namespace
} // namespace tt::device::test
