// Translated code does what the oracle does: every instruction, whole programs, budgets, faults.
#include <cstdlib>
#include <memory>

#include <gtest/gtest.h>

#include "native/plan.h"
#include "programs.h"
#include "support/test_seed.h"
#include "unit_runner.h"

namespace tt::device::native::test {
namespace {

constexpr uint32_t kCode = 0x400;    // where programs begin
constexpr uint32_t kMemory = 0x4000; // bytes

uint64_t randomSequences() {
  const char *text = std::getenv("TENON_TEST_SEQUENCES");
  return text != nullptr ? std::strtoull(text, nullptr, 0) : 1000;
}

/// How a region's code becomes native.
enum class Form { Whole, WholeBetter, Chain };

void makeNative(TestRegion &region, uint32_t seed, Form form) {
  CodeView code = {region.begin(), region.words(), region.jumpTargets()};
  std::shared_ptr<Chain> chain;
  if (form != Form::Chain) {
    Quality quality = form == Form::WholeBetter ? Quality::Better : Quality::Quick;
    ASSERT_TRUE(publishUnit(region, compileWhole(compiler(), region, planUnit(code, seed).plan, quality), chain));
    return;
  }
  // In two steps, so that functions of one find those of the other.
  ChainHeads heads;
  ChainPlan plan = planChain(code, std::span(&seed, 1), heads, 20);
  ASSERT_TRUE(publishUnit(region, compileChain(compiler(), region, plan, Quality::Quick), chain));
  for (const Plan &function : plan.functions)
    heads.compiled[(function.entries.at(0) - region.begin()) / 4] = true;
  std::vector<uint32_t> all;
  for (size_t i = 0; i < heads.heads.size(); ++i)
    if (heads.heads[i] && !heads.compiled[i])
      all.push_back(region.begin() + 4 * static_cast<uint32_t>(i));
  ChainPlan rest = planChain(code, all, heads, 10000);
  rest.pinned = plan.pinned;
  ASSERT_TRUE(publishUnit(region, compileChain(compiler(), region, rest, Quality::Quick), chain));
}

TEST(Translation, ComputesAsTheOracle) {
  std::mt19937 random(tt::test::testSeed());
  for (uint32_t word : everyComputation(random)) {
    std::vector<uint32_t> words = {word, kEcall};
    TestRegion region(kCode, words);
    makeNative(region, kCode, Form::Whole);
    for (int round = 0; round < 300; ++round) {
      Machine expected(kMemory);
      expected.put(kCode, words);
      for (unsigned i = 1; i < 32; ++i)
        expected.state.x[i] = randomWord(random);
      expected.state.pc = kCode;
      expected.state.budget = 10;
      Machine found = expected;
      uint64_t leaves = 0;
      EXPECT_EQ(runOracle(expected.state, {}), OracleStop::Special);
      EXPECT_EQ(runNative(found.state, region, leaves), OracleStop::Special);
      ASSERT_EQ(difference(expected, found), "") << std::hex << "word " << word;
      ASSERT_EQ(leaves, 1);
    }
  }
}

/// A machine with a random program, a table of its addresses at 0, and addresses in x8 to x15.
Machine randomMachine(std::mt19937 &random, const std::vector<uint32_t> &words) {
  Machine machine(kMemory);
  for (std::byte &byte : machine.memory)
    byte = static_cast<std::byte>(random());
  machine.put(kCode, words);
  std::vector<uint32_t> table;
  for (int i = 0; i < 64; ++i)
    table.push_back(kCode + static_cast<uint32_t>(random() % words.size()) * 4);
  machine.put(0, table);
  for (uint32_t i = 1; i < 32; ++i)
    machine.state.x[i] = randomWord(random);
  for (uint32_t i = 8; i < 16; ++i) {
    machine.state.x[i] = 0x1000 + random() % 0x2000 / 4 * 4;
    if (random() % 16 == 0)
      machine.state.x[i] = kMemory - random() % 64;
    if (random() % 64 == 0)
      machine.state.x[i] += random() % 4;
  }
  machine.state.x[6] = table[random() % 64];
  machine.state.x[7] = table[random() % 64];
  machine.state.pc = kCode;
  return machine;
}

void runRandomPrograms(Form form) {
  std::mt19937 random(tt::test::testSeed());
  uint64_t leaves = 0, executed = 0, sequences = randomSequences();
  for (uint64_t sequence = 0; sequence < sequences;) {
    std::vector<uint32_t> words = randomProgram(random, 20 + random() % 80);
    TestRegion region(kCode, words, random() % 4 == 0);
    OracleOptions options = {region.misalignedAccess(), region.begin(), region.words()};
    for (size_t i = 0; i < words.size(); ++i)
      if (random() % 4 == 0)
        region.setJumpTarget(i);
    ASSERT_NO_FATAL_FAILURE(makeNative(region, kCode, form));
    for (int round = 0; round < 20; ++round, ++sequence) {
      Machine expected = randomMachine(random, words);
      Machine found = expected;
      for (int slice = 0; slice < 4; ++slice) {
        auto budget = static_cast<int64_t>(random() % 200) + 1;
        expected.state.budget = found.state.budget = budget;
        OracleStop stop = runOracle(expected.state, options);
        ASSERT_EQ(runNative(found.state, region, leaves), stop) << "sequence " << sequence << ", slice " << slice;
        ASSERT_EQ(difference(expected, found), "") << "sequence " << sequence << ", slice " << slice;
        executed += static_cast<uint64_t>(budget - expected.state.budget);
        if (stop != OracleStop::Budget)
          break;
      }
    }
  }
  EXPECT_GT(executed, sequences);
  EXPECT_LT(leaves, executed);
  testing::Test::RecordProperty("instructions", std::to_string(executed));
  testing::Test::RecordProperty("native_leaves", std::to_string(leaves));
}

TEST(Translation, RunsRandomProgramsAsTheOracle) { runRandomPrograms(Form::Whole); }
TEST(Translation, RunsRandomProgramsAsTheOracleWithMoreCare) { runRandomPrograms(Form::WholeBetter); }
TEST(Translation, RunsRandomProgramsAsTheOracleInChains) { runRandomPrograms(Form::Chain); }

} // namespace
} // namespace tt::device::native::test
