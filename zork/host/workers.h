// Host threads that share the games of a step; they last as long as the card.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace tt::zork {

/// Threads beside the calling one; they begin with the first work that is worth it, look out for more for some
/// microseconds after each, and sleep then. A process that was forked begins its own.
class Workers {
public:
  /// `threads`: the calling one counts; at least 1.
  explicit Workers(uint32_t threads);
  /// Ends them. Not while work is done.
  ~Workers();
  Workers(const Workers &) = delete;
  Workers &operator=(const Workers &) = delete;

  uint32_t threads() const { return static_cast<uint32_t>(count); }

  /// Calls work(0) to work(count - 1), each once, and returns when all are done; the first exception is thrown then.
  /// Each thread has a part of the numbers, the same for equal counts, and helps the others when it is done with it.
  /// Where the threads are busy with another caller's work, the calling thread does it alone.
  void run(size_t count, const std::function<void(size_t)> &work);

private:
  /// The numbers that are one thread's own.
  struct alignas(64) Part {
    std::atomic<size_t> next = 0, end = 0;
  };

  void start();
  void afterFork();
  void lookOut(size_t own);
  void help(size_t own);
  void keep(std::exception_ptr thrown);

  const size_t count; // of threads, with the calling one
  std::vector<Part> parts;
  std::vector<std::thread> others;
  pid_t process;
  std::mutex forkMutex;

  std::atomic<bool> isTaken = false; // by a caller
  const std::function<void(size_t)> *work = nullptr;
  std::mutex errorMutex;
  std::exception_ptr error;

  // A thread says that it is inside before it looks whether work is open, and the caller closes it before looking
  // whether somebody is inside, all in one total order: one of them sees the other.
  std::atomic<bool> isOpen = false;
  std::atomic<uint32_t> inside = 0;
  std::atomic<uint32_t> round = 0; // changes when there is work, and at the end
  std::atomic<bool> isEnding = false;
};

} // namespace tt::zork
