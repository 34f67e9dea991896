// Random numbers of a core's vector unit: tiles of them, and dropout.
#include <cmath>

#include "compute/elementwise.h"

namespace tt::device {
namespace {

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers for the same seed on every machine.
uint32_t next(uint64_t &state) {
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return static_cast<uint32_t>((z ^ z >> 31) >> 32);
}

void seed(const Operation &operation) { operation.state.random = operation.word(0); }

/// Arguments: register, f, s: numbers of [f, f + s).
void fillRandom(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  float from = operation.scalar(1), scale = operation.scalar(2), end = from + scale;
  for (uint32_t i = 0; i < kTileElements; ++i) {
    float unit = static_cast<float>(next(operation.state.random) >> 8) * 0x1p-24f;
    float value = from + unit * scale;
    // Rounding may reach the end, which is not in the interval.
    x[i] = value == end && scale != 0 ? std::nextafter(end, from) : value;
  }
}

/// Arguments: register, probability times 2^31 - 1, the scale of what is kept.
void dropout(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  uint32_t probability = operation.word(1);
  float scale = operation.scalar(2);
  if (probability > 0x7fffffff)
    operation.fail("'probability' must be 0 to 2^31 - 1");
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = next(operation.state.random) >> 1 < probability ? 0.0f : x[i] * scale;
}

constexpr HandlerEntry kHandlers[] = {
    {Service::rand_tile_init, seed},
    {Service::rand_tile, fillRandom},
    {Service::dropout_kernel_init, seed},
    {Service::dropout_tile, dropout},
};

} // namespace

std::span<const HandlerEntry> randomHandlers() { return kHandlers; }

} // namespace tt::device
