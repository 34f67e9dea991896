// Elementwise ops: what each computes, in every element type, with broadcasting and at the edges.
#include <cmath>
#include <functional>
#include <limits>

#include "harness.h"

namespace tt::runtime::test {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
const double kNaN = std::nan("");

struct UnaryCase {
  const char *name;
  Values inputs;
  std::function<double(double)> expected;
};

/// The integral of its definition, by Simpson's rule.
double erfBySimpson(double x) {
  constexpr int kSteps = 2000;
  double width = x / kSteps, sum = 0;
  for (int i = 0; i <= kSteps; ++i) {
    double t = i * width;
    sum += std::exp(-t * t) * (i == 0 || i == kSteps ? 1 : i % 2 ? 4 : 2);
  }
  return 2 / std::sqrt(M_PI) * sum * width / 3;
}

const std::vector<UnaryCase> kUnaryCases = {
    {"abs", {-1.5, 0, 2, -kInf}, [](double x) { return x < 0 ? -x : x; }},
    {"acos", {-1, 0, 0.5, 2}, [](double x) { return x > 1 ? kNaN : M_PI / 2 - std::atan2(x, std::sqrt(1 - x * x)); }},
    {"asin", {-1, 0, 0.5}, [](double x) { return std::atan2(x, std::sqrt(1 - x * x)); }},
    {"asinh", {-2, 0.25, 3}, [](double x) { return std::log(x + std::sqrt(x * x + 1)); }},
    {"atan", {-1, 0.5, kInf}, [](double x) { return std::atan2(x, 1); }},
    {"cbrt", {-8, 0.125, 2}, [](double x) { return x < 0 ? -std::pow(-x, 1.0 / 3) : std::pow(x, 1.0 / 3); }},
    {"ceil", {-1.5, 1.25, 2, kInf}, [](double x) { return -std::floor(-x); }},
    {"cos", {0, 1, -3}, [](double x) { return 1 - 2 * std::sin(x / 2) * std::sin(x / 2); }},
    {"erf", {-1, 0.25, 2}, erfBySimpson},
    {"erfc", {-1, 0.25, 1}, [](double x) { return 1 - erfBySimpson(x); }},
    {"exp", {-2, 0, 1, -kInf, kNaN}, [](double x) { return std::pow(M_E, x); }},
    {"expm1", {-2, 0.5, 1}, [](double x) { return 2 * std::exp(x / 2) * std::sinh(x / 2); }},
    {"floor", {-1.5, 1.25, 2}, [](double x) { return -std::ceil(-x); }},
    {"gelu", {-3, -0.5, 0, 1, 4}, [](double x) { return x * 0.5 * (1 + erfBySimpson(x / std::sqrt(2))); }},
    {"hardsigmoid", {-4, -3, 0, 1.5, 3, 9}, [](double x) { return std::min(1.0, std::max(0.0, x / 6 + 0.5)); }},
    {"isfinite", {1, kInf, -kInf, kNaN}, [](double x) { return std::isnan(x - x) ? 0 : 1; }},
    {"log", {1, 0.5, 8, 0, -1}, [](double x) { return x < 0 ? kNaN : std::log2(x) * M_LN2; }},
    {"log1p", {0, 1, -0.5}, [](double x) { return std::log(1 + x); }},
    {"logical_not", {0, 1, -2, kNaN}, [](double x) { return x == 0 ? 1 : 0; }},
    {"mish",
     {-2, 0, 1.5},
     [](double x) {
       double e = 1 + std::exp(x);
       return x * (e * e - 1) / (e * e + 1);
     }},
    {"neg", {-1, 2.5, kInf}, [](double x) { return 0 - x; }},
    {"reciprocal", {2, -4, kInf}, [](double x) { return std::pow(x, -1); }},
    {"relu", {-1, 0, 2, kNaN}, [](double x) { return (x + std::fabs(x)) / 2; }},
    {"relu6", {-1, 3, 7}, [](double x) { return x < 0   ? 0
                                                : x < 6 ? x
                                                        : 6; }},
    {"rsqrt", {4, 0.25, 2}, [](double x) { return std::pow(x, -0.5); }},
    {"sigmoid", {-3, 0, 2, -kInf}, [](double x) { return 0.5 + 0.5 * std::tanh(x / 2); }},
    {"sign", {-3, 0, 2, kInf, kNaN}, [](double x) { return x == 0 || std::isnan(x) ? x : std::copysign(1, x); }},
    {"silu", {-3, 0, 2}, [](double x) { return x * (0.5 + 0.5 * std::tanh(x / 2)); }},
    {"sin", {0, 1, -3}, [](double x) { return std::cos(x - M_PI / 2); }},
    {"sqrt", {4, 2, 0.25, -1}, [](double x) { return x < 0 ? kNaN : std::pow(x, 0.5); }},
    {"tan", {0, 1, -0.5}, [](double x) { return std::sin(x) / std::cos(x); }},
    {"tanh", {0, 1, -0.5}, [](double x) { return 1 - 2 / (std::exp(2 * x) + 1); }},
    {"typecast", {-1.5, 3, kInf}, [](double x) { return x; }},
};

TEST(Unary, FloatsFollowTheDefinition) {
  for (const UnaryCase &test : kUnaryCases)
    for (DataType dtype : kFloatTypes) {
      SCOPED_TRACE(std::string(test.name) + " " + std::string(toKeyword(dtype)));
      Shape shape = {static_cast<int64_t>(test.inputs.size())};
      Values expected;
      for (double x : test.inputs)
        expected.push_back(test.expected(x));
      HostTensor result =
          Op("ttnn." + std::string(test.name)).in(tensor(shape, test.inputs, dtype)).out(shape, dtype).run().result();
      // Where the formulas above cancel to almost nothing, their own error is all that is left.
      Values actual = valuesOf(result);
      for (size_t i = 0; i < expected.size(); ++i)
        if (std::fabs(expected[i]) < 1e-12 && std::fabs(actual[i]) < 1e-12)
          expected[i] = actual[i];
      expectClose(result, expected);
    }
}

TEST(Unary, IntegersFollowTheDefinition) {
  for (DataType dtype : kIntegerTypes) {
    SCOPED_TRACE(toKeyword(dtype));
    auto run = [&](const char *name, const Values &in) {
      Shape shape = {static_cast<int64_t>(in.size())};
      return Op(name).in(tensor(shape, in, dtype)).out(shape, dtype).run().values();
    };
    EXPECT_EQ(run("ttnn.relu", {0, 3}), Values({0, 3}));
    EXPECT_EQ(run("ttnn.abs", {0, 3}), Values({0, 3}));
    EXPECT_EQ(run("ttnn.sign", {0, 3}), Values({0, 1}));
    EXPECT_EQ(run("ttnn.relu6", {0, 3, 9}), Values({0, 3, 6}));
    EXPECT_EQ(run("ttnn.ceil", {0, 3}), Values({0, 3}));
    EXPECT_EQ(run("ttnn.floor", {0, 3}), Values({0, 3}));
    EXPECT_EQ(run("ttnn.isfinite", {0, 3}), Values({1, 1}));
    EXPECT_EQ(run("ttnn.logical_not", {0, 3}), Values({1, 0}));
  }
  HostTensor extremes = tensor({3}, {-2147483648.0, -5, 7}, Int32);
  EXPECT_EQ(Op("ttnn.abs").in(extremes).out({3}, Int32).run().values(), Values({-2147483648.0, 5, 7}));
  EXPECT_EQ(Op("ttnn.neg").in(extremes).out({3}, Int32).run().values(), Values({-2147483648.0, 5, -7}));
  EXPECT_EQ(Op("ttnn.sign").in(extremes).out({3}, Int32).run().values(), Values({-1, -1, 1}));
  EXPECT_EQ(Op("ttnn.bitwise_not").in(extremes).out({3}, Int32).run().values(), Values({2147483647.0, 4, -8}));
  EXPECT_EQ(Op("ttnn.bitwise_not").in(tensor({2}, {0, 250}, UInt8)).out({2}, UInt8).run().values(), Values({255, 5}));
  EXPECT_EQ(Op("ttnn.bitwise_not").in(tensor({2}, {0, 1}, Bool)).out({2}, Bool).run().values(), Values({1, 0}));
  EXPECT_EQ(Op("ttnn.neg").in(tensor({2}, {1, 0}, UInt16)).out({2}, UInt16).run().values(), Values({65535, 0}));
}

TEST(Unary, ScalarAttributes) {
  HostTensor in = tensor({4}, {-2, -0.5, 1, kNaN});
  EXPECT_THAT(Op("ttnn.clamp_scalar").in(in).out({4}).attr("min", -1.0).attr("max", 0.5).run().values(),
              testing::ElementsAre(-1, -0.5, 0.5, testing::IsNan()));
  EXPECT_EQ(Op("ttnn.clamp_scalar")
                .in(tensor({3}, {0, 7, 200}, UInt8))
                .out({3}, UInt8)
                .attr("min", int64_t{3})
                .attr("max", int64_t{100})
                .run()
                .values(),
            Values({3, 7, 100}));
  EXPECT_THAT(Op("ttnn.leaky_relu").in(in).out({4}).attr("parameter", 0.25).run().values(),
              testing::ElementsAre(-0.5, -0.125, 1, testing::IsNan()));
  Op tanhGelu("ttnn.gelu");
  tanhGelu.in(tensor({1}, {1})).out({1}).attr("approximate", std::string("tanh"));
  expectClose(tanhGelu.run().result(), {0.5 * (1 + std::tanh(std::sqrt(2 / M_PI) * 1.044715))});
  EXPECT_EQ(Op("ttnn.dropout").in(tensor({2}, {1, 2})).out({2}).attr("prob", 0.0).attr("scale", 1.0).run().values(),
            Values({1, 2}));
  EXPECT_THAT(Op("ttnn.dropout").in(tensor({1}, {1})).out({1}).attr("prob", 0.5).makeError(),
              testing::HasSubstr("inference"));
}

TEST(Unary, GeluIsPreciseFarFromZero) {
  // x * Phi(x), from the asymptotic expansion of Mills' ratio.
  double x = -10, mills = (1 / 10.0) * (1 - 1 / 100.0 + 3 / 1e4 - 15 / 1e6 + 105 / 1e8);
  double expected = x * std::exp(-50) / std::sqrt(2 * M_PI) * mills;
  double actual = Op("ttnn.gelu").in(tensor({1}, {x})).out({1}).run().values()[0];
  EXPECT_NEAR(actual / expected, 1, 1e-5);
}

TEST(Unary, TypecastConvertsBetweenAllTypes) {
  for (DataType from : kAllTypes)
    for (DataType to : kAllTypes) {
      SCOPED_TRACE(std::string(toKeyword(from)) + " to " + std::string(toKeyword(to)));
      EXPECT_EQ(Op("ttnn.typecast").in(tensor({2}, {0, 1}, from)).out({2}, to).run().values(), Values({0, 1}));
    }
}

TEST(Unary, TypecastSaturatesFloatsAndWrapsIntegers) {
  HostTensor floats = tensor({6}, {-1.75, 3.75, 1e20, -1e20, kNaN, 256.5});
  EXPECT_EQ(Op("ttnn.typecast").in(floats).out({6}, Int32).run().values(),
            Values({-1, 3, 2147483647.0, -2147483648.0, 0, 256}));
  EXPECT_EQ(Op("ttnn.typecast").in(floats).out({6}, UInt8).run().values(), Values({0, 3, 255, 0, 0, 255}));
  EXPECT_EQ(Op("ttnn.typecast").in(floats).out({6}, Bool).run().values(), Values({1, 1, 1, 1, 1, 1}));
  HostTensor integers = tensor({3}, {-1, 300, 65537}, Int32);
  EXPECT_EQ(Op("ttnn.typecast").in(integers).out({3}, UInt8).run().values(), Values({255, 44, 1}));
  EXPECT_EQ(Op("ttnn.typecast").in(integers).out({3}, UInt32).run().values(), Values({4294967295.0, 300, 65537}));
  // Ties go to even, and values between bf16 numbers are rounded once.
  EXPECT_EQ(Op("ttnn.typecast").in(tensor({3}, {257, 259, 257.0001}, Float32)).out({3}, BFloat16).run().values(),
            Values({256, 260, 258}));
}

TEST(Unary, BitcastKeepsBits) {
  EXPECT_EQ(Op("ttnn.bitcast_convert").in(tensor({2}, {1, -2})).out({2}, Int32).run().values(),
            Values({1065353216.0, -1073741824.0}));
  EXPECT_EQ(Op("ttnn.bitcast_convert").in(tensor({1}, {1}, BFloat16)).out({1}, UInt16).run().values(), Values({16256}));
  EXPECT_THAT(Op("ttnn.bitcast_convert").in(tensor({1}, {1})).out({1}, UInt16).makeError(),
              testing::HasSubstr("bytes"));
}

struct BinaryCase {
  const char *name;
  std::function<double(double, double)> expected;
};

const std::vector<BinaryCase> kArithmetic = {
    {"add", [](double a, double b) { return a + b; }},
    {"divide", [](double a, double b) { return a / b; }},
    {"maximum", [](double a, double b) { return std::max(a, b); }},
    {"minimum", [](double a, double b) { return std::min(a, b); }},
    {"multiply", [](double a, double b) { return a * b; }},
    {"pow_tensor", [](double a, double b) { return std::exp2(b * std::log2(a)); }},
    {"remainder", [](double a, double b) { return a - b * std::floor(a / b); }},
    {"subtract", [](double a, double b) { return a - b; }},
};
const std::vector<BinaryCase> kPredicates = {
    {"eq", [](double a, double b) { return a == b; }},
    {"ge", [](double a, double b) { return !(a < b); }},
    {"gt", [](double a, double b) { return b < a; }},
    {"le", [](double a, double b) { return !(a > b); }},
    {"logical_and", [](double a, double b) { return a * b != 0; }},
    {"logical_or", [](double a, double b) { return a * a + b * b != 0; }},
    {"logical_xor", [](double a, double b) { return (a == 0) != (b == 0); }},
    {"lt", [](double a, double b) { return a < b; }},
    {"ne", [](double a, double b) { return !(a == b); }},
};

TEST(Binary, ArithmeticInAllTypes) {
  // Positive operands with quotients, powers and remainders that all types hold after truncation.
  Values a = {7, 5, 2, 9}, b = {2, 3, 2, 1};
  for (const BinaryCase &test : kArithmetic)
    for (DataType dtype : kNumberTypes) {
      SCOPED_TRACE(std::string(test.name) + " " + std::string(toKeyword(dtype)));
      bool isFloat = dtype == Float32 || dtype == BFloat16 || dtype == Float16;
      Values expected;
      for (size_t i = 0; i < a.size(); ++i) {
        double value = test.expected(a[i], b[i]);
        // exp2 and log2 leave powers a little off.
        if (std::fabs(value - std::round(value)) < 1e-9)
          value = std::round(value);
        expected.push_back(isFloat ? value : std::trunc(value));
        if (dtype == UInt32 || dtype == UInt16 || dtype == UInt8)
          expected.back() = expected.back() < 0
                                ? std::fmod(expected.back() + 4294967296.0, std::exp2(8.0 * elementSize(dtype)))
                                : expected.back();
      }
      expectClose(Op("ttnn." + std::string(test.name))
                      .in(tensor({4}, a, dtype))
                      .in(tensor({4}, b, dtype))
                      .out({4}, dtype)
                      .run()
                      .result(),
                  expected);
    }
}

TEST(Binary, PredicatesGiveAnyType) {
  Values a = {0, 1, 2, 1}, b = {0, 0, 1, 1};
  for (const BinaryCase &test : kPredicates)
    for (DataType in : kNumberTypes)
      for (DataType out : kAllTypes) {
        SCOPED_TRACE(std::string(test.name) + " " + std::string(toKeyword(in)) + " to " + std::string(toKeyword(out)));
        Values expected;
        for (size_t i = 0; i < a.size(); ++i)
          expected.push_back(test.expected(a[i], b[i]));
        EXPECT_EQ(Op("ttnn." + std::string(test.name))
                      .in(tensor({4}, a, in))
                      .in(tensor({4}, b, in))
                      .out({4}, out)
                      .run()
                      .values(),
                  expected);
      }
  Values nan = {kNaN};
  EXPECT_EQ(Op("ttnn.eq").in(tensor({1}, nan)).in(tensor({1}, nan)).out({1}, Bool).run().values(), Values({0}));
  EXPECT_EQ(Op("ttnn.ne").in(tensor({1}, nan)).in(tensor({1}, nan)).out({1}, Bool).run().values(), Values({1}));
}

TEST(Binary, IntegersWrapAndNeverTrap) {
  HostTensor a = tensor({6}, {2147483647.0, -2147483648.0, -2147483648.0, 7, -7, -7}, Int32);
  HostTensor b = tensor({6}, {1, 1, -1, 0, 0, 2}, Int32);
  auto run = [&](const char *name) { return Op(name).in(a).in(b).out({6}, Int32).run().values(); };
  EXPECT_EQ(run("ttnn.add"), Values({-2147483648.0, -2147483647.0, 2147483647.0, 7, -7, -5}));
  EXPECT_EQ(run("ttnn.subtract"), Values({2147483646.0, 2147483647.0, -2147483647.0, 7, -7, -9}));
  EXPECT_EQ(run("ttnn.multiply"), Values({2147483647.0, -2147483648.0, -2147483648.0, 0, 0, -14}));
  EXPECT_EQ(run("ttnn.divide"), Values({2147483647.0, -2147483648.0, -2147483648.0, -1, -1, -3}));
  EXPECT_EQ(run("ttnn.remainder"), Values({0, 0, 0, 7, -7, 1}));
  HostTensor big = tensor({2}, {65536, 3}, UInt32), other = tensor({2}, {65537, 21}, UInt32);
  EXPECT_EQ(Op("ttnn.multiply").in(big).in(other).out({2}, UInt32).run().values(), Values({65536, 63}));
  EXPECT_EQ(Op("ttnn.divide").in(tensor({1}, {5}, UInt8)).in(tensor({1}, {0}, UInt8)).out({1}, UInt8).run().values(),
            Values({255}));
  EXPECT_EQ(Op("ttnn.pow_tensor")
                .in(tensor({5}, {3, 2, -1, 0, 5}, Int32))
                .in(tensor({5}, {21, 40, -3, -1, -1}, Int32))
                .out({5}, Int32)
                .run()
                .values(),
            Values({1870418611.0, 0, -1, 0, 0}));
}

TEST(Binary, FloatRemainderHasTheDivisorsSign) {
  HostTensor a = tensor({5}, {5.5, -5.5, 5.5, -5.5, -4}), b = tensor({5}, {2, 2, -2, -2, 2});
  EXPECT_EQ(Op("ttnn.remainder").in(a).in(b).out({5}).run().values(), Values({1.5, 0.5, -0.5, -1.5, 0}));
  EXPECT_THAT(Op("ttnn.remainder").in(tensor({1}, {1})).in(tensor({1}, {0})).out({1}).run().values(),
              testing::ElementsAre(testing::IsNan()));
}

TEST(Binary, BitsAndShifts) {
  for (DataType dtype : kIntegerTypes) {
    SCOPED_TRACE(toKeyword(dtype));
    HostTensor a = tensor({4}, {12, 255, 1, 129}, dtype), b = tensor({4}, {10, 4, 100, 7}, dtype);
    double mask = std::exp2(8.0 * elementSize(dtype));
    auto run = [&](const char *name) { return Op(name).in(a).in(b).out({4}, dtype).run().values(); };
    EXPECT_EQ(run("ttnn.bitwise_and"), Values({8, 4, 0, 1}));
    EXPECT_EQ(run("ttnn.bitwise_or"), Values({14, 255, 101, 135}));
    EXPECT_EQ(run("ttnn.bitwise_xor"), Values({6, 251, 101, 134}));
    EXPECT_EQ(run("ttnn.logical_left_shift"),
              Values({elementSize(dtype) == 1 ? 0.0 : 12288.0, std::fmod(4080, mask), 0, std::fmod(16512, mask)}));
    EXPECT_EQ(run("ttnn.logical_right_shift"), Values({0, 15, 0, 1}));
  }
  HostTensor a = tensor({3}, {-1, -2147483648.0, -1}, Int32), b = tensor({3}, {28, 31, -1}, Int32);
  EXPECT_EQ(Op("ttnn.logical_right_shift").in(a).in(b).out({3}, Int32).run().values(), Values({15, 1, 0}));
  EXPECT_EQ(Op("ttnn.logical_left_shift").in(a).in(b).out({3}, Int32).run().values(), Values({-268435456.0, 0, 0}));
  EXPECT_THAT(Op("ttnn.bitwise_and").in(tensor({1}, {1})).in(tensor({1}, {1})).out({1}).makeError(),
              testing::HasSubstr("element type f32"));
  EXPECT_THAT(Op("ttnn.bitwise_and").in(tensor({1}, {1}, Int32)).in(tensor({1}, {1})).out({1}).makeError(),
              testing::HasSubstr("not defined"));
}

TEST(Binary, NaNAndInfinity) {
  HostTensor a = tensor({4}, {kNaN, 1, kInf, 1}), b = tensor({4}, {1, kNaN, -kInf, 0});
  EXPECT_THAT(Op("ttnn.maximum").in(a).in(b).out({4}).run().values(),
              testing::ElementsAre(testing::IsNan(), testing::IsNan(), kInf, 1));
  EXPECT_THAT(Op("ttnn.minimum").in(a).in(b).out({4}).run().values(),
              testing::ElementsAre(testing::IsNan(), testing::IsNan(), -kInf, 0));
  EXPECT_THAT(Op("ttnn.add").in(a).in(b).out({4}).run().values(),
              testing::ElementsAre(testing::IsNan(), testing::IsNan(), testing::IsNan(), 1));
  EXPECT_THAT(Op("ttnn.divide").in(a).in(b).out({4}).run().values(),
              testing::ElementsAre(testing::IsNan(), testing::IsNan(), testing::IsNan(), kInf));
}

TEST(Binary, Broadcasting) {
  struct Case {
    Shape a, b, out;
  };
  for (const Case &test : std::vector<Case>{{{2, 3}, {3}, {2, 3}},
                                            {{2, 1}, {1, 3}, {2, 3}},
                                            {{}, {2, 2}, {2, 2}},
                                            {{2, 1, 3}, {4, 1}, {2, 4, 3}},
                                            {{3, 1, 1, 2}, {5, 1}, {3, 1, 5, 2}},
                                            {{1}, {1, 1}, {1, 1}},
                                            {{1, 600}, {2, 1}, {2, 600}},
                                            {{2, 0}, {1}, {2, 0}}}) {
    HostTensor a = counting(test.a), b = counting(test.b, Float32, 100);
    Op op("ttnn.subtract");
    op.in(a).in(b).out(test.out);
    Values actual = op.run().values(), av = valuesOf(a), bv = valuesOf(b), expected;
    // The coordinates of an operand are those of the result, from the last one on, 0 where its size is 1.
    auto at = [&](const Shape &shape, const Values &values, size_t position) {
      size_t index = 0, scale = 1;
      for (size_t back = 0; back < test.out.size(); ++back) {
        size_t size = static_cast<size_t>(test.out[test.out.size() - 1 - back]), coordinate = position % size;
        position /= size;
        if (back < shape.size() && shape[shape.size() - 1 - back] != 1) {
          index += coordinate * scale;
          scale *= static_cast<size_t>(shape[shape.size() - 1 - back]);
        }
      }
      return values[index];
    };
    for (size_t i = 0; i < actual.size(); ++i)
      expected.push_back(at(test.a, av, i) - at(test.b, bv, i));
    EXPECT_EQ(actual, expected);
  }
  EXPECT_THAT(Op("ttnn.add").in(counting({2})).in(counting({3})).out({3}).makeError(),
              testing::HasSubstr("2 and 3 do not broadcast"));
  EXPECT_THAT(Op("ttnn.add").in(counting({2})).in(counting({2})).out({3}).makeError(),
              testing::HasSubstr("shape 2, not 3"));
}

TEST(Binary, Transcendental) {
  for (DataType dtype : kFloatTypes) {
    expectClose(Op("ttnn.atan2")
                    .in(tensor({3}, {1, -1, 0}, dtype))
                    .in(tensor({3}, {1, 0, -1}, dtype))
                    .out({3}, dtype)
                    .run()
                    .result(),
                {M_PI / 4, -M_PI / 2, M_PI});
    // The derivative, as a difference quotient of the definition.
    auto gelu = [](double x) { return x * 0.5 * (1 + erfBySimpson(x / std::sqrt(2))); };
    auto geluTanh = [](double x) {
      return x * 0.5 * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    };
    for (double x : {-1.5, 0.25, 2.0}) {
      double h = 1e-4;
      expectClose(Op("ttnn.gelu_bw")
                      .in(tensor({1}, {3}, dtype))
                      .in(tensor({1}, {x}, dtype))
                      .out({1}, dtype)
                      .attr("approximate", std::string("none"))
                      .run()
                      .result(),
                  {3 * (gelu(x + h) - gelu(x - h)) / (2 * h)}, 2);
      expectClose(Op("ttnn.gelu_bw")
                      .in(tensor({1}, {3}, dtype))
                      .in(tensor({1}, {x}, dtype))
                      .out({1}, dtype)
                      .attr("approximate", std::string("tanh"))
                      .run()
                      .result(),
                  {3 * (geluTanh(x + h) - geluTanh(x - h)) / (2 * h)}, 2);
    }
    expectClose(Op("ttnn.pow_scalar").in(tensor({3}, {2, 9, 1}, dtype)).out({3}, dtype).attr("rhs", 0.5).run().result(),
                {std::sqrt(2), 3, 1});
  }
  EXPECT_EQ(
      Op("ttnn.pow_scalar").in(tensor({2}, {3, -2}, Int32)).out({2}, Int32).attr("rhs", int64_t{3}).run().values(),
      Values({27, -8}));
  EXPECT_EQ(Op("ttnn.pow_scalar").in(tensor({2}, {3, 2}, UInt8)).out({2}, UInt8).attr("rhs", 2.0).run().values(),
            Values({9, 4}));
}

TEST(Binary, TypesMix) {
  EXPECT_EQ(Op("ttnn.add").in(tensor({1}, {0.5})).in(tensor({1}, {3}, Int32)).out({1}).run().values(), Values({3.5}));
  EXPECT_EQ(Op("ttnn.divide").in(tensor({1}, {1}, Int32)).in(tensor({1}, {2}, Int32)).out({1}).run().values(),
            Values({0.5}));
  EXPECT_EQ(
      Op("ttnn.lt").in(tensor({1}, {-1}, Int32)).in(tensor({1}, {4294967295.0}, UInt32)).out({1}, Bool).run().values(),
      Values({1}));
}

TEST(Ternary, Where) {
  for (DataType dtype : kAllTypes)
    EXPECT_EQ(Op("ttnn.where")
                  .in(tensor({2, 1}, {1, 0}, dtype))
                  .in(tensor({2}, {1, 0}, dtype))
                  .in(tensor({}, {1}, dtype))
                  .out({2, 2}, dtype)
                  .run()
                  .values(),
              Values({1, 0, 1, 1}));
  EXPECT_THAT(Op("ttnn.where")
                  .in(tensor({2}, {1, 0}, Bool))
                  .in(tensor({2}, {kNaN, 1}))
                  .in(tensor({2}, {2, -kInf}))
                  .out({2})
                  .run()
                  .values(),
              testing::ElementsAre(testing::IsNan(), -kInf));
}

TEST(Ternary, ClampTensor) {
  for (DataType dtype : kNumberTypes)
    EXPECT_EQ(Op("ttnn.clamp_tensor")
                  .in(tensor({3}, {1, 5, 9}, dtype))
                  .in(tensor({1}, {3}, dtype))
                  .in(tensor({3}, {4, 8, 7}, dtype))
                  .out({3}, dtype)
                  .run()
                  .values(),
              Values({3, 5, 7}));
}

TEST(Elementwise, LowPrecisionRoundsOnce) {
  // 1 + 2^-9 lies between bf16 numbers; the sum is formed exactly and rounded once.
  EXPECT_EQ(Op("ttnn.add")
                .in(tensor({2}, {1, 256}, BFloat16))
                .in(tensor({2}, {0.001953125, 1}, BFloat16))
                .out({2}, BFloat16)
                .run()
                .values(),
            Values({1, 256}));
  EXPECT_EQ(Op("ttnn.multiply")
                .in(tensor({1}, {300}, Float16))
                .in(tensor({1}, {300}, Float16))
                .out({1}, Float16)
                .run()
                .values(),
            Values({kInf}));
}

TEST(Elementwise, MayWorkInPlace) {
  Op op("ttnn.add");
  op.in(counting({3})).in(counting({3})).out({3});
  op.make();
  EXPECT_EQ(op.kernel().inPlaceOperand(), 0);
  Op broadcast("ttnn.add");
  broadcast.in(counting({1})).in(counting({3})).out({3});
  broadcast.make();
  EXPECT_EQ(broadcast.kernel().inPlaceOperand(), -1);
}

} // namespace
} // namespace tt::runtime::test
