// Writer: brings tiles from circular buffer 16 to DRAM.
//
// Arguments: address of the tensor, first tile, number of tiles.
#include "dataflow_api.h"

void kernel_main() {
  const uint32_t address = get_arg_val<uint32_t>(0);
  const uint32_t first = get_arg_val<uint32_t>(1);
  const uint32_t count = get_arg_val<uint32_t>(2);

  constexpr uint32_t cb = tt::CBIndex::c_16;
  const uint32_t tileBytes = get_tile_size(cb);
  const InterleavedAddrGen<true> out = {.bank_base_address = address, .page_size = tileBytes};

  for (uint32_t tile = first; tile < first + count; ++tile) {
    cb_wait_front(cb, 1);
    noc_async_write(get_read_ptr(cb), get_noc_addr(tile, out), tileBytes);
    noc_async_write_barrier();
    cb_pop_front(cb, 1);
  }
}
