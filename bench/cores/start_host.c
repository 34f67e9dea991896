/* Start of a guest that is compiled for the host. */
#include <stdio.h>

#include "guest.h"

int main(void) {
  printf("%08x\n", guest(guest_rounds));
  return 0;
}
