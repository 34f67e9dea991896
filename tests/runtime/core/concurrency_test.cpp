// Many threads: submitting the same program, with other parameters, with hooks that come and go, and closing meanwhile.
#include <atomic>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/debug.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;

void inThreads(int count, const std::function<void(int)> &body) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i)
    threads.emplace_back(body, i);
  for (std::thread &thread : threads)
    thread.join();
}

TEST(Concurrency, ThreadsSubmitTheSameProgram) {
  MeshDeviceOptions options;
  options.numThreads = 2;
  Device device = openMeshDevice(options);
  Binary binary = load(constEvalPrograms());
  Tensor x = tensor({2, 3}, {1, 0, 0, 0, 1, 0});
  inThreads(8, [&](int thread) {
    Tensor w = ramp({3, 2}, static_cast<float>(thread % 3));
    auto k = static_cast<float>(thread % 3);
    for (int i = 0; i < 100; ++i)
      EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{x, w})[0]), ElementsAre(0, 2 * k, 4 * k, 6 * k));
  });
}

TEST(Concurrency, ThreadsSubmitWithHooksThatComeAndGo) {
  TENON_NEEDS_HOOKS();
  Device device = openDevice();
  Binary binary = load({smallProgram()});
  std::atomic<bool> stop = false;
  std::atomic<int> calls = 0;
  std::thread registrar([&] {
    while (!stop) {
      debug::Hooks hooks;
      auto held = std::make_shared<int>(1);
      hooks.postOp = [&calls, held](const Binary &, const CallbackContext &program, const OpContext &op) {
        calls += *held;
        EXPECT_TRUE(getOpOutputTensor(op, program));
        EXPECT_TRUE(retrieveTensorFromPool(program, getOpInputRefs(op)[0]));
      };
      debug::Hooks::set(hooks);
      std::this_thread::yield();
      debug::unregisterHooks();
    }
  });
  inThreads(8, [&](int) {
    Tensor x = tensor({2, 3}, {1, 2, 3, -4, -5, -6}), y = tensor({2, 3}, {1, 1, 1, 1, 10, 1});
    for (int i = 0; i < 200; ++i)
      EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{x, y})[0]), ElementsAre(2, 6, 12, 0, -25, 0));
  });
  stop = true;
  registrar.join();
  debug::unregisterHooks();
}

TEST(Concurrency, ThreadsSubmitWhileAnotherRegistersAHundredThousandTimes) {
  TENON_NEEDS_HOOKS();
  Device device = openDevice();
  Binary binary = load({smallProgram()});
  std::atomic<bool> stop = false;
  std::atomic<int> alive = 0;
  struct Counted {
    explicit Counted(std::atomic<int> &alive) : alive(alive) { ++alive; }
    ~Counted() { --alive; }
    std::atomic<int> &alive;
  };
  std::thread registrar([&] {
    for (int i = 0; i < 100000; ++i) {
      auto held = std::make_shared<Counted>(alive);
      auto callback = [held](const Binary &, const CallbackContext &, const OpContext &op) {
        EXPECT_FALSE(getOpName(op).empty());
      };
      if (i % 2) {
        debug::Hooks hooks;
        hooks.preOp = callback;
        debug::Hooks::set(hooks);
        debug::unregisterHooks();
      } else {
        debug::Watch watch = debug::watch({.postOp = callback, .filter = {.ops = {"relu"}}});
      }
    }
    stop = true;
  });
  inThreads(8, [&](int) {
    Tensor x = tensor({2, 3}, {1, 2, 3, -4, -5, -6}), y = tensor({2, 3}, {1, 1, 1, 1, 10, 1});
    while (!stop)
      EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{x, y})[0]), ElementsAre(2, 6, 12, 0, -25, 0));
  });
  registrar.join();
  EXPECT_EQ(alive, 0) << "every hook was destroyed";
}

TEST(Concurrency, ContextsAreRefusedInOtherThreadsToo) {
  TENON_NEEDS_HOOKS();
  Device device = openDevice();
  Binary binary = load({smallProgram()});
  std::atomic<bool> stop = false;
  std::mutex mutex;
  std::optional<OpContext> shared;
  std::thread reader([&] {
    while (!stop) {
      std::optional<OpContext> op;
      {
        std::lock_guard lock(mutex);
        op = shared;
      }
      if (op)
        try {
          getOpName(*op);
        } catch (const Error &) { // too late, as it may be
        }
    }
  });
  debug::Hooks hooks;
  hooks.preOp = [&](const Binary &, const CallbackContext &, const OpContext &op) {
    std::lock_guard lock(mutex);
    shared = op;
  };
  debug::Hooks::set(hooks);
  for (int i = 0; i < 300; ++i)
    submit(device, binary, 0, std::vector{ramp({2, 3}), ramp({2, 3})});
  debug::unregisterHooks();
  stop = true;
  reader.join();
}

TEST(Concurrency, ClosingWaitsForRunningPrograms) {
  for (int round = 0; round < 10; ++round) {
    Device device = openDevice();
    Binary binary = load({smallProgram()});
    std::atomic<int> refused = 0, finished = 0;
    std::thread closer([&] {
      while (finished < 20)
        std::this_thread::yield();
      closeMeshDevice(device);
    });
    inThreads(4, [&](int) {
      Tensor x = tensor({2, 3}, {1, 2, 3, -4, -5, -6}), y = tensor({2, 3}, {1, 1, 1, 1, 10, 1});
      try {
        for (;;) {
          EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{x, y})[0]), ElementsAre(2, 6, 12, 0, -25, 0));
          ++finished;
        }
      } catch (const DeviceError &) {
        ++refused;
      }
    });
    closer.join();
    EXPECT_EQ(refused, 4);
  }
}

TEST(Concurrency, DeallocatingAnInputDoesNotPullItAway) {
  Device device = openDevice();
  Binary binary = load({smallProgram()});
  for (int i = 0; i < 50; ++i) {
    Tensor x = ramp({2, 3}), y = ramp({2, 3});
    std::thread other([&] { x.deallocate(); });
    try {
      submit(device, binary, 0, std::vector{x, y});
    } catch (const DeviceError &) { // it was gone already
    }
    other.join();
  }
}

} // namespace
} // namespace tt::runtime::test
