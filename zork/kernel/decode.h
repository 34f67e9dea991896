// A Z-instruction as it is encoded (Z-Machine Standards 1.1 §4).
#pragma once

#include "machine.h"

namespace tt::zork {

struct Operand {
  bool isVariable;
  uint16_t value; // constant, or the variable's number
};

enum class BranchKind : uint8_t { ReturnFalse, ReturnTrue, Jump };

struct Instruction {
  uint32_t pc, nextPc;
  Opcode opcode;
  uint16_t flags; // OpcodeFlags
  uint32_t operandCount;
  Operand operands[8];
  uint32_t resultVariable;
  uint32_t resultAddress; // of the store or branch bytes
  uint32_t textAddress;
  BranchKind branchKind;
  bool branchSense;
  uint32_t branchTarget;
  Error error; // what is wrong with it
};

Instruction decodeInstruction(Machine &machine, uint32_t pc);
uint16_t flagsOf(Opcode opcode);
/// Fills Machine::opcodes for the story's version.
void fillOpcodes(Machine &machine);

} // namespace tt::zork
