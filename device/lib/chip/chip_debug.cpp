// Breakpoints, steps and registers.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "chip/chip_impl.h"
#include "chip/run/report.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

/// The lines with code, "k.cpp:3 to 5, 7", of the file that was asked for or else of all.
std::string linesOf(const KernelImage &kernel, const std::string &file) {
  constexpr size_t kMost = 40;
  std::vector<SourceLine> lines = kernel.lines();
  if (lines.empty())
    return "it has no debug information";
  if (!kernel.offsetsOf(file, 1).empty()) // which that file has
    std::erase_if(lines, [&](const SourceLine &line) { return !line.file.ends_with(file); });
  std::string text = "it has code at ", previous;
  size_t pieces = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    size_t last = i;
    while (last + 1 < lines.size() && lines[last + 1].file == lines[i].file &&
           lines[last + 1].line == lines[last].line + 1)
      ++last;
    if (++pieces > kMost)
      return text + ", ...";
    if (lines[i].file != previous)
      text += fmt::format("{}{}:", i == 0 ? "" : "; ", lines[i].file);
    else
      text += ", ";
    text += last == i ? fmt::to_string(lines[i].line) : fmt::format("{} to {}", lines[i].line, lines[last].line);
    previous = lines[i].file;
    i = last;
  }
  return text;
}

/// Throws ValueError where there is no such kernel, or a kernel of the name has no such line.
void check(Breakpoint &breakpoint, const std::vector<PlannedKernel> &kernels) {
  const std::string what = fmt::format("the breakpoint at {}:{}", breakpoint.file, breakpoint.line);
  const KernelImage *named = nullptr;
  std::set<std::string> names;
  for (const PlannedKernel &kernel : kernels) {
    names.insert(kernel.image->name());
    if (kernel.image->name() != breakpoint.kernel)
      continue;
    named = kernel.image.get();
    if (!named->offsetsOf(breakpoint.file, breakpoint.line).empty()) {
      breakpoint.pending = true;
      return;
    }
  }
  if (named)
    throw ValueError(fmt::format("{}: kernel '{}' has no code there; {}", what, breakpoint.kernel,
                                 linesOf(*named, breakpoint.file)));
  if (!breakpoint.pending)
    throw ValueError(fmt::format("{}: there is no kernel '{}', but '{}'; with the option `pending` it may be one of a "
                                 "later program, clearBreakpoints() (clear_breakpoints) forgets it",
                                 what, breakpoint.kernel, fmt::join(names, "', '")));
}

} // namespace

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

void Chip::addBreakpoint(const std::string &kernel, const std::string &file, uint32_t line,
                         const BreakpointOptions &options) {
  auto used = impl->use();
  Breakpoint breakpoint{kernel, file, line, options.pending};
  std::vector<std::shared_ptr<Execution>> programs;
  {
    std::lock_guard lock(impl->mutex);
    if (impl->running)
      programs.push_back(impl->current);
    programs.insert(programs.end(), impl->waiting.begin(), impl->waiting.end());
  }
  std::vector<PlannedKernel> kernels;
  for (const std::shared_ptr<Execution> &program : programs)
    kernels.insert(kernels.end(), program->plan.kernels.begin(), program->plan.kernels.end());
  if (!kernels.empty())
    check(breakpoint, kernels);
  std::lock_guard lock(impl->breakpointMutex);
  impl->breakpointList.push_back(std::move(breakpoint));
  impl->breakpointsVersion.fetch_add(1, std::memory_order_release);
}

void Chip::Impl::checkBreakpoints(const std::vector<PlannedKernel> &kernels) {
  std::lock_guard lock(breakpointMutex);
  for (Breakpoint &breakpoint : breakpointList)
    check(breakpoint, kernels);
}

void Chip::Impl::throwHeld(std::unique_lock<std::mutex> &lock, const char *what) const {
  const std::shared_ptr<Execution> execution = current;
  lock.unlock();
  auto used = use();
  throw BreakpointError(fmt::format(
      "{}the program cannot go on while cores stand at breakpoints: resume() lets a core go on, step() executes single "
      "instructions, clearBreakpoints() (clear_breakpoints) keeps it from stopping there again, stop() ends the "
      "program{}",
      what, describeCores(*execution)));
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
    throw ValueError(fmt::format("the register {}{}: expected 1 to 31, or 32 for the program counter", number,
                                 number == 0 ? ", which is always 0" : ""));
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
