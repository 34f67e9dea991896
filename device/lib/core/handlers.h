// The handlers of slots by what they execute.
//
// There are handlers for single instructions and for all pairs of them, in the forms that occur much, and for the
// longer or more special sequences that sequences.txt names.
#pragma once

#include "core/parts.h"
#include "core/region.h"

namespace tt::device {

/// How an instruction of a pair uses what the one before gives.
enum class Form : uint8_t {
  Apart,     // not at all, or by way of the register
  First,     // as its first operand
  Second,    // as its second operand
  FirstOnly, // as its first, and it overwrites the register
};
inline constexpr unsigned kForms = 4;      // of the second instruction of a pair
inline constexpr unsigned kEntryForms = 3; // of the first: all but FirstOnly

/// What compilers make often.
constexpr bool isFrequent(Kind kind) {
  switch (kind) {
  case Kind::Constant:
  case Kind::Mulh:
  case Kind::Mulhsu:
  case Kind::Mulhu:
  case Kind::Div:
  case Kind::Divu:
  case Kind::Rem:
  case Kind::Remu:
    return false;
  default:
    return givesResult(kind);
  }
}

/// Whether an instruction of this kind can be executed in this form after one that gives a result.
constexpr bool takes(Kind kind, Form form) {
  const bool isBranch = classOf(kind) == KindClass::Branch, isStore = classOf(kind) == KindClass::Store;
  switch (form) {
  case Form::Apart:
    return true;
  case Form::First:
    return isFrequent(kind) || isStore || isBranch || kind == Kind::JumpRegisterUnlinked;
  case Form::Second: // where operands cannot be swapped
    return isStore || isBranch || kind == Kind::Sub || kind == Kind::Sltu || kind == Kind::Slt;
  case Form::FirstOnly:
    return isFrequent(kind);
  }
  return false;
}

/// Whether there is a handler of such pairs: of all pairs that are Apart, and of those that compilers make often.
constexpr bool hasPair(Form entry, Kind first, Form form, Kind second) {
  if (classOf(first) == KindClass::Jump || classOf(first) == KindClass::Other || classOf(second) == KindClass::Other)
    return false;
  return takes(first, entry) && takes(second, form) && (form == Form::Apart || isFrequent(first));
}

constexpr Part partOf(Kind kind, Form form, bool overwritten = false) {
  return {.kind = kind,
          .first = form == Form::First || form == Form::FirstOnly,
          .second = form == Form::Second,
          .overwritten = overwritten};
}

/// Executes one instruction of this kind.
Handler singleHandler(Kind kind);
/// Executes an instruction of kind `first`, which goes on to the next one, and that one; null if not hasPair().
Handler pairHandler(Form entry, Kind first, Form form, Kind second);
/// Executes such instructions; null if sequences.txt does not name them.
Handler sequenceHandler(std::span<const Part> parts);
/// Runs the native code of the slot's instruction.
Handler nativeHandler();
/// Stops before the slot's instruction.
Handler breakpointHandler();

/// The handlers of the pairs that begin with `First`, by its form, then by form and by kind of the second instruction.
template <Kind First>
const Handler *pairsOf();

} // namespace tt::device
