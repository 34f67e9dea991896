// 64-bit integer arithmetic under the names that compilers call (those of libgcc); part of runtime.cpp.
#pragma once

#include <stdint.h>

namespace tenon::runtime {

/// A division and its remainder; a divisor of 0 gives what RISC-V's divu gives: all ones, and the dividend.
inline uint64_t divide(uint64_t dividend, uint64_t divisor, uint64_t *remainder) {
  const uint32_t dividendHigh = dividend >> 32, divisorHigh = divisor >> 32;
  if (dividendHigh == 0 && divisorHigh == 0) {
    const uint32_t a = static_cast<uint32_t>(dividend), b = static_cast<uint32_t>(divisor);
    *remainder = b ? a % b : a;
    return b ? a / b : ~uint64_t{0};
  }
  if (divisor == 0) {
    *remainder = dividend;
    return ~uint64_t{0};
  }
  // Long division, from the divisor's highest place on.
  const int shiftEnd = __builtin_clzll(divisor), shiftBegin = __builtin_clzll(dividend | 1);
  uint64_t quotient = 0;
  for (int shift = shiftEnd - shiftBegin; shift >= 0; --shift) {
    const uint64_t part = divisor << shift;
    if (dividend >= part) {
      dividend -= part;
      quotient |= uint64_t{1} << shift;
    }
  }
  *remainder = dividend;
  return quotient;
}

inline uint64_t magnitude(int64_t value) {
  return value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value);
}

inline int64_t withSign(uint64_t value, bool negative) { return static_cast<int64_t>(negative ? ~value + 1 : value); }

} // namespace tenon::runtime

extern "C" {

uint64_t __udivmoddi4(uint64_t a, uint64_t b, uint64_t *remainder) {
  uint64_t rest;
  const uint64_t quotient = tenon::runtime::divide(a, b, &rest);
  if (remainder)
    *remainder = rest;
  return quotient;
}
uint64_t __udivdi3(uint64_t a, uint64_t b) {
  uint64_t rest;
  return tenon::runtime::divide(a, b, &rest);
}
uint64_t __umoddi3(uint64_t a, uint64_t b) {
  uint64_t rest;
  tenon::runtime::divide(a, b, &rest);
  return rest;
}
int64_t __divdi3(int64_t a, int64_t b) {
  using namespace tenon::runtime;
  return withSign(__udivdi3(magnitude(a), magnitude(b)), (a < 0) != (b < 0));
}
int64_t __moddi3(int64_t a, int64_t b) {
  using namespace tenon::runtime;
  return withSign(__umoddi3(magnitude(a), magnitude(b)), a < 0);
}
int64_t __muldi3(int64_t a, int64_t b) {
  const uint32_t aLow = static_cast<uint32_t>(a), bLow = static_cast<uint32_t>(b);
  const uint32_t aHigh = static_cast<uint32_t>(static_cast<uint64_t>(a) >> 32);
  const uint32_t bHigh = static_cast<uint32_t>(static_cast<uint64_t>(b) >> 32);
  uint32_t high;
  __asm__("mulhu %0, %1, %2" : "=r"(high) : "r"(aLow), "r"(bLow));
  high += aLow * bHigh + aHigh * bLow;
  return static_cast<int64_t>(uint64_t{high} << 32 | aLow * bLow);
}
int64_t __ashldi3(int64_t value, int count) {
  const uint32_t low = static_cast<uint32_t>(value), high = static_cast<uint32_t>(static_cast<uint64_t>(value) >> 32);
  if (count == 0)
    return value;
  if (count >= 32)
    return static_cast<int64_t>(uint64_t{low << (count - 32)} << 32);
  return static_cast<int64_t>(uint64_t{high << count | low >> (32 - count)} << 32 | low << count);
}
uint64_t __lshrdi3(uint64_t value, int count) {
  const uint32_t low = static_cast<uint32_t>(value), high = static_cast<uint32_t>(value >> 32);
  if (count == 0)
    return value;
  if (count >= 32)
    return high >> (count - 32);
  return uint64_t{high >> count} << 32 | (low >> count | high << (32 - count));
}
int64_t __ashrdi3(int64_t value, int count) {
  const uint32_t low = static_cast<uint32_t>(value);
  const int32_t high = static_cast<int32_t>(static_cast<uint64_t>(value) >> 32);
  if (count == 0)
    return value;
  const uint32_t newHigh = static_cast<uint32_t>(count >= 32 ? high >> 31 : high >> count);
  const uint32_t newLow = count >= 32 ? static_cast<uint32_t>(high >> (count - 32))
                                      : (low >> count | static_cast<uint32_t>(high) << (32 - count));
  return static_cast<int64_t>(uint64_t{newHigh} << 32 | newLow);
}
int __clzsi2(uint32_t value) {
  int count = 32;
  for (int step = 16; step; step >>= 1)
    if (value >> step) {
      count -= step;
      value >>= step;
    }
  return count - static_cast<int>(value);
}
int __ctzsi2(uint32_t value) { return 31 - __clzsi2(value & (~value + 1)); }
int __clzdi2(uint64_t value) {
  const uint32_t high = static_cast<uint32_t>(value >> 32);
  return high ? __clzsi2(high) : 32 + __clzsi2(static_cast<uint32_t>(value));
}
int __ctzdi2(uint64_t value) {
  const uint32_t low = static_cast<uint32_t>(value);
  return low ? __ctzsi2(low) : 32 + __ctzsi2(static_cast<uint32_t>(value >> 32));
}
int __popcountsi2(uint32_t value) {
  int count = 0;
  for (; value; value &= value - 1)
    ++count;
  return count;
}
int __popcountdi2(uint64_t value) {
  return __popcountsi2(static_cast<uint32_t>(value)) + __popcountsi2(static_cast<uint32_t>(value >> 32));
}
}
