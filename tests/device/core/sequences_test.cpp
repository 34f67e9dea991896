// Every handler of a sequence does what its instructions do one by one.
#include <random>

#include <fmt/format.h>

#include "core/listing.h"
#include "core/sequences.h"
#include "core_fixture.h"

namespace tt::device {
namespace {

using namespace assembler;

constexpr uint32_t kCode = 0x8000, kMemory = 64 * 1024;
constexpr size_t kBefore = 4; // instructions before the sequence, which give it results

/// The word of an instruction. Branches and jumps lead `distance` bytes on.
uint32_t encode(Kind kind, uint32_t rd, uint32_t rs1, uint32_t rs2, int32_t immediate, int32_t distance) {
  switch (kind) {
  case Kind::Constant:
    return lui(rd, static_cast<uint32_t>(immediate) & 0xFFFFF);
#define CASE_I(kind, function)                                                                                         \
  case Kind::kind:                                                                                                     \
    return function(rd, rs1, immediate);
    CASE_I(Addi, addi)
    CASE_I(Slti, slti)
    CASE_I(Sltiu, sltiu)
    CASE_I(Xori, xori)
    CASE_I(Ori, ori)
    CASE_I(Andi, andi)
    CASE_I(Lb, lb)
    CASE_I(Lh, lh)
    CASE_I(Lw, lw)
    CASE_I(Lbu, lbu)
    CASE_I(Lhu, lhu)
    CASE_I(JumpRegister, jalr)
#undef CASE_I
  case Kind::JumpRegisterUnlinked:
    return jalr(zero, rs1, immediate);
  case Kind::Slli:
    return slli(rd, rs1, immediate & 31);
  case Kind::Srli:
    return srli(rd, rs1, immediate & 31);
  case Kind::Srai:
    return srai(rd, rs1, immediate & 31);
#define CASE_R(kind, function)                                                                                         \
  case Kind::kind:                                                                                                     \
    return function(rd, rs1, rs2);
    CASE_R(Add, add)
    CASE_R(Sub, sub)
    CASE_R(Sll, sll)
    CASE_R(Slt, slt)
    CASE_R(Sltu, sltu)
    CASE_R(Xor, xor_)
    CASE_R(Srl, srl)
    CASE_R(Sra, sra)
    CASE_R(Or, or_)
    CASE_R(And, and_)
    CASE_R(Mul, mul)
    CASE_R(Mulh, mulh)
    CASE_R(Mulhsu, mulhsu)
    CASE_R(Mulhu, mulhu)
    CASE_R(Div, div)
    CASE_R(Divu, divu)
    CASE_R(Rem, rem)
    CASE_R(Remu, remu)
#undef CASE_R
  case Kind::Sb:
    return sb(rs2, rs1, immediate);
  case Kind::Sh:
    return sh(rs2, rs1, immediate);
  case Kind::Sw:
    return sw(rs2, rs1, immediate);
#define CASE_B(kind, function)                                                                                         \
  case Kind::kind:                                                                                                     \
    return function(rs1, rs2, distance);
    CASE_B(Beq, beq)
    CASE_B(Bne, bne)
    CASE_B(Blt, blt)
    CASE_B(Bge, bge)
    CASE_B(Bltu, bltu)
    CASE_B(Bgeu, bgeu)
#undef CASE_B
  case Kind::Jump:
    return jal(zero, distance);
  case Kind::JumpAndLink:
    return jal(rd, distance);
  default:
    ADD_FAILURE() << "a sequence has an instruction of kind " << static_cast<int>(kind);
    return 0;
  }
}

std::string describe(std::span<const Part> parts) {
  std::string text;
  for (const Part &part : parts)
    text += fmt::format("{} {} {} {:d}  ", static_cast<int>(part.kind), part.first, part.second, part.overwritten);
  return text;
}

/// Code in which the instruction kBefore begins the sequence: registers from t0 on are written by one instruction each,
/// unless the next one overwrites them; what the sequence reads from registers are s2 to s9.
std::vector<uint32_t> codeFor(std::span<const Part> parts, std::mt19937 &random) {
  std::vector<uint32_t> words, written;
  for (uint32_t i = 0; i < kBefore; ++i) {
    written.push_back(t0 + i);
    words.push_back(addi(written.back(), written.back(), 1));
  }
  for (size_t i = 0; i < parts.size(); ++i) {
    const Part &part = parts[i];
    const bool sameAsBefore = i > 0 && parts[i - 1].overwritten;
    written.push_back(sameAsBefore ? written.back() : static_cast<uint32_t>(t0 + kBefore + i));
    const auto operand = [&](uint8_t back) {
      return back != 0 ? written[kBefore + i - back] : static_cast<uint32_t>(s2 + random() % 8);
    };
    const uint32_t rs1 = operand(part.first), rs2 = operand(part.second);
    // Behind the sequence there are an ecall, where it goes straight on to, and another, where jumps lead.
    const auto distance = static_cast<int32_t>((parts.size() - i + 1) * 4);
    words.push_back(
        encode(part.kind, written.back(), rs1, rs2, static_cast<int32_t>(random() % 64) * 4 - 128, distance));
  }
  words.push_back(ecall());
  words.push_back(ecall());
  return words;
}

struct Machines {
  TestMemory together{kMemory}, apart{kMemory};
  Core whole{together.span(), CoreOptions{.native = false}}, single{apart.span(), CoreOptions{.native = false}};
};

/// Values that are often addresses of memory, aligned or not.
uint32_t value(std::mt19937 &random) {
  switch (random() % 4) {
  case 0:
    return random();
  case 1:
    return 0x1000 + random() % 0x4000;
  default:
    return 0x1000 + random() % 0x1000 * 4;
  }
}

void compare(const Sequence &sequence, Machines &machines, std::mt19937 &random) {
  const std::vector<uint32_t> words = codeFor(sequence.parts, random);
  std::vector<unsigned> runs;
  ASSERT_EQ(chooseHandlers(Listing(kCode, words), runs)[kBefore], sequence.handler)
      << "another handler is chosen for the sequence " << describe(sequence.parts);
  const uint32_t begin = kCode + kBefore * 4, end = kCode + static_cast<uint32_t>(words.size()) * 4;
  machines.together.write(kCode, words);
  machines.apart.write(kCode, words);
  machines.whole.reset(begin, 0);
  machines.single.reset(begin, 0);
  machines.whole.addCode(kCode, end);
  machines.single.addCode(kCode, end);
  for (uint32_t i = 1; i < 32; ++i)
    machines.whole.state().x[i] = machines.single.state().x[i] = value(random);
  for (uint32_t at = 0x1000; at < 0x5100; at += 4) {
    const uint32_t word = value(random);
    machines.together.write(at, {word});
    machines.apart.write(at, {word});
  }
  for (uint32_t address = begin; address < end; address += 4)
    machines.single.addBreakpoint(address);
  const Stop stop = machines.whole.run(100);
  Stop stopOfSingle = machines.single.run(100);
  while (stopOfSingle == Stop::Breakpoint && (machines.single.state().pc != machines.whole.state().pc))
    stopOfSingle = machines.single.run(100);
  if (stopOfSingle == Stop::Breakpoint) // before the instruction at which the other one stopped
    stopOfSingle = machines.single.run(100);
  ASSERT_EQ(stop, stopOfSingle) << describe(sequence.parts);
  EXPECT_EQ(machines.whole.state().pc, machines.single.state().pc) << describe(sequence.parts);
  EXPECT_EQ(machines.whole.retired(), machines.single.retired()) << describe(sequence.parts);
  for (uint32_t i = 0; i < 32; ++i)
    ASSERT_EQ(machines.whole.state().x[i], machines.single.state().x[i])
        << 'x' << i << ": " << describe(sequence.parts);
  if (stop == Stop::Fault) {
    EXPECT_EQ(machines.whole.fault().kind, machines.single.fault().kind) << describe(sequence.parts);
    EXPECT_EQ(machines.whole.fault().address, machines.single.fault().address) << describe(sequence.parts);
  }
  ASSERT_EQ(std::memcmp(machines.together.span().data(), machines.apart.span().data(), kMemory), 0)
      << describe(sequence.parts);
}

TEST(Sequences, DoWhatTheirInstructionsDo) {
  Machines machines;
  std::mt19937 random(1);
  size_t count = 0;
  for (const std::span<const Sequence> some : allSequences())
    for (const Sequence &sequence : some) {
      for (int i = 0; i < 8; ++i)
        ASSERT_NO_FATAL_FAILURE(compare(sequence, machines, random));
      ++count;
    }
  EXPECT_GT(count, 1000u);
}

TEST(Sequences, AreNamedOnce) {
  std::vector<PartsKey> keys;
  for (const std::span<const Sequence> some : allSequences())
    for (const Sequence &sequence : some)
      keys.push_back(keyOf(sequence.parts));
  std::ranges::sort(keys);
  EXPECT_EQ(std::ranges::adjacent_find(keys), keys.end());
}

} // namespace
} // namespace tt::device
