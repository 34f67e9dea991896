/* Guest 1: an integer mix. Rounds of additions, rotations, multiplications and a branch that depends on them. */
#include "guest.h"

static inline uint32_t rotated(uint32_t value, int by) { return value << by | value >> (32 - by); }

uint32_t guest(uint32_t rounds) {
  uint32_t a = 0x61707865, b = 0x3320646e, c = 0x79622d32, d = 0x6b206574, sum = 0;
  for (uint32_t i = 0; i < rounds; ++i) {
    a += b, d = rotated(d ^ a, 16);
    c += d, b = rotated(b ^ c, 12);
    a += b, d = rotated(d ^ a, 8);
    c += d, b = rotated(b ^ c, 7);
    sum += a * 2654435761u;
    if (sum & 0x80)
      sum ^= d >> 3;
    else
      sum -= c & 0xFFFF;
  }
  return sum + a + b + c + d;
}
