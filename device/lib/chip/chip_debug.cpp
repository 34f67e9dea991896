// Breakpoints, steps and registers.
#include <algorithm>

#include <fmt/format.h>

#include "chip/chip_impl.h"
#include "tt/device/error.h"

namespace tt::device {

std::pair<uint64_t, std::vector<Breakpoint>> Chip::Impl::breakpoints() const {
  std::lock_guard lock(breakpointMutex);
  return {breakpointsVersion.load(), breakpointList};
}

CoreRun &Chip::Impl::coreOf(const std::shared_ptr<Execution> &execution, const CoreId &core) const {
  if (static_cast<uint32_t>(core.processor) >= target::card::kProcessorsPerTile)
    throw ValueError(fmt::format("there is no {}, a tile has dm0, dm1 and compute (0 to 2)", toString(core.processor)));
  hardware->indexOf(core.tile, toString(core.processor));
  CoreRun *run = execution ? execution->find(core) : nullptr;
  if (!run)
    throw DeviceError(fmt::format("{} has no kernel", toString(core)));
  return *run;
}

void Chip::Impl::withRegisters(const CoreId &core, bool change, const std::function<void(CoreRun &)> &action) const {
  std::shared_ptr<Execution> execution = lastExecution();
  CoreRun &run = coreOf(execution, core);
  if (currentCore() == &run)
    return action(run); // from a hook around its kernel
  std::lock_guard lock(run.tile->mutex);
  Activity activity = run.activity.load(std::memory_order_acquire);
  if (change && activity != Activity::Stopped)
    throw DeviceError(fmt::format("{} does not stand at a breakpoint", toString(core)));
  if (activity == Activity::Ready || activity == Activity::Running)
    throw DeviceError(fmt::format("{} is running; its registers can be seen while it waits or stands at a breakpoint",
                                  toString(core)));
  action(run);
}

void Chip::addBreakpoint(const std::string &kernel, const std::string &file, uint32_t line) {
  auto used = impl->use();
  if (std::shared_ptr<Execution> execution = impl->lastExecution(); execution && !execution->isOver())
    for (const PlannedKernel &planned : execution->plan.kernels)
      if (planned.image->name() == kernel && planned.image->offsetsOf(file, line).empty())
        throw ValueError(fmt::format("kernel '{}' has no code at {}:{}", kernel, file, line));
  std::lock_guard lock(impl->breakpointMutex);
  impl->breakpointList.push_back({kernel, file, line});
  impl->breakpointsVersion.fetch_add(1, std::memory_order_release);
}

void Chip::clearBreakpoints() {
  auto used = impl->use();
  std::lock_guard lock(impl->breakpointMutex);
  impl->breakpointList.clear();
  impl->breakpointsVersion.fetch_add(1, std::memory_order_release);
}

std::vector<CoreId> Chip::waitForBreakpoint(std::chrono::milliseconds time) {
  impl->forbidOwnThread("waitForBreakpoint()");
  std::shared_ptr<Execution> execution;
  {
    std::unique_lock lock(impl->mutex);
    if (impl->closing)
      throw DeviceError("the chip is closed");
    impl->changed.wait_for(lock, time, [&] {
      return (!impl->running && impl->waiting.empty()) || (impl->running && impl->current->anyStopped());
    });
    execution = impl->current;
  }
  std::vector<CoreId> stopped;
  if (execution)
    for (const std::unique_ptr<TileRun> &tile : execution->tiles()) {
      std::lock_guard lock(tile->mutex);
      for (const std::unique_ptr<CoreRun> &core : tile->cores)
        if (core && core->activity.load() == Activity::Stopped)
          stopped.push_back(core->id);
    }
  return stopped;
}

void Chip::resume(const CoreId &core) {
  auto used = impl->use();
  std::shared_ptr<Execution> execution = impl->lastExecution();
  execution->resume(impl->coreOf(execution, core), 0);
}

void Chip::step(const CoreId &core, uint32_t instructions) {
  impl->forbidOwnThread("step()");
  if (instructions == 0)
    throw ValueError("a step of 0 instructions");
  std::shared_ptr<Execution> execution = impl->lastExecution();
  CoreRun *run = nullptr;
  {
    auto used = impl->use();
    run = &impl->coreOf(execution, core);
    execution->resume(*run, instructions);
  }
  std::unique_lock lock(impl->mutex);
  impl->changed.wait(lock, [&] {
    Activity activity = run->activity.load(std::memory_order_acquire);
    return activity != Activity::Ready && activity != Activity::Running;
  });
}

CoreState Chip::registers(const CoreId &core) const {
  auto used = impl->use();
  CoreState state;
  impl->withRegisters(core, /*change=*/false, [&](CoreRun &run) { state = run.core->state(); });
  return state;
}

void Chip::setRegister(const CoreId &core, uint32_t number, uint32_t value) {
  auto used = impl->use();
  if (number == 0 || number > 32)
    throw ValueError(fmt::format("the register {}: expected 1 to 31, or 32 for the program counter", number));
  impl->withRegisters(core, /*change=*/true, [&](CoreRun &run) {
    CoreState &state = run.core->state();
    if (number < 32) {
      state.x[number] = value;
      return;
    }
    if (value % 4 != 0 || uint64_t(value) + 4 > state.memorySize)
      throw ValueError(
          fmt::format("the program counter {:#x}: expected a multiple of 4 below {:#x}", value, state.memorySize));
    state.pc = value;
    run.publish();
  });
}

std::optional<SourceLine> Chip::sourceLine(const CoreId &core) const {
  auto used = impl->use();
  std::shared_ptr<Execution> execution = impl->lastExecution();
  CoreRun &run = impl->coreOf(execution, core);
  return run.kernel->image->sourceLine(run.pc.load() - run.kernel->base);
}

} // namespace tt::device
