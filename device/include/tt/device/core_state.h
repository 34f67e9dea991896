// The registers of a core as interpreter, native code and the scheduler share them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tt::device {

/// One RV32IM core between two slices. Native code addresses the members by their offsets.
struct CoreState {
  uint32_t x[32] = {}; // x[0] is 0
  uint32_t pc = 0;
  uint32_t memorySize = 0;     // bytes at `memory`: L1, then the tile's local memories
  std::byte *memory = nullptr; // address 0 of the core
  int64_t budget = 0;          // instructions left in this slice; see Core::run
};

/// Why a core returned.
enum class Stop : uint8_t {
  Budget,     // the slice is used up; pc is the next instruction
  Call,       // at an `ecall`, not yet counted; see Core::finishCall
  Breakpoint, // at an `ebreak`, or at an address given to Core::addBreakpoint; not executed
  Fault,      // at an instruction that cannot be executed; see Core::fault
};

enum class FaultKind : uint8_t {
  LoadOutside,
  StoreOutside,
  LoadMisaligned,
  StoreMisaligned,
  FetchOutside,
  FetchMisaligned,
  IllegalInstruction,
};

/// What an instruction was stopped by. Nothing of it was carried out.
struct Fault {
  FaultKind kind = FaultKind::IllegalInstruction;
  uint32_t pc = 0;
  uint32_t instruction = 0; // the word at pc, 0 if it could not be fetched
  uint32_t address = 0;     // of the access, for loads, stores and fetches
  uint32_t bytes = 0;       // of the access
};

} // namespace tt::device
