// What RV32IM's instructions compute (RISC-V Unprivileged ISA 2.4, 2.5 and 7).
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include "core/decode.h"

namespace tt::device {

/// `a` is rs1's value, `b` rs2's or the immediate.
template <Kind K>
constexpr uint32_t compute(uint32_t a, uint32_t b) {
  const auto signedA = static_cast<int32_t>(a), signedB = static_cast<int32_t>(b);
  constexpr int32_t least = std::numeric_limits<int32_t>::min();
  if constexpr (K == Kind::Constant)
    return b;
  else if constexpr (K == Kind::Add || K == Kind::Addi)
    return a + b;
  else if constexpr (K == Kind::Sub)
    return a - b;
  else if constexpr (K == Kind::Slt || K == Kind::Slti)
    return signedA < signedB;
  else if constexpr (K == Kind::Sltu || K == Kind::Sltiu)
    return a < b;
  else if constexpr (K == Kind::Xor || K == Kind::Xori)
    return a ^ b;
  else if constexpr (K == Kind::Or || K == Kind::Ori)
    return a | b;
  else if constexpr (K == Kind::And || K == Kind::Andi)
    return a & b;
  else if constexpr (K == Kind::Sll || K == Kind::Slli)
    return a << (b & 31);
  else if constexpr (K == Kind::Srl || K == Kind::Srli)
    return a >> (b & 31);
  else if constexpr (K == Kind::Sra || K == Kind::Srai)
    return static_cast<uint32_t>(signedA >> (b & 31));
  else if constexpr (K == Kind::Mul)
    return a * b;
  else if constexpr (K == Kind::Mulh)
    return static_cast<uint32_t>(static_cast<uint64_t>(static_cast<int64_t>(signedA) * signedB) >> 32);
  else if constexpr (K == Kind::Mulhsu)
    return static_cast<uint32_t>(static_cast<uint64_t>(static_cast<int64_t>(signedA) * static_cast<int64_t>(b)) >> 32);
  else if constexpr (K == Kind::Mulhu)
    return static_cast<uint32_t>(static_cast<uint64_t>(a) * b >> 32);
  else if constexpr (K == Kind::Div)
    return b == 0 ? ~0u : signedA == least && signedB == -1 ? a : static_cast<uint32_t>(signedA / signedB);
  else if constexpr (K == Kind::Divu)
    return b == 0 ? ~0u : a / b;
  else if constexpr (K == Kind::Rem)
    return b == 0 ? a : signedA == least && signedB == -1 ? 0 : static_cast<uint32_t>(signedA % signedB);
  else {
    static_assert(K == Kind::Remu);
    return b == 0 ? a : a % b;
  }
}

template <Kind K>
constexpr bool taken(uint32_t a, uint32_t b) {
  if constexpr (K == Kind::Beq)
    return a == b;
  else if constexpr (K == Kind::Bne)
    return a != b;
  else if constexpr (K == Kind::Blt)
    return static_cast<int32_t>(a) < static_cast<int32_t>(b);
  else if constexpr (K == Kind::Bge)
    return static_cast<int32_t>(a) >= static_cast<int32_t>(b);
  else if constexpr (K == Kind::Bltu)
    return a < b;
  else {
    static_assert(K == Kind::Bgeu);
    return a >= b;
  }
}

/// The type of what a load or store moves.
template <Kind K>
struct Access;
#define LOAD(kind, type)                                                                                               \
  template <>                                                                                                          \
  struct Access<Kind::kind> {                                                                                          \
    using Type = type;                                                                                                 \
  };
#define STORE(kind, type)                                                                                              \
  template <>                                                                                                          \
  struct Access<Kind::kind> {                                                                                          \
    using Type = type;                                                                                                 \
  };
#include "core/instructions.def"

// The memory of a tile is used by several cores and threads: aligned accesses are atomic.
static_assert(std::endian::native == std::endian::little, "the cores' memory is little-endian");

template <Kind K>
uint32_t load(const std::byte *address) {
  using Type = typename Access<K>::Type;
  return static_cast<uint32_t>(__atomic_load_n(reinterpret_cast<const Type *>(address), __ATOMIC_RELAXED));
}

template <Kind K>
void store(std::byte *address, uint32_t value) {
  using Type = typename Access<K>::Type;
  __atomic_store_n(reinterpret_cast<Type *>(address), static_cast<Type>(value), __ATOMIC_RELAXED);
}

} // namespace tt::device
