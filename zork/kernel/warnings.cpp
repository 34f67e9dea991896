// Warnings of instructions that were given object 0, as dfrotz prints them.
#include "decode.h"
#include "functions.h"
#include "output.h"

namespace tt::zork {
namespace {

constexpr const char *kWarnings[] = {
    "@jin called with object 0",           "@get_child called with object 0",
    "@get_parent called with object 0",    "@get_sibling called with object 0",
    "@get_prop_addr called with object 0", "@get_prop called with object 0",
    "@put_prop called with object 0",      "@clear_attr called with object 0",
    "@set_attr called with object 0",      "@test_attr called with object 0",
    "@move_object called moving object 0", "@move_object called moving into object 0",
    "@remove_object called with object 0", "@get_next_prop called with object 0",
};

void print(Machine &machine, const char *text) {
  for (; *text; ++text)
    printZscii(machine, static_cast<uint8_t>(*text));
}

} // namespace

void warnOnce(Machine &machine, Warning warning) {
  if (hasWarned(machine, warning))
    return;
  machine.state->warned |= 1U << static_cast<uint32_t>(warning);
  print(machine, "Warning: ");
  print(machine, kWarnings[static_cast<uint32_t>(warning)]);
  print(machine, " (PC = ");
  // Where the operands end.
  const uint32_t pc = decodeInstruction(machine, currentPc(machine)).resultAddress;
  bool hasBegun = false;
  for (uint32_t shift = 32; shift > 0;) {
    shift -= 4;
    const uint32_t digit = pc >> shift & 15;
    hasBegun = hasBegun || digit != 0 || shift == 0;
    if (hasBegun)
      printZscii(machine, digit < 10 ? '0' + digit : 'a' + digit - 10);
  }
  print(machine, ") (will ignore further occurrences)");
  printZscii(machine, 13);
}

} // namespace tt::zork
