// Native code of a region without a core, and a run that takes the oracle as the interpreter beside it.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/native_tier.h"
#include "native/unit.h"
#include "oracle.h"

namespace tt::device::native::test {

/// A code region that keeps what is published.
class TestRegion final : public CodeRegion {
public:
  TestRegion(uint32_t begin, std::vector<uint32_t> words, bool misalignedAccess = false, uint32_t memorySize = 0x4000)
      : first(begin), code(std::move(words)), targets(code.size()), memoryBytes(memorySize),
        misaligned(misalignedAccess) {}

  uint32_t begin() const override { return first; }
  uint32_t end() const override { return first + static_cast<uint32_t>(code.size()) * 4; }
  std::span<const uint32_t> words() const override { return code; }
  std::span<const uint8_t> jumpTargets() const override { return targets; }
  uint32_t memorySize() const override { return memoryBytes; }
  bool misalignedAccess() const override { return misaligned; }
  void publish(uint32_t address, NativeEntry entry, std::shared_ptr<const void> owner) override {
    entries[address] = entry;
    owners.push_back(std::move(owner));
  }

  NativeEntry entryAt(uint32_t address) const {
    auto found = entries.find(address);
    return found != entries.end() ? found->second : nullptr;
  }
  void setJumpTarget(size_t word) { targets[word] = 1; }

private:
  uint32_t first;
  std::vector<uint32_t> code;
  std::vector<uint8_t> targets;
  uint32_t memoryBytes;
  bool misaligned;
  std::map<uint32_t, NativeEntry> entries;
  std::vector<std::shared_ptr<const void>> owners;
};

/// The tests' compiler; fails the program where there is none.
CoreCompiler &compiler();

/// Runs as a core does: native code where it is published, the oracle elsewhere and where native code asks for it.
/// `nativeLeaves` counts how often native code was left.
OracleStop runNative(CoreState &state, const TestRegion &region, uint64_t &nativeLeaves);

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
