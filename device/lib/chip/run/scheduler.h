// Host threads that run cores, slice by slice.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace tt::device {

struct CoreRun;

/// Each thread has a queue of its own and takes from the others when that is empty. With one thread, cores take turns
/// in the order in which they became ready. Cores that are in no queue cost nothing.
class Scheduler {
public:
  Scheduler(uint32_t threads, std::function<void(CoreRun &)> runSlice);
  /// Joins the threads; what is in the queues is forgotten. Not from one of its threads.
  ~Scheduler();

  /// The core becomes ready: into the queue of the calling thread, if it is one of these, or of each in turn.
  void push(CoreRun &core);

  /// All of them at once, spread over the queues: no thread takes one before its queue has all of its share, so with
  /// one thread their order is always the same.
  void push(std::span<CoreRun *const> cores);

  /// A core that is ready, for a thread that is not one of these and helps; null if there is none.
  CoreRun *takeAny() { return take(0); }

  /// Whether the calling thread is one of these.
  bool isOwnThread() const;

private:
  struct alignas(64) Queue {
    std::mutex mutex;
    std::deque<CoreRun *> cores;
    std::atomic<uint32_t> size{0};
  };

  void start();
  void work(uint32_t own);
  CoreRun *take(uint32_t own);

  const uint32_t threadCount;
  const std::function<void(CoreRun &)> runSlice;
  std::vector<Queue> queues;
  std::atomic<uint32_t> nextQueue{0};

  std::once_flag started;
  std::mutex sleepMutex;
  std::condition_variable wakeUp;
  std::atomic<uint32_t> sleeping{0};
  std::atomic<uint64_t> ready{0}; // in all queues
  bool ending = false;            // with sleepMutex
  std::vector<std::thread> threads;
};

} // namespace tt::device
