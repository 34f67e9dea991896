// Ops that make tensors from attributes, and quantization.
#include <cmath>
#include <limits>
#include <set>

#include "harness.h"

namespace tt::runtime::test {
namespace {

using Ints = std::vector<int64_t>;

TEST(Creation, Filled) {
  for (DataType dtype : kAllTypes) {
    EXPECT_EQ(Op("ttnn.ones").absent().out({2, 2}, dtype).attr("shape", Ints{2, 2}).run().values(), Values(4, 1));
    EXPECT_EQ(Op("ttnn.zeros").device().out({3}, dtype).attr("shape", Ints{3}).run().values(), Values(3, 0));
    EXPECT_EQ(Op("ttnn.empty").device().out({3}, dtype).attr("shape", Ints{3}).run().values(), Values(3, 0));
    EXPECT_EQ(Op("ttnn.full").absent().out({}, dtype).attr("shape", Ints{}).attr("fill_value", 1.0).run().values(),
              Values({1}));
    EXPECT_EQ(
        Op("ttnn.full").absent().out({2}, dtype).attr("shape", Ints{2}).attr("fill_value", int64_t{1}).run().values(),
        Values({1, 1}));
  }
  EXPECT_EQ(Op("ttnn.full")
                .absent()
                .out({1}, Int32)
                .attr("shape", Ints{1})
                .attr("fill_value", int64_t{-2147483648})
                .run()
                .values(),
            Values({-2147483648.0}));
  EXPECT_THAT(Op("ttnn.full").absent().out({2}).attr("shape", Ints{3}).attr("fill_value", 1.0).makeError(),
              testing::HasSubstr("shape 3, not 2"));
  EXPECT_THAT(Op("ttnn.full").absent().out({2}).attr("shape", Ints{2}).attr("fill_value", true).makeError(),
              testing::HasSubstr("'fill_value' must be a number"));
}

TEST(Creation, Arange) {
  auto arange = [](int64_t start, int64_t end, int64_t step, int64_t count, DataType dtype) {
    Op op("ttnn.arange");
    op.absent().out({count}, dtype).attr("start", start).attr("end", end).attr("step", step);
    return op;
  };
  for (DataType dtype : kNumberTypes) {
    EXPECT_EQ(arange(1, 8, 3, 3, dtype).run().values(), Values({1, 4, 7}));
    EXPECT_EQ(arange(5, 0, -2, 3, dtype).run().values(), Values({5, 3, 1}));
    EXPECT_EQ(arange(5, 0, 1, 0, dtype).run().values(), Values());
  }
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min(), kMax = std::numeric_limits<int64_t>::max();
  EXPECT_THAT(arange(0, 3, 0, 3, Int32).makeError(), testing::HasSubstr("'step'"));
  EXPECT_THAT(arange(0, 3, 1, 4, Int32).makeError(), testing::HasSubstr("one element for each"));
  EXPECT_THAT(arange(kMin, kMax, 1, 4, Int32).makeError(), testing::HasSubstr("one element for each"));
  EXPECT_EQ(arange(kMin, kMax, kMax, 3, Int32).run().values(), Values({0, -1, -2}));
  EXPECT_THAT(arange(kMax, kMin, kMin, 3, Int32).makeError(), testing::HasSubstr("one element for each"));
}

TEST(Creation, Constant) {
  for (DataType dtype : kAllTypes) {
    HostTensor data = tensor({2, 2}, {0, 1, 1, 0}, dtype), one = tensor({1}, {1}, dtype);
    EXPECT_EQ(Op("ttnn.constant")
                  .absent()
                  .out({2, 2}, dtype)
                  .attr("value", detail::ConstantRef{data.desc, false, data.bytes})
                  .run()
                  .values(),
              Values({0, 1, 1, 0}));
    EXPECT_EQ(Op("ttnn.constant")
                  .absent()
                  .out({3}, dtype)
                  .attr("value", detail::ConstantRef{{{3}, dtype}, true, one.bytes})
                  .run()
                  .values(),
              Values({1, 1, 1}));
  }
  HostTensor data = counting({3});
  EXPECT_THAT(Op("ttnn.constant")
                  .absent()
                  .out({4})
                  .attr("value", detail::ConstantRef{{{4}, Float32}, false, data.bytes})
                  .makeError(),
              testing::HasSubstr("size"));
  EXPECT_THAT(Op("ttnn.constant")
                  .absent()
                  .out({3}, Int32)
                  .attr("value", detail::ConstantRef{data.desc, false, data.bytes})
                  .makeError(),
              testing::HasSubstr("element type"));
  EXPECT_THAT(Op("ttnn.constant").absent().out({3}).makeError(), testing::HasSubstr("'value' is missing"));
}

TEST(Creation, RandIsUniformAndRepeats) {
  auto rand = [](DataType dtype, int64_t seed) {
    Op op("ttnn.rand");
    return op.device()
        .out({10000}, dtype)
        .attr("size", Ints{10000})
        .attr("low", -1.0)
        .attr("high", 3.0)
        .attr("seed", seed)
        .run()
        .values();
  };
  for (DataType dtype : kFloatTypes) {
    Values first = rand(dtype, 7);
    EXPECT_EQ(first, rand(dtype, 7));
    EXPECT_NE(first, rand(dtype, 8));
    double sum = 0, squares = 0;
    for (double x : first) {
      EXPECT_GE(x, -1);
      EXPECT_LE(x, 3);
      sum += x;
      squares += (x - 1) * (x - 1);
    }
    // Four standard deviations of the mean of uniform numbers of width 4.
    EXPECT_NEAR(sum / 10000, 1, 4 * 4 / std::sqrt(12 * 10000.0) + 0.01);
    EXPECT_NEAR(squares / 10000, 16 / 12.0, 0.06);
  }
  EXPECT_THAT(Op("ttnn.rand").device().out({1}).attr("size", Ints{1}).attr("low", 2.0).attr("high", 1.0).makeError(),
              testing::HasSubstr("'low'"));
}

TEST(Quantization, RoundsSaturatesAndReturns) {
  for (DataType dtype : kFloatTypes) {
    HostTensor x = tensor({2, 3}, {0.5, 1.5, -1, 100, 200, 0}, dtype);
    HostTensor scale = tensor({}, {0.5}, dtype), zero = tensor({}, {3}, Int32);
    for (DataType to : kIntegerTypes) {
      Values expected = {4, 6, 1, 203, to == UInt8 ? 255.0 : 403.0, 3};
      EXPECT_EQ(Op("ttnn.quantize").in(x).in(scale).in(zero).out({2, 3}, to).run().values(), expected);
    }
    // Along axis 0, with ties to even.
    EXPECT_EQ(Op("ttnn.quantize")
                  .in(x)
                  .in(tensor({2}, {1, 100}, dtype))
                  .in(tensor({2}, {0, 1}, Int32))
                  .out({2, 3}, Int32)
                  .attr("axis", int64_t{0})
                  .run()
                  .values(),
              Values({0, 2, -1, 2, 3, 1}));
    EXPECT_EQ(Op("ttnn.dequantize").in(tensor({3}, {4, 6, 0}, UInt8)).in(scale).in(zero).out({3}, dtype).run().values(),
              Values({0.5, 1.5, -1.5}));
    EXPECT_EQ(Op("ttnn.requantize")
                  .in(tensor({2}, {5, 7}, Int32))
                  .in(scale)
                  .in(zero)
                  .in(tensor({}, {0.25}, dtype))
                  .in(tensor({}, {1}, Int32))
                  .out({2}, Int32)
                  .run()
                  .values(),
              Values({5, 9}));
  }
  EXPECT_THAT(Op("ttnn.quantize")
                  .in(counting({3}))
                  .in(counting({2}))
                  .in(counting({1}, Int32))
                  .out({3}, Int32)
                  .attr("axis", int64_t{0})
                  .makeError(),
              testing::HasSubstr("along 'axis'"));
  EXPECT_THAT(Op("ttnn.quantize").in(counting({3})).in(counting({1})).in(counting({1}, Int32)).out({3}).makeError(),
              testing::HasSubstr("f32"));
}

} // namespace
} // namespace tt::runtime::test
