// Where the interpreter and the native tier meet: regions of decoded code, and what native code is called with.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "tt/device/core_state.h"

namespace tt::device {

/// How native code left: `state.pc` is where to go on, `state.budget` is exact, all registers are in `state`.
enum class Leave : uint32_t {
  GoOn = 0,      // anywhere, in native code again if there is some
  Interpret = 1, // the interpreter has to execute the instruction at pc first (ecall, ebreak, CSRs, a bad access, ...)
  Budget = 2,    // the budget is used up
};

/// Native code of one entry: runs from `state->pc`, which is the address that it was published for.
using NativeEntry = Leave (*)(CoreState *state);

/// A piece of code, decoded once and shared by all cores whose memory holds the same bytes at the same addresses.
/// What it was made from never changes: cores look at their memory again at `fence.i`.
class CodeRegion {
public:
  virtual ~CodeRegion() = default;
  virtual uint32_t begin() const = 0;
  virtual uint32_t end() const = 0;
  virtual std::span<const uint32_t> words() const = 0;
  /// One byte a word: not 0 where a jalr of the interpreter has led. Written while cores run, with relaxed atomics:
  /// read it so.
  virtual std::span<const uint8_t> jumpTargets() const = 0;
  virtual uint32_t memorySize() const = 0;   // bytes of memory of each of these cores
  virtual bool misalignedAccess() const = 0; // what loads and stores that are not aligned do: done, or a fault
  /// From now on, cores that come to `address` run `entry`; `owner` is kept as long as the region is. Thread-safe,
  /// while cores run.
  virtual void publish(uint32_t address, NativeEntry entry, std::shared_ptr<const void> owner) = 0;
};

/// Makes native code of hot code, in the background.
class NativeTier {
public:
  virtual ~NativeTier() = default;
  /// A core was at `pc` of `region` when its slice ended (every 50,000 instructions or so, also within one run()).
  /// Cheap; from any thread.
  virtual void observe(const std::shared_ptr<CodeRegion> &region, uint32_t pc) noexcept = 0;
  /// Code of the region may come from the cache on disk: called once, when the region is made.
  virtual void announce(const std::shared_ptr<CodeRegion> &region) noexcept = 0;
};

/// The process's native tier, made on first use; null where there is none (no libTenonCoreCompiler, or TENON_NATIVE=0).
NativeTier *nativeTier();

/// Says who makes it: `make` is called often and from any thread, gives the same object each time, and null where there
/// is none. So cores can be linked without a native tier.
void setNativeTier(NativeTier *(*make)());

} // namespace tt::device
