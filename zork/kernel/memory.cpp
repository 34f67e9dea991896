// Memory: which addresses take care, and writing to those (Z-Machine Standards 1.1 §1, §11).
#include "functions.h"
#include "output.h"
#include "text.h"

namespace tt::zork {

void prepareMemory(Machine &machine) {
  // A granule takes care when one of its bytes, or the one behind it (of a word), does.
  for (uint32_t i = 0; i < kGranules; ++i) {
    const uint32_t begin = i * kGranule, end = begin + kGranule + 1;
    const bool hasGlobals = begin < machine.globals + machine.globalBytes && end > machine.globals;
    machine.readFlags[i] = hasGlobals || end > machine.residentBytes ? kTakesCare : 0;
    machine.writeFlags[i] = hasGlobals || end > machine.dynamicBytes || begin < 64 ? kTakesCare : 0;
  }
  memset(machine.textBits, 0, sizeof(machine.textBits));
}

namespace {

/// Where the line of a page of the story is, with the page in it.
inline const uint8_t *lineOf(Machine &machine, uint32_t page) {
  const uint32_t line = page % kLines;
  uint8_t *place = machine.lines + line * kPageBytes;
  if (machine.linePages[line] != page) {
    fetchPage(machine, page, place);
    machine.linePages[line] = page;
  }
  return place;
}

} // namespace

uint32_t readFar(Machine &machine, uint32_t address) {
  if (address >= machine.storyBytes) {
    noteFault(machine, Error::ReadOutOfRange);
    return 0;
  }
  return lineOf(machine, address / kPageBytes)[address % kPageBytes];
}

uint32_t readWordCarefully(Machine &machine, uint32_t address) {
  const uint32_t offset = address % kPageBytes;
  if (address >= machine.residentBytes && address + 1 < machine.storyBytes && offset + 1 < kPageBytes) {
    const uint8_t *place = lineOf(machine, address / kPageBytes) + offset;
    return static_cast<uint32_t>(place[0]) << 8 | place[1];
  }
  return readByte(machine, address) << 8 | readByte(machine, address + 1);
}

void markText(Machine &machine, uint32_t address, uint32_t bytes) {
  for (uint32_t at = address; at < address + bytes && at < machine.dynamicBytes && at < 0x10000; ++at) {
    machine.textBits[at / 8] |= static_cast<uint8_t>(1U << (at & 7));
    machine.writeFlags[at / kGranule] |= kTextThere;
    // A word may begin in the granule before.
    if (at >= kGranule)
      machine.writeFlags[at / kGranule - 1] |= kTakesCare;
  }
}

void noteWritten(Machine &machine, uint32_t address, uint32_t bytes) {
  for (uint32_t at = address; at < address + bytes; ++at)
    if (machine.textBits[at / 8 & 8191] >> (at & 7) & 1) {
      machine.state->textTouched = 1;
      prepareText(machine);
      updatePlainText(machine);
      return;
    }
}

void writeByte(Machine &machine, uint32_t address, uint32_t value) {
  if (address >= machine.dynamicBytes) {
    noteFault(machine, Error::WriteOutOfRange);
    return;
  }
  uint8_t &place = machine.memory[placeInMemory(machine, address)];
  const uint8_t before = place;
  place = static_cast<uint8_t>(value);
  if (address == 0x11) { // flags 2
    setTranscript(machine, value & 1);
  } else if (machine.writeFlags[address / kGranule & (kGranules - 1)] & kTextThere && before != place &&
             machine.textBits[address / 8 & 8191] >> (address & 7) & 1) {
    machine.state->textTouched = 1;
    prepareText(machine);
    updatePlainText(machine);
  }
}

} // namespace tt::zork
