// One run of a program: its cores, from the first instruction to the end or the error.
#include "chip/run/execution.h"

#include <algorithm>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "chip/l1_map.h"
#include "chip/memory/guest.h"
#include "chip/run/report.h"
#include "chip/run/waiting.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

/// `active` while the last one that was active looks whether the others can go on: nobody enters meanwhile.
constexpr int64_t kLooking = INT64_MIN / 4;

} // namespace

Execution::Execution(ExecutionHost &host, Hardware &hardware, Scheduler &scheduler, Plan plan,
                     const RunOptions &options, std::shared_ptr<const KernelHooks> hooks,
                     std::shared_ptr<const void> l1Reservation)
    : hardware(hardware), plan(std::move(plan)), host(host), scheduler(scheduler), options(options),
      hooks(std::move(hooks)), l1Reservation(std::move(l1Reservation)), byIndex(hardware.tileCount()) {}

void Execution::begin() {
  std::vector<std::string> names;
  for (const PlannedKernel &kernel : plan.kernels)
    names.push_back(kernel.image->name());
  hardware.status.beginProgram(names);
  load(plan, hardware);
  std::vector<CoreRun *> cores;
  for (const PlannedTile &planned : plan.tiles) {
    auto tile = std::make_unique<TileRun>();
    prepare(*tile, planned);
    byIndex[planned.tile] = tile.get();
    for (const std::unique_ptr<CoreRun> &core : tile->cores)
      if (core)
        cores.push_back(core.get());
    runs.push_back(std::move(tile));
  }
  if (options.timeout.count() > 0)
    deadline = std::chrono::steady_clock::now() + options.timeout;
  unfinished = static_cast<uint32_t>(cores.size());
  active = static_cast<int64_t>(cores.size());
  scheduler.push(cores); // all may be over afterwards
}

void Execution::prepare(TileRun &tile, const PlannedTile &planned) {
  tile.index = planned.tile;
  tile.place = hardware.tileAt(planned.tile);
  tile.memory = hardware.window(planned.tile);
  for (const PlannedCircularBuffer &planned : planned.circularBuffers) {
    CircularBuffer &cb = tile.circularBuffers[planned.index];
    cb.address = planned.address;
    cb.pages = planned.pages;
    cb.pageSize = planned.pageSize;
    cb.format = planned.format;
  }
  for (const PlannedCore &planned : planned.cores) {
    auto number = static_cast<uint32_t>(planned.processor);
    auto run = std::make_unique<CoreRun>();
    run->execution = this;
    run->tile = &tile;
    run->core = &hardware.core(tile.index, planned.processor);
    run->kernel = &plan.kernels[planned.kernel];
    run->id = {tile.place, planned.processor};
    if (planned.processor == Processor::Compute) {
      run->engine = &hardware.engine(tile.index);
      run->engine->reset();
    }
    const KernelImage &image = *run->kernel->image;
    const uint32_t base = run->kernel->base;
    run->core->reset(base + image.entry(), hardware.stackTop(planned.processor));
    for (uint32_t i = 0; i < kStackGuardWords; ++i)
      storeGuestWord(tile.at(hardware.stackTop(planned.processor) - hardware.architecture.localMemorySize + 4 * i),
                     kStackGuard);
    run->core->addCode(base + image.codeBegin(), base + image.codeEnd());
    run->core->state().x[10] = kLaunchRecords + number * kLaunchRecordStride;
    run->limit = options.budget;
    run->record = &hardware.status.core(tile.index, number);
    post(run->record->kernel, planned.kernel + 1);
    run->publish();
    run->become(Activity::Ready);
    tile.cores[number] = std::move(run);
  }
}

void Execution::forget() {
  for (const std::unique_ptr<TileRun> &tile : runs)
    for (const std::unique_ptr<CoreRun> &core : tile->cores)
      if (core) {
        post(core->record->activity, static_cast<uint32_t>(Activity::Idle));
        post(core->record->kernel, 0u);
        core->setWait({});
      }
}

CoreRun *Execution::find(const CoreId &id) const {
  const Architecture &a = hardware.architecture;
  auto number = static_cast<uint32_t>(id.processor);
  if (id.tile.x >= a.gridWidth || id.tile.y >= a.gridHeight || number >= card::kProcessorsPerTile)
    return nullptr;
  TileRun *run = byIndex[id.tile.y * a.gridWidth + id.tile.x];
  return run ? run->cores[number].get() : nullptr;
}

bool Execution::enter() {
  int64_t count = active.load();
  while (count != kOver) {
    if (count == kLooking) {
      std::this_thread::yield();
      count = active.load();
    } else if (active.compare_exchange_weak(count, count + 1)) {
      return true;
    }
  }
  return false;
}

void Execution::leave() {
  if (active.fetch_sub(1) == 1)
    quiet();
}

void Execution::quiet() {
  for (;;) {
    if (ending.load() || unfinished.load() == 0) {
      int64_t none = 0;
      if (active.compare_exchange_strong(none, kOver))
        finish();
      return;
    }
    const auto hostMayAsk = [&] { return atHost.load() != 0 && served.load() == 0; };
    if (stopped.load() != 0)
      return host.coreStopped();
    if (hostMayAsk() || !enter())
      return;
    // Words may have been changed by plain stores.
    for (const std::unique_ptr<TileRun> &tile : runs)
      wakeOnWords(*tile);
    int64_t onlyMe = 1;
    if (!ending.load() && active.compare_exchange_strong(onlyMe, kLooking)) {
      // A core that the host had asked may have come back since, and left nothing to do.
      const bool isDeadlock = !ending.load() && stopped.load() == 0 && !hostMayAsk();
      active.store(isDeadlock ? kOver : 1);
      if (isDeadlock) {
        end({Ending::Kind::Deadlock, nullptr, {}});
        finish();
        return;
      }
    }
    if (active.fetch_sub(1) != 1)
      return;
  }
}

bool Execution::end(Ending newWhy) {
  std::lock_guard lock(endMutex);
  bool first = why.kind == Ending::Kind::None;
  if (first)
    why = std::move(newWhy);
  ending.store(true);
  return first;
}

void Execution::fail(std::exception_ptr error) { end({Ending::Kind::Error, std::move(error), {}}); }

void Execution::stop(const std::string &reason) {
  if (!enter())
    return;
  end({Ending::Kind::Stopped, nullptr, reason});
  leave();
}

void Execution::addOtherFailures(Ending &ending) const {
  if (otherFailures == 0)
    return;
  try {
    std::rethrow_exception(ending.error);
  } catch (const CoreError &first) {
    const auto lines = static_cast<uint32_t>(std::count(otherFailureLines.begin(), otherFailureLines.end(), '\n'));
    ending.error = std::make_exception_ptr(
        CoreError(first.what() + otherFailureLines +
                      (lines < otherFailures ? fmt::format("\n  and {} more cores", otherFailures - lines) : ""),
                  first.core, first.fault));
  } catch (...) { // something else was first
  }
}

void Execution::finish() {
  Ending reason;
  {
    std::lock_guard lock(endMutex);
    reason = std::move(why);
    addOtherFailures(reason);
  }
  std::exception_ptr error = std::move(reason.error); // who waits shall hold the only reference
  try {
    if (reason.kind == Ending::Kind::Deadlock)
      throw DeadlockError("deadlock: every core of the program waits" + describeCores(*this));
    if (reason.kind == Ending::Kind::Limit)
      throw LimitError(reason.reason + describeCores(*this));
    if (reason.kind == Ending::Kind::Stopped)
      throw StoppedError(reason.reason + describeCores(*this));
  } catch (...) {
    error = std::current_exception();
  }
  for (const std::unique_ptr<TileRun> &tile : runs) {
    std::lock_guard lock(tile->mutex);
    for (const std::unique_ptr<CoreRun> &core : tile->cores)
      if (core) {
        Activity activity = core->activity.load();
        if (activity == Activity::Ready || activity == Activity::Running || activity == Activity::Stopped)
          core->become(Activity::Idle);
      }
  }
  l1Reservation.reset();
  hardware.status.endProgram();
  host.finished(*this, std::move(error));
}

void Execution::resume(CoreRun &core, uint32_t steps) {
  {
    std::lock_guard lock(core.tile->mutex);
    if (core.activity.load() != Activity::Stopped || !enter())
      throw DeviceError(fmt::format("{} does not stand at a breakpoint", toString(core.id)));
    core.steps = steps;
    core.become(Activity::Ready);
    stopped.fetch_sub(1);
  }
  schedule(core);
}

} // namespace tt::device
