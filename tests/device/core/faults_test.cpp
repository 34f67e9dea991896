// What stops a core: nothing of the instruction is carried out, and the fault says what and where.
#include <ostream>

#include "core_fixture.h"

namespace tt::device {
namespace {

using namespace assembler;

struct Faults : CoreFixture {
  void expectFault(FaultKind kind, uint32_t pc, uint32_t address, uint32_t bytes, uint32_t instruction) {
    ASSERT_EQ(core.run(kPlenty), Stop::Fault);
    EXPECT_EQ(core.fault().kind, kind);
    EXPECT_EQ(core.fault().pc, pc);
    EXPECT_EQ(core.fault().address, address);
    EXPECT_EQ(core.fault().bytes, bytes);
    EXPECT_EQ(core.fault().instruction, instruction);
    EXPECT_EQ(core.state().pc, pc);
  }
};

TEST_F(Faults, LoadsBeyondMemory) {
  load({nop(), lw(a1, a0, -2)});
  core.state().x[a0] = kMemorySize;
  core.state().x[a1] = 7;
  expectFault(FaultKind::LoadOutside, 4, kMemorySize - 2, 4, lw(a1, a0, -2));
  EXPECT_EQ(x(a1), 7u);
  EXPECT_EQ(core.retired(), 1u);
}

TEST_F(Faults, AccessesAtTheEndOfMemoryAreNone) {
  load({lw(a1, a0, -4), lhu(a1, a0, -2), lbu(a1, a0, -1), sw(a2, a0, -4), sh(a2, a0, -2), sb(a2, a0, -1), ecall()});
  core.state().x[a0] = kMemorySize;
  core.state().x[a2] = 0x01020304;
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(memory.word(kMemorySize - 4), 0x04040304u);
}

TEST_F(Faults, ByteAndHalfwordBeyondMemory) {
  load({lbu(a1, a0, 0)});
  core.state().x[a0] = kMemorySize;
  expectFault(FaultKind::LoadOutside, 0, kMemorySize, 1, lbu(a1, a0, 0));
  core.reset(0, 0);
  load({sh(a1, a0, 0)});
  core.state().x[a0] = 0xFFFFFFFE;
  expectFault(FaultKind::StoreOutside, 0, 0xFFFFFFFE, 2, sh(a1, a0, 0));
}

TEST_F(Faults, AsSecondOfAPairTheFirstIsDone) {
  load({addi(a1, a1, 1), sw(a1, a0, 0), ecall()});
  core.state().x[a0] = 0x80000000;
  expectFault(FaultKind::StoreOutside, 4, 0x80000000, 4, sw(a1, a0, 0));
  EXPECT_EQ(x(a1), 1u);
  EXPECT_EQ(core.retired(), 1u);
}

TEST_F(Faults, MisalignedWhereForbidden) {
  memory.write(256, {0x11111111});
  load({lw(a1, a0, 1)});
  core.state().x[a0] = 256;
  expectFault(FaultKind::LoadMisaligned, 0, 257, 4, lw(a1, a0, 1));
  core.reset(0, 0);
  load({sh(a1, a0, 1)});
  core.state().x[a0] = 256;
  expectFault(FaultKind::StoreMisaligned, 0, 257, 2, sh(a1, a0, 1));
  EXPECT_EQ(memory.word(256), 0x11111111u);
}

TEST_F(Faults, MisalignedIsDoneWhereAllowed) {
  Core lenient(memory.span(), CoreOptions{.misalignedAccess = true});
  lenient.reset(0, 0);
  memory.write(256, {0x44332211, 0x88776655});
  load({lw(a1, a0, 1), lh(a2, a0, 3), sw(a3, a0, 2), sh(a3, a0, -1), lhu(a4, a0, 7), ecall()});
  lenient.state().x[a0] = 256;
  lenient.state().x[a3] = 0xDDCCBBAA;
  ASSERT_EQ(lenient.run(kPlenty), Stop::Call);
  EXPECT_EQ(lenient.state().x[a1], 0x55443322u);
  EXPECT_EQ(lenient.state().x[a2], 0x5544u);
  EXPECT_EQ(memory.word(252), 0xAA000000u);
  EXPECT_EQ(memory.word(256), 0xBBAA22BBu);
  EXPECT_EQ(memory.word(260), 0x8877DDCCu);
  EXPECT_EQ(lenient.state().x[a4], 0x88u);
}

TEST_F(Faults, MisalignedAtTheEndOfMemoryIsOutside) {
  Core lenient(memory.span(), CoreOptions{.misalignedAccess = true});
  lenient.reset(0, 0);
  load({lw(a1, a0, 0)});
  lenient.state().x[a0] = kMemorySize - 3;
  ASSERT_EQ(lenient.run(kPlenty), Stop::Fault);
  EXPECT_EQ(lenient.fault().kind, FaultKind::LoadOutside);
}

TEST_F(Faults, IllegalInstructions) {
  const uint32_t words[] = {
      0,
      0xFFFFFFFF,
      typeR(0x33, 0, 0x40, a0, a0, a0), // no such funct7
      typeR(0x33, 1, 0x20, a0, a0, a0), // no sll with the bit of sub
      typeI(0x13, 1, a0, a0, 0x400),    // the same of slli
      typeI(0x13, 1, zero, a0, 0x400),  // not even into x0
      typeI(0x03, 3, a0, a0, 0),        // ld
      typeS(3, a0, a0, 0),              // sd
      typeB(2, a0, a0, 8),
      typeI(0x67, 1, ra, a0, 0),
      typeI(0x0F, 2, 0, 0, 0),
      0x30200073,                  // mret: there are no privileged modes
      csrrs(a0, 0x300, zero),      // mstatus
      csrrw(zero, 0xC00, zero),    // cycle is read-only
      csrrs(a0, 0xC00, a1),        // also for a write of nothing from a register
      0x00000001 | a0 << 7,        // a compressed instruction
      typeR(0x2F, 2, 0, a0, a0, 0) // amoadd.w
  };
  for (const uint32_t word : words) {
    core.reset(0, 0);
    load({nop(), word});
    core.state().x[a0] = 7;
    expectFault(FaultKind::IllegalInstruction, 4, 0, 0, word);
    EXPECT_EQ(x(a0), 7u);
    EXPECT_EQ(core.retired(), 1u);
  }
}

TEST_F(Faults, FetchesOutsideOfMemory) {
  load({jalr(ra, a0, 0)});
  core.state().x[a0] = 0xFFB00000;
  expectFault(FaultKind::FetchOutside, 0xFFB00000, 0xFFB00000, 4, 0);
  EXPECT_EQ(x(ra), 4u); // the jump itself was fine
  EXPECT_EQ(core.retired(), 1u);
}

TEST_F(Faults, RunningOffTheEndOfMemory) {
  memory.write(kMemorySize - 8, {nop(), nop()});
  core.reset(kMemorySize - 8, 0);
  expectFault(FaultKind::FetchOutside, kMemorySize, kMemorySize, 4, 0);
  EXPECT_EQ(core.retired(), 2u);
}

TEST_F(Faults, BranchesBeyondMemoryOnlyWhenTaken) {
  load({beq(a0, zero, -8), ecall()});
  core.state().x[a0] = 1;
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  core.state().pc = 0;
  core.state().x[a0] = 0;
  expectFault(FaultKind::FetchOutside, 0xFFFFFFF8, 0xFFFFFFF8, 4, 0);
}

TEST_F(Faults, MisalignedTargetsStopAtTheJump) {
  load({jalr(ra, a0, 0)});
  core.state().x[a0] = 258;
  expectFault(FaultKind::FetchMisaligned, 0, 258, 4, jalr(ra, a0, 0));
  EXPECT_EQ(x(ra), 0u);

  core.reset(0, 0);
  load({jal(ra, 6)});
  expectFault(FaultKind::FetchMisaligned, 0, 6, 4, jal(ra, 6));
  EXPECT_EQ(x(ra), 0u);

  core.reset(0, 0);
  load({bne(zero, zero, 6), beq(zero, zero, 6)});
  expectFault(FaultKind::FetchMisaligned, 4, 10, 4, beq(zero, zero, 6));
  EXPECT_EQ(core.retired(), 1u);
}

TEST_F(Faults, StartingAtAMisalignedAddress) {
  core.reset(2, 0);
  expectFault(FaultKind::FetchMisaligned, 2, 2, 4, 0);
}

TEST_F(Faults, AreRepeatedUntilTheCauseIsGone) {
  load({lw(a1, a0, 0), ecall()});
  core.state().x[a0] = 1;
  ASSERT_EQ(core.run(kPlenty), Stop::Fault);
  ASSERT_EQ(core.run(kPlenty), Stop::Fault);
  core.state().x[a0] = 0;
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a1), lw(a1, a0, 0));
}

} // namespace
} // namespace tt::device
