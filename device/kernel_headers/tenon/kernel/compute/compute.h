// All of compute kernels.
#pragma once

#include "tenon/kernel/compute/bcast.h"
#include "tenon/kernel/compute/binary.h"
#include "tenon/kernel/compute/copy.h"
#include "tenon/kernel/compute/layout.h"
#include "tenon/kernel/compute/matmul.h"
#include "tenon/kernel/compute/reduce.h"
#include "tenon/kernel/compute/registers_binary.h"
#include "tenon/kernel/compute/registers_other.h"
#include "tenon/kernel/compute/scalar.h"
#include "tenon/kernel/compute/unary.h"
#include "tenon/kernel/mask_tiles.h"

/// What kernels that a compiler writes call beside the field's functions.
namespace experimental {

ALWI void tilize_block(uint32_t icb, uint32_t ocb, uint32_t block_r, uint32_t block_c) {
  tenon::services::experimental_tilize_block(icb, ocb, block_r, block_c);
}
ALWI void untilize_block(uint32_t icb, uint32_t ocb, uint32_t block_r, uint32_t block_c) {
  tenon::services::experimental_untilize_block(icb, ocb, block_r, block_c);
}
template <uint32_t cols_per_dst_pass, uint32_t total_col_tiles>
ALWI void pack_untilize_block(uint32_t icb, uint32_t ocb, uint32_t block_r, uint32_t block_c) {
  tenon::services::experimental_pack_untilize_block(icb, ocb, block_r, block_c, cols_per_dst_pass, total_col_tiles);
}
ALWI void matmul_block(uint32_t in0_cb_id, uint32_t in1_cb_id, uint32_t in0_tile_index, uint32_t in1_tile_index,
                       uint32_t idst, uint32_t transpose, uint32_t ct_dim, uint32_t rt_dim, uint32_t kt_dim,
                       uint32_t in1_k_stride) {
  tenon::services::experimental_matmul_block(in0_cb_id, in1_cb_id, in0_tile_index, in1_tile_index, idst, transpose,
                                             ct_dim, rt_dim, kt_dim, in1_k_stride);
}
ALWI void unpack_stall_on_pack() { tenon::services::experimental_unpack_stall_on_pack(); }

} // namespace experimental
