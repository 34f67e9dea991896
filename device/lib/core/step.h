// Handlers: the execution of one instruction or of some in a row, and how they hand over to each other.
//
// All handlers have the same parameters, which `preserve_none` keeps in host registers, and end by a tail call: a guest
// program is one long chain of jumps. The budget costs nothing while execution goes straight on: the deadline is the
// address of the slot at which it would be used up, and moves when a branch is taken.
#pragma once

#include <array>

#include "core/machine.h"
#include "core/parts.h"
#include "core/semantics.h"

namespace tt::device {

#define TENON_HANDLER_PARAMETERS                                                                                       \
  const Slot *slot, Machine *machine, std::byte *memory, uintptr_t deadline, uint32_t lastWord,                        \
      [[maybe_unused]] uint32_t last1, [[maybe_unused]] uint32_t last2, [[maybe_unused]] uint32_t last3,               \
      [[maybe_unused]] uint32_t last4

/// Leaves for another handler.
#define TENON_CONTINUE_WITH(handler, at)                                                                               \
  do {                                                                                                                 \
    [[clang::musttail]] return handler(at, machine, memory, deadline, lastWord, last1, last2, last3, last4);           \
  } while (0)
#define TENON_CONTINUE_AT(at)                                                                                          \
  do {                                                                                                                 \
    const Slot *nextSlot = (at);                                                                                       \
    const Handler nextHandler = nextSlot->handler.load(std::memory_order_relaxed);                                     \
    TENON_CONTINUE_WITH(nextHandler, nextSlot);                                                                        \
  } while (0)
/// The same where what the instructions before gave is in registers only.
#define TENON_ARRIVE_WITH(handler, at)                                                                                 \
  do {                                                                                                                 \
    const Slot *arrival = (at);                                                                                        \
    const Handler arrivalHandler = (handler);                                                                          \
    last1 = reg(machine, arrival[-1].operands.rd());                                                                   \
    last2 = reg(machine, arrival[-2].operands.rd());                                                                   \
    last3 = reg(machine, arrival[-3].operands.rd());                                                                   \
    last4 = reg(machine, arrival[-4].operands.rd());                                                                   \
    TENON_CONTINUE_WITH(arrivalHandler, arrival);                                                                      \
  } while (0)
#define TENON_ARRIVE_AT(at) TENON_ARRIVE_WITH((at)->handler.load(std::memory_order_relaxed), at)

// The rare ways on. `slot` is the instruction itself, of which nothing was carried out...
HandlerFunction slowAccess;      // a load or store outside of memory, near its end, or misaligned
HandlerFunction farJumpRegister; // a jalr out of the region
HandlerFunction newTarget;       // a jalr to where none has led before
// ... and here the target of a jump.
HandlerFunction budgetUsedUp;

inline const Slot *moved(const Slot *slot, intptr_t bytes) {
  return reinterpret_cast<const Slot *>(reinterpret_cast<uintptr_t>(slot) + static_cast<uintptr_t>(bytes));
}

// What follows is for execute(): `results` holds what instructions gave, from the fourth before the handler's first
// on; `index` is the number of the instruction at hand among the handler's, `part` what is known of it, `at` its
// slot and `operands` the slot's.

/// Jumps to `target`: the budget is tested, except after forward branches.
#define TENON_JUMP(target, isTested)                                                                                   \
  do {                                                                                                                 \
    const Slot *targetSlot = (target);                                                                                 \
    deadline += reinterpret_cast<uintptr_t>(targetSlot) - reinterpret_cast<uintptr_t>(at + 1);                         \
    if (reinterpret_cast<uintptr_t>(targetSlot) >= deadline) [[unlikely]] {                                            \
      if (isTested)                                                                                                    \
        TENON_CONTINUE_WITH(budgetUsedUp, targetSlot);                                                                 \
    }                                                                                                                  \
    TENON_CONTINUE_AT(targetSlot);                                                                                     \
  } while (0)

/// Lets the handler of the instruction `next` find what those before gave.
#define TENON_LEAVE_RESULTS(next)                                                                                      \
  do {                                                                                                                 \
    last1 = results[next + 3];                                                                                         \
    last2 = results[next + 2];                                                                                         \
    last3 = results[next + 1];                                                                                         \
    last4 = results[next];                                                                                             \
  } while (0)

/// Leaves for a rare way on, after writing what the instruction before gave and was not written yet.
#define TENON_GIVE_UP(handler)                                                                                         \
  do {                                                                                                                 \
    TENON_LEAVE_RESULTS(index);                                                                                        \
    if constexpr (index > 0 && parts[index == 0 ? 0 : index - 1].overwritten)                                          \
      reg(machine, at[-1].operands.rd()) = last1;                                                                      \
    TENON_CONTINUE_WITH(handler, at);                                                                                  \
  } while (0)

#define TENON_FIRST_OPERAND (part.first != 0 ? results[index + kFarthest - part.first] : reg(machine, operands.rs1()))
#define TENON_SECOND_OPERAND                                                                                           \
  (part.second != 0 ? results[index + kFarthest - part.second] : reg(machine, operands.rs2()))
#define TENON_IMMEDIATE static_cast<uint32_t>(operands.immediate())

#define TENON_CHECK_ADDRESS(address)                                                                                   \
  do {                                                                                                                 \
    if (address > lastWord) [[unlikely]]                                                                               \
      TENON_GIVE_UP(slowAccess);                                                                                       \
    if ((address & (accessBytes(part.kind) - 1)) != 0) [[unlikely]]                                                    \
      TENON_GIVE_UP(slowAccess);                                                                                       \
  } while (0)

/// Executes an instruction; what follows the macro is executed after it, unless it jumped.
#define TENON_EXECUTE                                                                                                  \
  do {                                                                                                                 \
    if constexpr (givesResult(part.kind)) {                                                                            \
      uint32_t result;                                                                                                 \
      if constexpr (classOf(part.kind) == KindClass::AluImmediate) {                                                   \
        result = compute<part.kind>(part.kind == Kind::Constant ? 0 : TENON_FIRST_OPERAND, TENON_IMMEDIATE);           \
      } else if constexpr (classOf(part.kind) == KindClass::AluRegister) {                                             \
        result = compute<part.kind>(TENON_FIRST_OPERAND, TENON_SECOND_OPERAND);                                        \
      } else {                                                                                                         \
        const uint32_t address = TENON_FIRST_OPERAND + TENON_IMMEDIATE;                                                \
        TENON_CHECK_ADDRESS(address);                                                                                  \
        result = tt::device::load<part.kind>(memory + address);                                                        \
      }                                                                                                                \
      results[index + kFarthest] = result;                                                                             \
      if constexpr (!part.overwritten)                                                                                 \
        reg(machine, operands.template rdOf<part.kind>()) = result;                                                    \
    } else {                                                                                                           \
      results[index + kFarthest] = results[index + kFarthest - 1];                                                     \
      if constexpr (classOf(part.kind) == KindClass::Store) {                                                          \
        const uint32_t address = TENON_FIRST_OPERAND + TENON_IMMEDIATE;                                                \
        TENON_CHECK_ADDRESS(address);                                                                                  \
        store<part.kind>(memory + address, TENON_SECOND_OPERAND);                                                      \
      } else if constexpr (classOf(part.kind) == KindClass::Branch) {                                                  \
        if (taken<part.kind>(TENON_FIRST_OPERAND, TENON_SECOND_OPERAND))                                               \
          TENON_JUMP(moved(at, operands.immediate()), operands.immediate() <= 0);                                      \
      } else if constexpr (part.kind == Kind::Jump) {                                                                  \
        TENON_JUMP(moved(at, operands.immediate()), true);                                                             \
      } else if constexpr (part.kind == Kind::JumpAndLink) {                                                           \
        reg(machine, operands.template rdOf<part.kind>()) = addressOf(at, machine) + 4;                                \
        TENON_JUMP(moved(at, operands.immediate()), true);                                                             \
      } else if constexpr (part.kind == Kind::JumpRegister || part.kind == Kind::JumpRegisterUnlinked) {               \
        const uint32_t offset = TENON_FIRST_OPERAND + TENON_IMMEDIATE - machine->begin;                                \
        if (offset >= machine->size || (offset & 3) != 0) [[unlikely]]                                                 \
          TENON_GIVE_UP(farJumpRegister);                                                                              \
        if (__atomic_load_n(machine->targets + offset / 4, __ATOMIC_ACQUIRE) == 0) [[unlikely]]                        \
          TENON_GIVE_UP(newTarget);                                                                                    \
        if constexpr (part.kind == Kind::JumpRegister)                                                                 \
          reg(machine, operands.template rdOf<part.kind>()) = addressOf(at, machine) + 4;                              \
        TENON_JUMP(machine->slots + offset / 4, true);                                                                 \
      }                                                                                                                \
    }                                                                                                                  \
  } while (0)

#define TENON_EXECUTE_PART(number)                                                                                     \
  if constexpr (number < count) {                                                                                      \
    [[maybe_unused]] constexpr size_t index = number;                                                                  \
    constexpr Part part = parts[index];                                                                                \
    [[maybe_unused]] const Slot *at = slot + index;                                                                    \
    [[maybe_unused]] const Operands operands = at->operands.inRegister();                                              \
    TENON_EXECUTE;                                                                                                     \
  }

/// Executes these instructions, the first of them the slot's.
template <Part... Parts>
TENON_PRESERVE_NONE void execute(TENON_HANDLER_PARAMETERS) {
  constexpr size_t count = sizeof...(Parts);
  static_assert(count <= kLongestSequence);
  constexpr Part parts[] = {Parts...};
  uint32_t results[kFarthest + count] = {last4, last3, last2, last1};
  TENON_EXECUTE_PART(0);
  TENON_EXECUTE_PART(1);
  TENON_EXECUTE_PART(2);
  TENON_EXECUTE_PART(3);
  TENON_EXECUTE_PART(4);
  TENON_EXECUTE_PART(5);
  if constexpr (classOf(parts[count - 1].kind) != KindClass::Jump) {
    TENON_LEAVE_RESULTS(count);
    TENON_CONTINUE_AT(slot + count);
  }
}

} // namespace tt::device
