// The vector unit on two registers, x of the first and y of the second.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

#define TENON_INIT(name)                                                                                               \
  template <auto... options>                                                                                           \
  ALWI void name() {                                                                                                   \
    tenon::services::name();                                                                                           \
  }
#define TENON_TILES(name)                                                                                              \
  template <auto... options>                                                                                           \
  ALWI void name(uint32_t idst0, uint32_t idst1, uint32_t odst, tenon::Mode vector_mode = {}) {                        \
    tenon::services::name(idst0, idst1, odst);                                                                         \
  }
#define TENON_BINARY(name)                                                                                             \
  TENON_INIT(name##_tile_init)                                                                                         \
  TENON_TILES(name##_tile)

TENON_BINARY(add_binary)
TENON_BINARY(sub_binary)
TENON_BINARY(mul_binary)
TENON_BINARY(div_binary)
TENON_BINARY(rsub_binary)
TENON_BINARY(power_binary)
TENON_BINARY(atan2_binary)
TENON_BINARY(xlogy_binary)
TENON_BINARY(eq_binary)
TENON_BINARY(ne_binary)
TENON_BINARY(gt_binary)
TENON_BINARY(ge_binary)
TENON_BINARY(lt_binary)
TENON_BINARY(le_binary)
TENON_BINARY(binary_max)
TENON_BINARY(binary_max_int32)
TENON_BINARY(binary_min)
TENON_BINARY(binary_min_int32)
TENON_BINARY(binary_max_uint32)
TENON_BINARY(binary_min_uint32)
TENON_BINARY(binary_fmod)
TENON_BINARY(binary_remainder)
TENON_BINARY(gt_int32)
TENON_BINARY(ge_int32)
TENON_BINARY(lt_int32)
TENON_BINARY(le_int32)
TENON_BINARY(div_int32)
TENON_BINARY(div_int32_floor)
TENON_BINARY(div_int32_trunc)
TENON_BINARY(gcd)
TENON_BINARY(lcm)

// The larger one, and a tile under a mask, into the first register.
TENON_INIT(max_tile_init)
ALWI void max_tile(uint32_t idst0, uint32_t idst1, tenon::Mode vector_mode = {}) {
  tenon::services::max_tile(idst0, idst1);
}
TENON_INIT(mask_tile_init)
template <auto... options>
ALWI void mask_tile(uint32_t idst_data, uint32_t idst2_mask, DataFormat = DataFormat::Float32) {
  tenon::services::mask_tile(idst_data, idst2_mask);
}

// Integers of a format.
#define TENON_INTEGER(name)                                                                                            \
  template <DataFormat format = DataFormat::Int32, auto... options>                                                    \
  ALWI void name(uint32_t idst0, uint32_t idst1, uint32_t odst) {                                                      \
    tenon::services::name(idst0, idst1, odst, tenon::cardFormat(format));                                              \
  }
TENON_INIT(add_int_tile_init)
TENON_INTEGER(add_int_tile)
TENON_INIT(sub_int_tile_init)
TENON_INTEGER(sub_int_tile)
template <DataFormat format = DataFormat::Int32>
ALWI void mul_int_tile_init() {
  tenon::services::mul_int_tile_init(tenon::cardFormat(format));
}
TENON_INTEGER(mul_int_tile)
TENON_INIT(binary_bitwise_tile_init)
TENON_INTEGER(bitwise_and_binary_tile)
TENON_INTEGER(bitwise_or_binary_tile)
TENON_INTEGER(bitwise_xor_binary_tile)
TENON_INIT(binary_shift_tile_init)
TENON_INTEGER(binary_left_shift_tile)
TENON_INTEGER(binary_right_shift_tile)
TENON_INTEGER(binary_logical_right_shift_tile)
#undef TENON_INTEGER

// Older names.
#define TENON_OLDER(name, newer, format)                                                                               \
  ALWI void name(uint32_t idst0, uint32_t idst1, uint32_t odst) { newer<DataFormat::format>(idst0, idst1, odst); }
TENON_OLDER(add_int32_tile, add_int_tile, Int32)
TENON_OLDER(add_uint32_tile, add_int_tile, UInt32)
TENON_OLDER(add_uint16_tile, add_int_tile, UInt16)
TENON_OLDER(sub_int32_tile, sub_int_tile, Int32)
TENON_OLDER(sub_uint32_tile, sub_int_tile, UInt32)
TENON_OLDER(sub_uint16_tile, sub_int_tile, UInt16)
TENON_OLDER(mul_int32_tile, mul_int_tile, Int32)
TENON_OLDER(mul_uint32_tile, mul_int_tile, UInt32)
TENON_OLDER(mul_uint16_tile, mul_int_tile, UInt16)
TENON_OLDER(bitwise_and_uint16_binary_tile, bitwise_and_binary_tile, UInt16)
TENON_OLDER(bitwise_or_uint16_binary_tile, bitwise_or_binary_tile, UInt16)
TENON_OLDER(bitwise_xor_uint16_binary_tile, bitwise_xor_binary_tile, UInt16)
#undef TENON_OLDER
ALWI void add_int32_tile_init() { add_int_tile_init(); }
ALWI void sub_int32_tile_init() { sub_int_tile_init(); }
ALWI void mul_int32_tile_init() { mul_int_tile_init<DataFormat::Int32>(); }

#undef TENON_BINARY
#undef TENON_TILES
#undef TENON_INIT

} // namespace ckernel
