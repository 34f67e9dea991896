// DPRINT: text and numbers for the host, as a stream (DPRINT << x << ENDL()) and by a format (DPRINT("{}\n", x)).
#pragma once

#include "tenon/kernel/services.h"

namespace tenon {

ALWI void printText(const char *text, uint32_t bytes) { call<Service::print_text>(text, bytes); }

constexpr uint32_t textLength(const char *text) {
  uint32_t length = 0;
  while (text[length])
    ++length;
  return length;
}

/// How numbers are printed.
struct NumberStyle {
  uint8_t base = 10;
  int8_t digits = -1; // after the point; -1: as many as are needed
  uint8_t width = 0;
  bool zeros = false, alternate = false;
};

inline void printPadding(uint32_t count, bool zeros) {
  for (; count; --count)
    printText(zeros ? "0" : " ", 1);
}

inline void printInteger(uint64_t magnitude, bool negative, NumberStyle style) {
  if (style.width) {
    uint32_t length = negative ? 2 : 1;
    for (uint64_t rest = magnitude / style.base; rest; rest /= style.base)
      ++length;
    if (style.width > length)
      printPadding(style.width - length, style.zeros);
  }
  if (style.alternate && style.base == 16)
    printText("0x", 2);
  if (negative) {
    const uint64_t value = ~magnitude + 1;
    call<Service::print_signed>(low(value), high(value), style.base);
  } else {
    call<Service::print_unsigned>(low(magnitude), high(magnitude), style.base);
  }
}

inline void printFloat(float value, NumberStyle style) {
  call<Service::print_float>(value, static_cast<int32_t>(style.digits));
}

} // namespace tenon

// What can be put into the stream.

struct ENDL {};
struct HEX {};
struct DEC {};
struct OCT {};
struct FIXED {};
struct DEFAULTFLOAT {};
struct SETW {
  uint8_t width;
  constexpr explicit SETW(uint8_t width, bool = false) : width(width) {}
};
struct SETPRECISION {
  int8_t digits;
  constexpr explicit SETPRECISION(int8_t digits) : digits(digits) {}
};
/// The float that 16 bits of bf16 are.
struct BF16 {
  uint16_t bits;
  constexpr explicit BF16(uint16_t bits) : bits(bits) {}
};
using bf16_t = BF16;
struct F32 {
  float value;
  constexpr explicit F32(float value) : value(value) {}
};
struct U32 {
  uint32_t value;
  constexpr explicit U32(uint32_t value) : value(value) {}
};

/// Rows h0 to h1 and columns w0 to w1 of a tile, the ends not included, each hs-th and ws-th one.
struct SliceRange {
  uint8_t h0, h1, hs, w0, w1, ws;
  static constexpr SliceRange hw0_32_16() { return {0, 32, 16, 0, 32, 16}; }
  static constexpr SliceRange hw0_32_8() { return {0, 32, 8, 0, 32, 8}; }
  static constexpr SliceRange hw0_32_4() { return {0, 32, 4, 0, 32, 4}; }
  static constexpr SliceRange h0_w0_32() { return {0, 1, 1, 0, 32, 1}; }
  static constexpr SliceRange h0_32_w0() { return {0, 32, 1, 0, 1, 1}; }
  static constexpr SliceRange h1_w0_32() { return {1, 2, 1, 0, 32, 1}; }
  static constexpr SliceRange h0_32_w1() { return {0, 32, 1, 1, 2, 1}; }
  static constexpr SliceRange hw041() { return {0, 4, 1, 0, 4, 1}; }
};

using dprint_tslice_ptr_t = bool;
using dprint_tslice_cb_t = bool;
#define TSLICE_RD_PTR true
#define TSLICE_WR_PTR false
#define TSLICE_INPUT_CB true
#define TSLICE_OUTPUT_CB false

/// A tile of a circular buffer, `tile_idx` pages behind its first page that is there.
template <int MAX_BYTES = 64>
struct TileSlice {
  uint32_t cb, tile;
  SliceRange range;
  TileSlice(uint8_t cb, int tile_idx, const SliceRange &slice_range, bool = true, bool = true, bool = true, bool = true)
      : cb(cb), tile(static_cast<uint32_t>(tile_idx)), range(slice_range) {}
};
using TSLICE = TileSlice<64>;

namespace tenon {

/// The style that DPRINT's manipulators leave for what follows.
inline NumberStyle streamStyle;

template <typename T>
inline void print(const T &value, NumberStyle style) {
  if constexpr (__is_same(T, bool) || __is_same(T, uint8_t) || __is_same(T, uint16_t) || __is_same(T, uint32_t) ||
                __is_same(T, unsigned long) || __is_same(T, unsigned long long)) {
    printInteger(value, false, style);
  } else if constexpr (__is_same(T, char)) {
    printText(&value, 1);
  } else if constexpr (__is_same(T, signed char) || __is_same(T, int16_t) || __is_same(T, int32_t) ||
                       __is_same(T, long) || __is_same(T, long long)) {
    const int64_t wide = value;
    printInteger(wide < 0 ? ~static_cast<uint64_t>(wide) + 1 : static_cast<uint64_t>(wide), wide < 0, style);
  } else if constexpr (__is_same(T, float)) {
    printFloat(value, style);
  } else if constexpr (__is_same(T, double)) {
    printFloat(static_cast<float>(value), style);
  } else if constexpr (__is_same(T, BF16)) {
    printFloat(__builtin_bit_cast(float, static_cast<uint32_t>(value.bits) << 16), style);
  } else if constexpr (__is_same(T, F32) || __is_same(T, U32)) {
    print(value.value, style);
  } else if constexpr (__is_same(T, const char *) || __is_same(T, char *)) {
    const uint32_t length = textLength(value);
    if (style.width > length)
      printPadding(style.width - length, false);
    printText(value, length);
  } else if constexpr (requires { value.range.h0; }) {
    auto packed = [](uint32_t begin, uint32_t end, uint32_t step) { return begin | end << 8 | step << 16; };
    services::print_tile(value.cb, value.tile, packed(value.range.h0, value.range.h1, value.range.hs),
                         packed(value.range.w0, value.range.w1, value.range.ws));
  } else if constexpr (__is_pointer(T)) {
    style.base = 16;
    printInteger(reinterpret_cast<uintptr_t>(value), false, style);
  } else if constexpr (__is_enum(T)) {
    print(static_cast<__underlying_type(T)>(value), style);
  } else {
    static_assert(sizeof(T) == 0, "DPRINT prints numbers, texts, pointers, enumerators and tiles");
  }
}

/// Not constexpr: a format that does not fit its arguments stops the compiler here.
void theFormatHasFewerFieldsThanArguments();
void theFormatHasMoreFieldsThanArguments();
void aFieldOfTheFormatIsNotClosed();

/// A format that has a field {} or {:[#][0][width][.digits][type]} for each argument; {{ and }} are braces.
template <typename... Args>
struct PrintFormat {
  const char *text;
  consteval PrintFormat(const char *format) : text(format) {
    uint32_t fields = 0;
    for (; *format; ++format) {
      if ((*format == '{' || *format == '}') && format[1] == *format) {
        ++format;
      } else if (*format == '{') {
        ++fields;
        while (*format && *format != '}')
          ++format;
        if (!*format)
          aFieldOfTheFormatIsNotClosed();
      }
    }
    if (fields < sizeof...(Args))
      theFormatHasFewerFieldsThanArguments();
    if (fields > sizeof...(Args))
      theFormatHasMoreFieldsThanArguments();
  }
};

/// Prints up to the next field; returns what comes behind it, and its style.
inline const char *printToField(const char *format, NumberStyle &style) {
  const char *begin = format;
  for (;; ++format) {
    if (!*format || *format == '{' || *format == '}') {
      const bool isBrace = *format && format[1] == *format;
      if (format != begin || isBrace)
        printText(begin, static_cast<uint32_t>(format - begin) + isBrace);
      if (!isBrace)
        break;
      begin = ++format + 1;
    }
  }
  if (!*format)
    return format;
  style = {};
  for (++format; *format && *format != '}'; ++format) {
    if (*format == '#') {
      style.alternate = true;
    } else if (*format == '.') {
      style.digits = 0;
      while (format[1] >= '0' && format[1] <= '9')
        style.digits = static_cast<int8_t>(style.digits * 10 + *++format - '0');
    } else if (*format == '0' && !style.width) {
      style.zeros = true;
    } else if (*format >= '0' && *format <= '9') {
      style.width = static_cast<uint8_t>(style.width * 10 + *format - '0');
    } else if (*format == 'x' || *format == 'X' || *format == 'p') {
      style.base = 16;
    } else if (*format == 'o') {
      style.base = 8;
    } else if (*format == 'b') {
      style.base = 2;
    }
  }
  return *format ? format + 1 : format;
}

/// One type for all arguments that are printed the same way, so that printing is compiled once.
template <typename T>
struct Printed {
  using type = T;
};
template <typename T, unsigned size>
struct Printed<T[size]> {
  using type = const T *;
};
template <unsigned size>
struct Printed<char[size]> {
  using type = const char *;
};

template <typename T>
struct Same {
  using type = T;
};

struct Printer {
  template <typename T>
  ALWI const Printer &operator<<(const T &value) const {
    if constexpr (__is_same(T, ENDL)) {
      printText("\n", 1);
    } else if constexpr (__is_same(T, HEX)) {
      streamStyle.base = 16;
    } else if constexpr (__is_same(T, DEC)) {
      streamStyle.base = 10;
    } else if constexpr (__is_same(T, OCT)) {
      streamStyle.base = 8;
    } else if constexpr (__is_same(T, SETPRECISION)) {
      streamStyle.digits = value.digits;
    } else if constexpr (__is_same(T, SETW)) {
      streamStyle.width = value.width;
    } else if constexpr (__is_same(T, FIXED)) {
      streamStyle.digits = streamStyle.digits < 0 ? 6 : streamStyle.digits;
    } else if constexpr (__is_same(T, DEFAULTFLOAT)) {
      streamStyle.digits = -1;
    } else {
      print<typename Printed<T>::type>(value, streamStyle);
      streamStyle.width = 0; // holds for one value
    }
    return *this;
  }

  template <typename... Args>
  ALWI void operator()(PrintFormat<typename Same<Args>::type...> format, const Args &...args) const {
    const char *rest = format.text;
    NumberStyle style;
    ((rest = printToField(rest, style), print<typename Printed<Args>::type>(args, style)), ...);
    printToField(rest, style);
  }
};

} // namespace tenon

inline constexpr tenon::Printer DPRINT;

#define DEVICE_PRINT(...) DPRINT(__VA_ARGS__)

// Only on one of the cores. One core does the work of unpack, math and pack, so it prints what each of them would.
#if TENON_PROCESSOR == 2
#define DPRINT_UNPACK(...) __VA_ARGS__
#define DPRINT_MATH(...) __VA_ARGS__
#define DPRINT_PACK(...) __VA_ARGS__
#define DEVICE_PRINT_UNPACK(...) DPRINT(__VA_ARGS__)
#define DEVICE_PRINT_MATH(...) DPRINT(__VA_ARGS__)
#define DEVICE_PRINT_PACK(...) DPRINT(__VA_ARGS__)
#else
#define DPRINT_UNPACK(...)
#define DPRINT_MATH(...)
#define DPRINT_PACK(...)
#define DEVICE_PRINT_UNPACK(...)
#define DEVICE_PRINT_MATH(...)
#define DEVICE_PRINT_PACK(...)
#endif
#if TENON_PROCESSOR == 0
#define DPRINT_DATA0(...) __VA_ARGS__
#define DEVICE_PRINT_DATA0(...) DPRINT(__VA_ARGS__)
#else
#define DPRINT_DATA0(...)
#define DEVICE_PRINT_DATA0(...)
#endif
#if TENON_PROCESSOR == 1
#define DPRINT_DATA1(...) __VA_ARGS__
#define DEVICE_PRINT_DATA1(...) DPRINT(__VA_ARGS__)
#else
#define DPRINT_DATA1(...)
#define DEVICE_PRINT_DATA1(...)
#endif
