// A game's begin and end, saving, restoring and undoing (Z-Machine Standards 1.1 §6.1, §11, §15).
#include "game.h"

#include "decode.h"
#include "functions.h"
#include "output.h"
#include "text.h"

namespace tt::zork {
namespace {

Section undoSection(const Machine &machine) { return machine.control->layout.undo; }
UndoArea &undoArea(const Machine &machine) {
  return *reinterpret_cast<UndoArea *>(machine.block + undoSection(machine).offset);
}
uint8_t *undoBytes(const Machine &machine) { return machine.block + undoSection(machine).offset + sizeof(UndoArea); }
const uint8_t *pristine(const Machine &machine) { return machine.block + machine.control->layout.pristine.offset; }

/// Writes what differs from the story; nullptr: no room before `end`.
uint8_t *packMemory(const Machine &machine, uint8_t *to, const uint8_t *end) {
  const uint8_t *memory = machine.memory, *original = pristine(machine);
  for (uint32_t at = 0; at < machine.dynamicBytes;) {
    if (end - to < 2)
      return nullptr;
    const uint8_t difference = memory[at] ^ original[at];
    if (difference != 0) {
      *to++ = difference;
      ++at;
      continue;
    }
    const uint32_t begin = at;
    while (at < machine.dynamicBytes && memory[at] == original[at])
      ++at;
    if (at == machine.dynamicBytes)
      break; // zeros at the end are left out
    for (uint32_t zeros = at - begin; zeros > 0;) {
      if (end - to < 2)
        return nullptr;
      const uint32_t run = zeros < 256 ? zeros : 256;
      *to++ = 0;
      *to++ = static_cast<uint8_t>(run - 1);
      zeros -= run;
    }
  }
  return to;
}

/// False: the bytes are damaged; memory is undefined then.
bool unpackMemory(Machine &machine, const uint8_t *from, const uint8_t *end) {
  memcpy(machine.memory, pristine(machine), machine.dynamicBytes);
  for (uint32_t at = 0; from < end;) {
    const uint8_t difference = *from++;
    if (difference == 0) {
      at += from < end ? *from++ + 1U : 0;
      continue;
    }
    if (at >= machine.dynamicBytes)
      return false;
    machine.memory[at++] ^= difference;
  }
  return true;
}

void dropOldest(const Machine &machine) {
  UndoArea &area = undoArea(machine);
  UndoLevel oldest;
  memcpy(&oldest, undoBytes(machine), sizeof(oldest));
  memmove(undoBytes(machine), undoBytes(machine) + oldest.bytes, area.bytes - oldest.bytes);
  area.bytes -= oldest.bytes;
  --area.levels;
}

/// Whether the undo area is what this kernel wrote.
bool isUndoWhole(const Machine &machine) {
  const Section section = undoSection(machine);
  const UndoArea &area = undoArea(machine);
  if (section.bytes < sizeof(UndoArea) || area.bytes > section.bytes - sizeof(UndoArea))
    return false;
  uint32_t at = 0, levels = 0;
  for (; at < area.bytes; ++levels) {
    UndoLevel level;
    if (area.bytes - at < sizeof(level) + sizeof(State))
      return false;
    memcpy(&level, undoBytes(machine) + at, sizeof(level));
    if (level.bytes % 4 != 0 || level.bytes > area.bytes - at || level.bytes < sizeof(level) + sizeof(State) ||
        level.stackBytes > level.bytes - sizeof(level) - sizeof(State))
      return false;
    at += level.bytes;
  }
  return levels == area.levels;
}

uint32_t saveUndo(Machine &machine) {
  const Section section = undoSection(machine);
  if (section.bytes < 1024)
    return 0xffff; // §15: undo is not there
  if (!isUndoWhole(machine))
    undoArea(machine) = {};
  putIntoState(machine, currentPc(machine));
  const State &state = *machine.state;
  UndoArea &area = undoArea(machine);
  const uint32_t capacity = section.bytes - sizeof(UndoArea);
  const uint32_t paddedStack = (state.stackBytes + 3) & ~3U;
  for (;;) {
    uint8_t *begin = undoBytes(machine) + area.bytes;
    const uint8_t *end = undoBytes(machine) + capacity;
    const uint32_t fixed = sizeof(UndoLevel) + sizeof(State) + paddedStack;
    uint8_t *to = nullptr;
    if (static_cast<uint32_t>(end - begin) > fixed + 4)
      to = packMemory(machine, begin + fixed, end - 4);
    if (!to) {
      if (area.levels == 0)
        return 0;
      dropOldest(machine);
      continue;
    }
    while ((to - begin) % 4)
      *to++ = 0; // a zero and its count, or a zero alone, change nothing
    UndoLevel level = {static_cast<uint32_t>(to - begin), state.stackBytes};
    memcpy(begin, &level, sizeof(level));
    memcpy(begin + sizeof(level), &state, sizeof(state));
    memset(begin + sizeof(level) + sizeof(state), 0, paddedStack);
    memcpy(begin + sizeof(level) + sizeof(state), machine.stack, state.stackBytes);
    area.bytes += level.bytes;
    ++area.levels;
    return 1;
  }
}

/// The last level becomes the game's state; false: there is none.
bool restoreUndo(Machine &machine) {
  UndoArea &area = undoArea(machine);
  if (!isUndoWhole(machine) || area.levels == 0)
    return false;
  uint32_t at = 0;
  UndoLevel level = {};
  for (uint32_t i = 0; i < area.levels; ++i) {
    at += level.bytes;
    memcpy(&level, undoBytes(machine) + at, sizeof(level));
  }
  const uint8_t *from = undoBytes(machine) + at + sizeof(level);
  State &state = *machine.state;
  // Streams and flags 2 belong to the session, not to the game (§6.1.2).
  const uint8_t flags = machine.memory[0x11];
  const State before = state;
  memcpy(&state, from, sizeof(state));
  if (level.stackBytes > kStackBytes || state.stackBytes != level.stackBytes)
    return false;
  const uint32_t paddedStack = (level.stackBytes + 3) & ~3U;
  const uint8_t *packed = from + sizeof(state) + paddedStack, *end = from + level.bytes - sizeof(level);
  if (packed > end)
    return false;
  memcpy(machine.stack, from + sizeof(state), level.stackBytes);
  if (!unpackMemory(machine, packed, end))
    return false;
  machine.memory[0x11] = static_cast<uint8_t>((machine.memory[0x11] & ~3) | (flags & 3));
  state.screenOn = before.screenOn;
  state.transcriptOn = before.transcriptOn;
  state.recordOn = before.recordOn;
  state.inputStream = before.inputStream;
  state.warned = before.warned;
  state.randomState = before.randomState;
  state.randomInterval = before.randomInterval;
  state.randomCounter = before.randomCounter;
  area.bytes = at;
  --area.levels;
  return true;
}

uint32_t fileLength(const Machine &machine) {
  const uint8_t *header = pristine(machine);
  return wordAt(header, 0x1a) * (machine.version <= 3 ? 2 : machine.version <= 5 ? 4 : 8);
}

/// What waits for the host's answer to a save or restore.
Record *askHost(Machine &machine, Record *record, Status status) {
  Control &control = *machine.control;
  const auto kind = static_cast<InputKind>(control.inputKind);
  const bool isTable = machine.argumentCount >= 2;
  const uint32_t table = isTable ? machine.arguments[0] : 0, bytes = isTable ? machine.arguments[1] : 0;
  const bool isRestored = isTable && status == Status::RestoreWanted;
  if (isRestored && (table < 64 || table + bytes > machine.dynamicBytes)) {
    noteFault(machine, Error::WriteOutOfRange);
    return nullptr;
  }
  if (table + bytes > machine.storyBytes) {
    noteFault(machine, Error::ReadOutOfRange);
    return nullptr;
  }
  if (isTable && bytes == 0)
    return storeResult(machine, record, isRestored ? 0 : 1);
  if (kind == InputKind::None) {
    control.resultAddress = decodeInstruction(machine, currentPc(machine)).resultAddress;
    control.tableAddress = table;
    control.tableBytes = bytes;
    control.tableName = isTable ? argumentOr(machine, 2, 0) : 0;
    return stopBefore(machine, record, status);
  }
  if (kind != InputKind::Answer) {
    noteFault(machine, Error::BadInput);
    return nullptr;
  }
  control.inputKind = static_cast<uint32_t>(InputKind::None);
  if (isRestored && control.answer != 0)
    noteWritten(machine, table, bytes);
  if (machine.version <= 3)
    return branchOn(record, control.answer != 0);
  return storeResult(machine, record, control.answer);
}

} // namespace

bool isStateWhole(const Machine &machine) {
  const State &state = *machine.state;
  const uint32_t evaluation = state.evaluation;
  if (state.magic != kStateMagic || state.stackBytes > kStackBytes || state.stackBytes % 2 != 0 ||
      state.localCount > kMaximumLocals || evaluation > state.stackBytes || evaluation % 2 != 0 ||
      state.memoryStreams > kMaximumMemoryStreams || state.window > 1)
    return false;
  if (state.randomInterval && state.randomCounter >= state.randomInterval)
    return false;
  // Every frame lies behind its caller's evaluation stack.
  uint32_t at = state.frame, above = evaluation;
  while (at != kNoFrame) {
    if (at % 4 != 0 || above < sizeof(Frame) || at > above - sizeof(Frame))
      return false;
    Frame frame;
    memcpy(&frame, machine.stack + at, sizeof(frame));
    const uint32_t locals = frame.callerLocals;
    if ((frame.returnPc & ~kInterruptReturn) > kAddressMask || locals > kMaximumLocals ||
        at + sizeof(Frame) + 4 * ((locals + 1) / 2) != above || 2U * frame.callerTop > at ||
        at - 2U * frame.callerTop > 2 || frame.callerEvaluation > frame.callerTop ||
        (frame.result >= 256 && frame.result != kResultDropped && frame.result != kResultInterrupt))
      return false;
    above = 2U * frame.callerEvaluation;
    const uint32_t next = frame.callerFrame == kNoCallerFrame ? kNoFrame : 4U * frame.callerFrame;
    if (next != kNoFrame && next >= at)
      return false;
    at = next;
  }
  return above == 0;
}

void deriveFromState(Machine &machine) {
  State &state = *machine.state;
  machine.top = reinterpret_cast<Cell *>(machine.stack + state.stackBytes);
  machine.topBefore = machine.top;
  machine.evaluation = reinterpret_cast<Cell *>(machine.stack + state.evaluation);
  machine.links = (state.frame == kNoFrame ? kNoCallerFrame : state.frame / 4) | state.evaluation / 2 << 16;
  if (state.textTouched || machine.textPrepared != state.textTouched)
    prepareText(machine);
  machine.textPrepared = state.textTouched;
  updatePlainText(machine);
}

void putIntoState(Machine &machine, uint32_t pc) {
  State &state = *machine.state;
  state.pc = pc;
  state.stackBytes = static_cast<uint32_t>(reinterpret_cast<uint8_t *>(machine.top) - machine.stack);
  state.evaluation = static_cast<uint32_t>(reinterpret_cast<uint8_t *>(machine.evaluation) - machine.stack);
  const Frame *frame = currentFrame(machine);
  state.frame = frame ? static_cast<uint32_t>(reinterpret_cast<const uint8_t *>(frame) - machine.stack) : kNoFrame;
  for (uint32_t i = state.localCount; i < 16; ++i)
    state.locals[i] = 0;
}

void writeHeader(Machine &machine) {
  auto set = [&machine](uint32_t address, uint32_t value) {
    if (address < machine.dynamicBytes)
      machine.memory[placeInMemory(machine, address)] = static_cast<uint8_t>(value);
  };
  auto setWord = [&set](uint32_t address, uint32_t value) {
    set(address, value >> 8);
    set(address + 1, value & 0xff);
  };
  // What dfrotz puts there (§11).
  uint32_t flags1 = readByte(machine, 1), flags2 = readWord(machine, 0x10);
  if (machine.version == 3)
    flags1 |= 0x20; // the screen can be split
  if (machine.version >= 4)
    flags1 |= 0x80; // timed input
  if (machine.version == 3)
    flags2 &= ~0x10U;
  if (machine.version >= 5) {
    flags2 &= ~(0x20U | 0x80U | 0x100U | 0x08U); // no mouse, sounds, menus, pictures
    if (machine.control->layout.undo.bytes < 1024)
      flags2 &= ~0x10U;
  }
  set(1, flags1);
  setWord(0x10, flags2);
  if (machine.version >= 4) {
    set(0x1e, 1); // interpreter: DECSystem-20
    set(0x1f, 'F');
    set(0x20, kScreenRows);
    set(0x21, kScreenColumns);
  }
  if (machine.version >= 5) {
    setWord(0x22, kScreenColumns);
    setWord(0x24, kScreenRows);
    set(0x26, 1);
    set(0x27, 1);
    set(0x2c, 0);
    set(0x2d, 0);
  }
  set(0x32, 1);
  set(0x33, 1);
}

void startGame(Machine &machine) {
  State &state = *machine.state;
  const uint32_t seed = state.seed;
  const uint32_t warned = state.warned;
  const uint8_t transcriptOn = state.transcriptOn, screenOn = state.screenOn, recordOn = state.recordOn;
  memset(&state, 0, sizeof(state));
  state.magic = kStateMagic;
  state.seed = seed;
  state.warned = warned;
  state.transcriptOn = transcriptOn;
  state.screenOn = screenOn;
  state.recordOn = recordOn;
  memcpy(machine.memory, pristine(machine), machine.dynamicBytes);
  machine.memory[0x11] = static_cast<uint8_t>(machine.memory[0x11] | transcriptOn);
  writeHeader(machine);
  seedRandom(machine, 0);
  state.frame = kNoFrame;
  state.pc = readWord(machine, 6);
  resetScreen(machine);
  deriveFromState(machine);
}

uint32_t checksumOf(Machine &machine) {
  const uint32_t length = fileLength(machine);
  const uint32_t end = length && length < machine.storyBytes ? length : machine.storyBytes;
  const uint8_t *original = pristine(machine);
  uint32_t sum = 0;
  uint32_t at = 64;
  for (; at < end && at < machine.dynamicBytes; ++at)
    sum += original[at];
  for (; at < end && at < machine.residentBytes; ++at)
    sum += machine.memory[at];
  for (; at < end; ++at)
    sum += readFar(machine, at);
  return sum & 0xffff;
}

bool isTruncated(const Machine &machine) { return fileLength(machine) > machine.storyBytes; }

Record *finishRestore(Machine &machine) {
  uint32_t pc = machine.state->pc;
  const uint32_t answer = machine.control->answer;
  machine.control->inputKind = static_cast<uint32_t>(InputKind::None);
  writeHeader(machine);
  if (machine.version >= 4) {
    Cell *cell = variableCell(machine, readByte(machine, pc));
    if (cell)
      storeIn(machine, cell, answer);
    return resolve(machine, pc + 1);
  }
  const uint32_t first = readByte(machine, pc++);
  int32_t offset = static_cast<int32_t>(first & 0x3f);
  if (!(first & 0x40)) {
    offset = offset << 8 | static_cast<int32_t>(readByte(machine, pc++));
    if (offset & 0x2000)
      offset -= 0x4000;
  }
  if ((answer != 0) != ((first & 0x80) != 0))
    return resolve(machine, pc);
  if (offset == 0 || offset == 1)
    return returnFromRoutine(machine, static_cast<uint32_t>(offset));
  return resolve(machine, (pc + static_cast<uint32_t>(offset) - 2) & kAddressMask);
}

Record *op::save(Machine &machine, Record *record) { return askHost(machine, record, Status::SaveWanted); }
Record *op::restore(Machine &machine, Record *record) { return askHost(machine, record, Status::RestoreWanted); }

Record *op::save_undo(Machine &machine, Record *record) { return storeResult(machine, record, saveUndo(machine)); }

Record *op::restore_undo(Machine &machine, Record *record) {
  if (undoArea(machine).levels == 0)
    return storeResult(machine, record, 0);
  if (!restoreUndo(machine) || !isStateWhole(machine)) {
    noteFault(machine, Error::BadState);
    return nullptr;
  }
  deriveFromState(machine);
  // The save_undo that is at the program counter now gives 2.
  const Instruction instruction = decodeInstruction(machine, machine.state->pc);
  if (Cell *cell = variableCell(machine, instruction.resultVariable))
    storeIn(machine, cell, 2);
  return resolve(machine, instruction.nextPc);
}

Record *op::restart(Machine &machine, Record *) {
  startGame(machine);
  return resolve(machine, machine.state->pc);
}
Record *op::quit(Machine &machine, Record *record) { return stopBefore(machine, record, Status::Quit); }

Record *op::verify(Machine &machine, Record *record) {
  return branchOn(record, checksumOf(machine) == wordAt(pristine(machine), 0x1c));
}

} // namespace tt::zork
