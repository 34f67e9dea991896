// Debug hooks in a runtime that was built without them (TT_RUNTIME_DEBUG=OFF).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/debug.h"
#include "tt/runtime/error.h"

namespace tt::runtime::test {
namespace {

TEST(HooksAbsent, CannotBeSet) {
  debug::Hooks hooks;
  hooks.preProgram = [](const Binary &, const CallbackContext &) {};
  try {
    debug::Hooks::set(hooks);
    FAIL() << "the hooks were set";
  } catch (const Error &error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("configure it with -DTT_RUNTIME_DEBUG=ON"));
  }
  EXPECT_EQ(debug::Hooks::get(), nullptr);
  debug::unregisterHooks();
}

TEST(HooksAbsent, NobodyCanWatch) {
  EXPECT_THROW(debug::Watch none =
                   debug::watch({.postOp = [](const Binary &, const CallbackContext &, const OpContext &) {}}),
               Error);
}

TEST(HooksAbsent, ProgramsRun) {
  std::vector inputs{ramp({2, 3}), ramp({2, 3})};
  EXPECT_THAT(valuesOf(submit(openDevice(), load({smallProgram()}), 0, inputs)[0]),
              testing::ElementsAre(0, 2, 8, 18, 32, 50));
}

} // namespace
} // namespace tt::runtime::test
