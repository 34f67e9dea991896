// Included before every kernel: where it starts, in each of the forms that kernels are written in.
#pragma once

// Both are the function that the card calls: `void kernel_main()`, and in compute kernels also
// `namespace NAMESPACE { void MAIN { ... } }`, MAIN being `kernel_main()`.
void kernel_main() __asm__("kernel_main");
namespace tenon_compute_kernel {
void kernel_main() __asm__("kernel_main");
}

// Kernels for data movement have its functions without including them.
#if TENON_PROCESSOR != 2
#include "tenon/kernel/dataflow.h"
#define MAIN                                                                                                           \
  _Pragma("GCC error \"`void MAIN` begins a compute kernel: compile it for the processor compute\"") kernel_main()
#endif
