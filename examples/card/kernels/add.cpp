// Compute kernel: adds tiles of circular buffers 0 and 1 into circular buffer 16.
//
// Argument: number of tiles.
#include "compute_kernel_api/common.h"
#include "compute_kernel_api/eltwise_binary.h"

namespace NAMESPACE {
void MAIN {
  const uint32_t count = get_arg_val<uint32_t>(0);
  constexpr auto a = tt::CBIndex::c_0;
  constexpr auto b = tt::CBIndex::c_1;
  constexpr auto sum = tt::CBIndex::c_16;

  binary_op_init_common(a, b, sum);
  add_tiles_init(a, b);
  for (uint32_t i = 0; i < count; ++i) {
    cb_wait_front(a, 1);
    cb_wait_front(b, 1);
    cb_reserve_back(sum, 1);

    tile_regs_acquire();
    add_tiles(a, b, 0, 0, 0);
    tile_regs_commit();

    tile_regs_wait();
    pack_tile(0, sum);
    tile_regs_release();

    cb_push_back(sum, 1);
    cb_pop_front(a, 1);
    cb_pop_front(b, 1);
  }
}
} // namespace NAMESPACE
