// One RV32IM core: runs code in a tile's memory, slice by slice, in the interpreter and in native code.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "tt/device/core_state.h"

namespace tt::device {

class CodeRegion;

struct CoreOptions {
  uint32_t hartId = 0;
  bool misalignedAccess = false; // loads and stores that are not aligned to their size: done, or a fault
  bool native = true;            // hot code becomes native code
};

/// Not thread-safe: one thread at a time runs a core. RV32IM, Zicsr for the counters cycle, time and instret (and their
/// high halves: all count retired instructions) and mhartid, Zifencei: code that was written is seen after `fence.i`.
class Core {
public:
  /// `memory` is what addresses 0 and up mean; it outlives the core. Its begin is aligned to 4096 bytes.
  Core(std::span<std::byte> memory, const CoreOptions &options);
  ~Core();
  Core(const Core &) = delete;
  Core &operator=(const Core &) = delete;

  CoreState &state();
  const CoreState &state() const;

  /// Sets all registers to 0, the stack pointer and the program counter, and forgets decoded code and breakpoints.
  void reset(uint32_t pc, uint32_t stackPointer);

  /// Says that [begin, end) holds the code of a loaded kernel, so that it is decoded as one region. Cores whose memory
  /// holds the same bytes at the same addresses share the region, decoded and native.
  void addCode(uint32_t begin, uint32_t end);

  /// Runs until `budget` instructions are executed or something else stops it. The budget is tested after each taken
  /// backward branch, jal and jalr, in both tiers alike; so a slice ends at the same instruction in both, a basic
  /// block at most after the budget. Throws nothing.
  Stop run(int64_t budget);

  /// After Stop::Call: counts the ecall and moves behind it.
  void finishCall();

  /// After Stop::Fault.
  const Fault &fault() const;

  /// Instructions executed since reset.
  uint64_t retired() const;

  /// Stops before the instruction at `address` is executed; run() after it stopped there goes on behind it.
  void addBreakpoint(uint32_t address);
  void removeBreakpoint(uint32_t address);

private:
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace tt::device
