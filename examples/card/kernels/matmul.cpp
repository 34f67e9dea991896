// Compute kernel: sums products of tiles of circular buffers 0 and 1 over the inner dimension into circular buffer 16.
//
// Argument: number of tiles of the product. Compile-time argument: tiles along the inner dimension.
#include "compute_kernel_api/common.h"
#include "compute_kernel_api/matmul.h"

namespace NAMESPACE {
void MAIN {
  const uint32_t count = get_arg_val<uint32_t>(0);
  constexpr uint32_t inner = get_compile_time_arg_val(0);
  constexpr auto a = tt::CBIndex::c_0;
  constexpr auto b = tt::CBIndex::c_1;
  constexpr auto product = tt::CBIndex::c_16;

  mm_init(a, b, product);
  for (uint32_t i = 0; i < count; ++i) {
    tile_regs_acquire();
    for (uint32_t k = 0; k < inner; ++k) {
      cb_wait_front(a, 1);
      cb_wait_front(b, 1);
      matmul_tiles(a, b, 0, 0, 0);
      cb_pop_front(a, 1);
      cb_pop_front(b, 1);
    }
    tile_regs_commit();

    cb_reserve_back(product, 1);
    tile_regs_wait();
    pack_tile(0, product);
    tile_regs_release();
    cb_push_back(product, 1);
  }
}
} // namespace NAMESPACE
