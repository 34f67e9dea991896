// How handlers begin, take operands, give results and go on. Only for the files that define handlers.
//
// Tail calls are obligatory: a handler that cannot do its work at once gives it to another one by a tail call, so that
// the usual path needs no stack frame.
#pragma once

#include "machine.h"

namespace tt::zork {

#define ZORK_TAIL [[clang::musttail]] return
#define ZORK_UNLIKELY(condition) __builtin_expect(!!(condition), 0)
#define ZORK_ARGUMENTS Record *record, Machine *machine, Cell *top, int32_t budget

void limitReached(ZORK_ARGUMENTS);
void stackUnderflow(ZORK_ARGUMENTS);
void stackOverflow(ZORK_ARGUMENTS);
void divisionByZero(ZORK_ARGUMENTS);

/// One Z-instruction less to go.
#define ZORK_BEGIN                                                                                                     \
  if (ZORK_UNLIKELY(--budget < 0))                                                                                     \
  ZORK_TAIL limitReached(record, machine, top, budget)

#define ZORK_GO(next)                                                                                                  \
  do {                                                                                                                 \
    Record *const goesTo = (next);                                                                                     \
    ZORK_TAIL goesTo->handler(goesTo, machine, top, budget);                                                           \
  } while (false)

/// Declares `name`, an operand's value: popped, or what is in the cell.
#define ZORK_TAKE(name, isPopped, place)                                                                               \
  uint32_t name;                                                                                                       \
  if constexpr (isPopped) {                                                                                            \
    if (ZORK_UNLIKELY(top == machine->evaluation))                                                                     \
      ZORK_TAIL stackUnderflow(record, machine, top, budget);                                                          \
    name = *--top;                                                                                                     \
  } else {                                                                                                             \
    name = *(place);                                                                                                   \
  }

/// Pushes the result, or puts it in the cell.
#define ZORK_GIVE(isPushed, place, value)                                                                              \
  if constexpr (isPushed) {                                                                                            \
    if (ZORK_UNLIKELY(top >= machine->stackEnd))                                                                       \
      ZORK_TAIL stackOverflow(record, machine, top, budget);                                                           \
    *top++ = static_cast<Cell>(value);                                                                                 \
  } else {                                                                                                             \
    *(place) = static_cast<Cell>(value);                                                                               \
  }

inline int32_t signedOf(uint32_t value) { return static_cast<int16_t>(value); }

/// The member of a family of handlers for flags that are known only now: f(a, b, c) names the handler.
#define ZORK_PICK1(f, a) ((a) ? f(true) : f(false))
#define ZORK_PICK2(f, a, b) ((a) ? ((b) ? f(true, true) : f(true, false)) : ((b) ? f(false, true) : f(false, false)))
#define ZORK_PICK3(f, a, b, c)                                                                                         \
  ((a) ? ((b) ? ((c) ? f(true, true, true) : f(true, true, false))                                                     \
              : ((c) ? f(true, false, true) : f(true, false, false)))                                                  \
       : ((b) ? ((c) ? f(false, true, true) : f(false, true, false))                                                   \
              : ((c) ? f(false, false, true) : f(false, false, false))))

} // namespace tt::zork
