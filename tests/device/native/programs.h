// Encodes RV32IM instructions, and makes random programs of them.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace tt::device::native::test {

uint32_t encodeR(uint32_t funct7, uint32_t funct3, uint32_t rd, uint32_t rs1, uint32_t rs2);
uint32_t encodeI(uint32_t opcode, uint32_t funct3, uint32_t rd, uint32_t rs1, int32_t immediate);
uint32_t encodeS(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t immediate);
uint32_t encodeB(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t offset);
uint32_t encodeJ(uint32_t rd, int32_t offset);
uint32_t encodeU(uint32_t opcode, uint32_t rd, uint32_t upper);

inline constexpr uint32_t kOpImmediate = 0x13, kLoad = 0x03, kJalr = 0x67, kLui = 0x37, kAuipc = 0x17;
inline constexpr uint32_t kEcall = 0x00000073, kFence = 0x0ff0000f;

inline uint32_t addi(uint32_t rd, uint32_t rs1, int32_t immediate) {
  return encodeI(kOpImmediate, 0, rd, rs1, immediate);
}

/// Words that compute: each instruction of RV32I and M with two operands, rd x1 from x2 and x3 or a constant.
std::vector<uint32_t> everyComputation(std::mt19937 &random);

/// `count` instructions, with branches and jumps mostly among themselves and accesses mostly near
/// the addresses in x8 to x15, which are seldom changed. The last one is an ecall.
std::vector<uint32_t> randomProgram(std::mt19937 &random, uint32_t count);

/// Mostly any number, often one at an edge.
uint32_t randomWord(std::mt19937 &random);

} // namespace tt::device::native::test
