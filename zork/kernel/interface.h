// What the host and the Z-machine kernel agree on: the game block, requests, statuses, errors and the output's bytes.
//
// A game is one block of memory: control, state, stack, memory (the story), pristine dynamic memory, undo levels,
// output, caches. The host fills Control and copies the story in (prepareBlock), asks for Load, then for Run again and
// again. Between two requests it may read and write the block as it likes. All numbers are little-endian, and there are
// no pointers outside the caches. Freestanding: included by the kernel and by hosts.
#pragma once

#include <stdint.h>

namespace tt::zork {

inline constexpr uint32_t kInterfaceVersion = 1;
inline constexpr uint32_t kControlMagic = 0x4e4f5a54; // "TZON"
inline constexpr uint32_t kStateMagic = 0x54535a54;   // "TZST"

/// What the host asks for.
enum class Request : uint32_t {
  Load = 1, // the story has been put in: check it, begin the game; no Z-instruction is executed
  Run = 2,  // execute at most `limit` Z-instructions
};

/// How a request ended. State::pc is the address of the Z-instruction that would be executed next; one that waits for
/// the host has not been executed yet, and is executed (and counted) by the Run that brings what it waits for.
enum class Status : uint32_t {
  None = 0,
  Ready = 1,          // Load is done
  LimitReached = 2,   // exactly `limit` Z-instructions were executed
  WantsLine = 3,      // `read`: bring InputKind::Line, or Timeout where `timeTenths` is not 0
  WantsCharacter = 4, // `read_char`: bring InputKind::Character, or Timeout
  Quit = 5,           // the game is over
  OutputFull = 6,     // take the output away and run on
  Error = 7,          // `error`, `errorAddress`; the game cannot go on
  SaveWanted = 8,     // `save`: bring InputKind::Answer, 0 failure, 1 success
  RestoreWanted = 9,  // `restore`: replace state, stack and dynamic memory and bring Restored, or bring Answer 0
  Watched = 10,       // the instruction at Control::watched is next; run on with stopsAtWatched 0
};

/// What the host brings with Run.
enum class InputKind : uint32_t {
  None = 0,
  Line = 1,      // `input`, `inputBytes` bytes of UTF-8 without end of line; `terminator` is a ZSCII code, 13 usually
  Character = 2, // `terminator`: a ZSCII code
  Timeout = 3,   // the time of a timed input is over: the interrupt routine is called
  Answer = 4,    // `answer`: result of save or restore
  Restored = 5,  // the state comes from a Quetzal file: State::pc is the address of the store or branch bytes of the
                 // `save` that wrote it, which now gives `answer` (2)
};

enum class Error : uint32_t {
  None = 0,
  // Loading.
  StoryTooShort = 1,  // less than a header of 64 bytes
  UnknownVersion = 2, // errorAddress: the version
  BadHeader = 3,      // a table lies outside of the story; errorAddress: the header's byte
  Truncated = 4,      // the header promises more bytes than are there; errorAddress: how many
  BadChecksum = 5,    // only with kCheckChecksum; errorAddress: what was computed
  BlockTooSmall = 6,  // errorAddress: bytes that are missing
  BadState = 7,       // state, stack or undo levels are not of this story, or damaged
  // Running; errorAddress: the Z-machine address of the instruction.
  IllegalOpcode = 16,
  AddressOutOfRange = 17, // code outside of the story
  ReadOutOfRange = 18,
  WriteOutOfRange = 19, // outside of dynamic memory
  StackUnderflow = 20,
  StackOverflow = 21,
  DivisionByZero = 22,
  BadLocal = 23,    // a local variable that the routine does not have
  BadRoutine = 24,  // not a routine: more than 15 local variables, or outside of the story
  BadObject = 25,   // object outside of the story
  BadProperty = 26, // put_prop of a property that is not there, get_next_prop likewise
  BadAttribute = 27,
  BadObjectTree = 28, // a loop
  TextTooLong = 29,   // a string without end, or a single instruction that prints too much
  NestedAbbreviation = 30,
  ReturnFromMain = 31,
  BadFrame = 32,       // throw to a frame that is not there
  StreamsTooDeep = 33, // more than 16 tables of stream 3
  BadDictionary = 34,
  BadRandom = 35,
  BadInput = 36, // the host brought something else than was asked for
  UnknownRequest = 37,
};

inline constexpr uint32_t kCheckChecksum = 1; // Control::options: a wrong checksum is an error when loading

inline constexpr uint32_t kInputCapacity = 512;                  // bytes of a line
inline constexpr uint32_t kScreenRows = 24, kScreenColumns = 80; // what dfrotz takes
inline constexpr uint32_t kMaximumLocals = 15;
inline constexpr uint32_t kMaximumMemoryStreams = 16;

struct Section {
  uint32_t offset, bytes; // from the block's begin
};

/// Where things lie in the block; from planBlock, the same for equal stories and block sizes.
struct Layout {
  Section state, stack;
  Section memory;   // the Z-machine's memory, the story's bytes; the first `dynamicBytes` of it change. Where the story
                    // does not fit into the block, only its begin: the rest is read from Control::storyAddress
  Section lines;    // pages of that rest that were read last
  Section pristine; // dynamic memory as the story file has it, laid out as in `memory`
  Section undo;     // UndoArea
  Section output;   // bytes; Control::outputBytes of them are filled
  Section cache;    // the kernel's own
  uint32_t dynamicBytes;
  // The global variables' words are kept little-endian in memory (all else is as the Z-machine has it, big-endian):
  // byte `a` of the Z-machine with globals <= a < globals + globalBytes lies at globals + ((a - globals) ^ 1).
  uint32_t globals, globalBytes;
};

/// At the begin of the block.
struct Control {
  uint32_t magic, interfaceVersion;
  uint32_t blockBytes;
  uint32_t storyBytes; // of the file
  Layout layout;
  // Where all of the story is, if the layout says that it does not fit. On the card: the address of a buffer in DRAM
  // whose pages of kPageBytes go round over the channels. On this machine: a pointer.
  uint32_t storyAddressLow, storyAddressHigh;

  // From the host.
  uint32_t request; // Request
  uint32_t limit;   // Z-instructions of a Run
  uint32_t options;
  uint32_t seed;      // random numbers as dfrotz -s gives them; read by Load
  uint32_t inputKind; // InputKind; the kernel sets it to None when it has used it
  uint32_t inputBytes;
  uint32_t terminator;
  uint32_t answer;

  // From the kernel.
  uint32_t status; // Status
  uint32_t error;  // Error
  uint32_t errorAddress;
  uint32_t executed;      // Z-instructions of this request
  uint32_t outputBytes;   // filled; the host sets it to 0 when it took them
  uint32_t timeTenths;    // WantsLine, WantsCharacter: tenths of a second until Timeout, 0: no limit
  uint32_t lineCapacity;  // WantsLine: characters that there is room for
  uint32_t linePreloaded; // WantsLine: characters that the story has put at the line's begin (and printed) already;
                          // `input` is what comes after them
  uint32_t terminators;   // WantsLine: address of the table of terminating characters, 0: none but 13
  // SaveWanted, RestoreWanted: the address of the store or branch bytes, which Quetzal wants as program counter; and a
  // table of the story's own (bytes, name) that is saved instead of the game where tableBytes is not 0: the host saves
  // it, or writes its bytes, and brings Answer: 1, or how many bytes it wrote; 0 failure.
  uint32_t resultAddress;
  uint32_t tableAddress, tableBytes, tableName;
  uint32_t inputsRead;   // lines and keys whose reading ended in this request, by what came or by an interrupt routine
  uint32_t cacheFlushes; // how often the caches were full
  // From the host: the address of an instruction in front of which a Run stops, if it shall. Another address empties
  // the caches; whether there are stops costs nothing elsewhere.
  uint32_t watched, stopsAtWatched;
  uint32_t reserved;
  uint8_t input[kInputCapacity];
};

/// The canonical state of a game: this header, the stack's first stackBytes, dynamic memory. Equal games have equal
/// bytes, and a game goes on from a copy of them identically.
struct State {
  uint32_t magic;
  uint32_t pc;         // of the next Z-instruction
  uint32_t stackBytes; // used
  uint32_t frame;      // offset of the current routine's Frame in the stack, kNoFrame in the main routine
  uint32_t evaluation; // offset of the current routine's first evaluation stack cell
  uint32_t seed;       // what random numbers begin with
  uint32_t randomState;
  uint32_t warned;                        // a bit for each kind of warning about object 0 that has been printed
  uint16_t randomInterval, randomCounter; // interval 0: random numbers, else 0, 1, ... interval - 1
  uint16_t localCount, argumentCount;     // of the current routine
  uint16_t locals[16];                    // the current routine's; those behind localCount are 0
  // Streams and windows.
  uint8_t screenOn, transcriptOn, recordOn, inputStream;
  uint8_t window, style, buffering, font;
  uint8_t foreground, background;
  uint8_t memoryStreams; // how many tables of stream 3 are open
  uint8_t inputShown;    // the input that is waited for has been announced (status line)
  uint8_t inputEnded;    // an interrupt routine ended the input
  uint8_t textTouched;   // abbreviations or alphabets in dynamic memory may differ from the story's: no cached text
  uint8_t upperHeight;
  uint8_t cursorRow, cursorColumn; // of the upper window, from 1
  uint8_t reserved;
  uint16_t memoryStreamTable[kMaximumMemoryStreams];
  uint16_t memoryStreamCount[kMaximumMemoryStreams]; // characters so far
};

inline constexpr uint32_t kNoFrame = 0xffffffff;

/// What a call puts on the stack, at an address that is a multiple of 4; the caller's localCount locals follow, padded
/// with a zero to a multiple of 4 bytes, then the called routine's evaluation stack: cells of 16 bits, growing upwards.
struct Frame {
  uint32_t returnPc;         // where the caller goes on: behind the call; kInterruptReturn is set where it was none
  uint16_t callerFrame;      // offset / 4 of the caller's Frame, kNoCallerFrame: none
  uint16_t callerEvaluation; // offset / 2 of the caller's evaluation stack
  uint16_t callerLocals, callerArguments; // counts
  uint16_t callerTop; // offset / 2 of the end of the caller's evaluation stack (this Frame, before padding)
  uint16_t result;    // FrameResult or the number of the variable that the result goes to
};

inline constexpr uint16_t kNoCallerFrame = 0xffff;
inline constexpr uint32_t kInterruptReturn = 0x80000000;

enum FrameResult : uint16_t {
  kResultDropped = 0x100,
  kResultInterrupt = 0x101, // an interrupt routine of a timed input: not 0 ends the input
};

/// Undo levels, the oldest first; each is UndoLevel and its bytes, padded to a multiple of 4.
struct UndoArea {
  uint32_t levels;
  uint32_t bytes; // used, behind this header
};
struct UndoLevel {
  uint32_t bytes; // all of it, with this header
  uint32_t
      stackBytes; // State and the stack's bytes follow, then dynamic memory: differences to the pristine bytes by
                  // exclusive or; a 0 is followed by a count of further zeros (0 to 255); zeros at the end left out
};

/// The output is text in UTF-8 with these bytes between; each is followed by its arguments. Bytes 0 mean nothing.
enum OutputCode : uint8_t {
  kOutputPadding = 0,
  kOutputWindow = 1,     // window: what follows is printed there
  kOutputSplit = 2,      // height of the upper window, lines
  kOutputErase = 3,      // window, 0xff: whole screen and unsplit, 0xfe: whole screen
  kOutputCursor = 4,     // row, column (from 1), of the upper window
  kOutputStyle = 5,      // style: 0 roman, or bits 1 reverse, 2 bold, 4 italic, 8 fixed
  kOutputStatus = 6,     // kind (0: score and moves, 1: time); two 16-bit numbers, low byte first; then the room's name
                         // up to a byte 0x1f
  kOutputBeep = 7,       // number
  kOutputStream = 8,     // stream number, 1 on, 0 off: streams 1, 2, 4
  kOutputLine = 10,      // end of line (no arguments)
  kOutputEraseLine = 11, // to the right of the cursor (no arguments)
  kOutputBuffering = 12, // 1: words are wrapped as a whole
  kOutputFont = 13,      // font
  kOutputColours = 14,   // foreground, background
  kOutputInputStream = 15, // number
  kOutputRestart = 16,     // the game begins (again): screen as new (no arguments)
  kOutputInput = 17,       // a line was read: what the host brought is shown here, then a new line where it ended by 13
                           // (argument: 1) or not (0)
  kOutputSound = 18,       // number, effect, volume, repeats
  kOutputCharacter = 19,   // a character was read (no arguments): what was printed so far has been seen
  kOutputStatusEnd = 0x1f,
};

constexpr uint32_t wordAt(const uint8_t *story, uint32_t address) {
  return static_cast<uint32_t>(story[address]) << 8 | story[address + 1];
}

inline constexpr uint32_t kStackBytes = 32 * 1024;
inline constexpr uint32_t kUndoBytes = 64 * 1024;
inline constexpr uint32_t kOutputBytes = 64 * 1024;
inline constexpr uint32_t kMinimumCacheBytes = 104 * 1024; // of RV32
inline constexpr uint32_t kUsualCacheBytes = 448 * 1024;
inline constexpr uint32_t kPagedCacheBytes = 256 * 1024; // enough for the caches where the story does not fit
inline constexpr uint32_t kPageBytes = 512;              // of a story that does not fit into the block
inline constexpr uint32_t kLines = 64;                   // pages of it that are kept
inline constexpr uint32_t kLineBytes = kPageBytes + sizeof(uint32_t); // a page and its number

/// Where things lie for a story of `storyBytes` bytes (at least 64) in a block of `blockBytes`; the caches get what is
/// left over. A story that does not fit keeps its dynamic memory in the block, and more of its begin where there is
/// room. With a block that is too small for that too, cache.bytes is less than kMinimumCacheBytes. Any bytes are safe
/// here: Load checks the story.
constexpr Layout planBlock(const uint8_t *story, uint32_t storyBytes, uint32_t blockBytes,
                           uint32_t undoBytes = kUndoBytes) {
  Layout layout = {};
  layout.globals = wordAt(story, 0x0c);
  uint32_t dynamic = wordAt(story, 0x0e);
  // 240 global variables, or as many as there are before the next table that the header names.
  uint32_t end = layout.globals + 480 < storyBytes ? layout.globals + 480 : storyBytes;
  for (uint32_t field = 0x04; field <= 0x18; field += 2) {
    const bool isTable = field == 0x04 || field == 0x08 || field == 0x0a || field == 0x0e || field == 0x18;
    const uint32_t table = wordAt(story, field);
    if (isTable && table > layout.globals && table < end)
      end = table;
  }
  layout.globalBytes = layout.globals < end ? (end - layout.globals) & ~1U : 0;
  if (layout.globals < storyBytes && dynamic < layout.globals + layout.globalBytes)
    dynamic = layout.globals + layout.globalBytes;
  layout.dynamicBytes = dynamic < storyBytes ? dynamic : storyBytes;
  const auto arrange = [&](uint32_t resident, uint32_t lines) {
    uint32_t at = (sizeof(Control) + 63) & ~63U;
    auto place = [&at](uint32_t bytes) {
      Section section = {at, bytes};
      at = (at + bytes + 15) & ~15U;
      return section;
    };
    layout.state = place(sizeof(State));
    layout.stack = place(kStackBytes);
    at += layout.globals & 1; // so that global variables are aligned
    layout.memory = place(resident);
    layout.pristine = place(layout.dynamicBytes);
    layout.undo = place(undoBytes);
    layout.output = place(kOutputBytes);
    at = (at + 63) & ~63U;
    layout.lines = place(lines);
    at = (at + 63) & ~63U;
    layout.cache = {at, at < blockBytes ? blockBytes - at : 0};
  };
  arrange(storyBytes, 0);
  if (blockBytes == 0 || layout.cache.bytes >= kMinimumCacheBytes)
    return layout;
  // What is decoded is needed most; the story's begin gets what that leaves.
  constexpr uint32_t kLinesBytes = kLines * kLineBytes;
  const uint32_t taken = layout.cache.offset - storyBytes + kLinesBytes + 256;
  if (blockBytes < taken + layout.dynamicBytes + kMinimumCacheBytes)
    return layout;
  const uint32_t room = blockBytes - taken;
  const uint32_t resident =
      room > layout.dynamicBytes + kPagedCacheBytes ? room - kPagedCacheBytes : layout.dynamicBytes;
  arrange(resident < storyBytes ? resident : storyBytes, kLinesBytes);
  return layout;
}

/// Bytes of a block in which the story runs well.
constexpr uint32_t usualBlockBytes(const uint8_t *story, uint32_t storyBytes, uint32_t undoBytes = kUndoBytes) {
  return planBlock(story, storyBytes, 0, undoBytes).cache.offset + kUsualCacheBytes;
}

/// Fills the begin of a block (Control) for Load; the host also copies the story's bytes, as they are, to
/// layout.memory, and sets storyAddress where they do not fit. All else may hold anything.
constexpr void prepareControl(Control &control, const uint8_t *story, uint32_t storyBytes, uint32_t blockBytes,
                              uint32_t undoBytes = kUndoBytes) {
  control = {};
  control.magic = kControlMagic;
  control.interfaceVersion = kInterfaceVersion;
  control.blockBytes = blockBytes;
  control.storyBytes = storyBytes;
  control.layout = planBlock(story, storyBytes, blockBytes, undoBytes);
  control.request = static_cast<uint32_t>(Request::Load);
}

/// The parts of the block that are the canonical state, in order; undo levels (layout.undo, UndoArea::bytes + 8) are
/// beside it. A state is put back by copying the three parts to the same places, nothing else.
struct StateParts {
  Section parts[3];
};
constexpr StateParts stateParts(const Layout &layout, uint32_t stackBytes) {
  return {{{layout.state.offset, sizeof(State)},
           {layout.stack.offset, stackBytes},
           {layout.memory.offset, layout.dynamicBytes}}};
}

/// The place in the block of byte `address` of the Z-machine.
constexpr uint32_t placeOf(const Layout &layout, uint32_t address) {
  const uint32_t global = address - layout.globals;
  return layout.memory.offset + (global < layout.globalBytes ? layout.globals + (global ^ 1) : address);
}

} // namespace tt::zork
