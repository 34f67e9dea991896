// Reader: for each tile of the product that this core makes, brings a row of tiles of a and a column of tiles of b.
//
// Arguments: address of a, address of b, first tile of the product, number of tiles.
// Compile-time arguments: tiles along the inner dimension, tiles along the columns of b.
#include "dataflow_api.h"

void kernel_main() {
  const uint32_t addressA = get_arg_val<uint32_t>(0);
  const uint32_t addressB = get_arg_val<uint32_t>(1);
  const uint32_t first = get_arg_val<uint32_t>(2);
  const uint32_t count = get_arg_val<uint32_t>(3);
  constexpr uint32_t inner = get_compile_time_arg_val(0);
  constexpr uint32_t columns = get_compile_time_arg_val(1);

  constexpr uint32_t cbA = tt::CBIndex::c_0;
  constexpr uint32_t cbB = tt::CBIndex::c_1;
  const uint32_t tileBytes = get_tile_size(cbA);
  const InterleavedAddrGen<true> a = {.bank_base_address = addressA, .page_size = tileBytes};
  const InterleavedAddrGen<true> b = {.bank_base_address = addressB, .page_size = tileBytes};

  for (uint32_t tile = first; tile < first + count; ++tile) {
    const uint32_t row = tile / columns;
    const uint32_t column = tile % columns;
    for (uint32_t k = 0; k < inner; ++k) {
      cb_reserve_back(cbA, 1);
      cb_reserve_back(cbB, 1);
      noc_async_read(get_noc_addr(row * inner + k, a), get_write_ptr(cbA), tileBytes);
      noc_async_read(get_noc_addr(k * columns + column, b), get_write_ptr(cbB), tileBytes);
      noc_async_read_barrier();
      cb_push_back(cbA, 1);
      cb_push_back(cbB, 1);
    }
  }
}
