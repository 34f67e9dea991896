// Normalizations and softmax, against the textbook formulas in double.
#include <cmath>
#include <limits>

#include "harness.h"

namespace tt::runtime::test {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

struct Statistics {
  double mean, variance;
};

/// By the formula E[x^2] - E[x]^2 over the elements that `belongs` picks.
template <class Belongs>
Statistics statistics(const Values &values, Belongs belongs) {
  double sum = 0, squares = 0, count = 0;
  for (size_t i = 0; i < values.size(); ++i)
    if (belongs(i)) {
      sum += values[i];
      squares += values[i] * values[i];
      count += 1;
    }
  return {sum / count, squares / count - sum / count * (sum / count)};
}

TEST(Normalization, LayerAndRms) {
  for (DataType dtype : kFloatTypes) {
    HostTensor in = varied({2, 3, 8}, dtype), weight = varied({8}, dtype, -2, 2, 2),
               bias = varied({1, 8}, dtype, -1, 1, 3);
    Values x = valuesOf(in), w = valuesOf(weight), b = valuesOf(bias), layer, plain, rms;
    for (size_t i = 0; i < x.size(); ++i) {
      Statistics s = statistics(x, [&](size_t j) { return j / 8 == i / 8; });
      double z = (x[i] - s.mean) / std::sqrt(s.variance + 1e-5),
             r = x[i] / std::sqrt(s.variance + s.mean * s.mean + 1e-5);
      layer.push_back(z * w[i % 8] + b[i % 8]);
      plain.push_back(z);
      rms.push_back(r * w[i % 8]);
    }
    expectClose(
        Op("ttnn.layer_norm").in(in).in(weight).in(bias).out({2, 3, 8}, dtype).attr("epsilon", 1e-5).run().result(),
        layer);
    expectClose(
        Op("ttnn.layer_norm").in(in).absent().absent().out({2, 3, 8}, dtype).attr("epsilon", 1e-5).run().result(),
        plain);
    expectClose(
        Op("ttnn.rms_norm").in(in).in(weight).absent().out({2, 3, 8}, dtype).attr("epsilon", 1e-5).run().result(), rms);
  }
  EXPECT_EQ(Op("ttnn.rms_norm")
                .in(tensor({2}, {3, 4}))
                .absent()
                .in(tensor({2}, {1, 1}))
                .out({2})
                .attr("epsilon", 0.0)
                .run()
                .values()
                .size(),
            2u);
}

TEST(Normalization, BatchInference) {
  for (DataType dtype : kFloatTypes) {
    HostTensor in = varied({2, 3, 2, 2}, dtype), mean = varied({1, 3, 1, 1}, dtype, -1, 1, 2),
               variance = varied({3}, dtype, 0.5, 2, 3);
    HostTensor weight = varied({1, 3, 1, 1}, dtype, -1, 1, 4), bias = varied({3}, dtype, -1, 1, 5);
    Values x = valuesOf(in), m = valuesOf(mean), v = valuesOf(variance), w = valuesOf(weight), b = valuesOf(bias),
           expected;
    for (size_t i = 0; i < x.size(); ++i) {
      size_t c = i / 4 % 3;
      expected.push_back((x[i] - m[c]) / std::sqrt(v[c] + 1e-3) * w[c] + b[c]);
    }
    expectClose(Op("ttnn.batch_norm_inference")
                    .in(in)
                    .in(mean)
                    .in(variance)
                    .in(weight)
                    .in(bias)
                    .out({2, 3, 2, 2}, dtype)
                    .attr("epsilon", 1e-3)
                    .run()
                    .result(),
                expected);
  }
}

TEST(Normalization, BatchTrainingMovesStatistics) {
  HostTensor in = varied({2, 2, 3});
  Values x = valuesOf(in), expected, means, variances;
  for (size_t i = 0; i < x.size(); ++i) {
    Statistics s = statistics(x, [&](size_t j) { return j / 3 % 2 == i / 3 % 2; });
    expected.push_back((x[i] - s.mean) / std::sqrt(s.variance + 1e-5));
  }
  for (size_t c = 0; c < 2; ++c) {
    Statistics s = statistics(x, [&](size_t j) { return j / 3 % 2 == c; });
    means.push_back(0.75 * 1 + 0.25 * s.mean);
    variances.push_back(0.75 * 2 + 0.25 * s.variance * 6 / 5);
  }
  Op op("ttnn.batch_norm_training");
  op.in(in)
      .in(tensor({2}, {1, 1}))
      .in(tensor({2}, {2, 2}))
      .absent()
      .absent()
      .out({2, 2, 3})
      .attr("epsilon", 1e-5)
      .attr("momentum", 0.25)
      .run();
  expectClose(op.result(), expected);
  expectClose(op.operand(1), means);
  expectClose(op.operand(2), variances);
  EXPECT_TRUE(op.kernel().writesOperand(1));
  EXPECT_TRUE(op.kernel().writesOperand(2));
  EXPECT_FALSE(op.kernel().writesOperand(0));
}

TEST(Normalization, Group) {
  for (DataType dtype : kFloatTypes) {
    HostTensor in = varied({2, 1, 5, 6}, dtype), weight = varied({6}, dtype, -1, 1, 2),
               bias = varied({6}, dtype, -1, 1, 3);
    Values x = valuesOf(in), w = valuesOf(weight), b = valuesOf(bias), expected;
    for (size_t i = 0; i < x.size(); ++i) {
      Statistics s = statistics(x, [&](size_t j) { return j / 30 == i / 30 && j % 6 / 3 == i % 6 / 3; });
      expected.push_back((x[i] - s.mean) / std::sqrt(s.variance + 1e-5) * w[i % 6] + b[i % 6]);
    }
    expectClose(Op("ttnn.group_norm")
                    .in(in)
                    .absent()
                    .in(weight)
                    .in(bias)
                    .out({2, 1, 5, 6}, dtype)
                    .attr("num_groups", int64_t{2})
                    .attr("epsilon", 1e-5)
                    .run()
                    .result(),
                expected);
  }
}

TEST(Softmax, AnyDimension) {
  for (DataType dtype : kFloatTypes)
    for (int64_t dim : {0, 1, 2, -1}) {
      HostTensor in = varied({2, 3, 4}, dtype);
      Values x = valuesOf(in), expected;
      int64_t strides[] = {12, 4, 1}, sizes[] = {2, 3, 4}, d = dim < 0 ? 2 : dim;
      for (int64_t i = 0; i < 24; ++i) {
        int64_t first = i - i / strides[d] % sizes[d] * strides[d];
        double sum = 0;
        for (int64_t k = 0; k < sizes[d]; ++k)
          sum += std::exp(x[first + k * strides[d]]);
        expected.push_back(std::exp(x[i]) / sum);
      }
      expectClose(Op("ttnn.softmax").in(in).out({2, 3, 4}, dtype).attr("dimension", dim).run().result(), expected);
    }
}

TEST(Softmax, IsStable) {
  expectClose(Op("ttnn.softmax")
                  .in(tensor({3}, {1000, 1000, -kInf}))
                  .out({3})
                  .attr("dimension", int64_t{0})
                  .attr("numericStable", false)
                  .run()
                  .result(),
              {0.5, 0.5, 0});
  EXPECT_THAT(
      Op("ttnn.softmax").in(tensor({2}, {std::nan(""), 1})).out({2}).attr("dimension", int64_t{0}).run().values(),
      testing::Each(testing::IsNan()));
}

TEST(Normalization, Refuses) {
  HostTensor in = counting({2, 4});
  EXPECT_THAT(Op("ttnn.layer_norm").in(in).in(counting({3})).absent().out({2, 4}).makeError(),
              testing::HasSubstr("'weight' must have 4 elements, not 3"));
  EXPECT_THAT(Op("ttnn.layer_norm").in(in).in(counting({4}, Int32)).absent().out({2, 4}).makeError(),
              testing::HasSubstr("si32"));
  EXPECT_THAT(Op("ttnn.layer_norm").in(in).absent().absent().out({2, 4}).attr("epsilon", -1.0).makeError(),
              testing::HasSubstr("'epsilon'"));
  EXPECT_THAT(Op("ttnn.layer_norm").in(in).absent().absent().out({2, 4}).attr("epsilon", std::nan("")).makeError(),
              testing::HasSubstr("'epsilon'"));
  EXPECT_THAT(Op("ttnn.softmax").in(in).out({2, 4}).attr("dimension", int64_t{2}).makeError(),
              testing::HasSubstr("out of range"));
  EXPECT_THAT(Op("ttnn.softmax").in(in).out({2, 4}).makeError(),
              testing::HasSubstr("attribute 'dimension' is missing"));
  EXPECT_THAT(
      Op("ttnn.group_norm").in(in).absent().absent().absent().out({2, 4}).attr("num_groups", int64_t{3}).makeError(),
      testing::HasSubstr("divide"));
  EXPECT_THAT(
      Op("ttnn.group_norm").in(in).absent().absent().absent().out({2, 4}).attr("num_groups", int64_t{0}).makeError(),
      testing::HasSubstr("'num_groups'"));
  EXPECT_THAT(Op("ttnn.batch_norm_inference")
                  .in(counting({1, 2, 1, 1}))
                  .absent()
                  .absent()
                  .absent()
                  .absent()
                  .out({1, 2, 1, 1})
                  .makeError(),
              testing::HasSubstr("needed"));
  EXPECT_THAT(Op("ttnn.softmax").in(counting({2}, Int32)).out({2}, Int32).attr("dimension", int64_t{0}).makeError(),
              testing::HasSubstr("element type si32"));
}

} // namespace
} // namespace tt::runtime::test
