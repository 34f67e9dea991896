// Decoding of RV32IM, Zicsr and Zifencei (RISC-V Unprivileged ISA 2.2 to 2.8, 7, 6, chapter 34 for the encodings).
#include "core/decode.h"

namespace tt::device {
namespace {

int32_t signExtend(uint32_t value, unsigned bits) { return static_cast<int32_t>(value << (32 - bits)) >> (32 - bits); }
uint32_t field(uint32_t word, unsigned low, unsigned bits) { return word >> low & ((1u << bits) - 1); }

int32_t immediateI(uint32_t word) { return static_cast<int32_t>(word) >> 20; }
int32_t immediateS(uint32_t word) {
  return (static_cast<int32_t>(word) >> 25) * 32 + static_cast<int32_t>(field(word, 7, 5));
}
int32_t immediateB(uint32_t word) {
  return signExtend(
      field(word, 31, 1) << 12 | field(word, 7, 1) << 11 | field(word, 25, 6) << 5 | field(word, 8, 4) << 1, 13);
}
int32_t immediateJ(uint32_t word) {
  return signExtend(
      field(word, 31, 1) << 20 | field(word, 12, 8) << 12 | field(word, 20, 1) << 11 | field(word, 21, 10) << 1, 21);
}

Kind aluImmediate(uint32_t word) {
  const uint32_t funct7 = field(word, 25, 7);
  switch (field(word, 12, 3)) {
  case 0:
    return Kind::Addi;
  case 1:
    return funct7 == 0 ? Kind::Slli : Kind::Illegal;
  case 2:
    return Kind::Slti;
  case 3:
    return Kind::Sltiu;
  case 4:
    return Kind::Xori;
  case 5:
    return funct7 == 0 ? Kind::Srli : funct7 == 0x20 ? Kind::Srai : Kind::Illegal;
  case 6:
    return Kind::Ori;
  default:
    return Kind::Andi;
  }
}

Kind aluRegister(uint32_t word) {
  constexpr Kind plain[] = {Kind::Add, Kind::Sll, Kind::Slt, Kind::Sltu, Kind::Xor, Kind::Srl, Kind::Or, Kind::And};
  constexpr Kind multiply[] = {Kind::Mul, Kind::Mulh, Kind::Mulhsu, Kind::Mulhu,
                               Kind::Div, Kind::Divu, Kind::Rem,    Kind::Remu};
  const uint32_t funct3 = field(word, 12, 3);
  switch (field(word, 25, 7)) {
  case 0:
    return plain[funct3];
  case 1:
    return multiply[funct3];
  case 0x20:
    return funct3 == 0 ? Kind::Sub : funct3 == 5 ? Kind::Sra : Kind::Illegal;
  default:
    return Kind::Illegal;
  }
}

Kind system(uint32_t word) {
  constexpr uint32_t ecall = 0x00000073, ebreak = 0x00100073;
  if (field(word, 12, 3) % 4 != 0)
    return Kind::Csr;
  return word == ecall ? Kind::Ecall : word == ebreak ? Kind::Ebreak : Kind::Illegal;
}

} // namespace

Decoded decode(uint32_t word, uint32_t pc) {
  constexpr Kind loads[] = {Kind::Lb,  Kind::Lh,  Kind::Lw,      Kind::Illegal,
                            Kind::Lbu, Kind::Lhu, Kind::Illegal, Kind::Illegal};
  constexpr Kind stores[] = {Kind::Sb,      Kind::Sh,      Kind::Sw,      Kind::Illegal,
                             Kind::Illegal, Kind::Illegal, Kind::Illegal, Kind::Illegal};
  constexpr Kind branches[] = {Kind::Beq, Kind::Bne, Kind::Illegal, Kind::Illegal,
                               Kind::Blt, Kind::Bge, Kind::Bltu,    Kind::Bgeu};
  const uint32_t funct3 = field(word, 12, 3);
  Decoded result;
  result.rd = static_cast<uint8_t>(field(word, 7, 5));
  result.rs1 = static_cast<uint8_t>(field(word, 15, 5));
  result.rs2 = static_cast<uint8_t>(field(word, 20, 5));
  const bool nowhere = result.rd == 0;
  if (nowhere)
    result.rd = kNowhere;
  switch (field(word, 0, 7)) {
  case 0x37: // LUI
    result.kind = nowhere ? Kind::Nothing : Kind::Constant;
    result.immediate = static_cast<int32_t>(word & 0xFFFFF000);
    return result;
  case 0x17: // AUIPC
    result.kind = nowhere ? Kind::Nothing : Kind::Constant;
    result.immediate = static_cast<int32_t>(pc + (word & 0xFFFFF000));
    return result;
  case 0x6F: // JAL
    result.kind = nowhere ? Kind::Jump : Kind::JumpAndLink;
    result.immediate = immediateJ(word);
    return result;
  case 0x67: // JALR
    result.kind = funct3 == 0 ? Kind::JumpRegister : Kind::Illegal;
    result.immediate = immediateI(word);
    return result;
  case 0x63: // BRANCH
    result.kind = branches[funct3];
    result.immediate = immediateB(word);
    return result;
  case 0x03: // LOAD
    result.kind = loads[funct3];
    result.immediate = immediateI(word);
    return result;
  case 0x23: // STORE
    result.kind = stores[funct3];
    result.immediate = immediateS(word);
    return result;
  case 0x13: { // OP-IMM
    result.kind = aluImmediate(word);
    const bool shift = funct3 % 4 == 1;
    result.immediate = shift ? static_cast<int32_t>(result.rs2) : immediateI(word);
    if (result.kind == Kind::Addi && result.rs1 == 0)
      result.kind = Kind::Constant;
    if (nowhere && result.kind != Kind::Illegal)
      result.kind = Kind::Nothing;
    return result;
  }
  case 0x33: // OP
    result.kind = aluRegister(word);
    if (nowhere && result.kind != Kind::Illegal)
      result.kind = Kind::Nothing;
    return result;
  case 0x0F: // MISC-MEM
    result.kind = funct3 == 0 ? Kind::Fence : funct3 == 1 ? Kind::FenceI : Kind::Illegal;
    return result;
  case 0x73: // SYSTEM
    result.kind = system(word);
    result.immediate = immediateI(word);
    return result;
  default:
    return result;
  }
}

} // namespace tt::device
