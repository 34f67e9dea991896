// Constants of constants: computed once, again when a parameter changes, and right whichever kernels packed them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/debug.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;

class ConstEval : public testing::Test {
protected:
  void TearDown() override { debug::unregisterHooks(); }
  std::vector<float> run() { return valuesOf(submit(device, binary, 0, std::vector{x, w})[0]); }
  Device device = openDevice();
  Binary binary = load(constEvalPrograms());
  Tensor x = tensor({2, 3}, {1, 0, 0, 0, 1, 0});
  Tensor w = ramp({3, 2});
};

TEST_F(ConstEval, GivesTheRightValues) {
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
}

TEST_F(ConstEval, ComputesAgainWhenTheParameterIsAnother) {
  run();
  w = ramp({3, 2}, 10);
  EXPECT_THAT(run(), ElementsAre(0, 20, 40, 60));
}

TEST_F(ConstEval, ComputesAgainWhenTheParameterChanges) {
  run();
  static_cast<float *>(w.mutableData())[0] = 100;
  EXPECT_THAT(run(), ElementsAre(200, 2, 4, 6));
}

TEST_F(ConstEval, GoesBackAndForth) {
  Tensor first = w, second = ramp({3, 2}, 10);
  for (int i = 0; i < 3; ++i) {
    w = first;
    EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
    w = second;
    EXPECT_THAT(run(), ElementsAre(0, 20, 40, 60));
  }
}

TEST_F(ConstEval, IsNotDoneInEachRun) {
  TENON_NEEDS_HOOKS();
  int nested = 0;
  debug::Hooks hooks;
  hooks.preProgram = [&](const Binary &, const CallbackContext &context) { nested += getProgramIndex(context) == 1; };
  debug::Hooks::set(hooks);
  run();
  run();
  EXPECT_EQ(nested, 1);
  w.markChanged();
  run();
  EXPECT_EQ(nested, 2);
}

TEST_F(ConstEval, IsNotSeenAgainOnceDone) {
  TENON_NEEDS_HOOKS();
  run();
  int nested = 0;
  std::vector<float> seen;
  debug::Hooks hooks;
  hooks.preProgram = [&](const Binary &, const CallbackContext &context) { nested += getProgramIndex(context) == 1; };
  hooks.postOp = [&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getOpName(op) == "ttcore.load_cached")
      seen = valuesOf(*getOpOutputTensor(op, program));
  };
  debug::Hooks::set(hooks);
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
  EXPECT_EQ(nested, 0);
  EXPECT_THAT(seen, ElementsAre(0, 2, 4, 6, 8, 10)) << "its value can still be looked at";
}

TEST_F(ConstEval, IsForgottenWithTheProgramCache) {
  run();
  device.clearProgramCache();
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
}

TEST_F(ConstEval, WorksWithoutProgramCache) {
  MeshDeviceOptions options;
  options.enableProgramCache = false;
  device = openMeshDevice(options);
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
}

TEST_F(ConstEval, OfValuesThatChangeIsDoneInEachRun) {
  std::vector<Program> programs = constEvalPrograms();
  programs[0].arguments[1].type = ArgumentType::Input;
  binary = load(programs);
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
  *static_cast<float *>(const_cast<void *>(w.data())) = 50; // unnoticed by version()
  EXPECT_THAT(run(), ElementsAre(100, 2, 4, 6));
}

TEST_F(ConstEval, ChainsAndReturnsItsResults) {
  ProgramBuilder main("main");
  uint32_t x = main.input({2, 3});
  uint32_t w = main.parameter({3, 2});
  uint32_t twice = main.loadCached(1, {w}, {3, 2});
  uint32_t fourTimes = main.loadCached(1, {twice}, {3, 2});
  main.output(main.op("ttnn.matmul", {x, fourTimes}, {2, 2}, {{"transpose_a", false}, {"transpose_b", false}}));
  main.output(twice);
  binary = load({main.program, constEvalPrograms()[1]});
  for (int i = 0; i < 2; ++i) {
    auto outputs = submit(device, binary, 0, std::vector{this->x, this->w});
    EXPECT_THAT(valuesOf(outputs[0]), ElementsAre(0, 4, 8, 12));
    EXPECT_THAT(valuesOf(outputs[1]), ElementsAre(0, 2, 4, 6, 8, 10));
    this->w.markChanged();
  }
}

} // namespace
} // namespace tt::runtime::test
