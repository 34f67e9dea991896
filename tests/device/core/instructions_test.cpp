// What each instruction of RV32IM computes, alone and as first and second of a pair.
#include <climits>

#include "core_fixture.h"

namespace tt::device {
namespace {

using namespace assembler;

struct Operation {
  const char *name;
  uint32_t word; // a2 = a0 op a1
  uint32_t a, b, expected;
};

// Expectations are the manual's (RISC-V Unprivileged ISA 2.4.2, 7.1, 7.2), worked out by hand.
constexpr uint32_t kLeast = 0x80000000, kMost = 0x7FFFFFFF, kMinusOne = 0xFFFFFFFF;
const Operation kOperations[] = {
    {"add", add(a2, a0, a1), kMost, 1, kLeast},
    {"sub", sub(a2, a0, a1), 0, 1, kMinusOne},
    {"sll", sll(a2, a0, a1), 0x80000001, 33, 2},
    {"slt less", slt(a2, a0, a1), kLeast, 0, 1},
    {"slt equal", slt(a2, a0, a1), 5, 5, 0},
    {"sltu", sltu(a2, a0, a1), kLeast, 0, 0},
    {"sltu less", sltu(a2, a0, a1), 1, kMinusOne, 1},
    {"xor", xor_(a2, a0, a1), 0xFF00FF00, 0x0FF00FF0, 0xF0F0F0F0},
    {"srl", srl(a2, a0, a1), kLeast, 31, 1},
    {"srl by 32", srl(a2, a0, a1), kLeast, 32, kLeast},
    {"sra", sra(a2, a0, a1), kLeast, 31, kMinusOne},
    {"or", or_(a2, a0, a1), 0xF0, 0x0F, 0xFF},
    {"and", and_(a2, a0, a1), 0xF8, 0x1F, 0x18},
    {"mul", mul(a2, a0, a1), 0x10001, 0x10001, 0x20001},
    {"mulh negative", mulh(a2, a0, a1), kMinusOne, kMinusOne, 0},
    {"mulh least", mulh(a2, a0, a1), kLeast, kLeast, 0x40000000},
    {"mulhsu", mulhsu(a2, a0, a1), kMinusOne, kMinusOne, kMinusOne},
    {"mulhsu positive", mulhsu(a2, a0, a1), 2, kMinusOne, 1},
    {"mulhu", mulhu(a2, a0, a1), kMinusOne, kMinusOne, 0xFFFFFFFE},
    {"div", div(a2, a0, a1), static_cast<uint32_t>(-7), 2, static_cast<uint32_t>(-3)},
    {"div by zero", div(a2, a0, a1), 7, 0, kMinusOne},
    {"div overflow", div(a2, a0, a1), kLeast, kMinusOne, kLeast},
    {"divu", divu(a2, a0, a1), kMinusOne, 2, kMost},
    {"divu by zero", divu(a2, a0, a1), 7, 0, kMinusOne},
    {"rem", rem(a2, a0, a1), static_cast<uint32_t>(-7), 2, kMinusOne},
    {"rem by zero", rem(a2, a0, a1), static_cast<uint32_t>(-7), 0, static_cast<uint32_t>(-7)},
    {"rem overflow", rem(a2, a0, a1), kLeast, kMinusOne, 0},
    {"remu", remu(a2, a0, a1), kMinusOne, 10, 5},
    {"remu by zero", remu(a2, a0, a1), 7, 0, 7},
    {"addi", addi(a2, a0, -2048), 2047, 0, kMinusOne},
    {"slti", slti(a2, a0, -1), static_cast<uint32_t>(-2), 0, 1},
    {"sltiu sign-extends", sltiu(a2, a0, -1), 5, 0, 1},
    {"xori", xori(a2, a0, -1), 0xF0F0F0F0, 0, 0x0F0F0F0F},
    {"ori", ori(a2, a0, 0x0F), 0xF0, 0, 0xFF},
    {"andi", andi(a2, a0, -16), 0xFF, 0, 0xF0},
    {"slli", slli(a2, a0, 31), 1, 0, kLeast},
    {"srli", srli(a2, a0, 4), 0xF0000000, 0, 0x0F000000},
    {"srai", srai(a2, a0, 4), 0xF0000000, 0, 0xFF000000},
    {"lui", lui(a2, 0xFFFFF), 0, 0, 0xFFFFF000},
    {"li", li(a2, -5), 0, 0, static_cast<uint32_t>(-5)},
};

struct Instructions : CoreFixture {};

TEST_F(Instructions, ComputeAsTheManualSays) {
  for (const Operation &operation : kOperations) {
    core.reset(0, 0);
    load({nop(), operation.word, ecall()});
    core.state().x[a0] = operation.a;
    core.state().x[a1] = operation.b;
    ASSERT_EQ(core.run(kPlenty), Stop::Call) << operation.name;
    EXPECT_EQ(x(a2), operation.expected) << operation.name;
  }
}

TEST_F(Instructions, ComputeInPairsAsAlone) {
  for (const Operation &first : kOperations)
    for (const Operation &second : kOperations) {
      core.reset(0, 0);
      // The second uses the first's operands again, out of other registers' way: a2 becomes s2 by a move.
      load({first.word, second.word, ecall()});
      core.state().x[a0] = second.a;
      core.state().x[a1] = second.b;
      ASSERT_EQ(core.run(kPlenty), Stop::Call);
      EXPECT_EQ(x(a2), second.expected) << first.name << ", " << second.name;
      EXPECT_EQ(core.retired(), 2u);
    }
}

TEST_F(Instructions, WriteNothingIntoRegisterZero) {
  memory.write(256, {77});
  load({addi(zero, zero, 5), lui(zero, 1), auipc(zero, 1), add(zero, a0, a0), lw(zero, zero, 256), lbu(zero, zero, 256),
        csrrs(zero, 0xC00, zero), jal(zero, 4), jalr(zero, zero, 36), add(a1, zero, zero), ecall()});
  core.state().x[a0] = 3;
  core.state().x[a1] = 9;
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(zero), 0u);
  EXPECT_EQ(x(a1), 0u);
}

TEST_F(Instructions, LoadWithTheirSign) {
  memory.write(256, {0x8182F3F4});
  load({li(a0, 256), lb(a1, a0, 0), lbu(a2, a0, 0), lh(a3, a0, 2), lhu(a4, a0, 2), lw(a5, a0, 0), lb(a6, a0, 3),
        lw(a7, zero, 256), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a1), 0xFFFFFFF4);
  EXPECT_EQ(x(a2), 0xF4u);
  EXPECT_EQ(x(a3), 0xFFFF8182);
  EXPECT_EQ(x(a4), 0x8182u);
  EXPECT_EQ(x(a5), 0x8182F3F4);
  EXPECT_EQ(x(a6), 0xFFFFFF81);
  EXPECT_EQ(x(a7), 0x8182F3F4);
}

TEST_F(Instructions, StoreTheLowBytes) {
  memory.write(256, {0x11111111, 0x22222222, 0x33333333});
  load({li(a0, 260), sb(a1, a0, -3), sh(a1, a0, 2), sw(a1, a0, 4), ecall()});
  core.state().x[a1] = 0xAABBCCDD;
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(memory.word(256), 0x1111DD11u);
  EXPECT_EQ(memory.word(260), 0xCCDD2222u);
  EXPECT_EQ(memory.word(264), 0xAABBCCDDu);
}

TEST_F(Instructions, BranchesCompare) {
  struct Case {
    uint32_t word, a, b;
    bool taken;
  };
  const Case cases[] = {
      {beq(a0, a1, 8), 3, 3, true},       {beq(a0, a1, 8), 3, 4, false},      {bne(a0, a1, 8), 3, 4, true},
      {bne(a0, a1, 8), 3, 3, false},      {blt(a0, a1, 8), kLeast, 0, true},  {blt(a0, a1, 8), 0, kLeast, false},
      {blt(a0, a1, 8), 3, 3, false},      {bge(a0, a1, 8), 0, kLeast, true},  {bge(a0, a1, 8), 3, 3, true},
      {bge(a0, a1, 8), kLeast, 0, false}, {bltu(a0, a1, 8), 0, kLeast, true}, {bltu(a0, a1, 8), kLeast, 0, false},
      {bgeu(a0, a1, 8), kLeast, 0, true}, {bgeu(a0, a1, 8), 3, 3, true},      {bgeu(a0, a1, 8), 0, kLeast, false},
  };
  for (const Case &c : cases) {
    core.reset(0, 0);
    load({c.word, li(a2, 1), ecall()});
    core.state().x[a0] = c.a;
    core.state().x[a1] = c.b;
    ASSERT_EQ(core.run(kPlenty), Stop::Call);
    EXPECT_EQ(x(a2) == 0, c.taken) << std::hex << c.word;
    EXPECT_EQ(core.retired(), c.taken ? 1u : 2u);
  }
}

TEST_F(Instructions, JumpsLink) {
  load({jal(ra, 12), li(a0, 1), ecall(), /* 12: */ auipc(a1, 1), addi(ra, ra, 1), jalr(t0, ra, 0)});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 1u);
  EXPECT_EQ(x(a1), 4096u + 12);
  EXPECT_EQ(x(ra), 5u); // the lowest bit of a jalr's target is ignored
  EXPECT_EQ(x(t0), 24u);
  EXPECT_EQ(core.state().pc, 8u);
}

TEST_F(Instructions, JumpThroughTheRegisterTheyLinkTo) {
  load({li(ra, 12), jalr(ra, ra, 0), ebreak(), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(ra), 8u);
}

TEST_F(Instructions, CountersCountWhatIsRetired) {
  load({nop(), nop(), csrrs(a0, 0xC00, zero), csrrs(a1, 0xC02, zero), csrrs(a2, 0xC01, zero), csrrs(a3, 0xC80, zero),
        csrrs(a4, 0xF14, zero), ecall()});
  ASSERT_EQ(core.run(kPlenty), Stop::Call);
  EXPECT_EQ(x(a0), 2u);
  EXPECT_EQ(x(a1), 3u);
  EXPECT_EQ(x(a2), 4u);
  EXPECT_EQ(x(a3), 0u);
  EXPECT_EQ(x(a4), 0u);
  EXPECT_EQ(core.retired(), 7u);
}

TEST(CoreOptionsTest, HartIdIsRead) {
  TestMemory memory(4096);
  memory.write(0, {csrrs(a0, 0xF14, zero), ecall()});
  Core core(memory.span(), CoreOptions{.hartId = 42});
  core.reset(0, 0);
  ASSERT_EQ(core.run(10), Stop::Call);
  EXPECT_EQ(core.state().x[a0], 42u);
}

} // namespace
} // namespace tt::device
