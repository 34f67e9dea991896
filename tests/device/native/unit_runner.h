// Compiles a plan and runs it with the oracle as the interpreter beside it.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/native_tier.h"
#include "native/compiler_api.h"
#include "oracle.h"
#include "tt/jit/executable_memory.h"

namespace tt::device::native::test {

/// A compiled unit.
struct Unit {
  std::shared_ptr<const jit::ExecutableMemory> code;
  NativeEntry entry = nullptr;
  Plan plan;
};

/// The tests' compiler; fails the program where there is none.
CoreCompiler &compiler();

Unit compileUnit(uint32_t begin, std::span<const uint32_t> words, const Plan &plan, bool misalignedAccess,
                 Quality quality = Quality::Quick);

/// Runs as a core does: native code at the unit's entries, the oracle elsewhere and where native code asks for it.
/// `nativeLeaves` counts how often native code was left.
OracleStop runWithUnit(CoreState &state, const Unit &unit, const OracleOptions &options, uint64_t &nativeLeaves);

/// A core with memory of its own.
struct Machine {
  explicit Machine(uint32_t memoryBytes) : memory(memoryBytes) {
    state.memory = memory.data();
    state.memorySize = memoryBytes;
  }
  Machine(const Machine &other) : memory(other.memory), state(other.state) { state.memory = memory.data(); }
  Machine &operator=(const Machine &) = delete;
  void put(uint32_t address, std::span<const uint32_t> words);

  std::vector<std::byte> memory;
  CoreState state;
};

/// Everything that differs, as text; empty if nothing does.
std::string difference(const Machine &expected, const Machine &found);

} // namespace tt::device::native::test
