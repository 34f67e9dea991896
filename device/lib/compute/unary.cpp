// The vector unit on one tile: powers, logarithms, angles, error functions, signs, rounding.
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "compute/elements.h"
#include "compute/elementwise.h"
#include "compute/functions.h"

namespace tt::device {
namespace {

double reciprocalRoot(double x) { return 1 / std::sqrt(x); }

template <double (*F)(double)>
constexpr Handler kFunction = mapOne<float, kRounded<F>>;

/// Arguments: register, approx, input clamping, iterations, scale. Approximations are not made; the scale is bits of
/// f32, or of bf16 as the field's kernels have it, and 0 where there is none.
void exponential(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  uint32_t bits = operation.word(4);
  double scale = bits == 0 ? 1.0 : bits <= 0xffff ? fromBFloat16(static_cast<uint16_t>(bits)) : operation.scalar(4);
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = static_cast<float>(std::exp(scale * x[i]));
}

/// Pairs of neighbours in a row are complex numbers: (a, b) becomes (-b, a).
void rotate(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; i += 2) {
    float real = x[i];
    x[i] = -x[i + 1];
    x[i + 1] = real;
  }
}

/// To so many places behind the point, or before it if negative; ties to even.
void roundToPlaces(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  int32_t places = operation.integer(1);
  if (places < -50 || places > 50)
    operation.fail(fmt::format("'decimals' must be -50 to 50, and is {}", places));
  double scale = std::pow(10.0, std::abs(places));
  for (uint32_t i = 0; i < kTileElements; ++i) {
    double value = x[i];
    if (std::isfinite(value))
      x[i] = static_cast<float>(places < 0 ? std::nearbyint(value / scale) * scale
                                           : std::nearbyint(value * scale) / scale);
  }
}

constexpr auto kSign = [](float x) { return x > 0 ? 1.0f : x < 0 ? -1.0f : x; };
constexpr auto kFraction = [](float x) { return std::isinf(x) ? std::copysign(0.0f, x) : x - std::trunc(x); };

constexpr HandlerEntry kHandlers[] = {
    {Service::exp_tile_init, configureNothing},
    {Service::exp_tile, exponential},
    {Service::exp2_tile_init, configureNothing},
    {Service::exp2_tile, kFunction<std::exp2>},
    {Service::expm1_tile_init, configureNothing},
    {Service::expm1_tile, kFunction<std::expm1>},
    {Service::log_tile_init, configureNothing},
    {Service::log_tile, kFunction<std::log>},
    {Service::log1p_tile_init, configureNothing},
    {Service::log1p_tile, kFunction<std::log1p>},
    {Service::recip_tile_init, configureNothing},
    {Service::recip_tile, mapOne<float, [](float x) { return 1 / x; }>},
    {Service::sqrt_tile_init, configureNothing},
    {Service::sqrt_tile, mapOne<float, [](float x) { return std::sqrt(x); }>},
    {Service::rsqrt_tile_init, configureNothing},
    {Service::rsqrt_tile, kFunction<reciprocalRoot>},
    {Service::cbrt_tile_init, configureNothing},
    {Service::cbrt_tile, kFunction<std::cbrt>},
    {Service::square_tile_init, configureNothing},
    {Service::square_tile, mapOne<float, [](float x) { return x * x; }>},
    {Service::sin_tile_init, configureNothing},
    {Service::sin_tile, kFunction<std::sin>},
    {Service::cos_tile_init, configureNothing},
    {Service::cos_tile, kFunction<std::cos>},
    {Service::tan_tile_init, configureNothing},
    {Service::tan_tile, kFunction<std::tan>},
    {Service::asin_tile_init, configureNothing},
    {Service::asin_tile, kFunction<std::asin>},
    {Service::acos_tile_init, configureNothing},
    {Service::acos_tile, kFunction<std::acos>},
    {Service::atan_tile_init, configureNothing},
    {Service::atan_tile, kFunction<std::atan>},
    {Service::sinh_tile_init, configureNothing},
    {Service::sinh_tile, kFunction<std::sinh>},
    {Service::cosh_tile_init, configureNothing},
    {Service::cosh_tile, kFunction<std::cosh>},
    {Service::asinh_tile_init, configureNothing},
    {Service::asinh_tile, kFunction<std::asinh>},
    {Service::acosh_tile_init, configureNothing},
    {Service::acosh_tile, kFunction<std::acosh>},
    {Service::atanh_tile_init, configureNothing},
    {Service::atanh_tile, kFunction<std::atanh>},
    {Service::tanh_tile_init, configureNothing},
    {Service::tanh_tile, kFunction<std::tanh>},
    {Service::tanh_derivative_tile_init, configureNothing},
    {Service::tanh_derivative_tile, kFunction<functions::tanhDerivative>},
    {Service::erf_tile_init, configureNothing},
    {Service::erf_tile, kFunction<std::erf>},
    {Service::erfc_tile_init, configureNothing},
    {Service::erfc_tile, kFunction<std::erfc>},
    {Service::erfinv_tile_init, configureNothing},
    {Service::erfinv_tile, kFunction<functions::erfinv>},
    {Service::i0_tile_init, configureNothing},
    {Service::i0_tile, kFunction<functions::besselI0>},
    {Service::i1_tile_init, configureNothing},
    {Service::i1_tile, kFunction<functions::besselI1>},
    {Service::lgamma_tile_init, configureNothing},
    {Service::lgamma_tile, kFunction<functions::logGamma>},
    {Service::sign_tile_init, configureNothing},
    {Service::sign_tile, mapOne<float, kSign>},
    {Service::signbit_tile_init, configureNothing},
    {Service::signbit_tile, mapOne<float, [](float x) { return std::signbit(x); }>},
    {Service::identity_tile_init, configureNothing},
    {Service::identity_tile, mapOne<uint32_t, [](uint32_t x) { return x; }>},
    {Service::isinf_tile_init, configureNothing},
    {Service::isinf_tile, mapOne<float, [](float x) { return std::isinf(x); }>},
    {Service::isposinf_tile_init, configureNothing},
    {Service::isposinf_tile, mapOne<float, [](float x) { return std::isinf(x) && x > 0; }>},
    {Service::isneginf_tile_init, configureNothing},
    {Service::isneginf_tile, mapOne<float, [](float x) { return std::isinf(x) && x < 0; }>},
    {Service::isnan_tile_init, configureNothing},
    {Service::isnan_tile, mapOne<float, [](float x) { return std::isnan(x); }>},
    {Service::isfinite_tile_init, configureNothing},
    {Service::isfinite_tile, mapOne<float, [](float x) { return std::isfinite(x); }>},
    {Service::alt_complex_rotate90_tile_init, configureNothing},
    {Service::alt_complex_rotate90_tile, rotate},
    {Service::abs_tile_init, configureNothing},
    {Service::abs_tile, mapOne<float, [](float x) { return std::fabs(x); }>},
    {Service::negative_tile_init, configureNothing},
    {Service::negative_tile, mapOne<float, [](float x) { return -x; }>},
    {Service::rounding_op_tile_init, configureNothing},
    {Service::ceil_tile, mapOne<float, [](float x) { return std::ceil(x); }>},
    {Service::floor_tile, mapOne<float, [](float x) { return std::floor(x); }>},
    {Service::trunc_tile, mapOne<float, [](float x) { return std::trunc(x); }>},
    {Service::frac_tile, mapOne<float, kFraction>},
    {Service::round_tile, roundToPlaces},
};

} // namespace

std::span<const HandlerEntry> unaryHandlers() { return kHandlers; }

} // namespace tt::device
