// Instruction words for tests of the core, written as functions: add(a0, a1, a2).
#pragma once

#include <cstdint>

namespace tt::device::assembler {

enum Register : uint32_t {
  // clang-format off
  zero, ra, sp, gp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7,
  s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5, t6
  // clang-format on
};

constexpr uint32_t typeR(uint32_t opcode, uint32_t funct3, uint32_t funct7, uint32_t rd, uint32_t rs1, uint32_t rs2) {
  return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
}
constexpr uint32_t typeI(uint32_t opcode, uint32_t funct3, uint32_t rd, uint32_t rs1, int32_t immediate) {
  return static_cast<uint32_t>(immediate) << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
}
constexpr uint32_t typeS(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t immediate) {
  const auto i = static_cast<uint32_t>(immediate);
  return (i >> 5 & 0x7F) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | (i & 31) << 7 | 0x23;
}
constexpr uint32_t typeB(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t offset) {
  const auto i = static_cast<uint32_t>(offset);
  return (i >> 12 & 1) << 31 | (i >> 5 & 0x3F) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | (i >> 1 & 15) << 8 |
         (i >> 11 & 1) << 7 | 0x63;
}

#define TENON_R(name, funct3, funct7)                                                                                  \
  constexpr uint32_t name(uint32_t rd, uint32_t rs1, uint32_t rs2) { return typeR(0x33, funct3, funct7, rd, rs1, rs2); }
TENON_R(add, 0, 0)
TENON_R(sub, 0, 0x20)
TENON_R(sll, 1, 0)
TENON_R(slt, 2, 0)
TENON_R(sltu, 3, 0)
TENON_R(xor_, 4, 0)
TENON_R(srl, 5, 0)
TENON_R(sra, 5, 0x20)
TENON_R(or_, 6, 0)
TENON_R(and_, 7, 0)
TENON_R(mul, 0, 1)
TENON_R(mulh, 1, 1)
TENON_R(mulhsu, 2, 1)
TENON_R(mulhu, 3, 1)
TENON_R(div, 4, 1)
TENON_R(divu, 5, 1)
TENON_R(rem, 6, 1)
TENON_R(remu, 7, 1)
#undef TENON_R

#define TENON_I(name, opcode, funct3)                                                                                  \
  constexpr uint32_t name(uint32_t rd, uint32_t rs1, int32_t immediate) {                                              \
    return typeI(opcode, funct3, rd, rs1, immediate);                                                                  \
  }
TENON_I(addi, 0x13, 0)
TENON_I(slti, 0x13, 2)
TENON_I(sltiu, 0x13, 3)
TENON_I(xori, 0x13, 4)
TENON_I(ori, 0x13, 6)
TENON_I(andi, 0x13, 7)
TENON_I(slli, 0x13, 1)
TENON_I(srli, 0x13, 5)
TENON_I(jalr, 0x67, 0)
TENON_I(lb, 0x03, 0)
TENON_I(lh, 0x03, 1)
TENON_I(lw, 0x03, 2)
TENON_I(lbu, 0x03, 4)
TENON_I(lhu, 0x03, 5)
#undef TENON_I
constexpr uint32_t srai(uint32_t rd, uint32_t rs1, int32_t amount) { return typeI(0x13, 5, rd, rs1, amount | 0x400); }
constexpr uint32_t li(uint32_t rd, int32_t value) { return addi(rd, zero, value); }
constexpr uint32_t nop() { return addi(zero, zero, 0); }
constexpr uint32_t ret() { return jalr(zero, ra, 0); }

/// Stores: the value's register, then the address.
constexpr uint32_t sb(uint32_t value, uint32_t base, int32_t offset) { return typeS(0, base, value, offset); }
constexpr uint32_t sh(uint32_t value, uint32_t base, int32_t offset) { return typeS(1, base, value, offset); }
constexpr uint32_t sw(uint32_t value, uint32_t base, int32_t offset) { return typeS(2, base, value, offset); }

constexpr uint32_t beq(uint32_t a, uint32_t b, int32_t offset) { return typeB(0, a, b, offset); }
constexpr uint32_t bne(uint32_t a, uint32_t b, int32_t offset) { return typeB(1, a, b, offset); }
constexpr uint32_t blt(uint32_t a, uint32_t b, int32_t offset) { return typeB(4, a, b, offset); }
constexpr uint32_t bge(uint32_t a, uint32_t b, int32_t offset) { return typeB(5, a, b, offset); }
constexpr uint32_t bltu(uint32_t a, uint32_t b, int32_t offset) { return typeB(6, a, b, offset); }
constexpr uint32_t bgeu(uint32_t a, uint32_t b, int32_t offset) { return typeB(7, a, b, offset); }

constexpr uint32_t lui(uint32_t rd, uint32_t upper) { return upper << 12 | rd << 7 | 0x37; }
constexpr uint32_t auipc(uint32_t rd, uint32_t upper) { return upper << 12 | rd << 7 | 0x17; }
constexpr uint32_t jal(uint32_t rd, int32_t offset) {
  const auto i = static_cast<uint32_t>(offset);
  return (i >> 20 & 1) << 31 | (i >> 1 & 0x3FF) << 21 | (i >> 11 & 1) << 20 | (i >> 12 & 0xFF) << 12 | rd << 7 | 0x6F;
}
constexpr uint32_t ecall() { return 0x00000073; }
constexpr uint32_t ebreak() { return 0x00100073; }
constexpr uint32_t fence() { return 0x0FF0000F; }
constexpr uint32_t fenceI() { return 0x0000100F; }
constexpr uint32_t csrrs(uint32_t rd, uint32_t csr, uint32_t rs1) {
  return csr << 20 | rs1 << 15 | 2 << 12 | rd << 7 | 0x73;
}
constexpr uint32_t csrrw(uint32_t rd, uint32_t csr, uint32_t rs1) {
  return csr << 20 | rs1 << 15 | 1 << 12 | rd << 7 | 0x73;
}

} // namespace tt::device::assembler
