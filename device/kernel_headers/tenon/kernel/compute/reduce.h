// Reductions, running sums, sorting.
#pragma once

#include "tenon/kernel/compute/registers.h"

namespace ckernel {

template <PoolType type = REDUCE_OP, ReduceDim dim = REDUCE_DIM, auto... options>
ALWI void reduce_init(uint32_t icb, uint32_t icb_scaler, uint32_t ocb) {
  static_assert(type != MIN, "tiles are reduced by SUM, AVG and MAX");
  tenon::services::reduce_init(icb, icb_scaler, ocb, tenon::cardReduction(type), dim);
}
/// Reduces a tile into the first row, column or element of a register, which it is accumulated with.
template <PoolType type = REDUCE_OP, ReduceDim dim = REDUCE_DIM, auto... options>
ALWI void reduce_tile(uint32_t icb, uint32_t icb_scaler, uint32_t itile, uint32_t itile_scaler, uint32_t idst) {
  static_assert(type != MIN, "tiles are reduced by SUM, AVG and MAX");
  tenon::services::reduce_tile(icb, icb_scaler, itile, itile_scaler, idst, tenon::cardReduction(type), dim);
}
template <auto... options>
ALWI void reduce_uninit(uint32_t icb = 0) {
  tenon::services::reduce_uninit();
}

/// The same on a register alone.
template <PoolType type, DataFormat format, auto... options>
ALWI void sfpu_reduce_init() {
  tenon::services::sfpu_reduce_init(tenon::cardReduction(type), tenon::cardFormat(format));
}
template <PoolType type, DataFormat format, ReduceDim dim = REDUCE_COL>
ALWI void sfpu_reduce(uint32_t idst, uint32_t ct_dim = 1, uint32_t rt_dim = 1) {
  static_assert(type != MIN, "registers are reduced by SUM, AVG and MAX");
  tenon::refuse(ct_dim != 1 || rt_dim != 1, "sfpu_reduce takes one tile on the simulated card");
  tenon::services::sfpu_reduce(idst, tenon::cardReduction(type), tenon::cardFormat(format), dim);
}
/// The sum of the first rows of two registers.
using tenon::services::sfpu_add_top_row_init;
template <DataFormat format>
ALWI void sfpu_add_top_row(uint32_t dst_tile_0, uint32_t dst_tile_1, uint32_t dst_tile_out) {
  tenon::services::sfpu_add_top_row(dst_tile_0, dst_tile_1, dst_tile_out, tenon::cardFormat(format));
}

template <auto... options>
ALWI void max_reduce_with_indices_init() {
  tenon::services::max_reduce_with_indices_init();
}
template <int num_rows = 9, DataLayout layout = DataLayout::TILE, bool accumulate = false, int ITERATIONS = 8>
ALWI void max_reduce_with_indices(uint32_t idst, uint32_t idst_idx, uint32_t chunk = 0) {
  static_assert(layout == DataLayout::TILE, "registers hold tiles");
  tenon::services::max_reduce_with_indices(idst, idst_idx, chunk, num_rows, accumulate);
}

using tenon::services::cumsum_tile_init, tenon::services::topk_tile_init;
ALWI void cumsum_tile(uint32_t idst, bool first = true) { tenon::services::cumsum_tile(idst, first); }
template <auto... options>
ALWI void topk_local_sort(uint32_t idst, int idir, int i_end_phase, int i_start_phase = 0, int i_end_step = 0,
                          int i_start_step = 0) {
  tenon::services::topk_local_sort(idst, idir, i_end_phase, i_start_phase);
}
template <auto... options>
ALWI void topk_merge(uint32_t idst, int m_iter, int k) {
  tenon::services::topk_merge(idst, m_iter, k);
}
template <auto... options>
ALWI void topk_rebuild(uint32_t idst, bool idir, int m_iter, int k, int logk, int skip_second) {
  tenon::services::topk_rebuild(idst, idir, m_iter, k, logk, skip_second);
}

} // namespace ckernel
