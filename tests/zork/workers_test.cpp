// The threads that share the games of a step: every number once, errors, several callers, forked processes.
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host/workers.h"

namespace tt::zork {
namespace {

/// How often each number was worked on.
struct Counts {
  explicit Counts(size_t count) : counts(count) {}
  void operator()(size_t number) { counts[number].fetch_add(1); }
  bool areAll(uint32_t expected) const {
    for (const std::atomic<uint32_t> &count : counts)
      if (count != expected)
        return false;
    return true;
  }
  std::vector<std::atomic<uint32_t>> counts;
};

TEST(Workers, DoEachNumberOnce) {
  Workers workers(4);
  for (const size_t count : {0, 1, 2, 3, 4, 5, 64, 1000}) {
    Counts counts(count);
    for (uint32_t round = 0; round < 50; ++round)
      workers.run(count, std::ref(counts));
    EXPECT_TRUE(counts.areAll(50)) << count;
  }
}

TEST(Workers, ManyShortRounds) {
  Workers workers(3);
  Counts counts(2);
  for (uint32_t round = 0; round < 20000; ++round)
    workers.run(2, std::ref(counts));
  EXPECT_TRUE(counts.areAll(20000));
}

TEST(Workers, GoOnInOtherThreads) {
  Workers workers(2);
  std::atomic<bool> isSecondThere = false;
  // The first number waits for the last one, which is another thread's.
  workers.run(2, [&](size_t number) {
    if (number == 1)
      isSecondThere = true;
    isSecondThere.wait(false);
    isSecondThere.notify_all();
  });
  EXPECT_TRUE(isSecondThere);
}

TEST(Workers, GiveTheFirstErrorWhenAllIsDone) {
  Workers workers(3);
  Counts counts(100);
  const auto work = [&](size_t number) {
    counts(number);
    if (number % 10 == 3)
      throw std::runtime_error("number " + std::to_string(number));
  };
  EXPECT_THROW(workers.run(100, work), std::runtime_error);
  EXPECT_TRUE(counts.areAll(1));
  EXPECT_THROW(workers.run(4, work), std::runtime_error);
  workers.run(3, work); // nothing is left of the errors before
}

TEST(Workers, ServeSeveralCallers) {
  Workers workers(3);
  Counts counts(30);
  std::vector<std::jthread> callers;
  for (uint32_t i = 0; i < 4; ++i)
    callers.emplace_back([&] {
      for (uint32_t round = 0; round < 200; ++round)
        workers.run(30, std::ref(counts));
    });
  callers.clear();
  EXPECT_TRUE(counts.areAll(800));
}

TEST(Workers, WorkInsideOfWork) {
  Workers workers(2);
  Counts counts(10);
  workers.run(5, [&](size_t) { workers.run(10, std::ref(counts)); });
  EXPECT_TRUE(counts.areAll(5));
}

TEST(Workers, BeginAndEndWithoutWork) {
  for (uint32_t i = 0; i < 50; ++i) {
    Workers idle(4);
    Workers once(4);
    once.run(8, [](size_t) {});
  }
}

#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if !__has_feature(thread_sanitizer) // it does not follow a process of several threads into its fork's threads
TEST(Workers, BeginAnewInAForkedProcess) {
  Workers workers(3);
  Counts counts(30);
  workers.run(30, std::ref(counts));
  const pid_t child = ::fork();
  if (child == 0) {
    for (uint32_t round = 0; round < 100; ++round)
      workers.run(30, std::ref(counts));
    ::_exit(counts.areAll(101) ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  workers.run(30, std::ref(counts));
  EXPECT_TRUE(counts.areAll(2));
}
#endif

} // namespace
} // namespace tt::zork
