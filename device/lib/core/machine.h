// What a core consists of besides its registers: the region it is in, the regions it knows, why it stopped.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/region.h"
#include "tt/device/core.h"

namespace tt::device {

/// The state of Core. Handlers get its address and use it as that of the registers.
struct Machine {
  CoreState state; // first: see reg()

  // The region at hand, or none: size 0.
  const Slot *slots = nullptr;
  uint32_t begin = 0;
  uint32_t size = 0; // bytes
  const uint8_t *targets = nullptr;
  std::shared_ptr<Region> region;

  Stop stop = Stop::Budget;
  Fault fault;
  uint64_t retiredAtDeadline = 0; // the count of retired instructions when the budget is used up

  CoreOptions options;
  std::span<std::byte> memory;
  std::vector<uint32_t> breakpoints;

  Machine(std::span<std::byte> memory, const CoreOptions &options);

  /// The slot of `pc`, after making its region the one at hand; null if nothing can be fetched there: then the core has
  /// stopped with a fault.
  const Slot *enter(uint32_t pc);
  /// Looks at memory again: regions whose words are others by now are forgotten.
  void synchronize();
  void addCode(uint32_t begin, uint32_t end);
  void forgetRegions();
  void forgetCode();

  /// Stops with a fault at `pc` and gives false.
  bool stopAt(FaultKind kind, uint32_t pc, uint32_t address, uint32_t bytes);

private:
  struct Range {
    uint32_t begin, end;
  };
  std::shared_ptr<Region> makeRegion(uint32_t pc);
  void useRegion(std::shared_ptr<Region> region);

  std::vector<Range> code;                      // as given to addCode
  std::vector<std::shared_ptr<Region>> regions; // the one used last is the first
};
static_assert(offsetof(CoreState, x) == 0 && offsetof(CoreState, pc) == 4 * kNowhere);

/// Register `number`, kNowhere among them.
inline uint32_t &reg(Machine *machine, uint8_t number) { return reinterpret_cast<uint32_t *>(machine)[number]; }

inline uint32_t addressOf(const Slot *slot, const Machine *machine) {
  return machine->begin + static_cast<uint32_t>(slot - machine->slots) * 4;
}

} // namespace tt::device
