// The device's thread pool: workers that spin briefly, then sleep, and take chunks of the caller's loop one by one.
//
// A loop is published as a ticket, epoch << 24 | next chunk. Whoever raises the ticket by compare-and-swap has begun a
// chunk, and the caller waits for begun chunks only; a worker that comes late finds another epoch or no chunk left and
// touches nothing. So a worker that the system does not schedule never delays a loop that others can finish.
#include "ttnn/thread_pool.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace tt::runtime {
namespace {

constexpr uint64_t kChunkBits = 24;
constexpr uint64_t kChunkMask = (uint64_t{1} << kChunkBits) - 1;
/// More chunks than threads, so that a thread that lost its processor holds up little.
constexpr int64_t kChunksPerThread = 4;
/// How long a worker stays awake after its last chunk: longer than the gap between two ops, shorter than people notice.
constexpr std::chrono::microseconds kSpinTime{60};

/// True while this thread runs a chunk: loops that it starts stay on it.
thread_local bool insideChunk = false;

struct InsideChunk {
  bool before = std::exchange(insideChunk, true);
  ~InsideChunk() { insideChunk = before; }
};

/// Counts forks on the child's side: a pool made before a fork has no workers in the child.
std::atomic<uint32_t> forkCount = 0;

uint32_t currentForkCount() {
  static const int registered = pthread_atfork(nullptr, nullptr, [] { forkCount.fetch_add(1); });
  (void)registered;
  return forkCount.load(std::memory_order_relaxed);
}

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Spins until `ready` or the time is up; says which.
template <typename Ready>
bool spin(Ready ready) {
  auto end = std::chrono::steady_clock::now() + kSpinTime;
  do {
    for (int i = 0; i < 64; ++i) {
      if (ready())
        return true;
      pause();
    }
  } while (std::chrono::steady_clock::now() < end);
  return false;
}

} // namespace

struct ThreadPool::Impl {
  explicit Impl(uint32_t numThreads) : numThreads(std::max(numThreads, 1u)), bornAtFork(currentForkCount()) {
    for (uint32_t i = 1; i < this->numThreads; ++i)
      workers.emplace_back([this] { work(); });
  }

  ~Impl() {
    if (forkCount.load() != bornAtFork) {
      // The workers live in the parent; joining their copies here would wait forever.
      new std::vector<std::thread>(std::move(workers));
      return;
    }
    stopping.store(true);
    ticket.store(((ticket.load() >> kChunkBits) + 1) << kChunkBits | kChunkMask);
    wakeCount.fetch_add(1);
    wakeCount.notify_all();
    for (std::thread &worker : workers)
      worker.join();
  }

  void work() {
    uint64_t seen = 0;
    while (!stopping.load()) {
      uint64_t now = ticket.load();
      if (now >> kChunkBits != seen) {
        seen = now >> kChunkBits;
        drain(seen);
        continue;
      }
      auto changed = [&] { return ticket.load(std::memory_order_relaxed) >> kChunkBits != seen; };
      if (spin(changed))
        continue;
      // Announce the sleep, then look once more: the caller publishes first and reads the number of sleepers after.
      uint32_t wake = wakeCount.load();
      sleepers.fetch_add(1);
      if (!changed() && !stopping.load())
        wakeCount.wait(wake);
      sleepers.fetch_sub(1);
    }
  }

  /// Takes chunks of loop `epoch` until none is left.
  void drain(uint64_t epoch) {
    InsideChunk inside;
    for (;;) {
      uint64_t now = ticket.load();
      // These may be the next loop's fields already; then the ticket was closed before and the exchange fails.
      const auto *chunkBody = body.load(std::memory_order_acquire);
      int64_t total = count.load(std::memory_order_acquire), step = chunkSize.load(std::memory_order_acquire);
      uint32_t chunks = numChunks.load(std::memory_order_acquire);
      uint64_t chunk = now & kChunkMask;
      if (now >> kChunkBits != epoch || chunk >= chunks)
        return;
      if (!ticket.compare_exchange_weak(now, now + 1))
        continue;
      int64_t begin = static_cast<int64_t>(chunk) * step;
      if (!failed.load(std::memory_order_relaxed)) {
        try {
          (*chunkBody)(begin, std::min(begin + step, total));
        } catch (...) {
          std::lock_guard lock(errorMutex);
          if (!error)
            error = std::current_exception();
          failed.store(true, std::memory_order_relaxed);
        }
      }
      // Once the last chunk is counted the caller may return: nothing of its loop is touched after that.
      if (done.fetch_add(1) + 1 == chunks)
        done.notify_all();
    }
  }

  void run(int64_t total, int64_t step, uint32_t chunks, const std::function<void(int64_t, int64_t)> &loop) {
    // Close the last loop's ticket (under an epoch that has no chunks) before its fields change, then open this one.
    uint64_t epoch = (ticket.load() >> kChunkBits) + 2;
    ticket.store((epoch - 1) << kChunkBits | kChunkMask);
    body.store(&loop, std::memory_order_release);
    count.store(total, std::memory_order_release);
    chunkSize.store(step, std::memory_order_release);
    numChunks.store(chunks, std::memory_order_release);
    failed.store(false, std::memory_order_relaxed);
    done.store(0);
    ticket.store(epoch << kChunkBits);
    if (sleepers.load() != 0) {
      wakeCount.fetch_add(1);
      wakeCount.notify_all();
    }
    drain(epoch);
    if (!spin([&] { return done.load() == chunks; }))
      for (uint32_t now = done.load(); now != chunks; now = done.load())
        done.wait(now);
    if (error)
      std::rethrow_exception(std::exchange(error, nullptr));
  }

  const uint32_t numThreads;
  const uint32_t bornAtFork;
  std::atomic<bool> busy = false;
  std::atomic<bool> stopping = false;
  alignas(64) std::atomic<uint64_t> ticket = 0;
  std::atomic<const std::function<void(int64_t, int64_t)> *> body = nullptr;
  std::atomic<int64_t> count = 0;
  std::atomic<int64_t> chunkSize = 1;
  std::atomic<uint32_t> numChunks = 0;
  std::atomic<bool> failed = false;
  alignas(64) std::atomic<uint32_t> done = 0;
  alignas(64) std::atomic<uint32_t> sleepers = 0;
  std::atomic<uint32_t> wakeCount = 0;
  std::mutex errorMutex;
  std::exception_ptr error;
  std::vector<std::thread> workers;
};

ThreadPool::ThreadPool(uint32_t numThreads) : impl(std::make_unique<Impl>(numThreads)) {}
ThreadPool::~ThreadPool() = default;

uint32_t ThreadPool::size() const { return impl->numThreads; }

void ThreadPool::parallelFor(int64_t count, int64_t grain,
                             const std::function<void(int64_t begin, int64_t end)> &body) {
  if (count <= 0)
    return;
  grain = std::max<int64_t>(grain, 1);
  int64_t wanted = std::min((count + grain - 1) / grain, kChunksPerThread * impl->numThreads);
  int64_t step = std::max((count + wanted - 1) / wanted, grain);
  int64_t chunks = (count + step - 1) / step;
  bool alone = impl->numThreads == 1 || chunks == 1 || insideChunk || forkCount.load() != impl->bornAtFork;
  if (alone || impl->busy.exchange(true)) {
    InsideChunk inside;
    body(0, count);
    return;
  }
  struct Release {
    std::atomic<bool> &busy;
    ~Release() { busy.store(false); }
  } release{impl->busy};
  impl->run(count, step, static_cast<uint32_t>(chunks), body);
}

} // namespace tt::runtime
