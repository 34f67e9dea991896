// Observers side by side: order, filters, handles, times, and what coming and going means to a program that runs.
#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace tt::runtime::test {
namespace {

using debug::Filter;
using debug::Observer;
using debug::Watch;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class WatchTest : public testing::Test {
protected:
  void TearDown() override { debug::unregisterHooks(); }

  void run() { submit(device, binary, 0, std::vector{x, y}); }
  /// Notes `mark` and the op's name.
  debug::OpCallback note(std::string mark) {
    return [this, mark](const Binary &, const CallbackContext &, const OpContext &op) {
      seen.push_back(mark + getOpName(op).substr(5));
    };
  }
  std::vector<std::string> seenWith(Filter filter) {
    seen.clear();
    Watch watch = debug::watch({.postOp = note(""), .filter = std::move(filter)});
    run();
    return seen;
  }

  std::vector<std::string> seen;
  Device device = openDevice();
  Binary binary = load({smallProgram()});
  Tensor x = tensor({2, 3}, {1, 2, 3, -4, -5, -6}), y = tensor({2, 3}, {1, 1, 1, 1, 10, 1});
};

TEST_F(WatchTest, LiveSideBySideAndNestAroundTheOp) {
  debug::Hooks hooks;
  hooks.preOp = note("hook<");
  hooks.postOp = note("hook>");
  Watch first = debug::watch({.preOp = note("1<"), .postOp = note("1>"), .filter = {.ops = {"add"}}});
  Watch second = debug::watch({.preOp = note("2<"), .postOp = note("2>"), .filter = {.ops = {"add"}}});
  debug::Hooks::set(hooks);
  run();
  EXPECT_THAT(seen, ElementsAre("hook<add", "1<add", "2<add", "2>add", "1>add", "hook>add", "hook<relu", "hook>relu",
                                "hook<multiply", "hook>multiply"));
}

TEST_F(WatchTest, AreFilteredByName) {
  EXPECT_THAT(seenWith({.ops = {"ttnn.relu"}}), ElementsAre("relu"));
  EXPECT_THAT(seenWith({.ops = {"relu", "add"}}), ElementsAre("add", "relu"));
  EXPECT_THAT(seenWith({.ops = {"m*"}}), ElementsAre("multiply"));
  EXPECT_THAT(seenWith({.ops = {"ttnn.*l*"}}), ElementsAre("relu", "multiply"));
  EXPECT_THAT(seenWith({.ops = {"mul"}}), IsEmpty());
}

TEST_F(WatchTest, AreFilteredByLocation) {
  EXPECT_THAT(seenWith({.location = "main.py:1"}), ElementsAre("add")); // its ops are at lines 1 to 3
  EXPECT_THAT(seenWith({.location = "\"main.py\":3"}), ElementsAre("multiply"));
  EXPECT_THAT(seenWith({.location = "main.*:[12]:"}), ElementsAre("add", "relu"));
  EXPECT_THAT(seenWith({.location = "other.py"}), IsEmpty());
}

TEST_F(WatchTest, AreFilteredByProgram) {
  EXPECT_THAT(seenWith({.programIndex = 0}), ElementsAre("add", "relu", "multiply"));
  EXPECT_THAT(seenWith({.programIndex = 1}), IsEmpty());
  EXPECT_THAT(seenWith({.programName = "ma*"}), ElementsAre("add", "relu", "multiply"));
  EXPECT_THAT(seenWith({.programName = "other"}), IsEmpty());
  EXPECT_THAT(seenWith({.binaryId = binary.id()}), ElementsAre("add", "relu", "multiply"));
  EXPECT_THAT(seenWith({.binaryId = load({smallProgram()}).id()}), IsEmpty());
}

TEST_F(WatchTest, SeeNestedProgramsThatTheFilterAdmits) {
  binary = load(constEvalPrograms());
  y = ramp({3, 2});
  std::vector<uint32_t> programs;
  Watch watch =
      debug::watch({.preProgram = [&](const Binary &,
                                      const CallbackContext &program) { programs.push_back(getProgramIndex(program)); },
                    .filter = {.programIndex = 1}});
  run();
  EXPECT_THAT(programs, ElementsAre(1));
}

TEST_F(WatchTest, EndWithTheirHandles) {
  Watch closed = debug::watch({.postOp = note("")});
  EXPECT_TRUE(closed.isOpen());
  closed.close();
  closed.close();
  EXPECT_FALSE(closed.isOpen());
  {
    Watch left = debug::watch({.postOp = note("")});
  }
  Watch replaced = debug::watch({.postOp = note("")});
  replaced = debug::watch({.postOp = note("moved "), .filter = {.ops = {"add"}}});
  Watch moved = std::move(replaced);
  run();
  EXPECT_THAT(seen, ElementsAre("moved add"));
}

TEST_F(WatchTest, StayWhenHooksAreUnregistered) {
  Watch watch = debug::watch({.postOp = note(""), .filter = {.ops = {"add"}}});
  debug::unregisterHooks();
  run();
  EXPECT_THAT(seen, ElementsAre("add"));
}

TEST_F(WatchTest, MayBeClosedByACallback) {
  Watch second;
  Watch first = debug::watch({.preOp = [&](const Binary &, const CallbackContext &, const OpContext &op) {
    if (getOpName(op) == "ttnn.relu")
      second.close();
  }});
  second = debug::watch({.preOp = note("2<"), .postOp = note("2>")});
  run();
  EXPECT_THAT(seen, ElementsAre("2<add", "2>add")) << "closed before its turn at the same op came";
}

TEST_F(WatchTest, MayBeOpenedByACallback) {
  std::optional<Watch> second;
  Watch first = debug::watch({.preOp = [&](const Binary &, const CallbackContext &, const OpContext &op) {
    if (!second && getOpName(op) == "ttnn.relu")
      second = debug::watch({.preOp = note("2<"), .postOp = note("2>")});
  }});
  run();
  EXPECT_THAT(seen, ElementsAre("2>relu", "2<multiply", "2>multiply"));
}

TEST_F(WatchTest, KnowHowLongAnOpTook) {
  int timed = 0;
  Observer observer;
  observer.preOp = [&](const Binary &, const CallbackContext &, const OpContext &op) {
    EXPECT_THROW(getOpDuration(op), Error);
  };
  observer.postOp = [&](const Binary &, const CallbackContext &, const OpContext &op) {
    EXPECT_GE(getOpDuration(op), 0.0);
    ++timed;
  };
  observer.filter.ops = {"relu"};
  observer.timed = true;
  Watch watch = debug::watch(observer);
  Watch other = debug::watch({.postOp = [&](const Binary &, const CallbackContext &, const OpContext &op) {
    if (getOpName(op) != "ttnn.relu")
      try {
        getOpDuration(op);
        ADD_FAILURE() << "nobody timed " << getOpName(op);
      } catch (const Error &error) {
        EXPECT_THAT(error.what(), HasSubstr("timed=True"));
      }
  }});
  run();
  EXPECT_EQ(timed, 1);
}

TEST_F(WatchTest, KnowHowLongAnOpTookWithoutTheCallbacksInsideIt) {
  binary = load(constEvalPrograms());
  y = ramp({3, 2});
  using namespace std::chrono_literals;
  double seconds = -1;
  Watch timed = debug::watch(
      {.postOp = [&](const Binary &, const CallbackContext &, const OpContext &op) { seconds = getOpDuration(op); },
       .filter = {.ops = {"load_cached"}},
       .timed = true});
  auto spent = 0ns;
  Watch slow = debug::watch({.preOp =
                                 [&](const Binary &, const CallbackContext &, const OpContext &) {
                                   auto begin = std::chrono::steady_clock::now();
                                   std::this_thread::sleep_for(50ms);
                                   spent += std::chrono::steady_clock::now() - begin;
                                 },
                             .filter = {.programIndex = 1}});
  auto begin = std::chrono::steady_clock::now();
  run();
  std::chrono::duration<double> all = std::chrono::steady_clock::now() - begin;
  ASSERT_GT(spent, 0ns) << "the program of the constant ran inside the op";
  EXPECT_GE(seconds, 0);
  EXPECT_LE(seconds, (all - spent).count());
}

TEST_F(WatchTest, NeedACallback) { EXPECT_THROW(Watch watch = debug::watch({.filter = {.ops = {"add"}}}), ValueError); }

} // namespace
} // namespace tt::runtime::test
