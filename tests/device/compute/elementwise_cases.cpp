// What elementwise operations on floats compute, in long double.
#include "elementwise_cases.h"

#include <cmath>

namespace tt::device::test {
namespace {

using R = long double;

R sigmoid(R x) { return 1 / (1 + std::exp(-x)); }
R clampTo(R x, R low, R high) { return x < low ? low : x > high ? high : x; }
R floorMod(R x, R y) {
  R result = std::fmod(x, y);
  if (result != 0 && std::signbit(result) != std::signbit(y))
    result += y;
  return result == 0 ? std::copysign(R(0), y) : result;
}
R truth(bool value) { return value; }
/// By bisection: erf grows everywhere.
R inverseErf(R x) {
  if (std::isnan(x) || std::fabs(x) > 1)
    return NAN;
  if (std::fabs(x) == 1)
    return std::copysign(static_cast<R>(INFINITY), x);
  if (std::fabs(x) < 1e-10L)
    return x * std::sqrt(std::acos(R(-1))) / 2;
  R low = 0, high = 6, wanted = std::fabs(x);
  for (int i = 0; i < 200; ++i) {
    R middle = (low + high) / 2;
    (std::erfc(middle) > 1 - wanted ? low : high) = middle;
  }
  return std::copysign(low, x);
}
R bessel(R order, R x) {
  if (std::isnan(x))
    return x;
  R magnitude = std::fabs(x);
  R value = magnitude > 200 ? static_cast<R>(INFINITY) : std::cyl_bessel_i(order, magnitude);
  return order == 1 && std::signbit(x) ? -value : value;
}

} // namespace

std::vector<UnaryCase> unaryCases() {
  uint32_t half = bits(0.5f), two = bits(2), minusOne = bits(-1), three = bits(3);
  return {
      {Service::exp_tile, {0, 0, 0, 0}, [](R x) { return std::exp(x); }},
      {Service::exp_tile, {1, 0, 32, bits(0.25f)}, [](R x) { return std::exp(x / 4); }},
      {Service::exp_tile, {0, 0, 0, 0x3e80}, [](R x) { return std::exp(x / 4); }}, // the same scale as bf16
      {Service::exp2_tile, {}, [](R x) { return std::exp2(x); }},
      {Service::expm1_tile, {}, [](R x) { return std::expm1(x); }},
      {Service::log_tile, {}, [](R x) { return std::log(x); }},
      {Service::log1p_tile, {}, [](R x) { return std::log1p(x); }},
      {Service::recip_tile, {}, [](R x) { return 1 / x; }},
      {Service::sqrt_tile, {}, [](R x) { return std::sqrt(x); }},
      {Service::rsqrt_tile, {}, [](R x) { return 1 / std::sqrt(x); }},
      {Service::cbrt_tile, {}, [](R x) { return std::cbrt(x); }},
      {Service::square_tile, {}, [](R x) { return x * x; }},
      {Service::sin_tile, {}, [](R x) { return std::sin(x); }},
      {Service::cos_tile, {}, [](R x) { return std::cos(x); }},
      {Service::tan_tile, {}, [](R x) { return std::tan(x); }},
      {Service::asin_tile, {}, [](R x) { return std::asin(x); }},
      {Service::acos_tile, {}, [](R x) { return std::acos(x); }},
      {Service::atan_tile, {}, [](R x) { return std::atan(x); }},
      {Service::sinh_tile, {}, [](R x) { return std::sinh(x); }},
      {Service::cosh_tile, {}, [](R x) { return std::cosh(x); }},
      {Service::asinh_tile, {}, [](R x) { return std::asinh(x); }},
      {Service::acosh_tile, {}, [](R x) { return std::acosh(x); }},
      {Service::atanh_tile, {}, [](R x) { return std::atanh(x); }},
      {Service::tanh_tile, {}, [](R x) { return std::tanh(x); }},
      {Service::tanh_derivative_tile, {}, [](R x) { return 1 / (std::cosh(x) * std::cosh(x)); }, 1},
      {Service::sigmoid_tile, {}, [](R x) { return sigmoid(x); }},
      {Service::hardsigmoid_tile, {}, [](R x) { return clampTo(x + 3, 0, 6) / 6; }},
      {Service::silu_tile, {}, [](R x) { return x == -INFINITY ? -0.0L : x * sigmoid(x); }, 1},
      {Service::softsign_tile, {}, [](R x) { return std::isinf(x) ? std::copysign(R(1), x) : x / (1 + std::fabs(x)); }},
      {Service::gelu_tile, {}, [](R x) { return x == -INFINITY ? -0.0L : x * std::erfc(-x / std::sqrt(R(2))) / 2; }, 1},
      {Service::mish_tile,
       {},
       [](R x) { return x == -INFINITY ? -0.0L
                        : x > 100      ? x
                                       : x * std::tanh(std::log1p(std::exp(x))); },
       1},
      {Service::hardmish_tile, {}, [](R x) { return x <= -2 ? R(0) : x * clampTo(x / 2 + 1, 0, 1); }, 1},
      {Service::tanhshrink_tile, {}, [](R x) { return std::fabs(x) < 1e-4L ? x * x * x / 3 : x - std::tanh(x); }, 1},
      {Service::erf_tile, {}, [](R x) { return std::erf(x); }},
      {Service::erfc_tile, {}, [](R x) { return std::erfc(x); }},
      {Service::erfinv_tile, {}, inverseErf, 1},
      {Service::i0_tile, {}, [](R x) { return bessel(0, x); }, 1},
      {Service::i1_tile, {}, [](R x) { return bessel(1, x); }, 1},
      {Service::lgamma_tile, {}, [](R x) { return std::lgamma(x); }, 1},
      {Service::sign_tile, {}, [](R x) { return x > 0   ? R(1)
                                                : x < 0 ? R(-1)
                                                        : x; }},
      {Service::signbit_tile, {}, [](R x) { return truth(std::signbit(x)); }},
      {Service::identity_tile, {}, [](R x) { return x; }},
      {Service::isinf_tile, {}, [](R x) { return truth(std::isinf(x)); }},
      {Service::isposinf_tile, {}, [](R x) { return truth(x == INFINITY); }},
      {Service::isneginf_tile, {}, [](R x) { return truth(x == -INFINITY); }},
      {Service::isnan_tile, {}, [](R x) { return truth(std::isnan(x)); }},
      {Service::isfinite_tile, {}, [](R x) { return truth(std::isfinite(x)); }},
      {Service::relu_tile, {}, [](R x) { return x < 0 ? R(0) : x; }},
      {Service::abs_tile, {}, [](R x) { return std::fabs(x); }},
      {Service::negative_tile, {}, [](R x) { return -x; }},
      {Service::ceil_tile, {}, [](R x) { return std::ceil(x); }},
      {Service::floor_tile, {}, [](R x) { return std::floor(x); }},
      {Service::trunc_tile, {}, [](R x) { return std::trunc(x); }},
      {Service::frac_tile, {}, [](R x) { return std::isinf(x) ? std::copysign(R(0), x) : x - std::trunc(x); }},
      {Service::round_tile, {0}, [](R x) { return std::nearbyint(x); }},
      {Service::round_tile,
       {2},
       [](R x) { return std::isfinite(x) ? std::nearbyint(static_cast<double>(x) * 100) / 100 : x; }},
      {Service::round_tile,
       {static_cast<uint32_t>(-1)},
       [](R x) { return std::isfinite(x) ? std::nearbyint(x / 10) * 10 : x; },
       1},
      {Service::eqz_tile, {}, [](R x) { return truth(x == 0); }},
      {Service::nez_tile, {}, [](R x) { return truth(x != 0); }},
      {Service::gtz_tile, {}, [](R x) { return truth(x > 0); }},
      {Service::gez_tile, {}, [](R x) { return truth(x >= 0); }},
      {Service::ltz_tile, {}, [](R x) { return truth(x < 0); }},
      {Service::lez_tile, {}, [](R x) { return truth(x <= 0); }},
      {Service::logical_not_tile, {0}, [](R x) { return truth(x == 0); }},
      {Service::add_unary_tile, {half}, [](R x) { return x + 0.5L; }},
      {Service::sub_unary_tile, {half}, [](R x) { return x - 0.5L; }},
      {Service::mul_unary_tile, {three}, [](R x) { return x * 3; }},
      {Service::div_unary_tile, {three}, [](R x) { return x / 3; }},
      {Service::rsub_unary_tile, {half}, [](R x) { return 0.5L - x; }},
      {Service::power_tile, {half}, [](R x) { return std::pow(x, 0.5L); }},
      {Service::power_tile, {three}, [](R x) { return std::pow(x, R(3)); }},
      {Service::power_tile, {3}, [](R x) { return std::pow(x, R(3)); }}, // an integer
      {Service::power_tile, {minusOne}, [](R x) { return 1 / x; }},
      {Service::power_iterative_tile, {3}, [](R x) { return x * x * x; }},
      {Service::rpow_tile, {two}, [](R x) { return std::exp2(x); }},
      {Service::rdiv_tile, {three}, [](R x) { return 3 / x; }},
      {Service::log_with_base_tile, {bits(1.442695f)}, [](R x) { return std::log(x) * R(1.442695f); }, 1},
      {Service::fmod_tile, {three, bits(1 / 3.0f)}, [](R x) { return std::fmod(x, R(3)); }},
      {Service::remainder_tile, {three, bits(1 / 3.0f)}, [](R x) { return floorMod(x, 3); }},
      {Service::remainder_tile, {bits(-3), bits(-1 / 3.0f)}, [](R x) { return floorMod(x, -3); }},
      {Service::unary_max_tile, {half}, [](R x) { return std::isnan(x) ? x : std::fmax(x, R(0.5)); }},
      {Service::unary_min_tile, {half}, [](R x) { return std::isnan(x) ? x : std::fmin(x, R(0.5)); }},
      {Service::relu_max_tile, {two}, [](R x) { return clampTo(x, 0, 2); }},
      {Service::relu_min_tile, {half}, [](R x) { return x < 0.5L ? R(0) : x; }},
      {Service::leaky_relu_tile, {half}, [](R x) { return x < 0 ? x / 2 : x; }},
      {Service::prelu_tile, {three}, [](R x) { return x < 0 ? x * 3 : x; }},
      {Service::elu_tile, {two}, [](R x) { return x < 0 ? 2 * std::expm1(x) : x; }},
      {Service::selu_tile, {two, half}, [](R x) { return x > 0 ? 2 * x : std::expm1(x); }},
      {Service::celu_tile, {two, half}, [](R x) { return x < 0 ? 2 * std::expm1(x / 2) : x; }},
      {Service::softplus_tile,
       {two, half, bits(20)},
       [](R x) { return 2 * x > 20 ? x : std::log1p(std::exp(2 * x)) / 2; }},
      {Service::hardtanh_tile, {minusOne, two}, [](R x) { return clampTo(x, -1, 2); }},
      {Service::clamp_tile, {minusOne, two}, [](R x) { return clampTo(x, -1, 2); }},
      {Service::softshrink_tile,
       {half},
       [](R x) {
         return x > 0.5L ? x - 0.5L : x < -0.5L ? x + 0.5L : std::isnan(x) ? x : R(0);
       }},
      {Service::hardshrink_tile, {half}, [](R x) { return std::fabs(x) <= 0.5L ? R(0) : x; }},
      {Service::threshold_tile, {half, three}, [](R x) { return x <= 0.5L ? R(3) : x; }},
      {Service::heaviside_tile, {half}, [](R x) { return std::isnan(x) ? x
                                                         : x < 0       ? R(0)
                                                         : x > 0       ? R(1)
                                                                       : R(0.5); }},
      {Service::unary_eq_tile, {two}, [](R x) { return truth(x == 2); }},
      {Service::unary_ne_tile, {two}, [](R x) { return truth(x != 2); }},
      {Service::unary_gt_tile, {two}, [](R x) { return truth(x > 2); }},
      {Service::unary_ge_tile, {two}, [](R x) { return truth(x >= 2); }},
      {Service::unary_lt_tile, {two}, [](R x) { return truth(x < 2); }},
      {Service::unary_le_tile, {two}, [](R x) { return truth(x <= 2); }},
  };
}

std::vector<BinaryCase> binaryCases() {
  return {
      {Service::add_binary_tile, [](R x, R y) { return x + y; }},
      {Service::sub_binary_tile, [](R x, R y) { return x - y; }},
      {Service::mul_binary_tile, [](R x, R y) { return x * y; }},
      {Service::div_binary_tile, [](R x, R y) { return x / y; }},
      {Service::rsub_binary_tile, [](R x, R y) { return y - x; }},
      {Service::power_binary_tile, [](R x, R y) { return std::pow(x, y); }},
      {Service::atan2_binary_tile, [](R x, R y) { return std::atan2(x, y); }},
      {Service::xlogy_binary_tile, [](R x, R y) { return x == 0 && !std::isnan(y) ? R(0) : x * std::log(y); }, 1},
      {Service::binary_max_tile, [](R x, R y) { return std::isnan(x) || std::isnan(y) ? NAN
                                                       : x > y                        ? x
                                                                                      : y; }},
      {Service::binary_min_tile, [](R x, R y) { return std::isnan(x) || std::isnan(y) ? NAN
                                                       : x < y                        ? x
                                                                                      : y; }},
      {Service::binary_fmod_tile, [](R x, R y) { return std::fmod(x, y); }},
      {Service::binary_remainder_tile, floorMod, 1},
      {Service::eq_binary_tile, [](R x, R y) { return truth(x == y); }},
      {Service::ne_binary_tile, [](R x, R y) { return truth(x != y); }},
      {Service::gt_binary_tile, [](R x, R y) { return truth(x > y); }},
      {Service::ge_binary_tile, [](R x, R y) { return truth(x >= y); }},
      {Service::lt_binary_tile, [](R x, R y) { return truth(x < y); }},
      {Service::le_binary_tile, [](R x, R y) { return truth(x <= y); }},
  };
}

} // namespace tt::device::test
