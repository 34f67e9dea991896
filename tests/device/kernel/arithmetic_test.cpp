// The arithmetic and memory functions that are linked into kernels, against the host's own.
#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include "kernel_cases.h"
#include "kernel_runner.h"

namespace tt::device::test {
namespace {

constexpr uint32_t kInputs = KernelRunner::kData, kOutputs = 0x40000;

/// Runs `statement` in a kernel for each pair of inputs: a and b of type T give the values that it puts into `out`.
template <typename T>
std::vector<uint64_t> evaluate(const char *type, const std::string &statement,
                               const std::vector<std::pair<T, T>> &pairs, uint32_t resultsEach) {
  KernelRunner runner;
  runner.arguments = {static_cast<uint32_t>(pairs.size())};
  for (size_t i = 0; i < pairs.size(); ++i) {
    runner.at<T>(kInputs)[2 * i] = pairs[i].first;
    runner.at<T>(kInputs)[2 * i + 1] = pairs[i].second;
  }
  const auto kernel = compile(std::string("#include \"dataflow_api.h\"\n#include <bit>\nusing T = ") + type + R"(;
    void kernel_main() {
      auto *in = reinterpret_cast<const volatile T *>(0x10000);
      auto *out = reinterpret_cast<volatile uint64_t *>(0x40000);
      for (uint32_t i = 0; i < get_arg_val<uint32_t>(0); ++i) {
        T a = in[2 * i], b = in[2 * i + 1];
        )" + statement + R"(
      }
    })");
  EXPECT_EQ(runner.run(*kernel), 0u);
  const uint64_t *out = runner.at<uint64_t>(kOutputs);
  return {out, out + pairs.size() * resultsEach};
}

template <typename F>
std::vector<std::pair<F, F>> floatPairs(uint32_t count) {
  using Bits = std::conditional_t<sizeof(F) == 4, uint32_t, uint64_t>;
  using Limits = std::numeric_limits<F>;
  const std::vector<F> special = {0,
                                  -F{0},
                                  1,
                                  -1,
                                  F{1.5},
                                  Limits::infinity(),
                                  -Limits::infinity(),
                                  Limits::quiet_NaN(),
                                  Limits::max(),
                                  Limits::min(),
                                  Limits::denorm_min(),
                                  -Limits::denorm_min(),
                                  Limits::epsilon(),
                                  F(2147483647.0),
                                  F(-2147483648.0),
                                  F(4294967296.0)};
  std::vector<std::pair<F, F>> pairs;
  for (F a : special)
    for (F b : special)
      pairs.emplace_back(a, b);
  std::mt19937_64 random(20260101);
  while (pairs.size() < count) {
    const F a = std::bit_cast<F>(static_cast<Bits>(random()));
    // Every other pair is of about the same size, so that places cancel.
    const F b = pairs.size() % 2 ? std::bit_cast<F>(static_cast<Bits>(random()))
                                 : a * static_cast<F>(1 + static_cast<double>(random() % 1000) / 500);
    pairs.emplace_back(a, pairs.size() % 3 ? b : -b);
  }
  return pairs;
}

template <typename F>
void expectFloat(uint64_t bits, F expected, const char *what, F a, F b) {
  using Bits = std::conditional_t<sizeof(F) == 4, uint32_t, uint64_t>;
  const F got = std::bit_cast<F>(static_cast<Bits>(bits));
  if (std::isnan(expected))
    EXPECT_TRUE(std::isnan(got)) << what << " of " << a << ", " << b;
  else
    EXPECT_EQ(std::bit_cast<Bits>(got), std::bit_cast<Bits>(expected))
        << what << " of " << a << ", " << b << ": " << got;
}

template <typename F>
void checkArithmetic(const char *type) {
  const auto pairs = floatPairs<F>(3000);
  const std::vector<uint64_t> got = evaluate<F>(type,
                                                "using B = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;"
                                                "*out++ = std::bit_cast<B>(a + b); *out++ = std::bit_cast<B>(a - b);"
                                                "*out++ = std::bit_cast<B>(a * b); *out++ = std::bit_cast<B>(a / b);"
                                                "*out++ = (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 |"
                                                "         (a == b) << 4 | (a != b) << 5;",
                                                pairs, 5);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto [a, b] = pairs[i];
    expectFloat<F>(got[5 * i], a + b, "sum", a, b);
    expectFloat<F>(got[5 * i + 1], a - b, "difference", a, b);
    expectFloat<F>(got[5 * i + 2], a * b, "product", a, b);
    expectFloat<F>(got[5 * i + 3], a / b, "quotient", a, b);
    const uint64_t order = (a < b) | (a <= b) << 1 | (a > b) << 2 | (a >= b) << 3 | (a == b) << 4 | (a != b) << 5;
    EXPECT_EQ(got[5 * i + 4], order) << "order of " << a << ", " << b;
  }
}

TEST(KernelArithmetic, F32) { checkArithmetic<float>("float"); }
TEST(KernelArithmetic, F64) { checkArithmetic<double>("double"); }

TEST(KernelArithmetic, ConvertsBetweenFloats) {
  const auto pairs = floatPairs<double>(3000);
  const std::vector<uint64_t> got = evaluate<double>(
      "double", "float f = a; *out++ = std::bit_cast<uint32_t>(f); *out++ = std::bit_cast<uint64_t>((double)f);", pairs,
      2);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const float narrow = static_cast<float>(pairs[i].first);
    expectFloat<float>(got[2 * i], narrow, "narrowed", static_cast<float>(pairs[i].first), 0.0f);
    expectFloat<double>(got[2 * i + 1], narrow, "widened", pairs[i].first, 0.0);
  }
}

TEST(KernelArithmetic, ConvertsIntegersToFloats) {
  std::mt19937_64 random(5);
  std::vector<std::pair<uint64_t, uint64_t>> values = {
      {0, 0}, {1, 0}, {~0ull, 0}, {1ull << 63, 0}, {(1ull << 24) + 1, 0}};
  for (int i = 0; i < 2000; ++i)
    values.emplace_back(random() >> (random() % 64), 0);
  const std::vector<uint64_t> got =
      evaluate<uint64_t>("uint64_t",
                         "auto f = [](float x) { return std::bit_cast<uint32_t>(x); }; auto d = [](double x) { return "
                         "std::bit_cast<uint64_t>(x); };"
                         "*out++ = f(a); *out++ = f((int64_t)a); *out++ = f((uint32_t)a); *out++ = f((int32_t)a);"
                         "*out++ = d(a); *out++ = d((int64_t)a); *out++ = d((uint32_t)a); *out++ = d((int32_t)a);",
                         values, 8);
  for (size_t i = 0; i < values.size(); ++i) {
    const uint64_t a = values[i].first;
    auto f = [](float x) -> uint64_t { return std::bit_cast<uint32_t>(x); };
    auto d = [](double x) { return std::bit_cast<uint64_t>(x); };
    const uint64_t expected[] = {
        f(a), f(static_cast<int64_t>(a)), f(static_cast<uint32_t>(a)), f(static_cast<int32_t>(a)),
        d(a), d(static_cast<int64_t>(a)), d(static_cast<uint32_t>(a)), d(static_cast<int32_t>(a))};
    for (size_t k = 0; k < 8; ++k)
      EXPECT_EQ(got[8 * i + k], expected[k]) << a << ", conversion " << k;
  }
}

TEST(KernelArithmetic, ConvertsFloatsToIntegers) {
  // Values that fit: others have no defined result in C++.
  std::mt19937_64 random(6);
  std::vector<std::pair<double, double>> values = {{0, 0}, {0.99, 0}, {1, 0}, {2147483647, 0}, {1e-300, 0}};
  for (int i = 0; i < 2000; ++i)
    values.emplace_back(std::ldexp(static_cast<double>(random() >> 11), static_cast<int>(random() % 31) - 53), 0);
  const std::vector<uint64_t> got = evaluate<double>(
      "double",
      "*out++ = (int32_t)a; *out++ = (uint32_t)a; *out++ = (int64_t)-a; *out++ = (uint64_t)(a * 4294967296.0);"
      "*out++ = (int32_t)-(float)a; *out++ = (uint64_t)(float)a;",
      values, 6);
  for (size_t i = 0; i < values.size(); ++i) {
    const double a = values[i].first;
    const float f = static_cast<float>(a);
    if (f >= 2147483648.0f)
      continue;
    const uint64_t expected[] = {
        static_cast<uint64_t>(static_cast<int32_t>(a)),  static_cast<uint32_t>(a),
        static_cast<uint64_t>(static_cast<int64_t>(-a)), static_cast<uint64_t>(a * 4294967296.0),
        static_cast<uint64_t>(static_cast<int32_t>(-f)), static_cast<uint64_t>(f)};
    for (size_t k = 0; k < 6; ++k)
      EXPECT_EQ(got[6 * i + k], expected[k]) << a << ", conversion " << k;
  }
}

TEST(KernelArithmetic, DividesAndShifts64Bits) {
  std::mt19937_64 random(7);
  std::vector<std::pair<uint64_t, uint64_t>> pairs = {{~0ull, 1}, {1ull << 63, ~0ull - 1}, {5, ~0ull}, {0, 3}};
  for (int i = 0; i < 3000; ++i) {
    const uint64_t a = random() >> (random() % 64), b = random() >> (random() % 64);
    pairs.emplace_back(a, b ? b : 1);
  }
  const std::vector<uint64_t> got = evaluate<uint64_t>(
      "uint64_t",
      "*out++ = a / b; *out++ = a % b; *out++ = (int64_t)a / (int64_t)b; *out++ = (int64_t)a % (int64_t)b;"
      "*out++ = a * b; *out++ = a << (b & 63); *out++ = a >> (b & 63); *out++ = (int64_t)a >> (b & 63);"
      "*out++ = std::countl_zero(a); *out++ = std::countr_zero(a); *out++ = std::popcount(a);",
      pairs, 11);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto [a, b] = pairs[i];
    const auto signedA = static_cast<int64_t>(a), signedB = static_cast<int64_t>(b);
    const uint64_t expected[] = {a / b,
                                 a % b,
                                 static_cast<uint64_t>(signedA / signedB),
                                 static_cast<uint64_t>(signedA % signedB),
                                 a * b,
                                 a << (b & 63),
                                 a >> (b & 63),
                                 static_cast<uint64_t>(signedA >> (b & 63)),
                                 static_cast<uint64_t>(std::countl_zero(a)),
                                 static_cast<uint64_t>(std::countr_zero(a)),
                                 static_cast<uint64_t>(std::popcount(a))};
    for (size_t k = 0; k < std::size(expected); ++k)
      EXPECT_EQ(got[11 * i + k], expected[k]) << a << ", " << b << ", result " << k;
  }
}

TEST(KernelMemory, CopiesMovesAndFillsLikeTheHost) {
  const auto kernel = compile(R"(
    #include "dataflow_api.h"
    #include <cstring>
    void kernel_main() {
      auto *bytes = reinterpret_cast<char *>(0x10000);
      const uint32_t to = get_arg_val<uint32_t>(1), from = get_arg_val<uint32_t>(2), count = get_arg_val<uint32_t>(3);
      switch (get_arg_val<uint32_t>(0)) {
      case 0: memcpy(bytes + to, bytes + from, count); break;
      case 1: memmove(bytes + to, bytes + from, count); break;
      case 2: memset(bytes + to, from, count); break;
      }
    })");
  std::mt19937 random(8);
  constexpr uint32_t size = 512;
  for (uint32_t round = 0; round < 600; ++round) {
    KernelRunner runner;
    auto *bytes = runner.at<unsigned char>(KernelRunner::kData);
    for (uint32_t i = 0; i < size; ++i)
      bytes[i] = static_cast<unsigned char>(random());
    std::vector<unsigned char> expected(bytes, bytes + size);
    const uint32_t count = random() % 100, kind = round % 3;
    uint32_t to = random() % 64, from = random() % 64;
    if (kind == 0)
      from += 200; // apart, as memcpy demands
    if (kind == 2)
      std::memset(expected.data() + to, static_cast<int>(from), count);
    else
      std::memmove(expected.data() + to, expected.data() + from, count);
    runner.arguments = {kind, to, from, count};
    ASSERT_EQ(runner.run(*kernel), 0u) << "kind " << kind << ", to " << to << ", from " << from << ", " << count;
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), bytes))
        << "kind " << kind << ", to " << to << ", from " << from << ", " << count;
  }
}

} // namespace
} // namespace tt::device::test
