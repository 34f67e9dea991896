// Tiles from circular buffers into destination registers, and within them.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

using tenon::services::copy_block_matmul_partials, tenon::services::copy_tile;
using tenon::services::copy_dest_values_init, tenon::services::copy_tile_init;
using tenon::services::transpose_wh_init_short;

ALWI void copy_tile_to_dst_init_short(uint32_t cbid = 0, uint32_t transpose = 0,
                                      uint32_t transpose_within_16x16_face = 0) {
  tenon::refuse(transpose || transpose_within_16x16_face,
                "copy_tile does not transpose on the simulated card: use transpose_wh_tile");
  tenon::services::copy_tile_to_dst_init_short(cbid);
}
ALWI void copy_tile_to_dst_init_short_with_dt(uint32_t old_cbid, uint32_t new_cbid, uint32_t transpose = 0) {
  tenon::refuse(transpose, "copy_tile does not transpose on the simulated card: use transpose_wh_tile");
  tenon::services::copy_tile_to_dst_init_short_with_dt(old_cbid, new_cbid);
}
template <DataFormat format = DataFormat::Float32>
ALWI void copy_dest_values(uint32_t idst_in, uint32_t idst_out) {
  tenon::services::copy_dest_values(idst_in, idst_out, tenon::cardFormat(format));
}
ALWI void transpose_wh_init(uint32_t icb, uint32_t ocb) { tenon::services::transpose_wh_init(icb, ocb); }
template <auto... options>
ALWI void transpose_wh_tile(uint32_t icb, uint32_t itile, uint32_t idst) {
  tenon::services::transpose_wh_tile(icb, itile, idst);
}

} // namespace ckernel
