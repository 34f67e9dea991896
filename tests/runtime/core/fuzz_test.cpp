// Damaged Binaries for the host and for the card, thousands of them: each either is refused with an error or loads and
// runs. Nothing else may happen; the sanitizers watch. TENON_FUZZ_SEED repeats a run, TENON_FUZZ_ROUNDS sets how many
// files are tried.
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <random>

#include <gtest/gtest.h>

#include "card_programs.h"
#include "programs.h"

namespace tt::runtime::test {
namespace {

uint64_t fromEnvironment(const char *name, uint64_t otherwise) {
  const char *text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

class Fuzz : public testing::Test {
protected:
  void SetUp() override {
    seed = fromEnvironment("TENON_FUZZ_SEED", std::random_device()());
    random.seed(seed);
    std::cout << "TENON_FUZZ_SEED=" << seed << std::endl;
    ::setenv("TT_RUNTIME_MEMORY_LIMIT", "16777216", 1); // absurd sizes are refused, not tried
    ::setenv("TT_RUNTIME_CARD_BUDGET", "100000", 1);    // damaged kernels may never end
  }
  void TearDown() override {
    ::unsetenv("TT_RUNTIME_MEMORY_LIMIT");
    ::unsetenv("TT_RUNTIME_CARD_BUDGET");
  }

  /// Changes one to four bytes within [begin, end): single bits, small numbers, extreme values.
  void damage(std::vector<std::byte> &file, size_t begin, size_t end) {
    static constexpr uint8_t kValues[] = {0, 1, 2, 0x7f, 0x80, 0xff};
    for (uint64_t count = 1 + random() % 4; count != 0; --count) {
      std::byte &byte = file[begin + random() % (end - begin)];
      if (random() % 2 == 0)
        byte ^= std::byte(1U << (random() % 8));
      else
        byte = std::byte(kValues[random() % std::size(kValues)]);
    }
  }

  /// Loads, describes and runs it all. True when every program ran.
  bool loadAndRun(const std::vector<std::byte> &file) {
    try {
      Binary binary = Binary::loadFromBytes(file);
      binary.asJson();
      binary.systemDescAsJson();
      binary.stages();
      for (const std::string &location : binary.goldenLocations())
        for (const auto &[device, golden] : binary.goldens(location))
          if (size_t size = golden.desc.sizeBytes(); size != 0)
            sum += std::to_integer<unsigned>(golden.bytes.get()[size - 1]);
      for (uint32_t program = 0; program < binary.numPrograms(); ++program) {
        std::vector<Tensor> inputs;
        for (const ArgumentInfo &input : binary.programInputs(program)) {
          if (input.desc.sizeBytes() > (1U << 24))
            return false;
          inputs.push_back(Tensor::createOwned(input.desc));
        }
        submit(device, binary, program, inputs);
      }
      return true;
    } catch (const Error &) {
      return false;
    }
  }

  uint64_t seed = 0;
  std::mt19937_64 random;
  unsigned sum = 0; ///< of bytes that were looked at
  const std::vector<std::byte> good = writeBinary(
      richPrograms(), {.goldens = {{"loc(\"a\")", 0, {{2}, DataType::Float32}, {1}, std::vector<std::byte>(8), {}}},
                       .stages = {{"PRE-PIPELINE", "module {}"}}});
  const uint64_t rounds = fromEnvironment("TENON_FUZZ_ROUNDS", 10'000);
  Device device = openDevice();
};

TEST_F(Fuzz, TheUndamagedFileRuns) { EXPECT_TRUE(loadAndRun(good)); }

TEST_F(Fuzz, DamageIsFoundByTheHashes) {
  for (uint64_t round = 0; round < rounds / 2; ++round) {
    std::vector<std::byte> file = good;
    damage(file, 0, file.size());
    if (file == good)
      continue;
    EXPECT_THROW(Binary::loadFromBytes(file), BinaryError) << "round " << round;
  }
}

TEST_F(Fuzz, DamageWithTheRightHashesIsRefusedOrRuns) {
  uint64_t ran = 0;
  for (uint64_t round = 0; round < rounds / 2; ++round) {
    std::vector<std::byte> file = good;
    damage(file, 0, file.size() - 32);
    seal(file);
    ran += loadAndRun(file);
  }
  std::cout << ran << " of " << rounds / 2 << " files ran" << std::endl;
}

TEST_F(Fuzz, DamagedProgramsForTheCardAreRefusedOrRun) {
  const std::vector<std::byte> goodForCard = writeBinary({cardProgram(copyKernel()->elf())}, {.forCard = true});
  ASSERT_TRUE(loadAndRun(goodForCard));
  uint32_t recordSize = 0;
  std::memcpy(&recordSize, goodForCard.data(), sizeof(recordSize));
  uint64_t ran = 0;
  for (uint64_t round = 0; round < rounds / 4; ++round) {
    std::vector<std::byte> file = goodForCard;
    // Most of the file is code; every second time the record of it is damaged.
    damage(file, 0, round % 2 == 0 ? recordSize : file.size() - 32);
    seal(file);
    ran += loadAndRun(file);
  }
  std::cout << ran << " of " << rounds / 4 << " files ran" << std::endl;
}

} // namespace
} // namespace tt::runtime::test
