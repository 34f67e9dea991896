// Programs run and give what their ops say, whatever shares memory with whatever.
#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string messageOf(const std::function<void()> &function) {
  try {
    function();
  } catch (const Error &error) {
    return error.what();
  }
  return "nothing was thrown";
}

class Executor : public testing::Test {
protected:
  std::vector<Tensor> run(const std::vector<Program> &programs, const std::vector<Tensor> &inputs) {
    binary = load(programs);
    return submit(device, binary, 0, inputs);
  }
  Device device = openDevice();
  Binary binary;
};

TEST_F(Executor, RunsOps) {
  auto outputs = run({smallProgram()}, {tensor({2, 3}, {1, 2, 3, -4, -5, -6}), tensor({2, 3}, {1, 1, 1, 1, 10, 1})});
  EXPECT_THAT(valuesOf(outputs.at(0)), ElementsAre(2, 6, 12, 0, -25, 0));
}

TEST_F(Executor, RunsAgainWithOtherInputs) {
  binary = load({smallProgram()});
  for (float x = 0; x < 5; ++x) {
    std::vector<Tensor> inputs = {tensor({2, 3}, std::vector<float>(6, x)), tensor({2, 3}, std::vector<float>(6, 1))};
    EXPECT_EQ(valuesOf(submit(device, binary, 0, inputs)[0]), std::vector<float>(6, (x + 1) * x));
  }
}

TEST_F(Executor, LeavesEarlierOutputsAlone) {
  binary = load({smallProgram()});
  std::vector<Tensor> ones = {tensor({2, 3}, std::vector<float>(6, 1)), tensor({2, 3}, std::vector<float>(6, 1))};
  std::vector<Tensor> twos = {tensor({2, 3}, std::vector<float>(6, 2)), tensor({2, 3}, std::vector<float>(6, 2))};
  Tensor first = submit(device, binary, 0, ones)[0];
  submit(device, binary, 0, twos);
  EXPECT_EQ(valuesOf(first), std::vector<float>(6, 2));
}

TEST_F(Executor, ReturnsValuesThatAliasEachOther) {
  ProgramBuilder b("main");
  uint32_t x = b.input({2, 3});
  uint32_t y = b.op("ttnn.add", {x, x}, {2, 3});
  uint32_t view = b.op("ttnn.reshape", {y}, {3, 2}, {{"shape", std::vector<int64_t>{3, 2}}});
  b.output(y);
  b.output(view);
  b.output(y);
  auto outputs = run({b.program}, {ramp({2, 3})});
  EXPECT_THAT(valuesOf(outputs[0]), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(valuesOf(outputs[1]), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(outputs[1].shape(), ElementsAre(3, 2));
  EXPECT_NE(outputs[0].data(), outputs[1].data());
  EXPECT_NE(outputs[0].data(), outputs[2].data());
}

TEST_F(Executor, CopiesInputsAndConstantsThatAreReturned) {
  static const std::vector<float> values = {7, 8};
  static const float nine = 9;
  ProgramBuilder b("main");
  uint32_t x = b.input({2});
  b.output(x);
  b.output(b.constant({2}, values));
  b.output(b.splat({2}, nine));
  b.output(b.op("ttnn.reshape", {x}, {1, 2}, {{"shape", std::vector<int64_t>{1, 2}}}));
  Tensor input = tensor({2}, {5, 6});
  auto outputs = run({b.program}, {input});
  EXPECT_THAT(valuesOf(outputs[0]), ElementsAre(5, 6));
  EXPECT_THAT(valuesOf(outputs[1]), ElementsAre(7, 8));
  EXPECT_THAT(valuesOf(outputs[2]), ElementsAre(9, 9));
  EXPECT_THAT(valuesOf(outputs[3]), ElementsAre(5, 6));
  for (Tensor &output : outputs)
    *static_cast<float *>(output.mutableData()) = -1;
  EXPECT_THAT(valuesOf(input), ElementsAre(5, 6));
  EXPECT_THAT(valuesOf(submit(device, binary, 0, std::vector{input})[1]), ElementsAre(7, 8));
}

TEST_F(Executor, DoesNotDestroyAnOperandThatIsNeededLater) {
  ProgramBuilder b("main");
  uint32_t x = b.input({4});
  uint32_t y = b.op("ttnn.add", {x, x}, {4});
  uint32_t z = b.op("ttnn.relu", {y}, {4});
  uint32_t again = b.op("ttnn.multiply", {y, z}, {4});
  b.output(b.op("ttnn.add", {again, y}, {4}));
  auto outputs = run({b.program}, {tensor({4}, {1, -1, 2, -2})});
  EXPECT_THAT(valuesOf(outputs[0]), ElementsAre(6, -2, 20, -4));
}

TEST_F(Executor, ChainsOfManyOpsReuseMemory) {
  ProgramBuilder b("main");
  uint32_t x = b.input({16});
  uint32_t v = x;
  for (int i = 0; i < 200; ++i)
    v = b.op("ttnn.add", {v, x}, {16});
  b.output(v);
  EXPECT_EQ(valuesOf(run({b.program}, {tensor({16}, std::vector<float>(16, 1))})[0]), std::vector<float>(16, 201));
}

TEST_F(Executor, HandlesEmptyTensors) {
  ProgramBuilder b("main");
  uint32_t x = b.input({0, 3});
  b.output(b.op("ttnn.add", {x, x}, {0, 3}));
  EXPECT_THAT(run({b.program}, {Tensor::createOwned({{0, 3}, DataType::Float32})})[0].shape(), ElementsAre(0, 3));
}

TEST_F(Executor, RunsSomethingOfEverything) {
  Tensor cache = Tensor::createOwned({{1, 1, 4, 2}, DataType::Float32});
  auto outputs = run(richPrograms(), {ramp({2, 3}), ramp({3, 2}), cache});
  // x = [0 1 2; 3 4 5], w = [0 1; 2 3; 4 5], constant = w + 1: (x @ 2w + x @ (w + 1)) / 2.
  EXPECT_THAT(valuesOf(outputs[0]), ElementsAre(16.5F, 21, 48, 66));
  EXPECT_THAT(valuesOf(cache), ElementsAre(16.5F, 21, 48, 66, 0, 0, 0, 0));
}

TEST_F(Executor, RefusesInputsByNameWithWhatWasExpected) {
  binary = load({smallProgram()});
  Tensor good = ramp({2, 3});
  auto message = [&](std::vector<Tensor> inputs) { return messageOf([&] { submit(device, binary, 0, inputs); }); };
  EXPECT_EQ(message({good}), "program \"main\" takes 2 inputs, got 1");
  EXPECT_EQ(message({good, ramp({3, 2})}), "input 1 ('y') of program \"main\" has shape 3x2xf32; expected 2x3xf32");
  EXPECT_EQ(message({intTensor({2, 3}, {1, 2, 3, 4, 5, 6}), good}),
            "input 0 ('x') of program \"main\" has element type si32; expected f32 (2x3xf32)");
  EXPECT_EQ(message({good, Tensor()}), "input 1 ('y') of program \"main\" is an empty tensor; expected 2x3xf32");
  Tensor gone = ramp({2, 3});
  gone.deallocate();
  EXPECT_THAT(message({good, gone}), HasSubstr("deallocated"));
  EXPECT_THROW(submit(device, binary, 0, std::vector{good}), ValueError);
  EXPECT_THROW(submit(device, binary, 0, std::vector{intTensor({2, 3}, {1, 2, 3, 4, 5, 6}), good}), TypeError);
  EXPECT_THROW(submit(device, binary, 7, std::vector{good}), IndexError);
  EXPECT_THROW(submit(device, Binary(), 0, std::vector{good}), ValueError);
  EXPECT_NO_THROW(submit(device, binary, 0, std::vector{good, good}));
}

TEST_F(Executor, RefusesProgramsThatDoNotFitInMemory) {
  ProgramBuilder b("main");
  uint32_t big = b.op("ttnn.full", {}, {1 << 20, 1 << 20},
                      {{"shape", std::vector<int64_t>{1 << 20, 1 << 20}}, {"fill_value", 0.0}});
  b.output(b.op("ttnn.relu", {big}, {1 << 20, 1 << 20}));
  binary = load({b.program});
  std::string message = messageOf([&] { submit(device, binary, 0, {}); });
  EXPECT_THAT(message, HasSubstr("out of memory: program 0 \"main\" needs"));
  EXPECT_THAT(message, HasSubstr("1048576x1048576xf32"));
  EXPECT_THAT(message, HasSubstr("ttnn.full"));
}

TEST_F(Executor, SharesNothingBetweenPrograms) {
  ProgramBuilder second("second");
  uint32_t x = second.input({2, 3});
  second.output(second.op("ttnn.add", {x, x}, {2, 3}));
  binary = load({smallProgram(), second.program});
  EXPECT_THAT(valuesOf(submit(device, binary, 1, std::vector{ramp({2, 3})})[0]), ElementsAre(0, 2, 4, 6, 8, 10));
}

TEST(ReferenceKernels, GiveTheSame) {
  ::setenv("TT_RUNTIME_REFERENCE", "1", 1);
  Device reference = openDevice();
  ::unsetenv("TT_RUNTIME_REFERENCE");
  Device fast = openDevice();
  EXPECT_THAT(reference.description(), HasSubstr("reference kernels"));
  Binary binary = load(constEvalPrograms());
  std::vector<Tensor> inputs = {ramp({2, 3}), ramp({3, 2})};
  EXPECT_EQ(valuesOf(submit(reference, binary, 0, inputs)[0]), valuesOf(submit(fast, binary, 0, inputs)[0]));
}

} // namespace
} // namespace tt::runtime::test
