// Plans, executions and running programs of a device.
#include "ttnn/device_state.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "tt/runtime/error.h"
#include "ttmetal/card_state.h"

namespace tt::runtime::detail {
namespace {

/// The devices whose programs run on this thread, innermost last: hooks may submit again.
thread_local std::vector<const DeviceState *> runningHere;

bool referenceKernelsForced() {
  const char *text = std::getenv("TT_RUNTIME_REFERENCE");
  return text && std::string_view(text) == "1";
}

/// Executions that wait for the next run; more have run at the same time once and are freed.
constexpr size_t kMaxIdle = 8;

} // namespace

std::unique_ptr<Execution> PlanEntry::takeIdle(const ConstantKey &key, bool inspectable) {
  auto best = idle.end();
  for (auto candidate = idle.begin(); candidate != idle.end(); ++candidate) {
    if ((*candidate)->inspectable != inspectable)
      continue;
    best = candidate;
    if ((*candidate)->set && (*candidate)->set->key == key)
      break;
  }
  if (best == idle.end())
    return nullptr;
  std::unique_ptr<Execution> execution = std::move(*best);
  idle.erase(best);
  return execution;
}

std::shared_ptr<KernelSet> PlanEntry::findShared(const ConstantKey &key) {
  for (const std::weak_ptr<KernelSet> &candidate : complete)
    if (std::shared_ptr<KernelSet> set = candidate.lock(); set && set->key == key)
      return set;
  return nullptr;
}

void PlanEntry::forget(const std::shared_ptr<KernelSet> &set) {
  std::erase_if(complete, [&](const std::weak_ptr<KernelSet> &candidate) {
    return candidate.expired() || (!candidate.owner_before(set) && !set.owner_before(candidate));
  });
}

std::unique_ptr<Execution> PlanEntry::acquire(DeviceState &device, std::span<const Binding> inputs, bool inspectable) {
  ConstantKey key = constantKey(*plan, inputs);
  std::unique_ptr<Execution> execution;
  {
    std::lock_guard lock(mutex);
    execution = takeIdle(key, inspectable);
    if (execution && execution->set && execution->set->key == key)
      return execution;
  }
  if (!execution)
    execution = std::make_unique<Execution>(device, *plan, inspectable);
  {
    std::lock_guard lock(mutex);
    if (std::shared_ptr<KernelSet> shared = findShared(key)) {
      execution->adopt(std::move(shared));
      return execution;
    }
    // From here on nobody else may find the set, and only one that nobody else uses can be changed.
    if (execution->set) {
      forget(execution->set);
      if (execution->set.use_count() != 1)
        execution->adopt(nullptr);
    }
  }
  execution->rebind(std::move(key));
  return execution;
}

void PlanEntry::release(std::unique_ptr<Execution> execution) {
  std::lock_guard lock(mutex);
  if (execution->set && execution->set->complete && execution->set->shareable) {
    forget(execution->set);
    complete.push_back(execution->set);
  }
  if (idle.size() < kMaxIdle)
    idle.push_back(std::move(execution));
}

DeviceState::DeviceState(const MeshDeviceOptions &options, uint32_t numThreads)
    : options(options), numThreads(numThreads), reference(referenceKernelsForced()),
      threadPool(std::make_unique<ThreadPool>(numThreads)) {}

DeviceState::~DeviceState() = default;

std::shared_ptr<PlanEntry> DeviceState::planFor(const std::shared_ptr<const BinaryImage> &image, uint32_t program,
                                                bool once) {
  const bool keep = !once && options.enableProgramCache;
  const std::pair key(image->id, program);
  if (keep) {
    std::lock_guard lock(mutex);
    if (auto found = plans.find(key); found != plans.end())
      return found->second;
  }
  PlanOptions planOptions{numThreads, reference, once};
  auto entry = std::make_shared<PlanEntry>(image, std::make_unique<Plan>(*image, program, planOptions));
  if (!keep)
    return entry;
  std::vector<std::shared_ptr<PlanEntry>> stale; // destroyed outside the lock
  std::lock_guard lock(mutex);
  for (auto it = plans.begin(); it != plans.end();)
    if (it->second->isStale()) {
      stale.push_back(std::move(it->second));
      it = plans.erase(it);
    } else {
      ++it;
    }
  // Another thread may have made the plan meanwhile.
  return plans.emplace(key, std::move(entry)).first->second;
}

void DeviceState::clearPlans() {
  decltype(plans) dropped;
  std::lock_guard lock(mutex);
  if (!open)
    throw DeviceError("the device is closed; open one");
  dropped.swap(plans);
}

std::shared_ptr<CardState> DeviceState::cards() {
  std::lock_guard lock(mutex);
  if (!cardState)
    cardState = std::make_shared<CardState>(numThreads);
  return cardState;
}

void DeviceState::beginRun() {
  std::lock_guard lock(mutex);
  if (!open)
    throw DeviceError("the device is closed; open one");
  runningHere.push_back(this);
  ++running;
}

void DeviceState::endRun() {
  std::lock_guard lock(mutex);
  runningHere.pop_back();
  if (--running == 0)
    idle.notify_all();
}

bool DeviceState::isOpen() const {
  std::lock_guard lock(mutex);
  return open;
}

void DeviceState::close() {
  decltype(plans) dropped;
  std::unique_lock lock(mutex);
  if (!open)
    throw DeviceError("the device is closed already");
  if (std::find(runningHere.begin(), runningHere.end(), this) != runningHere.end())
    throw DeviceError("the device cannot be closed by a debug hook of a program that runs on it");
  open = false;
  idle.wait(lock, [&] { return running == 0; });
  dropped.swap(plans);
  std::shared_ptr<CardState> droppedCards = std::move(cardState);
  lock.unlock();
  dropped.clear();
  droppedCards.reset();
  threadPool.reset();
}

} // namespace tt::runtime::detail
