// Kernels over one row: reductions, softmax, layer and RMS norm.
//
// Sums run over four vectors at once, so that a row's rounding errors grow with a 64th of its length.
#include "kernels_isa.h"
#include "math.h"

namespace tt::runtime::fast::TENON_ISA {
namespace {

/// Folds term(i) for all vectors of a row; the last, partial one is term(i, count of elements).
template <typename Term, typename LastTerm>
TENON_INLINE float sumRow(size_t n, Term term, LastTerm lastTerm) {
  F sum[4] = {splat(0.0f), splat(0.0f), splat(0.0f), splat(0.0f)};
  size_t i = 0;
  for (; i + 4 * kLanes <= n; i += 4 * kLanes)
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; ++j)
      sum[j] += term(i + j * kLanes);
  for (; i + kLanes <= n; i += kLanes)
    sum[0] += term(i);
  if (i < n)
    sum[1] += lastTerm(i, n - i);
  return sumLanes((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

TENON_INLINE F firstLanes(F v, size_t n) {
  float buffer[kLanes];
  store(buffer, v);
  return loadPart(buffer, n);
}

TENON_INLINE float maxRow(const float *x, size_t n) {
  F best[2] = {splat(-__builtin_inff()), splat(-__builtin_inff())};
  auto larger = [](F a, F b) __attribute__((always_inline)) { return ((b > a) | (b != b)) ? b : a; };
  size_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    best[0] = larger(best[0], load(x + i));
    best[1] = larger(best[1], load(x + i + kLanes));
  }
  float result = maxLanes(larger(best[0], best[1]));
  for (; i < n; ++i)
    result = x[i] > result || x[i] != x[i] ? x[i] : result;
  return result;
}

/// y = (x - mean) * factor * weight + bias
TENON_INLINE void normalize(const float *x, float mean, float factor, const float *weight, const float *bias, float *y,
                            size_t n) {
  const F m = splat(mean), f = splat(factor);
  auto at = [&](F value, F scale, F shift)
                __attribute__((always_inline)) { return fma((value - m) * f, scale, shift); };
  const F one = splat(1.0f), zero = splat(0.0f);
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    store(y + i, at(load(x + i), weight ? load(weight + i) : one, bias ? load(bias + i) : zero));
  if (i < n)
    storePart(
        y + i,
        at(loadPart(x + i, n - i), weight ? loadPart(weight + i, n - i) : one, bias ? loadPart(bias + i, n - i) : zero),
        n - i);
}

} // namespace

float reduce(Reduction op, const float *x, size_t n) {
  switch (op) {
  case Reduction::Sum:
    return sumRow(
        n, [&](size_t i) __attribute__((always_inline)) { return load(x + i); },
        [&](size_t i, size_t count) __attribute__((always_inline)) { return loadPart(x + i, count); });
  case Reduction::Maximum:
    return maxRow(x, n);
  case Reduction::Minimum: {
    float best = __builtin_inff();
    F lanes = splat(best);
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      F v = load(x + i);
      lanes = ((v < lanes) | (v != v)) ? v : lanes;
    }
    for (int j = 0; j < kLanes; ++j)
      best = lanes[j] < best || lanes[j] != lanes[j] ? lanes[j] : best;
    for (; i < n; ++i)
      best = x[i] < best || x[i] != x[i] ? x[i] : best;
    return best;
  }
  }
}

void softmax(const float *x, float *y, size_t n) {
  const F top = splat(maxRow(x, n));
  auto term = [&](size_t i) __attribute__((always_inline)) {
    F e = exp(load(x + i) - top);
    store(y + i, e);
    return e;
  };
  auto lastTerm = [&](size_t i, size_t count) __attribute__((always_inline)) {
    F e = firstLanes(exp(loadPart(x + i, count) - top), count);
    storePart(y + i, e, count);
    return e;
  };
  const F inverse = splat(1.0f / sumRow(n, term, lastTerm));
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    store(y + i, load(y + i) * inverse);
  if (i < n)
    storePart(y + i, loadPart(y + i, n - i) * inverse, n - i);
}

void layerNorm(const float *x, const float *weight, const float *bias, float epsilon, float *y, size_t n) {
  const float mean = reduce(Reduction::Sum, x, n) / static_cast<float>(n);
  const F m = splat(mean);
  const float squares = sumRow(
      n,
      [&](size_t i) __attribute__((always_inline)) {
        F d = load(x + i) - m;
        return d * d;
      },
      [&](size_t i, size_t count) __attribute__((always_inline)) {
        F d = firstLanes(loadPart(x + i, count) - m, count);
        return d * d;
      });
  const float factor = 1.0f / __builtin_sqrtf(squares / static_cast<float>(n) + epsilon);
  normalize(x, mean, factor, weight, bias, y, n);
}

void rmsNorm(const float *x, const float *weight, const float *bias, float epsilon, float *y, size_t n) {
  const float squares = sumRow(
      n,
      [&](size_t i) __attribute__((always_inline)) {
        F v = load(x + i);
        return v * v;
      },
      [&](size_t i, size_t count) __attribute__((always_inline)) {
        F v = loadPart(x + i, count);
        return v * v;
      });
  const float factor = 1.0f / __builtin_sqrtf(squares / static_cast<float>(n) + epsilon);
  normalize(x, 0.0f, factor, weight, bias, y, n);
}

} // namespace tt::runtime::fast::TENON_ISA
