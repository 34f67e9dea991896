// Decodes single Z-instructions (Z-Machine Standards 1.1 §4, §14).
#include "decode.h"

#include "text.h"

namespace tt::zork {
namespace {

constexpr uint16_t flagBits(const char *letters) {
  uint16_t bits = 0;
  for (; *letters; ++letters)
    bits |= *letters == 's'   ? kStores
            : *letters == 'b' ? kBranches
            : *letters == 't' ? kHasText
            : *letters == 'v' ? kTakesVariable
                              : kEnds;
  return bits;
}

constexpr uint16_t kFlags[] = {
    0,
#define ZORK_OPCODE(form, number, first, last, flags, name) flagBits(flags),
#include "opcodes.def"
};

/// Reads code; what is outside of the story is a fault of the instruction.
struct Reader {
  Machine &machine;
  uint32_t at;
  bool outside = false;

  uint32_t byte() {
    // Code lies behind dynamic memory, in the part of the story that is here; that elsewhere is rare.
    if (__builtin_expect(at - machine.dynamicBytes < machine.residentBytes - machine.dynamicBytes, true))
      return machine.memory[at++];
    return byteElsewhere();
  }
  [[gnu::cold, gnu::noinline]] uint32_t byteElsewhere() {
    outside = outside || at >= machine.storyBytes;
    return outside ? 0 : readByte(machine, at++);
  }
  uint32_t word() {
    const uint32_t high = byte();
    return high << 8 | byte();
  }
};

enum OperandType : uint32_t { kLarge = 0, kSmall = 1, kVariable = 2, kOmitted = 3 };

void addOperand(Instruction &instruction, Reader &reader, uint32_t type) {
  Operand &operand = instruction.operands[instruction.operandCount++];
  operand.isVariable = type == kVariable;
  operand.value = static_cast<uint16_t>(type == kLarge ? reader.word() : reader.byte());
}

void addOperands(Instruction &instruction, Reader &reader, uint32_t types, uint32_t count) {
  for (uint32_t i = count; i-- > 0;) {
    const uint32_t type = types >> (2 * i) & 3;
    if (type == kOmitted)
      return;
    addOperand(instruction, reader, type);
  }
}

} // namespace

uint16_t flagsOf(Opcode opcode) { return kFlags[static_cast<uint32_t>(opcode)]; }

void fillOpcodes(Machine &machine) {
  memset(machine.opcodes, 0, sizeof(machine.opcodes));
#define ZORK_OPCODE(form, number, first, last, flags, name)                                                            \
  if (machine.version >= first && machine.version <= last)                                                             \
    machine.opcodes[static_cast<uint32_t>(Form::form)][number] =                                                       \
        static_cast<uint8_t>(Opcode::form##_##number##_##first);
#include "opcodes.def"
}

Instruction decodeInstruction(Machine &machine, uint32_t pc) {
  Instruction instruction = {};
  instruction.pc = pc;
  Reader reader = {machine, pc};
  const uint32_t code = reader.byte();
  Form form;
  uint32_t number;
  if (code == 0xbe && machine.version >= 5) {
    form = Form::Ext;
    number = reader.byte();
    addOperands(instruction, reader, reader.byte(), 4);
  } else if (code < 0x80) {
    form = Form::TwoOp;
    number = code & 31;
    addOperand(instruction, reader, code & 0x40 ? kVariable : kSmall);
    addOperand(instruction, reader, code & 0x20 ? kVariable : kSmall);
  } else if (code < 0xb0) {
    form = Form::OneOp;
    number = code & 15;
    addOperand(instruction, reader, code >> 4 & 3);
  } else if (code < 0xc0) {
    form = Form::ZeroOp;
    number = code & 15;
  } else {
    form = code < 0xe0 ? Form::TwoOp : Form::Var;
    number = code & 31;
    const bool isLong = form == Form::Var && (number == 12 || number == 26); // call_vs2, call_vn2
    const uint32_t types = isLong ? reader.word() : reader.byte();
    addOperands(instruction, reader, types, isLong ? 8 : 4);
  }
  instruction.opcode =
      number < 32 ? static_cast<Opcode>(machine.opcodes[static_cast<uint32_t>(form)][number]) : Opcode::Illegal;
  // pull gives its result to a variable by number: what else is stored is popped.
  if (instruction.opcode == Opcode::Illegal) {
    instruction.error = reader.outside ? Error::AddressOutOfRange : Error::IllegalOpcode;
    return instruction;
  }
  instruction.flags = flagsOf(instruction.opcode);
  instruction.resultAddress = reader.at;
  if (instruction.flags & kStores)
    instruction.resultVariable = reader.byte();
  if (instruction.flags & kBranches) {
    const uint32_t first = reader.byte();
    instruction.branchSense = first & 0x80;
    int32_t offset = static_cast<int32_t>(first & 0x3f);
    if (!(first & 0x40)) {
      offset = offset << 8 | static_cast<int32_t>(reader.byte());
      if (offset & 0x2000)
        offset -= 0x4000;
    }
    instruction.branchKind = offset == 0   ? BranchKind::ReturnFalse
                             : offset == 1 ? BranchKind::ReturnTrue
                                           : BranchKind::Jump;
    instruction.branchTarget = reader.at + static_cast<uint32_t>(offset) - 2;
  }
  if (instruction.flags & kHasText) {
    instruction.textAddress = reader.at;
    const uint32_t end = textEnd(machine, reader.at);
    if (end == 0)
      instruction.error = Error::TextTooLong;
    reader.at = end;
  }
  instruction.nextPc = reader.at;
  if (reader.outside)
    instruction.error = Error::AddressOutOfRange;
  return instruction;
}

} // namespace tt::zork
