// The kernel of a data-movement core: serves the game block whose L1 address is runtime argument 0.
//
// All of the interpreter is one translation unit here, so that it is optimized as a whole.
#include "arithmetic.cpp"
#include "calls.cpp"
#include "decode.cpp"
#include "fused.cpp"
#include "game.cpp"
#include "handlers.cpp"
#include "input.cpp"
#include "memory.cpp"
#include "objects.cpp"
#include "output.cpp"
#include "printing.cpp"
#include "records.cpp"
#include "serve.cpp"
#include "tables.cpp"
#include "text.cpp"
#include "warnings.cpp"
#include "windows.cpp"

#include "dataflow_api.h"

void tt::zork::fetchPage(const Machine &machine, uint32_t page, uint8_t *to) {
  noc_async_read(get_dram_noc_addr(page, kPageBytes, machine.control->storyAddressLow),
                 static_cast<uint32_t>(reinterpret_cast<uintptr_t>(to)), kPageBytes);
  noc_async_read_barrier();
}

void kernel_main() {
  void *block = reinterpret_cast<void *>(get_arg_val<uint32_t>(0));
  for (;;) {
    tenon::call<tenon::Service::host_wait>();
    tt::zork::serve(block);
  }
}
