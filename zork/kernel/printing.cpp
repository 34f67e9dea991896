// Instructions that print, and streams (Z-Machine Standards 1.1 §7, §15).
#include "functions.h"
#include "output.h"
#include "step.h"
#include "text.h"

namespace tt::zork {

void printCached(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  if (ZORK_UNLIKELY(!machine->plainText) || ZORK_UNLIKELY(machine->out > machine->outSoft)) {
    ++budget;
    ZORK_TAIL printUncached(record, machine, top, budget);
  }
  const uint32_t *from = record->a.words;
  uint32_t *to = reinterpret_cast<uint32_t *>(machine->out);
  const uint32_t words = static_cast<uint32_t>(record->b.number);
  for (uint32_t i = 0; i < words; ++i)
    to[i] = from[i];
  machine->out += 4 * static_cast<size_t>(words);
  ZORK_GO(record + 1);
}

void printUncached(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  Machine &m = *machine;
  m.top = m.topBefore = top;
  m.budget = budget;
  if (m.out > m.outSoft) {
    stopBefore(m, record, Status::OutputFull);
    return;
  }
  printText(m, static_cast<uint32_t>(record->c.number));
  if (m.fault != Error::None) {
    const Error error = m.fault;
    m.fault = Error::None;
    failAt(m, pcOf(m, record), error);
    return;
  }
  ZORK_GO(record + 1);
}

namespace {

void newLine(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  if (ZORK_UNLIKELY(!machine->plainText) || ZORK_UNLIKELY(machine->out > machine->outSoft)) {
    ++budget;
    ZORK_TAIL runFunction(record, machine, top, budget);
  }
  *reinterpret_cast<uint32_t *>(machine->out) = '\n';
  machine->out += 4;
  ZORK_GO(record + 1);
}

} // namespace

Handler printHandler(Opcode opcode) { return opcode == Opcode::ZeroOp_11_1 ? newLine : nullptr; }

Record *op::print(Machine &, Record *record) { return following(record); } // printCached, printUncached

Record *op::print_ret(Machine &machine, Record *) {
  // Opcode 0xb3 is one byte, the text follows.
  printText(machine, currentPc(machine) + 1);
  printZscii(machine, 13);
  return returnFromRoutine(machine, 1);
}
Record *op::print_addr(Machine &machine, Record *record) {
  printText(machine, machine.arguments[0]);
  return following(record);
}
Record *op::print_paddr(Machine &machine, Record *record) {
  printText(machine, stringAddress(machine, machine.arguments[0]));
  return following(record);
}
Record *op::print_char(Machine &machine, Record *record) {
  printZscii(machine, machine.arguments[0]);
  return following(record);
}
Record *op::print_num(Machine &machine, Record *record) {
  printNumber(machine, signedOf(machine.arguments[0]));
  return following(record);
}
Record *op::new_line(Machine &machine, Record *record) {
  printZscii(machine, 13);
  return following(record);
}
Record *op::print_unicode(Machine &machine, Record *record) {
  printUnicode(machine, machine.arguments[0]);
  return following(record);
}
Record *op::check_unicode(Machine &machine, Record *record) {
  // Bit 0: can be printed; bit 1: can be read.
  const uint32_t unicode = machine.arguments[0];
  const bool canBeRead = zsciiOf(machine, unicode) != '?' || unicode == '?';
  const bool canBePrinted = unicode >= 32 && !(unicode >= 127 && unicode < 160);
  return storeResult(machine, record, canBePrinted ? (canBeRead ? 3 : 1) : 0);
}

Record *op::output_stream(Machine &machine, Record *record) {
  State &state = *machine.state;
  const int32_t stream = signedOf(machine.arguments[0]);
  const bool isOn = stream > 0;
  switch (stream < 0 ? -stream : stream) {
  case 1:
    state.screenOn = isOn;
    putCode(machine, kOutputStream, 1, isOn);
    break;
  case 2:
    setTranscript(machine, isOn);
    break;
  case 3:
    if (isOn && state.memoryStreams == kMaximumMemoryStreams) {
      noteFault(machine, Error::StreamsTooDeep);
      return nullptr;
    }
    if (isOn) {
      writeWord(machine, machine.arguments[1], 0);
      state.memoryStreamTable[state.memoryStreams] = machine.arguments[1];
      state.memoryStreamCount[state.memoryStreams++] = 0;
    } else if (state.memoryStreams > 0) {
      --state.memoryStreams;
      writeWord(machine, state.memoryStreamTable[state.memoryStreams], state.memoryStreamCount[state.memoryStreams]);
      state.memoryStreamTable[state.memoryStreams] = 0;
      state.memoryStreamCount[state.memoryStreams] = 0;
    }
    break;
  case 4:
    state.recordOn = isOn;
    putCode(machine, kOutputStream, 4, isOn);
    break;
  default:
    break;
  }
  updatePlainText(machine);
  return following(record);
}

Record *op::input_stream(Machine &machine, Record *record) {
  machine.state->inputStream = static_cast<uint8_t>(machine.arguments[0]);
  putCode(machine, kOutputInputStream, machine.arguments[0]);
  return following(record);
}

Record *op::sound_effect(Machine &machine, Record *record) {
  const uint32_t number = argumentOr(machine, 0, 1);
  if (number <= 2) {
    putCode(machine, kOutputBeep, number);
  } else {
    const uint32_t volume = argumentOr(machine, 2, 8);
    const uint8_t bytes[5] = {kOutputSound, static_cast<uint8_t>(number),
                              static_cast<uint8_t>(argumentOr(machine, 1, 2)), static_cast<uint8_t>(volume),
                              static_cast<uint8_t>(volume >> 8)};
    putBytes(machine, bytes, sizeof(bytes));
  }
  return following(record);
}

} // namespace tt::zork
