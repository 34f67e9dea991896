// Ops that change their operand write to the caller's tensor, and to nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// cache[0, 0, update_index] = x, then sums cache and itself; returns the sum and the cache.
Program updateProgram() {
  ProgramBuilder b("decode");
  uint32_t cache = b.input({1, 1, 3, 2}, DataType::Float32, ArgumentType::Input, "cache");
  uint32_t x = b.input({1, 1, 1, 2}, DataType::Float32, ArgumentType::Input, "x");
  uint32_t index = b.input({1}, DataType::Int32, ArgumentType::Input, "index");
  b.effect("ttnn.update_cache", {cache, x, index}, {{"batch_offset", int64_t(0)}});
  b.output(b.op("ttnn.add", {cache, cache}, {1, 1, 3, 2}));
  b.output(cache);
  return b.program;
}

TEST(CacheUpdate, WritesToTheCallersTensor) {
  Device device = openDevice();
  Binary binary = load({updateProgram()});
  Tensor cache = Tensor::createOwned({{1, 1, 3, 2}, DataType::Float32});
  uint64_t version = cache.version();
  submit(device, binary, 0, std::vector{cache, tensor({1, 1, 1, 2}, {1, 2}), intTensor({1}, {0})});
  auto outputs = submit(device, binary, 0, std::vector{cache, tensor({1, 1, 1, 2}, {5, 6}), intTensor({1}, {2})});
  EXPECT_THAT(valuesOf(cache), ElementsAre(1, 2, 0, 0, 5, 6));
  EXPECT_THAT(valuesOf(outputs[0]), ElementsAre(2, 4, 0, 0, 10, 12));
  EXPECT_EQ(outputs[1].data(), cache.data()) << "the cache comes back as itself";
  EXPECT_GT(cache.version(), version);
}

TEST(CacheUpdate, RefusesReadOnlyTensors) {
  Device device = openDevice();
  Binary binary = load({updateProgram()});
  float memory[6] = {};
  Tensor cache = Tensor::createBorrowed({{1, 1, 3, 2}, DataType::Float32}, memory, nullptr, /*readOnly=*/true);
  try {
    submit(device, binary, 0, std::vector{cache, tensor({1, 1, 1, 2}, {1, 2}), intTensor({1}, {0})});
    FAIL();
  } catch (const ValueError &error) {
    EXPECT_THAT(error.what(), HasSubstr("input 0 ('cache') of program \"decode\" is read-only"));
  }
}

TEST(CacheUpdate, RefusesIndicesOutsideTheCache) {
  Device device = openDevice();
  Binary binary = load({updateProgram()});
  Tensor cache = Tensor::createOwned({{1, 1, 3, 2}, DataType::Float32});
  for (int32_t index : {3, -1, 1 << 30})
    EXPECT_THROW(submit(device, binary, 0, std::vector{cache, tensor({1, 1, 1, 2}, {1, 2}), intTensor({1}, {index})}),
                 OpError);
  EXPECT_NO_THROW(submit(device, binary, 0, std::vector{cache, tensor({1, 1, 1, 2}, {1, 2}), intTensor({1}, {1})}));
}

TEST(CacheUpdate, OfAConstantStartsAnewInEachRun) {
  static const std::vector<float> zeros(6, 0);
  static const float one = 1;
  for (bool splat : {false, true}) {
    ProgramBuilder b("main");
    uint32_t x = b.input({1, 1, 1, 2});
    uint32_t index = b.input({1}, DataType::Int32);
    uint32_t cache = splat ? b.splat({1, 1, 3, 2}, one) : b.constant({1, 1, 3, 2}, zeros);
    b.effect("ttnn.update_cache", {cache, x, index}, {{"batch_offset", int64_t(0)}});
    b.output(cache);
    Binary binary = load({b.program});
    Device device = openDevice();
    for (int32_t i : {0, 1}) {
      auto outputs = submit(device, binary, 0, std::vector{tensor({1, 1, 1, 2}, {7, 8}), intTensor({1}, {i})});
      std::vector<float> expected(6, splat ? 1 : 0);
      expected[static_cast<size_t>(2 * i)] = 7;
      expected[static_cast<size_t>(2 * i + 1)] = 8;
      EXPECT_EQ(valuesOf(outputs[0]), expected);
    }
  }
}

TEST(CacheUpdate, OfAParameterMakesItNoConstant) {
  Program program = updateProgram();
  program.arguments[0].type = ArgumentType::Parameter;
  Binary binary = load({program});
  Device device = openDevice();
  Tensor cache = Tensor::createOwned({{1, 1, 3, 2}, DataType::Float32});
  for (int32_t i : {0, 1, 2})
    submit(device, binary, 0, std::vector{cache, tensor({1, 1, 1, 2}, {1, 2}), intTensor({1}, {i})});
  EXPECT_THAT(valuesOf(cache), ElementsAre(1, 2, 1, 2, 1, 2));
}

} // namespace
} // namespace tt::runtime::test
