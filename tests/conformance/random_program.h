// Random RV32IM programs that end: sequences of instructions, each of which begins with random registers. As an ELF
// file that stores them when a sequence is over, which any executor of Linux's user mode can run; and bare, for cores
// whose registers the caller sets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tt::device::conformance {

struct RandomProgram {
  std::vector<std::byte> elf;
  uint32_t sequences = 0;
  /// What the program writes: for each sequence kResultWords registers (x1 to x31, and 0), then the memory it used.
  static constexpr uint32_t kResultWords = 32;
  /// The index in the code of each sequence's first word, and of the word behind the last.
  std::vector<uint32_t> begins;
  std::vector<uint32_t> code;
};

/// Makes a program of `sequences` sequences: all instructions but CSRs and ecall; branches and jumps forward; loops of
/// a few rounds; loads and stores at any alignment.
RandomProgram makeRandomProgram(uint64_t seed, uint32_t sequences);

/// Bare sequences, each of which ends with a jump to kEnd, where the caller has put an `ecall`.
struct RandomSequences {
  // Addresses. Nothing but the scratch is written, and bytes up to the end of the memory and beyond it.
  static constexpr uint32_t kCode = 0x1000, kEnd = 0x1C000, kScratch = 0x1E000, kMemory = 0x20000;
  static constexpr uint32_t kScratchBytes = 4096;
  static constexpr uint32_t kMostSequences = 400; // so that the code ends before kEnd

  struct Start {
    uint32_t pc = 0;
    std::array<uint32_t, 32> x = {};
  };
  std::vector<uint32_t> code;
  std::vector<Start> starts;
};

/// Makes at most kMostSequences sequences of the same kind; in one of 16, some accesses are outside of the memory.
RandomSequences makeRandomSequences(uint64_t seed, uint32_t sequences);

} // namespace tt::device::conformance
