// Conversions between f32 and the two 16-bit formats, rounding to nearest even.
#include "kernels_isa.h"

namespace tt::runtime::fast::TENON_ISA {
namespace {

typedef uint16_t H __attribute__((ext_vector_type(kLanes)));

TENON_INLINE H loadHalf(const uint16_t *p) {
  H v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

TENON_INLINE F widen(H v) { return __builtin_bit_cast(F, __builtin_convertvector(v, U) << 16); }

TENON_INLINE H narrow(F v) {
  U bits = __builtin_bit_cast(U, v);
  U rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
  U quiet = (bits >> 16) | 0x40;
  return __builtin_convertvector(v != v ? quiet : rounded, H);
}

/// Runs `step` on whole vectors, then on a copy of the rest.
template <typename From, typename To, typename Step>
TENON_INLINE void convert(const From *x, To *y, size_t n, Step step) {
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    step(x + i, y + i);
  if (i < n) {
    From in[kLanes] = {};
    To out[kLanes];
    for (size_t j = 0; j < n - i; ++j)
      in[j] = x[i + j];
    step(in, out);
    for (size_t j = 0; j < n - i; ++j)
      y[i + j] = out[j];
  }
}

#if defined(__AVX512F__) || defined(__F16C__) || defined(__aarch64__)
typedef _Float16 Float16s __attribute__((ext_vector_type(kLanes)));
TENON_INLINE F widenF16(H v) { return __builtin_convertvector(__builtin_bit_cast(Float16s, v), F); }
TENON_INLINE H narrowF16(F v) { return __builtin_bit_cast(H, __builtin_convertvector(v, Float16s)); }
#else
/// The exponent is moved by a multiplication, which also makes subnormals right.
TENON_INLINE F widenF16(H half) {
  U h = __builtin_convertvector(half, U);
  F magnitude = __builtin_bit_cast(F, (h & 0x7fff) << 13) * 0x1p112f;
  U bits = __builtin_bit_cast(U, magnitude);
  bits = (h & 0x7c00) == 0x7c00 ? (bits | 0x7f800000) : bits;
  return __builtin_bit_cast(F, bits | (h & 0x8000) << 16);
}
TENON_INLINE H narrowF16(F v) {
  U bits = __builtin_bit_cast(U, v);
  U sign = (bits >> 16) & 0x8000;
  U magnitude = bits & 0x7fffffff;
  // Normal results: rebias and round; carries run into the exponent as they should.
  U normal = (magnitude - 0x38000000 + 0x0fff + ((magnitude >> 13) & 1)) >> 13;
  // Subnormal results: adding 0.5 puts the rounding where the format's last bit is.
  U subnormal = __builtin_bit_cast(U, __builtin_bit_cast(F, magnitude) + 0.5f) - 0x3f000000;
  U result = magnitude < 0x38800000 ? subnormal : normal;
  result = magnitude >= 0x477ff000 ? U(0x7c00) : result;
  result = magnitude > 0x7f800000 ? (0x7e00 | ((magnitude >> 13) & 0x3ff)) : result;
  return __builtin_convertvector(result | sign, H);
}
#endif

} // namespace

void bf16ToF32(const uint16_t *x, float *y, size_t n) {
  convert(x, y, n,
          [](const uint16_t *from, float *to) __attribute__((always_inline)) { store(to, widen(loadHalf(from))); });
}
void f32ToBf16(const float *x, uint16_t *y, size_t n) {
  convert(x, y, n, [](const float *from, uint16_t *to) __attribute__((always_inline)) {
    H v = narrow(load(from));
    __builtin_memcpy(to, &v, sizeof v);
  });
}
void f16ToF32(const uint16_t *x, float *y, size_t n) {
  convert(x, y, n,
          [](const uint16_t *from, float *to) __attribute__((always_inline)) { store(to, widenF16(loadHalf(from))); });
}
void f32ToF16(const float *x, uint16_t *y, size_t n) {
  convert(x, y, n, [](const float *from, uint16_t *to) __attribute__((always_inline)) {
    H v = narrowF16(load(from));
    __builtin_memcpy(to, &v, sizeof v);
  });
}

} // namespace tt::runtime::fast::TENON_ISA
