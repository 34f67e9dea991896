// Host threads that share the games of a step.
#include "host/workers.h"

#include <chrono>
#include <utility>

#include <pthread.h>
#include <unistd.h>

namespace tt::zork {
namespace {

/// How long a thread looks out for work before it sleeps: as long as a program takes between two steps.
constexpr std::chrono::microseconds kLookOut{50};

void rest() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

} // namespace

Workers::Workers(uint32_t threads) : count(threads), parts(threads), process(::getpid()) {}

Workers::~Workers() {
  if (process != ::getpid())
    afterFork();
  isEnding.store(true);
  round.fetch_add(1);
  round.notify_all();
  for (std::thread &thread : others)
    thread.join();
}

void Workers::start() {
  for (size_t own = others.size() + 1; own < count; ++own) {
    others.emplace_back([this, own] { lookOut(own); });
    ::pthread_setname_np(others.back().native_handle(), "zork-games");
  }
}

/// The threads are the parent's: what stands for them here can neither be joined nor destroyed.
void Workers::afterFork() {
  std::lock_guard lock(forkMutex);
  if (process == ::getpid())
    return;
  new std::vector<std::thread>(std::exchange(others, {}));
  isOpen.store(false);
  inside.store(0);
  isTaken.store(false);
  process = ::getpid();
}

void Workers::lookOut(size_t own) {
  for (uint32_t seen = 0; !isEnding.load();) {
    const auto end = std::chrono::steady_clock::now() + kLookOut;
    for (uint32_t turn = 1; round.load(std::memory_order_relaxed) == seen; ++turn) {
      rest();
      if (turn % 64 == 0 && std::chrono::steady_clock::now() >= end)
        round.wait(seen);
    }
    seen = round.load();
    inside.fetch_add(1);
    if (isOpen.load())
      help(own);
    if (inside.fetch_sub(1) == 1)
      inside.notify_all();
  }
}

void Workers::help(size_t own) {
  for (size_t turn = 0; turn < count; ++turn) {
    Part &part = parts[(own + turn) % count];
    const size_t end = part.end.load(std::memory_order_relaxed);
    while (part.next.load(std::memory_order_relaxed) < end) {
      const size_t number = part.next.fetch_add(1, std::memory_order_relaxed);
      if (number >= end)
        break;
      try {
        (*work)(number);
      } catch (...) {
        keep(std::current_exception());
      }
    }
  }
}

void Workers::keep(std::exception_ptr thrown) {
  std::lock_guard lock(errorMutex);
  if (!error)
    error = std::move(thrown);
}

void Workers::run(size_t numbers, const std::function<void(size_t)> &newWork) {
  if (process != ::getpid())
    afterFork();
  if (count == 1 || numbers < 2 || isTaken.exchange(true)) {
    std::exception_ptr thrown;
    for (size_t number = 0; number < numbers; ++number)
      try {
        newWork(number);
      } catch (...) {
        if (!thrown)
          thrown = std::current_exception();
      }
    if (thrown)
      std::rethrow_exception(thrown);
    return;
  }
  try {
    start();
  } catch (...) { // no more threads: those that are there do it
  }
  work = &newWork;
  for (size_t i = 0; i < count; ++i) {
    parts[i].next.store(i * numbers / count, std::memory_order_relaxed);
    parts[i].end.store((i + 1) * numbers / count, std::memory_order_relaxed);
  }
  isOpen.store(true);
  round.fetch_add(1);
  round.notify_all();
  help(0);
  isOpen.store(false);
  for (uint32_t turn = 0, others = inside.load(); others != 0; others = inside.load())
    if (++turn < 2000)
      rest();
    else
      inside.wait(others);
  std::exception_ptr thrown = std::exchange(error, nullptr);
  isTaken.store(false);
  if (thrown)
    std::rethrow_exception(thrown);
}

} // namespace tt::zork
