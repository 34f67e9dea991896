// Handlers of two instructions at once: one that pushes its result, and the next, which takes it.
//
// The first instruction's record gets such a handler, the second one's record stays as it is: code that jumps there, or
// a limit between the two, finds what it needs. Whatever is out of the ordinary is left to the first one's own handler,
// which lies where its result's cell would be.
#include "step.h"

namespace tt::zork {
namespace {

// First instructions: `get` gives the value that would be pushed; false: not in the ordinary way.

template <bool isWord>
struct Load {
  static bool get(const Machine *machine, const Record *record, uint32_t &value) {
    const uint32_t index = *record->b.cell;
    const uint32_t address = (*record->a.cell + (isWord ? 2 * index : index)) & 0xffff;
    const uint8_t *place = machine->memory + address;
    if (ZORK_UNLIKELY(machine->readFlags[address / kGranule]))
      return false;
    value = isWord ? place[0] << 8 | place[1] : place[0];
    return true;
  }
};
struct Multiply {
  static bool get(const Machine *, const Record *record, uint32_t &value) {
    value = static_cast<uint32_t>(*record->a.cell) * *record->b.cell & 0xffff;
    return true;
  }
};
struct Sum {
  static bool get(const Machine *, const Record *record, uint32_t &value) {
    value = (static_cast<uint32_t>(*record->a.cell) + *record->b.cell) & 0xffff;
    return true;
  }
};

#define ZORK_FIRST                                                                                                     \
  uint32_t value = 0;                                                                                                  \
  if (ZORK_UNLIKELY(budget < 2) || ZORK_UNLIKELY(top >= machine->stackEnd) ||                                          \
      ZORK_UNLIKELY(!First::get(machine, record, value)))                                                              \
    ZORK_TAIL record->c.handler(record, machine, top, budget);                                                         \
  const Record *const second = record + 1

/// storeb and storew of the value.
template <typename First, bool isWord>
void thenStore(ZORK_ARGUMENTS) {
  ZORK_FIRST;
  const uint32_t index = *second->b.cell;
  const uint32_t address = (*second->a.cell + (isWord ? 2 * index : index)) & 0xffff;
  if (ZORK_UNLIKELY(machine->writeFlags[address / kGranule]))
    ZORK_TAIL record->c.handler(record, machine, top, budget);
  budget -= 2;
  uint8_t *place = machine->memory + address;
  if (isWord)
    *place++ = static_cast<uint8_t>(value >> 8);
  *place = static_cast<uint8_t>(value);
  ZORK_GO(record + 2);
}

/// A loop's end: store, then inc_chk or dec_chk of a variable with a limit in a cell.
template <typename First, bool isWord, int32_t step, bool sense>
void thenStoreAndCount(ZORK_ARGUMENTS) {
  const Record *const second = record + 1, *const third = record + 2;
  if (ZORK_UNLIKELY(top >= machine->stackEnd))
    ZORK_TAIL record->c.handler(record, machine, top, budget);
  for (;;) {
    uint32_t value = 0;
    if (ZORK_UNLIKELY(budget < 3) || ZORK_UNLIKELY(!First::get(machine, record, value)))
      break;
    const uint32_t index = *second->b.cell;
    const uint32_t address = (*second->a.cell + (isWord ? 2 * index : index)) & 0xffff;
    if (ZORK_UNLIKELY(machine->writeFlags[address / kGranule]))
      break;
    budget -= 3;
    uint8_t *place = machine->memory + address;
    if (isWord)
      *place++ = static_cast<uint8_t>(value >> 8);
    *place = static_cast<uint8_t>(value);
    const Cell limit = *third->b.cell;
    const Cell count = static_cast<Cell>(*third->a.cell + step);
    *third->a.cell = count;
    const bool isBeyond = step > 0 ? signedOf(count) > signedOf(limit) : signedOf(count) < signedOf(limit);
    if (isBeyond != sense)
      ZORK_GO(record + 4);
    // Loops that copy tables come back here.
    if (third->c.record != record)
      ZORK_GO(third->c.record);
  }
  ZORK_TAIL record->c.handler(record, machine, top, budget);
}

template <typename First>
void thenAdd(ZORK_ARGUMENTS) {
  ZORK_FIRST;
  budget -= 2;
  *second->c.cell = static_cast<Cell>(value + *second->b.cell);
  ZORK_GO(record + 2);
}

template <typename First, bool sense>
void thenJumpZero(ZORK_ARGUMENTS) {
  ZORK_FIRST;
  budget -= 2;
  if ((value == 0) == sense)
    ZORK_GO(second->c.record);
  ZORK_GO(record + 3);
}

template <typename First, bool isFirstOperand, bool sense>
void thenJumpEqual(ZORK_ARGUMENTS) {
  ZORK_FIRST;
  budget -= 2;
  if ((value == *(isFirstOperand ? second->b : second->a).cell) == sense)
    ZORK_GO(second->c.record);
  ZORK_GO(record + 3);
}

template <typename First>
Handler handlerFor(Opcode opcode, uint32_t operands, uint32_t stackMask, bool pushes, bool sense) {
  switch (opcode) {
  case Opcode::Var_1_1:
    return operands == 3 && stackMask == 4 ? thenStore<First, true> : nullptr;
  case Opcode::Var_2_1:
    return operands == 3 && stackMask == 4 ? thenStore<First, false> : nullptr;
  case Opcode::TwoOp_20_1:
    return operands == 2 && stackMask == 1 && !pushes ? thenAdd<First> : nullptr;
  case Opcode::OneOp_0_1:
    if (stackMask != 1)
      return nullptr;
    return sense ? thenJumpZero<First, true> : thenJumpZero<First, false>;
  case Opcode::TwoOp_1_1:
    if (operands != 2 || (stackMask != 1 && stackMask != 2))
      return nullptr;
    if (stackMask == 1)
      return sense ? thenJumpEqual<First, true, true> : thenJumpEqual<First, true, false>;
    return sense ? thenJumpEqual<First, false, true> : thenJumpEqual<First, false, false>;
  default:
    return nullptr;
  }
}

#define ZORK_COUNTING(isWord)                                                                                          \
  if (pair == thenStore<Load<isWord>, isWord>) {                                                                       \
    if (steps > 0)                                                                                                     \
      return sense ? thenStoreAndCount<Load<isWord>, isWord, 1, true>                                                  \
                   : thenStoreAndCount<Load<isWord>, isWord, 1, false>;                                                \
    return sense ? thenStoreAndCount<Load<isWord>, isWord, -1, true>                                                   \
                 : thenStoreAndCount<Load<isWord>, isWord, -1, false>;                                                 \
  }

} // namespace

Handler fusedWithCount(Handler pair, int32_t steps, bool sense) {
  ZORK_COUNTING(false)
  ZORK_COUNTING(true)
  return nullptr;
}

Handler fusedHandler(Opcode first, Opcode second, uint32_t operands, uint32_t stackMask, bool pushes, bool sense) {
  switch (first) {
  case Opcode::TwoOp_15_1:
    return handlerFor<Load<true>>(second, operands, stackMask, pushes, sense);
  case Opcode::TwoOp_16_1:
    return handlerFor<Load<false>>(second, operands, stackMask, pushes, sense);
  case Opcode::TwoOp_20_1:
    return handlerFor<Sum>(second, operands, stackMask, pushes, sense);
  case Opcode::TwoOp_22_1:
    return handlerFor<Multiply>(second, operands, stackMask, pushes, sense);
  default:
    return nullptr;
  }
}

} // namespace tt::zork
