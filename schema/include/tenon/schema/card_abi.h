// What a kernel and the card that runs it agree on: services, the launch record, NoC addresses.
//
// Included by the simulator, by kernels (freestanding C++ for RV32) and by the lowering of ttkernel. A kernel asks the
// card for a service with `ecall`: its number in a7, its arguments in a0 to a6 and, from the eighth on, in t0 to t6;
// a 64-bit NoC address takes two, the low word first. The result comes in a0, all other registers keep their values.
// A service that has to wait leaves the core at the ecall until it can be done.
#pragma once

#include <stdint.h>

namespace tt::target::card {

/// Services by number. The names of those that are ops of the dialect ttkernel are the ops' own, their arguments the
/// op's operands in order (i32; NoC addresses two words; f32 as bits; circular buffers as their index) and then its
/// attributes in the order of the definition (enumerators and data types by number, booleans 0 or 1; an absent
/// optional one is its default, 0 where there is none).
enum class Service : uint32_t {
#define TENON_CARD_SERVICE(number, name, arguments, summary) name = number,
#include "tenon/schema/card_services.def"
};

/// Written by the card into L1 before a core starts; the core gets its address in a0. Addresses are L1 addresses.
struct LaunchRecord {
  uint32_t runtimeArgs; // address of the core's own arguments, words
  uint32_t runtimeArgCount;
  uint32_t commonArgs; // address of the arguments all cores of a kernel share, words
  uint32_t commonArgCount;
  uint32_t nocX, nocY;         // this tile on the NoC
  uint32_t logicalX, logicalY; // this tile in the grid of workers
  uint32_t gridWidth, gridHeight;
  uint32_t nocIndex;   // the NoC that a kernel uses where it names none: 0 or 1
  uint32_t processor;  // Processor: which core of the tile
  uint32_t semaphores; // address of semaphore 0; the next one follows kSemaphoreStride bytes later
  uint32_t dramBanks;  // address of a table of DRAM banks: for each its NoC node, a word nocX | nocY << 6
  uint32_t dramBankCount;
  uint32_t l1Banks; // the same for the tiles that hold pages of interleaved L1 buffers
  uint32_t l1BankCount;
  uint32_t zeros;                      // address of kZerosSize bytes that are zero
  uint32_t dramAlignment, l1Alignment; // bytes: pages of interleaved buffers begin at multiples of it
  uint32_t semaphoreCount;             // that the program has
};

inline constexpr uint32_t kSemaphoreStride = 16;
inline constexpr uint32_t kSemaphoresPerTile = 16;
inline constexpr uint32_t kZerosSize = 512;
inline constexpr uint32_t kCircularBuffers = 32;

/// What a kernel may ask for that it was not given. It then reads from missingAddress(), which lies in no memory: the
/// card stops the core there, and knows from the address what to say.
enum class Missing : uint32_t { RuntimeArgument = 0, CommonArgument = 1, Semaphore = 2 };
inline constexpr uint32_t kMissing = 0xE7000000, kMissingEnd = kMissing + 0x1000000;
inline constexpr uint32_t kMissingKindShift = 22, kMissingIndexMask = 0xFFFFF;

constexpr uint32_t missingAddress(Missing what, uint32_t index) {
  return kMissing | static_cast<uint32_t>(what) << kMissingKindShift | (index & kMissingIndexMask) << 2;
}

/// The cores of a tile. `Compute` stands for the three that unpack, compute and pack: one core runs the whole kernel.
enum class Processor : uint32_t { DataMovement0 = 0, DataMovement1 = 1, Compute = 2 };
inline constexpr uint32_t kProcessorsPerTile = 3;

/// A NoC address is local address (36 bits) | x << 36 | y << 42 of one node; of a rectangle of nodes it is
/// local address | endX << 36 | endY << 42 | startX << 48 | startY << 54, both ends inclusive.
inline constexpr uint32_t kNocLocalBits = 36;
inline constexpr uint32_t kNocCoordinateBits = 6;

constexpr uint64_t nocAddress(uint32_t x, uint32_t y, uint64_t local) {
  return local | static_cast<uint64_t>(x) << 36 | static_cast<uint64_t>(y) << 42;
}
constexpr uint64_t nocMulticastAddress(uint32_t startX, uint32_t startY, uint32_t endX, uint32_t endY, uint64_t local) {
  return nocAddress(endX, endY, local) | static_cast<uint64_t>(startX) << 48 | static_cast<uint64_t>(startY) << 54;
}

} // namespace tt::target::card
