// Elementary functions on vectors of f32: at most about two units in the last place, special values right.
//
// Conditions are written so that NaN survives: `x > c ? c : x` keeps it, `x < c ? x : c` would not.
#pragma once

#include "polynomials.h"
#include "simd.h"

namespace tt::runtime::fast::TENON_ISA {

template <int N>
TENON_INLINE F horner(F x, const float (&coefficients)[N]) {
  F sum = splat(coefficients[N - 1]);
#pragma clang loop unroll(full)
  for (int i = N - 2; i >= 0; --i)
    sum = fma(sum, x, splat(coefficients[i]));
  return sum;
}

/// x 2^n for -160 < n < 160 and 0.5 <= x <= 2, right where the result is subnormal or infinite.
TENON_INLINE F scaleByPower(F x, F n, I nInt) {
#if defined(__AVX512F__)
  return __builtin_bit_cast(F, _mm512_scalef_ps(__builtin_bit_cast(__m512, x), __builtin_bit_cast(__m512, n)));
#else
  I half = nInt >> 1;
  return x * asFloat((half + 127) << 23) * asFloat((nInt - half + 127) << 23);
#endif
}

TENON_INLINE F exp(F x) {
  x = x > 89.0f ? splat(89.0f) : x;
  x = x < -104.0f ? splat(-104.0f) : x;
  // Adding 1.5 2^23 rounds to an integer and leaves it in the low bits.
  const float kRound = 12582912.0f;
  F shifted = fma(x, splat(1.44269504f), splat(kRound));
  F n = shifted - kRound;
  I nInt = asInt(shifted) - asInt(splat(kRound));
  F r = fma(n, splat(-0.693359375f), x);
  r = fma(n, splat(2.12194440e-4f), r);
  F p = fma(r * r, horner(r, polynomials::kExp), r) + 1.0f;
  return scaleByPower(p, n, nInt);
}

TENON_INLINE F log(F x) {
  I tiny = x < 1.17549435e-38f;
  F scaled = tiny ? x * 8388608.0f : x;
  I bits = asInt(scaled) - 0x3f3504f3; // sqrt(1/2)
  I exponent = bits >> 23;
  F f = asFloat((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
  F e = __builtin_convertvector(exponent + (tiny & -23), F);
  F f2 = f * f;
  F tail = fma(f2 * f, horner(f, polynomials::kLog), e * -2.12194440e-4f);
  tail = fma(f2, splat(-0.5f), tail);
  F result = fma(e, splat(0.693359375f), f + tail);
  result = x == 0.0f ? splat(-__builtin_inff()) : result;
  result = x < 0.0f ? splat(__builtin_nanf("")) : result;
  // Infinity and NaN.
  return !(x < __builtin_inff()) ? x : result;
}

/// exp(-s) where s = half x * x, x * x being exact.
template <bool Halved>
TENON_INLINE F expOfMinusSquare(F x) {
#if defined(__FMA__) || defined(__aarch64__)
  F s = x * x;
  F low = fma(x, x, -s);
#else
  // Dekker's product: halves of the bits multiply exactly.
  F s = x * x;
  F high = asFloat(asInt(x) & static_cast<int32_t>(0xfffff000)), rest = x - high;
  F low = ((high * high - s) + 2.0f * high * rest) + rest * rest;
#endif
  if constexpr (Halved) {
    s *= 0.5f;
    low *= 0.5f;
  }
  F e = exp(-s);
  return fma(e, -low, e);
}

/// exp(z^2) erfc(z) for 0 <= z <= 10.2.
TENON_INLINE F scaledErfc(F z) {
  F t = 1.0f / fma(z, splat(0.5f), splat(1.0f));
  return t * horner(t - 0.5f, polynomials::kErfc);
}

TENON_INLINE F erf(F x) {
  F a = absolute(x);
  F z = a > 10.0f ? splat(10.0f) : a;
  F large = fma(expOfMinusSquare<false>(z), -scaledErfc(z), splat(1.0f));
  F small = fma(a, horner(a * a, polynomials::kErf), a);
  return copySign(a < 1.0f ? small : large, x);
}

TENON_INLINE F erfc(F x) {
  F a = absolute(x);
  F z = a > 10.2f ? splat(10.2f) : a;
  F tail = expOfMinusSquare<false>(z) * scaledErfc(z);
  F small = fma(x, -horner(x * x, polynomials::kErf), 1.0f - x);
  F result = x < 0.0f ? 2.0f - tail : tail;
  return a < 0.5f ? small : result;
}

/// x (1 + erf(x / sqrt(2))) / 2, with the small values of negative x right.
TENON_INLINE F gelu(F x) {
  F clamped = x < -14.4f ? splat(-14.4f) : x;
  clamped = clamped > 14.4f ? splat(14.4f) : clamped;
  // The exponential comes last: where it is subnormal, nothing magnifies its rounding.
  F factor = absolute(clamped) * -0.5f * scaledErfc(absolute(clamped) * 0.70710678f);
  return fma(factor, expOfMinusSquare<true>(clamped), x < 0.0f ? splat(0.0f) : x);
}

TENON_INLINE F tanh(F x) {
  F a = absolute(x);
  F a2 = a * a;
  F small = fma(a2 * a, horner(a2, polynomials::kTanh), a);
  F large = 1.0f - 2.0f / (exp(a + a) + 1.0f);
  return copySign(a < 0.625f ? small : large, x);
}

TENON_INLINE F sigmoid(F x) {
  F e = exp(-absolute(x));
  F inverse = 1.0f / (1.0f + e);
  return x < 0.0f ? e * inverse : inverse;
}

TENON_INLINE F silu(F x) {
  F clamped = x < -110.0f ? splat(-110.0f) : x;
  return clamped * sigmoid(clamped);
}

} // namespace tt::runtime::fast::TENON_ISA
