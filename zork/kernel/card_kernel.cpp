// Holds the kernel's ELF.
#include "kernel/card_kernel.h"

__asm__(".section .rodata\n"
        ".balign 16\n"
        "tenon_zork_kernel_begin:\n"
        ".incbin \"" TENON_ZORK_KERNEL "\"\n"
        "tenon_zork_kernel_end:\n"
        ".previous\n");

extern "C" {
extern const std::byte tenon_zork_kernel_begin[] __attribute__((visibility("hidden")));
extern const std::byte tenon_zork_kernel_end[] __attribute__((visibility("hidden")));
}

namespace tt::zork {

std::span<const std::byte> cardKernel() { return {tenon_zork_kernel_begin, tenon_zork_kernel_end}; }

} // namespace tt::zork
