// The thread pool: every index once, nesting, concurrent callers, exceptions, sleep and wake-up, forked children.
#include "ttnn/thread_pool.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

namespace tt::runtime {
namespace {

class ThreadPoolTest : public testing::TestWithParam<uint32_t> {};

TEST_P(ThreadPoolTest, VisitsEveryIndexOnce) {
  ThreadPool pool(GetParam());
  EXPECT_EQ(pool.size(), GetParam());
  for (int64_t count : {1, 2, 3, 7, 64, 1000, 4097})
    for (int64_t grain : {1, 3, 100, 5000}) {
      std::vector<std::atomic<int>> visits(count);
      pool.parallelFor(count, grain, [&](int64_t begin, int64_t end) {
        EXPECT_TRUE(end - begin >= grain || end == count);
        for (int64_t i = begin; i < end; ++i)
          visits[i].fetch_add(1);
      });
      for (const auto &visit : visits)
        ASSERT_EQ(visit.load(), 1);
    }
}

TEST_P(ThreadPoolTest, DoesNothingForAnEmptyLoop) {
  ThreadPool pool(GetParam());
  pool.parallelFor(0, 1, [](int64_t, int64_t) { FAIL(); });
}

TEST_P(ThreadPoolTest, ManyLoopsInARow) {
  ThreadPool pool(GetParam());
  std::vector<int64_t> values(64);
  for (int round = 0; round < 20000; ++round)
    pool.parallelFor(64, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        values[i] += i;
    });
  for (int64_t i = 0; i < 64; ++i)
    EXPECT_EQ(values[i], i * 20000);
}

TEST_P(ThreadPoolTest, WakesWorkersThatSlept) {
  ThreadPool pool(GetParam());
  for (int round = 0; round < 20; ++round) {
    // Longer than a worker spins: it is asleep or about to be.
    std::this_thread::sleep_for(std::chrono::microseconds(40 + 5 * round));
    std::atomic<int64_t> sum = 0;
    pool.parallelFor(100, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        sum += i;
    });
    ASSERT_EQ(sum.load(), 4950);
  }
}

TEST_P(ThreadPoolTest, NestedLoopsStayOnTheirThread) {
  ThreadPool pool(GetParam());
  std::atomic<int64_t> sum = 0;
  pool.parallelFor(16, 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      auto outer = std::this_thread::get_id();
      pool.parallelFor(10, 1, [&](int64_t first, int64_t last) {
        EXPECT_EQ(std::this_thread::get_id(), outer);
        sum += last - first;
      });
    }
  });
  EXPECT_EQ(sum.load(), 160);
}

TEST_P(ThreadPoolTest, ThrowsWhatAChunkThrewAndStaysUsable) {
  ThreadPool pool(GetParam());
  for (int round = 0; round < 100; ++round) {
    EXPECT_THROW(pool.parallelFor(50, 1,
                                  [&](int64_t begin, int64_t end) {
                                    for (int64_t i = begin; i < end; ++i)
                                      if (i % 10 == 3)
                                        throw std::runtime_error("chunk");
                                  }),
                 std::runtime_error);
    std::atomic<int> ran = 0;
    pool.parallelFor(50, 1, [&](int64_t begin, int64_t end) { ran += static_cast<int>(end - begin); });
    EXPECT_EQ(ran.load(), 50);
  }
}

TEST_P(ThreadPoolTest, ServesConcurrentCallers) {
  ThreadPool pool(GetParam());
  std::vector<std::thread> callers;
  std::atomic<int64_t> total = 0;
  for (int caller = 0; caller < 4; ++caller)
    callers.emplace_back([&] {
      for (int round = 0; round < 500; ++round) {
        std::atomic<int64_t> sum = 0;
        pool.parallelFor(37, 1, [&](int64_t begin, int64_t end) { sum += end - begin; });
        total += sum.load();
      }
    });
  for (std::thread &caller : callers)
    caller.join();
  EXPECT_EQ(total.load(), 4 * 500 * 37);
}

INSTANTIATE_TEST_SUITE_P(Sizes, ThreadPoolTest, testing::Values(1u, 2u, 4u));

#if !defined(__SANITIZE_THREAD__) && !(defined(__has_feature) && __has_feature(thread_sanitizer))
TEST(ThreadPoolForkTest, AChildRunsLoopsWithoutWorkersAndExits) {
  ThreadPool pool(3);
  pool.parallelFor(10, 1, [](int64_t, int64_t) {});
  pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    alarm(20); // a hang ends in a signal
    std::atomic<int> ran = 0;
    pool.parallelFor(10, 1, [&](int64_t begin, int64_t end) { ran += static_cast<int>(end - begin); });
    pool.~ThreadPool();
    _exit(ran.load() == 10 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  std::atomic<int> ran = 0;
  pool.parallelFor(10, 1, [&](int64_t begin, int64_t end) { ran += static_cast<int>(end - begin); });
  EXPECT_EQ(ran.load(), 10);
}
#endif

} // namespace
} // namespace tt::runtime
