/* Functions with constants and calls among themselves, for tests of images. */
static const int squares[] = {0, 1, 4, 9, 16, 25, 36, 49};

int square(int value) { return squares[value & 7]; }

__attribute__((noinline)) int twice(int value) { return 2 * value; }

int twice_square(int value) { return twice(square(value)); }

int named(int value) {
  switch (value) {
  case 0:
    return 17;
  case 1:
    return 4;
  case 2:
    return 23;
  case 3:
    return 99;
  case 4:
    return -3;
  default:
    return value;
  }
}
