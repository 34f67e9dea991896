// Handlers of the vector unit made of a function on elements: of one to three registers, floats or integers.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "compute/operation.h"

namespace tt::device {

inline void configureNothing(const Operation &) {}

/// An element of a register as T: float, int32_t or uint32_t.
template <class T>
T elementAs(float element) {
  return std::bit_cast<T>(element);
}

/// x = F(x). Argument: the register.
template <class T, auto F>
void mapOne(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = std::bit_cast<float>(static_cast<T>(F(elementAs<T>(x[i]))));
}

/// x = F(x, s). Arguments: the register, the bits of s.
template <class T, auto F>
void mapScalar(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  T s = std::bit_cast<T>(operation.word(1));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = std::bit_cast<float>(static_cast<T>(F(elementAs<T>(x[i]), s)));
}

/// x = F(x, s, t). Arguments: the register, the bits of s and t.
template <class T, auto F>
void mapTwoScalars(const Operation &operation) {
  float *x = operation.write(operation.word(0));
  T s = std::bit_cast<T>(operation.word(1)), t = std::bit_cast<T>(operation.word(2));
  for (uint32_t i = 0; i < kTileElements; ++i)
    x[i] = std::bit_cast<float>(static_cast<T>(F(elementAs<T>(x[i]), s, t)));
}

/// z = F(x, y). Arguments: the registers of x, y and z, which may be the same. `Result` is what z holds.
template <class T, auto F, class Result = T>
void mapTwo(const Operation &operation) {
  const float *x = operation.read(operation.word(0)), *y = operation.read(operation.word(1));
  float *z = operation.write(operation.word(2));
  for (uint32_t i = 0; i < kTileElements; ++i)
    z[i] = std::bit_cast<float>(static_cast<Result>(F(elementAs<T>(x[i]), elementAs<T>(y[i]))));
}

/// NaN if one of them is.
template <class T>
T maximum(T x, T y) {
  return x > y || x != x ? x : y;
}
template <class T>
T minimum(T x, T y) {
  return x < y || x != x ? x : y;
}
/// min(max(x, low), high), where NaN stays NaN.
template <class T>
T clamp(T x, T low, T high) {
  x = x < low ? low : x;
  return x > high ? high : x;
}

/// Functions that are computed in double and rounded once, as the host device does.
template <double (*F)(double)>
inline constexpr auto kRounded = [](float x) { return static_cast<float>(F(x)); };
template <double (*F)(double, double)>
inline constexpr auto kRounded2 = [](float x, float y) { return static_cast<float>(F(x, y)); };

} // namespace tt::device
