// Printing: to the output's bytes or to tables of stream 3 (Z-Machine Standards 1.1 §7).
#pragma once

#include "machine.h"

namespace tt::zork {

// The output is filled by whole words; these keep it so. What does not fit in is a fault, TextTooLong.
void putWords(Machine &machine, const uint32_t *words, uint32_t count);
void putBytes(Machine &machine, const uint8_t *bytes, uint32_t count);
/// A control code with its arguments.
inline void putCode(Machine &machine, uint32_t code) {
  const uint8_t bytes[1] = {static_cast<uint8_t>(code)};
  putBytes(machine, bytes, 1);
}
inline void putCode(Machine &machine, uint32_t code, uint32_t first) {
  const uint8_t bytes[2] = {static_cast<uint8_t>(code), static_cast<uint8_t>(first)};
  putBytes(machine, bytes, 2);
}
inline void putCode(Machine &machine, uint32_t code, uint32_t first, uint32_t second) {
  const uint8_t bytes[3] = {static_cast<uint8_t>(code), static_cast<uint8_t>(first), static_cast<uint8_t>(second)};
  putBytes(machine, bytes, 3);
}

void printZscii(Machine &machine, uint32_t zscii);
void printUnicode(Machine &machine, uint32_t unicode);
void printNumber(Machine &machine, int32_t number);

/// Sets Machine::plainText from the state.
void updatePlainText(Machine &machine);

/// Header flags 2, bit 0 changed by the story or an opcode.
void setTranscript(Machine &machine, bool isOn);

} // namespace tt::zork
