// The vector unit's activation functions: of an element alone, or with one to three parameters.
#include <cmath>

#include "compute/elementwise.h"
#include "compute/functions.h"

namespace tt::device {
namespace {

template <double (*F)(double)>
constexpr Handler kFunction = mapOne<float, kRounded<F>>;

constexpr auto kRelu = [](float x) { return x < 0 ? 0.0f : x; };
constexpr auto kReluMax = [](float x, float limit) { return clamp(x, 0.0f, limit); };
constexpr auto kReluMin = [](float x, float limit) { return x < limit ? 0.0f : x; };
constexpr auto kLeakyRelu = [](float x, float slope) { return x < 0 ? slope * x : x; };
constexpr auto kElu = [](float x, float alpha) {
  return x < 0 ? static_cast<float>(alpha * std::expm1(static_cast<double>(x))) : x;
};
constexpr auto kCelu = [](float x, float alpha, float) {
  return x < 0 ? static_cast<float>(alpha * std::expm1(static_cast<double>(x) / alpha)) : x;
};
constexpr auto kSelu = [](float x, float scale, float alpha) {
  return x > 0 ? scale * x
               : static_cast<float>(static_cast<double>(scale) * alpha * std::expm1(static_cast<double>(x)));
};
constexpr auto kHardsigmoid = [](float x) {
  return static_cast<float>(clamp(static_cast<double>(x) + 3, 0.0, 6.0) / 6);
};
constexpr auto kHardmish = [](float x) {
  // At minus infinity the factor 0 counts.
  float factor = clamp(x / 2 + 1, 0.0f, 1.0f);
  return factor == 0 ? 0.0f : x * factor;
};
constexpr auto kSoftsign = [](float x) {
  return std::isinf(x) ? std::copysign(1.0f, x) : static_cast<float>(x / (1 + std::fabs(static_cast<double>(x))));
};
constexpr auto kSoftshrink = [](float x, float limit) {
  return x > limit ? x - limit : x < -limit ? x + limit : x != x ? x : 0.0f;
};
constexpr auto kHardshrink = [](float x, float limit) { return x >= -limit && x <= limit ? 0.0f : x; };
constexpr auto kThreshold = [](float x, float threshold, float value) { return x <= threshold ? value : x; };
constexpr auto kHeaviside = [](float x, float atZero) { return x < 0 ? 0.0f : x > 0 ? 1.0f : x == 0 ? atZero : x; };

/// Arguments: register, beta, 1 / beta, threshold.
void softplus(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  double beta = operation.scalar(1), threshold = operation.scalar(3);
  for (uint32_t i = 0; i < kTileElements; ++i)
    if (double scaled = beta * x[i]; !(scaled > threshold))
      x[i] = static_cast<float>(functions::softplus(scaled) / beta);
}

constexpr HandlerEntry kHandlers[] = {
    {Service::sigmoid_tile_init, configureNothing},     {Service::sigmoid_tile, kFunction<functions::sigmoid>},
    {Service::hardsigmoid_tile_init, configureNothing}, {Service::hardsigmoid_tile, mapOne<float, kHardsigmoid>},
    {Service::silu_tile_init, configureNothing},        {Service::silu_tile, kFunction<functions::silu>},
    {Service::softsign_tile_init, configureNothing},    {Service::softsign_tile, mapOne<float, kSoftsign>},
    {Service::gelu_tile_init, configureNothing},        {Service::gelu_tile, kFunction<functions::gelu>},
    {Service::mish_tile_init, configureNothing},        {Service::mish_tile, kFunction<functions::mish>},
    {Service::hardmish_tile_init, configureNothing},    {Service::hardmish_tile, mapOne<float, kHardmish>},
    {Service::tanhshrink_tile_init, configureNothing},  {Service::tanhshrink_tile, kFunction<functions::tanhshrink>},
    {Service::relu_tile_init, configureNothing},        {Service::relu_tile, mapOne<float, kRelu>},
    {Service::relu_max_tile_init, configureNothing},    {Service::relu_max_tile, mapScalar<float, kReluMax>},
    {Service::relu_min_tile_init, configureNothing},    {Service::relu_min_tile, mapScalar<float, kReluMin>},
    {Service::leaky_relu_tile_init, configureNothing},  {Service::leaky_relu_tile, mapScalar<float, kLeakyRelu>},
    {Service::prelu_tile_init, configureNothing},       {Service::prelu_tile, mapScalar<float, kLeakyRelu>},
    {Service::elu_tile_init, configureNothing},         {Service::elu_tile, mapScalar<float, kElu>},
    {Service::selu_tile_init, configureNothing},        {Service::selu_tile, mapTwoScalars<float, kSelu>},
    {Service::celu_tile_init, configureNothing},        {Service::celu_tile, mapTwoScalars<float, kCelu>},
    {Service::softplus_tile_init, configureNothing},    {Service::softplus_tile, softplus},
    {Service::hardtanh_tile_init, configureNothing},    {Service::hardtanh_tile, mapTwoScalars<float, clamp<float>>},
    {Service::softshrink_tile_init, configureNothing},  {Service::softshrink_tile, mapScalar<float, kSoftshrink>},
    {Service::hardshrink_tile_init, configureNothing},  {Service::hardshrink_tile, mapScalar<float, kHardshrink>},
    {Service::threshold_tile_init, configureNothing},   {Service::threshold_tile, mapTwoScalars<float, kThreshold>},
    {Service::heaviside_tile_init, configureNothing},   {Service::heaviside_tile, mapScalar<float, kHeaviside>},
};

} // namespace

std::span<const HandlerEntry> activationHandlers() { return kHandlers; }

} // namespace tt::device
