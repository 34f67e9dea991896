// An RV32 instruction word taken apart: what it does, to which registers, with which constant.
#pragma once

#include <cstdint>

namespace tt::device {

enum class Kind : uint8_t {
#define ALU_IMMEDIATE(kind) kind,
#define ALU_REGISTER(kind) kind,
#define LOAD(kind, type) kind,
#define STORE(kind, type) kind,
#define BRANCH(kind) kind,
#define JUMP(kind) kind,
#define OTHER(kind) kind,
#include "core/instructions.def"
};
inline constexpr unsigned kKinds = static_cast<unsigned>(Kind::End) + 1;

enum class KindClass : uint8_t { AluImmediate, AluRegister, Load, Store, Branch, Jump, Other };

constexpr KindClass classOf(Kind kind) {
  constexpr KindClass classes[] = {
#define ALU_IMMEDIATE(kind) KindClass::AluImmediate,
#define ALU_REGISTER(kind) KindClass::AluRegister,
#define LOAD(kind, type) KindClass::Load,
#define STORE(kind, type) KindClass::Store,
#define BRANCH(kind) KindClass::Branch,
#define JUMP(kind) KindClass::Jump,
#define OTHER(kind) KindClass::Other,
#include "core/instructions.def"
  };
  return classes[static_cast<unsigned>(kind)];
}

/// Whether rs2 is an operand.
constexpr bool hasSecondRegister(Kind kind) {
  const KindClass kindClass = classOf(kind);
  return kindClass == KindClass::AluRegister || kindClass == KindClass::Store || kindClass == KindClass::Branch ||
         kind == Kind::FarBranch;
}

/// Bytes of a load's or a store's access.
constexpr uint32_t accessBytes(Kind kind) {
  switch (kind) {
#define LOAD(kind, type)                                                                                               \
  case Kind::kind:                                                                                                     \
    return sizeof(type);
#define STORE(kind, type)                                                                                              \
  case Kind::kind:                                                                                                     \
    return sizeof(type);
#include "core/instructions.def"
  default:
    return 0;
  }
}

/// The number of the register that writes to x0 go to: the word behind x31 in CoreState, pc, which the interpreter sets
/// whenever it leaves and never reads before.
inline constexpr uint8_t kNowhere = 32;

struct Decoded {
  Kind kind = Kind::Illegal;
  uint8_t rd = 0, rs1 = 0, rs2 = 0;
  int32_t immediate = 0; // of Constant the value; of branches and jumps the distance in bytes
};

/// Takes `word` at `pc` apart. Branches and jumps are the near kinds; the region that they are in decides.
Decoded decode(uint32_t word, uint32_t pc);

} // namespace tt::device
