// The matrix unit on the elements of two tiles.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

using tenon::services::add_tiles, tenon::services::mul_tiles, tenon::services::sub_tiles;

#define TENON_BINARY_INIT(name)                                                                                        \
  ALWI void name(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false) {                                             \
    tenon::refuse(acc_to_dest, #name ": accumulating into the registers is not there on the simulated card");          \
    tenon::services::name(icb0, icb1);                                                                                 \
  }
TENON_BINARY_INIT(add_tiles_init)
TENON_BINARY_INIT(sub_tiles_init)
TENON_BINARY_INIT(mul_tiles_init)
#undef TENON_BINARY_INIT

template <bool full_init, EltwiseBinaryType eltwise_binary_type>
ALWI void binary_tiles_init(uint32_t icb0, uint32_t icb1, bool acc_to_dest = false) {
  static_assert(tenon::cardOperation(eltwise_binary_type) != 0xff, "tiles are added, subtracted or multiplied");
  if constexpr (eltwise_binary_type == ELWADD)
    add_tiles_init(icb0, icb1, acc_to_dest);
  else if constexpr (eltwise_binary_type == ELWSUB)
    sub_tiles_init(icb0, icb1, acc_to_dest);
  else
    mul_tiles_init(icb0, icb1, acc_to_dest);
}
template <bool full_init = true, EltwiseBinaryType eltwise_binary_type = ELWADD>
ALWI void binary_op_specific_init(uint32_t icb0, uint32_t icb1) {
  binary_tiles_init<full_init, eltwise_binary_type>(icb0, icb1);
}

/// A destination register and a tile: op(register, tile) with DEST_TO_SRCA, op(tile, register) with DEST_TO_SRCB.
template <EltwiseBinaryType type = ELWADD, EltwiseBinaryReuseDestType reuse = EltwiseBinaryReuseDestType::NONE>
ALWI void binary_dest_reuse_tiles_init(uint32_t icb0) {
  static_assert(tenon::cardOperation(type) != 0xff, "tiles are added, subtracted or multiplied");
  tenon::services::binary_dest_reuse_tiles_init(icb0, tenon::cardOperation(type), tenon::cardReuse(reuse));
}
template <EltwiseBinaryType type = ELWADD, EltwiseBinaryReuseDestType reuse = EltwiseBinaryReuseDestType::NONE>
ALWI void binary_dest_reuse_tiles(uint32_t in_cb_id, uint32_t in_tile_index, uint32_t dst_tile_index) {
  static_assert(tenon::cardOperation(type) != 0xff, "tiles are added, subtracted or multiplied");
  static_assert(reuse != EltwiseBinaryReuseDestType::NONE, "say which operand the register is");
  tenon::services::binary_dest_reuse_tiles(in_cb_id, in_tile_index, dst_tile_index, tenon::cardOperation(type),
                                           tenon::cardReuse(reuse));
}

} // namespace ckernel
