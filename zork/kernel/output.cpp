// Printing and output streams.
#include "output.h"

#include "text.h"

namespace tt::zork {

void putWords(Machine &machine, const uint32_t *words, uint32_t count) {
  if (static_cast<size_t>(machine.outEnd - machine.out) < 4 * static_cast<size_t>(count)) {
    noteFault(machine, Error::TextTooLong);
    return;
  }
  memcpy(machine.out, words, 4 * static_cast<size_t>(count));
  machine.out += 4 * static_cast<size_t>(count);
}

void putBytes(Machine &machine, const uint8_t *bytes, uint32_t count) {
  const uint32_t padded = (count + 3) & ~3U;
  if (static_cast<size_t>(machine.outEnd - machine.out) < padded) {
    noteFault(machine, Error::TextTooLong);
    return;
  }
  for (uint32_t i = 0; i < padded; ++i)
    machine.out[i] = i < count ? bytes[i] : 0;
  machine.out += padded;
}

void updatePlainText(Machine &machine) {
  const State &state = *machine.state;
  machine.plainText =
      state.memoryStreams == 0 && (state.screenOn || state.transcriptOn) && state.window == 0 && !state.textTouched;
}

namespace {

void printToTable(Machine &machine, uint32_t zscii) {
  State &state = *machine.state;
  const uint32_t stream = state.memoryStreams - 1U;
  writeByte(machine, state.memoryStreamTable[stream] + 2U + state.memoryStreamCount[stream], zscii);
  ++state.memoryStreamCount[stream];
}

void printToScreen(Machine &machine, uint32_t unicode) {
  State &state = *machine.state;
  if (!state.screenOn && !state.transcriptOn)
    return;
  if (unicode < 32 && unicode != '\n')
    return;
  uint8_t bytes[3];
  putBytes(machine, bytes, toUtf8(unicode, bytes));
  if (state.window == 1) {
    if (unicode != '\n') {
      // At the right margin text is cut off, in the way of frotz: the cursor goes back and forth.
      state.cursorColumn =
          static_cast<uint8_t>(state.cursorColumn > kScreenColumns ? kScreenColumns : state.cursorColumn + 1);
    } else {
      state.cursorColumn = 1;
      state.cursorRow += state.cursorRow < state.upperHeight;
    }
  }
}

} // namespace

void printZscii(Machine &machine, uint32_t zscii) {
  if (zscii == 0)
    return;
  if (machine.state->memoryStreams)
    printToTable(machine, zscii);
  else
    printToScreen(machine, unicodeOf(machine, zscii));
}

void printUnicode(Machine &machine, uint32_t unicode) {
  if (machine.state->memoryStreams)
    printToTable(machine, zsciiOf(machine, unicode));
  else
    printToScreen(machine, unicode);
}

void printNumber(Machine &machine, int32_t number) {
  uint8_t digits[8];
  uint32_t count = 0;
  uint32_t rest = static_cast<uint32_t>(number < 0 ? -number : number);
  do {
    digits[sizeof(digits) - ++count] = static_cast<uint8_t>('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (number < 0)
    digits[sizeof(digits) - ++count] = '-';
  const uint8_t *begin = digits + sizeof(digits) - count;
  if (machine.plainText)
    putBytes(machine, begin, count);
  else
    for (uint32_t i = 0; i < count; ++i)
      printZscii(machine, begin[i]);
}

void setTranscript(Machine &machine, bool isOn) {
  State &state = *machine.state;
  // Header: flags 2, bit 0 (§7.3).
  uint8_t &flags = machine.memory[placeInMemory(machine, 0x11)];
  flags = static_cast<uint8_t>((flags & ~1) | (isOn ? 1 : 0));
  if (state.transcriptOn == (isOn ? 1 : 0))
    return;
  state.transcriptOn = isOn ? 1 : 0;
  putCode(machine, kOutputStream, 2, isOn ? 1 : 0);
  updatePlainText(machine);
}

} // namespace tt::zork
