// The Z-machine's kernel for the card, as it was compiled with Tenon.
#pragma once

#include <cstddef>
#include <span>

namespace tt::zork {

/// An ELF for KernelImage::fromElf: serves (Chip::serve) the game block whose L1 address is its runtime argument 0.
std::span<const std::byte> cardKernel();

} // namespace tt::zork
