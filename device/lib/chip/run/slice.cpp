// Running one core for a slice: instructions, services, breakpoints, and what ends it.
#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "chip/memory/guest.h"
#include "chip/run/execution.h"
#include "chip/run/report.h"
#include "chip/run/waiting.h"
#include "chip/services/service.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

thread_local CoreRun *runningCore = nullptr;

struct RunningCore {
  explicit RunningCore(CoreRun &core) { runningCore = &core; }
  ~RunningCore() { runningCore = nullptr; }
};

/// A line that never ends is shown in pieces.
constexpr size_t kLongestLine = 64 * 1024;

/// Cores that often fail alike: the first is described in full, so many others in a line each.
constexpr uint32_t kMostOtherFailures = 8;

constexpr uint32_t kEbreak = 0x00100073;

/// Where the instruction at pc can lead, for those that do not simply go on with the next one.
struct Targets {
  std::array<uint32_t, 2> addresses{};
  uint32_t count = 0;
  void add(uint32_t address) { addresses[count++] = address; }
};

Targets targetsOf(const CoreState &state) {
  Targets targets;
  if (state.pc % 4 != 0 || uint64_t(state.pc) + 4 > state.memorySize)
    return targets;
  const uint32_t word = loadGuestWord(state.memory + state.pc);
  const auto bit = [&](uint32_t number) { return word >> number & 1; };
  switch (word & 0x7f) {
  case 0x63: { // branches
    uint32_t offset = bit(31) * 0xfffff000u | bit(7) << 11 | (word >> 25 & 0x3f) << 5 | (word >> 8 & 0xf) << 1;
    targets.add(state.pc + 4);
    if (offset != 4)
      targets.add(state.pc + offset);
    break;
  }
  case 0x6f: // jal
    targets.add(state.pc +
                (bit(31) * 0xfff00000u | (word >> 12 & 0xff) << 12 | bit(20) << 11 | (word >> 21 & 0x3ff) << 1));
    break;
  case 0x67: // jalr
    targets.add((state.x[word >> 15 & 31] + static_cast<uint32_t>(static_cast<int32_t>(word) >> 20)) & ~1u);
    break;
  default:
    targets.add(state.pc + 4);
  }
  return targets;
}

} // namespace

CoreRun *currentCore() { return runningCore; }

void Execution::runSlice(CoreRun &core) {
  if (runTurn(core))
    schedule(core);
}

bool Execution::runTurn(CoreRun &core) {
  const std::shared_ptr<Execution> self = shared_from_this(); // others may see that it is over while this one leaves
  RunningCore running(core);
  TileRun &tile = *core.tile;
  SliceEnd sliceEnd = SliceEnd::Gone;
  bool stepping = false;
  if (!isEnding()) {
    core.become(Activity::Running);
    try {
      if (!core.begun) {
        core.begun = true;
        if (hooks && hooks->before)
          hooks->before(host.chip(), core.id, core.kernel->image->name());
      }
      updateBreakpoints(core);
      stepping = core.steps != 0;
      sliceEnd = stepping ? step(core) : run(core);
    } catch (...) {
      fail(std::current_exception());
    }
  }
  // The core may be running on another thread from here on, unless the slice shall go on.
  wakeOnWords(tile);
  if (stepping)
    host.coreStopped();
  if (sliceEnd == SliceEnd::Gone)
    return leave(), false;
  if (deadline.time_since_epoch().count() != 0 && stopped.load(std::memory_order_relaxed) == 0 &&
      std::chrono::steady_clock::now() >= deadline) {
    end({Ending::Kind::Limit, nullptr,
         fmt::format("the program was stopped after its time limit of {} ms", options.timeout.count())});
    return leave(), false;
  }
  core.become(Activity::Ready);
  return true;
}

Execution::SliceEnd Execution::run(CoreRun &run) {
  Core &core = *run.core;
  uint64_t sliceEnd = core.retired() + hardware.options.slice;
  if (run.limit != 0)
    sliceEnd = std::min(sliceEnd, run.limit);
  Stop stop = run.callPending ? Stop::Call : Stop::Budget;
  run.callPending = false;
  for (;;) {
    if (stop == Stop::Call) {
      if (!call(run))
        return SliceEnd::Gone;
    } else if (stop == Stop::Fault) {
      failAtFault(run);
      return SliceEnd::Gone;
    } else if (stop == Stop::Breakpoint) {
      return stopAt(run);
    }
    const uint64_t done = core.retired();
    if (done >= sliceEnd || isEnding())
      break;
    stop = core.run(static_cast<int64_t>(sliceEnd - done));
  }
  run.publish();
  if (isEnding() || !checkStack(run))
    return SliceEnd::Gone;
  if (run.limit != 0 && core.retired() >= run.limit) {
    end({Ending::Kind::Limit, nullptr,
         fmt::format("{} has used up its budget: {} instructions are done", toString(run.id), core.retired())});
    return SliceEnd::Gone;
  }
  return SliceEnd::Again;
}

Execution::SliceEnd Execution::step(CoreRun &run) {
  Core &core = *run.core;
  for (; run.steps != 0; --run.steps) {
    if (isEnding()) {
      run.publish();
      return SliceEnd::Gone;
    }
    Stop stop = Stop::Call;
    if (!run.callPending) {
      // Breakpoints wherever the instruction can lead: the core tests its budget at jumps only.
      Targets targets = targetsOf(core.state());
      for (uint32_t i = 0; i < targets.count; ++i)
        core.addBreakpoint(targets.addresses[i]);
      stop = core.run(1 << 20);
      for (uint32_t i = 0; i < targets.count; ++i)
        if (std::find(run.breakpoints.begin(), run.breakpoints.end(), targets.addresses[i]) == run.breakpoints.end())
          core.removeBreakpoint(targets.addresses[i]);
    }
    run.callPending = false;
    if (stop == Stop::Call && !call(run))
      return SliceEnd::Gone;
    if (stop == Stop::Fault) {
      failAtFault(run);
      return SliceEnd::Gone;
    }
    if (run.limit != 0 && core.retired() >= run.limit)
      break;
  }
  return stopAt(run);
}

bool Execution::call(CoreRun &core) {
  if (!checkStack(core))
    return false;
  const uint32_t number = core.core->state().x[17];
  Outcome outcome = Outcome::Done;
  try {
    outcome = callService(*this, core, number);
  } catch (const ValueError &error) {
    const std::string name = serviceName(number) + ": ", text = error.what();
    failCore(core, text.starts_with(name) ? text : name + text, {}); // the tile engine names it, too
    return false;
  }
  if (outcome == Outcome::Waits)
    return false; // may be running on another thread already
  core.core->finishCall();
  if (outcome == Outcome::Done)
    return true;
  exit(core, core.core->state().x[10]);
  return false;
}

std::string Execution::stackProblem(const CoreRun &core) const {
  const uint32_t size = hardware.architecture.localMemorySize, top = hardware.stackTop(core.id.processor);
  const uint32_t bottom = top - size, pointer = core.core->state().x[2];
  // A kernel may have brought a stack of its own, elsewhere.
  if (pointer < bottom && bottom - pointer <= size)
    return fmt::format("its stack is {} bytes deep, but has {} bytes of memory", top - pointer, size);
  for (uint32_t i = 0; i < kStackGuardWords; ++i)
    if (loadGuestWord(core.tile->at(bottom + 4 * i)) != kStackGuard)
      return fmt::format("its stack was deeper than its {} bytes of memory, or something else has written to their "
                         "end at {:#x}; it is {} bytes deep now",
                         size, bottom + 4 * i, top - pointer);
  return {};
}

bool Execution::checkStack(CoreRun &core) {
  const std::string problem = stackProblem(core);
  if (!problem.empty())
    failCore(core, problem, {});
  return problem.empty();
}

void Execution::failAtFault(CoreRun &core) {
  const Fault &fault = core.core->fault();
  // The stack may be the reason.
  std::string problem = stackProblem(core);
  const uint32_t top = hardware.stackTop(core.id.processor), bottom = top - hardware.architecture.localMemorySize;
  const uint32_t pointer = core.core->state().x[2];
  if (problem.empty() && (pointer < bottom || pointer > top))
    problem =
        fmt::format("its stack pointer is {:#010x}, outside of its stack at {:#x} to {:#x}", pointer, bottom, top);
  failCore(core, describeFault(core, fault) + (problem.empty() ? "" : "; " + problem), fault);
}

void Execution::exit(CoreRun &core, uint32_t code) {
  finishLine(core);
  if (code != 0) {
    failCore(core, fmt::format("the kernel ended with the exit code {}", static_cast<int32_t>(code)), {});
    return;
  }
  core.publish();
  if (hooks && hooks->after)
    hooks->after(host.chip(), core.id, core.kernel->image->name());
  core.become(Activity::Finished);
  backFromHost(core);
  unfinished.fetch_sub(1);
}

Execution::SliceEnd Execution::stopAt(CoreRun &core) {
  core.publish();
  const CoreState &state = core.core->state();
  if (core.steps == 0 && uint64_t(state.pc) + 4 <= state.memorySize && state.pc % 4 == 0 &&
      loadGuestWord(state.memory + state.pc) == kEbreak &&
      std::find(core.breakpoints.begin(), core.breakpoints.end(), state.pc) == core.breakpoints.end()) {
    failCore(core, "the kernel came to an ebreak", {});
    return SliceEnd::Gone;
  }
  {
    std::lock_guard lock(core.tile->mutex);
    core.steps = 0;
    stopped.fetch_add(1);
    core.become(Activity::Stopped);
  }
  host.coreStopped();
  return SliceEnd::Gone;
}

void Execution::failCore(CoreRun &core, const std::string &message, const Fault &fault) {
  core.publish();
  finishLine(core);
  core.become(Activity::Failed);
  Ending ending{Ending::Kind::Error, nullptr, {}};
  ending.error =
      std::make_exception_ptr(CoreError(fmt::format("{} was stopped: {}\n  {}\n{}", toString(core.id), message,
                                                    describePlace(core), describeRegisters(core.core->state())),
                                        core.id, fault));
  if (end(std::move(ending)))
    return;
  std::lock_guard lock(endMutex);
  if (++otherFailures <= kMostOtherFailures)
    otherFailureLines +=
        fmt::format("\n  {} was stopped, too: {}; {}", toString(core.id), message, describePlace(core));
}

void Execution::updateBreakpoints(CoreRun &core) {
  if (core.breakpointVersion == host.breakpointVersion())
    return;
  auto [version, breakpoints] = host.breakpoints();
  for (uint32_t address : core.breakpoints)
    core.core->removeBreakpoint(address);
  core.breakpoints.clear();
  for (const Breakpoint &breakpoint : breakpoints)
    if (breakpoint.kernel == core.kernel->image->name())
      for (uint32_t offset : core.kernel->image->offsetsOf(breakpoint.file, breakpoint.line))
        core.breakpoints.push_back(core.kernel->base + offset);
  for (uint32_t address : core.breakpoints)
    core.core->addBreakpoint(address);
  core.breakpointVersion = version;
}

void Execution::printText(CoreRun &core, std::string_view text) {
  for (;;) {
    size_t end = text.find('\n');
    core.line += text.substr(0, end);
    if (end == std::string_view::npos && core.line.size() < kLongestLine)
      return;
    std::string line = std::exchange(core.line, {});
    core.failedAssert = line.starts_with("ASSERT failed: ") ? line : "";
    try {
      host.print({core.id, std::move(line)});
    } catch (...) {
      fail(std::current_exception());
    }
    if (end == std::string_view::npos)
      return;
    text.remove_prefix(end + 1);
  }
}

void Execution::finishLine(CoreRun &core) {
  if (!core.line.empty())
    printText(core, "\n");
}

} // namespace tt::device
