/* Guest 1: an integer mix, what programs do all day: random numbers, a table of counts, digits by division, a matrix
 * times a vector, comparisons. */
#include "guest.h"

enum { SIZE = 8, COUNTS = 256 };
static uint32_t matrix[SIZE][SIZE], vector[SIZE], product[SIZE], counts[COUNTS];

static uint32_t next(uint32_t state) {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^ state << 5;
}

static uint32_t digits(uint32_t number) {
  uint32_t sum = 0;
  for (; number != 0; number /= 10)
    sum += number % 10;
  return sum;
}

static uint32_t multiply(void) {
  uint32_t largest = 0;
  for (int row = 0; row < SIZE; ++row) {
    uint32_t sum = 0;
    for (int column = 0; column < SIZE; ++column)
      sum += matrix[row][column] * vector[column];
    product[row] = sum;
    if (sum > largest)
      largest = sum;
  }
  return largest;
}

uint32_t guest(uint32_t rounds) {
  uint32_t state = 2463534242u, result = 0;
  for (uint32_t i = 0; i < rounds; ++i) {
    state = next(state);
    matrix[i % SIZE][state % SIZE] = state >> 16;
    vector[state >> 8 & (SIZE - 1)] ^= state;
    counts[state * 2654435761u >> 24] += 1;
    result += digits(state >> 4) + multiply();
    for (int k = 0; k < SIZE; ++k)
      result = product[k] & 1 ? result ^ counts[product[k] >> 24] : result + (result << 5);
  }
  return result;
}
