// The handlers of slots by what they execute: one instruction, or a pair of them.
#pragma once

#include "core/region.h"

namespace tt::device {

/// How the second instruction of a pair uses what the first one gives: results that stay in a host register need not
/// be read back from the guest's, which takes the host several cycles.
enum class Form : uint8_t {
  Apart,     // not at all, or by way of the register
  First,     // as its first operand
  FirstOnly, // the same, and it overwrites the register, so that the first's result need not be written
  Second,    // as its second operand: what a store writes
};
inline constexpr unsigned kForms = 4;

constexpr bool givesResult(Kind kind) {
  return classOf(kind) == KindClass::AluImmediate || classOf(kind) == KindClass::AluRegister ||
         classOf(kind) == KindClass::Load;
}

/// Whether there is a handler of such pairs: of all pairs that are Apart, and of those that compilers make often.
constexpr bool hasForm(Kind first, Kind second, Form form) {
  const auto isFrequent = [](Kind kind) {
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
  };
  switch (form) {
  case Form::Apart:
    return classOf(first) != KindClass::Jump && classOf(first) != KindClass::Other &&
           classOf(second) != KindClass::Other;
  case Form::First:
    return isFrequent(first) && (isFrequent(second) || classOf(second) == KindClass::Store ||
                                 classOf(second) == KindClass::Branch || second == Kind::JumpRegisterUnlinked);
  case Form::FirstOnly:
    return isFrequent(first) && isFrequent(second);
  case Form::Second:
    return isFrequent(first) && classOf(second) == KindClass::Store;
  }
  return false;
}

/// Executes one instruction of this kind.
Handler singleHandler(Kind kind);
/// Executes an instruction of kind `first`, which goes on to the next one, and that one; null if not hasForm().
Handler pairHandler(Kind first, Kind second, Form form);
/// Runs the native code of the slot's instruction.
Handler nativeHandler();
/// Stops before the slot's instruction.
Handler breakpointHandler();

/// The handlers of the pairs that begin with `First`, by form and then by kind of the second instruction.
template <Kind First>
const Handler *pairsOf();

} // namespace tt::device
