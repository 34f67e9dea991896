// Characters in UTF-8, as games print and read them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tt::zork {

/// Writes at most 4 bytes, gives where they end; what is no character, as halves of surrogate pairs, is U+FFFD.
inline char *putUtf8(char *to, char32_t character) {
  if ((character >= 0xd800 && character < 0xe000) || character > 0x10ffff)
    character = 0xfffd;
  const auto more = [&to, character](int shift) { *to++ = static_cast<char>(0x80 | (character >> shift & 0x3f)); };
  if (character < 0x80) {
    *to++ = static_cast<char>(character);
  } else if (character < 0x800) {
    *to++ = static_cast<char>(0xc0 | character >> 6);
    more(0);
  } else if (character < 0x10000) {
    *to++ = static_cast<char>(0xe0 | character >> 12);
    more(6);
    more(0);
  } else {
    *to++ = static_cast<char>(0xf0 | character >> 18);
    more(12);
    more(6);
    more(0);
  }
  return to;
}

/// The character at `at`, which moves behind it; broken UTF-8 is taken byte by byte.
template <typename Bytes>
char32_t decodeUtf8(const Bytes &bytes, size_t &at) {
  const auto byte = [&bytes](size_t index) { return static_cast<uint8_t>(bytes[index]); };
  const uint8_t first = byte(at++);
  const size_t more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  if (more == 0 || bytes.size() - at < more)
    return first;
  char32_t character = first & (0x3fU >> more);
  for (size_t i = 0; i < more; ++i)
    character = character << 6 | (byte(at++) & 0x3fU);
  return character;
}

} // namespace tt::zork
