// Where the card keeps its own things in each L1: launch records, semaphores, zeros, and behind them what programs
// bring.
#pragma once

#include <cstdint>

#include "tenon/schema/card_abi.h"

namespace tt::device {

namespace card = target::card;

constexpr uint64_t alignUp(uint64_t value, uint64_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

/// One launch record for each core of the tile. The first word of L1 holds nothing.
inline constexpr uint32_t kLaunchRecords = 4;
inline constexpr uint32_t kLaunchRecordStride = sizeof(card::LaunchRecord);
inline constexpr uint32_t kSemaphores = 256;
inline constexpr uint32_t kZeros = 512;
/// Here begin the tables of banks, then kernels, arguments and circular buffers.
inline constexpr uint32_t kL1Unreserved = 1024;
/// DRAM buffers begin here in every channel, so that 0 is the address of none.
inline constexpr uint32_t kDramUnreserved = 1024;

/// What lies at the bottom of each stack, and is still there when the stack was never deeper than its memory.
inline constexpr uint32_t kStackGuardWords = 4;
inline constexpr uint32_t kStackGuard = 0x57ACC0DE;

static_assert(kLaunchRecords + card::kProcessorsPerTile * kLaunchRecordStride <= kSemaphores);
static_assert(kSemaphores + card::kSemaphoresPerTile * card::kSemaphoreStride <= kZeros);
static_assert(kZeros + card::kZerosSize <= kL1Unreserved);

} // namespace tt::device
