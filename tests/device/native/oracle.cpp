// Written from the tables of the RISC-V Unprivileged ISA, chapters RV32I and M, with 64-bit arithmetic throughout.
#include "oracle.h"

#include <cstring>

namespace tt::device::native::test {
namespace {

int64_t asSigned(uint32_t value) {
  return value >= 0x80000000u ? static_cast<int64_t>(value) - (int64_t{1} << 32) : value;
}

struct Step {
  bool done = true; // else it cannot be executed, or faults
  bool fault = false;
  bool testBudget = false;
  uint32_t next = 0;
};

class Oracle {
public:
  Oracle(CoreState &state, const OracleOptions &options) : state(state), options(options) {}

  Step step() {
    Step result;
    result.next = state.pc + 4;
    if (state.pc % 4 != 0 || uint64_t{state.pc} + 4 > state.memorySize)
      return faulted();
    std::memcpy(&word, state.memory + state.pc, 4);
    if (state.pc >= options.codeBegin && (state.pc - options.codeBegin) / 4 < options.code.size())
      word = options.code[(state.pc - options.codeBegin) / 4];
    uint32_t rs1 = state.x[bits(15, 5)], rs2 = state.x[bits(20, 5)], function = bits(12, 3);
    uint32_t rd = bits(7, 5);
    switch (bits(0, 7)) {
    case 0b0110111:
      write(rd, word & ~0xfffu);
      return result;
    case 0b0010111:
      write(rd, state.pc + (word & ~0xfffu));
      return result;
    case 0b1101111: {
      int64_t offset = bits(21, 10) * 2 + bits(20, 1) * 2048 + bits(12, 8) * 4096;
      offset -= int64_t{bits(31, 1)} << 20;
      return jump(rd, static_cast<uint32_t>(state.pc + offset));
    }
    case 0b1100111:
      if (function != 0)
        return special();
      return jump(rd, static_cast<uint32_t>(rs1 + immediateI()) / 2 * 2);
    case 0b1100011: {
      bool taken = false;
      switch (function) {
      case 0:
        taken = rs1 == rs2;
        break;
      case 1:
        taken = rs1 != rs2;
        break;
      case 4:
        taken = asSigned(rs1) < asSigned(rs2);
        break;
      case 5:
        taken = asSigned(rs1) >= asSigned(rs2);
        break;
      case 6:
        taken = rs1 < rs2;
        break;
      case 7:
        taken = rs1 >= rs2;
        break;
      default:
        return special();
      }
      if (!taken)
        return result;
      int64_t offset = bits(8, 4) * 2 + bits(25, 6) * 32 + bits(7, 1) * 2048;
      offset -= int64_t{bits(31, 1)} << 12;
      result.next = static_cast<uint32_t>(state.pc + offset);
      result.testBudget = offset <= 0;
      return result.next % 4 != 0 ? faulted() : result;
    }
    case 0b0000011: {
      if (function == 3 || function > 5)
        return special();
      uint32_t size = 1u << (function % 4), value = 0;
      auto address = static_cast<uint32_t>(rs1 + immediateI());
      if (!accessible(address, size))
        return faulted();
      std::memcpy(&value, state.memory + address, size);
      if (function < 2 && (value >> (8 * size - 1)) != 0)
        value |= ~uint32_t{0} << (8 * size);
      write(rd, value);
      return result;
    }
    case 0b0100011: {
      if (function > 2)
        return special();
      uint32_t size = 1u << function;
      int64_t offset = bits(7, 5) + bits(25, 7) * 32 - (int64_t{bits(31, 1)} << 12);
      auto address = static_cast<uint32_t>(rs1 + offset);
      if (!accessible(address, size))
        return faulted();
      std::memcpy(state.memory + address, &rs2, size);
      return result;
    }
    case 0b0010011: {
      auto constant = static_cast<uint32_t>(immediateI());
      if (function == 1 && bits(25, 7) != 0)
        return special();
      if (function == 5 && bits(25, 7) != 0 && bits(25, 7) != 0x20)
        return special();
      write(rd, base(function, rs1, function == 1 || function == 5 ? bits(20, 5) : constant,
                     function == 5 && bits(30, 1) != 0));
      return result;
    }
    case 0b0110011:
      if (bits(25, 7) == 1)
        write(rd, multiply(function, rs1, rs2));
      else if (bits(25, 7) == 0 || (bits(25, 7) == 0x20 && (function == 0 || function == 5)))
        write(rd, base(function, rs1, rs2, bits(30, 1) != 0));
      else
        return special();
      return result;
    case 0b0001111:
      return function == 0 ? result : special();
    default:
      return special();
    }
  }

private:
  uint32_t bits(unsigned low, unsigned count) const { return word >> low & ((1u << count) - 1); }
  int64_t immediateI() const { return int64_t{bits(20, 12)} - (int64_t{bits(31, 1)} << 12); }
  static Step faulted() { return {false, true, false, 0}; }
  static Step special() { return {false, false, false, 0}; }

  void write(uint32_t rd, uint32_t value) {
    if (rd != 0)
      state.x[rd] = value;
  }

  Step jump(uint32_t rd, uint32_t target) {
    if (target % 4 != 0)
      return faulted();
    write(rd, state.pc + 4);
    return {true, false, true, target};
  }

  bool accessible(uint32_t address, uint32_t size) const {
    return uint64_t{address} + size <= state.memorySize && (options.misalignedAccess || address % size == 0);
  }

  static uint32_t base(uint32_t function, uint32_t a, uint32_t b, bool alternative) {
    switch (function) {
    case 0:
      return alternative ? a - b : a + b;
    case 1:
      return a << (b % 32);
    case 2:
      return asSigned(a) < asSigned(b);
    case 3:
      return a < b;
    case 4:
      return a ^ b;
    case 5:
      return alternative ? static_cast<uint32_t>(asSigned(a) >> (b % 32)) : a >> (b % 32);
    case 6:
      return a | b;
    default:
      return a & b;
    }
  }

  static uint32_t multiply(uint32_t function, uint32_t a, uint32_t b) {
    switch (function) {
    case 0:
      return a * b;
    case 1:
      return static_cast<uint32_t>((asSigned(a) * asSigned(b)) >> 32);
    case 2:
      return static_cast<uint32_t>((asSigned(a) * int64_t{b}) >> 32);
    case 3:
      return static_cast<uint32_t>((uint64_t{a} * b) >> 32);
    case 4:
      return b == 0 ? UINT32_MAX : static_cast<uint32_t>(asSigned(a) / asSigned(b));
    case 5:
      return b == 0 ? UINT32_MAX : a / b;
    case 6:
      return b == 0 ? a : static_cast<uint32_t>(asSigned(a) % asSigned(b));
    default:
      return b == 0 ? a : a % b;
    }
  }

  CoreState &state;
  const OracleOptions &options;
  uint32_t word = 0;
};

} // namespace

OracleStop stepOracle(CoreState &state, const OracleOptions &options) {
  Step step = Oracle(state, options).step();
  if (!step.done)
    return step.fault ? OracleStop::Fault : OracleStop::Special;
  state.pc = step.next;
  --state.budget;
  return step.testBudget && state.budget <= 0 ? OracleStop::Budget : OracleStop::None;
}

OracleStop runOracle(CoreState &state, const OracleOptions &options) {
  while (true)
    if (OracleStop stop = stepOracle(state, options); stop != OracleStop::None)
      return stop;
}

} // namespace tt::device::native::test
