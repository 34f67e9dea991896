// Places tensors with known lifetimes in one block of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tt::runtime::detail {

/// Memory that is needed from step `first` to step `last`, both included.
struct ArenaRequest {
  size_t size = 0;
  uint32_t first = 0;
  uint32_t last = 0;
  size_t offset = 0; ///< the answer, a multiple of 64
};

/// Gives each request an offset such that requests whose steps overlap do not share memory: at its first step each
/// takes the smallest gap that holds it. Returns the size of the block.
size_t placeInArena(std::span<ArenaRequest> requests);

} // namespace tt::runtime::detail
