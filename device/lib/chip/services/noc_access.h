// Transfers over the NoC: addresses checked and resolved, bytes copied, traffic counted, waiting cores woken.
#pragma once

#include <cstdint>
#include <functional>

#include "chip/services/service.h"

namespace tt::device {

/// One place that a NoC address means.
struct Place {
  Node node;
  uint64_t local = 0;      // address there
  std::byte *at = nullptr; // `bytes` of memory
};

/// What a transfer is for: what may be at its other end.
enum class NocUse : uint8_t { Data, Word, Atomic };

/// `bytes` of this tile's L1; throws Misuse where they are not in L1.
std::byte *localL1(const ServiceCall &call, uint32_t address, uint64_t bytes);

/// A word of this tile's L1, for semaphores; throws Misuse where it is not aligned or not in L1.
std::byte *localWord(const ServiceCall &call, uint32_t address);

/// The place of a NoC address of one node; throws Misuse that says what is wrong with it.
Place resolve(const ServiceCall &call, uint64_t address, uint64_t bytes, NocUse use);

/// The tiles of a multicast address: all must be workers, and as many as the kernel says. `receive` is called for each
/// with the index of the tile and its memory.
void multicast(const ServiceCall &call, uint64_t address, uint64_t bytes, uint32_t destinations, bool includingSender,
               const std::function<void(uint32_t, std::byte *)> &receive);

/// Transfers between addresses that the hardware's transfers cannot go between, throw Misuse.
void checkAlignment(const ServiceCall &call, uint64_t from, uint64_t to, uint32_t alignment, std::string_view why);

/// After words of a worker's L1 have changed.
void written(const ServiceCall &call, uint32_t tile);

} // namespace tt::device
