// Kernels that serve the host: they wait in host_wait until it asks, and come back there.
#include "chip/run/serve.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "chip/run/execution.h"
#include "chip/run/waiting.h"
#include "tt/device/error.h"

namespace tt::device {

void Execution::waitForHost(CoreRun &core, const Wait &wait) {
  {
    std::lock_guard lock(core.tile->mutex);
    park(core, wait);
    atHost.fetch_add(1);
    core.atHost.store(true);
    if (core.serving)
      return backFromHost(core);
  }
  // The core may be running again; whoever asked for it says so before looking whether it is there.
  if (hostWaiting.load() != 0)
    host.coreStopped();
}

/// The core is at host_wait again (with the tile's mutex), or has ended.
void Execution::backFromHost(CoreRun &core) {
  Serving *serving = std::exchange(core.serving, nullptr);
  if (!serving)
    return;
  served.fetch_sub(1);
  const bool otherThread = serving->thread != std::this_thread::get_id();
  if (serving->away.fetch_sub(1) == 1 && otherThread) // `serving` may be gone from here on
    host.coreStopped();
}

bool Execution::askCore(CoreRun &core, Serving &serving, uint64_t budget) {
  std::lock_guard lock(core.tile->mutex);
  if (!core.atHost.load() || !enter())
    return false;
  core.atHost.store(false);
  core.asked = true;
  core.serving = &serving;
  core.limit = budget != 0 ? core.retired.load(std::memory_order_relaxed) + budget : 0;
  core.setWait({});
  core.become(Activity::Ready);
  served.fetch_add(1);
  atHost.fetch_sub(1);
  return true;
}

bool Execution::awaitHostWait(CoreRun &core, Serving &serving) {
  const auto hasEnded = [&] { return core.activity.load(std::memory_order_acquire) == Activity::Finished; };
  hostWaiting.fetch_add(1);
  bool inTime = host.waitFor([&] { return core.atHost.load() || isOver() || hasEnded(); }, serving.end);
  hostWaiting.fetch_sub(1);
  if (!inTime)
    endServing(serving);
  return inTime && !isOver() && !hasEnded();
}

/// Its time has passed: the program ends.
void Execution::endServing(Serving &serving) {
  serving.end.reset();
  if (!enter())
    return;
  end({Ending::Kind::Limit, nullptr, "the host asked, and not all cores that it asked were back in time"});
  leave();
}

void Execution::serve(std::span<CoreRun *const> cores, const RunOptions &options) {
  Serving serving(static_cast<uint32_t>(cores.size()), options.timeout);
  // With one host thread, cores take turns on that one, so that the interleaving is always the same.
  const bool onlyCore = plan.tiles.size() == 1 && plan.tiles[0].cores.size() == 1;
  const bool runHere = !hardware.options.deterministic || onlyCore;
  const CoreRun *ended = nullptr;
  std::vector<CoreRun *> asked;
  const auto begin = [&] { scheduler.push(std::exchange(asked, {})); };
  for (CoreRun *core : cores) {
    bool goesOn = askCore(*core, serving, options.budget);
    if (!goesOn && !asked.empty())
      begin();
    while (!goesOn && awaitHostWait(*core, serving))
      goesOn = askCore(*core, serving, options.budget);
    if (!goesOn) {
      serving.away.fetch_sub(1);
      ended = core;
    } else if (runHere && cores.size() == 1) {
      while (runTurn(*core))
        if (serving.isPast())
          endServing(serving);
    } else {
      asked.push_back(core);
    }
  }
  if (!asked.empty())
    begin();
  while (serving.away.load() != 0 && !isOver()) {
    CoreRun *ready = runHere ? scheduler.takeAny() : nullptr;
    if (serving.isPast())
      endServing(serving);
    if (ready)
      ready->execution->runSlice(*ready);
    else if (!host.waitFor([&] { return serving.away.load() == 0 || isOver(); }, serving.end))
      endServing(serving);
  }
  if (ended && !isEnding() && !isOver())
    throw DeviceError(fmt::format("{} has ended and serves the host no more", toString(ended->id)));
}

} // namespace tt::device
