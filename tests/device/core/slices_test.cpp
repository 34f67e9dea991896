// Budgets, calls and breakpoints: where slices end and how they go on.
#include <cstdint>
#include <limits>

#include "core_fixture.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

using namespace assembler;

struct Slices : CoreFixture {};

TEST_F(Slices, EndAfterABackwardBranch) {
  load({addi(a0, a0, 1), addi(a1, a1, 1), bne(a0, zero, -8)});
  ASSERT_EQ(core.run(4), Stop::Budget);
  EXPECT_EQ(core.retired(), 6u); // the block that used the budget up is finished
  EXPECT_EQ(core.state().pc, 0u);
  EXPECT_EQ(core.state().budget, -2);
  ASSERT_EQ(core.run(3), Stop::Budget);
  EXPECT_EQ(core.retired(), 9u);
}

TEST_F(Slices, DoNotEndAfterForwardBranches) {
  load({beq(zero, zero, 8), nop(), beq(zero, zero, 8), nop(), nop(), ecall()});
  EXPECT_EQ(core.run(1), Stop::Call);
  EXPECT_EQ(core.retired(), 3u);
}

TEST_F(Slices, EndAfterJumpsAndCalls) {
  load({jal(zero, 8), nop(), jal(ra, 8), nop(), jalr(zero, ra, 8), ecall()});
  ASSERT_EQ(core.run(1), Stop::Budget);
  EXPECT_EQ(core.state().pc, 8u);
  ASSERT_EQ(core.run(1), Stop::Budget);
  EXPECT_EQ(core.state().pc, 16u);
  ASSERT_EQ(core.run(1), Stop::Budget);
  EXPECT_EQ(core.state().pc, 20u);
  EXPECT_EQ(core.run(1), Stop::Call);
  EXPECT_EQ(core.retired(), 3u);
}

TEST_F(Slices, EndInABranchToItself) {
  load({beq(zero, zero, 0)});
  ASSERT_EQ(core.run(1000), Stop::Budget);
  EXPECT_EQ(core.retired(), 1000u);
}

TEST_F(Slices, EndAlikeAcrossRegions) {
  // The same loop inside a piece of code and over the border of two, which begin at multiples of 4096.
  const auto slices = [&](uint32_t at) {
    core.reset(at, 0);
    memory.write(at,
                 {addi(a0, a0, 1), jal(ra, 8), ebreak(), addi(a1, a1, 1), jalr(t0, ra, 12), nop(), bne(a0, zero, -24)});
    std::vector<uint32_t> ends;
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(core.run(1 + i % 4), Stop::Budget);
      ends.push_back(core.state().pc - at);
      ends.push_back(static_cast<uint32_t>(core.retired()));
    }
    return ends;
  };
  // jal at +4 leads to +12; jalr at +16 to +8 + 12 = +20.
  const std::vector<uint32_t> inside = slices(256);
  for (uint32_t before = 4; before <= 24; before += 4)
    EXPECT_EQ(slices(8192 - before), inside) << before;
}

TEST_F(Slices, OfNothingDoNothing) {
  load({li(a0, 1), ecall()});
  EXPECT_EQ(core.run(0), Stop::Budget);
  EXPECT_EQ(core.run(-5), Stop::Budget);
  EXPECT_EQ(core.state().pc, 0u);
  EXPECT_EQ(core.retired(), 0u);
}

TEST_F(Slices, MayBeOfAnySize) {
  load({li(a0, 1000), addi(a0, a0, -1), bne(a0, zero, -4), ecall()});
  EXPECT_EQ(core.run(std::numeric_limits<int64_t>::max()), Stop::Call);
  EXPECT_EQ(core.retired(), 2001u);
  EXPECT_EQ(core.state().budget, std::numeric_limits<int64_t>::max() - 2001);
}

TEST_F(Slices, CutAnywhereComeToTheSameState) {
  load({li(a0, 300), li(a1, 0), /* 8: */ add(a1, a1, a0), sw(a1, zero, 1024), jal(ra, 16), addi(a0, a0, -1),
        bne(a0, zero, -16), ecall(), /* 32: */ xori(a1, a1, 0x55), jalr(zero, ra, 0)});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  const CoreState whole = core.state();
  const uint64_t retired = core.retired();
  for (int64_t slice = 1; slice < 40; ++slice) {
    core.reset(0, whole.x[sp]);
    while (core.run(slice) == Stop::Budget) {
    }
    for (uint32_t i = 0; i < 32; ++i)
      ASSERT_EQ(x(i), whole.x[i]) << "x" << i << " with slices of " << slice;
    EXPECT_EQ(core.retired(), retired);
  }
}

TEST_F(Slices, StopAtCalls) {
  load({li(a7, 3), ecall(), addi(a0, a0, 1), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(core.state().pc, 4u);
  EXPECT_EQ(core.retired(), 1u);
  ASSERT_EQ(core.run(kPlenty), Stop::Call); // a call that waits is made again
  EXPECT_EQ(core.retired(), 1u);
  core.state().x[a0] = 41;
  core.finishCall();
  EXPECT_EQ(core.retired(), 2u);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 42u);
  EXPECT_EQ(core.state().pc, 12u);
}

struct Breakpoints : CoreFixture {};

TEST_F(Breakpoints, StopBeforeTheirInstruction) {
  load({addi(a0, a0, 1), addi(a0, a0, 1), addi(a0, a0, 1), bne(a0, a1, -12), ecall()});
  core.state().x[a1] = 6;
  core.addBreakpoint(4); // the second of a pair
  ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
  EXPECT_EQ(core.state().pc, 4u);
  EXPECT_EQ(x(a0), 1u);
  ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
  EXPECT_EQ(x(a0), 4u);
  EXPECT_EQ(core.retired(), 5u);
  core.removeBreakpoint(4);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 6u);
}

TEST_F(Breakpoints, OnNeighbours) {
  load({addi(a0, a0, 1), addi(a0, a0, 1), addi(a0, a0, 1), ecall()});
  for (const uint32_t address : {0, 4, 8})
    core.addBreakpoint(address);
  for (uint32_t i = 0; i < 3; ++i) {
    ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
    EXPECT_EQ(core.state().pc, i * 4);
    EXPECT_EQ(x(a0), i);
  }
  EXPECT_EQ(core.run(kPlenty), Stop::Call);
}

TEST_F(Breakpoints, OnACall) {
  load({ecall(), li(a0, 1), ecall()});
  core.addBreakpoint(0);
  ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  core.finishCall();
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(core.state().pc, 8u);
}

TEST_F(Breakpoints, AreHitAgainByJumpsToThem) {
  load({beq(zero, zero, 0)});
  core.addBreakpoint(0);
  for (uint64_t i = 0; i < 3; ++i) {
    ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
    EXPECT_EQ(core.retired(), i);
  }
}

TEST_F(Breakpoints, AreHitWhenTheProgramCounterWasSetThere) {
  load({addi(a0, a0, 1), addi(a0, a0, 1), ecall()});
  core.addBreakpoint(4);
  ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  core.state().pc = 4;
  EXPECT_EQ(core.run(kPlenty), Stop::Breakpoint);
}

TEST_F(Breakpoints, DoNotStopOtherCores) {
  Core other(memory.span(), CoreOptions{});
  other.reset(0, 0);
  load({addi(a0, a0, 1), addi(a0, a0, 1), ecall()});
  core.addBreakpoint(4);
  EXPECT_EQ(core.run(kPlenty), Stop::Breakpoint);
  EXPECT_EQ(other.run(kPlenty), Stop::Call);
}

TEST_F(Breakpoints, AreForgottenByReset) {
  load({addi(a0, a0, 1), addi(a0, a0, 1), ecall()});
  core.addBreakpoint(4);
  core.reset(0, 0);
  EXPECT_EQ(core.run(kPlenty), Stop::Call);
}

TEST_F(Breakpoints, OfTheProgramAreStoppedAtOnce) {
  load({li(a0, 1), ebreak(), addi(a0, a0, 1), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Breakpoint);
  EXPECT_EQ(core.state().pc, 4u);
  EXPECT_EQ(core.retired(), 1u);
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 2u);
  EXPECT_EQ(core.retired(), 3u);
}

TEST(CoreMemory, MustBeAlignedAndAddressable) {
  TestMemory memory(8192);
  EXPECT_THROW(Core(memory.span().subspan(16), CoreOptions{}), ValueError);
  EXPECT_THROW(Core(memory.span().first(3), CoreOptions{}), ValueError);
}

} // namespace
} // namespace tt::device
