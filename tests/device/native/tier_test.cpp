// The tier: what is sampled becomes native, from the compiler or from the cache; nothing that goes wrong stops a core.
#include "native/tier.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "native/compiler_library.h"
#include "programs.h"
#include "unit_runner.h"

namespace tt::device::native::test {
namespace {

constexpr uint32_t kCode = 0x400;
constexpr uint32_t kMemory = 0x4000;

class NativeTierTest : public testing::Test {
protected:
  NativeTierTest() {
    std::string name = (std::filesystem::temp_directory_path() / "tenon-tier-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~NativeTierTest() override { std::filesystem::remove_all(folder); }

  std::unique_ptr<HostNativeTier> makeTier() { return makeTierIn(folder); }
  static std::unique_ptr<HostNativeTier> makeTierIn(const std::filesystem::path &cacheFolder) {
    return std::make_unique<HostNativeTier>(jit::DiskCache(cacheFolder), makeCoreCompiler);
  }
  /// A tier that can only use what the cache has.
  std::unique_ptr<HostNativeTier> makeTierWithoutCompiler() {
    return std::make_unique<HostNativeTier>(jit::DiskCache(folder), [](std::string &reason) {
      reason = "there is no compiler";
      return std::unique_ptr<CoreCompiler>();
    });
  }

  std::vector<std::filesystem::path> cacheFiles() const {
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
      files.push_back(entry.path());
    return files;
  }

  std::filesystem::path folder;
};

/// Adds x1 to x2, x3 times, and then makes an ecall.
std::shared_ptr<TestRegion> loopRegion() {
  return std::make_shared<TestRegion>(
      kCode, std::vector<uint32_t>{encodeR(0, 0, 2, 2, 1), addi(3, 3, -1), encodeB(1, 3, 0, -8), kEcall});
}

/// Jumps from one of many pieces to the next, by a table at 0; the last one makes an ecall. The interpreter is as if it
/// had seen jumps to the first `seen` ones.
std::shared_ptr<TestRegion> threadedRegion(uint32_t seen = 41) {
  constexpr uint32_t pieces = 40;
  std::vector<uint32_t> words;
  for (uint32_t i = 0; i < pieces; ++i) {
    words.push_back(addi(2, 2, static_cast<int32_t>(i)));
    words.push_back(encodeI(kLoad, 2, 4, 1, 0));
    words.push_back(addi(1, 1, 4));
    words.push_back(encodeI(kJalr, 0, 0, 4, 0));
  }
  words.push_back(kEcall);
  auto region = std::make_shared<TestRegion>(kCode, words);
  for (uint32_t i = 0; i < seen; ++i)
    region->setJumpTarget(size_t{i} * 4);
  return region;
}

void observe(HostNativeTier &tier, const std::shared_ptr<TestRegion> &region, uint32_t pc = kCode) {
  for (int i = 0; i < 20; ++i)
    tier.observe(region, pc);
  tier.waitUntilIdle();
}

/// Runs both, and gives how often native code was left.
uint64_t expectSameAsOracle(const TestRegion &region) {
  Machine expected(kMemory);
  expected.put(kCode, region.words());
  for (uint32_t i = 0; i < 100; ++i) {
    uint32_t target = kCode + 16 * (i == 99 ? 40 : i * 7 % 40);
    expected.put(4 * i, std::span(&target, 1));
  }
  expected.state.pc = kCode;
  expected.state.x[3] = 1000;
  expected.state.budget = 1000000;
  if (region.words().size() < 10)
    expected.state.x[1] = 5;
  Machine found = expected;
  uint64_t leaves = 0;
  EXPECT_EQ(runOracle(expected.state, {}), OracleStop::Special);
  EXPECT_EQ(runNative(found.state, region, leaves), OracleStop::Special);
  EXPECT_EQ(difference(expected, found), "");
  return leaves;
}

TEST_F(NativeTierTest, CompilesWhatIsHot) {
  auto tier = makeTier();
  auto region = loopRegion();
  tier->announce(region);
  observe(*tier, region);
  EXPECT_EQ(tier->problem(), "");
  EXPECT_EQ(tier->compiledUnits(), 1);
  EXPECT_NE(region->entryAt(kCode), nullptr);
  EXPECT_EQ(expectSameAsOracle(*region), 1);
  observe(*tier, region); // of what is native no sample counts
  EXPECT_EQ(tier->compiledUnits(), 1);
}

TEST_F(NativeTierTest, LeavesAloneWhatIsNot) {
  auto tier = makeTier();
  auto region = loopRegion();
  tier->observe(region, kCode);
  tier->observe(region, kCode + 1000);
  tier->observe(region, kCode + 2);
  tier->waitUntilIdle();
  EXPECT_EQ(tier->compiledUnits(), 0);
}

TEST_F(NativeTierTest, ChainsWhatJumpsToManyPlaces) {
  auto region = threadedRegion();
  auto tier = makeTier();
  observe(*tier, region);
  EXPECT_GE(tier->compiledUnits(), 1);
  EXPECT_LE(expectSameAsOracle(*region), 3);
  tier = makeTierWithoutCompiler();
  auto again = threadedRegion();
  tier->announce(again);
  EXPECT_GE(tier->loadedUnits(), 1);
  EXPECT_LE(expectSameAsOracle(*again), 3);
}

TEST_F(NativeTierTest, CompilesWhatAChainMisses) {
  auto region = threadedRegion(20);
  auto tier = makeTier();
  observe(*tier, region);
  EXPECT_GE(expectSameAsOracle(*region), 10);
  // What was missed leads to what is missed next.
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 20; ++i)
      expectSameAsOracle(*region);
    observe(*tier, region);
  }
  EXPECT_LE(expectSameAsOracle(*region), 3);
}

TEST_F(NativeTierTest, TakesFromTheCacheWhatAnotherProcessCompiled) {
  observe(*makeTier(), loopRegion());
  auto tier = makeTierWithoutCompiler();
  auto region = loopRegion();
  tier->announce(region);
  EXPECT_EQ(tier->loadedUnits(), 1);
  EXPECT_EQ(expectSameAsOracle(*region), 1);
}

TEST_F(NativeTierTest, KnowsOtherCodeFromItsOwn) {
  observe(*makeTier(), loopRegion());
  auto tier = makeTierWithoutCompiler();
  auto same = loopRegion();
  std::vector<uint32_t> words(same->words().begin(), same->words().end());
  tier->announce(std::make_shared<TestRegion>(kCode + 4, words));
  tier->announce(std::make_shared<TestRegion>(kCode, words, true));
  words[0] = encodeR(0x20, 0, 2, 2, 1);
  tier->announce(std::make_shared<TestRegion>(kCode, words));
  EXPECT_EQ(tier->loadedUnits(), 0);
}

TEST_F(NativeTierTest, IgnoresAndReplacesDamagedFiles) {
  observe(*makeTier(), loopRegion());
  ASSERT_EQ(cacheFiles().size(), 1);
  std::filesystem::path file = cacheFiles()[0];
  auto size = static_cast<unsigned>(std::filesystem::file_size(file));
  for (unsigned cut : {0u, 1u, 20u, size / 2, size - 1}) {
    std::filesystem::resize_file(file, cut);
    auto tier = makeTier();
    auto region = loopRegion();
    tier->announce(region);
    EXPECT_EQ(tier->loadedUnits(), 0) << cut << " bytes";
    observe(*tier, region);
    EXPECT_EQ(std::filesystem::file_size(file), size);
  }
  for (unsigned at : {0u, 10u, 30u, 50u, size / 2, size - 1}) {
    {
      std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
      stream.seekg(at);
      auto byte = static_cast<char>(stream.get());
      stream.seekp(at);
      stream.put(static_cast<char>(byte ^ 0x20));
    }
    auto tier = makeTier();
    auto region = loopRegion();
    tier->announce(region);
    EXPECT_EQ(tier->loadedUnits(), 0) << "byte " << at;
    observe(*tier, region);
  }
}

TEST_F(NativeTierTest, WorksWithoutACache) {
  std::ofstream(folder / "file") << "no folder";
  for (const std::filesystem::path &nowhere : {std::filesystem::path(), folder / "file" / "cache"}) {
    auto tier = makeTierIn(nowhere);
    auto region = loopRegion();
    tier->announce(region);
    observe(*tier, region);
    EXPECT_EQ(expectSameAsOracle(*region), 1);
  }
}

TEST_F(NativeTierTest, SaysWhyNothingIsCompiled) {
  auto tier = makeTierWithoutCompiler();
  auto region = loopRegion();
  observe(*tier, region);
  EXPECT_EQ(tier->problem(), "there is no compiler");
  EXPECT_EQ(region->entryAt(kCode), nullptr);
  observe(*tier, region);
}

TEST_F(NativeTierTest, SharesACacheWithOthersAtTheSameTime) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      auto tier = makeTier();
      auto region = loopRegion();
      tier->announce(region);
      if (tier->loadedUnits() == 0)
        observe(*tier, region);
      EXPECT_EQ(expectSameAsOracle(*region), 1);
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(cacheFiles().size(), 1);
}

TEST_F(NativeTierTest, EndsWhileThereIsMuchToDo) {
  std::mt19937 random(1);
  auto tier = makeTier();
  std::vector<std::shared_ptr<TestRegion>> regions;
  for (int i = 0; i < 50; ++i) {
    regions.push_back(std::make_shared<TestRegion>(kCode, randomProgram(random, 60)));
    for (int sample = 0; sample < 20; ++sample)
      tier->observe(regions.back(), kCode);
  }
  tier->stop();
  size_t compiled = tier->compiledUnits();
  observe(*tier, loopRegion());
  EXPECT_EQ(tier->compiledUnits(), compiled);
}

TEST_F(NativeTierTest, CompilesInAForkedProcess) {
  auto tier = makeTier();
  observe(*tier, loopRegion());
  tier->beforeFork();
  pid_t child = ::fork();
  if (child == 0) {
    tier->afterForkInChild();
    auto region = threadedRegion();
    observe(*tier, region);
    ::_exit(region->entryAt(kCode) != nullptr ? 0 : 1);
  }
  tier->afterForkInParent();
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  auto region = threadedRegion();
  observe(*tier, region);
  EXPECT_NE(region->entryAt(kCode), nullptr);
}

} // namespace
} // namespace tt::device::native::test
