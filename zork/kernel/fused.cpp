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

/// Does what storeb or storew do with the value; false: not in the ordinary way, and nothing is done.
template <bool isWord>
inline bool put(const Machine *machine, const Record *store, uint32_t value) {
  const uint32_t index = *store->b.cell;
  const uint32_t address = (*store->a.cell + (isWord ? 2 * index : index)) & 0xffff;
  if (ZORK_UNLIKELY(machine->writeFlags[address / kGranule]))
    return false;
  uint8_t *place = machine->memory + address;
  if (isWord)
    *place++ = static_cast<uint8_t>(value >> 8);
  *place = static_cast<uint8_t>(value);
  return true;
}

/// storeb and storew of the value.
template <typename First, bool isWord>
void thenStore(ZORK_ARGUMENTS) {
  ZORK_FIRST;
  if (ZORK_UNLIKELY(!put<isWord>(machine, second, value)))
    ZORK_TAIL record->c.handler(record, machine, top, budget);
  budget -= 2;
  ZORK_GO(record + 2);
}

/// The rounds, at most `limit`, of a loop that copies a table, counting `count` up or down to `last`, which can be done
/// at once: addresses need no care, and nothing is in the way of the count. `from` and `to` are where count 0 would be.
template <bool isWord, int32_t step>
inline uint32_t copyTable(const Machine *machine, uint32_t from, uint32_t to, int32_t count, int32_t last,
                          uint32_t limit) {
  constexpr uint32_t size = isWord ? 2 : 1;
  const int32_t distance = step > 0 ? last - count : count - last;
  if (distance <= 0)
    return 0;
  uint32_t rounds = static_cast<uint32_t>(distance);
  if (rounds > limit)
    rounds = limit;
  const auto counted = static_cast<uint32_t>(count) * size;
  const uint32_t down = step > 0 ? 0 : (rounds - 1) * size, bytes = rounds * size;
  from = (from + counted - down) & 0xffff;
  to = (to + counted - down) & 0xffff;
  if (rounds == 0 || from + bytes > 0x10000 || to + bytes > 0x10000)
    return 0;
  for (uint32_t granule = from / kGranule; granule <= (from + bytes - 1) / kGranule; ++granule)
    if (machine->readFlags[granule])
      return 0;
  for (uint32_t granule = to / kGranule; granule <= (to + bytes - 1) / kGranule; ++granule)
    if (machine->writeFlags[granule])
      return 0;
  // In the loop's order, since tables may overlap.
  const uint8_t *source = machine->memory + from + down;
  uint8_t *target = machine->memory + to + down;
  for (uint32_t i = 0; i < rounds;
       ++i, source += step * static_cast<int32_t>(size), target += step * static_cast<int32_t>(size)) {
    const uint8_t first = source[0], second = source[size - 1];
    target[0] = first;
    target[size - 1] = second;
  }
  return rounds;
}

/// A loop's end: store, then inc_chk or dec_chk of a variable with a limit in a cell.
template <bool isWord, int32_t step, bool sense>
void copyAndCount(ZORK_ARGUMENTS) {
  const Record *const second = record + 1, *const third = record + 2;
  uint32_t value = 0;
  if (ZORK_UNLIKELY(budget < 3) || ZORK_UNLIKELY(top >= machine->stackEnd) ||
      ZORK_UNLIKELY(!Load<isWord>::get(machine, record, value)) || ZORK_UNLIKELY(!put<isWord>(machine, second, value)))
    ZORK_TAIL record->c.handler(record, machine, top, budget);
  budget -= 3;
  Cell *const counter = third->a.cell;
  const int32_t limit = signedOf(*third->b.cell);
  int32_t count = static_cast<int16_t>(*counter + step);
  *counter = static_cast<Cell>(count);
  const bool isBeyond = step > 0 ? count > limit : count < limit;
  if (isBeyond != sense)
    ZORK_GO(record + 4);
  // Loops that copy tables come back here.
  if (!sense && third->c.record == record && record->b.cell == counter && second->b.cell == counter &&
      record->a.cell != counter && second->a.cell != counter && third->b.cell != counter) {
    const uint32_t rounds = copyTable<isWord, step>(machine, *record->a.cell, *second->a.cell, count, limit,
                                                    static_cast<uint32_t>(budget) / 3);
    budget -= static_cast<int32_t>(3 * rounds);
    *counter = static_cast<Cell>(count + step * static_cast<int32_t>(rounds));
  }
  ZORK_GO(third->c.record);
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
      return sense ? copyAndCount<isWord, 1, true> : copyAndCount<isWord, 1, false>;                                   \
    return sense ? copyAndCount<isWord, -1, true> : copyAndCount<isWord, -1, false>;                                   \
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
