// Reductions, scans, sorting: over any dimensions, in every element type, with NaN and overflow.
#include <cmath>
#include <limits>
#include <numeric>

#include "harness.h"

namespace tt::runtime::test {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const double kNaN = std::nan("");
using Dims = std::vector<int64_t>;

TEST(Reduction, SumOverAnyDimensions) {
  HostTensor in = counting({2, 3, 4});
  auto sum = [&](const Dims &dims, bool keep, const Shape &out) {
    return Op("ttnn.sum").in(in).out(out).attr("dim_arg", dims).attr("keep_dim", keep).run().values();
  };
  // Element (i, j, k) is 12 i + 4 j + k.
  EXPECT_EQ(sum({2}, false, {2, 3}), Values({6, 22, 38, 54, 70, 86}));
  EXPECT_EQ(sum({-1}, true, {2, 3, 1}), Values({6, 22, 38, 54, 70, 86}));
  EXPECT_EQ(sum({0}, false, {3, 4}), Values({12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34}));
  EXPECT_EQ(sum({1}, true, {2, 1, 4}), Values({12, 15, 18, 21, 48, 51, 54, 57}));
  EXPECT_EQ(sum({0, 2}, false, {3}), Values({60, 92, 124}));
  EXPECT_EQ(sum({2, 0}, true, {1, 3, 1}), Values({60, 92, 124}));
  EXPECT_EQ(sum({0, 1, 2}, false, {}), Values({276}));
  EXPECT_EQ(sum({0, 1, 2}, false, {1}), Values({276}));
  EXPECT_EQ(Op("ttnn.sum").in(in).out({1, 1, 1}).attr("keep_dim", true).run().values(), Values({276}));
  EXPECT_EQ(Op("ttnn.sum").in(tensor({}, {5})).out({}).attr("keep_dim", false).run().values(), Values({5}));
  EXPECT_EQ(
      Op("ttnn.sum").in(tensor({2, 0}, {})).out({2}).attr("keep_dim", false).attr("dim_arg", Dims{1}).run().values(),
      Values({0, 0}));
}

TEST(Reduction, AllKindsInAllTypes) {
  for (DataType dtype : kNumberTypes) {
    SCOPED_TRACE(toKeyword(dtype));
    HostTensor in = tensor({2, 3}, {1, 4, 4, 5, 2, 5}, dtype);
    auto reduce = [&](const char *name) {
      return Op(name).in(in).out({2}, dtype).attr("dim_arg", Dims{1}).attr("keep_dim", false).run().values();
    };
    EXPECT_EQ(reduce("ttnn.sum"), Values({9, 12}));
    EXPECT_EQ(reduce("ttnn.mean"), Values({3, 4}));
    EXPECT_EQ(reduce("ttnn.max"), Values({4, 5}));
    EXPECT_EQ(reduce("ttnn.min"), Values({1, 2}));
    EXPECT_EQ(Op("ttnn.prod").in(in).out({2}, dtype).attr("dim_arg", int64_t{1}).attr("keep_dim", false).run().values(),
              Values({16, 50}));
    EXPECT_EQ(
        Op("ttnn.prod").in(tensor({4}, {1, 2, 3, 4}, dtype)).out({1}, dtype).attr("keep_dim", true).run().values(),
        Values({24}));
    EXPECT_EQ(Op("ttnn.argmax").in(in).out({2}, UInt32).attr("dim", int64_t{1}).attr("keep_dim", false).run().values(),
              Values({1, 0}));
    EXPECT_EQ(Op("ttnn.cumsum").in(in).out({2, 3}, dtype).attr("dim", int64_t{1}).run().values(),
              Values({1, 5, 9, 5, 7, 12}));
    EXPECT_EQ(Op("ttnn.cumsum").in(in).out({2, 3}, dtype).attr("dim", int64_t{-2}).run().values(),
              Values({1, 4, 4, 6, 6, 9}));
    EXPECT_EQ(Op("ttnn.cumprod").in(in).out({2, 3}, dtype).attr("dim", int64_t{1}).run().values(),
              Values({1, 4, 16, 5, 10, 50}));
  }
  for (const char *name : {"ttnn.sum", "ttnn.max"})
    EXPECT_EQ(Op(name)
                  .in(tensor({2, 2}, {0, 1, 0, 0}, Bool))
                  .out({2}, Bool)
                  .attr("dim_arg", Dims{1})
                  .attr("keep_dim", false)
                  .run()
                  .values(),
              Values({1, 0}));
}

TEST(Reduction, NaNAndInfinity) {
  HostTensor in = tensor({3, 2}, {kNaN, 1, 2, kNaN, -kInf, 3});
  auto reduce = [&](const char *name) {
    return Op(name).in(in).out({3}).attr("dim_arg", Dims{1}).attr("keep_dim", false).run().values();
  };
  EXPECT_THAT(reduce("ttnn.max"), testing::ElementsAre(testing::IsNan(), testing::IsNan(), 3));
  EXPECT_THAT(reduce("ttnn.min"), testing::ElementsAre(testing::IsNan(), testing::IsNan(), -kInf));
  EXPECT_EQ(Op("ttnn.argmax").in(in).out({3}, Int32).attr("dim", int64_t{1}).attr("keep_dim", false).run().values(),
            Values({0, 1, 1}));
  EXPECT_EQ(Op("ttnn.argmax").in(in).out({}, Int32).attr("keep_dim", false).run().values(), Values({0}));
  EXPECT_EQ(Op("ttnn.argmax").in(tensor({4}, {1, 7, 7, -1})).out({}, Int32).attr("keep_dim", false).run().values(),
            Values({1}));
}

TEST(Reduction, IntegersWrapAndLongSumsStayPrecise) {
  HostTensor big = tensor({2}, {2147483647.0, 1}, Int32);
  EXPECT_EQ(Op("ttnn.sum").in(big).out({}, Int32).attr("keep_dim", false).run().values(), Values({-2147483648.0}));
  EXPECT_EQ(Op("ttnn.cumsum").in(big).out({2}, Int32).attr("dim", int64_t{0}).run().values(),
            Values({2147483647.0, -2147483648.0}));
  // bf16 alone would stop growing at 256.
  EXPECT_EQ(Op("ttnn.sum")
                .in(tensor({4096}, Values(4096, 1), BFloat16))
                .out({}, BFloat16)
                .attr("keep_dim", false)
                .run()
                .values(),
            Values({4096}));
  // Longer than a block, in two dimensions of which the outer one is kept.
  HostTensor in = varied({3, 1700}, Float32);
  Values values = valuesOf(in), expected;
  for (int row = 0; row < 3; ++row)
    expected.push_back(std::accumulate(values.begin() + row * 1700, values.begin() + (row + 1) * 1700, 0.0) / 1700);
  expectClose(Op("ttnn.mean").in(in).out({3}).attr("dim_arg", Dims{1}).attr("keep_dim", false).run().result(),
              expected);
}

TEST(Reduction, Refuses) {
  HostTensor in = counting({2, 3});
  auto error = [&](const Dims &dims, const Shape &out) {
    return Op("ttnn.sum").in(in).out(out).attr("dim_arg", dims).attr("keep_dim", false).makeError();
  };
  EXPECT_THAT(error({2}, {2}), testing::HasSubstr("dimension 2 is out of range for rank 2"));
  EXPECT_THAT(error({1, -1}, {2}), testing::HasSubstr("reduced twice"));
  EXPECT_THAT(error({1}, {3}), testing::HasSubstr("must have shape 2, not 3"));
  EXPECT_THAT(Op("ttnn.max").in(tensor({0}, {})).out({}).attr("keep_dim", false).makeError(),
              testing::HasSubstr("no elements"));
  EXPECT_THAT(Op("ttnn.argmax").in(in).out({}, Bool).attr("keep_dim", false).makeError(), testing::HasSubstr("i1"));
}

TEST(Sort, BothDirectionsInAllTypes) {
  for (DataType dtype : kNumberTypes) {
    SCOPED_TRACE(toKeyword(dtype));
    HostTensor in = tensor({2, 4}, {3, 1, 2, 1, 4, 4, 0, 9}, dtype);
    Op up("ttnn.sort");
    up.in(in).out({2, 4}, dtype).out({2, 4}, Int32).attr("dim", int64_t{-1}).attr("descending", false).run();
    EXPECT_EQ(up.values(0), Values({1, 1, 2, 3, 0, 4, 4, 9}));
    EXPECT_EQ(up.values(1), Values({1, 3, 2, 0, 2, 0, 1, 3}));
    Op down("ttnn.sort");
    down.in(in).out({2, 4}, dtype).out({2, 4}, UInt16).attr("dim", int64_t{1}).attr("descending", true).run();
    EXPECT_EQ(down.values(0), Values({3, 2, 1, 1, 9, 4, 4, 0}));
    EXPECT_EQ(down.values(1), Values({0, 2, 1, 3, 3, 0, 1, 2}));
    Op columns("ttnn.sort");
    columns.in(in).out({2, 4}, dtype).out({2, 4}, UInt32).attr("dim", int64_t{0}).run();
    EXPECT_EQ(columns.values(0), Values({3, 1, 0, 1, 4, 4, 2, 9}));
    EXPECT_EQ(columns.values(1), Values({0, 0, 1, 0, 1, 1, 0, 1}));
    Op top("ttnn.topk");
    top.in(in)
        .out({2, 2}, dtype)
        .out({2, 2}, Int32)
        .attr("k", int64_t{2})
        .attr("dim", int64_t{-1})
        .attr("largest", true)
        .attr("sorted", true)
        .run();
    EXPECT_EQ(top.values(0), Values({3, 2, 9, 4}));
    EXPECT_EQ(top.values(1), Values({0, 2, 3, 0}));
    Op least("ttnn.topk");
    least.in(in)
        .out({1, 4}, dtype)
        .out({1, 4}, Int32)
        .attr("k", int64_t{1})
        .attr("dim", int64_t{0})
        .attr("largest", false)
        .run();
    EXPECT_EQ(least.values(0), Values({3, 1, 0, 1}));
  }
}

TEST(Sort, NaNIsGreatest) {
  Op op("ttnn.sort");
  op.in(tensor({4}, {kNaN, kInf, -1, kNaN})).out({4}).out({4}, Int32).attr("descending", false).run();
  EXPECT_THAT(op.values(0), testing::ElementsAre(-1, kInf, testing::IsNan(), testing::IsNan()));
  EXPECT_EQ(op.values(1), Values({2, 1, 0, 3}));
  Op down("ttnn.sort");
  down.in(tensor({3}, {1, kNaN, 2})).out({3}).out({3}, Int32).attr("descending", true).run();
  EXPECT_EQ(down.values(1), Values({1, 2, 0}));
}

TEST(Sort, Refuses) {
  EXPECT_THAT(Op("ttnn.topk").in(counting({3})).out({4}).out({4}, Int32).attr("k", int64_t{4}).makeError(),
              testing::HasSubstr("from 0 to 3"));
  EXPECT_THAT(Op("ttnn.sort").in(counting({3})).out({3}).makeError(), testing::HasSubstr("result 1 is missing"));
  EXPECT_THAT(Op("ttnn.sort").in(tensor({}, {1})).out({}).out({}, Int32).makeError(),
              testing::HasSubstr("out of range for rank 0"));
}

} // namespace
} // namespace tt::runtime::test
