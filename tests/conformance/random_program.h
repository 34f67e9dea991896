// Random RV32IM programs that end: sequences of instructions, each of which begins with random registers and stores
// them when it is over. Any executor of Linux's user mode can run them.
#pragma once

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

} // namespace tt::device::conformance
