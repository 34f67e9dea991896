// Elementwise kernels: unary with its elementary functions, binary with repeated operands, scale and shift.
#include "kernels_isa.h"
#include "math.h"

namespace tt::runtime::fast::TENON_ISA {
namespace {

/// min(max(v, low), high); NaN stays.
TENON_INLINE F clamp(F v, F low, F high) {
  v = v < low ? low : v;
  return v > high ? high : v;
}

template <typename Function>
TENON_INLINE void map(const float *x, float *y, size_t n, Function function) {
  size_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    F first = function(load(x + i)), second = function(load(x + i + kLanes));
    store(y + i, first);
    store(y + i + kLanes, second);
  }
  for (; i + kLanes <= n; i += kLanes)
    store(y + i, function(load(x + i)));
  if (i < n)
    storePart(y + i, function(loadPart(x + i, n - i)), n - i);
}

template <typename Function>
TENON_INLINE void zip(const float *a, size_t aStep, const float *b, size_t bStep, float *y, size_t n,
                      Function function) {
  size_t i = 0;
  if (aStep && bStep) {
    for (; i + kLanes <= n; i += kLanes)
      store(y + i, function(load(a + i), load(b + i)));
    if (i < n)
      storePart(y + i, function(loadPart(a + i, n - i), loadPart(b + i, n - i)), n - i);
  } else if (aStep) {
    F right = splat(*b);
    map(a, y, n, [=](F left) __attribute__((always_inline)) { return function(left, right); });
  } else {
    F left = splat(*a);
    F right = splat(*b);
    if (bStep)
      map(b, y, n, [=](F right) __attribute__((always_inline)) { return function(left, right); });
    else
      map(b, y, n, [=](F) __attribute__((always_inline)) { return function(left, right); });
  }
}

} // namespace

void unary(Unary op, UnaryParameters parameters, const float *x, float *y, size_t n) {
  const F first = splat(parameters.first), second = splat(parameters.second);
#define TENON_CASE(NAME, EXPRESSION)                                                                                   \
  case Unary::NAME:                                                                                                    \
    return map(x, y, n, [=](F v) __attribute__((always_inline)) -> F { return EXPRESSION; });
  switch (op) {
    TENON_CASE(Identity, v)
    TENON_CASE(Abs, absolute(v))
    TENON_CASE(Neg, -v)
    TENON_CASE(Exp, exp(v))
    TENON_CASE(Log, log(v))
    TENON_CASE(Sqrt, squareRoot(v))
    TENON_CASE(Rsqrt, 1.0f / squareRoot(v))
    TENON_CASE(Reciprocal, 1.0f / v)
    TENON_CASE(Erf, erf(v))
    TENON_CASE(Erfc, erfc(v))
    TENON_CASE(Gelu, gelu(v))
    TENON_CASE(Tanh, tanh(v))
    TENON_CASE(Sigmoid, sigmoid(v))
    TENON_CASE(Silu, silu(v))
    TENON_CASE(Relu, v < 0.0f ? splat(0.0f) : v)
    TENON_CASE(Relu6, v < 0.0f ? splat(0.0f) : (v > 6.0f ? splat(6.0f) : v))
    TENON_CASE(LeakyRelu, v < 0.0f ? v * first : v)
    TENON_CASE(Clamp, clamp(v, first, second))
    TENON_CASE(Floor, __builtin_elementwise_floor(v))
    TENON_CASE(Ceil, __builtin_elementwise_ceil(v))
  }
#undef TENON_CASE
}

void binary(Binary op, const float *a, size_t aStep, const float *b, size_t bStep, float *y, size_t n) {
  if (n == 0)
    return;
#define TENON_CASE(NAME, EXPRESSION)                                                                                   \
  case Binary::NAME:                                                                                                   \
    return zip(a, aStep, b, bStep, y, n, [](F l, F r) __attribute__((always_inline)) -> F { return EXPRESSION; });
  switch (op) {
    TENON_CASE(Add, l + r)
    TENON_CASE(Subtract, l - r)
    TENON_CASE(Multiply, l * r)
    TENON_CASE(Divide, l / r)
    // The first operand where it is NaN, else what the comparison says: NaN of either side comes through.
    TENON_CASE(Maximum, ((l > r) | (l != l)) ? l : r)
    TENON_CASE(Minimum, ((l < r) | (l != l)) ? l : r)
  }
#undef TENON_CASE
}

void scaleShift(const float *x, const float *scale, const float *shift, float *y, size_t n) {
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    store(y + i, fma(load(x + i), load(scale + i), load(shift + i)));
  if (i < n)
    storePart(y + i, fma(loadPart(x + i, n - i), loadPart(scale + i, n - i), loadPart(shift + i, n - i)), n - i);
}

} // namespace tt::runtime::fast::TENON_ISA
