// The vector unit on one register: x becomes f(x).
//
// Functions take any template arguments that the field's have (approximations, modes), which change nothing here.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

#define TENON_INIT(name)                                                                                               \
  template <auto... options>                                                                                           \
  ALWI void name##_tile_init() {                                                                                       \
    tenon::services::name##_tile_init();                                                                               \
  }
#define TENON_TILE(name)                                                                                               \
  template <auto... options>                                                                                           \
  ALWI void name(uint32_t idst, tenon::Mode vector_mode = {}) {                                                        \
    tenon::services::name(idst);                                                                                       \
  }
#define TENON_UNARY(name)                                                                                              \
  TENON_INIT(name)                                                                                                     \
  TENON_TILE(name##_tile)

TENON_UNARY(exp2)
TENON_UNARY(expm1)
TENON_UNARY(log)
TENON_UNARY(log1p)
TENON_UNARY(recip)
TENON_UNARY(sqrt)
TENON_UNARY(rsqrt)
TENON_UNARY(cbrt)
TENON_UNARY(square)
TENON_UNARY(sin)
TENON_UNARY(cos)
TENON_UNARY(tan)
TENON_UNARY(asin)
TENON_UNARY(acos)
TENON_UNARY(atan)
TENON_UNARY(sinh)
TENON_UNARY(cosh)
TENON_UNARY(asinh)
TENON_UNARY(acosh)
TENON_UNARY(atanh)
TENON_UNARY(tanh)
TENON_UNARY(tanh_derivative)
TENON_UNARY(sigmoid)
TENON_UNARY(hardsigmoid)
TENON_UNARY(silu)
TENON_UNARY(softsign)
TENON_UNARY(gelu)
TENON_UNARY(mish)
TENON_UNARY(hardmish)
TENON_UNARY(tanhshrink)
TENON_UNARY(erf)
TENON_UNARY(erfc)
TENON_UNARY(erfinv)
TENON_UNARY(i0)
TENON_UNARY(i1)
TENON_UNARY(lgamma)
TENON_UNARY(sign)
TENON_UNARY(signbit)
TENON_UNARY(identity)
TENON_UNARY(isinf)
TENON_UNARY(isposinf)
TENON_UNARY(isneginf)
TENON_UNARY(isnan)
TENON_UNARY(isfinite)
TENON_UNARY(alt_complex_rotate90)
TENON_UNARY(tiled_prod)
TENON_UNARY(bitwise_not)

// Those with a form for integers.
#define TENON_UNARY_INT(name)                                                                                          \
  TENON_UNARY(name)                                                                                                    \
  TENON_TILE(name##_tile_int32)
TENON_UNARY_INT(relu)
TENON_UNARY_INT(abs)
TENON_UNARY_INT(negative)
TENON_UNARY_INT(eqz)
TENON_UNARY_INT(nez)
TENON_UNARY_INT(gtz)
TENON_UNARY_INT(gez)
TENON_UNARY_INT(ltz)
TENON_UNARY_INT(lez)
#undef TENON_UNARY_INT

ALWI void signbit_tile_int32_init() { tenon::services::signbit_tile_int32_init(); }
TENON_TILE(signbit_tile_int32)

TENON_INIT(logical_not)
template <DataFormat format = DataFormat::Float32>
ALWI void logical_not_tile(uint32_t idst) {
  tenon::services::logical_not_tile(idst, tenon::cardFormat(format));
}
ALWI void logical_not_unary_tile_init() { logical_not_tile_init(); }
ALWI void logical_not_unary_tile(uint32_t idst) { logical_not_tile(idst); }
ALWI void logical_not_unary_tile_int32(uint32_t idst) { logical_not_tile<DataFormat::Int32>(idst); }

// Rounding.
template <auto... options>
ALWI void rounding_op_tile_init() {
  tenon::services::rounding_op_tile_init();
}
TENON_TILE(ceil_tile)
TENON_TILE(floor_tile)
TENON_TILE(trunc_tile)
TENON_TILE(frac_tile)
ALWI void ceil_tile_float32(uint32_t idst) { ceil_tile(idst); }
ALWI void floor_tile_float32(uint32_t idst) { floor_tile(idst); }
ALWI void trunc_tile_float32(uint32_t idst) { trunc_tile(idst); }
template <auto... options>
ALWI void round_tile(uint32_t idst, int32_t decimals = 0) {
  tenon::services::round_tile(idst, decimals);
}

template <bool approx = false, uint32_t scale = 0x3f800000, InputClamping clamping = InputClamping::ClampToNegative>
ALWI void exp_tile_init() {
  tenon::services::exp_tile_init(approx, scale, static_cast<uint32_t>(clamping));
}
/// exp(x), or exp(scale x) with scale_en; `scale` is bf16.
template <bool approx = false, bool scale_en = false, auto... options>
ALWI void exp_tile(uint32_t idst, tenon::Mode vector_mode = {}, uint16_t scale = p_sfpu::kCONST_1_FP16B) {
  tenon::services::exp_tile(idst, approx, 1, 8, scale_en ? scale : 0);
}
template <auto... options>
ALWI void exp_packthread_tile_init() {
  exp_tile_init();
}
template <bool approx = false, bool scale_en = false, auto... options>
ALWI void exp_packthread_tile(uint32_t idst, tenon::Mode vector_mode = {}, uint16_t scale = p_sfpu::kCONST_1_FP16B) {
  exp_tile<approx, scale_en>(idst, vector_mode, scale);
}

// Run by the packer's core on hardware.
#define TENON_PACK_FORM(name)                                                                                          \
  template <auto... options>                                                                                           \
  ALWI void name##_tile_init_pack() {                                                                                  \
    name##_tile_init();                                                                                                \
  }                                                                                                                    \
  template <auto... options>                                                                                           \
  ALWI void name##_tile_pack(uint32_t idst, tenon::Mode vector_mode = {}) {                                            \
    name##_tile(idst);                                                                                                 \
  }
TENON_PACK_FORM(sigmoid)
TENON_PACK_FORM(silu)
TENON_PACK_FORM(tanh)
#undef TENON_PACK_FORM

#undef TENON_UNARY
#undef TENON_TILE
#undef TENON_INIT

} // namespace ckernel
