// The vector unit on a tile and a scalar: arithmetic, powers, remainders, limits.
#include <cmath>

#include "compute/elementwise.h"
#include "compute/functions.h"

namespace tt::device {
namespace {

double logarithm(double x, double factor) { return std::log(x) * factor; }
double powerOf(double x, double base) { return std::pow(base, x); }

/// The exponent is bits of f32. Those of a number too small to be one are an integer, as older kernels pass it.
void powerWithScalar(const Operation &operation) {
  uint32_t bits = operation.word(1);
  double exponent = bits < 0x00800000 ? static_cast<double>(bits) : operation.scalar(1);
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = static_cast<float>(std::pow(static_cast<double>(x[i]), exponent));
}

void powerWithInteger(const Operation &operation) {
  double exponent = operation.word(1);
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = static_cast<float>(std::pow(static_cast<double>(x[i]), exponent));
}

// The third argument is the inverse of the divisor, which the hardware multiplies with.
constexpr auto kTruncatedRemainder = [](float x, float divisor, float) { return std::fmod(x, divisor); };
constexpr auto kFloorRemainder = [](float x, float divisor, float) {
  return static_cast<float>(functions::floorRemainder(x, divisor));
};

constexpr HandlerEntry kHandlers[] = {
    {Service::binop_with_scalar_tile_init, configureNothing},
    {Service::add_unary_tile, mapScalar<float, [](float x, float s) { return x + s; }>},
    {Service::sub_unary_tile, mapScalar<float, [](float x, float s) { return x - s; }>},
    {Service::mul_unary_tile, mapScalar<float, [](float x, float s) { return x * s; }>},
    {Service::div_unary_tile, mapScalar<float, [](float x, float s) { return x / s; }>},
    {Service::rsub_unary_tile, mapScalar<float, [](float x, float s) { return s - x; }>},
    {Service::power_tile_init, configureNothing},
    {Service::power_tile, powerWithScalar},
    {Service::power_iterative_tile_init, configureNothing},
    {Service::power_iterative_tile, powerWithInteger},
    {Service::rpow_tile_init, configureNothing},
    {Service::rpow_tile, mapScalar<float, kRounded2<powerOf>>},
    {Service::rdiv_tile_init, configureNothing},
    {Service::rdiv_tile, mapScalar<float, [](float x, float s) { return s / x; }>},
    {Service::log_with_base_tile_init, configureNothing},
    {Service::log_with_base_tile, mapScalar<float, kRounded2<logarithm>>},
    {Service::fmod_tile_init, configureNothing},
    {Service::fmod_tile, mapTwoScalars<float, kTruncatedRemainder>},
    {Service::remainder_tile_init, configureNothing},
    {Service::remainder_tile, mapTwoScalars<float, kFloorRemainder>},
    {Service::unary_max_tile_init, configureNothing},
    {Service::unary_max_tile, mapScalar<float, maximum<float>>},
    {Service::unary_min_tile_init, configureNothing},
    {Service::unary_min_tile, mapScalar<float, minimum<float>>},
    {Service::clamp_tile_init, configureNothing},
    {Service::clamp_tile, mapTwoScalars<float, clamp<float>>},
};

} // namespace

std::span<const HandlerEntry> scalarHandlers() { return kHandlers; }

} // namespace tt::device
