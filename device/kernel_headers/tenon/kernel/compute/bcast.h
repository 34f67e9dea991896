// The matrix unit on two tiles, the second one's row, column or element repeated.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

// The three operations in each of their forms.
#define TENON_BCAST_FORM(op, form)                                                                                     \
  ALWI void op##_bcast_##form##_init_short(uint32_t icb0, uint32_t icb1) {                                             \
    tenon::services::op##_bcast_##form##_init_short(icb0, icb1);                                                       \
  }                                                                                                                    \
  ALWI void op##_tiles_bcast_##form(uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,     \
                                    uint32_t bcast_row_idx = 0) {                                                      \
    tenon::refuse(bcast_row_idx, "only the first row is repeated on the simulated card");                              \
    tenon::services::op##_tiles_bcast_##form(icb0, icb1, itile0, itile1, idst);                                        \
  }
#define TENON_BCAST(op)                                                                                                \
  template <BroadcastType type>                                                                                        \
  ALWI void op##_tiles_bcast(uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,            \
                             uint32_t bcast_row_idx = 0) {                                                             \
    tenon::refuse(bcast_row_idx, "only the first row is repeated on the simulated card");                              \
    tenon::services::op##_tiles_bcast(icb0, icb1, itile0, itile1, idst, type);                                         \
  }                                                                                                                    \
  TENON_BCAST_FORM(op, rows)                                                                                           \
  TENON_BCAST_FORM(op, cols)                                                                                           \
  TENON_BCAST_FORM(op, scalar)
TENON_BCAST(add)
TENON_BCAST(sub)
TENON_BCAST(mul)
#undef TENON_BCAST
#undef TENON_BCAST_FORM

ALWI void mul_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1) { mul_bcast_scalar_init_short(icb0, icb1); }
ALWI void sub_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1) { sub_bcast_scalar_init_short(icb0, icb1); }
ALWI void add_tiles_bcast_scalar_init_short(uint32_t icb0, uint32_t icb1) { add_bcast_scalar_init_short(icb0, icb1); }

template <EltwiseBinaryType op, BroadcastType type>
ALWI void init_bcast(uint32_t icb0, uint32_t icb1, uint32_t ocb) {
  static_assert(tenon::cardOperation(op) != 0xff, "tiles are added, subtracted or multiplied");
  tenon::services::init_bcast(icb0, icb1, ocb, tenon::cardOperation(op), type);
}
template <EltwiseBinaryType op, BroadcastType type>
ALWI void any_tiles_bcast(uint32_t icb0, uint32_t icb1, uint32_t itile0, uint32_t itile1, uint32_t idst,
                          uint32_t bcast_row_idx = 0) {
  static_assert(tenon::cardOperation(op) != 0xff, "tiles are added, subtracted or multiplied");
  if constexpr (op == ELWADD)
    add_tiles_bcast<type>(icb0, icb1, itile0, itile1, idst, bcast_row_idx);
  else if constexpr (op == ELWSUB)
    sub_tiles_bcast<type>(icb0, icb1, itile0, itile1, idst, bcast_row_idx);
  else
    mul_tiles_bcast<type>(icb0, icb1, itile0, itile1, idst, bcast_row_idx);
}

/// A tile's first row, column or element, repeated, into a register.
template <BroadcastType type>
ALWI void unary_bcast_init(uint32_t icb, uint32_t ocb) {
  tenon::services::unary_bcast_init(icb, ocb, type);
}
template <BroadcastType type>
ALWI void unary_bcast(uint32_t icb, uint32_t in_tile_index, uint32_t dst_tile_index) {
  tenon::services::unary_bcast(icb, in_tile_index, dst_tile_index, type);
}
template <BroadcastType type>
ALWI void unary_bcast_uninit(uint32_t icb) {
  tenon::services::unary_bcast_uninit(icb);
}
template <BroadcastType old_bcast_type, BroadcastType new_bcast_type>
ALWI void reconfigure_unary_bcast(uint32_t old_icb, uint32_t new_icb, uint32_t old_ocb, uint32_t new_ocb) {
  tenon::services::unary_bcast_init(new_icb, new_ocb, new_bcast_type);
}

} // namespace ckernel
