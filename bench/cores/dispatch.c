/* Guest 2: a byte-code interpreter with a dispatch loop, running a program that looks for the longest Collatz
 * sequence. */
#include "guest.h"

enum { LOAD, MOVE, ADD, ADD_CONSTANT, HALF, TRIPLE, IF_ODD, IF_LESS, IF_NOT_ONE, JUMP, END };

/* Operations of four bytes: op, register, register or constant, target. */
static const uint8_t program[][4] = {
    {MOVE, 0, 3, 0},          /*  0: n = start                 */
    {LOAD, 1, 0, 0},          /*  1: steps = 0                 */
    {IF_ODD, 0, 0, 5},        /*  2: if n is odd goto 5        */
    {HALF, 0, 0, 0},          /*  3: n /= 2                    */
    {JUMP, 0, 0, 6},          /*  4:                           */
    {TRIPLE, 0, 0, 0},        /*  5: n = 3 n + 1               */
    {ADD_CONSTANT, 1, 1, 0},  /*  6: steps += 1                */
    {IF_NOT_ONE, 0, 0, 2},    /*  7: if n != 1 goto 2          */
    {ADD, 4, 1, 0},           /*  8: total += steps            */
    {IF_LESS, 1, 2, 11},      /*  9: if steps < best goto 11   */
    {MOVE, 2, 1, 0},          /* 10: best = steps              */
    {ADD_CONSTANT, 3, 1, 0},  /* 11: start += 1                */
    {IF_LESS, 3, 5, 0},       /* 12: if start < end goto 0     */
    {END, 0, 0, 0},
};

uint32_t guest(uint32_t rounds) {
  uint32_t registers[8] = {0, 0, 0, 1, 0, rounds};
  const uint8_t *at = program[0];
  if (rounds == 0)
    return 0;
  for (;;) {
    const uint8_t *op = at;
    uint32_t *r = &registers[op[1]];
    at += 4;
    switch (op[0]) {
    case LOAD:
      *r = op[2];
      break;
    case MOVE:
      *r = registers[op[2]];
      break;
    case ADD:
      *r += registers[op[2]];
      break;
    case ADD_CONSTANT:
      *r += op[2];
      break;
    case HALF:
      *r >>= 1;
      break;
    case TRIPLE:
      *r = *r * 3 + 1;
      break;
    case IF_ODD:
      if (*r & 1)
        at = program[op[3]];
      break;
    case IF_LESS:
      if (*r < registers[op[2]])
        at = program[op[3]];
      break;
    case IF_NOT_ONE:
      if (*r != 1)
        at = program[op[3]];
      break;
    case JUMP:
      at = program[op[3]];
      break;
    case END:
      return registers[2] << 20 ^ registers[4];
    }
  }
}
