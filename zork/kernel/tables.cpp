// Tables (Z-Machine Standards 1.1 §15: scan_table, copy_table, print_table), and what is not done with a wrong number
// of operands.
#include "functions.h"
#include "output.h"
#include "step.h"

namespace tt::zork {

Record *op::scan_table(Machine &machine, Record *record) {
  const uint32_t wanted = machine.arguments[0], count = machine.arguments[2];
  const uint32_t form = argumentOr(machine, 3, 0x82);
  uint32_t address = machine.arguments[1], found = 0;
  for (uint32_t i = 0; i < count && machine.fault == Error::None; ++i) {
    const uint32_t value = form & 0x80 ? readWord(machine, address) : readByte(machine, address);
    if (value == wanted) {
      found = address;
      break;
    }
    address = (address + (form & 0x7f)) & 0xffff;
  }
  storeIn(machine, record->c.cell, found);
  return branchOn(record, found != 0);
}

Record *op::copy_table(Machine &machine, Record *record) {
  const uint32_t from = machine.arguments[0], to = machine.arguments[1];
  const int32_t size = signedOf(machine.arguments[2]);
  const uint32_t bytes = static_cast<uint32_t>(size < 0 ? -size : size);
  // A negative size copies forwards whatever happens; a positive one keeps the source's bytes where both overlap.
  const bool isBackwards = size > 0 && from < to;
  for (uint32_t i = 0; i < bytes && machine.fault == Error::None; ++i) {
    const uint32_t at = isBackwards ? bytes - 1 - i : i;
    if (to == 0)
      writeByte(machine, (from + at) & 0xffff, 0);
    else
      writeByte(machine, (to + at) & 0xffff, readByte(machine, (from + at) & 0xffff));
  }
  return following(record);
}

Record *op::print_table(Machine &machine, Record *record) {
  const uint32_t width = machine.arguments[1], height = argumentOr(machine, 2, 1), skip = argumentOr(machine, 3, 0);
  uint32_t address = machine.arguments[0];
  const uint32_t column = machine.state->cursorColumn;
  for (uint32_t row = 0; row < height && machine.fault == Error::None; ++row) {
    if (row > 0) {
      // Each row begins below the one before, in the upper window in the same column.
      if (machine.state->window == 1 && machine.state->memoryStreams == 0) {
        State &state = *machine.state;
        state.cursorRow += state.cursorRow < 255;
        state.cursorColumn = static_cast<uint8_t>(column);
        putCode(machine, kOutputCursor, state.cursorRow, state.cursorColumn);
      } else {
        printZscii(machine, 13);
      }
    }
    for (uint32_t i = 0; i < width && machine.fault == Error::None; ++i)
      printZscii(machine, readByte(machine, (address + i) & 0xffff));
    address = (address + width + skip) & 0xffff;
  }
  return following(record);
}

// With the right number of operands these are fast handlers'.

#define ZORK_ILLEGAL(name)                                                                                             \
  Record *op::name(Machine &machine, Record *) {                                                                       \
    noteFault(machine, Error::IllegalOpcode);                                                                          \
    return nullptr;                                                                                                    \
  }
ZORK_ILLEGAL(loadw)
ZORK_ILLEGAL(loadb)
ZORK_ILLEGAL(storew)
ZORK_ILLEGAL(storeb)
ZORK_ILLEGAL(jin)
ZORK_ILLEGAL(test_attr)
ZORK_ILLEGAL(set_attr)
ZORK_ILLEGAL(clear_attr)
ZORK_ILLEGAL(get_sibling)
ZORK_ILLEGAL(get_child)
ZORK_ILLEGAL(get_parent)

} // namespace tt::zork
