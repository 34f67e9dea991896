// Rows to tiles, and tiles to rows.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

using tenon::services::tilize_init, tenon::services::tilize_uninit;
using tenon::services::untilize_init, tenon::services::untilize_uninit;

/// A row of `block` tiles from as many pages of rows.
ALWI void tilize_block(uint32_t icb, uint32_t block, uint32_t ocb, uint32_t input_tile_index = 0,
                       uint32_t output_tile_index = 0) {
  tenon::refuse(input_tile_index || output_tile_index,
                "tilize_block begins at the first pages on the simulated card: push and pop them as they are done");
  tenon::services::tilize_block(icb, block, ocb);
}
ALWI void tilize_init_short_with_dt(uint32_t old_icb, uint32_t new_icb, uint32_t block, uint32_t ocb) {
  tilize_init(new_icb, block, ocb);
}
ALWI void tilize_uninit_with_dt(uint32_t old_icb, uint32_t new_icb, uint32_t ocb) { tilize_uninit(old_icb, ocb); }
ALWI void fast_tilize_init(uint32_t icb, uint32_t full_dim, uint32_t ocb) { tilize_init(icb, full_dim, ocb); }
ALWI void fast_tilize_init_with_dt(uint32_t icb, uint32_t full_dim, uint32_t ocb) { tilize_init(icb, full_dim, ocb); }
ALWI void fast_tilize_uninit(uint32_t icb, uint32_t ocb) { tilize_uninit(icb, ocb); }
ALWI void fast_tilize_block(uint32_t icb, uint32_t block, uint32_t ocb, uint32_t input_tile_index = 0,
                            uint32_t output_tile_index = 0) {
  tilize_block(icb, block, ocb, input_tile_index, output_tile_index);
}

/// A row of `full_ct_dim` tiles to as many pages of rows.
template <uint32_t block_ct_dim = 1>
ALWI void untilize_block(uint32_t icb, uint32_t full_ct_dim, uint32_t ocb) {
  tenon::services::untilize_block(icb, full_ct_dim, ocb);
}

template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, auto... options>
ALWI void pack_untilize_init(uint32_t icb, uint32_t ocb) {
  tenon::services::pack_untilize_init(icb, ocb, block_ct_dim, full_ct_dim);
}
/// `block_rt_dim` rows of tiles.
template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, auto... options>
ALWI void pack_untilize_block(uint32_t icb, uint32_t block_rt_dim, uint32_t ocb, uint32_t block_c_index = 0) {
  static_assert(
      block_ct_dim == full_ct_dim,
      "the simulated card untilizes whole rows of tiles: pack_untilize_block needs block_ct_dim == full_ct_dim");
  tenon::services::experimental_pack_untilize_block(icb, ocb, block_rt_dim, full_ct_dim, block_ct_dim, full_ct_dim);
}
ALWI void pack_untilize_uninit(uint32_t ocb) { tenon::services::pack_untilize_uninit(ocb); }
template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, auto... options>
ALWI void pack_untilize_dest_init(uint32_t ocb, uint32_t face_r_dim = 16, uint32_t num_faces = 4) {
  tenon::services::pack_untilize_dest_init(ocb, block_ct_dim, full_ct_dim);
}
/// Destination registers from 0 on, as rows.
template <uint32_t block_ct_dim = 8, uint32_t full_ct_dim = block_ct_dim, auto... options>
ALWI void pack_untilize_dest(uint32_t ocb, uint32_t block_rt_dim = 1, uint32_t block_c_index = 0,
                             uint32_t face_r_dim = 16, uint32_t num_faces = 4, uint32_t tile_dst_offset = 0) {
  tenon::refuse(face_r_dim != 16 || num_faces != 4 || tile_dst_offset,
                "pack_untilize_dest takes whole tiles from register 0 on, on the simulated card");
  tenon::services::pack_untilize_dest(ocb, block_rt_dim, block_c_index, block_ct_dim, full_ct_dim);
}

} // namespace ckernel
