// Decoding of whole regions, and the choice of handlers for their instructions.
#include "core/listing.h"

#include <cstdlib>
#include <limits>
#include <utility>

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
void swapOperands(Decoded &instruction, const Decoded &before) {
  if (operandsCanBeSwapped(instruction.kind) && givesResult(before.kind) && instruction.rs2 == before.rd)
    std::swap(instruction.rs1, instruction.rs2);
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

Listing::Listing(uint32_t begin, std::span<const uint32_t> words) : instructions(words.size()), targets(words.size()) {
  for (size_t i = 0; i < words.size(); ++i) {
    Decoded &instruction = instructions[i];
    instruction = decode(words[i], begin + static_cast<uint32_t>(i) * 4);
    place(instruction, i, words.size());
    if (i > 0)
      swapOperands(instruction, instructions[i - 1]);
    if (classOf(instruction.kind) == KindClass::Branch || instruction.kind == Kind::Jump ||
        instruction.kind == Kind::JumpAndLink)
      targets[i + static_cast<size_t>(instruction.immediate / static_cast<int32_t>(sizeof(Slot)))] = true;
  }
}

bool Listing::canFollow(size_t index) const {
  const KindClass before = classOf(instructions[index - 1].kind);
  return before != KindClass::Jump && before != KindClass::Other &&
         classOf(instructions[index].kind) != KindClass::Other;
}

uint8_t Listing::writtenBefore(size_t index, uint8_t number) const {
  for (uint8_t back = 1; back <= kFarthest && back <= index && !targets[index - back + 1]; ++back) {
    const Decoded &before = instructions[index - back];
    const KindClass kindClass = classOf(before.kind);
    if (kindClass == KindClass::Jump || kindClass == KindClass::Other)
      return 0;
    if (givesResult(before.kind) && before.rd == number)
      return back;
  }
  return 0;
}

Part Listing::part(size_t index) const {
  const Decoded &instruction = instructions[index];
  const KindClass kindClass = classOf(instruction.kind);
  Part part = {.kind = instruction.kind};
  if (kindClass == KindClass::Other || instruction.kind == Kind::Constant || instruction.kind == Kind::Jump ||
      instruction.kind == Kind::JumpAndLink)
    return part;
  part.first = writtenBefore(index, instruction.rs1);
  if (hasSecondRegister(instruction.kind))
    part.second = writtenBefore(index, instruction.rs2);
  return part;
}

bool Listing::isOverwritten(size_t index, const Part &next) const {
  const Decoded &instruction = instructions[index], &after = instructions[index + 1];
  return givesResult(instruction.kind) && givesResult(after.kind) && after.rd == instruction.rd &&
         (next.first == 1 || next.second == 1);
}

Form Listing::form(size_t index, bool isFirst) const {
  const Part part = this->part(index);
  if (index == 0 || (!isFirst && !isFrequent(instructions[index - 1].kind)))
    return Form::Apart;
  if (part.first == 1 && takes(part.kind, Form::First)) {
    const bool isOnly = !isFirst && part.second != 1 && isOverwritten(index - 1, part);
    return isOnly && takes(part.kind, Form::FirstOnly) ? Form::FirstOnly : Form::First;
  }
  return part.second == 1 && takes(part.kind, Form::Second) ? Form::Second : Form::Apart;
}

Choice chooseHandler(const Listing &listing, size_t index, std::span<const unsigned> runs) {
  Choice choice = {nullptr, 0};
  const auto take = [&](size_t length, Handler handler) {
    const KindClass ending = classOf(listing[index + length - 1].kind);
    const unsigned needed = 1 + (ending == KindClass::Jump ? 0 : runs[index + length]);
    if (handler && (!choice.handler || needed <= choice.runs))
      choice = {handler, needed};
  };
  take(1, singleHandler(listing[index].kind));
  Part parts[kLongestSequence] = {listing.part(index)};
  for (size_t n = 1; n <= kLongestSequence; ++n) {
    if (n == 2)
      take(2, pairHandler(listing.form(index, true), parts[0].kind, listing.form(index + 1, false), parts[1].kind));
    take(n, sequenceHandler(std::span(parts, n)));
    if (n == kLongestSequence || index + n == listing.size() || !listing.canFollow(index + n))
      break;
    parts[n] = listing.part(index + n);
    parts[n - 1].overwritten = listing.isOverwritten(index + n - 1, parts[n]);
  }
  return choice;
}

std::vector<Handler> chooseHandlers(const Listing &listing, std::vector<unsigned> &runs) {
  std::vector<Handler> handlers(listing.size());
  runs.assign(listing.size() + 1, 0);
  for (size_t i = listing.size(); i-- > 0;) {
    const Choice choice = chooseHandler(listing, i, runs);
    handlers[i] = choice.handler;
    runs[i] = choice.runs;
  }
  return handlers;
}

} // namespace tt::device
