// Tables of handlers, and the handlers of what is rare: bad accesses, far jumps, CSRs, stops, native code.
#include "core/handlers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/step.h"

namespace tt::device {
namespace {

/// Instructions left in the budget before `slot`.
int64_t left(const Slot *slot, uintptr_t deadline) {
  return static_cast<int64_t>(deadline - reinterpret_cast<uintptr_t>(slot)) / static_cast<int64_t>(sizeof(Slot));
}
uintptr_t deadlineAt(const Slot *slot, int64_t left) {
  return reinterpret_cast<uintptr_t>(slot) + static_cast<uintptr_t>(left) * sizeof(Slot);
}

void leave(Machine *machine, uint32_t pc, int64_t left, Stop stop) {
  machine->state.pc = pc;
  machine->state.budget = left;
  machine->stop = stop;
}

void leaveWithFault(Machine *machine, const Slot *slot, uintptr_t deadline, FaultKind kind, uint32_t address,
                    uint32_t bytes) {
  const uint32_t pc = addressOf(slot, machine);
  leave(machine, pc, left(slot, deadline), Stop::Fault);
  machine->stopAt(kind, pc, address, bytes);
}

uint32_t wordOf(const Slot *slot, const Machine *machine) {
  return machine->region->words()[static_cast<size_t>(slot - machine->slots)];
}

/// Goes on at any address, with `left` instructions left.
#define TENON_ENTER(pc, left)                                                                                          \
  do {                                                                                                                 \
    const int64_t budgetThere = (left);                                                                                \
    slot = machine->enter(pc);                                                                                         \
    if (slot == nullptr) {                                                                                             \
      machine->state.budget = budgetThere;                                                                             \
      return;                                                                                                          \
    }                                                                                                                  \
    deadline = deadlineAt(slot, budgetThere);                                                                          \
    TENON_ARRIVE_AT(slot);                                                                                             \
  } while (0)

/// The same after a jump, where the budget is tested.
#define TENON_ENTER_TESTED(pc, left)                                                                                   \
  do {                                                                                                                 \
    const uint32_t targetPc = (pc);                                                                                    \
    const int64_t leftAfter = (left);                                                                                  \
    if (leftAfter <= 0)                                                                                                \
      return leave(machine, targetPc, leftAfter, Stop::Budget);                                                        \
    TENON_ENTER(targetPc, leftAfter);                                                                                  \
  } while (0)

bool takenBranch(uint32_t word, uint32_t a, uint32_t b) {
  switch (decode(word, 0).kind) {
#define BRANCH(kind)                                                                                                   \
  case Kind::kind:                                                                                                     \
    return taken<Kind::kind>(a, b);
#include "core/instructions.def"
  default:
    return false;
  }
}

TENON_PRESERVE_NONE void farBranch(TENON_HANDLER_PARAMETERS) {
  if (!takenBranch(wordOf(slot, machine), reg(machine, slot->operands.rs1()), reg(machine, slot->operands.rs2())))
    TENON_CONTINUE_AT(slot + 1);
  const uint32_t target = addressOf(slot, machine) + static_cast<uint32_t>(slot->operands.immediate());
  if (target % 4 != 0)
    return leaveWithFault(machine, slot, deadline, FaultKind::FetchMisaligned, target, 4);
  if (slot->operands.immediate() <= 0)
    TENON_ENTER_TESTED(target, left(slot, deadline) - 1);
  TENON_ENTER(target, left(slot, deadline) - 1);
}

TENON_PRESERVE_NONE void farJump(TENON_HANDLER_PARAMETERS) {
  const uint32_t pc = addressOf(slot, machine);
  const uint32_t target = pc + static_cast<uint32_t>(slot->operands.immediate());
  if (target % 4 != 0)
    return leaveWithFault(machine, slot, deadline, FaultKind::FetchMisaligned, target, 4);
  reg(machine, slot->operands.rd()) = pc + 4;
  TENON_ENTER_TESTED(target, left(slot, deadline) - 1);
}

TENON_PRESERVE_NONE void endOfRegion(TENON_HANDLER_PARAMETERS) {
  TENON_ENTER(addressOf(slot, machine), left(slot, deadline));
}

TENON_PRESERVE_NONE void nothing(TENON_HANDLER_PARAMETERS) { TENON_CONTINUE_AT(slot + 1); }

TENON_PRESERVE_NONE void fence(TENON_HANDLER_PARAMETERS) {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  TENON_CONTINUE_AT(slot + 1);
}

TENON_PRESERVE_NONE void fenceI(TENON_HANDLER_PARAMETERS) {
  const uint32_t next = addressOf(slot, machine) + 4;
  const int64_t leftAfter = left(slot, deadline) - 1;
  std::atomic_thread_fence(std::memory_order_seq_cst);
  machine->synchronize();
  TENON_ENTER(next, leftAfter);
}

TENON_PRESERVE_NONE void ecall(TENON_HANDLER_PARAMETERS) {
  leave(machine, addressOf(slot, machine), left(slot, deadline), Stop::Call);
}

TENON_PRESERVE_NONE void breakpoint(TENON_HANDLER_PARAMETERS) {
  leave(machine, addressOf(slot, machine), left(slot, deadline), Stop::Breakpoint);
}

TENON_PRESERVE_NONE void illegal(TENON_HANDLER_PARAMETERS) {
  leaveWithFault(machine, slot, deadline, FaultKind::IllegalInstruction, 0, 0);
}

/// Counters count retired instructions: a functional simulation has no other time (RISC-V Unprivileged ISA, Zicntr).
TENON_PRESERVE_NONE void csr(TENON_HANDLER_PARAMETERS) {
  const uint32_t word = wordOf(slot, machine);
  const uint64_t retired = machine->retiredAtDeadline - static_cast<uint64_t>(left(slot, deadline));
  const bool isSwap = (word >> 12 & 3) == 1; // csrrw, csrrwi: always write; the others do if rs1 is not x0 or 0
  uint32_t value;
  switch (word >> 20) {
  case 0xC00: // cycle
  case 0xC01: // time
  case 0xC02: // instret
    value = static_cast<uint32_t>(retired);
    break;
  case 0xC80:
  case 0xC81:
  case 0xC82: // the high halves
    value = static_cast<uint32_t>(retired >> 32);
    break;
  case 0xF14: // mhartid
    value = machine->options.hartId;
    break;
  default:
    TENON_CONTINUE_WITH(illegal, slot);
  }
  if (isSwap || (word >> 15 & 31) != 0)
    TENON_CONTINUE_WITH(illegal, slot); // all of them are read-only
  reg(machine, slot->operands.rd()) = value;
  TENON_CONTINUE_AT(slot + 1);
}

TENON_PRESERVE_NONE void native(TENON_HANDLER_PARAMETERS) {
  // The acquire pairs with publish(): the entry, and the code it leads to, are seen.
  (void)slot->handler.load(std::memory_order_acquire);
  machine->state.pc = addressOf(slot, machine);
  machine->state.budget = left(slot, deadline);
  machine->state.x[0] = 0;
  const Leave how = machine->region->nativeEntry(static_cast<size_t>(slot - machine->slots))(&machine->state);
  const uint32_t pc = machine->state.pc;
  const int64_t leftThere = machine->state.budget;
  if (how == Leave::Budget)
    return leave(machine, pc, leftThere, Stop::Budget);
  if (how == Leave::GoOn)
    TENON_ENTER(pc, leftThere);
  slot = machine->enter(pc);
  if (slot == nullptr) {
    machine->state.budget = leftThere;
    return;
  }
  deadline = deadlineAt(slot, leftThere);
  TENON_ARRIVE_WITH(singleHandler(slot->operands.kind()), slot);
}

uint32_t loadBytes(const std::byte *from, uint32_t bytes) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < bytes; ++i)
    value |= static_cast<uint32_t>(__atomic_load_n(reinterpret_cast<const uint8_t *>(from) + i, __ATOMIC_RELAXED))
             << 8 * i;
  return value;
}

void storeBytes(std::byte *to, uint32_t value, uint32_t bytes) {
  for (uint32_t i = 0; i < bytes; ++i)
    __atomic_store_n(reinterpret_cast<uint8_t *>(to) + i, static_cast<uint8_t>(value >> 8 * i), __ATOMIC_RELAXED);
}

uint32_t extended(Kind kind, uint32_t value) {
  switch (kind) {
#define LOAD(kind, type)                                                                                               \
  case Kind::kind:                                                                                                     \
    return static_cast<uint32_t>(static_cast<type>(value));
#include "core/instructions.def"
  default:
    return value;
  }
}

template <size_t... Kinds>
constexpr std::array<Handler, kKinds> singles(std::index_sequence<Kinds...>) {
  std::array<Handler, kKinds> handlers = {execute<Part{static_cast<Kind>(Kinds)}>...};
  const auto at = [&](Kind kind) -> Handler & { return handlers[static_cast<size_t>(kind)]; };
  at(Kind::Nothing) = nothing;
  at(Kind::FarBranch) = farBranch;
  at(Kind::FarJump) = farJump;
  at(Kind::Fence) = fence;
  at(Kind::FenceI) = fenceI;
  at(Kind::Csr) = csr;
  at(Kind::Ecall) = ecall;
  at(Kind::Ebreak) = breakpoint;
  at(Kind::Illegal) = illegal;
  at(Kind::End) = endOfRegion;
  return handlers;
}

} // namespace

TENON_PRESERVE_NONE void slowAccess(TENON_HANDLER_PARAMETERS) {
  const bool isLoad = classOf(slot->operands.kind()) == KindClass::Load;
  const uint32_t bytes = accessBytes(slot->operands.kind());
  const uint32_t address = reg(machine, slot->operands.rs1()) + static_cast<uint32_t>(slot->operands.immediate());
  const uint32_t memorySize = machine->state.memorySize;
  if (address > memorySize - bytes)
    return leaveWithFault(machine, slot, deadline, isLoad ? FaultKind::LoadOutside : FaultKind::StoreOutside, address,
                          bytes);
  if (address % bytes != 0 && !machine->options.misalignedAccess)
    return leaveWithFault(machine, slot, deadline, isLoad ? FaultKind::LoadMisaligned : FaultKind::StoreMisaligned,
                          address, bytes);
  last4 = last3;
  last3 = last2;
  last2 = last1;
  if (isLoad)
    reg(machine, slot->operands.rd()) = last1 = extended(slot->operands.kind(), loadBytes(memory + address, bytes));
  else
    storeBytes(memory + address, reg(machine, slot->operands.rs2()), bytes);
  TENON_CONTINUE_AT(slot + 1);
}

TENON_PRESERVE_NONE void farJumpRegister(TENON_HANDLER_PARAMETERS) {
  const uint32_t target =
      (reg(machine, slot->operands.rs1()) + static_cast<uint32_t>(slot->operands.immediate())) & ~1u;
  if (target % 4 != 0)
    return leaveWithFault(machine, slot, deadline, FaultKind::FetchMisaligned, target, 4);
  reg(machine, slot->operands.rd()) = addressOf(slot, machine) + 4;
  TENON_ENTER_TESTED(target, left(slot, deadline) - 1);
}

TENON_PRESERVE_NONE void newTarget(TENON_HANDLER_PARAMETERS) {
  const uint32_t target = reg(machine, slot->operands.rs1()) + static_cast<uint32_t>(slot->operands.immediate());
  machine->region->addTarget((target - machine->begin) / 4);
  const Handler handler = singleHandler(slot->operands.kind());
  TENON_CONTINUE_WITH(handler, slot);
}

TENON_PRESERVE_NONE void budgetUsedUp(TENON_HANDLER_PARAMETERS) {
  leave(machine, addressOf(slot, machine), left(slot, deadline), Stop::Budget);
}

Handler singleHandler(Kind kind) {
  static constexpr std::array<Handler, kKinds> handlers = singles(std::make_index_sequence<kKinds>());
  return handlers[static_cast<size_t>(kind)];
}

Handler pairHandler(Form entry, Kind first, Form form, Kind second) {
  const size_t index =
      (static_cast<size_t>(entry) * kForms + static_cast<size_t>(form)) * kKinds + static_cast<size_t>(second);
  switch (first) {
#define TENON_ROW(kind, ...)                                                                                           \
  case Kind::kind:                                                                                                     \
    return pairsOf<Kind::kind>()[index];
#define ALU_IMMEDIATE TENON_ROW
#define ALU_REGISTER TENON_ROW
#define LOAD TENON_ROW
#define STORE TENON_ROW
#define BRANCH TENON_ROW
#include "core/instructions.def"
  default:
    return nullptr;
  }
}

Handler nativeHandler() { return native; }
Handler breakpointHandler() { return breakpoint; }

} // namespace tt::device
