// Vectors of f32 as wide as the instruction set this file is compiled for, and how they are read and written.
//
// Included only by the sources of this folder, which are compiled once for each instruction set with TENON_ISA naming
// the namespace. They include nothing that defines inline functions of external linkage (no C++ standard library
// beyond its plain C headers): the linker would be free to take the copy compiled for the newest processor.
#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__AVX512F__) || defined(__AVX2__)
#include <immintrin.h>
#endif

namespace tt::runtime::fast::TENON_ISA {

#if defined(__AVX512F__)
inline constexpr int kLanes = 16;
#elif defined(__AVX__)
inline constexpr int kLanes = 8;
#else
inline constexpr int kLanes = 4;
#endif

typedef float F __attribute__((ext_vector_type(kLanes)));
typedef int32_t I __attribute__((ext_vector_type(kLanes)));
typedef uint32_t U __attribute__((ext_vector_type(kLanes)));

#define TENON_INLINE static inline __attribute__((always_inline))

TENON_INLINE F splat(float x) { return F(x); }
TENON_INLINE I asInt(F x) { return __builtin_bit_cast(I, x); }
TENON_INLINE F asFloat(I x) { return __builtin_bit_cast(F, x); }

TENON_INLINE F load(const float *p) {
  F v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}
TENON_INLINE void store(float *p, F v) { __builtin_memcpy(p, &v, sizeof v); }

/// The first n < kLanes elements; the others are 0.
TENON_INLINE F loadPart(const float *p, size_t n) {
#if defined(__AVX512F__)
  return __builtin_bit_cast(F, _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << n) - 1), p));
#else
  float buffer[kLanes] = {};
  for (size_t i = 0; i < n; ++i)
    buffer[i] = p[i];
  return load(buffer);
#endif
}
TENON_INLINE void storePart(float *p, F v, size_t n) {
#if defined(__AVX512F__)
  _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << n) - 1), __builtin_bit_cast(__m512, v));
#else
  for (size_t i = 0; i < n; ++i)
    p[i] = v[static_cast<int>(i)];
#endif
}

/// a * b + c, in one rounding where the machine does it in one.
TENON_INLINE F fma(F a, F b, F c) {
#if defined(__FMA__) || defined(__aarch64__)
  return __builtin_elementwise_fma(a, b, c);
#else
  return a * b + c;
#endif
}

TENON_INLINE F absolute(F x) { return asFloat(asInt(x) & 0x7fffffff); }
TENON_INLINE F copySign(F magnitude, F sign) {
  return asFloat((asInt(magnitude) & 0x7fffffff) | (asInt(sign) & static_cast<int32_t>(0x80000000)));
}
TENON_INLINE F squareRoot(F x) { return __builtin_elementwise_sqrt(x); }

/// The larger; where one is NaN, the second.
TENON_INLINE F maxOrSecond(F a, F b) { return a > b ? a : b; }
TENON_INLINE F minOrSecond(F a, F b) { return a < b ? a : b; }

TENON_INLINE float sumLanes(F v) {
#if defined(__AVX512F__)
  return _mm512_reduce_add_ps(__builtin_bit_cast(__m512, v));
#else
  float sum = 0;
  for (int width = kLanes / 2; width >= 1; width /= 2)
    for (int i = 0; i < width; ++i)
      v[i] += v[i + width];
  sum = v[0];
  return sum;
#endif
}
TENON_INLINE float maxLanes(F v) {
  float best = v[0];
  for (int i = 1; i < kLanes; ++i)
    best = v[i] > best || v[i] != v[i] ? v[i] : best;
  return best;
}

} // namespace tt::runtime::fast::TENON_ISA
