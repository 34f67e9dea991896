// Programs on a chip: the queue of those that were enqueued, waiting for them, and a look at them while they run.
#include <utility>

#include <fmt/format.h>

#include "chip/chip_impl.h"
#include "chip/run/waiting.h"
#include "tt/device/error.h"

namespace tt::device {

std::shared_ptr<Execution> Chip::Impl::lastExecution() const {
  std::lock_guard lock(mutex);
  return current;
}

void Chip::Impl::beginNext() {
  while (!running && !closing && !waiting.empty()) {
    if (current)
      current->forget();
    current = std::move(waiting.front());
    waiting.pop_front();
    running = true;
    ++begun;
    try {
      current->begin();
    } catch (...) {
      running = false;
      if (!firstError)
        firstError = std::current_exception();
    }
  }
}

void Chip::Impl::finished(Execution &, std::exception_ptr error) {
  std::shared_ptr<Execution> previous; // let go of after the mutex
  std::lock_guard lock(mutex);
  if (error && !firstError)
    firstError = std::move(error);
  running = false;
  previous = current;
  beginNext();
  changed.notify_all();
}

void Chip::Impl::coreStopped() {
  std::lock_guard lock(mutex);
  changed.notify_all();
}

bool Chip::Impl::waitFor(const std::function<bool()> &condition,
                         std::optional<std::chrono::steady_clock::time_point> end) {
  std::unique_lock lock(mutex);
  if (end)
    return changed.wait_until(lock, *end, condition);
  changed.wait(lock, condition);
  return true;
}

void Chip::serve(std::span<const CoreId> cores, const RunOptions &options) {
  impl->forbidOwnThread("serve()");
  std::shared_ptr<Execution> execution;
  {
    auto used = impl->use();
    execution = impl->lastExecution();
    CoreRun *one[1];
    std::vector<CoreRun *> many;
    std::span<CoreRun *> runs(one);
    if (cores.size() != 1) {
      many.resize(cores.size());
      runs = many;
    }
    for (size_t i = 0; i < cores.size(); ++i)
      runs[i] = &impl->coreOf(execution, cores[i]);
    if (runs.empty())
      return;
    if (!execution->isOver()) {
      execution->serve(runs, options);
      if (!execution->isOver())
        return;
    } else {
      execution.reset();
    }
  }
  wait();
  if (!execution)
    throw DeviceError("no program runs that serves the host");
}

void Chip::enqueue(const Program &program, const RunOptions &options) {
  auto used = impl->use();
  if (options.timeout.count() < 0)
    throw ValueError(fmt::format("a time limit of {} ms", options.timeout.count()));
  Plan plan = makePlan(program, *impl->hardware);
  for (const Buffer &buffer : plan.buffers)
    if (buffer.implementation().banks != impl->banks)
      throw ValueError("a circular buffer lies in a buffer of another chip");
  impl->checkBreakpoints(plan.kernels);
  std::shared_ptr<const void> reservation = impl->banks->reserveForProgram(plan.l1End);
  std::lock_guard lock(impl->mutex);
  if (impl->closing)
    throw DeviceError("the chip is closed");
  impl->waiting.push_back(std::make_shared<Execution>(*impl, *impl->hardware, *impl->scheduler, std::move(plan),
                                                      options, impl->hooks, std::move(reservation)));
  impl->beginNext();
}

void Chip::Impl::throwError(std::unique_lock<std::mutex> &lock) {
  std::exception_ptr error = std::exchange(firstError, nullptr);
  bool closed = closing;
  lock.unlock();
  if (error)
    std::rethrow_exception(error);
  if (closed)
    throw DeviceError("the chip is closed");
}

void Chip::wait() {
  impl->forbidOwnThread("wait()");
  std::unique_lock lock(impl->mutex);
  impl->changed.wait(lock, [&] { return (!impl->running && impl->waiting.empty()) || impl->isHeld(); });
  if (impl->isHeld() && !impl->firstError)
    impl->throwHeld(lock);
  impl->throwError(lock);
}

void Chip::throwIfHeld() const {
  std::unique_lock lock(impl->mutex);
  if (impl->isHeld())
    impl->throwHeld(lock);
}

void Chip::requireNotHeld() const {
  std::unique_lock lock(impl->mutex);
  if (impl->isHeld())
    impl->throwHeld(lock, "another program was not begun: ");
}

bool Chip::waitFor(std::chrono::milliseconds time) {
  impl->forbidOwnThread("waitFor()");
  std::unique_lock lock(impl->mutex);
  if (!impl->changed.wait_for(lock, time, [&] { return !impl->running && impl->waiting.empty(); }))
    return false;
  impl->throwError(lock);
  return true;
}

void Chip::run(const Program &program, const RunOptions &options) {
  impl->forbidOwnThread("run()");
  requireNotHeld();
  enqueue(program, options);
  wait();
}

void Chip::stop() {
  auto used = impl->use();
  std::shared_ptr<Execution> execution;
  std::deque<std::shared_ptr<Execution>> forgotten;
  {
    std::lock_guard lock(impl->mutex);
    forgotten.swap(impl->waiting);
    if (impl->running)
      execution = impl->current;
  }
  if (execution)
    execution->stop("the program was stopped");
}

Snapshot Chip::snapshot() const {
  auto used = impl->use();
  Snapshot snapshot;
  std::shared_ptr<Execution> execution;
  {
    std::lock_guard lock(impl->mutex);
    execution = impl->current;
    snapshot.programs = impl->begun;
  }
  if (execution)
    for (const std::unique_ptr<TileRun> &tile : execution->tiles()) {
      std::lock_guard lock(tile->mutex);
      for (const std::unique_ptr<CoreRun> &core : tile->cores)
        if (core)
          snapshot.cores.push_back({core->id, core->activity.load(), core->kernel->image->name(), core->pc.load(),
                                    core->retired.load(), describe(*tile, core->wait)});
    }
  snapshot.traffic.reserve(impl->hardware->tileCount());
  for (uint32_t tile = 0; tile < impl->hardware->tileCount(); ++tile)
    snapshot.traffic.push_back(impl->hardware->traffic(tile).read(impl->hardware->tileAt(tile)));
  return snapshot;
}

} // namespace tt::device
