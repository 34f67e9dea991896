// Conversions of elements: every 16-bit float there and back, and rounding to nearest even.
#include <cmath>
#include <limits>

#include "harness.h"
#include "ttnn/kernels/float_formats.h"
#include "ttnn/kernels/numeric.h"

namespace tt::runtime::test {
namespace {

using namespace kernels;

template <class ToDouble, class FromDouble>
void checkAllBits(DataType dtype, ToDouble toDouble, FromDouble fromDouble) {
  for (uint32_t bits = 0; bits < 65536; ++bits) {
    double value = toDouble(static_cast<uint16_t>(bits));
    HostTensor reference{{{1}, dtype}, std::vector<std::byte>(2)};
    uint16_t stored = static_cast<uint16_t>(bits);
    std::memcpy(reference.bytes.data(), &stored, 2);
    double expected = valuesOf(reference)[0];
    if (std::isnan(expected)) {
      ASSERT_TRUE(std::isnan(value));
      ASSERT_TRUE(std::isnan(toDouble(fromDouble(value))));
      continue;
    }
    ASSERT_EQ(value, expected) << bits;
    ASSERT_EQ(fromDouble(value), bits);
    // Half way to the next value, and a little to either side.
    if ((bits & 0x7fff) < (dtype == BFloat16 ? 0x7f7fu : 0x7bffu)) {
      double next = toDouble(static_cast<uint16_t>(bits + 1)), middle = (value + next) / 2;
      double below = std::nextafter(middle, value), above = std::nextafter(middle, next);
      ASSERT_EQ(fromDouble(middle), bits + (bits & 1)) << bits;
      ASSERT_EQ(fromDouble(below), bits) << bits;
      ASSERT_EQ(fromDouble(above), bits + 1) << bits;
    }
  }
}

TEST(FloatFormats, BFloat16) { checkAllBits(BFloat16, bfloat16ToDouble, doubleToBfloat16); }
TEST(FloatFormats, Float16) { checkAllBits(Float16, float16ToDouble, doubleToFloat16); }

TEST(FloatFormats, Overflow) {
  EXPECT_EQ(doubleToBfloat16(1e39), 0x7f80);
  EXPECT_EQ(doubleToBfloat16(-1e300), 0xff80);
  EXPECT_EQ(doubleToFloat16(65520), 0x7c00);
  EXPECT_EQ(doubleToFloat16(65519), 0x7bff);
  EXPECT_EQ(doubleToBfloat16(1e-300), 0);
  EXPECT_EQ(doubleToBfloat16(-1e-300), 0x8000);
}

TEST(Numeric, LoadsAndStoresWithStrides) {
  for (DataType dtype : kAllTypes) {
    HostTensor in = tensor({6}, {0, 1, 1, 0, 1, 0}, dtype);
    double values[2];
    int64_t integers[2];
    load(dtype, in.bytes.data(), 1, 3, 2, values);
    load(dtype, in.bytes.data(), 1, 3, 2, integers);
    EXPECT_EQ(values[0], 1);
    EXPECT_EQ(values[1], 1);
    EXPECT_EQ(integers[0], 1);
    EXPECT_EQ(integers[1], 1);
    store(dtype, in.bytes.data(), 0, 5, 2, values);
    EXPECT_EQ(valuesOf(in), Values({1, 1, 1, 0, 1, 1}));
    integers[1] = 0;
    store(dtype, in.bytes.data(), 1, 1, 2, integers);
    EXPECT_EQ(valuesOf(in), Values({1, 1, 0, 0, 1, 1}));
  }
}

TEST(Numeric, SaturatesToInt64) {
  EXPECT_EQ(saturatingInt64(1e19), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(saturatingInt64(-1e19), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(saturatingInt64(-9223372036854775808.0), std::numeric_limits<int64_t>::min());
  EXPECT_EQ(saturatingInt64(std::nan("")), 0);
  EXPECT_EQ(saturatingInt64(-1.9), -1);
}

} // namespace
} // namespace tt::runtime::test
