// Receiver: says that it is ready, waits for the block, adds its words up and writes the sum behind it.
//
// Arguments: the sender on the NoC (x, y), address of the block in L1, bytes, semaphore of those ready, semaphore of arrival.
#include "dataflow_api.h"

void kernel_main() {
  const uint32_t senderX = get_arg_val<uint32_t>(0), senderY = get_arg_val<uint32_t>(1);
  const uint32_t block = get_arg_val<uint32_t>(2);
  const uint32_t bytes = get_arg_val<uint32_t>(3);
  const uint32_t readyAddress = get_semaphore(get_arg_val<uint32_t>(4));
  const uint32_t arrivedAddress = get_semaphore(get_arg_val<uint32_t>(5));

  noc_semaphore_inc(get_noc_addr(senderX, senderY, readyAddress), 1);
  noc_semaphore_wait(reinterpret_cast<volatile tt_l1_ptr uint32_t *>(arrivedAddress), 1);

  const auto *words = reinterpret_cast<const uint32_t *>(block);
  uint32_t sum = 0;
  for (uint32_t i = 0; i < bytes / 4; ++i)
    sum += words[i];
  *reinterpret_cast<volatile uint32_t *>(block + bytes) = sum;
}
