/* Start of a guest on a bare core that knows Linux's system calls write and exit. */
#include "guest.h"

static void call(uint32_t number, uint32_t a, uint32_t b, uint32_t c) {
  register uint32_t a0 __asm__("a0") = a;
  register uint32_t a1 __asm__("a1") = b;
  register uint32_t a2 __asm__("a2") = c;
  register uint32_t a7 __asm__("a7") = number;
  __asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a7) : "memory");
}

__attribute__((noreturn)) void _start(void) {
  char text[9];
  uint32_t sum = guest(guest_rounds);
  for (int i = 0; i < 8; ++i)
    text[i] = "0123456789abcdef"[sum >> (28 - 4 * i) & 15];
  text[8] = '\n';
  call(64, 1, (uint32_t)text, sizeof text);
  call(93, 0, 0, 0);
  __builtin_unreachable();
}
