// Code that is written while it runs, code that cores share, and native code that takes an instruction's place.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "core/native_tier.h"
#include "core_fixture.h"

namespace tt::device {
namespace {

using namespace assembler;

/// Notes what it is told.
class NotingTier : public NativeTier {
public:
  void observe(const std::shared_ptr<CodeRegion> &region, uint32_t pc) noexcept override {
    const std::lock_guard lock(mutex);
    observed.emplace_back(region, pc);
  }
  void announce(const std::shared_ptr<CodeRegion> &region) noexcept override {
    const std::lock_guard lock(mutex);
    announced.push_back(region);
  }
  void forget() {
    const std::lock_guard lock(mutex);
    observed.clear();
    announced.clear();
  }

  std::mutex mutex;
  std::vector<std::pair<std::shared_ptr<CodeRegion>, uint32_t>> observed;
  std::vector<std::shared_ptr<CodeRegion>> announced;
};

NotingTier noting;

/// Each test has code of its own at the top of memory, so that no region is one of another test's.
struct Regions : CoreFixture {
  Regions() {
    setNativeTier([]() -> NativeTier * { return &noting; });
    noting.forget();
    static std::atomic<uint32_t> tests = 0;
    memory.write(4092, {++tests});
  }
  ~Regions() override { setNativeTier(nullptr); }
};

TEST_F(Regions, CodeIsSeenAfterFenceI) {
  load({li(a0, 2), /* 4: */ addi(a1, a1, 1), sw(a2, zero, 4), fenceI(), addi(a0, a0, -1), bne(a0, zero, -16), ecall()});
  core.state().x[a2] = addi(a1, a1, 100);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a1), 101u);
  EXPECT_EQ(core.retired(), 11u);
}

TEST_F(Regions, CodeOfALoadedKernelIsSeenAfterFenceI) {
  load({li(a0, 2), /* 4: */ addi(a1, a1, 1), sw(a2, zero, 4), fenceI(), addi(a0, a0, -1), bne(a0, zero, -16), ecall()});
  core.addCode(0, 28);
  core.state().x[a2] = addi(a1, a1, 100);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a1), 101u);
}

TEST_F(Regions, CodeWrittenWithoutFenceIIsRunOldOrNew) {
  load({li(a0, 50), /* 4: */ addi(a1, a1, 1), sw(a2, zero, 4), addi(a0, a0, -1), bne(a0, zero, -12), ecall()});
  core.state().x[a2] = 0; // no instruction
  const Stop stop = core.run(kPlenty);
  EXPECT_TRUE(stop == Stop::Call || stop == Stop::Fault);
}

TEST_F(Regions, FenceIInOnePieceOfCodeRenewsAnother) {
  memory.write(8192, {addi(a1, a1, 1), ret()});
  load({lui(a3, 2), jalr(ra, a3, 0), sw(a2, a3, 0), fenceI(), jalr(ra, a3, 0), ecall()});
  core.state().x[a2] = addi(a1, a1, 100);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a1), 101u);
}

TEST_F(Regions, ResetLooksAtMemoryAgain) {
  load({li(a0, 1), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  load({li(a0, 2), ecall()});
  core.reset(0, 0);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 2u);
}

TEST_F(Regions, AddCodeLooksAtMemoryAgain) {
  load({li(a0, 1), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  load({li(a0, 2), ecall()});
  core.addCode(0, 8);
  core.state().pc = 0;
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 2u);
}

TEST_F(Regions, CodeBeyondMemoryIsCutOff) {
  core.addCode(kMemorySize - 8, 0xFFFFFFFF);
  core.addCode(kMemorySize, kMemorySize + 16);
  memory.write(kMemorySize - 8, {li(a0, 7), ecall()});
  core.reset(kMemorySize - 8, 0);
  core.addCode(kMemorySize - 8, kMemorySize + 100);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 7u);
}

TEST_F(Regions, AreSharedByContent) {
  load({addi(a0, a0, 1), jal(zero, -4)});
  TestMemory otherMemory(kMemorySize);
  std::memcpy(otherMemory.span().data(), memory.span().data(), kMemorySize);
  Core other(otherMemory.span(), CoreOptions{.hartId = 1});
  other.reset(0, 0);
  ASSERT_EQ(core.run(100), Stop::Budget);
  ASSERT_EQ(other.run(100), Stop::Budget);
  EXPECT_EQ(noting.announced.size(), 1u);
}

TEST_F(Regions, OfOtherBytesAddressesOrOptionsAreOthers) {
  memory.write(4092, {nop()});
  memory.write(8188, {nop()});
  for (const uint32_t base : {0, 4096})
    memory.write(base, {addi(a0, a0, 1), jal(zero, -4), base == 0 ? 1u : 2u});
  ASSERT_EQ(core.run(100), Stop::Budget);
  core.state().pc = 4096;
  ASSERT_EQ(core.run(100), Stop::Budget);
  EXPECT_EQ(noting.announced.size(), 2u);
  Core lenient(memory.span(), CoreOptions{.misalignedAccess = true});
  lenient.reset(0, 0);
  ASSERT_EQ(lenient.run(100), Stop::Budget);
  EXPECT_EQ(noting.announced.size(), 3u);
  EXPECT_TRUE(noting.announced.back()->misalignedAccess());
}

TEST_F(Regions, SayWhatTheyAreMadeOf) {
  load({jal(zero, 8), nop(), li(a0, 20), jalr(zero, a0, -4), jalr(zero, a0, 4), nop(), jal(zero, 0)});
  core.addCode(0, 28);
  ASSERT_EQ(core.run(100), Stop::Budget);
  ASSERT_EQ(noting.announced.size(), 1u);
  const CodeRegion &region = *noting.announced.front();
  EXPECT_EQ(region.begin(), 0u);
  EXPECT_EQ(region.end(), 28u);
  EXPECT_EQ(region.words()[2], li(a0, 20));
  EXPECT_EQ(std::vector<uint8_t>(region.jumpTargets().begin(), region.jumpTargets().end()),
            (std::vector<uint8_t>{0, 0, 0, 0, 1, 0, 1}));
}

TEST_F(Regions, AreObservedInLongAndInManyShortRuns) {
  load({addi(a0, a0, 1), addi(a0, a0, 1), jal(zero, -4)});
  ASSERT_EQ(core.run(1'000'000), Stop::Budget);
  EXPECT_NEAR(static_cast<double>(noting.observed.size()), 20, 1);
  EXPECT_EQ(noting.observed.front().second, 4u);
  noting.forget();
  for (int i = 0; i < 1000; ++i)
    ASSERT_EQ(core.run(1000), Stop::Budget);
  EXPECT_NEAR(static_cast<double>(noting.observed.size()), 20, 1);
}

TEST_F(Regions, OfCoresWithoutNativeCodeAreNotTold) {
  load({addi(a0, a0, 1), jal(zero, -4)});
  Core plain(memory.span(), CoreOptions{.native = false});
  plain.reset(0, 0);
  ASSERT_EQ(plain.run(1'000'000), Stop::Budget);
  EXPECT_TRUE(noting.announced.empty());
  EXPECT_TRUE(noting.observed.empty());
}

/// What `loop` below does, as native code would: 100 rounds or what the budget allows, always leaving at 8.
Leave nativeLoop(CoreState *state) {
  EXPECT_EQ(state->pc, 4u);
  EXPECT_EQ(state->x[0], 0u);
  for (int i = 0; i < 100; ++i) {
    state->x[a0] += 1;
    state->x[a2] += 1; // only the native code does this
    state->budget -= 2;
    if (state->budget <= 0)
      return Leave::Budget;
  }
  return Leave::GoOn;
}
Leave nativeInterpret(CoreState *) { return Leave::Interpret; }

struct Published : Regions {
  std::shared_ptr<CodeRegion> region;
  std::shared_ptr<int> owner = std::make_shared<int>();

  void loop() {
    load({nop(), /* 4: */ addi(a0, a0, 1), jal(zero, -4)});
    ASSERT_EQ(core.run(2), Stop::Budget);
    ASSERT_EQ(noting.announced.size(), 1u);
    region = noting.announced.front();
  }
};

TEST_F(Published, NativeCodeIsRunFromItsAddressOn) {
  loop();
  region->publish(4, nativeLoop, owner);
  const uint32_t before = x(a0);
  const uint64_t retired = core.retired();
  ASSERT_EQ(core.run(1000), Stop::Budget);
  EXPECT_EQ(x(a2), 500u);
  EXPECT_EQ(x(a0), before + 500);
  EXPECT_EQ(core.retired(), retired + 1000);
  EXPECT_EQ(core.state().pc, 4u);
}

TEST_F(Published, NativeCodeMayLeaveTheInstructionToTheInterpreter) {
  loop();
  region->publish(4, nativeInterpret, owner);
  const uint32_t before = x(a0);
  ASSERT_EQ(core.run(1000), Stop::Budget);
  EXPECT_EQ(x(a0), before + 500);
}

TEST_F(Published, NativeCodeIsSharedToo) {
  loop();
  region->publish(4, nativeLoop, owner);
  Core other(memory.span(), CoreOptions{});
  other.reset(4, 0);
  ASSERT_EQ(other.run(1000), Stop::Budget);
  EXPECT_EQ(other.state().x[a2], 500u);
}

TEST_F(Published, NativeCodeIsKeptForTheNextStart) {
  loop();
  region->publish(4, nativeLoop, owner);
  region.reset();
  noting.forget();
  core.reset(4, 0);
  ASSERT_EQ(core.run(1000), Stop::Budget);
  EXPECT_EQ(x(a2), 500u);
}

TEST_F(Published, BreakpointsStopWhereNativeCodeWouldRunOver) {
  loop();
  region->publish(4, nativeLoop, owner);
  core.addBreakpoint(8);
  ASSERT_EQ(core.run(1000), Stop::Breakpoint);
  EXPECT_EQ(core.state().pc, 8u);
  EXPECT_EQ(x(a2), 0u);
}

TEST_F(Published, CoresWithoutNativeCodeStayWithoutIt) {
  loop();
  region->publish(4, nativeLoop, owner);
  Core plain(memory.span(), CoreOptions{.native = false});
  plain.reset(4, 0);
  ASSERT_EQ(plain.run(1000), Stop::Budget);
  EXPECT_EQ(plain.state().x[a2], 0u);
}

TEST_F(Published, OutsideOfTheRegionNothingHappens) {
  loop();
  region->publish(region->end(), nativeLoop, owner);
  region->publish(6, nativeLoop, owner);
  ASSERT_EQ(core.run(1000), Stop::Budget);
  EXPECT_EQ(x(a2), 0u);
}

TEST_F(Published, WhileCoresRun) {
  loop();
  constexpr int kCores = 4;
  std::vector<std::thread> threads;
  std::atomic<uint64_t> inNative = 0;
  std::atomic<int> started = 0;
  std::atomic<bool> published = false;
  for (int i = 0; i < kCores; ++i)
    threads.emplace_back([&] {
      TestMemory own(kMemorySize);
      std::memcpy(own.span().data(), memory.span().data(), kMemorySize);
      Core mine(own.span(), CoreOptions{});
      mine.reset(4, 0);
      EXPECT_EQ(mine.run(1000), Stop::Budget);
      ++started;
      // Until the native code is there: it is only waited for, so the test ends however slow the machine is.
      while (mine.state().x[a2] == 0)
        EXPECT_EQ(mine.run(1000), Stop::Budget);
      EXPECT_TRUE(published.load());
      EXPECT_EQ(mine.retired(), uint64_t{2} * mine.state().x[a0]);
      inNative += mine.state().x[a2];
    });
  while (started != kCores)
    std::this_thread::yield();
  published = true;
  region->publish(4, nativeLoop, owner);
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_GT(inNative.load(), 0u);
}

TEST_F(Regions, ManyThreadsMakeTheSameOnce) {
  load({li(a0, 1000), addi(a0, a0, -1), bne(a0, zero, -4), ecall()});
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        Core mine(memory.span(), CoreOptions{});
        mine.reset(0, 0);
        EXPECT_EQ(mine.run(kPlenty), Stop::Call);
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(noting.announced.size(), 1u);
}

TEST_F(Regions, CoresOfOneTileShareMemory) {
  // Two cores hand a counter back and forth: each adds 1 when the counter is odd (or even) until it is 2000.
  const auto turns = [&](uint32_t at, uint32_t parity) {
    memory.write(at, {li(a1, 2000), /* 4: */ lw(a0, zero, 1024), andi(a2, a0, 1), li(a3, static_cast<int32_t>(parity)),
                      bge(a0, a1, 20), bne(a2, a3, -16), addi(a0, a0, 1), sw(a0, zero, 1024), jal(zero, -28), ecall()});
  };
  turns(0, 0);
  turns(512, 1);
  memory.write(1024, {0});
  const auto run = [&](uint32_t at) {
    Core mine(memory.span(), CoreOptions{});
    mine.reset(at, 0);
    mine.addCode(at, at + 40);
    while (mine.run(100) == Stop::Budget)
      std::this_thread::yield();
  };
  std::thread even(run, 0), odd(run, 512);
  even.join();
  odd.join();
  EXPECT_EQ(memory.word(1024), 2000u);
}

} // namespace
} // namespace tt::device
