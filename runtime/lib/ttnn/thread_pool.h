// The device's threads: a loop split into chunks that the caller and the workers take in turn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace tt::runtime {

/// Not nestable: parallelFor called from a chunk runs its loop on the calling thread. One parallelFor at a time uses
/// the workers; further callers run their loops on their own threads meanwhile.
class ThreadPool {
public:
  /// `numThreads` counts the caller; 1 means no workers.
  explicit ThreadPool(uint32_t numThreads);
  ~ThreadPool();
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;

  uint32_t size() const;
  /// Calls body(begin, end) for chunks of at least `grain` indices (except the last) that cover [0, count). An
  /// exception of a chunk is thrown here after all begun chunks ended.
  void parallelFor(int64_t count, int64_t grain, const std::function<void(int64_t begin, int64_t end)> &body);

private:
  struct Impl;
  std::unique_ptr<Impl> impl;
};

} // namespace tt::runtime
