// Debug hooks: order, what they see, what they change, and what happens to contexts and tensors that outlive them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"
#include "tt/runtime/debug.h"

namespace tt::runtime::test {
namespace {

using debug::Hooks;
using testing::ElementsAre;
using testing::HasSubstr;

/// Each test sees a program's first run, which prepares kernels op by op, and a later one, which goes by the plan.
class HooksTest : public testing::TestWithParam<bool> {
protected:
  void TearDown() override { debug::unregisterHooks(); }

  void onPreOp(debug::OpCallback callback) {
    Hooks hooks;
    hooks.preOp = std::move(callback);
    Hooks::set(hooks);
  }
  void onPostOp(debug::OpCallback callback) {
    Hooks hooks;
    hooks.postOp = std::move(callback);
    Hooks::set(hooks);
  }
  std::vector<float> run() {
    if (GetParam() && ran != binary.id()) {
      std::shared_ptr<const Hooks> hooks = Hooks::get();
      debug::unregisterHooks();
      submit(device, binary, 0, std::vector{x, y});
      if (hooks)
        Hooks::set(*hooks);
    }
    ran = binary.id();
    return valuesOf(submit(device, binary, 0, std::vector{x, y})[0]);
  }
  uint64_t ran = 0; ///< the Binary whose kernels are prepared

  Device device = openDevice();
  Binary binary = load({smallProgram()});
  Tensor x = tensor({2, 3}, {1, 2, 3, -4, -5, -6}), y = tensor({2, 3}, {1, 1, 1, 1, 10, 1});
};

TEST_P(HooksTest, AreCalledInOrder) {
  std::string order;
  Hooks hooks;
  hooks.preProgram = [&](const Binary &, const CallbackContext &) { order += "("; };
  hooks.postProgram = [&](const Binary &, const CallbackContext &) { order += ")"; };
  hooks.preOp = [&](const Binary &, const CallbackContext &, const OpContext &op) { order += "<" + getOpName(op); };
  hooks.postOp = [&](const Binary &, const CallbackContext &, const OpContext &) { order += ">"; };
  Hooks::set(hooks);
  run();
  EXPECT_EQ(order, "(<ttnn.add><ttnn.relu><ttnn.multiply>)");
}

TEST_P(HooksTest, SeeNestedProgramsInside) {
  std::string order;
  Hooks hooks;
  hooks.preProgram = [&](const Binary &, const CallbackContext &c) {
    order += "(" + std::to_string(getProgramIndex(c));
  };
  hooks.postProgram = [&](const Binary &, const CallbackContext &) { order += ")"; };
  hooks.preOp = [&](const Binary &, const CallbackContext &, const OpContext &) { order += "<"; };
  hooks.postOp = [&](const Binary &, const CallbackContext &, const OpContext &) { order += ">"; };
  Hooks::set(hooks);
  binary = load(constEvalPrograms());
  y = ramp({3, 2});
  run();
  EXPECT_EQ(order, GetParam() ? "(0<><>)" : "(0<(1<>)><>)") << "constants are computed once";
}

TEST_P(HooksTest, SeeTheOpAndItsTensors) {
  std::vector<std::string> seen;
  onPostOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (op.index() != 1)
      return;
    seen = {getOpName(op), getOpDebugStr(op), getOpLocInfo(op)};
    auto inputs = getOpInputRefs(op), outputs = getOpOutputRefs(op);
    ASSERT_EQ(inputs.size(), 1U);
    ASSERT_EQ(outputs.size(), 1U);
    EXPECT_EQ(outputs[0].desc.str(), "2x3xf32");
    EXPECT_THAT(valuesOf(*retrieveTensorFromPool(program, inputs[0])), ElementsAre(2, 3, 4, -3, 5, -5));
    EXPECT_THAT(valuesOf(*retrieveTensorFromPool(program, outputs[0])), ElementsAre(2, 3, 4, 0, 5, 0));
    EXPECT_THAT(valuesOf(*getOpOutputTensor(op, program)), ElementsAre(2, 3, 4, 0, 5, 0));
  });
  run();
  EXPECT_THAT(seen, ElementsAre("ttnn.relu", "%1 = \"ttnn.relu\"()", "loc(\"main.py\":2:1)"));
}

TEST_P(HooksTest, SeeNoOutputBeforeTheOpRan) {
  int absent = 0;
  onPreOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    absent += !getOpOutputTensor(op, program);
    EXPECT_FALSE(retrieveTensorFromPool(program, getOpOutputRefs(op)[0]));
  });
  run();
  EXPECT_EQ(absent, 3);
}

TEST_P(HooksTest, SeeAttributes) {
  binary = load(constEvalPrograms());
  y = ramp({3, 2});
  std::vector<std::pair<std::string, std::string>> attributes;
  onPreOp([&](const Binary &, const CallbackContext &, const OpContext &op) {
    if (getOpName(op) == "ttnn.matmul")
      attributes = getOpAttributes(op);
  });
  run();
  EXPECT_THAT(attributes, ElementsAre(testing::Pair("transpose_a", "false"), testing::Pair("transpose_b", "false")));
}

TEST_P(HooksTest, GiveTheSameResultsAsARunWithoutThem) {
  Binary rich = load(richPrograms());
  auto runRich = [&] {
    std::vector<Tensor> inputs = {ramp({2, 3}), ramp({3, 2}), Tensor::createOwned({{1, 1, 4, 2}, DataType::Float32})};
    auto outputs = submit(device, rich, 0, inputs);
    auto values = valuesOf(outputs[0]);
    auto cache = valuesOf(inputs[2]);
    EXPECT_EQ(outputs[1].data(), inputs[2].data());
    values.insert(values.end(), cache.begin(), cache.end());
    return values;
  };
  auto expected = runRich();
  onPreOp([](const Binary &, const CallbackContext &, const OpContext &) {});
  EXPECT_EQ(runRich(), expected);
  debug::unregisterHooks();
  EXPECT_EQ(runRich(), expected);
}

TEST_P(HooksTest, CanOverwriteWhatAnOpComputed) {
  onPostOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getOpName(op) == "ttnn.relu")
      updateTensorInPool(program, getOpOutputRefs(op)[0], tensor({2, 3}, {1, 1, 1, 1, 1, 1}));
  });
  EXPECT_THAT(run(), ElementsAre(1, 2, 3, -4, -5, -6));
}

TEST_P(HooksTest, CanOverwriteTheLastOutput) {
  onPostOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getOpName(op) == "ttnn.multiply")
      updateTensorInPool(program, getOpOutputRefs(op)[0], tensor({2, 3}, {1, 2, 3, 4, 5, 6}));
  });
  EXPECT_THAT(run(), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_P(HooksTest, OverwriteInputsWithoutTouchingTheCallersTensor) {
  onPreOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getOpName(op) == "ttnn.add")
      updateTensorInPool(program, getOpInputRefs(op)[0], tensor({2, 3}, {1, 1, 1, 1, 1, 1}));
  });
  EXPECT_THAT(run(), ElementsAre(2, 2, 2, 2, 11, 2));
  EXPECT_THAT(valuesOf(x), ElementsAre(1, 2, 3, -4, -5, -6));
}

TEST_P(HooksTest, OverwriteParametersAndWhatIsComputedFromThem) {
  binary = load(constEvalPrograms());
  x = tensor({2, 3}, {1, 0, 0, 0, 1, 0});
  y = ramp({3, 2});
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
  onPreOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getProgramIndex(program) == 0 && op.index() == 0)
      updateTensorInPool(program, getOpInputRefs(op)[0], ramp({3, 2}, 10));
  });
  EXPECT_THAT(run(), ElementsAre(0, 20, 40, 60));
  debug::unregisterHooks();
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
}

TEST_P(HooksTest, OverwriteParametersOfConstantsThatAreReturned) {
  ProgramBuilder b("main");
  b.output(b.loadCached(1, {b.parameter({3, 2})}, {3, 2}));
  binary = load({b.program, constEvalPrograms()[1]});
  Tensor w = ramp({3, 2});
  onPreOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getProgramIndex(program) == 0)
      updateTensorInPool(program, getOpInputRefs(op)[0], ramp({3, 2}, 10));
  });
  for (int i = 0; i < 2; ++i)
    EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{w})[0]), ElementsAre(0, 20, 40, 60, 80, 100));
  debug::unregisterHooks();
  EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{w})[0]), ElementsAre(0, 2, 4, 6, 8, 10));
}

TEST_P(HooksTest, OverwriteCachedConstantsForOneRun) {
  binary = load(constEvalPrograms());
  x = tensor({2, 3}, {1, 0, 0, 0, 1, 0});
  y = ramp({3, 2});
  onPostOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getOpName(op) == "ttcore.load_cached")
      updateTensorInPool(program, getOpOutputRefs(op)[0], ramp({3, 2}));
  });
  EXPECT_THAT(run(), ElementsAre(0, 1, 2, 3));
  debug::unregisterHooks();
  EXPECT_THAT(run(), ElementsAre(0, 2, 4, 6));
}

TEST_P(HooksTest, RefuseUpdatesThatDoNotFit) {
  onPostOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    TensorRef ref = getOpOutputRefs(op)[0];
    EXPECT_THROW(updateTensorInPool(program, ref, ramp({3, 2})), ValueError);
    EXPECT_THROW(updateTensorInPool(program, ref, intTensor({2, 3}, {1, 2, 3, 4, 5, 6})), TypeError);
    TensorRef later = ref;
    later.value = 4;
    if (op.index() < 2)
      EXPECT_THROW(updateTensorInPool(program, later, ramp({2, 3})), ValueError);
    TensorRef foreign = ref;
    foreign.program += 1;
    EXPECT_THROW(retrieveTensorFromPool(program, foreign), ValueError);
    foreign = ref;
    foreign.value = 1000;
    EXPECT_THROW(retrieveTensorFromPool(program, foreign), ValueError);
  });
  EXPECT_THAT(run(), ElementsAre(2, 6, 12, 0, -25, 0));
}

TEST_P(HooksTest, KeptContextsAndTensorsThrow) {
  std::optional<CallbackContext> program;
  std::optional<OpContext> op;
  std::vector<Tensor> kept;
  std::vector<TensorRef> refs;
  onPostOp([&](const Binary &, const CallbackContext &p, const OpContext &o) {
    if (op)
      EXPECT_THROW(getOpName(*op), Error) << "the context of an earlier callback of the same run";
    program = p;
    op = o;
    for (const TensorRef &ref : getOpOutputRefs(o)) {
      refs.push_back(ref);
      kept.push_back(*retrieveTensorFromPool(p, ref));
      EXPECT_NO_THROW(kept.back().data());
    }
  });
  run();
  debug::unregisterHooks();
  EXPECT_THROW(getOpName(*op), Error);
  EXPECT_THROW(getOpOutputTensor(*op, *program), Error);
  EXPECT_THROW(getProgramIndex(*program), Error);
  EXPECT_THROW(retrieveTensorFromPool(*program, refs[0]), Error);
  EXPECT_THROW(updateTensorInPool(*program, refs[0], ramp({2, 3})), Error);
  for (Tensor &tensor : kept)
    EXPECT_THROW(tensor.data(), Error);
  closeMeshDevice(device);
  device = Device();
  binary = Binary();
  EXPECT_THROW(getOpLocInfo(*op), Error);
}

TEST_P(HooksTest, MemoryThatWasLentStaysWhileItIsHeld) {
  // A view made during the callback may be read later; it must not be freed memory, nor that of later runs.
  std::vector<Tensor> kept;
  std::vector<const float *> views;
  onPostOp([&](const Binary &, const CallbackContext &p, const OpContext &o) {
    kept.push_back(*retrieveTensorFromPool(p, getOpOutputRefs(o)[0]));
    views.push_back(static_cast<const float *>(kept.back().data()));
  });
  run();
  float before = views[0][0];
  for (int i = 0; i < 3; ++i)
    run();
  EXPECT_EQ(views[0][0], before);
  closeMeshDevice(device);
  EXPECT_EQ(views[0][0], before);
}

TEST_P(HooksTest, ExceptionsComeOutUnchangedAndLeaveTheDeviceUsable) {
  struct Stop {
    int op;
  };
  onPreOp([](const Binary &, const CallbackContext &, const OpContext &op) {
    if (op.index() == 1)
      throw Stop{1};
  });
  try {
    run();
    FAIL();
  } catch (const Stop &stop) {
    EXPECT_EQ(stop.op, 1);
  }
  onPreOp([](const Binary &, const CallbackContext &, const OpContext &) { throw std::logic_error("mine"); });
  EXPECT_THROW(run(), std::logic_error);
  binary = load(constEvalPrograms());
  ran = binary.id(); // its constants are still to be computed
  y = ramp({3, 2});
  onPreOp([](const Binary &, const CallbackContext &program, const OpContext &) {
    if (getProgramIndex(program) == 1)
      throw std::logic_error("from a nested program");
  });
  EXPECT_THROW(run(), std::logic_error);
  debug::unregisterHooks();
  EXPECT_NO_THROW(run());
}

TEST_P(HooksTest, MaySubmitAgain) {
  int depth = 0;
  std::vector<float> inner;
  onPreOp([&](const Binary &b, const CallbackContext &, const OpContext &op) {
    if (depth != 0 || op.index() != 1)
      return;
    ++depth;
    inner = valuesOf(submit(device, b, 0, std::vector{x, y})[0]);
    EXPECT_EQ(getOpName(op), "ttnn.relu") << "the outer context is still valid";
  });
  EXPECT_EQ(run(), inner);
}

TEST_P(HooksTest, MayUnregisterThemselves) {
  int calls = 0;
  auto held = std::make_shared<int>(7);
  onPreOp([&calls, held](const Binary &, const CallbackContext &, const OpContext &) {
    debug::unregisterHooks();
    calls += *held;
  });
  run();
  EXPECT_EQ(calls, 7) << "it is the last call, in this run too";
  run();
  EXPECT_EQ(calls, 7);
  EXPECT_EQ(held.use_count(), 1);
}

TEST_P(HooksTest, MayRegisterOthersThatAreCalledFromTheNextOpOn) {
  int others = 0;
  onPreOp([&](const Binary &, const CallbackContext &, const OpContext &) {
    onPreOp([&](const Binary &, const CallbackContext &, const OpContext &) { ++others; });
  });
  run();
  EXPECT_EQ(others, 2);
}

TEST_P(HooksTest, SeeTensorsAsTheyLieOnACard) {
  Program tiledProgram = smallProgram();
  for (detail::Value &value : tiledProgram.values)
    value.layout.tiled = true;
  binary = load({tiledProgram});
  std::vector<int64_t> shape;
  std::vector<float> tiled, rows;
  onPostOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (getOpName(op) != "ttnn.add")
      return;
    TensorRef ref = getOpOutputRefs(op)[0];
    Tensor asItLies = *retrieveTensorFromPool(program, ref, /*untilize=*/false);
    shape = asItLies.shape();
    tiled = valuesOf(asItLies);
    rows = valuesOf(*retrieveTensorFromPool(program, ref));
  });
  run();
  EXPECT_THAT(shape, ElementsAre(1, 1, 2, 2, 16, 16));
  EXPECT_THAT(rows, ElementsAre(2, 3, 4, -3, 5, -5));
  std::vector<float> expected(1024);
  for (int row = 0; row < 2; ++row)
    for (int column = 0; column < 3; ++column)
      expected[row * 16 + column] = rows[row * 3 + column];
  EXPECT_EQ(tiled, expected);
}

TEST_P(HooksTest, ReplaceThoseGivenAndLeaveOthers) {
  int first = 0, second = 0, post = 0;
  onPreOp([&](const Binary &, const CallbackContext &, const OpContext &) { ++first; });
  onPostOp([&](const Binary &, const CallbackContext &, const OpContext &) { ++post; });
  onPreOp([&](const Binary &, const CallbackContext &, const OpContext &) { ++second; });
  run();
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 3);
  EXPECT_EQ(post, 3);
  debug::unregisterHooks();
  EXPECT_EQ(Hooks::get(), nullptr);
}

TEST_P(HooksTest, SeeValuesUntilTheyAreDeallocated) {
  ProgramBuilder b("main");
  uint32_t x = b.input({2, 3}), y = b.input({2, 3});
  uint32_t sum = b.op("ttnn.add", {x, y}, {2, 3});
  uint32_t a = b.op("ttnn.relu", {sum}, {2, 3});
  uint32_t c = b.op("ttnn.relu", {a}, {2, 3});
  b.deallocate(sum);
  b.output(b.op("ttnn.relu", {c}, {2, 3}));
  binary = load({b.program});
  std::string live;
  std::optional<TensorRef> ref;
  onPreOp([&](const Binary &, const CallbackContext &program, const OpContext &op) {
    if (op.index() == 1)
      ref = getOpInputRefs(op)[0];
    if (ref) {
      auto tensor = retrieveTensorFromPool(program, *ref);
      live += tensor ? "+" : "-";
      if (tensor)
        EXPECT_THAT(valuesOf(*tensor), ElementsAre(2, 3, 4, -3, 5, -5));
    }
  });
  run();
  EXPECT_EQ(live, "+++-");
}

INSTANTIATE_TEST_SUITE_P(Runs, HooksTest, testing::Bool(),
                         [](const auto &info) { return info.param ? "Later" : "First"; });

} // namespace
} // namespace tt::runtime::test
