// Encodings (RISC-V Unprivileged ISA, 2.2 and chapter 34) and the mix of random programs.
#include "programs.h"

namespace tt::device::native::test {

uint32_t encodeR(uint32_t funct7, uint32_t funct3, uint32_t rd, uint32_t rs1, uint32_t rs2) {
  return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | 0x33;
}
uint32_t encodeI(uint32_t opcode, uint32_t funct3, uint32_t rd, uint32_t rs1, int32_t immediate) {
  return static_cast<uint32_t>(immediate) << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
}
uint32_t encodeS(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t immediate) {
  auto bits = static_cast<uint32_t>(immediate);
  return (bits >> 5 & 127) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | (bits & 31) << 7 | 0x23;
}
uint32_t encodeB(uint32_t funct3, uint32_t rs1, uint32_t rs2, int32_t offset) {
  auto bits = static_cast<uint32_t>(offset);
  return (bits >> 12 & 1) << 31 | (bits >> 5 & 63) << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 |
         (bits >> 1 & 15) << 8 | (bits >> 11 & 1) << 7 | 0x63;
}
uint32_t encodeJ(uint32_t rd, int32_t offset) {
  auto bits = static_cast<uint32_t>(offset);
  return (bits >> 20 & 1) << 31 | (bits >> 1 & 1023) << 21 | (bits >> 11 & 1) << 20 | (bits >> 12 & 255) << 12 |
         rd << 7 | 0x6f;
}
uint32_t encodeU(uint32_t opcode, uint32_t rd, uint32_t upper) { return (upper & ~0xfffu) | rd << 7 | opcode; }

std::vector<uint32_t> everyComputation(std::mt19937 &random) {
  std::vector<uint32_t> words;
  auto constant = [&] { return static_cast<int32_t>(random() % 4096) - 2048; };
  for (uint32_t function = 0; function < 8; ++function) {
    words.push_back(encodeR(0, function, 1, 2, 3));
    words.push_back(encodeR(1, function, 1, 2, 3));
    bool shift = function == 1 || function == 5;
    words.push_back(encodeI(kOpImmediate, function, 1, 2, shift ? static_cast<int32_t>(random() % 32) : constant()));
  }
  words.push_back(encodeR(0x20, 0, 1, 2, 3));
  words.push_back(encodeR(0x20, 5, 1, 2, 3));
  words.push_back(encodeI(kOpImmediate, 5, 1, 2, static_cast<int32_t>(0x400 + random() % 32)));
  words.push_back(encodeU(kLui, 1, random()));
  words.push_back(encodeU(kAuipc, 1, random()));
  return words;
}

uint32_t randomWord(std::mt19937 &random) {
  constexpr uint32_t edges[] = {0, 1, 2, 31, 32, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff};
  switch (random() % 4) {
  case 0:
    return edges[random() % std::size(edges)];
  case 1:
    return static_cast<uint32_t>(static_cast<int32_t>(random() % 256) - 128);
  default:
    return random();
  }
}

namespace {

class Generator {
public:
  Generator(std::mt19937 &random, uint32_t count) : random(random), count(count) {}

  uint32_t at(uint32_t index) {
    switch (random() % 16) {
    case 0:
    case 1:
      return load();
    case 2:
    case 3:
      return store();
    case 4:
    case 5:
      return encodeB(pick({0, 1, 4, 5, 6, 7}), anyRegister(), anyRegister(), distance(index, 4000));
    case 6:
      return encodeJ(pick({0, 0, 1, 5}), distance(index, 100000));
    case 7:
      return jumpRegister();
    case 8:
      return encodeU(pick({kLui, kAuipc}), writable(), random());
    case 9:
      return random() % 8 != 0 ? addi(pointer(), pointer(), static_cast<int32_t>(random() % 16) * 4 - 32) : rare();
    case 10:
    case 11:
      return encodeR(1, random() % 8, writable(), anyRegister(), anyRegister());
    case 12:
    case 13: {
      uint32_t function = random() % 8;
      bool alternative = (function == 0 || function == 5) && random() % 2 == 0;
      return encodeR(alternative ? 0x20 : 0, function, writable(), anyRegister(), anyRegister());
    }
    default: {
      uint32_t function = random() % 8;
      int32_t constant = static_cast<int32_t>(random() % 4096) - 2048;
      if (function == 1 || function == 5)
        constant = static_cast<int32_t>(random() % 32 + (function == 5 && random() % 2 == 0 ? 0x400 : 0));
      return encodeI(kOpImmediate, function, writable(), anyRegister(), constant);
    }
    }
  }

private:
  uint32_t pick(std::initializer_list<uint32_t> choices) { return choices.begin()[random() % choices.size()]; }
  uint32_t anyRegister() { return random() % 32; }
  uint32_t pointer() { return 8 + random() % 8; }
  uint32_t writable() {
    uint32_t index = random() % 32;
    return index >= 8 && index < 16 && random() % 16 != 0 ? index + 16 : index;
  }
  /// To another instruction of the program, seldom somewhere else or to where no instruction begins.
  int32_t distance(uint32_t index, uint32_t reach) {
    if (random() % 4 == 0) // over a few instructions
      return static_cast<int32_t>(random() % 4 + 1) * 4;
    if (random() % 64 == 0)
      return static_cast<int32_t>(random() % reach) / 2 * 2 - static_cast<int32_t>(reach / 2);
    return (static_cast<int32_t>(random() % count) - static_cast<int32_t>(index)) * 4;
  }
  int32_t offset() {
    return random() % 8 == 0 ? static_cast<int32_t>(random() % 4096) - 2048 : static_cast<int32_t>(random() % 16) * 4;
  }
  uint32_t load() { return encodeI(kLoad, pick({0, 1, 2, 4, 5}), writable(), base(), offset()); }
  uint32_t store() { return encodeS(pick({0, 1, 2}), base(), anyRegister(), offset()); }
  uint32_t base() { return random() % 32 == 0 ? anyRegister() : pointer(); }
  /// x6 and x7 often hold the address of an instruction.
  uint32_t jumpRegister() {
    if (random() % 2 == 0)
      return encodeI(kLoad, 2, pick({6, 7}), 0, static_cast<int32_t>(random() % 64 * 4)); // the table of the test
    return encodeI(kJalr, 0, pick({0, 1, 5, 6}), pick({1, 1, 5, 6, 7, 7}), random() % 8 == 0 ? 4 : 0);
  }
  uint32_t rare() { return pick({kFence, kEcall, 0x00100073, 0x0000100f, 0xc0002573, 0, 0xffffffff}); }

  std::mt19937 &random;
  uint32_t count;
};

} // namespace

std::vector<uint32_t> randomProgram(std::mt19937 &random, uint32_t count) {
  Generator generator(random, count);
  std::vector<uint32_t> words;
  for (uint32_t i = 0; i + 1 < count; ++i)
    words.push_back(generator.at(i));
  words.push_back(kEcall);
  return words;
}

} // namespace tt::device::native::test
