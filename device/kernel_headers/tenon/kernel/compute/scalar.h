// The vector unit on one register and scalars, which are f32 bits where nothing else is said.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

#define TENON_INIT(name)                                                                                               \
  template <auto... options>                                                                                           \
  ALWI void name() {                                                                                                   \
    tenon::services::name();                                                                                           \
  }
#define TENON_ONE(name)                                                                                                \
  template <auto... options>                                                                                           \
  ALWI void name(uint32_t idst, uint32_t param0, tenon::Mode vector_mode = {}) {                                       \
    tenon::services::name(idst, param0);                                                                               \
  }
#define TENON_TWO(name)                                                                                                \
  template <auto... options>                                                                                           \
  ALWI void name(uint32_t idst, uint32_t param0, uint32_t param1, tenon::Mode vector_mode = {}) {                      \
    tenon::services::name(idst, param0, param1);                                                                       \
  }
#define TENON_SCALAR(name)                                                                                             \
  TENON_INIT(name##_tile_init)                                                                                         \
  TENON_ONE(name##_tile)
#define TENON_SCALARS(name)                                                                                            \
  TENON_INIT(name##_tile_init)                                                                                         \
  TENON_TWO(name##_tile)

TENON_INIT(binop_with_scalar_tile_init)
TENON_ONE(add_unary_tile)
TENON_ONE(sub_unary_tile)
TENON_ONE(mul_unary_tile)
TENON_ONE(div_unary_tile)
TENON_ONE(rsub_unary_tile)
TENON_ONE(add_unary_tile_int32)
TENON_ONE(sub_unary_tile_int32)
TENON_SCALAR(power)
TENON_SCALAR(power_iterative)
TENON_SCALAR(rpow)
TENON_SCALAR(rdiv)
TENON_SCALAR(log_with_base)
TENON_SCALAR(unary_max)
TENON_SCALAR(unary_min)
TENON_SCALAR(relu_max)
TENON_SCALAR(relu_min)
TENON_SCALAR(leaky_relu)
TENON_SCALAR(prelu)
TENON_SCALAR(elu)
TENON_SCALAR(softshrink)
TENON_SCALAR(hardshrink)
TENON_SCALAR(heaviside)
TENON_SCALARS(fmod)
TENON_SCALARS(remainder)
TENON_SCALARS(selu)
TENON_SCALARS(celu)
TENON_SCALARS(hardtanh)
TENON_SCALARS(threshold)
TENON_SCALARS(clamp)
TENON_TWO(clamp_tile_int32)
TENON_SCALAR(unary_max_int32)
TENON_SCALAR(unary_min_int32)
TENON_SCALAR(unary_max_uint32)
TENON_SCALAR(unary_min_uint32)
TENON_ONE(relu_max_tile_int32)
TENON_ONE(relu_min_tile_int32)

#define TENON_COMPARE(name)                                                                                            \
  TENON_SCALAR(unary_##name)                                                                                           \
  TENON_ONE(unary_##name##_tile_int32)
TENON_COMPARE(eq)
TENON_COMPARE(ne)
TENON_COMPARE(gt)
TENON_COMPARE(ge)
TENON_COMPARE(lt)
TENON_COMPARE(le)
#undef TENON_COMPARE

// Integers.
TENON_SCALAR(bitwise_and)
TENON_SCALAR(bitwise_or)
TENON_SCALAR(bitwise_xor)
TENON_SCALAR(left_shift)
TENON_SCALAR(right_shift)

template <auto... options>
ALWI void softplus_tile_init() {
  tenon::services::softplus_tile_init();
}
template <auto... options>
ALWI void softplus_tile(uint32_t idst, uint32_t beta, uint32_t beta_reciprocal, uint32_t threshold) {
  tenon::services::softplus_tile(idst, beta, beta_reciprocal, threshold);
}

// Older names.
ALWI void rsub_tile_init() { binop_with_scalar_tile_init(); }
ALWI void rsub_tile(uint32_t idst, uint32_t param0) { rsub_unary_tile(idst, param0); }

#undef TENON_SCALARS
#undef TENON_SCALAR
#undef TENON_TWO
#undef TENON_ONE
#undef TENON_INIT

} // namespace ckernel
