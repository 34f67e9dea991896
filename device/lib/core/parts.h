// What handlers know of the instructions that they execute, besides operands: kinds, and which results are used at
// once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/decode.h"

namespace tt::device {

constexpr bool givesResult(Kind kind) {
  return classOf(kind) == KindClass::AluImmediate || classOf(kind) == KindClass::AluRegister ||
         classOf(kind) == KindClass::Load;
}

/// How far back an operand can come from that is not read from the guest's register: the results of the last
/// instructions stay in host registers, while a register that was just written costs the host several cycles to read.
inline constexpr unsigned kFarthest = 4;
inline constexpr unsigned kLongestSequence = 6;

/// An instruction of those that a handler executes.
struct Part {
  Kind kind{};
  uint8_t first = 0, second = 0; // 0: the operand is read from its register; else it is what so many before gave
  bool overwritten = false;      // the next one uses the result and writes the same register: only that one writes it
  constexpr bool operator==(const Part &) const = default;
};

/// A number for some parts: 16 bits each.
using PartsKey = unsigned __int128;
static_assert(kLongestSequence * 16 <= sizeof(PartsKey) * 8);
constexpr PartsKey keyOf(std::span<const Part> parts) {
  PartsKey key = 0;
  for (const Part &part : parts)
    key = key << 16 | uint64_t{part.overwritten} << 14 | uint64_t{part.second} << 11 | uint64_t{part.first} << 8 |
          (static_cast<uint64_t>(part.kind) + 1);
  return key;
}

} // namespace tt::device
