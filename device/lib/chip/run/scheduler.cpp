// Host threads that run cores, slice by slice.
#include "chip/run/scheduler.h"

#include <pthread.h>

namespace tt::device {
namespace {

struct Worker {
  const Scheduler *scheduler = nullptr;
  uint32_t number = 0;
};
thread_local Worker thisThread;

} // namespace

Scheduler::Scheduler(uint32_t threads, std::function<void(CoreRun &)> runSlice)
    : threadCount(threads), runSlice(std::move(runSlice)), queues(threads) {}

Scheduler::~Scheduler() {
  {
    std::lock_guard lock(sleepMutex);
    ending = true;
  }
  wakeUp.notify_all();
  for (std::thread &thread : threads)
    thread.join();
}

void Scheduler::start() {
  for (uint32_t number = 0; number < threadCount; ++number) {
    threads.emplace_back([this, number] { work(number); });
    pthread_setname_np(threads.back().native_handle(), "card-cores");
  }
}

bool Scheduler::isOwnThread() const { return thisThread.scheduler == this; }

void Scheduler::push(CoreRun &core) {
  std::call_once(started, [this] { start(); });
  uint32_t number = isOwnThread() ? thisThread.number : nextQueue.fetch_add(1, std::memory_order_relaxed) % threadCount;
  Queue &queue = queues[number];
  ready.fetch_add(1, std::memory_order_seq_cst); // before it can be taken and counted down
  {
    std::lock_guard lock(queue.mutex);
    queue.cores.push_back(&core);
    queue.size.store(static_cast<uint32_t>(queue.cores.size()), std::memory_order_relaxed);
  }
  if (sleeping.load(std::memory_order_seq_cst) != 0) {
    {
      std::lock_guard lock(sleepMutex);
    }
    wakeUp.notify_one();
  }
}

void Scheduler::push(std::span<CoreRun *const> cores) {
  std::call_once(started, [this] { start(); });
  ready.fetch_add(cores.size(), std::memory_order_seq_cst); // before a core can be taken: it is counted down then
  for (uint32_t number = 0; number < threadCount && number < cores.size(); ++number) {
    Queue &queue = queues[number];
    std::lock_guard lock(queue.mutex);
    for (size_t i = number; i < cores.size(); i += threadCount)
      queue.cores.push_back(cores[i]);
    queue.size.store(static_cast<uint32_t>(queue.cores.size()), std::memory_order_relaxed);
  }
  {
    std::lock_guard lock(sleepMutex);
  }
  wakeUp.notify_all();
}

CoreRun *Scheduler::take(uint32_t own) {
  for (uint32_t turn = 0; turn < threadCount; ++turn) {
    Queue &queue = queues[(own + turn) % threadCount];
    if (queue.size.load(std::memory_order_relaxed) == 0)
      continue;
    std::lock_guard lock(queue.mutex);
    if (queue.cores.empty())
      continue;
    CoreRun *core = queue.cores.front();
    queue.cores.pop_front();
    queue.size.store(static_cast<uint32_t>(queue.cores.size()), std::memory_order_relaxed);
    ready.fetch_sub(1, std::memory_order_seq_cst);
    return core;
  }
  return nullptr;
}

void Scheduler::work(uint32_t own) {
  thisThread = {this, own};
  for (;;) {
    if (CoreRun *core = take(own)) {
      runSlice(*core);
      continue;
    }
    std::unique_lock lock(sleepMutex);
    sleeping.fetch_add(1, std::memory_order_seq_cst);
    wakeUp.wait(lock, [this] { return ending || ready.load(std::memory_order_seq_cst) != 0; });
    sleeping.fetch_sub(1, std::memory_order_relaxed);
    if (ending)
      return;
  }
}

} // namespace tt::device
