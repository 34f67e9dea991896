// The elementary functions of every instruction set against f64, over all exponents and at special values.
#include "ttnn/fast/isa/tables.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <numbers>
#include <vector>

namespace tt::runtime::fast {
namespace {

/// |actual - exact| in units of the last place that f32 has at `exact`.
double ulps(float actual, double exact) {
  if (std::isnan(exact))
    return std::isnan(actual) ? 0 : HUGE_VAL;
  if (static_cast<float>(exact) == actual)
    return 0;
  if (std::isinf(actual) || std::isnan(actual))
    return HUGE_VAL;
  // A product with a subnormal factor (silu) has the factor's rounding, magnified.
  if (std::abs(exact) < 0x1p-118 && std::abs(actual - exact) < 0x1p-142)
    return 0;
  int exponent = std::max(std::ilogb(exact == 0 ? 0x1p-149 : exact), -126);
  return std::abs(actual - exact) / std::ldexp(1.0, exponent - 23);
}

struct FunctionCase {
  const char *name;
  Unary op;
  double (*exact)(double);
  double allowed;        ///< units in the last place, with fused multiply-add
  double allowedUnfused; ///< without
};

const FunctionCase kCases[] = {
    {"exp", Unary::Exp, [](double x) { return std::exp(x); }, 1.0, 1.5},
    {"log", Unary::Log, [](double x) { return std::log(x); }, 1.0, 2.0},
    {"erf", Unary::Erf, [](double x) { return std::erf(x); }, 1.5, 3.0},
    {"erfc", Unary::Erfc, [](double x) { return std::erfc(x); }, 6.0, 6.0},
    {"gelu", Unary::Gelu, [](double x) { return 0.5 * x * std::erfc(-x / std::numbers::sqrt2); }, 6.0, 6.0},
    {"tanh", Unary::Tanh, [](double x) { return std::tanh(x); }, 2.0, 3.0},
    {"sigmoid", Unary::Sigmoid, [](double x) { return 1 / (1 + std::exp(-x)); }, 3.0, 3.5},
    {"silu", Unary::Silu, [](double x) { return x / (1 + std::exp(-x)); }, 4.0, 4.5},
    {"sqrt", Unary::Sqrt, [](double x) { return std::sqrt(x); }, 0.51, 0.51},
    {"rsqrt", Unary::Rsqrt, [](double x) { return 1 / std::sqrt(x); }, 1.5, 1.5},
    {"reciprocal", Unary::Reciprocal, [](double x) { return 1 / x; }, 0.51, 0.51},
};

class ElementaryFunctions : public testing::TestWithParam<FunctionCase> {};

TEST_P(ElementaryFunctions, AgreeWithDoubleOverAllExponents) {
  const FunctionCase &function = GetParam();
  size_t count;
  const Kernels *const *tables = runnableKernels(count);
  for (size_t t = 0; t < count; ++t) {
    bool fused = tables[t]->lanes >= 8;
    double worst = 0;
    float worstAt = 0;
    constexpr size_t kBlock = 1021; // not a multiple of the lanes: the last part is tested, too
    std::vector<float> x(kBlock), y(kBlock);
    for (uint64_t bits = 0; bits <= 0xffffffffu; bits += kBlock * 499) {
      for (size_t i = 0; i < kBlock; ++i) {
        uint32_t pattern = static_cast<uint32_t>(bits + i * 499);
        std::memcpy(&x[i], &pattern, sizeof pattern);
      }
      tables[t]->unary(function.op, {}, x.data(), y.data(), kBlock);
      for (size_t i = 0; i < kBlock; ++i) {
        // The limits at minus infinity are tested below.
        if (std::isinf(x[i]) || std::isnan(x[i]))
          continue;
        double error = ulps(y[i], function.exact(x[i]));
        if (error > worst) {
          worst = error;
          worstAt = x[i];
        }
      }
    }
    RecordProperty(std::string(tables[t]->name), std::to_string(worst));
    std::printf("%s %s: %.2f ulp at %.9g\n", tables[t]->name, function.name, worst, worstAt);
    EXPECT_LE(worst, fused ? function.allowed : function.allowedUnfused) << tables[t]->name << " at " << worstAt;
  }
}

INSTANTIATE_TEST_SUITE_P(All, ElementaryFunctions, testing::ValuesIn(kCases),
                         [](const auto &info) { return info.param.name; });

TEST(ElementaryFunctionsSpecialValues, AreRight) {
  constexpr float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  struct Special {
    Unary op;
    float x, y;
  };
  const Special specials[] = {
      {Unary::Exp, inf, inf},    {Unary::Exp, -inf, 0},   {Unary::Log, 0, -inf},
      {Unary::Log, -0.0f, -inf}, {Unary::Log, inf, inf},  {Unary::Log, -1, nan},
      {Unary::Erf, inf, 1},      {Unary::Erf, -inf, -1},  {Unary::Erfc, inf, 0},
      {Unary::Erfc, -inf, 2},    {Unary::Gelu, inf, inf}, {Unary::Gelu, -inf, 0},
      {Unary::Tanh, inf, 1},     {Unary::Tanh, -inf, -1}, {Unary::Sigmoid, inf, 1},
      {Unary::Sigmoid, -inf, 0}, {Unary::Silu, inf, inf}, {Unary::Silu, -inf, 0},
      {Unary::Relu, -inf, 0},    {Unary::Relu, inf, inf}, {Unary::Reciprocal, -0.0f, -inf},
      {Unary::Rsqrt, 0, inf},    {Unary::Sqrt, -1, nan},  {Unary::Abs, -inf, inf},
      {Unary::Floor, -0.5f, -1}, {Unary::Ceil, 0.5f, 1},  {Unary::Ceil, 3e9f, 3e9f},
      {Unary::Neg, inf, -inf},
  };
  size_t count;
  const Kernels *const *tables = runnableKernels(count);
  for (size_t t = 0; t < count; ++t) {
    for (const Special &special : specials) {
      float y = 7;
      tables[t]->unary(special.op, {}, &special.x, &y, 1);
      if (std::isnan(special.y))
        EXPECT_TRUE(std::isnan(y)) << tables[t]->name << " op " << int(special.op) << " of " << special.x << ": " << y;
      else
        EXPECT_EQ(y, special.y) << tables[t]->name << " op " << int(special.op) << " of " << special.x;
    }
    for (int op = 0; op <= static_cast<int>(Unary::Ceil); ++op) {
      float y = 7;
      tables[t]->unary(static_cast<Unary>(op), {.first = 1, .second = 2}, &nan, &y, 1);
      EXPECT_TRUE(std::isnan(y)) << tables[t]->name << " op " << op << " loses NaN: " << y;
    }
  }
}

TEST(Conversions, RoundToNearestEvenAndBack) {
  size_t count;
  const Kernels *const *tables = runnableKernels(count);
  for (size_t t = 0; t < count; ++t) {
    std::vector<uint16_t> halves(65536), back(65536);
    for (size_t i = 0; i < halves.size(); ++i)
      halves[i] = static_cast<uint16_t>(i);
    std::vector<float> wide(65536);
    tables[t]->f16ToF32(halves.data(), wide.data(), wide.size());
    tables[t]->f32ToF16(wide.data(), back.data(), wide.size());
    for (size_t i = 0; i < halves.size(); ++i) {
      _Float16 value;
      std::memcpy(&value, &halves[i], 2);
      if (std::isnan(wide[i]))
        ASSERT_TRUE((back[i] & 0x7c00) == 0x7c00 && (back[i] & 0x3ff) != 0) << i;
      else {
        ASSERT_EQ(wide[i], static_cast<float>(value)) << tables[t]->name << " " << i;
        ASSERT_EQ(back[i], halves[i]) << tables[t]->name << " " << i;
      }
    }
    std::vector<float> x;
    for (uint64_t bits = 0; bits < 0x100000000; bits += 40503) {
      float value;
      uint32_t pattern = static_cast<uint32_t>(bits);
      std::memcpy(&value, &pattern, 4);
      x.push_back(value);
    }
    std::vector<uint16_t> f16(x.size()), bf16(x.size());
    tables[t]->f32ToF16(x.data(), f16.data(), x.size());
    tables[t]->f32ToBf16(x.data(), bf16.data(), x.size());
    for (size_t i = 0; i < x.size(); ++i) {
      if (std::isnan(x[i])) {
        ASSERT_TRUE((bf16[i] & 0x7f80) == 0x7f80 && (bf16[i] & 0x7f) != 0);
        ASSERT_TRUE((f16[i] & 0x7c00) == 0x7c00 && (f16[i] & 0x3ff) != 0);
        continue;
      }
      _Float16 half = static_cast<_Float16>(x[i]);
      uint16_t expected;
      std::memcpy(&expected, &half, 2);
      ASSERT_EQ(f16[i], expected) << tables[t]->name << " " << x[i];
      // Of the two neighbours in bf16 the nearer one, or the even one.
      uint32_t bits;
      std::memcpy(&bits, &x[i], 4);
      uint32_t below = bits & 0xffff0000, rest = bits & 0xffff;
      bool up = rest > 0x8000 || (rest == 0x8000 && (below >> 16 & 1) != 0);
      ASSERT_EQ(bf16[i], (below >> 16) + up) << tables[t]->name << " " << x[i];
    }
  }
}

} // namespace
} // namespace tt::runtime::fast
