// Where an instruction leads, as far as that can be said without running it.
#pragma once

#include <cstdint>
#include <span>

#include "core/decode.h"

namespace tt::device::native {

enum class Flow : uint8_t {
  Next,
  Branch,
  Jump,
  JumpRegister,
  Stop, // the interpreter executes it and goes on behind it
};

inline constexpr uint8_t kReturnAddress = 1; // x1, ra

constexpr Flow flowOf(Kind kind) {
  switch (classOf(kind)) {
  case KindClass::Branch:
    return Flow::Branch;
  case KindClass::Jump:
    return kind == Kind::JumpRegister ? Flow::JumpRegister : Flow::Jump;
  case KindClass::Other:
    return kind == Kind::Nothing || kind == Kind::Fence ? Flow::Next : Flow::Stop;
  default:
    return Flow::Next;
  }
}

/// jal or jalr that says where to come back to.
constexpr bool isCall(const Decoded &instruction) {
  return classOf(instruction.kind) == KindClass::Jump && instruction.kind != Kind::Jump && instruction.rd != kNowhere;
}

constexpr bool isReturn(const Decoded &instruction) {
  return instruction.kind == Kind::JumpRegister && instruction.rd == kNowhere && instruction.rs1 == kReturnAddress;
}

/// A region's words by address.
class CodeWords {
public:
  CodeWords(uint32_t begin, std::span<const uint32_t> words) : begin(begin), words(words) {}
  size_t count() const { return words.size(); }
  bool contains(uint32_t address) const {
    return address >= begin && address % 4 == 0 && (address - begin) / 4 < words.size();
  }
  size_t indexOf(uint32_t address) const { return (address - begin) / 4; }
  uint32_t addressOf(size_t index) const { return begin + 4 * static_cast<uint32_t>(index); }
  Decoded at(size_t index) const { return decode(words[index], addressOf(index)); }

private:
  uint32_t begin;
  std::span<const uint32_t> words;
};

} // namespace tt::device::native
