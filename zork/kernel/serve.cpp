// Loads stories and runs games on request.
#include "serve.h"

#include "decode.h"
#include "functions.h"
#include "game.h"
#include "output.h"
#include "text.h"

namespace tt::zork {
namespace {

uint32_t alignTo(uint32_t value, uint32_t alignment) { return (value + alignment - 1) & ~(alignment - 1); }

/// Lays the machine's own memory out in the block's last section; false: too small.
bool prepareCaches(Machine &machine, uint8_t *begin, uint32_t bytes) {
  uint32_t at = alignTo(sizeof(Machine), 16);
  auto place = [&at, begin](uint32_t size) {
    uint8_t *where = begin + at;
    at = alignTo(at + size, 16);
    return where;
  };
  machine.returns = reinterpret_cast<Record **>(place(kReturns * static_cast<uint32_t>(sizeof(Record *))));
  const uint32_t fixed = at;
  if (bytes < fixed + 8192)
    return false;
  // Half of the rest is for records, a quarter at least for text.
  const uint32_t rest = bytes - fixed;
  uint32_t hashSize = 1024;
  uint32_t records = rest / 8 * 5 / (sizeof(Record) + sizeof(uint32_t) + 2 * sizeof(uint16_t));
  if (records > 32000)
    records = 32000;
  while (hashSize < 2 * records)
    hashSize *= 2;
  if (hashSize > 2 * records && hashSize * sizeof(uint16_t) > rest / 8)
    hashSize /= 2;
  machine.recordCapacity = records;
  machine.hash = reinterpret_cast<uint16_t *>(place(hashSize * static_cast<uint32_t>(sizeof(uint16_t))));
  machine.hashMask = hashSize - 1;
  machine.records = reinterpret_cast<Record *>(place(records * static_cast<uint32_t>(sizeof(Record))));
  machine.pcs = reinterpret_cast<uint32_t *>(place(records * static_cast<uint32_t>(sizeof(uint32_t))));
  if (at + 2 * kPoolReserve > bytes)
    return false;
  machine.pool = begin + at;
  machine.poolCapacity = bytes - at;
  return records > 2 * kRecordsPerBatch;
}

/// Whether the story is one of those that want blanks for question marks.
bool blanksQuestionMarks(const uint8_t *header) {
  static constexpr struct {
    uint16_t release;
    char serial[7];
  } kStories[] = {
#define ZORK_STORY(release, serial) {release, serial},
#include "question_mark_stories.def"
  };
  for (const auto &story : kStories) {
    bool isIt = story.release == wordAt(header, 0x02);
    for (uint32_t i = 0; i < 6; ++i)
      isIt = isIt && header[0x12 + i] == static_cast<uint8_t>(story.serial[i]);
    if (isIt)
      return true;
  }
  return false;
}

/// Sets all up that depends on the story and on where the block lies, nothing of the game's state. The story has been
/// checked.
bool prepareMachine(Machine &machine, Control &control, uint8_t *block) {
  const Layout &layout = control.layout;
  if (layout.cache.bytes < sizeof(Machine))
    return false;
  memset(&machine, 0, sizeof(machine));
  machine.control = &control;
  machine.block = block;
  machine.memory = block + layout.memory.offset;
  machine.state = reinterpret_cast<State *>(block + layout.state.offset);
  machine.stack = block + layout.stack.offset;
  machine.stackEnd = reinterpret_cast<Cell *>(machine.stack + layout.stack.bytes);
  machine.storyBytes = control.storyBytes;
  machine.dynamicBytes = layout.dynamicBytes;
  machine.residentBytes = layout.memory.bytes;
  machine.lines = block + layout.lines.offset;
  machine.linePages = reinterpret_cast<uint32_t *>(machine.lines + kLines * kPageBytes);
  if (layout.lines.bytes)
    memset(machine.linePages, 0xff, kLines * sizeof(uint32_t));
  machine.globals = layout.globals;
  machine.globalBytes = layout.globalBytes;
  const uint8_t *header = block + layout.pristine.offset;
  machine.version = header[0];
  machine.packedShift = machine.version <= 3 ? 1 : machine.version <= 5 || machine.version == 7 ? 2 : 3;
  machine.routineOffset = machine.version == 7 ? 8 * wordAt(header, 0x28) : 0;
  machine.stringOffset = machine.version == 7 ? 8 * wordAt(header, 0x2a) : 0;
  machine.dictionary = wordAt(header, 0x08);
  machine.blanksQuestionMarks = blanksQuestionMarks(header);
  for (uint32_t i = 0; i < 256; ++i)
    machine.smallConstants[i] = static_cast<Cell>(i);
  if (!prepareCaches(machine, block + layout.cache.offset, layout.cache.bytes))
    return false;
  fillOpcodes(machine);
  prepareReturns(machine);
  prepareMemory(machine);
  prepareObjects(machine);
  flushCaches(machine);
  control.cacheFlushes = 0;
  machine.magic = kMachineMagic;
  machine.self = &machine;
  return true;
}

/// Watches the short names of objects. The first list of properties begins behind the last object (§12.3 leaves that
/// open, but all compilers do so).
void markNames(Machine &machine) {
  const uint32_t size = machine.version <= 3 ? 9 : 14;
  uint32_t end = machine.dynamicBytes;
  for (uint32_t object = 1; object <= machine.writableObjects; ++object) {
    const uint32_t entry = machine.objectTable + object * size;
    if (entry + size > end)
      return;
    const uint32_t table = readWord(machine, entry + size - 2);
    if (table >= machine.dynamicBytes || table < entry + size)
      return;
    end = table < end ? table : end;
    const uint32_t words = readByte(machine, table);
    if (words > 0 && words < 64)
      markText(machine, table + 1, 2 * words);
  }
}

/// Marks what text depends on in dynamic memory, which is as in the story file.
void markTexts(Machine &machine) {
  prepareText(machine);
  markText(machine, 0x18, 2);
  if (machine.version >= 5)
    markText(machine, 0x34, 4);
  if (machine.alphabetTable)
    markText(machine, machine.alphabetTable, 78);
  if (machine.unicodeTable)
    markText(machine, machine.unicodeTable, 1 + 2 * machine.unicodeCount);
  markNames(machine);
  if (machine.abbreviations == 0)
    return;
  const uint32_t count = machine.version == 2 ? 32 : 96;
  markText(machine, machine.abbreviations, 2 * count);
  for (uint32_t i = 0; i < count && machine.fault == Error::None; ++i) {
    const uint32_t address = 2 * readWord(machine, machine.abbreviations + 2 * i);
    const uint32_t end = address < machine.storyBytes ? textEnd(machine, address) : 0;
    if (end)
      markText(machine, address, end - address < 1024 ? end - address : 1024);
  }
  machine.fault = Error::None;
}

void fail(Control &control, Error error, uint32_t address) {
  control.status = static_cast<uint32_t>(Status::Error);
  control.error = static_cast<uint32_t>(error);
  control.errorAddress = address;
}

/// The story's header, before anything is built on it.
Error checkStory(const Control &control, const uint8_t *story, uint32_t &address) {
  address = control.storyBytes;
  if (control.storyBytes < 64)
    return Error::StoryTooShort;
  const uint32_t version = story[0];
  address = version;
  if (version < 1 || version > 8 || version == 6)
    return Error::UnknownVersion;
  const uint32_t bytes = control.storyBytes;
  // The tables that must lie in the story: globals, objects, static memory's begin, dictionary, first instruction.
  static constexpr uint8_t kFields[] = {0x0c, 0x0a, 0x0e, 0x08, 0x06};
  for (const uint32_t field : kFields) {
    address = field;
    const uint32_t value = wordAt(story, field);
    if (value < 64 || value >= bytes)
      return Error::BadHeader;
  }
  return Error::None;
}

bool isLayoutRight(const Control &control, const uint8_t *block) {
  if (control.magic != kControlMagic || control.interfaceVersion != kInterfaceVersion)
    return false;
  if (control.storyBytes < 64 || control.storyBytes > 1U << 20)
    return true; // refused by checkStory
  const Layout &layout = control.layout;
  return layout.cache.offset <= control.blockBytes && layout.cache.bytes <= control.blockBytes - layout.cache.offset &&
         layout.memory.offset < control.blockBytes && block != nullptr &&
         (layout.memory.bytes == control.storyBytes ||
          (layout.memory.bytes < control.storyBytes && layout.memory.bytes >= layout.dynamicBytes &&
           layout.lines.bytes == kLines * kLineBytes));
}

void load(Control &control, uint8_t *block) {
  control.executed = 0;
  control.outputBytes = 0;
  if (!isLayoutRight(control, block))
    return fail(control, Error::BlockTooSmall, 0);
  const Layout &layout = control.layout;
  uint8_t *memory = block + layout.memory.offset;
  if (control.storyBytes < 64)
    return fail(control, Error::StoryTooShort, control.storyBytes);
  uint32_t address = 0;
  const Error error = checkStory(control, memory, address);
  if (error != Error::None)
    return fail(control, error, address);
  if (layout.cache.bytes < kMinimumCacheBytes || layout.cache.bytes < sizeof(Machine))
    return fail(control, Error::BlockTooSmall, kMinimumCacheBytes - layout.cache.bytes);
  // Global variables are kept in the host's order.
  for (uint32_t at = layout.globals; at + 1 < layout.globals + layout.globalBytes; at += 2) {
    const uint8_t high = memory[at];
    memory[at] = memory[at + 1];
    memory[at + 1] = high;
  }
  memcpy(block + layout.pristine.offset, memory, layout.dynamicBytes);
  Machine &machine = *reinterpret_cast<Machine *>(block + layout.cache.offset);
  if (!prepareMachine(machine, control, block))
    return fail(control, Error::BlockTooSmall, kMinimumCacheBytes);
  if (isTruncated(machine))
    return fail(control, Error::Truncated, control.storyBytes);
  if (control.options & kCheckChecksum && checksumOf(machine) != wordAt(block + layout.pristine.offset, 0x1c))
    return fail(control, Error::BadChecksum, checksumOf(machine));
  markTexts(machine);
  machine.out = block + layout.output.offset;
  machine.outSoft = machine.out + layout.output.bytes / 2;
  machine.outEnd = machine.out + layout.output.bytes;
  memset(block + layout.undo.offset, 0, sizeof(UndoArea));
  State &state = *machine.state;
  memset(&state, 0, sizeof(state));
  state.seed = control.seed;
  state.screenOn = 1;
  startGame(machine);
  control.outputBytes = static_cast<uint32_t>(machine.out - (block + layout.output.offset));
  control.status = static_cast<uint32_t>(Status::Ready);
  control.error = static_cast<uint32_t>(Error::None);
}

void run(Control &control, uint8_t *block) {
  const Layout &layout = control.layout;
  Machine &machine = *reinterpret_cast<Machine *>(block + layout.cache.offset);
  control.executed = 0;
  control.inputsRead = 0;
  // A block that was moved has caches that point elsewhere.
  if (machine.magic != kMachineMagic || machine.self != &machine) {
    if (!prepareMachine(machine, control, block))
      return fail(control, Error::BlockTooSmall, kMinimumCacheBytes);
    uint8_t *memory = machine.memory;
    machine.memory = block + layout.pristine.offset;
    markTexts(machine);
    machine.memory = memory;
    machine.textPrepared = 2;
  }
  if (!isStateWhole(machine))
    return fail(control, Error::BadState, 0);
  uint8_t *const output = block + layout.output.offset;
  if (control.outputBytes > layout.output.bytes || control.outputBytes % 4 != 0)
    return fail(control, Error::BadInput, 0);
  machine.out = output + control.outputBytes;
  machine.outSoft = output + layout.output.bytes / 2;
  machine.outEnd = output + layout.output.bytes;
  machine.fault = Error::None;
  if (machine.watched != control.watched) {
    machine.watched = control.watched;
    flushCaches(machine);
  }
  deriveFromState(machine);
  const int32_t limit = static_cast<int32_t>(control.limit < 0x7fffffff ? control.limit : 0x7fffffff);
  machine.budget = limit;
  Record *record = static_cast<InputKind>(control.inputKind) == InputKind::Restored
                       ? finishRestore(machine)
                       : resolve(machine, machine.state->pc);
  if (machine.fault != Error::None)
    record = failAt(machine, machine.state->pc, machine.fault);
  if (record)
    record->handler(record, &machine, machine.top, machine.budget);
  control.executed = static_cast<uint32_t>(limit - machine.budget);
  control.outputBytes = static_cast<uint32_t>(machine.out - output);
}

} // namespace

Record *stopAt(Machine &machine, uint32_t pc, Status status) {
  putIntoState(machine, pc);
  machine.control->status = static_cast<uint32_t>(status);
  machine.control->error = static_cast<uint32_t>(Error::None);
  return nullptr;
}

Record *stopBefore(Machine &machine, Record *record, Status status) {
  machine.top = machine.topBefore;
  ++machine.budget;
  return stopAt(machine, pcOf(machine, record), status);
}

Record *failAt(Machine &machine, uint32_t pc, Error error) {
  stopAt(machine, pc, Status::Error);
  machine.control->error = static_cast<uint32_t>(error);
  machine.control->errorAddress = pc;
  return nullptr;
}

Function functionOf(Opcode opcode) {
  static constexpr Function kFunctions[] = {
      nullptr,
#define ZORK_OPCODE(form, number, first, last, flags, name) op::name,
#include "opcodes.def"
  };
  return kFunctions[static_cast<uint32_t>(opcode)];
}

void serve(void *block) {
  Control &control = *static_cast<Control *>(block);
  control.status = static_cast<uint32_t>(Status::None);
  switch (static_cast<Request>(control.request)) {
  case Request::Load:
    return load(control, static_cast<uint8_t *>(block));
  case Request::Run:
    return run(control, static_cast<uint8_t *>(block));
  }
  fail(control, Error::UnknownRequest, control.request);
}

} // namespace tt::zork
