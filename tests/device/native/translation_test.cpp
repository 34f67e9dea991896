// Translated code does what the oracle does: every instruction, whole programs, budgets, faults.
#include <algorithm>
#include <cstdlib>

#include <gtest/gtest.h>

#include "native/plan.h"
#include "programs.h"
#include "unit_runner.h"

namespace tt::device::native::test {
namespace {

constexpr uint32_t kCode = 0x400;     // where programs begin
constexpr uint32_t kMemory = 0x4000;  // bytes

unsigned testSeed() {
  if (const char *text = std::getenv("TENON_TEST_SEED"))
    return static_cast<unsigned>(std::strtoul(text, nullptr, 0));
  return std::random_device()();
}

uint64_t randomSequences() {
  const char *text = std::getenv("TENON_TEST_SEQUENCES");
  return text != nullptr ? std::strtoull(text, nullptr, 0) : 3000;
}

Plan planOf(const std::vector<uint32_t> &words, uint32_t seed = kCode) { return planUnit({kCode, words, {}}, seed).plan; }

TEST(Translation, ComputesAsTheOracle) {
  unsigned seed = testSeed();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  for (uint32_t word : everyComputation(random)) {
    std::vector<uint32_t> words = {word, kEcall};
    Unit unit = compileUnit(kCode, words, planOf(words), false);
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
      EXPECT_EQ(runWithUnit(found.state, unit, {}, leaves), OracleStop::Special);
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

TEST(Translation, RunsRandomProgramsAsTheOracle) {
  unsigned seed = testSeed();
  SCOPED_TRACE(testing::Message() << "seed " << seed << " (TENON_TEST_SEED)");
  std::mt19937 random(seed);
  uint64_t leaves = 0, executed = 0, sequences = randomSequences();
  for (uint64_t sequence = 0; sequence < sequences;) {
    OracleOptions options = {random() % 4 == 0};
    std::vector<uint32_t> words = randomProgram(random, 20 + random() % 80);
    std::vector<uint8_t> targets(words.size());
    for (uint8_t &target : targets)
      target = random() % 4 == 0;
    Plan plan = planUnit({kCode, words, targets}, kCode).plan;
    Unit unit = compileUnit(kCode, words, plan, options.misalignedAccess,
                            random() % 8 == 0 ? Quality::Better : Quality::Quick);
    for (int round = 0; round < 20; ++round, ++sequence) {
      Machine expected = randomMachine(random, words);
      Machine found = expected;
      for (int slice = 0; slice < 4; ++slice) {
        auto budget = static_cast<int64_t>(random() % 200);
        expected.state.budget = found.state.budget = budget;
        OracleStop stop = runOracle(expected.state, options);
        ASSERT_EQ(runWithUnit(found.state, unit, options, leaves), stop) << "sequence " << sequence << ", slice " << slice;
        ASSERT_EQ(difference(expected, found), "") << "sequence " << sequence << ", slice " << slice;
        executed += static_cast<uint64_t>(budget - expected.state.budget);
        if (stop != OracleStop::Budget)
          break;
      }
    }
  }
  EXPECT_GT(executed, sequences);
  EXPECT_LT(leaves, executed);
  RecordProperty("instructions", std::to_string(executed));
}

} // namespace
} // namespace tt::device::native::test
