// Sender: waits until every receiver is ready, sends a block of its L1 to all of them, and says that it is there.
//
// Arguments: the block's address in DRAM (bank 0), bytes, address in L1, number of receivers,
// the rectangle of receivers on the NoC (first x, first y, last x, last y), semaphore of those ready, semaphore of arrival.
#include "dataflow_api.h"

void kernel_main() {
  const uint32_t dram = get_arg_val<uint32_t>(0);
  const uint32_t bytes = get_arg_val<uint32_t>(1);
  const uint32_t block = get_arg_val<uint32_t>(2);
  const uint32_t receivers = get_arg_val<uint32_t>(3);
  const uint32_t firstX = get_arg_val<uint32_t>(4), firstY = get_arg_val<uint32_t>(5);
  const uint32_t lastX = get_arg_val<uint32_t>(6), lastY = get_arg_val<uint32_t>(7);
  const uint32_t readyAddress = get_semaphore(get_arg_val<uint32_t>(8));
  const uint32_t arrivedAddress = get_semaphore(get_arg_val<uint32_t>(9));

  noc_async_read(get_noc_addr_from_bank_id<true>(0, dram), block, bytes);
  noc_async_read_barrier();

  auto *ready = reinterpret_cast<volatile tt_l1_ptr uint32_t *>(readyAddress);
  noc_semaphore_wait(ready, receivers);

  noc_async_write_multicast(block, get_noc_multicast_addr(firstX, firstY, lastX, lastY, block), bytes, receivers);
  noc_async_write_barrier();

  auto *arrived = reinterpret_cast<volatile tt_l1_ptr uint32_t *>(arrivedAddress);
  noc_semaphore_set(arrived, 1);
  noc_semaphore_set_multicast(arrivedAddress, get_noc_multicast_addr(firstX, firstY, lastX, lastY, arrivedAddress), receivers);
}
