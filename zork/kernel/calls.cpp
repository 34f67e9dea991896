// Routines: calls, returns, frames on the stack (Z-Machine Standards 1.1 §5, §6.4).
#include "decode.h"
#include "functions.h"
#include "step.h"

namespace tt::zork {
namespace {

constexpr uint32_t kFrameSlack = 64; // bytes of stack that a call needs at most

// Two 16-bit fields side by side are copied as one word.
inline uint32_t &pairAt(uint16_t &first) { return reinterpret_cast<uint32_t &>(first); }
static_assert(offsetof(Frame, callerFrame) % 4 == 0 && offsetof(Frame, callerLocals) % 4 == 0 &&
              offsetof(Frame, callerTop) % 4 == 0 && offsetof(State, localCount) % 4 == 0 &&
              offsetof(State, locals) % 4 == 0);

inline void copyWords(void *to, const void *from, uint32_t words) {
  uint32_t *target = static_cast<uint32_t *>(to);
  const uint32_t *source = static_cast<const uint32_t *>(from);
  for (; words >= 2; words -= 2, target += 2, source += 2) {
    target[0] = source[0];
    target[1] = source[1];
  }
  if (words)
    target[0] = source[0];
}

/// Puts a frame on the stack and makes the called routine's locals; `top` becomes its empty evaluation stack. There is
/// room for it.
inline __attribute__((always_inline)) Frame *pushFrame(Machine *machine, Cell *&top, uint32_t returnPc, uint32_t result,
                                                       const Record *routine, uint32_t arguments) {
  State &state = *machine->state;
  uint8_t *const stack = machine->stack;
  const uint32_t callerTop = static_cast<uint32_t>(reinterpret_cast<uint8_t *>(top) - stack) / 2;
  if (callerTop & 1)
    *top++ = 0;
  Frame *frame = reinterpret_cast<Frame *>(top);
  frame->returnPc = returnPc;
  pairAt(frame->callerFrame) = machine->links;
  pairAt(frame->callerLocals) = pairAt(state.localCount);
  pairAt(frame->callerTop) = callerTop | result << 16;
  const uint32_t words = (state.localCount + 1U) / 2;
  copyWords(frame + 1, state.locals, words);
  top = reinterpret_cast<Cell *>(frame + 1) + 2 * words;
  const uint32_t offset = static_cast<uint32_t>(reinterpret_cast<uint8_t *>(frame) - stack);
  machine->links = offset / 4 | static_cast<uint32_t>(reinterpret_cast<uint8_t *>(top) - stack) / 2 << 16;
  machine->frame = frame;
  machine->evaluation = top;
  const uint32_t locals = static_cast<uint32_t>(routine->b.number);
  pairAt(state.localCount) = locals | arguments << 16;
  copyWords(state.locals, routine->c.cell, (locals + 1) / 2);
  return frame;
}

inline Shadow &shadowOf(Machine *machine, const Frame *frame) {
  const auto offset = static_cast<uint32_t>(reinterpret_cast<const uint8_t *>(frame) - machine->stack);
  return *reinterpret_cast<Shadow *>(reinterpret_cast<uint8_t *>(machine->shadows) +
                                     (offset & ~15U) * (sizeof(Shadow) / 16));
}

/// Takes the current frame off the stack.
inline __attribute__((always_inline)) void popFrame(Machine *machine, Cell *&top, const Frame *frame) {
  State &state = *machine->state;
  uint8_t *const stack = machine->stack;
  pairAt(state.localCount) = pairAt(const_cast<Frame *>(frame)->callerLocals);
  copyWords(state.locals, frame + 1, (state.localCount + 1U) / 2);
  const uint32_t links = pairAt(const_cast<Frame *>(frame)->callerFrame);
  machine->links = links;
  machine->evaluation = reinterpret_cast<Cell *>(stack) + (links >> 16);
  const uint32_t callerFrame = links & 0xffff;
  machine->frame = callerFrame == kNoCallerFrame ? nullptr : reinterpret_cast<Frame *>(stack + 4 * callerFrame);
  top = reinterpret_cast<Cell *>(stack) + frame->callerTop;
}

void returnSlowly(ZORK_ARGUMENTS) {
  machine->top = top;
  machine->budget = budget;
  const uint32_t pc = machine->frame ? machine->frame->returnPc & kAddressMask : machine->state->pc;
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
    Frame *const frame = machine->frame;                                                                               \
    const Shadow *shadow = nullptr;                                                                                    \
    if (ZORK_UNLIKELY(!frame) || ZORK_UNLIKELY((shadow = &shadowOf(machine, frame))->returnPc != frame->returnPc)) {   \
      machine->arguments[0] = static_cast<Cell>(returned);                                                             \
      ZORK_TAIL returnSlowly(record, machine, top, budget);                                                            \
    }                                                                                                                  \
    popFrame(machine, top, frame);                                                                                     \
    Cell *const result = shadow->result;                                                                               \
    if (result == &machine->stackMarker)                                                                               \
      *top++ = static_cast<Cell>(returned); /* there is room: the frame was here */                                    \
    else                                                                                                               \
      *result = static_cast<Cell>(returned);                                                                           \
    ZORK_GO(shadow->next);                                                                                             \
  } while (false)

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
  Record *next = callRoutine(m, m.callee, m.arguments, m.argumentCount, static_cast<uint32_t>(part->a.number),
                             static_cast<uint32_t>(reinterpret_cast<uintptr_t>(part->handler)), part + 1, part->b.cell);
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
  const uint32_t returnPc = static_cast<uint32_t>(part->a.number);
  const Frame *frame = pushFrame(machine, top, returnPc,
                                 static_cast<uint32_t>(reinterpret_cast<uintptr_t>(part->handler)), routine, arguments);
  Shadow &shadow = shadowOf(machine, frame);
  shadow.returnPc = returnPc;
  shadow.next = part + 1;
  shadow.result = part->b.cell;
  State &state = *machine->state;
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

Record *callRoutine(Machine &machine, uint32_t packed, const Cell *arguments, uint32_t count, uint32_t returnPc,
                    uint32_t result, Record *next, Cell *resultCell) {
  if (packed == 0) {
    // Calling 0 does nothing and gives false (§6.4.3).
    storeIn(machine, resultCell, 0);
    return next;
  }
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
  const Frame *frame = pushFrame(&machine, machine.top, returnPc, result, routine, count);
  Shadow &shadow = shadowOf(&machine, frame);
  const bool isKept =
      next && generation == machine.generation && !(returnPc & kInterruptReturn) && returnPc >= machine.dynamicBytes;
  shadow = {next, resultCell, isKept ? returnPc : kNoReturn, 0};
  for (uint32_t i = 0; i < count && i < machine.state->localCount; ++i)
    machine.state->locals[i] = arguments[i];
  return resolve(machine, address + 1 + (machine.version < 5 ? 2 * machine.state->localCount : 0));
}

Record *returnFromRoutine(Machine &machine, uint32_t value) {
  const Frame *frame = machine.frame;
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
  for (const Frame *frame = machine.frame; frame; ++depth)
    frame = frame->callerFrame == kNoCallerFrame
                ? nullptr
                : reinterpret_cast<const Frame *>(machine.stack + 4 * static_cast<size_t>(frame->callerFrame));
  return depth;
}

// The functions of calls and returns that no fast handler does.

Record *op::call(Machine &machine, Record *record) {
  // What the record says is read first: looking the routine up may empty the caches.
  const uint32_t pc = currentPc(machine);
  const Instruction instruction = decodeInstruction(machine, pc);
  const uint32_t result = instruction.flags & kStores ? instruction.resultVariable : +kResultDropped;
  return callRoutine(machine, machine.arguments[0], machine.arguments + 1, machine.argumentCount - 1,
                     instruction.nextPc, result, following(record), record->c.cell);
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
    popFrame(&machine, machine.top, machine.frame);
  return returnFromRoutine(machine, machine.arguments[0]);
}

Record *op::check_arg_count(Machine &machine, Record *record) {
  return branchOn(record, machine.arguments[0] <= machine.state->argumentCount);
}

} // namespace tt::zork
