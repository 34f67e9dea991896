// What every header of the kernels uses: inlining, the launch record, the card's services.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tenon/schema/card_abi.h"

/// Wrappers are always inlined, so that a debugger stops in the kernel's own line.
#define ALWI inline __attribute__((always_inline))
#define FORCE_INLINE inline __attribute__((always_inline))

#define tt_l1_ptr
#define tt_reg_ptr

extern "C" {
/// Set by _start before anything else runs.
extern const tt::target::card::LaunchRecord *tenon_launch_record;

// What kernels in the field read as variables. Both NoCs have the same coordinates.
extern uint8_t noc_index; // the NoC that is used where none is named
extern uint8_t my_x[2], my_y[2];
extern uint8_t my_logical_x_, my_logical_y_;
}

namespace tenon {

using tt::target::card::Service;

ALWI const tt::target::card::LaunchRecord &launch() { return *tenon_launch_record; }

/// Stops the core in the kernel's line, where `index` is not below `count`: it was not given so many.
ALWI void require(tt::target::card::Missing what, uint32_t index, uint32_t count) {
  if (__builtin_expect(index >= count, 0))
    (void)*reinterpret_cast<const volatile uint32_t *>(tt::target::card::missingAddress(what, index));
}

/// An argument of a service as the register holds it.
template <typename T>
ALWI uint32_t word(T value) {
  static_assert(sizeof(T) <= 4, "an argument of two words is given as low, high");
  if constexpr (__is_same(T, float))
    return __builtin_bit_cast(uint32_t, value);
  else if constexpr (__is_pointer(T))
    return reinterpret_cast<uint32_t>(value);
  else
    return static_cast<uint32_t>(value);
}

ALWI uint32_t low(uint64_t value) { return static_cast<uint32_t>(value); }
ALWI uint32_t high(uint64_t value) { return static_cast<uint32_t>(value >> 32); }

// One function for each number of arguments: the registers a0 to a6, then t0 to t6 (see card_abi.h).
#define TENON_IN(name, value) register uint32_t name __asm__(#name) = value
#define TENON_ECALL(...) __asm__ volatile("ecall" : "+r"(a0) : "r"(a7)__VA_OPT__(, ) __VA_ARGS__ : "memory")

ALWI uint32_t ecall(Service service, uint32_t v0 = 0) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_ECALL();
  return a0;
}
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_ECALL("r"(a1));
  return a0;
}
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1, uint32_t v2) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_IN(a2, v2);
  TENON_ECALL("r"(a1), "r"(a2));
  return a0;
}
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1, uint32_t v2, uint32_t v3) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_IN(a2, v2);
  TENON_IN(a3, v3);
  TENON_ECALL("r"(a1), "r"(a2), "r"(a3));
  return a0;
}
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1, uint32_t v2, uint32_t v3, uint32_t v4) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_IN(a2, v2);
  TENON_IN(a3, v3);
  TENON_IN(a4, v4);
  TENON_ECALL("r"(a1), "r"(a2), "r"(a3), "r"(a4));
  return a0;
}
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1, uint32_t v2, uint32_t v3, uint32_t v4, uint32_t v5) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_IN(a2, v2);
  TENON_IN(a3, v3);
  TENON_IN(a4, v4);
  TENON_IN(a5, v5);
  TENON_ECALL("r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5));
  return a0;
}
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1, uint32_t v2, uint32_t v3, uint32_t v4, uint32_t v5,
                    uint32_t v6) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_IN(a2, v2);
  TENON_IN(a3, v3);
  TENON_IN(a4, v4);
  TENON_IN(a5, v5);
  TENON_IN(a6, v6);
  TENON_ECALL("r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5), "r"(a6));
  return a0;
}
/// Up to ten; unused ones cost an instruction each, and no service that is called often has so many.
ALWI uint32_t ecall(Service service, uint32_t v0, uint32_t v1, uint32_t v2, uint32_t v3, uint32_t v4, uint32_t v5,
                    uint32_t v6, uint32_t v7, uint32_t v8 = 0, uint32_t v9 = 0) {
  TENON_IN(a7, static_cast<uint32_t>(service));
  TENON_IN(a0, v0);
  TENON_IN(a1, v1);
  TENON_IN(a2, v2);
  TENON_IN(a3, v3);
  TENON_IN(a4, v4);
  TENON_IN(a5, v5);
  TENON_IN(a6, v6);
  TENON_IN(t0, v7);
  TENON_IN(t1, v8);
  TENON_IN(t2, v9);
  TENON_ECALL("r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5), "r"(a6), "r"(t0), "r"(t1), "r"(t2));
  return a0;
}
#undef TENON_ECALL
#undef TENON_IN

/// Asks the card for a service; what it answers in a0.
template <Service service, typename... Args>
ALWI uint32_t call(Args... args) {
  return ecall(service, word(args)...);
}

} // namespace tenon
