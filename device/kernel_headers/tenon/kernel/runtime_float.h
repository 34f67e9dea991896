// IEEE 754 arithmetic in software, rounded to nearest even, under the names that compilers call; part of runtime.cpp.
//
// A number is unpacked to (-1)^sign * significand * 2^exponent with the significand's highest place fixed, worked with
// with a few places more and a sticky one, and packed with one rounding.
#pragma once

#include <stdint.h>

#include "tenon/kernel/runtime_integer.h"

namespace tenon::runtime {

template <typename F>
struct Format;
template <>
struct Format<float> {
  using Bits = uint32_t;
  static constexpr int kFraction = 23, kExponent = 8;
};
template <>
struct Format<double> {
  using Bits = uint64_t;
  static constexpr int kFraction = 52, kExponent = 11;
};

template <typename F>
struct Number {
  using Bits = typename Format<F>::Bits;
  static constexpr int kWidth = sizeof(Bits) * 8;
  static constexpr int kFraction = Format<F>::kFraction;
  static constexpr int kMaxExponent = (1 << Format<F>::kExponent) - 1, kBias = kMaxExponent >> 1;
  static constexpr Bits kHidden = Bits{1} << kFraction, kSign = Bits{1} << (kWidth - 1);
  static constexpr Bits kInfinity = Bits{kMaxExponent} << kFraction, kQuietNan = kInfinity | kHidden >> 1;
  static constexpr int kGuard = 3; // places below the last one while working: two, and a sticky one

  static Bits bits(F value) { return __builtin_bit_cast(Bits, value); }
  static F value(Bits bits) { return __builtin_bit_cast(F, bits); }
  static bool isNan(Bits bits) { return (bits & ~kSign) > kInfinity; }
  static bool isInfinite(Bits bits) { return (bits & ~kSign) == kInfinity; }
  static bool isZero(Bits bits) { return (bits & ~kSign) == 0; }
  static F quiet(Bits bits) { return value(bits | kHidden >> 1); }

  static int leadingZeros(Bits bits) {
    return sizeof(Bits) == 8 ? __builtin_clzll(bits) : __builtin_clz(static_cast<uint32_t>(bits));
  }
  /// Shifts right; places that fall out leave a trace in the last one.
  static Bits shiftSticky(Bits bits, int count) {
    if (count <= 0)
      return bits;
    if (count >= kWidth)
      return bits != 0;
    return bits >> count | ((bits << (kWidth - count)) != 0);
  }

  /// The biased exponent and the significand with its hidden bit, normalised; `bits` is finite and not 0.
  static void unpack(Bits bits, int &exponent, Bits &significand) {
    exponent = static_cast<int>(bits >> kFraction) & kMaxExponent;
    significand = bits & (kHidden - 1);
    if (exponent) {
      significand |= kHidden;
    } else {
      const int shift = leadingZeros(significand) - (kWidth - 1 - kFraction);
      significand <<= shift;
      exponent = 1 - shift;
    }
  }

  /// `significand` has its highest place at kFraction + kGuard, or is smaller with an exponent of 1.
  static F pack(Bits sign, int exponent, Bits significand) {
    if (exponent <= 0) {
      significand = shiftSticky(significand, 1 - exponent);
      exponent = 1;
    }
    const Bits rest = significand & ((Bits{1} << kGuard) - 1), half = Bits{1} << (kGuard - 1);
    significand >>= kGuard;
    if (rest > half || (rest == half && (significand & 1)))
      ++significand;
    if (significand >> (kFraction + 1)) {
      significand >>= 1;
      ++exponent;
    }
    if (exponent >= kMaxExponent)
      return value(sign | kInfinity);
    // A subnormal result has no hidden bit; one that was rounded up to it has, which is the exponent 1.
    if (!(significand & kHidden))
      exponent = 0;
    return value(sign | static_cast<Bits>(exponent) << kFraction | (significand & (kHidden - 1)));
  }

  static F add(F left, F right) {
    Bits a = bits(left), b = bits(right);
    if (isNan(a) || isNan(b))
      return quiet(isNan(a) ? a : b);
    if (isInfinite(a))
      return isInfinite(b) && a != b ? value(kQuietNan) : left;
    if (isInfinite(b))
      return right;
    if (isZero(b))
      return isZero(a) ? value(a & b) : left;
    if (isZero(a))
      return right;
    if ((a & ~kSign) < (b & ~kSign)) {
      const Bits swap = a;
      a = b;
      b = swap;
    }
    int aExponent, bExponent;
    Bits aPlaces, bPlaces;
    unpack(a, aExponent, aPlaces);
    unpack(b, bExponent, bPlaces);
    aPlaces <<= kGuard;
    bPlaces = shiftSticky(bPlaces << kGuard, aExponent - bExponent);
    if ((a ^ b) & kSign) {
      aPlaces -= bPlaces;
      if (aPlaces == 0)
        return value(0);
      const int shift = leadingZeros(aPlaces) - (kWidth - 1 - kFraction - kGuard);
      aPlaces <<= shift;
      aExponent -= shift;
    } else {
      aPlaces += bPlaces;
      if (aPlaces >> (kFraction + kGuard + 1)) {
        aPlaces = shiftSticky(aPlaces, 1);
        ++aExponent;
      }
    }
    return pack(a & kSign, aExponent, aPlaces);
  }

  /// The product's high and low words.
  static void multiplyWide(Bits a, Bits b, Bits &high, Bits &low) {
    if constexpr (sizeof(Bits) == 4) {
      const uint64_t product = uint64_t{a} * b;
      high = static_cast<Bits>(product >> 32);
      low = static_cast<Bits>(product);
    } else {
      const uint64_t aLow = a & 0xffffffff, aHigh = a >> 32, bLow = b & 0xffffffff, bHigh = b >> 32;
      const uint64_t lowest = aLow * bLow, middle = aHigh * bLow + (lowest >> 32);
      const uint64_t other = aLow * bHigh + (middle & 0xffffffff);
      high = aHigh * bHigh + (middle >> 32) + (other >> 32);
      low = other << 32 | (lowest & 0xffffffff);
    }
  }

  static F multiply(F left, F right) {
    const Bits a = bits(left), b = bits(right), sign = (a ^ b) & kSign;
    if (isNan(a) || isNan(b))
      return quiet(isNan(a) ? a : b);
    if (isInfinite(a) || isInfinite(b))
      return isZero(a) || isZero(b) ? value(kQuietNan) : value(sign | kInfinity);
    if (isZero(a) || isZero(b))
      return value(sign);
    int aExponent, bExponent;
    Bits aPlaces, bPlaces, high, low;
    unpack(a, aExponent, aPlaces);
    unpack(b, bExponent, bPlaces);
    // Shifted so that the product's high word has its first place at kFraction + kGuard, or one above.
    multiplyWide(aPlaces << (kGuard + 1), bPlaces << (kWidth - 1 - kFraction), high, low);
    int exponent = aExponent + bExponent - kBias;
    if (high >> (kFraction + kGuard + 1)) {
      low = high << (kWidth - 1) | (low != 0);
      high >>= 1;
      ++exponent;
    }
    return pack(sign, exponent, high | (low != 0));
  }

  static F divide(F left, F right) {
    const Bits a = bits(left), b = bits(right), sign = (a ^ b) & kSign;
    if (isNan(a) || isNan(b))
      return quiet(isNan(a) ? a : b);
    if (isInfinite(a))
      return isInfinite(b) ? value(kQuietNan) : value(sign | kInfinity);
    if (isInfinite(b))
      return value(sign);
    if (isZero(b))
      return isZero(a) ? value(kQuietNan) : value(sign | kInfinity);
    if (isZero(a))
      return value(sign);
    int aExponent, bExponent;
    Bits rest, divisor;
    unpack(a, aExponent, rest);
    unpack(b, bExponent, divisor);
    int exponent = aExponent - bExponent + kBias;
    if (rest < divisor) {
      rest <<= 1;
      --exponent;
    }
    // One place of the quotient after the other, the first at kFraction + kGuard.
    Bits quotient = 0;
    for (int place = 0; place <= kFraction + kGuard; ++place) {
      quotient <<= 1;
      if (rest >= divisor) {
        rest -= divisor;
        quotient |= 1;
      }
      rest <<= 1;
    }
    return pack(sign, exponent, quotient | (rest != 0));
  }

  /// -1, 0, 1; 2 where one is no number.
  static int compare(F left, F right) {
    const Bits a = bits(left), b = bits(right);
    if (isNan(a) || isNan(b))
      return 2;
    if (a == b || (isZero(a) && isZero(b)))
      return 0;
    const bool aNegative = (a & kSign) != 0, bNegative = (b & kSign) != 0;
    if (aNegative != bNegative)
      return aNegative ? -1 : 1;
    return (a < b) != aNegative ? -1 : 1;
  }

  template <typename U>
  static F fromInteger(bool negative, U magnitude) {
    if (magnitude == 0)
      return value(0);
    constexpr int width = sizeof(U) * 8, target = kFraction + kGuard;
    int place =
        width - 1 - (sizeof(U) == 8 ? __builtin_clzll(magnitude) : __builtin_clz(static_cast<uint32_t>(magnitude)));
    const int exponent = kBias + place;
    Bits significand;
    if (place > target) {
      const int shift = place - target;
      significand = static_cast<Bits>(magnitude >> shift) | ((magnitude << (width - shift)) != 0);
    } else {
      significand = static_cast<Bits>(magnitude) << (target - place);
    }
    return pack(negative ? kSign : 0, exponent, significand);
  }

  /// Towards zero; what does not fit becomes the nearest integer that does, no number 0.
  template <typename I>
  static I toInteger(F number) {
    const Bits a = bits(number);
    constexpr bool isSigned = static_cast<I>(-1) < static_cast<I>(0);
    constexpr int width = sizeof(I) * 8;
    using U = uint64_t;
    const U most = isSigned ? (U{1} << (width - 1)) - 1 : ~U{0} >> (64 - width);
    if (isNan(a))
      return 0;
    const bool negative = (a & kSign) != 0;
    const int exponent = (static_cast<int>(a >> kFraction) & kMaxExponent) - kBias;
    if (exponent < 0 || (negative && !isSigned))
      return 0;
    if (exponent >= width - (isSigned ? 1 : 0))
      return negative ? static_cast<I>(most + 1) : static_cast<I>(most);
    const U significand = (a & (kHidden - 1)) | kHidden;
    const U result =
        exponent <= kFraction ? significand >> (kFraction - exponent) : significand << (exponent - kFraction);
    return static_cast<I>(negative ? ~result + 1 : result);
  }
};

inline double extend(float number) {
  using From = Number<float>;
  using To = Number<double>;
  const uint32_t a = From::bits(number);
  const uint64_t sign = uint64_t{a & From::kSign} << 32;
  constexpr int shift = To::kFraction - From::kFraction;
  if (From::isNan(a))
    return To::value(sign | To::kQuietNan | uint64_t{a & (From::kHidden - 1)} << shift);
  if (From::isInfinite(a))
    return To::value(sign | To::kInfinity);
  if (From::isZero(a))
    return To::value(sign);
  int exponent;
  uint32_t significand;
  From::unpack(a, exponent, significand);
  return To::value(sign | static_cast<uint64_t>(exponent - From::kBias + To::kBias) << To::kFraction |
                   uint64_t{significand & (From::kHidden - 1)} << shift);
}

inline float truncate(double number) {
  using From = Number<double>;
  using To = Number<float>;
  const uint64_t a = From::bits(number);
  const uint32_t sign = static_cast<uint32_t>((a & From::kSign) >> 32);
  constexpr int shift = From::kFraction - To::kFraction;
  if (From::isNan(a))
    return To::value(sign | To::kQuietNan | (static_cast<uint32_t>(a >> shift) & (To::kHidden - 1)));
  if (From::isInfinite(a))
    return To::value(sign | To::kInfinity);
  if (From::isZero(a))
    return To::value(sign);
  int exponent;
  uint64_t significand;
  From::unpack(a, exponent, significand);
  return To::pack(sign, exponent - From::kBias + To::kBias,
                  static_cast<uint32_t>(From::shiftSticky(significand, shift - To::kGuard)));
}

} // namespace tenon::runtime

extern "C" {

#define TENON_FLOAT(suffix, F)                                                                                         \
  F __add##suffix##3(F a, F b) { return tenon::runtime::Number<F>::add(a, b); }                                        \
  F __sub##suffix##3(F a, F b) {                                                                                       \
    using N = tenon::runtime::Number<F>;                                                                               \
    return N::isNan(N::bits(b)) ? N::quiet(N::bits(b)) : N::add(a, N::value(N::bits(b) ^ N::kSign));                   \
  }                                                                                                                    \
  F __mul##suffix##3(F a, F b) { return tenon::runtime::Number<F>::multiply(a, b); }                                   \
  F __div##suffix##3(F a, F b) { return tenon::runtime::Number<F>::divide(a, b); }                                     \
  F __neg##suffix##2(F a) {                                                                                            \
    using N = tenon::runtime::Number<F>;                                                                               \
    return N::value(N::bits(a) ^ N::kSign);                                                                            \
  }                                                                                                                    \
  /* libgcc: the comparison that the name says is true where the result compares so with 0; never for no number. */    \
  int __eq##suffix##2(F a, F b) { return tenon::runtime::Number<F>::compare(a, b); }                                   \
  int __ne##suffix##2(F a, F b) { return tenon::runtime::Number<F>::compare(a, b); }                                   \
  int __lt##suffix##2(F a, F b) { return tenon::runtime::Number<F>::compare(a, b); }                                   \
  int __le##suffix##2(F a, F b) { return tenon::runtime::Number<F>::compare(a, b); }                                   \
  int __gt##suffix##2(F a, F b) {                                                                                      \
    const int order = tenon::runtime::Number<F>::compare(a, b);                                                        \
    return order == 2 ? -1 : order;                                                                                    \
  }                                                                                                                    \
  int __ge##suffix##2(F a, F b) {                                                                                      \
    const int order = tenon::runtime::Number<F>::compare(a, b);                                                        \
    return order == 2 ? -1 : order;                                                                                    \
  }                                                                                                                    \
  int __unord##suffix##2(F a, F b) { return tenon::runtime::Number<F>::compare(a, b) == 2; }                           \
  int32_t __fix##suffix##si(F a) { return tenon::runtime::Number<F>::toInteger<int32_t>(a); }                          \
  uint32_t __fixuns##suffix##si(F a) { return tenon::runtime::Number<F>::toInteger<uint32_t>(a); }                     \
  int64_t __fix##suffix##di(F a) { return tenon::runtime::Number<F>::toInteger<int64_t>(a); }                          \
  uint64_t __fixuns##suffix##di(F a) { return tenon::runtime::Number<F>::toInteger<uint64_t>(a); }                     \
  F __floatsi##suffix(int32_t a) {                                                                                     \
    const uint32_t size = a < 0 ? ~static_cast<uint32_t>(a) + 1 : static_cast<uint32_t>(a);                            \
    return tenon::runtime::Number<F>::fromInteger(a < 0, size);                                                        \
  }                                                                                                                    \
  F __floatunsi##suffix(uint32_t a) { return tenon::runtime::Number<F>::fromInteger(false, a); }                       \
  F __floatdi##suffix(int64_t a) {                                                                                     \
    return tenon::runtime::Number<F>::fromInteger(a < 0, tenon::runtime::magnitude(a));                                \
  }                                                                                                                    \
  F __floatundi##suffix(uint64_t a) { return tenon::runtime::Number<F>::fromInteger(false, a); }

TENON_FLOAT(sf, float)
TENON_FLOAT(df, double)
#undef TENON_FLOAT

double __extendsfdf2(float a) { return tenon::runtime::extend(a); }
float __truncdfsf2(double a) { return tenon::runtime::truncate(a); }
}
