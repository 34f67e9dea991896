// Reader: brings tiles of two tensors from DRAM to the compute kernel.
//
// Arguments: address of a, address of b, first tile, number of tiles.
#include "dataflow_api.h"

void kernel_main() {
  const uint32_t addressA = get_arg_val<uint32_t>(0);
  const uint32_t addressB = get_arg_val<uint32_t>(1);
  const uint32_t first = get_arg_val<uint32_t>(2);
  const uint32_t count = get_arg_val<uint32_t>(3);

  constexpr uint32_t cbA = tt::CBIndex::c_0;
  constexpr uint32_t cbB = tt::CBIndex::c_1;
  const uint32_t tileBytes = get_tile_size(cbA);
  const InterleavedAddrGen<true> a = {.bank_base_address = addressA, .page_size = tileBytes};
  const InterleavedAddrGen<true> b = {.bank_base_address = addressB, .page_size = tileBytes};

  for (uint32_t tile = first; tile < first + count; ++tile) {
    cb_reserve_back(cbA, 1);
    cb_reserve_back(cbB, 1);
    noc_async_read(get_noc_addr(tile, a), get_write_ptr(cbA), tileBytes);
    noc_async_read(get_noc_addr(tile, b), get_write_ptr(cbB), tileBytes);
    noc_async_read_barrier();
    cb_push_back(cbA, 1);
    cb_push_back(cbB, 1);
  }
}
