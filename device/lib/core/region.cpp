// Decoding of regions into slots, and native code that takes the place of a slot's handler.
#include "core/region.h"

#include <cstring>
#include <limits>

#include "core/handlers.h"

namespace tt::device {
namespace {

bool operandsCanBeSwapped(Kind kind) {
  switch (kind) {
  case Kind::Add:
  case Kind::Xor:
  case Kind::Or:
  case Kind::And:
  case Kind::Mul:
  case Kind::Beq:
  case Kind::Bne:
    return true;
  default:
    return false;
  }
}

/// Lets the first operand be the one that the instruction before gives, where it does not matter.
void swapOperands(Slot &slot, const Slot &before) {
  if (operandsCanBeSwapped(slot.kind) && givesResult(before.kind) && slot.rs2 == before.rd)
    std::swap(slot.rs1, slot.rs2);
}

Handler handlerOf(const Slot &slot, const Slot &next) {
  if (!hasForm(slot.kind, next.kind, Form::Apart))
    return singleHandler(slot.kind);
  const bool hasSecondRegister = classOf(next.kind) == KindClass::AluRegister;
  Form form = Form::Apart;
  if (givesResult(slot.kind) && next.rs1 == slot.rd)
    form = givesResult(next.kind) && next.rd == slot.rd && !(hasSecondRegister && next.rs2 == slot.rd) ? Form::FirstOnly
                                                                                                       : Form::First;
  else if (classOf(next.kind) == KindClass::Store && next.rs2 == slot.rd)
    form = Form::Second;
  return pairHandler(slot.kind, next.kind, hasForm(slot.kind, next.kind, form) ? form : Form::Apart);
}

/// Makes distances of branches and jumps distances of slots, or the far kinds where there is no such slot.
void place(Decoded &instruction, size_t index, size_t count) {
  if (instruction.kind == Kind::JumpRegister && instruction.rd == kNowhere)
    instruction.kind = Kind::JumpRegisterUnlinked;
  const bool branch = classOf(instruction.kind) == KindClass::Branch;
  if (!branch && instruction.kind != Kind::Jump && instruction.kind != Kind::JumpAndLink)
    return;
  const int64_t target = static_cast<int64_t>(index) * 4 + instruction.immediate;
  const int64_t distance = static_cast<int64_t>(instruction.immediate) * static_cast<int64_t>(sizeof(Slot) / 4);
  if (target % 4 == 0 && target >= 0 && target < static_cast<int64_t>(count) * 4 &&
      std::abs(distance) <= std::numeric_limits<int32_t>::max())
    instruction.immediate = static_cast<int32_t>(distance);
  else
    instruction.kind = branch ? Kind::FarBranch : Kind::FarJump;
}

} // namespace

Region::Region(const RegionKey &key, std::vector<uint32_t> words, std::span<const uint32_t> breakpoints)
    : regionKey(key), codeWords(std::move(words)), decoded(std::make_unique<Slot[]>(codeWords.size() + 1)),
      targets(std::make_unique<uint8_t[]>(codeWords.size())) {
  if (key.native)
    entries = std::make_unique<std::atomic<NativeEntry>[]>(codeWords.size());
  decodeAll(breakpoints);
}

void Region::decodeAll(std::span<const uint32_t> breakpoints) {
  const size_t count = codeWords.size();
  for (size_t i = 0; i < count; ++i) {
    Decoded instruction = decode(codeWords[i], begin() + static_cast<uint32_t>(i) * 4);
    place(instruction, i, count);
    Slot &slot = decoded[i];
    slot.immediate = instruction.immediate;
    slot.rd = instruction.rd;
    slot.rs1 = instruction.rs1;
    slot.rs2 = instruction.rs2;
    slot.kind = instruction.kind;
  }
  Slot &last = decoded[count];
  last.immediate = 0;
  last.rd = last.rs1 = last.rs2 = 0;
  last.kind = Kind::End;

  for (size_t i = 1; i < count; ++i)
    swapOperands(decoded[i], decoded[i - 1]);
  for (size_t i = 0; i < count; ++i)
    decoded[i].handler.store(handlerOf(decoded[i], decoded[i + 1]), std::memory_order_relaxed);
  last.handler.store(singleHandler(last.kind), std::memory_order_relaxed);
  for (const uint32_t address : breakpoints) {
    if (address < begin() || address >= end() || address % 4 != 0)
      continue;
    const size_t index = (address - begin()) / 4;
    decoded[index].handler.store(breakpointHandler(), std::memory_order_relaxed);
    if (index > 0 && decoded[index - 1].handler.load(std::memory_order_relaxed) != breakpointHandler())
      decoded[index - 1].handler.store(singleHandler(decoded[index - 1].kind), std::memory_order_relaxed);
  }
}

void Region::publish(uint32_t address, NativeEntry entry, std::shared_ptr<const void> owner) {
  if (!entries || address < begin() || address >= end() || address % 4 != 0)
    return;
  const size_t index = (address - begin()) / 4;
  {
    const std::lock_guard lock(ownersMutex);
    owners.push_back(std::move(owner));
  }
  // The entry first: who sees the handler must see it, too.
  entries[index].store(entry, std::memory_order_relaxed);
  decoded[index].handler.store(nativeHandler(), std::memory_order_release);
}

bool Region::matches(std::span<const std::byte> memory) const {
  if (end() > memory.size())
    return false;
  const auto *words = reinterpret_cast<const uint32_t *>(memory.data() + begin());
  uint32_t difference = 0;
  constexpr size_t step = 64; // words compared at once
  for (size_t i = 0; i < codeWords.size() && difference == 0; i += step)
    for (size_t j = i; j < std::min(i + step, codeWords.size()); ++j)
      difference |= __atomic_load_n(words + j, __ATOMIC_RELAXED) ^ codeWords[j];
  return difference == 0;
}

std::vector<uint32_t> readWords(std::span<const std::byte> memory, uint32_t begin, uint32_t end) {
  std::vector<uint32_t> words((end - begin) / 4);
  const auto *from = reinterpret_cast<const uint32_t *>(memory.data() + begin);
  for (size_t i = 0; i < words.size(); ++i)
    words[i] = __atomic_load_n(from + i, __ATOMIC_RELAXED);
  return words;
}

} // namespace tt::device
