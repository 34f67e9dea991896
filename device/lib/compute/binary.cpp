// The vector unit on two tiles of floats: arithmetic, powers, remainders, extremes.
#include <cmath>

#include "compute/elementwise.h"
#include "compute/functions.h"

namespace tt::device {
namespace {

double power(double x, double y) { return std::pow(x, y); }
double angle(double x, double y) { return std::atan2(x, y); }
double xlogy(double x, double y) { return x == 0 && !std::isnan(y) ? 0 : x * std::log(y); }

/// Arguments: two registers; the first one takes the result.
void maxInto(const Operation &operation) {
  const float *y = operation.read(operation.word(1));
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = maximum(x[i], y[i]);
}

/// Arguments: register, register of the mask.
void mask(const Operation &operation) {
  const float *keep = operation.read(operation.word(1));
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = keep[i] == 0 ? 0 : x[i];
}

constexpr HandlerEntry kHandlers[] = {
    {Service::add_binary_tile_init, configureNothing},
    {Service::add_binary_tile, mapTwo<float, [](float x, float y) { return x + y; }>},
    {Service::sub_binary_tile_init, configureNothing},
    {Service::sub_binary_tile, mapTwo<float, [](float x, float y) { return x - y; }>},
    {Service::mul_binary_tile_init, configureNothing},
    {Service::mul_binary_tile, mapTwo<float, [](float x, float y) { return x * y; }>},
    {Service::div_binary_tile_init, configureNothing},
    {Service::div_binary_tile, mapTwo<float, [](float x, float y) { return x / y; }>},
    {Service::rsub_binary_tile_init, configureNothing},
    {Service::rsub_binary_tile, mapTwo<float, [](float x, float y) { return y - x; }>},
    {Service::power_binary_tile_init, configureNothing},
    {Service::power_binary_tile, mapTwo<float, kRounded2<power>>},
    {Service::atan2_binary_tile_init, configureNothing},
    {Service::atan2_binary_tile, mapTwo<float, kRounded2<angle>>},
    {Service::xlogy_binary_tile_init, configureNothing},
    {Service::xlogy_binary_tile, mapTwo<float, kRounded2<xlogy>>},
    {Service::binary_max_tile_init, configureNothing},
    {Service::binary_max_tile, mapTwo<float, maximum<float>>},
    {Service::binary_min_tile_init, configureNothing},
    {Service::binary_min_tile, mapTwo<float, minimum<float>>},
    {Service::max_tile_init, configureNothing},
    {Service::max_tile, maxInto},
    {Service::binary_fmod_tile_init, configureNothing},
    {Service::binary_fmod_tile, mapTwo<float, [](float x, float y) { return std::fmod(x, y); }>},
    {Service::binary_remainder_tile_init, configureNothing},
    {Service::binary_remainder_tile, mapTwo<float, kRounded2<functions::floorRemainder>>},
    {Service::mask_tile_init, configureNothing},
    {Service::mask_tile, mask},
};

} // namespace

std::span<const HandlerEntry> binaryHandlers() { return kHandlers; }

} // namespace tt::device
