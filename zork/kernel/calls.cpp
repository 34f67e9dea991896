// Routines: calls, returns, frames on the stack (Z-Machine Standards 1.1 §5, §6.4).
#include "decode.h"
#include "functions.h"
#include "step.h"

namespace tt::zork {
namespace {

constexpr uint32_t kFrameSlack = 64; // bytes of stack that a call needs at most
constexpr uint32_t kQuickSaved = 12; // locals of the caller that are copied without a loop; callers have many

// Two 16-bit fields side by side are copied as one word.
inline uint32_t &pairAt(uint16_t &first) { return reinterpret_cast<uint32_t &>(first); }
static_assert(offsetof(Frame, callerFrame) % 4 == 0 && offsetof(Frame, callerLocals) % 4 == 0 &&
              offsetof(Frame, callerTop) % 4 == 0 && offsetof(State, localCount) % 4 == 0 &&
              offsetof(State, locals) % 4 == 0);

inline void copyPair(uint32_t *to, const uint32_t *from) {
  const uint32_t first = from[0], second = from[1];
  to[0] = first;
  to[1] = second;
}

/// Copies locals by words: `quick` of them, in use or not, since that takes no loop; the others where there are any.
template <uint32_t quick>
inline void copyLocals(void *to, const void *from, uint32_t count) {
  uint32_t *target = static_cast<uint32_t *>(to);
  const uint32_t *source = static_cast<const uint32_t *>(from);
#pragma unroll
  for (uint32_t i = 0; i < quick / 2; i += 2)
    copyPair(target + i, source + i);
  if (ZORK_UNLIKELY(count > quick))
    for (uint32_t i = quick / 2; 2 * i < count; ++i)
      target[i] = source[i];
}

inline Frame *frameAt(const Machine &machine, uint32_t offset) {
  return reinterpret_cast<Frame *>(machine.stack + offset);
}

/// Puts a frame on the stack and makes the called routine's locals; `top` becomes its empty evaluation stack. There is
/// room for it. `result` is shifted as it lies in the Frame. Returns the frame's place in Machine::returns.
inline __attribute__((always_inline)) Record *&pushFrame(Machine *machine, State &state, Cell *&top, uint32_t returnPc,
                                                         uintptr_t result, const Record *routine, uint32_t arguments) {
  uint8_t *const stack = machine->stack;
  uint32_t offset = static_cast<uint32_t>(reinterpret_cast<uint8_t *>(top) - stack);
  const uint32_t callerTop = offset / 2;
  if (callerTop & 1) {
    *top = 0;
    offset += sizeof(Cell);
  }
  Frame *frame = reinterpret_cast<Frame *>(stack + offset);
  frame->returnPc = returnPc;
  pairAt(frame->callerFrame) = machine->links;
  pairAt(frame->callerLocals) = pairAt(state.localCount);
  pairAt(frame->callerTop) = callerTop | static_cast<uint32_t>(result);
  const uint32_t callerLocals = state.localCount;
  copyLocals<kQuickSaved>(frame + 1, state.locals, callerLocals);
  const uint32_t newTop = offset + sizeof(Frame) + (callerLocals + 1) / 2 * 4;
  top = reinterpret_cast<Cell *>(stack + newTop);
  machine->links = offset / 4 | newTop << 15;
  machine->evaluation = top;
  const uint32_t locals = static_cast<uint32_t>(routine->b.number);
  pairAt(state.localCount) = locals | arguments << 16;
  copyLocals<kQuickLocals>(state.locals, routine->c.cell, locals);
  return machine->returns[offset / 16];
}

/// Takes the current frame off the stack.
inline __attribute__((always_inline)) void popFrame(Machine *machine, Cell *&top, Frame *frame) {
  State &state = *machine->state;
  uint8_t *const stack = machine->stack;
  pairAt(state.localCount) = pairAt(frame->callerLocals);
  copyLocals<kQuickSaved>(state.locals, frame + 1, frame->callerLocals);
  const uint32_t links = pairAt(frame->callerFrame);
  machine->links = links;
  machine->evaluation = reinterpret_cast<Cell *>(stack) + (links >> 16);
  top = reinterpret_cast<Cell *>(stack) + frame->callerTop;
}

void returnSlowly(ZORK_ARGUMENTS) {
  machine->top = top;
  machine->budget = budget;
  const Frame *frame = currentFrame(*machine);
  const uint32_t pc = frame ? frame->returnPc & kAddressMask : machine->state->pc;
  Record *next = returnFromRoutine(*machine, machine->arguments[0]);
  if (machine->fault != Error::None) {
    const Error error = machine->fault;
    machine->fault = Error::None;
    next = failAt(*machine, pc, error);
  }
  if (!next)
    return;
  ZORK_TAIL next->handler(next, machine, machine->top, machine->budget);
}

/// Ends the routine with `value`.
#define ZORK_RETURN(value)                                                                                             \
  do {                                                                                                                 \
    const uint32_t returned = (value);                                                                                 \
    const uint32_t place = machine->links << 16; /* negative: the main routine */                                      \
    Frame *const frame = frameAt(*machine, place >> 14);                                                               \
    Record *part = nullptr;                                                                                            \
    if (ZORK_UNLIKELY(static_cast<int32_t>(place) < 0) ||                                                              \
        ZORK_UNLIKELY((part = machine->returns[place >> 18])->a.number != frame->returnPc)) {                          \
      machine->arguments[0] = static_cast<Cell>(returned);                                                             \
      ZORK_TAIL returnSlowly(record, machine, top, budget);                                                            \
    }                                                                                                                  \
    popFrame(machine, top, frame);                                                                                     \
    Cell *const result = part->b.cell;                                                                                 \
    if (result == &machine->stackMarker)                                                                               \
      *top++ = static_cast<Cell>(returned); /* there is room: the frame was here */                                    \
    else                                                                                                               \
      *result = static_cast<Cell>(returned);                                                                           \
    ZORK_GO(part + 1);                                                                                                 \
  } while (false)

static_assert(kStackBytes / 4 < 0x8000 && kNoCallerFrame >= 0x8000);

template <uint32_t value>
void returnConstant(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_RETURN(value);
}

template <bool popA>
void returnValue(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(value, popA, record->a.cell);
  ZORK_RETURN(value);
}

/// The target of branches that return: part of the branch, no instruction of its own.
template <uint32_t value>
void returnByBranch(ZORK_ARGUMENTS) {
  ZORK_RETURN(value);
}

void callSlowly(ZORK_ARGUMENTS) {
  Machine &m = *machine;
  m.top = top;
  m.budget = budget;
  const uint32_t pc = pcOf(m, record);
  Record *part = record + 1;
  Record *next = callRoutine(m, m.callee, m.arguments, m.argumentCount, part);
  if (m.fault != Error::None) {
    const Error error = m.fault;
    m.fault = Error::None;
    next = failAt(m, pc, error);
  }
  if (!next)
    return;
  ZORK_TAIL next->handler(next, machine, m.top, m.budget);
}

/// A call. `a` is the routine's record or the cell with its packed address; then the arguments' cells.
template <uint32_t arguments, uint32_t stackMask, bool isConstant>
void call(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Record *const part = record + 1;
  uint32_t packed = 0;
  if constexpr (!isConstant) {
    Cell *cell = record->a.cell;
    if (cell == &machine->stackMarker) {
      if (ZORK_UNLIKELY(top == machine->evaluation))
        ZORK_TAIL stackUnderflow(record, machine, top, budget);
      cell = --top;
    }
    packed = *cell;
  }
  uint32_t a0 = 0, a1 = 0, a2 = 0;
  if constexpr (arguments > 0) {
    ZORK_TAKE(value, (stackMask & 1) != 0, record->b.cell);
    a0 = value;
  }
  if constexpr (arguments > 1) {
    ZORK_TAKE(value, (stackMask & 2) != 0, record->c.cell);
    a1 = value;
  }
  if constexpr (arguments > 2) {
    ZORK_TAKE(value, (stackMask & 4) != 0, part->c.cell);
    a2 = value;
  }
  const Record *routine = record->a.record;
  bool isSlow = false;
  if constexpr (!isConstant) {
    const RoutineEntry &entry = machine->routines[packed % kRoutineEntries];
    routine = entry.routine;
    isSlow = entry.packed != packed || !routine;
  }
  if (ZORK_UNLIKELY(isSlow) ||
      ZORK_UNLIKELY(reinterpret_cast<uint8_t *>(top) + kFrameSlack > reinterpret_cast<uint8_t *>(machine->stackEnd)) ||
      (!isConstant && ZORK_UNLIKELY(arguments > routine->b.number))) {
    if constexpr (isConstant)
      packed = machine->pcs[record->a.record - machine->records]; // marked as a routine's address
    machine->arguments[0] = static_cast<Cell>(a0);
    machine->arguments[1] = static_cast<Cell>(a1);
    machine->arguments[2] = static_cast<Cell>(a2);
    machine->argumentCount = arguments;
    machine->callee = packed;
    ZORK_TAIL callSlowly(record, machine, top, budget);
  }
  State &state = *machine->state;
  pushFrame(machine, state, top, static_cast<uint32_t>(part->a.number), reinterpret_cast<uintptr_t>(part->handler),
            routine, arguments) = part;
  if constexpr (arguments > 0)
    state.locals[0] = static_cast<Cell>(a0);
  if constexpr (arguments > 1)
    state.locals[1] = static_cast<Cell>(a1);
  if constexpr (arguments > 2)
    state.locals[2] = static_cast<Cell>(a2);
  ZORK_GO(routine->a.record);
}

template <bool isConstant>
constexpr Handler kCalls[4][8] = {
    {call<0, 0, isConstant>},
    {call<1, 0, isConstant>, call<1, 1, isConstant>},
    {call<2, 0, isConstant>, call<2, 1, isConstant>, call<2, 2, isConstant>, call<2, 3, isConstant>},
    {call<3, 0, isConstant>, call<3, 1, isConstant>, call<3, 2, isConstant>, call<3, 3, isConstant>,
     call<3, 4, isConstant>, call<3, 5, isConstant>, call<3, 6, isConstant>, call<3, 7, isConstant>}};

} // namespace

Handler callHandler(uint32_t arguments, uint32_t stackMask, bool constantRoutine) {
  return constantRoutine ? kCalls<true>[arguments][stackMask] : kCalls<false>[arguments][stackMask];
}

Handler returnHandler(Opcode opcode, uint32_t stackMask) {
  switch (opcode) {
  case Opcode::OneOp_11_1:
    return stackMask & 1 ? returnValue<true> : returnValue<false>;
  case Opcode::ZeroOp_0_1:
    return returnConstant<1>;
  case Opcode::ZeroOp_1_1:
    return returnConstant<0>;
  case Opcode::ZeroOp_8_1:
    return returnValue<true>;
  default:
    return nullptr;
  }
}

void prepareReturns(Machine &machine) {
  machine.returnTrue.handler = returnByBranch<1>;
  machine.returnFalse.handler = returnByBranch<0>;
}

Frame *currentFrame(const Machine &machine) {
  const uint32_t frame = machine.links & 0xffff;
  return frame == kNoCallerFrame ? nullptr : frameAt(machine, 4 * frame);
}

namespace {

/// The first record of the routine's code, nullptr with a fault where it can't be called.
Record *enterRoutine(Machine &machine, uint32_t packed, const Cell *arguments, uint32_t count, uint32_t returnPc,
                     uint32_t result, Record *part) {
  const uint32_t generation = machine.generation;
  const bool isAddress = packed & kRoutineRecord;
  const uint32_t address = isAddress ? packed & kAddressMask : routineAddress(machine, packed);
  Record *routine = findRoutine(machine, address);
  if (!routine) {
    noteFault(machine, Error::BadRoutine);
    return nullptr;
  }
  if (!isAddress)
    machine.routines[packed % kRoutineEntries] = {packed, routine};
  if (reinterpret_cast<uint8_t *>(machine.top) + kFrameSlack > reinterpret_cast<uint8_t *>(machine.stackEnd)) {
    noteFault(machine, Error::StackOverflow);
    return nullptr;
  }
  const bool isKept = part && generation == machine.generation && !isScratch(machine, part);
  pushFrame(&machine, *machine.state, machine.top, returnPc, result << 16, routine, count) =
      isKept ? part : &machine.noReturn;
  for (uint32_t i = 0; i < count && i < machine.state->localCount; ++i)
    machine.state->locals[i] = arguments[i];
  return resolve(machine, address + 1 + (machine.version < 5 ? 2 * machine.state->localCount : 0));
}

} // namespace

Record *callRoutine(Machine &machine, uint32_t packed, const Cell *arguments, uint32_t count, Record *part) {
  if (packed == 0) {
    // Calling 0 does nothing and gives false (§6.4.3).
    storeIn(machine, part->b.cell, 0);
    return part + 1;
  }
  // What the record says is read first: looking the routine up may empty the caches.
  return enterRoutine(machine, packed, arguments, count, static_cast<uint32_t>(part->a.number), resultOf(part), part);
}

Record *callInterrupt(Machine &machine, uint32_t packed, uint32_t pc) {
  return enterRoutine(machine, packed, nullptr, 0, pc | kInterruptReturn, kResultInterrupt, nullptr);
}

Record *returnFromRoutine(Machine &machine, uint32_t value) {
  Frame *frame = currentFrame(machine);
  if (!frame) {
    noteFault(machine, Error::ReturnFromMain);
    return nullptr;
  }
  const uint32_t result = frame->result, returnPc = frame->returnPc;
  popFrame(&machine, machine.top, frame);
  if (result == kResultInterrupt)
    machine.state->inputEnded = value != 0;
  else if (result < 256)
    if (Cell *cell = variableCell(machine, result))
      storeIn(machine, cell, value);
  return resolve(machine, returnPc & ~kInterruptReturn);
}

uint32_t frameDepth(const Machine &machine) {
  uint32_t depth = 0;
  for (const Frame *frame = currentFrame(machine); frame; ++depth)
    frame = frame->callerFrame == kNoCallerFrame ? nullptr : frameAt(machine, 4 * frame->callerFrame);
  return depth;
}

// The functions of calls and returns that no fast handler does.

Record *op::call(Machine &machine, Record *record) {
  return callRoutine(machine, machine.arguments[0], machine.arguments + 1, machine.argumentCount - 1,
                     following(record) - 1);
}

Record *op::call_n(Machine &machine, Record *record) { return op::call(machine, record); }
Record *op::ret(Machine &machine, Record *) { return returnFromRoutine(machine, machine.arguments[0]); }
Record *op::rtrue(Machine &machine, Record *) { return returnFromRoutine(machine, 1); }
Record *op::rfalse(Machine &machine, Record *) { return returnFromRoutine(machine, 0); }
Record *op::ret_popped(Machine &machine, Record *) { return returnFromRoutine(machine, pop(machine)); }

Record *op::catch_(Machine &machine, Record *record) { return storeResult(machine, record, frameDepth(machine)); }

Record *op::throw_(Machine &machine, Record *) {
  const uint32_t wanted = machine.arguments[1];
  uint32_t depth = frameDepth(machine);
  if (wanted == 0 || wanted > depth) {
    noteFault(machine, Error::BadFrame);
    return nullptr;
  }
  for (; depth > wanted; --depth)
    popFrame(&machine, machine.top, currentFrame(machine));
  return returnFromRoutine(machine, machine.arguments[0]);
}

Record *op::check_arg_count(Machine &machine, Record *record) {
  return branchOn(record, machine.arguments[0] <= machine.state->argumentCount);
}

} // namespace tt::zork
