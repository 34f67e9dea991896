// Reading lines and keys; splitting lines into words (Z-Machine Standards 1.1 §13, §15: read, read_char, tokenise).
#include "functions.h"
#include "output.h"
#include "text.h"

namespace tt::zork {
namespace {

InputKind inputKind(const Machine &machine) { return static_cast<InputKind>(machine.control->inputKind); }
void useInput(Machine &machine) { machine.control->inputKind = static_cast<uint32_t>(InputKind::None); }

/// The address of a word in a dictionary, 0 where it is not there.
uint32_t findWord(Machine &machine, uint32_t dictionary, const uint16_t *encoded, uint32_t words) {
  const uint32_t start = dictionary + 1 + readByte(machine, dictionary);
  const uint32_t length = readByte(machine, start);
  const int32_t signedCount = static_cast<int16_t>(readWord(machine, start + 1));
  const uint32_t count = static_cast<uint32_t>(signedCount < 0 ? -signedCount : signedCount);
  const uint32_t entries = start + 3;
  if (count == 0)
    return 0;
  if (length < 2 * words || entries + count * length > machine.storyBytes) {
    noteFault(machine, Error::BadDictionary);
    return 0;
  }
  auto compare = [&](uint32_t address) {
    for (uint32_t i = 0; i < words; ++i) {
      const uint32_t word = readWord(machine, address + 2 * i);
      if (word != encoded[i])
        return word < encoded[i] ? -1 : 1;
    }
    return 0;
  };
  if (signedCount < 0) { // not sorted
    for (uint32_t i = 0; i < count; ++i)
      if (compare(entries + i * length) == 0)
        return entries + i * length;
    return 0;
  }
  uint32_t low = 0, high = count;
  while (low < high) {
    const uint32_t middle = (low + high) / 2;
    const int order = compare(entries + middle * length);
    if (order == 0)
      return entries + middle * length;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return 0;
}

struct Line {
  uint32_t text, parse, dictionary;
  bool keepsUnknown; // words that are not there leave their place in the parse buffer alone
};

void addToken(Machine &machine, const Line &line, uint32_t begin, uint32_t end) {
  const uint32_t most = readByte(machine, line.parse), count = readByte(machine, line.parse + 1);
  if (count >= most)
    return;
  writeByte(machine, line.parse + 1, count + 1);
  uint8_t zscii[16];
  uint32_t length = 0;
  for (uint32_t at = begin; at < end && length < sizeof(zscii); ++at)
    zscii[length++] = static_cast<uint8_t>(readByte(machine, at));
  uint16_t encoded[3];
  const uint32_t words = encodeWord(machine, zscii, length, encoded);
  const uint32_t address = findWord(machine, line.dictionary, encoded, words);
  if (address == 0 && line.keepsUnknown)
    return;
  const uint32_t entry = line.parse + 2 + 4 * count;
  writeWord(machine, entry, address);
  writeByte(machine, entry + 2, (end - begin) & 0xff);
  writeByte(machine, entry + 3, (begin - line.text) & 0xff);
}

bool isSeparator(Machine &machine, uint32_t dictionary, uint32_t character) {
  const uint32_t count = readByte(machine, dictionary);
  for (uint32_t i = 1; i <= count; ++i)
    if (readByte(machine, dictionary + i) == character)
      return true;
  return false;
}

void splitLine(Machine &machine, const Line &line) {
  writeByte(machine, line.parse + 1, 0);
  uint32_t at = line.text + (machine.version >= 5 ? 2 : 1);
  const uint32_t end = machine.version >= 5 ? at + readByte(machine, line.text + 1) : at + 256;
  uint32_t word = 0; // where it began
  for (; machine.fault == Error::None; ++at) {
    const uint32_t character = at < end ? readByte(machine, at) : 0;
    const bool separates = character != 0 && isSeparator(machine, line.dictionary, character);
    if (character != 0 && character != ' ' && !separates) {
      word = word ? word : at;
      continue;
    }
    if (word)
      addToken(machine, line, word, at);
    word = 0;
    if (separates)
      addToken(machine, line, at, at + 1);
    if (character == 0)
      return;
  }
}

uint32_t lowerCase(uint32_t unicode) {
  if (unicode >= 'A' && unicode <= 'Z')
    return unicode + 32;
  return unicode >= 0xc0 && unicode <= 0xde && unicode != 0xd7 ? unicode + 32 : unicode;
}

/// The next character of what the host brought; `at` moves on. What is no UTF-8 is '?'.
uint32_t nextCharacter(const Control &control, uint32_t count, uint32_t &at) {
  const uint32_t first = control.input[at++];
  const uint32_t more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  uint32_t unicode = more == 0 ? first : first & (0x3f >> more);
  for (uint32_t i = 0; i < more && at < count; ++i)
    unicode = unicode << 6 | (control.input[at++] & 0x3f);
  return more == 3 ? '?' : unicode;
}

/// Stops until the host brings something. What must be seen before is shown once.
Record *waitFor(Machine &machine, Record *record, Status status, uint32_t tenths) {
  machine.state->inputShown = 1;
  machine.control->timeTenths = tenths;
  return stopBefore(machine, record, status);
}

/// Calls the interrupt routine; when it has returned, the instruction is executed again.
Record *interrupt(Machine &machine, Record *record, Status status, uint32_t tenths, uint32_t routine) {
  useInput(machine);
  if (routine == 0)
    return waitFor(machine, record, status, tenths);
  machine.top = machine.topBefore;
  ++machine.budget;
  return callInterrupt(machine, routine, currentPc(machine));
}

} // namespace

Record *op::read(Machine &machine, Record *record) {
  Control &control = *machine.control;
  State &state = *machine.state;
  const uint32_t text = machine.arguments[0], parse = argumentOr(machine, 1, 0);
  const uint32_t time = argumentOr(machine, 2, 0), routine = argumentOr(machine, 3, 0);
  const bool isOld = machine.version <= 4;
  const uint32_t tenths = machine.version >= 4 && routine ? time : 0;
  const uint32_t size = readByte(machine, text);
  const uint32_t capacity = isOld ? (size ? size - 1 : 0) : size;
  const uint32_t preloaded = isOld ? 0 : readByte(machine, text + 1);
  const uint32_t begin = text + (isOld ? 1 : 2);
  if (machine.fault != Error::None)
    return nullptr;
  if (!state.inputShown && machine.version <= 3)
    showStatus(machine);
  control.lineCapacity = capacity;
  control.linePreloaded = preloaded;
  control.terminators = isOld ? 0 : readWord(machine, 0x2e);
  if (!state.inputEnded) {
    if (inputKind(machine) == InputKind::None)
      return waitFor(machine, record, Status::WantsLine, tenths);
    if (inputKind(machine) == InputKind::Timeout)
      return interrupt(machine, record, Status::WantsLine, tenths, routine);
    if (inputKind(machine) != InputKind::Line || control.inputBytes > kInputCapacity) {
      noteFault(machine, Error::BadInput);
      return nullptr;
    }
  }
  const bool isEnded = state.inputEnded;
  state.inputEnded = 0;
  state.inputShown = 0;
  ++control.inputsRead;
  uint32_t length = preloaded < capacity ? preloaded : capacity;
  uint32_t terminator = 0;
  if (!isEnded) {
    useInput(machine);
    terminator = control.terminator;
    for (uint32_t at = 0; at < control.inputBytes && length < capacity;) {
      uint32_t unicode = nextCharacter(control, control.inputBytes, at);
      if (terminator == 13)
        unicode = lowerCase(unicode);
      if (unicode == '?' && machine.blanksQuestionMarks)
        unicode = ' ';
      if (unicode == '\t')
        writeByte(machine, begin + length++, unicode);
      else if (unicode >= 32)
        writeByte(machine, begin + length++, zsciiOf(machine, unicode) & 0xff);
    }
    putCode(machine, kOutputInput, terminator == 13 ? 1 : 0);
  }
  if (isOld)
    writeByte(machine, begin + length, 0);
  else
    writeByte(machine, text + 1, length);
  if (terminator == 13 && parse != 0)
    splitLine(machine, {text, parse, machine.dictionary, false});
  return isOld ? following(record) : storeResult(machine, record, terminator);
}

Record *op::read_char(Machine &machine, Record *record) {
  Control &control = *machine.control;
  State &state = *machine.state;
  const uint32_t time = argumentOr(machine, 1, 0), routine = argumentOr(machine, 2, 0);
  const uint32_t tenths = routine ? time : 0;
  uint32_t character = 0;
  if (!state.inputEnded) {
    if (inputKind(machine) == InputKind::None)
      return waitFor(machine, record, Status::WantsCharacter, tenths);
    if (inputKind(machine) == InputKind::Timeout)
      return interrupt(machine, record, Status::WantsCharacter, tenths, routine);
    if (inputKind(machine) != InputKind::Character) {
      noteFault(machine, Error::BadInput);
      return nullptr;
    }
    useInput(machine);
    character = control.terminator;
    putCode(machine, kOutputCharacter);
  }
  state.inputEnded = 0;
  state.inputShown = 0;
  ++control.inputsRead;
  return storeResult(machine, record, character);
}

Record *op::tokenise(Machine &machine, Record *record) {
  const uint32_t dictionary = argumentOr(machine, 2, 0);
  splitLine(machine, {machine.arguments[0], machine.arguments[1], dictionary ? dictionary : machine.dictionary,
                      argumentOr(machine, 3, 0) != 0});
  return following(record);
}

Record *op::encode_text(Machine &machine, Record *record) {
  uint8_t zscii[16];
  uint32_t length = 0;
  for (; length < machine.arguments[1] && length < sizeof(zscii); ++length)
    zscii[length] = static_cast<uint8_t>(readByte(machine, machine.arguments[0] + machine.arguments[2] + length));
  uint16_t encoded[3];
  const uint32_t words = encodeWord(machine, zscii, length, encoded);
  for (uint32_t i = 0; i < words; ++i)
    writeWord(machine, machine.arguments[3] + 2 * i, encoded[i]);
  return following(record);
}

} // namespace tt::zork
