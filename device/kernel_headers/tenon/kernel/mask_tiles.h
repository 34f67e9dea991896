// Tiles that kernels of compilers make in a circular buffer: masks and numbers. For data movement and compute kernels.
#pragma once

#include "tenon/kernel/services.h"

namespace experimental {

/// Ones in the first rows, or columns, and zeros in the others.
ALWI void write_row_mask_tile(uint32_t valid_rows, uint32_t cb) {
  tenon::services::experimental_write_row_mask_tile(valid_rows, cb);
}
ALWI void write_col_mask_tile(uint32_t valid_cols, uint32_t cb) {
  tenon::services::experimental_write_col_mask_tile(valid_cols, cb);
}
/// 0, 1, 2, ... row by row.
ALWI void fill_arange_tile(uint32_t cb) { tenon::services::experimental_fill_arange_tile(cb); }

} // namespace experimental
