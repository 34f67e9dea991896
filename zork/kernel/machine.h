// The interpreter's working memory: decoded records, caches, and what is derived from the canonical state.
//
// Z-instructions are decoded once into records (Record): a handler, operands as pointers to 16-bit cells, a result's
// cell or a branch's target. Handlers call each other by tail calls; record, machine, stack top and budget stay in
// registers. Only code outside of dynamic memory is kept; code in dynamic memory is decoded anew each time.
#pragma once

// The only functions of the C library that are used (memcpy, memmove, memset) are those that compilers ask for too.
#include <stddef.h>
#include <string.h>

#include "interface.h"

namespace tt::zork {

using Cell = uint16_t;
struct Machine;
struct Record;

/// Instructions that were given object 0, which stands for nothing: dfrotz warns of each kind once.
enum class Warning : uint8_t {
  jin,
  get_child,
  get_parent,
  get_sibling,
  get_prop_addr,
  get_prop,
  put_prop,
  clear_attr,
  set_attr,
  test_attr,
  insert_obj,
  insert_obj_into,
  remove_obj,
  get_next_prop,
};

/// Executes `record` and goes on with the next one, until something stops the machine.
using Handler = void (*)(Record *record, Machine *machine, Cell *top, int32_t budget);

/// An instruction that is not hot: operands are in Machine::arguments. Returns the next record, nullptr to stop.
using Function = Record *(*)(Machine & machine, Record *record);

union Field {
  Cell *cell;
  Record *record;
  Record **slot;
  uintptr_t number;
  Function function;
  Handler handler;
  const uint32_t *words;
};

struct Record {
  Handler handler;
  Field a, b, c;
};

/// A routine that was called by its packed address.
struct RoutineEntry {
  uint32_t packed;
  Record *routine;
};

/// Text of the story in UTF-8, padded with zeros to words.
struct CachedText {
  uint32_t address; // of the encoded text; 0: nothing here
  uint32_t words;
  const uint32_t *text;
};

inline constexpr uint32_t kGranule = 64; // bytes that have a flag in readFlags and writeFlags
inline constexpr uint32_t kGranules = 1024;
inline constexpr uint8_t kTakesCare = 1, kTextThere = 2;
inline constexpr uint32_t kTextEntries = 1024;
inline constexpr uint32_t kRoutineEntries = 64;
inline constexpr uint32_t kScratchRecords = 12;
inline constexpr uint32_t kRecordsPerBatch = 512; // what decoding a batch may take, at most
inline constexpr uint32_t kPoolReserve = 2048;    // bytes of the pool that are left to a batch
inline constexpr uint32_t kQuickLocals = 8;       // so many cells are copied when a routine begins, in use or not
inline constexpr uint32_t kReturns = kStackBytes / 16;
inline constexpr uint32_t kNoReturn = 0xffffffff;
inline constexpr uint32_t kMachineMagic = 0x5a4d4143;

enum OpcodeFlags : uint16_t {
  kStores = 1,
  kBranches = 2,
  kHasText = 4,
  kTakesVariable = 8,
  kEnds = 16,
};

enum class Opcode : uint8_t {
  Illegal,
#define ZORK_OPCODE(form, number, first, last, flags, name) form##_##number##_##first,
#include "opcodes.def"
  Count,
};

enum class Form : uint8_t { TwoOp, OneOp, ZeroOp, Var, Ext };

struct Machine {
  // What handlers need most comes first.
  uint8_t *memory;
  Cell *evaluation; // the current routine's first evaluation stack cell
  Cell *stackEnd;
  uint32_t links; // a new Frame's callerFrame and callerEvaluation, as one word: the current routine's
  State *state;
  uint8_t *stack;
  Record **returns; // by the Frame's offset / 16: where decoded code goes on if it is the Frame's returnPc there
  uint8_t *out, *outSoft, *outEnd;
  uint32_t plainText; // text goes to the output as it is, and cached text is valid
  uint32_t globals, globalBytes;
  uint8_t *objects; // where object 0 would be
  uint32_t objectCount, writableObjects;
  uint32_t storyBytes, dynamicBytes;
  uint32_t residentBytes; // of the story, at `memory`; what lies behind them is read by readFar
  Cell stackMarker;       // its address means: pop, push
  Cell dropped;           // results that nobody wants
  Record returnTrue, returnFalse;
  Record noReturn; // is no Frame's

  uint8_t readFlags[kGranules];  // not 0: reading there takes care
  uint8_t writeFlags[kGranules]; // not 0: writing there takes care; kTextThere

  // What handlers leave here for functions.
  Cell *top;
  Cell *topBefore; // before operands were popped
  int32_t budget;
  Cell arguments[8];
  uint32_t argumentCount;
  uint32_t callee; // packed, or an address with kRoutineRecord
  Record *current; // whose function runs
  Error fault;

  // Caches.
  uint32_t magic;
  Machine *self;
  uint32_t generation; // counts flushes
  Record *records;
  uint32_t *pcs; // the instruction's address of each record; with kPartOfRecord, kRoutineRecord
  uint32_t recordCapacity, recordCount;
  uint32_t routineBegin; // index: routines lie behind, to the end
  uint16_t *hash;        // 1 + index of the record
  uint32_t hashMask;
  uint8_t *pool;
  uint32_t poolCapacity, poolUsed;
  uint32_t flushSoon;
  uint32_t watched; // Control::watched that records were made for
  Record scratch[kScratchRecords];
  Cell scratchCells[8];
  uint32_t scratchPc;
  RoutineEntry routines[kRoutineEntries];
  CachedText texts[kTextEntries];
  Cell smallConstants[256];
  Cell zeroLocals[16];

  uint32_t *linePages; // the page that each line has
  uint8_t *lines;

  Control *control;
  uint8_t *block;
  uint32_t version;
  uint32_t blanksQuestionMarks; // in lines that are read
  uint32_t propertyDefaults;
  uint32_t objectTable;
  uint32_t abbreviations, alphabetTable, unicodeTable, unicodeCount, dictionary;
  uint32_t routineOffset, stringOffset, packedShift;
  uint32_t textPrepared; // State::textTouched that alphabets were read for; 2: none
  uint8_t alphabet[78];
  uint8_t placeInAlphabet[256]; // 1 + place of a ZSCII code, 0: not there
  uint8_t opcodes[5][32];       // Opcode by form and number
  uint8_t textBits[8192];       // a bit for each byte of dynamic memory that text depends on: abbreviations, alphabets
};

inline constexpr uint32_t kPartOfRecord = 0x80000000, kRoutineRecord = 0x40000000, kAddressMask = 0x00ffffff;

// Memory as functions see it: a bad access is noted in Machine::fault, which stops the machine after the instruction.

inline void noteFault(Machine &machine, Error error) {
  if (machine.fault == Error::None)
    machine.fault = error;
}

inline uint32_t placeInMemory(const Machine &machine, uint32_t address) {
  const uint32_t global = address - machine.globals;
  return global < machine.globalBytes ? machine.globals + (global ^ 1) : address;
}

/// The story's byte where it is not resident, or a fault.
[[gnu::cold, gnu::noinline]] uint32_t readFar(Machine &machine, uint32_t address);
/// Brings a page of the story to `to`: from the card's DRAM, or this machine's memory.
void fetchPage(const Machine &machine, uint32_t page, uint8_t *to);

inline uint32_t readByte(Machine &machine, uint32_t address) {
  if (__builtin_expect(address >= machine.residentBytes, false))
    return readFar(machine, address);
  return machine.memory[placeInMemory(machine, address)];
}
[[gnu::cold, gnu::noinline]] uint32_t readWordCarefully(Machine &machine, uint32_t address);
inline uint32_t readWord(Machine &machine, uint32_t address) {
  if (__builtin_expect(address + 1 >= machine.residentBytes, false) ||
      __builtin_expect(address + 1 - machine.globals <= machine.globalBytes, false))
    return readWordCarefully(machine, address);
  const uint8_t *place = machine.memory + address;
  return static_cast<uint32_t>(place[0]) << 8 | place[1];
}
void writeByte(Machine &machine, uint32_t address, uint32_t value);
inline void writeWord(Machine &machine, uint32_t address, uint32_t value) {
  writeByte(machine, address, value >> 8 & 0xff);
  writeByte(machine, address + 1, value & 0xff);
}

// Records of functions: `b` is their length, number of operands << 8 and branch sense << 16, `c` the result's cell.
// Then come the operands' cells, four a record; then, where the instruction branches, a record with linkTarget: `a` is
// the address, `b` the place that gets the record when it is known, `c` (of functions) that place.

// Calls end with a record of where they return to: `a` is the address, `b` the result's cell, `c` of calls that are no
// functions the third argument's cell; resultOf is what the Frame says of the result. The next instruction is behind
// it.

inline uint32_t lengthOf(const Record *record) { return record->b.number & 0xff; }
inline Record *following(Record *record) { return record + lengthOf(record); }

inline void push(Machine &machine, uint32_t value) {
  if (machine.top >= machine.stackEnd)
    noteFault(machine, Error::StackOverflow);
  else
    *machine.top++ = static_cast<Cell>(value);
}
inline uint32_t pop(Machine &machine) {
  if (machine.top == machine.evaluation) {
    noteFault(machine, Error::StackUnderflow);
    return 0;
  }
  return *--machine.top;
}
inline void storeIn(Machine &machine, Cell *cell, uint32_t value) {
  if (cell == &machine.stackMarker)
    push(machine, value);
  else
    *cell = static_cast<Cell>(value);
}
/// Stores the instruction's result and goes on behind it.
inline Record *storeResult(Machine &machine, Record *record, uint32_t value) {
  storeIn(machine, record->c.cell, value);
  return following(record);
}
inline void setResultOf(Record *part, uint32_t result) {
  part->handler = reinterpret_cast<Handler>(static_cast<uintptr_t>(result) << 16); // as Frame::result lies in its word
}
inline uint32_t resultOf(const Record *part) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(part->handler)) >> 16;
}
/// Records of code in dynamic memory, which are made anew each time.
inline bool isScratch(const Machine &machine, const Record *record) {
  return record >= machine.scratch && record < machine.scratch + kScratchRecords;
}
/// Goes where the instruction branches on `condition`.
inline Record *branchOn(Record *record, bool condition) {
  Record *part = following(record) - 1;
  return condition == ((record->b.number >> 16 & 1) != 0) ? part->c.record : part + 1;
}

// decode.cpp
Record *resolve(Machine &machine, uint32_t pc);          // the record of the instruction at pc
Record *findRoutine(Machine &machine, uint32_t address); // a: entry, b: number of locals, c: their initial cells
uint32_t pcOf(const Machine &machine, const Record *record);
/// The address of the instruction whose function runs. (What a record says is still there when caches were emptied.)
inline uint32_t currentPc(const Machine &machine) { return pcOf(machine, machine.current); }
void flushCaches(Machine &machine);
Cell *variableCell(Machine &machine, uint32_t variable); // nullptr and a fault where it is not there
uint32_t routineAddress(const Machine &machine, uint32_t packed);
uint32_t stringAddress(const Machine &machine, uint32_t packed);
void linkTarget(Record *record, Machine *machine, Cell *top, int32_t budget);

// handlers.cpp and the files beside it
Handler fastHandler(Opcode opcode, uint32_t version, uint32_t operands, uint32_t stackMask, bool pushes, bool sense);
Handler propertyHandler(Opcode opcode, uint32_t version, uint32_t operands, uint32_t stackMask, bool pushes);
Handler printHandler(Opcode opcode); // of instructions laid out as functions
Handler returnHandler(Opcode opcode, uint32_t stackMask);
/// Of an instruction with two operands in cells that pushes its result, and the next one, which pops it.
Handler fusedHandler(Opcode first, Opcode second, uint32_t operands, uint32_t stackMask, bool pushes, bool sense);
/// Of a pair that loads and stores, and an inc_chk (steps 1) or dec_chk (-1) behind it; nullptr for other pairs.
Handler fusedWithCount(Handler pair, int32_t steps, bool sense);
Handler equalsAnyHandler(uint32_t operands, bool popsFirst, bool sense);
Handler callHandler(uint32_t arguments, uint32_t stackMask, bool constantRoutine);
void runFunction(Record *record, Machine *machine, Cell *top, int32_t budget);
void raiseError(Record *record, Machine *machine, Cell *top, int32_t budget);
void goOn(Record *record, Machine *machine, Cell *top, int32_t budget);
void stopIfWatched(Record *record, Machine *machine, Cell *top, int32_t budget);
void printCached(Record *record, Machine *machine, Cell *top, int32_t budget);
void printUncached(Record *record, Machine *machine, Cell *top, int32_t budget);
Function functionOf(Opcode opcode);

// Stopping: machine.top and machine.budget must be current.
Record *stopBefore(Machine &machine, Record *record, Status status); // the instruction is executed again later
Record *stopAt(Machine &machine, uint32_t pc, Status status);
Record *failAt(Machine &machine, uint32_t pc, Error error);

// calls.cpp
/// Calls a routine by its packed address; `part` says where it returns to.
Record *callRoutine(Machine &machine, uint32_t packed, const Cell *arguments, uint32_t count, Record *part);
/// Calls an interrupt routine; the instruction at `pc` is executed again behind it.
Record *callInterrupt(Machine &machine, uint32_t packed, uint32_t pc);
Record *returnFromRoutine(Machine &machine, uint32_t value);
Frame *currentFrame(const Machine &machine); // nullptr in the main routine
uint32_t frameDepth(const Machine &machine);
void deriveFromState(Machine &machine);
void putIntoState(Machine &machine, uint32_t pc);

} // namespace tt::zork
