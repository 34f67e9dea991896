// Core: slices, the steps behind a breakpoint, and when the native tier hears of what is hot.
#include "tt/device/core.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/handlers.h"
#include "core/machine.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

/// Instructions between two looks of the native tier at what is hot.
constexpr int64_t kObserveEvery = 50'000;
/// Longer slices are run in pieces, so that the address that stands for the end of the budget does not overflow.
constexpr int64_t kLongestPiece = int64_t{1} << 40;

void check(std::span<std::byte> memory) {
  constexpr size_t alignment = 4096;
  if (memory.size() < 4 || memory.size() > UINT32_MAX)
    throw ValueError(fmt::format("a core's memory has {} bytes; expected 4 to {}", memory.size(), UINT32_MAX));
  if (reinterpret_cast<uintptr_t>(memory.data()) % alignment != 0)
    throw ValueError(fmt::format("a core's memory begins at {}; expected a host address that is a multiple of {}",
                                 static_cast<const void *>(memory.data()), alignment));
}

} // namespace

struct Core::Impl : Machine {
  using Machine::Machine;

  uint64_t retiredBefore = 0; // the slices that are over
  int64_t sinceObserved = 0;
  bool atBreakpoint = false; // the last run() ended with Stop::Breakpoint, at breakpointPc
  uint32_t breakpointPc = 0;

  /// Runs at most `budget` instructions, a basic block more, and gives how many.
  int64_t runPiece(int64_t budget, bool overBreakpoint);
};

Core::Core(std::span<std::byte> memory, const CoreOptions &options) {
  check(memory);
  impl = std::make_unique<Impl>(memory, options);
}
Core::~Core() = default;

CoreState &Core::state() { return impl->state; }
const CoreState &Core::state() const { return impl->state; }
const Fault &Core::fault() const { return impl->fault; }
uint64_t Core::retired() const { return impl->retiredBefore; }

void Core::reset(uint32_t pc, uint32_t stackPointer) {
  impl->forgetCode();
  impl->breakpoints.clear();
  std::ranges::fill(impl->state.x, 0);
  impl->state.x[2] = stackPointer;
  impl->state.pc = pc;
  impl->state.budget = 0;
  impl->retiredBefore = 0;
  impl->sinceObserved = 0;
  impl->atBreakpoint = false;
}

void Core::addCode(uint32_t begin, uint32_t end) { impl->addCode(begin, end); }

int64_t Core::Impl::runPiece(int64_t budget, bool overBreakpoint) {
  const Slot *slot = enter(state.pc);
  if (slot == nullptr) {
    state.budget = budget;
    return 0;
  }
  retiredAtDeadline = retiredBefore + static_cast<uint64_t>(budget);
  const Handler handler =
      overBreakpoint ? singleHandler(slot->operands.kind()) : slot->handler.load(std::memory_order_relaxed);
  handler(slot, this, memory.data(), reinterpret_cast<uintptr_t>(slot) + static_cast<uintptr_t>(budget) * sizeof(Slot),
          state.memorySize - 4, reg(this, slot[-1].operands.rd()), reg(this, slot[-2].operands.rd()),
          reg(this, slot[-3].operands.rd()), reg(this, slot[-4].operands.rd()));
  const int64_t executed = budget - state.budget;
  retiredBefore += static_cast<uint64_t>(executed);
  return executed;
}

Stop Core::run(int64_t budget) {
  Impl &core = *impl;
  core.state.x[0] = 0;
  int64_t left = budget;
  bool overBreakpoint = core.atBreakpoint && core.breakpointPc == core.state.pc;
  core.stop = Stop::Budget;
  NativeTier *tier = core.options.native ? nativeTier() : nullptr;
  while (left > 0 && core.stop == Stop::Budget) {
    if (overBreakpoint) {
      const Slot *slot = core.enter(core.state.pc);
      if (slot != nullptr && slot->operands.kind() == Kind::Ebreak) {
        finishCall(); // an ebreak has nothing to do but to stop
        --left;
        overBreakpoint = false;
        continue;
      }
    }
    const int64_t piece = std::min(left, tier ? kObserveEvery - core.sinceObserved : kLongestPiece);
    const int64_t executed = core.runPiece(piece, std::exchange(overBreakpoint, false));
    left -= executed;
    core.sinceObserved += executed;
    if (tier && core.sinceObserved >= kObserveEvery) {
      core.sinceObserved = 0;
      if (core.region && core.region->key().native)
        tier->observe(core.region, core.state.pc);
    }
  }
  if (!tier)
    core.sinceObserved = 0;
  core.state.budget = left;
  core.atBreakpoint = core.stop == Stop::Breakpoint;
  core.breakpointPc = core.state.pc;
  return core.stop;
}

void Core::finishCall() {
  impl->state.pc += 4;
  impl->retiredBefore += 1;
}

void Core::addBreakpoint(uint32_t address) {
  if (std::ranges::find(impl->breakpoints, address) == impl->breakpoints.end())
    impl->breakpoints.push_back(address);
  impl->forgetRegions();
}

void Core::removeBreakpoint(uint32_t address) {
  std::erase(impl->breakpoints, address);
  impl->forgetRegions();
}

} // namespace tt::device
