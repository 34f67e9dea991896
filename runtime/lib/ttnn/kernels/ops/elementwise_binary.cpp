// Elementwise ops with two operands: what each does to a pair of elements, as a table, and broadcasting.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ttnn/kernels/ops/elementwise.h"

namespace tt::runtime::kernels {
namespace {

using S = const Scalars &;

/// The remainder with the sign of the divisor, as Python's %.
double remainder(double a, double b) {
  double result = std::fmod(a, b);
  if (result == 0)
    return std::copysign(0.0, b);
  return (result < 0) == (b < 0) ? result : result + b;
}
/// Of 0, the dividend.
int64_t remainder(int64_t a, int64_t b) {
  if (b == 0)
    return a;
  int64_t result = a % b;
  return result != 0 && (result < 0) != (b < 0) ? result + b : result;
}

/// Truncates towards zero. Of 0, all bits set: what unsigned division gives on most machines, and -1 if signed.
int64_t divide(int64_t a, int64_t b) { return b == 0 ? -1 : a / b; }

/// With a negative exponent, what the real power truncates to.
int64_t power(int64_t base, int64_t exponent) {
  if (exponent < 0) {
    if (base == 1 || base == -1)
      return exponent % 2 == 0 ? 1 : base;
    return 0;
  }
  int64_t result = 1;
  for (; exponent != 0; exponent >>= 1) {
    if (exponent & 1)
      result = multiplyWrapping(result, base);
    base = multiplyWrapping(base, base);
  }
  return result;
}

/// Shifts of the bits of an element; beyond its width nothing is left.
int64_t shiftLeft(int64_t a, int64_t amount, S s) {
  if (amount < 0 || amount >= bitWidth(s.dtype))
    return 0;
  return static_cast<int64_t>((static_cast<uint64_t>(a) << amount) & s.mask());
}
int64_t shiftRightLogical(int64_t a, int64_t amount, S s) {
  if (amount < 0 || amount >= bitWidth(s.dtype))
    return 0;
  return static_cast<int64_t>((static_cast<uint64_t>(a) & s.mask()) >> amount);
}

/// d gelu(x) / dx = Phi(x) + x phi(x)
double geluDerivative(double x) {
  double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
  return 0.5 * std::erfc(-x / std::numbers::sqrt2) + x * density;
}
double geluTanhDerivative(double x) {
  double scale = std::sqrt(2 / std::numbers::pi);
  double tanh = std::tanh(scale * (x + 0.044715 * x * x * x));
  return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * scale * (1 + 3 * 0.044715 * x * x);
}

// A comparison or a logical op reads the same for both types.
#define TENON_PREDICATE(NAME, EXPRESSION)                                                                              \
  {NAME, [](double a, double b, S) { return double(EXPRESSION); },                                                     \
   [](int64_t a, int64_t b, S) { return int64_t(EXPRESSION); }}

constexpr BinaryFunction kBinaryFunctions[] = {
    {"add", [](double a, double b, S) { return a + b; }, [](int64_t a, int64_t b, S) { return a + b; }},
    {"atan2", [](double a, double b, S) { return std::atan2(a, b); }, nullptr},
    {"bitwise_and", nullptr, [](int64_t a, int64_t b, S) { return a & b; }},
    {"bitwise_or", nullptr, [](int64_t a, int64_t b, S) { return a | b; }},
    {"bitwise_xor", nullptr, [](int64_t a, int64_t b, S) { return a ^ b; }},
    {"divide", [](double a, double b, S) { return a / b; }, [](int64_t a, int64_t b, S) { return divide(a, b); }},
    TENON_PREDICATE("eq", a == b),
    TENON_PREDICATE("ge", a >= b),
    {"gelu_bw",
     [](double gradient, double x, S s) {
       return gradient * (s.first == 0 ? geluDerivative(x) : geluTanhDerivative(x));
     },
     nullptr},
    TENON_PREDICATE("gt", a > b),
    TENON_PREDICATE("le", a <= b),
    TENON_PREDICATE("logical_and", a != 0 && b != 0),
    {"logical_left_shift", nullptr, shiftLeft},
    TENON_PREDICATE("logical_or", a != 0 || b != 0),
    {"logical_right_shift", nullptr, shiftRightLogical},
    TENON_PREDICATE("logical_xor", (a != 0) != (b != 0)),
    TENON_PREDICATE("lt", a < b),
    {"maximum", [](double a, double b, S) { return maximum(a, b); },
     [](int64_t a, int64_t b, S) { return maximum(a, b); }},
    {"minimum", [](double a, double b, S) { return minimum(a, b); },
     [](int64_t a, int64_t b, S) { return minimum(a, b); }},
    {"multiply", [](double a, double b, S) { return a * b; },
     [](int64_t a, int64_t b, S) { return multiplyWrapping(a, b); }},
    TENON_PREDICATE("ne", a != b),
    {"pow_tensor", [](double a, double b, S) { return std::pow(a, b); },
     [](int64_t a, int64_t b, S) { return power(a, b); }},
    {"remainder", [](double a, double b, S) { return remainder(a, b); },
     [](int64_t a, int64_t b, S) { return remainder(a, b); }},
    {"subtract", [](double a, double b, S) { return a - b; }, [](int64_t a, int64_t b, S) { return a - b; }},
};
#undef TENON_PREDICATE

template <class Compute, class Function>
std::unique_ptr<Kernel> makeBroadcasting(const OpView &view, Function function, const Scalars &scalars) {
  view.check(function != nullptr, "the op is not defined for these element types");
  const TensorDesc &a = view.operand(0), &b = view.operand(1), &out = view.result();
  StridedWalk<3> walk(out.shape, {broadcastStrides(a.shape, out.shape), broadcastStrides(b.shape, out.shape),
                                  rowMajorStrides(out.shape)});
  auto run = [=, aType = a.dtype, bType = b.dtype, outType = out.dtype](const KernelArgs &args) {
    Compute lhs[kBlock], rhs[kBlock];
    auto [aStride, bStride, outStride] = walk.runStrides();
    walk.forEachRun(
        [&, aStride = aStride, bStride = bStride, outStride = outStride](const auto &offsets, int64_t count) {
          forEachBlock(count, [&](int64_t start, int64_t n) {
            load(aType, args.operands[0], offsets[0] + start * aStride, aStride, n, lhs);
            load(bType, args.operands[1], offsets[1] + start * bStride, bStride, n, rhs);
            for (int64_t i = 0; i < n; ++i)
              lhs[i] = function(lhs[i], rhs[i], scalars);
            store(outType, args.results[0], offsets[2] + start * outStride, outStride, n, lhs);
          });
        });
  };
  bool inPlace = a.shape == out.shape && elementSize(a.dtype) == elementSize(out.dtype);
  return makeKernel(run, {.inPlaceOperand = inPlace ? 0 : -1});
}

std::unique_ptr<Kernel> makeBinary(const OpView &view) {
  std::string_view name = view.name().substr(std::string_view("ttnn.").size());
  const BinaryFunction &function = *std::ranges::find(kBinaryFunctions, name, &BinaryFunction::name);
  const TensorDesc &a = view.operand(0), &b = view.operand(1), &out = view.result();
  std::optional<Shape> shape = broadcastShapes(a.shape, b.shape);
  if (!shape)
    view.fail("shapes " + toString(a.shape) + " and " + toString(b.shape) + " do not broadcast");
  checkShape(view, out, *shape, "the result");
  Scalars scalars{.dtype = a.dtype};
  if (name == "gelu_bw") {
    std::string_view approximate = view.stringAttr("approximate", "none");
    view.check(approximate == "none" || approximate == "tanh", "attribute 'approximate' must be \"none\" or \"tanh\"");
    scalars.first = approximate == "tanh";
  }
  bool floating = isFloat(a.dtype) || isFloat(b.dtype) || (isFloat(out.dtype) && function.onFloat);
  return withComputeType(floating, [&](auto compute) {
    return makeBroadcasting<decltype(compute)>(view, select(function, compute), scalars);
  });
}

/// Integers keep to integer arithmetic where the exponent is one.
std::unique_ptr<Kernel> makePowScalar(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkShape(view, out, in.shape, "the result");
  double exponent = view.floatAttr("rhs");
  bool floating =
      isFloat(in.dtype) || isFloat(out.dtype) || exponent != std::floor(exponent) || !(std::fabs(exponent) < 1e9);
  KernelTraits traits{.inPlaceOperand = elementSize(in.dtype) == elementSize(out.dtype) ? 0 : -1};
  return withComputeType(floating, [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel(
        [=, count = out.volume(), inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
          Compute block[kBlock];
          forEachBlock(count, [&](int64_t start, int64_t n) {
            load(inType, args.operands[0], start, 1, n, block);
            for (int64_t i = 0; i < n; ++i) {
              if constexpr (std::is_same_v<Compute, double>)
                block[i] = std::pow(block[i], exponent);
              else
                block[i] = power(block[i], static_cast<int64_t>(exponent));
            }
            store(outType, args.results[0], start, 1, n, block);
          });
        },
        traits);
  });
}

} // namespace

std::vector<KernelEntry> binaryKernels() {
  std::vector<KernelEntry> entries = {{"pow_scalar", makePowScalar, kNumbers}};
  for (const BinaryFunction &function : kBinaryFunctions)
    entries.push_back({function.name, makeBinary, dtypesOf(function)});
  return entries;
}

} // namespace tt::runtime::kernels
