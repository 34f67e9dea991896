// What a slot says of its instruction, besides what executes it.
#pragma once

#include <cstdint>

#include "core/decode.h"

namespace tt::device {

/// Registers, kind and immediate in a word of 64 bits. Handlers read it at once and take it apart in host registers:
/// the host can do fewer accesses to memory in a cycle than operations. Hence the places: most take one operation.
///
///     bits        0 to 7   8 to 15                         16 to 23  24 to 31  32 to 63
///                 rs1      rs2; rd of what has no rs2      rd        kind      immediate; 56 to 63: rd of AluRegister
class Operands {
public:
  Operands() = default;
  explicit Operands(const Decoded &from)
      : bits(uint64_t{from.rs1} | uint64_t{hasSecondRegister(from.kind) ? from.rs2 : from.rd} << 8 |
             uint64_t{from.rd} << 16 | uint64_t{static_cast<uint8_t>(from.kind)} << 24 |
             (classOf(from.kind) == KindClass::AluRegister ? uint64_t{from.rd} << 56
                                                           : uint64_t{static_cast<uint32_t>(from.immediate)} << 32)) {}

  Kind kind() const { return static_cast<Kind>(bits >> 24 & 0xFF); }
  uint8_t rd() const { return static_cast<uint8_t>(bits >> 16); }
  uint8_t rs1() const { return static_cast<uint8_t>(bits); }
  uint8_t rs2() const { return static_cast<uint8_t>(bits >> 8); }
  /// Of branches and jumps the distance in bytes of slots; of the far ones in bytes of code. 0 for AluRegister.
  int32_t immediate() const { return static_cast<int32_t>(bits >> 32); }

  /// rd(), for an instruction that is known to be of kind K.
  template <Kind K>
  uint8_t rdOf() const {
    return static_cast<uint8_t>(classOf(K) == KindClass::AluRegister ? bits >> 56 : bits >> 8);
  }
  /// The same word, of which the compiler does not know that it lies in memory, where it would read each byte anew.
  Operands inRegister() const {
    Operands copy = *this;
#if defined(__x86_64__)
    __asm__("" : "+Q"(copy.bits)); // a register whose second byte has a name
#else
    __asm__("" : "+r"(copy.bits));
#endif
    return copy;
  }

private:
  uint64_t bits;
};

} // namespace tt::device
