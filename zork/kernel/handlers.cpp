// Handlers of the hot instructions: arithmetic, comparisons, variables, tables, the object tree.
#include "functions.h"
#include "step.h"

namespace tt::zork {
namespace {

// Arithmetic and comparisons of two operands.

struct Add {
  static uint32_t of(uint32_t a, uint32_t b) { return a + b; }
};
struct Sub {
  static uint32_t of(uint32_t a, uint32_t b) { return a - b; }
};
struct Mul {
  static uint32_t of(uint32_t a, uint32_t b) { return a * b; }
};
struct And {
  static uint32_t of(uint32_t a, uint32_t b) { return a & b; }
};
struct Or {
  static uint32_t of(uint32_t a, uint32_t b) { return a | b; }
};
struct Equal {
  static bool of(uint32_t a, uint32_t b) { return a == b; }
};
struct Less {
  static bool of(uint32_t a, uint32_t b) { return signedOf(a) < signedOf(b); }
};
struct Greater {
  static bool of(uint32_t a, uint32_t b) { return signedOf(a) > signedOf(b); }
};
struct AllBits {
  static bool of(uint32_t a, uint32_t b) { return (a & b) == b; }
};

template <typename Operation, bool popA, bool popB, bool pushes>
void compute(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  ZORK_GIVE(pushes, record->c.cell, Operation::of(a, b));
  ZORK_GO(record + 1);
}

/// div and mod.
template <bool isRemainder, bool popA, bool popB, bool pushes>
void divide(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  if (ZORK_UNLIKELY(b == 0))
    ZORK_TAIL divisionByZero(record, machine, top, budget);
  const int32_t value = isRemainder ? signedOf(a) % signedOf(b) : signedOf(a) / signedOf(b);
  ZORK_GIVE(pushes, record->c.cell, static_cast<uint32_t>(value));
  ZORK_GO(record + 1);
}

template <typename Operation, bool popA, bool popB, bool sense>
void compare(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  if (Operation::of(a, b) == sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 2);
}

/// je with three or four operands; those behind the second are in the next record.
template <bool isFour, bool popA, bool sense>
void compareAny(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(a, popA, record->a.cell);
  const Record *part = record + 1;
  if (a == *record->b.cell || a == *part->a.cell || (isFour && a == *part->b.cell)) {
    if constexpr (sense)
      ZORK_GO(record->c.record);
    ZORK_GO(record + 3);
  }
  if constexpr (!sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 3);
}

template <bool popA, bool sense>
void jumpZero(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(a, popA, record->a.cell);
  if ((a == 0) == sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 2);
}

void jumpAlways(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_GO(record->c.record);
}

// Variables. `a` is the variable's cell.

template <int32_t step>
void increment(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  *record->a.cell = static_cast<Cell>(*record->a.cell + step);
  ZORK_GO(record + 1);
}

template <int32_t step, bool popB, bool sense>
void incrementAndCheck(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(limit, popB, record->b.cell);
  const Cell value = static_cast<Cell>(*record->a.cell + step);
  *record->a.cell = value;
  const bool isBeyond = step > 0 ? signedOf(value) > signedOf(limit) : signedOf(value) < signedOf(limit);
  if (isBeyond == sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 2);
}

template <bool popB>
void storeVariable(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(value, popB, record->b.cell);
  *record->a.cell = static_cast<Cell>(value);
  ZORK_GO(record + 1);
}

template <bool pushes>
void loadVariable(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_GIVE(pushes, record->c.cell, *record->a.cell);
  ZORK_GO(record + 1);
}

template <bool popA>
void pushValue(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(value, popA, record->a.cell);
  ZORK_GIVE(true, record->c.cell, value);
  ZORK_GO(record + 1);
}

void pullVariable(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(value, true, record->a.cell);
  *record->a.cell = static_cast<Cell>(value);
  ZORK_GO(record + 1);
}

// Tables. Where a flag says that an address takes care, a second handler does it with checks.

void memoryFault(ZORK_ARGUMENTS) {
  machine->top = top;
  machine->budget = budget;
  const Error error = machine->fault;
  machine->fault = Error::None;
  failAt(*machine, pcOf(*machine, record), error);
}

template <bool isWord, bool popA, bool popB, bool pushes>
void loadCarefully(ZORK_ARGUMENTS) {
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  const uint32_t address = (a + (isWord ? 2 * b : b)) & 0xffff;
  const uint32_t value = isWord ? readWord(*machine, address) : readByte(*machine, address);
  if (machine->fault != Error::None)
    ZORK_TAIL memoryFault(record, machine, top, budget);
  ZORK_GIVE(pushes, record->c.cell, value);
  ZORK_GO(record + 1);
}

template <bool isWord, bool popA, bool popB, bool pushes>
void load(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  const uint32_t address = (a + (isWord ? 2 * b : b)) & 0xffff;
  if (ZORK_UNLIKELY(machine->readFlags[address / kGranule]))
    ZORK_TAIL loadCarefully<isWord, popA, popB, pushes>(record, machine, before, budget);
  const uint8_t *place = machine->memory + address;
  ZORK_GIVE(pushes, record->c.cell, isWord ? place[0] << 8 | place[1] : place[0]);
  ZORK_GO(record + 1);
}

template <bool isWord, bool popA, bool popB, bool popC>
void storeCarefully(ZORK_ARGUMENTS) {
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  ZORK_TAKE(value, popC, record->c.cell);
  const uint32_t address = (a + (isWord ? 2 * b : b)) & 0xffff;
  if (isWord)
    writeWord(*machine, address, value);
  else
    writeByte(*machine, address, value & 0xff);
  if (machine->fault != Error::None)
    ZORK_TAIL memoryFault(record, machine, top, budget);
  ZORK_GO(record + 1);
}

template <bool isWord, bool popA, bool popB, bool popC>
void store(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(a, popA, record->a.cell);
  ZORK_TAKE(b, popB, record->b.cell);
  ZORK_TAKE(value, popC, record->c.cell);
  const uint32_t address = (a + (isWord ? 2 * b : b)) & 0xffff;
  if (ZORK_UNLIKELY(machine->writeFlags[address / kGranule]))
    ZORK_TAIL storeCarefully<isWord, popA, popB, popC>(record, machine, before, budget);
  uint8_t *place = machine->memory + address;
  if (isWord) {
    place[0] = static_cast<uint8_t>(value >> 8);
    place[1] = static_cast<uint8_t>(value);
  } else {
    place[0] = static_cast<uint8_t>(value);
  }
  ZORK_GO(record + 1);
}

// The object tree of v1 to 3 (entries of 9 bytes) and of later versions (14 bytes). Object 0 stands for nothing.

template <bool isOld>
inline uint8_t *objectEntry(const Machine *machine, uint32_t object) {
  return machine->objects + object * (isOld ? 9 : 14);
}

template <bool isOld>
inline uint32_t relative(const Machine *machine, uint32_t object, uint32_t which) {
  const uint8_t *entry = objectEntry<isOld>(machine, object);
  return isOld ? entry[4 + which] : entry[6 + 2 * which] << 8 | entry[7 + 2 * which];
}

void objectFault(ZORK_ARGUMENTS) {
  machine->fault = Error::BadObject;
  ZORK_TAIL memoryFault(record, machine, top, budget);
}
void attributeFault(ZORK_ARGUMENTS) {
  machine->fault = Error::BadAttribute;
  ZORK_TAIL memoryFault(record, machine, top, budget);
}

/// Warns of object 0 the first time, and executes the instruction again.
template <Warning warning>
void warnFirst(ZORK_ARGUMENTS) {
  machine->current = record;
  warnOnce(*machine, warning);
  if (ZORK_UNLIKELY(machine->fault != Error::None))
    ZORK_TAIL memoryFault(record, machine, top, budget);
  ++budget;
  ZORK_TAIL record->handler(record, machine, top, budget);
}

/// What an object that is none gives: 0 is nothing, others are faults. `before` is the stack's top with the operands.
#define ZORK_CHECK_OBJECT(object, count, warning, nothing)                                                             \
  if (ZORK_UNLIKELY((object) - 1 >= machine->count)) {                                                                 \
    if ((object) != 0)                                                                                                 \
      ZORK_TAIL objectFault(record, machine, top, budget);                                                             \
    if (!hasWarned(*machine, Warning::warning))                                                                        \
      ZORK_TAIL warnFirst<Warning::warning>(record, machine, before, budget);                                          \
    nothing;                                                                                                           \
  }

template <bool isOld, bool popA, bool pushes>
void getParent(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(object, popA, record->a.cell);
  uint32_t parent = 0;
  ZORK_CHECK_OBJECT(object, objectCount, get_parent, goto give);
  parent = relative<isOld>(machine, object, 0);
give:
  ZORK_GIVE(pushes, record->c.cell, parent);
  ZORK_GO(record + 1);
}

template <uint32_t which, bool isOld, bool popA, bool pushes, bool sense>
void getRelative(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(object, popA, record->a.cell);
  uint32_t value = 0;
  if constexpr (which == 2) {
    ZORK_CHECK_OBJECT(object, objectCount, get_child, goto give);
  } else {
    ZORK_CHECK_OBJECT(object, objectCount, get_sibling, goto give);
  }
  value = relative<isOld>(machine, object, which);
give:
  ZORK_GIVE(pushes, record->b.cell, value);
  if ((value != 0) == sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 2);
}

template <bool isOld, bool popA, bool popB, bool sense>
void isIn(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(object, popA, record->a.cell);
  ZORK_TAKE(parent, popB, record->b.cell);
  uint32_t value = 0;
  ZORK_CHECK_OBJECT(object, objectCount, jin, goto decide);
  value = relative<isOld>(machine, object, 0);
decide:
  if ((value == parent) == sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 2);
}

template <bool isOld, bool popA, bool popB, bool sense>
void testAttribute(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(object, popA, record->a.cell);
  ZORK_TAKE(attribute, popB, record->b.cell);
  bool isSet = false;
  if (ZORK_UNLIKELY(attribute >= (isOld ? 32 : 48)))
    ZORK_TAIL attributeFault(record, machine, top, budget);
  ZORK_CHECK_OBJECT(object, objectCount, test_attr, goto decide);
  isSet = objectEntry<isOld>(machine, object)[attribute / 8] << (attribute & 7) & 0x80;
decide:
  if (isSet == sense)
    ZORK_GO(record->c.record);
  ZORK_GO(record + 2);
}

template <bool isOld, bool popA, bool popB, bool value>
void setAttribute(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Cell *const before = top;
  ZORK_TAKE(object, popA, record->a.cell);
  ZORK_TAKE(attribute, popB, record->b.cell);
  if (ZORK_UNLIKELY(attribute >= (isOld ? 32 : 48)))
    ZORK_TAIL attributeFault(record, machine, top, budget);
  if constexpr (value) {
    ZORK_CHECK_OBJECT(object, writableObjects, set_attr, ZORK_GO(record + 1));
  } else {
    ZORK_CHECK_OBJECT(object, writableObjects, clear_attr, ZORK_GO(record + 1));
  }
  {
    uint8_t &byte = objectEntry<isOld>(machine, object)[attribute / 8];
    const uint32_t bit = 0x80U >> (attribute & 7);
    byte = static_cast<uint8_t>(value ? byte | bit : byte & ~bit);
  }
  ZORK_GO(record + 1);
}

} // namespace

void functionFailed(ZORK_ARGUMENTS) {
  const Error error = machine->fault;
  machine->fault = Error::None;
  failAt(*machine, pcOf(*machine, record), error);
}

void raiseError(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  machine->top = top;
  machine->budget = budget;
  failAt(*machine, pcOf(*machine, record), static_cast<Error>(record->a.number));
}

void goOn(ZORK_ARGUMENTS) { ZORK_GO(record->c.record); }

/// In front of the instruction that is watched; no instruction of its own.
void stopIfWatched(ZORK_ARGUMENTS) {
  if (!machine->control->stopsAtWatched)
    ZORK_GO(record + 1);
  machine->top = top;
  machine->budget = budget;
  stopAt(*machine, pcOf(*machine, record), Status::Watched);
}

void limitReached(ZORK_ARGUMENTS) {
  machine->top = top;
  machine->budget = 0;
  stopAt(*machine, pcOf(*machine, record), Status::LimitReached);
}

void stackUnderflow(ZORK_ARGUMENTS) {
  machine->fault = Error::StackUnderflow;
  ZORK_TAIL memoryFault(record, machine, top, budget);
}

void divisionByZero(ZORK_ARGUMENTS) {
  machine->fault = Error::DivisionByZero;
  ZORK_TAIL memoryFault(record, machine, top, budget);
}

void stackOverflow(ZORK_ARGUMENTS) {
  machine->fault = Error::StackOverflow;
  ZORK_TAIL memoryFault(record, machine, top, budget);
}

void runFunction(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Machine &m = *machine;
  m.budget = budget;
  m.topBefore = top;
  m.current = record;
  if (ZORK_UNLIKELY(m.out > m.outSoft)) {
    stopBefore(m, record, Status::OutputFull);
    return;
  }
  const uint32_t count = record->b.number >> 8 & 0xff;
  m.argumentCount = count;
  for (uint32_t i = 0; i < 4; ++i)
    m.arguments[i] = 0; // those that are left out
  // Operands' cells are four pointers a record.
  Cell *const *cells = reinterpret_cast<Cell *const *>(record + 1);
  for (uint32_t i = 0; i < count; ++i) {
    Cell *cell = cells[i];
    if (cell == &m.stackMarker) {
      if (ZORK_UNLIKELY(top == m.evaluation))
        ZORK_TAIL stackUnderflow(record, machine, top, budget);
      cell = --top;
    }
    m.arguments[i] = *cell;
  }
  m.top = top;
  Record *next = record->a.function(m, record);
  if (ZORK_UNLIKELY(m.fault != Error::None))
    ZORK_TAIL functionFailed(record, machine, top, budget);
  if (!next)
    return;
  ZORK_TAIL next->handler(next, machine, m.top, m.budget);
}

Handler equalsAnyHandler(uint32_t operands, bool popsFirst, bool sense) {
#define EQUALS_ANY(four, a, s) compareAny<four, a, s>
  return ZORK_PICK3(EQUALS_ANY, operands == 4, popsFirst, sense);
}

#define COMPUTE(operation) return ZORK_PICK3(operation, popA, popB, pushes)
#define COMPARE(operation) return ZORK_PICK3(operation, popA, popB, sense)

Handler fastHandler(Opcode opcode, uint32_t version, uint32_t operands, uint32_t stackMask, bool pushes, bool sense) {
  const bool popA = stackMask & 1, popB = stackMask & 2, popC = stackMask & 4;
  const bool isOld = version <= 3;
#define ADD(a, b, c) compute<Add, a, b, c>
#define SUB(a, b, c) compute<Sub, a, b, c>
#define MUL(a, b, c) compute<Mul, a, b, c>
#define DIV(a, b, c) divide<false, a, b, c>
#define MOD(a, b, c) divide<true, a, b, c>
#define AND(a, b, c) compute<And, a, b, c>
#define OR(a, b, c) compute<Or, a, b, c>
#define EQUAL(a, b, c) compare<Equal, a, b, c>
#define LESS(a, b, c) compare<Less, a, b, c>
#define GREATER(a, b, c) compare<Greater, a, b, c>
#define TEST(a, b, c) compare<AllBits, a, b, c>
#define LOADW(a, b, c) load<true, a, b, c>
#define LOADB(a, b, c) load<false, a, b, c>
#define STOREW(a, b, c) store<true, a, b, c>
#define STOREB(a, b, c) store<false, a, b, c>
#define JZ(a, b) jumpZero<a, b>
#define INC_CHK(b, c) incrementAndCheck<1, b, c>
#define DEC_CHK(b, c) incrementAndCheck<-1, b, c>
#define STORE(b) storeVariable<b>
#define LOAD(c) loadVariable<c>
#define PUSH(a) pushValue<a>
#define JIN_OLD(a, b, c) isIn<true, a, b, c>
#define JIN_NEW(a, b, c) isIn<false, a, b, c>
#define TEST_ATTR_OLD(a, b, c) testAttribute<true, a, b, c>
#define TEST_ATTR_NEW(a, b, c) testAttribute<false, a, b, c>
#define ATTR_OLD(a, b, c) setAttribute<true, a, b, c>
#define ATTR_NEW(a, b, c) setAttribute<false, a, b, c>
#define PARENT_OLD(a, c) getParent<true, a, c>
#define PARENT_NEW(a, c) getParent<false, a, c>
#define SIBLING_OLD(a, b, c) getRelative<1, true, a, b, c>
#define SIBLING_NEW(a, b, c) getRelative<1, false, a, b, c>
#define CHILD_OLD(a, b, c) getRelative<2, true, a, b, c>
#define CHILD_NEW(a, b, c) getRelative<2, false, a, b, c>
#define VERSIONS(pick, old, ...) return isOld ? pick(old##_OLD, __VA_ARGS__) : pick(old##_NEW, __VA_ARGS__)
  switch (opcode) {
  case Opcode::OneOp_0_1:
    if (operands == 1)
      return ZORK_PICK2(JZ, popA, sense);
    return nullptr;
  case Opcode::OneOp_12_1:
    return sense ? jumpAlways : nullptr; // to a target that is known
  case Opcode::OneOp_5_1:
    return increment<1>;
  case Opcode::OneOp_6_1:
    return increment<-1>;
  case Opcode::OneOp_14_1:
    return ZORK_PICK1(LOAD, pushes);
  case Opcode::OneOp_1_1:
    VERSIONS(ZORK_PICK3, SIBLING, popA, pushes, sense);
  case Opcode::OneOp_2_1:
    VERSIONS(ZORK_PICK3, CHILD, popA, pushes, sense);
  case Opcode::OneOp_3_1:
    VERSIONS(ZORK_PICK2, PARENT, popA, pushes);
  case Opcode::Var_8_1:
    if (operands == 1)
      return ZORK_PICK1(PUSH, popA);
    return nullptr;
  case Opcode::Var_9_1:
    return operands == 1 ? pullVariable : nullptr;
  case Opcode::Var_1_1:
    if (operands == 3)
      return ZORK_PICK3(STOREW, popA, popB, popC);
    return nullptr;
  case Opcode::Var_2_1:
    if (operands == 3)
      return ZORK_PICK3(STOREB, popA, popB, popC);
    return nullptr;
  default:
    break;
  }
  if (Handler handler = propertyHandler(opcode, version, operands, stackMask, pushes))
    return handler;
  if (Handler handler = returnHandler(opcode, stackMask))
    return handler;
  if (operands != 2)
    return nullptr;
  switch (opcode) {
  case Opcode::TwoOp_1_1:
    COMPARE(EQUAL);
  case Opcode::TwoOp_2_1:
    COMPARE(LESS);
  case Opcode::TwoOp_3_1:
    COMPARE(GREATER);
  case Opcode::TwoOp_4_1:
    return ZORK_PICK2(DEC_CHK, popB, sense);
  case Opcode::TwoOp_5_1:
    return ZORK_PICK2(INC_CHK, popB, sense);
  case Opcode::TwoOp_6_1:
    VERSIONS(ZORK_PICK3, JIN, popA, popB, sense);
  case Opcode::TwoOp_7_1:
    COMPARE(TEST);
  case Opcode::TwoOp_8_1:
    COMPUTE(OR);
  case Opcode::TwoOp_9_1:
    COMPUTE(AND);
  case Opcode::TwoOp_10_1:
    VERSIONS(ZORK_PICK3, TEST_ATTR, popA, popB, sense);
  case Opcode::TwoOp_11_1:
    VERSIONS(ZORK_PICK3, ATTR, popA, popB, true);
  case Opcode::TwoOp_12_1:
    VERSIONS(ZORK_PICK3, ATTR, popA, popB, false);
  case Opcode::TwoOp_13_1:
    return ZORK_PICK1(STORE, popB);
  case Opcode::TwoOp_15_1:
    COMPUTE(LOADW);
  case Opcode::TwoOp_16_1:
    COMPUTE(LOADB);
  case Opcode::TwoOp_20_1:
    COMPUTE(ADD);
  case Opcode::TwoOp_21_1:
    COMPUTE(SUB);
  case Opcode::TwoOp_22_1:
    COMPUTE(MUL);
  case Opcode::TwoOp_23_1:
    COMPUTE(DIV);
  case Opcode::TwoOp_24_1:
    COMPUTE(MOD);
  default:
    return nullptr;
  }
}

} // namespace tt::zork
