// Waits for a semaphore that nobody raises: the other core of the pair waits just the same.
//
// Argument: the semaphore to wait for.
#include "dataflow_api.h"

void kernel_main() {
  auto *semaphore = reinterpret_cast<volatile tt_l1_ptr uint32_t *>(get_semaphore(get_arg_val<uint32_t>(0)));
  noc_semaphore_wait(semaphore, 1);
}
