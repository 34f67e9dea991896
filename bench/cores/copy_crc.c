/* Guest 3: copies a buffer word by word and computes the CRC-32 of the copy, byte by byte by a table. */
#include "guest.h"

enum { WORDS = 4096 };
static uint32_t source[WORDS], copy[WORDS], table[256];

static void fill(void) {
  for (uint32_t i = 0; i < 256; ++i) {
    uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit)
      value = value >> 1 ^ (value & 1 ? 0xEDB88320u : 0);
    table[i] = value;
  }
  uint32_t state = 1;
  for (uint32_t i = 0; i < WORDS; ++i)
    source[i] = state = state * 1664525u + 1013904223u;
}

uint32_t guest(uint32_t rounds) {
  uint32_t crc = 0xFFFFFFFF;
  fill();
  for (uint32_t round = 0; round < rounds; ++round) {
    for (uint32_t i = 0; i < WORDS; ++i)
      *(volatile uint32_t *)&copy[i] = source[i];
    const uint8_t *bytes = (const uint8_t *)copy;
    for (uint32_t i = 0; i < WORDS * 4; ++i)
      crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 0xFF];
    source[round % WORDS] ^= crc;
  }
  return ~crc;
}
