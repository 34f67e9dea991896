// Two cores with the same memory, one that has native code for all of it.
#include "tier_fuzz.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <span>

#include <fmt/format.h>

#include "../device/core/assembler.h"
#include "random_program.h"
#include "tt/device/core.h"

namespace tt::device::conformance {
namespace {

constexpr size_t kAlignment = 4096; // that a core asks for

class Side {
public:
  Side(const RandomSequences &code, bool misalignedAccess, bool native)
      : bytes(static_cast<std::byte *>(std::aligned_alloc(kAlignment, RandomSequences::kMemory))),
        core(memory(), {.misalignedAccess = misalignedAccess, .native = native}) {
    std::ranges::fill(memory(), std::byte{});
    const auto codeBytes = static_cast<uint32_t>(code.code.size() * 4);
    std::memcpy(bytes.get() + RandomSequences::kCode, code.code.data(), codeBytes);
    const uint32_t end = assembler::ecall();
    std::memcpy(bytes.get() + RandomSequences::kEnd, &end, sizeof end);
    core.reset(0, 0);
    core.addCode(RandomSequences::kCode, RandomSequences::kCode + codeBytes);
    core.addCode(RandomSequences::kEnd, RandomSequences::kEnd + 4);
  }

  std::span<std::byte> memory() { return {bytes.get(), RandomSequences::kMemory}; }
  /// What sequences can write.
  std::span<std::byte> data() { return memory().subspan(RandomSequences::kEnd); }

  void start(const RandomSequences::Start &from) {
    std::ranges::copy(from.x, core.state().x);
    core.state().pc = from.pc;
  }

private:
  struct Free {
    void operator()(std::byte *memory) const { std::free(memory); }
  };
  std::unique_ptr<std::byte[], Free> bytes;

public:
  Core core;
};

std::string differenceOfFaults(const Fault &found, const Fault &expected) {
  if (found.kind == expected.kind && found.pc == expected.pc && found.instruction == expected.instruction &&
      found.address == expected.address && found.bytes == expected.bytes)
    return "";
  return fmt::format("a fault of kind {} at {:#x} and address {:#x}, expected kind {} at {:#x} and address {:#x}",
                     static_cast<int>(found.kind), found.pc, found.address, static_cast<int>(expected.kind),
                     expected.pc, expected.address);
}

std::string differenceOfStates(Side &native, Side &interpreted, Stop stop, Stop expectedStop, int64_t budget) {
  const CoreState &found = native.core.state(), &expected = interpreted.core.state();
  if (stop != expectedStop || found.pc != expected.pc || found.budget != expected.budget ||
      native.core.retired() != interpreted.core.retired())
    return fmt::format(
        "a slice of {} ends at {:#x} after {} instructions with stop {}, expected {:#x} after {} with {}", budget,
        found.pc, native.core.retired(), static_cast<int>(stop), expected.pc, interpreted.core.retired(),
        static_cast<int>(expectedStop));
  for (unsigned i = 0; i < 32; ++i)
    if (found.x[i] != expected.x[i])
      return fmt::format("x{} is {:#010x} at {:#x}, expected {:#010x}", i, found.x[i], found.pc, expected.x[i]);
  if (std::memcmp(native.data().data(), interpreted.data().data(), native.data().size()) != 0) {
    const auto at = std::ranges::mismatch(native.data(), interpreted.data()).in1 - native.data().begin();
    return fmt::format("memory differs at {:#x}", RandomSequences::kEnd + at);
  }
  return stop == Stop::Fault ? differenceOfFaults(native.core.fault(), interpreted.core.fault()) : "";
}

} // namespace

std::string differenceOfTiers(uint64_t seed, uint32_t sequences) {
  const RandomSequences program = makeRandomSequences(seed, sequences);
  std::mt19937_64 random(seed);
  const bool misalignedAccess = random() % 4 != 0;
  Side interpreted(program, misalignedAccess, false), native(program, misalignedAccess, true);
  for (size_t number = 0; number < program.starts.size(); ++number) {
    const RandomSequences::Start &start = program.starts[number];
    interpreted.start(start);
    native.start(start);
    for (Stop stop = Stop::Budget; stop == Stop::Budget;) {
      const auto budget = static_cast<int64_t>(1 + random() % (random() % 2 == 0 ? 20 : 1000));
      stop = interpreted.core.run(budget);
      const Stop found = native.core.run(budget);
      const std::string difference = differenceOfStates(native, interpreted, found, stop, budget);
      if (!difference.empty()) {
        std::string text = fmt::format("sequence {} at {:#x}: {}; its code:", number, start.pc, difference);
        const size_t end = number + 1 < program.starts.size() ? program.starts[number + 1].pc
                                                              : RandomSequences::kCode + program.code.size() * 4;
        for (size_t address = start.pc; address < end; address += 4)
          text += fmt::format(" {:08x}", program.code[(address - RandomSequences::kCode) / 4]);
        return text;
      }
    }
  }
  return "";
}

} // namespace tt::device::conformance
