// Cores with and without native code: the same state at the end of every slice.
#include <cstdlib>
#include <cstring>
#include <memory>

#include <gtest/gtest.h>

#include "native/compiler_library.h"
#include "native/tier.h"
#include "programs.h"
#include "support/test_seed.h"
#include "tt/device/core.h"

namespace tt::device::native::test {
namespace {

constexpr uint32_t kCode = 0x400;
constexpr uint32_t kMemory = 0x4000;

HostNativeTier *theTier = nullptr;
NativeTier *tierOfTest() { return theTier; }

struct PageMemory {
  PageMemory() : bytes(static_cast<std::byte *>(std::aligned_alloc(4096, kMemory))) {}
  ~PageMemory() { std::free(bytes); }
  PageMemory(const PageMemory &) = delete;
  PageMemory &operator=(const PageMemory &) = delete;
  std::span<std::byte> span() const { return {bytes, kMemory}; }
  std::byte *bytes;
};

/// A program that does something for long: random code in a loop that goes on behind what it cannot execute.
std::vector<uint32_t> endlessProgram(std::mt19937 &random) {
  std::vector<uint32_t> words = randomProgram(random, 60);
  for (uint32_t i = 0; i < words.size(); ++i)
    if (random() % 6 == 0)
      words[i] = encodeJ(0, -static_cast<int32_t>(random() % (i + 1)) * 4);
  words.back() = encodeJ(0, -static_cast<int32_t>(words.size() - 1) * 4);
  return words;
}

TEST(CoresWithNativeCode, AgreeWithTheInterpreterAtEverySlice) {
  std::mt19937 random(tt::test::testSeed());
  HostNativeTier tier{jit::DiskCache({}), makeCoreCompiler};
  theTier = &tier;
  setNativeTier(tierOfTest);
  for (int program = 0; program < 40; ++program) {
    std::vector<uint32_t> words = endlessProgram(random);
    PageMemory expectedMemory, foundMemory;
    for (uint32_t i = 0; i < kMemory; ++i)
      expectedMemory.bytes[i] = static_cast<std::byte>(random());
    std::memcpy(expectedMemory.bytes + kCode, words.data(), words.size() * 4);
    for (uint32_t i = 0; i < 64; ++i) { // the table that the programs take addresses from
      uint32_t address = kCode + static_cast<uint32_t>(random() % words.size()) * 4;
      std::memcpy(expectedMemory.bytes + 4 * i, &address, 4);
    }
    std::memcpy(foundMemory.bytes, expectedMemory.bytes, kMemory);
    CoreOptions options = {.misalignedAccess = random() % 4 == 0, .native = false};
    Core expected(expectedMemory.span(), options);
    options.native = true;
    Core found(foundMemory.span(), options);
    for (Core *core : {&expected, &found}) {
      core->reset(kCode, kMemory - 16);
      core->addCode(kCode, kCode + static_cast<uint32_t>(words.size()) * 4);
    }
    for (uint32_t i = 1; i < 32; ++i)
      expected.state().x[i] = found.state().x[i] = i < 8 || i > 15 ? randomWord(random) : 0x1000 + random() % 0x800 * 4;
    for (int slice = 0; slice < 12; ++slice) {
      int64_t budget = slice % 3 == 0 ? 400000 : static_cast<int64_t>(random() % 5000) + 1;
      Stop stop = expected.run(budget);
      ASSERT_EQ(found.run(budget), stop) << "program " << program << ", slice " << slice;
      tier.waitUntilIdle(); // so that the next slice has what this one was hot in
      ASSERT_EQ(found.state().pc, expected.state().pc) << "program " << program << ", slice " << slice;
      ASSERT_EQ(found.retired(), expected.retired()) << "program " << program << ", slice " << slice;
      for (uint32_t i = 0; i < 32; ++i)
        ASSERT_EQ(found.state().x[i], expected.state().x[i])
            << "x" << i << ", program " << program << ", slice " << slice;
      ASSERT_EQ(std::memcmp(foundMemory.bytes, expectedMemory.bytes, kMemory), 0)
          << "program " << program << ", slice " << slice;
      if (stop == Stop::Fault) {
        EXPECT_EQ(found.fault().kind, expected.fault().kind);
        EXPECT_EQ(found.fault().pc, expected.fault().pc);
        EXPECT_EQ(found.fault().address, expected.fault().address);
        break;
      }
      if (stop == Stop::Call || stop == Stop::Breakpoint) {
        expected.finishCall();
        found.finishCall();
      }
    }
  }
  EXPECT_GT(tier.compiledUnits(), 0);
  RecordProperty("units", std::to_string(tier.compiledUnits()));
  theTier = nullptr;
}

} // namespace
} // namespace tt::device::native::test
