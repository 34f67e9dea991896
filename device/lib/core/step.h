// One instruction's execution inside a handler, and how handlers hand over to each other.
//
// All handlers have the same parameters, which `preserve_none` keeps in host registers, and end by a tail call: a guest
// program is one long chain of jumps. The budget costs nothing while execution goes straight on: the deadline is the
// address of the slot at which it would be used up, and moves when a branch is taken.
#pragma once

#include "core/machine.h"
#include "core/semantics.h"

namespace tt::device {

#define TENON_HANDLER_PARAMETERS                                                                                       \
  const Slot *slot, Machine *machine, std::byte *memory, uintptr_t deadline, uint32_t lastWord

/// Leaves for another handler.
#define TENON_CONTINUE_WITH(handler, at)                                                                               \
  do {                                                                                                                 \
    [[clang::musttail]] return handler(at, machine, memory, deadline, lastWord);                                       \
  } while (0)
#define TENON_CONTINUE_AT(at)                                                                                          \
  do {                                                                                                                 \
    const Slot *nextSlot = (at);                                                                                       \
    const Handler nextHandler = nextSlot->handler.load(std::memory_order_relaxed);                                     \
    TENON_CONTINUE_WITH(nextHandler, nextSlot);                                                                        \
  } while (0)

// The rare ways on. `slot` is the instruction itself, of which nothing was carried out...
HandlerFunction slowAccess;      // a load or store outside of memory, near its end, or misaligned
HandlerFunction farJumpRegister; // a jalr out of the region
// ... and here the target of a jump.
HandlerFunction budgetUsedUp;

inline const Slot *moved(const Slot *slot, intptr_t bytes) {
  return reinterpret_cast<const Slot *>(reinterpret_cast<uintptr_t>(slot) + static_cast<uintptr_t>(bytes));
}

/// Jumps from the slot `at` to `target`: the budget is tested, except after forward branches.
#define TENON_JUMP(at, target, isTested)                                                                               \
  do {                                                                                                                 \
    const Slot *targetSlot = (target);                                                                                 \
    deadline += reinterpret_cast<uintptr_t>(targetSlot) - reinterpret_cast<uintptr_t>((at) + 1);                       \
    if (reinterpret_cast<uintptr_t>(targetSlot) >= deadline) [[unlikely]] {                                            \
      if (isTested)                                                                                                    \
        TENON_CONTINUE_WITH(budgetUsedUp, targetSlot);                                                                 \
    }                                                                                                                  \
    TENON_CONTINUE_AT(targetSlot);                                                                                     \
  } while (0)

/// What the operands of the instruction in the slot `s` are, as the second of a pair whose first gave `carried`.
template <Form F>
uint32_t firstOperand(const Slot *s, Machine *machine, uint32_t carried) {
  return F == Form::First || F == Form::FirstOnly ? carried : reg(machine, s->rs1);
}
template <Form F>
uint32_t secondOperand(const Slot *s, Machine *machine, uint32_t carried) {
  return F == Form::Second ? carried : reg(machine, s->rs2);
}

/// Leaves for a rare way on, after writing what the first of the pair gave and was not written yet.
#define TENON_GIVE_UP(F, handler, at)                                                                                  \
  do {                                                                                                                 \
    if constexpr (F == Form::FirstOnly)                                                                                \
      reg(machine, slot->rd) = carried;                                                                                \
    TENON_CONTINUE_WITH(handler, at);                                                                                  \
  } while (0)

#define TENON_CHECK_ADDRESS(K, F, s, address)                                                                          \
  if (address > lastWord) [[unlikely]]                                                                                 \
    TENON_GIVE_UP(F, slowAccess, s);                                                                                   \
  if ((address & (accessBytes(K) - 1)) != 0) [[unlikely]]                                                              \
  TENON_GIVE_UP(F, slowAccess, s)

/// Sets `result` to what the instruction of kind K, a computation or a load, writes into its register.
#define TENON_RESULT(K, F, at, result)                                                                                 \
  do {                                                                                                                 \
    const Slot *s = (at);                                                                                              \
    if constexpr (classOf(K) == KindClass::AluImmediate) {                                                             \
      result = compute<K>(K == Kind::Constant ? 0 : firstOperand<F>(s, machine, carried),                              \
                          static_cast<uint32_t>(s->immediate));                                                        \
    } else if constexpr (classOf(K) == KindClass::AluRegister) {                                                       \
      result = compute<K>(firstOperand<F>(s, machine, carried), secondOperand<F>(s, machine, carried));                \
    } else {                                                                                                           \
      const uint32_t address = firstOperand<F>(s, machine, carried) + static_cast<uint32_t>(s->immediate);             \
      TENON_CHECK_ADDRESS(K, F, s, address);                                                                           \
      result = tt::device::load<K>(memory + address);                                                                  \
    }                                                                                                                  \
  } while (0)

/// Executes the instruction of kind K in the slot `at`; what follows the macro is executed after it, unless it jumped.
#define TENON_STEP(K, F, at)                                                                                           \
  do {                                                                                                                 \
    [[maybe_unused]] const Slot *s = (at);                                                                             \
    if constexpr (givesResult(K)) {                                                                                    \
      uint32_t result;                                                                                                 \
      TENON_RESULT(K, F, at, result);                                                                                  \
      reg(machine, s->rd) = result;                                                                                    \
    } else if constexpr (classOf(K) == KindClass::Store) {                                                             \
      const uint32_t address = firstOperand<F>(s, machine, carried) + static_cast<uint32_t>(s->immediate);             \
      TENON_CHECK_ADDRESS(K, F, s, address);                                                                           \
      store<K>(memory + address, secondOperand<F>(s, machine, carried));                                               \
    } else if constexpr (classOf(K) == KindClass::Branch) {                                                            \
      if (taken<K>(firstOperand<F>(s, machine, carried), secondOperand<F>(s, machine, carried)))                       \
        TENON_JUMP(s, moved(s, s->immediate), s->immediate <= 0);                                                      \
    } else if constexpr (K == Kind::Jump) {                                                                            \
      TENON_JUMP(s, moved(s, s->immediate), true);                                                                     \
    } else if constexpr (K == Kind::JumpAndLink) {                                                                     \
      reg(machine, s->rd) = addressOf(s, machine) + 4;                                                                 \
      TENON_JUMP(s, moved(s, s->immediate), true);                                                                     \
    } else if constexpr (K == Kind::JumpRegister || K == Kind::JumpRegisterUnlinked) {                                 \
      const uint32_t offset =                                                                                          \
          firstOperand<F>(s, machine, carried) + static_cast<uint32_t>(s->immediate) - machine->begin;                 \
      if (offset >= machine->size || (offset & 3) != 0) [[unlikely]]                                                   \
        TENON_GIVE_UP(F, farJumpRegister, s);                                                                          \
      uint8_t *seen = machine->targets + offset / 4;                                                                   \
      if (__atomic_load_n(seen, __ATOMIC_RELAXED) == 0) [[unlikely]]                                                   \
        __atomic_store_n(seen, uint8_t{1}, __ATOMIC_RELAXED);                                                          \
      if constexpr (K == Kind::JumpRegister)                                                                           \
        reg(machine, s->rd) = addressOf(s, machine) + 4;                                                               \
      TENON_JUMP(s, machine->slots + offset / 4, true);                                                                \
    }                                                                                                                  \
  } while (0)

template <Kind K>
TENON_PRESERVE_NONE void executeSingle(TENON_HANDLER_PARAMETERS) {
  [[maybe_unused]] constexpr uint32_t carried = 0;
  TENON_STEP(K, Form::Apart, slot);
  if constexpr (classOf(K) != KindClass::Jump)
    TENON_CONTINUE_AT(slot + 1);
}

template <Kind First, Kind Second, Form F>
TENON_PRESERVE_NONE void executePair(TENON_HANDLER_PARAMETERS) {
  [[maybe_unused]] uint32_t carried = 0;
  if constexpr (F == Form::Apart) {
    TENON_STEP(First, F, slot);
  } else {
    TENON_RESULT(First, Form::Apart, slot, carried);
    if constexpr (F != Form::FirstOnly)
      reg(machine, slot->rd) = carried;
  }
  TENON_STEP(Second, F, slot + 1);
  if constexpr (classOf(Second) != KindClass::Jump)
    TENON_CONTINUE_AT(slot + 2);
}

} // namespace tt::device
