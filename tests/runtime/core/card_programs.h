// A small program for the simulated card, for tests that change it.
#pragma once

#include <memory>
#include <span>

#include "binary_writer.h"
#include "tt/device/kernel.h"

namespace tt::runtime::test {

/// A data movement kernel that copies one tile: its common arguments are the addresses of two buffers of f32, its own
/// the number of the tile.
std::shared_ptr<const device::KernelImage> copyKernel();

/// @copy(a) = a on 32x64 f32: two tiles, copied by two tiles of the card with the kernel `elf`.
Program cardProgram(std::span<const std::byte> elf);

} // namespace tt::runtime::test
