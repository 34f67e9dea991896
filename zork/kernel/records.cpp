// Makes records from Z-instructions and keeps them: batches, links, routines, and when the caches are full.
#include "decode.h"
#include "text.h"

namespace tt::zork {
namespace {

constexpr uint32_t kBatch = 24; // instructions that are decoded at once, at most

struct Emitter {
  Machine &machine;
  Record *records;
  uint32_t count;
  bool isScratch;
  uint32_t constants; // used of those in scratch

  Record *add(Handler handler) {
    Record *record = records + count++;
    *record = {};
    record->handler = handler;
    return record;
  }
};

uint32_t hashOf(uint32_t key, uint32_t mask) { return (key * 0x9e3779b1U >> 8) & mask; }

Record *lookUp(const Machine &machine, uint32_t key) {
  for (uint32_t at = hashOf(key, machine.hashMask); machine.hash[at] != 0; at = (at + 1) & machine.hashMask)
    if (machine.pcs[machine.hash[at] - 1] == key)
      return machine.records + machine.hash[at] - 1;
  return nullptr;
}

void enter(Machine &machine, uint32_t key, uint32_t index) {
  uint32_t at = hashOf(key, machine.hashMask);
  while (machine.hash[at] != 0)
    at = (at + 1) & machine.hashMask;
  machine.hash[at] = static_cast<uint16_t>(index + 1);
  machine.pcs[index] = key;
}

/// There is enough: decodeBatch and findRoutine see to it first.
uint8_t *takeFromPool(Machine &machine, uint32_t bytes) {
  uint8_t *place = machine.pool + machine.poolUsed;
  machine.poolUsed += (bytes + 3) & ~3U;
  return place;
}

/// Empties the caches if a batch might not find room.
void makeRoom(Machine &machine) {
  if (machine.flushSoon || machine.routineBegin - machine.recordCount < kRecordsPerBatch ||
      machine.poolCapacity - machine.poolUsed < kPoolReserve)
    flushCaches(machine);
}

Cell *constantCell(Emitter &emitter, uint16_t value) {
  Machine &machine = emitter.machine;
  if (value < 256)
    return machine.smallConstants + value;
  Cell *cell = emitter.isScratch ? machine.scratchCells + emitter.constants++
                                 : reinterpret_cast<Cell *>(takeFromPool(machine, 4));
  *cell = value;
  return cell;
}

Cell *operandCell(Emitter &emitter, const Operand &operand) {
  return operand.isVariable ? variableCell(emitter.machine, operand.value) : constantCell(emitter, operand.value);
}

/// The part that stands for a branch's target until it is known.
void addTarget(Emitter &emitter, const Instruction &instruction, Field &place) {
  Record *part = emitter.add(linkTarget);
  part->a.number = instruction.branchTarget & kAddressMask;
  place.record = part;
  part->b.slot = emitter.isScratch ? nullptr : &place.record;
  if (instruction.flags & kBranches && instruction.branchKind != BranchKind::Jump)
    place.record =
        instruction.branchKind == BranchKind::ReturnTrue ? &emitter.machine.returnTrue : &emitter.machine.returnFalse;
}

void addError(Emitter &emitter, Error error) { emitter.add(raiseError)->a.number = static_cast<uint32_t>(error); }

bool isCall(Opcode opcode) {
  switch (opcode) {
  case Opcode::TwoOp_25_4:
  case Opcode::OneOp_8_4:
  case Opcode::Var_0_1:
  case Opcode::Var_12_4:
  case Opcode::TwoOp_26_5:
  case Opcode::OneOp_15_5:
  case Opcode::Var_25_5:
  case Opcode::Var_26_5:
    return true;
  default:
    return false;
  }
}

/// The record of a routine, made where it is not there yet; nullptr: it is no routine. Routines lie at the end.
Record *placeRoutine(Machine &machine, uint32_t address) {
  if (Record *known = lookUp(machine, address | kRoutineRecord))
    return known;
  if (address >= machine.storyBytes)
    return nullptr;
  const uint32_t locals = readByte(machine, address);
  const uint32_t code = address + 1 + (machine.version < 5 ? 2 * locals : 0);
  if (locals > kMaximumLocals || code >= machine.storyBytes)
    return nullptr;
  machine.routineBegin -= 2;
  Record *routine = machine.records + machine.routineBegin;
  routine[0] = {};
  routine[1] = {};
  Cell *initial = machine.zeroLocals;
  if (machine.version < 5) {
    const uint32_t cells = locals < kQuickLocals ? kQuickLocals : (locals + 1) & ~1U; // as they are copied
    initial = reinterpret_cast<Cell *>(takeFromPool(machine, 2 * cells));
    for (uint32_t i = 0; i < cells; ++i)
      initial[i] = i < locals ? static_cast<Cell>(readWord(machine, address + 1 + 2 * i)) : Cell(0);
  }
  routine[0].a.record = routine + 1;
  routine[0].b.number = locals;
  routine[0].c.cell = initial;
  routine[1].handler = linkTarget;
  routine[1].a.number = code;
  routine[1].b.slot = &routine[0].a.record;
  enter(machine, address | kRoutineRecord, machine.routineBegin);
  machine.pcs[machine.routineBegin + 1] = code | kPartOfRecord;
  return routine;
}

/// Says in the last record of a call where it returns to.
void fillReturn(Record *part, const Instruction &instruction, Cell *result) {
  part->a.number = instruction.nextPc;
  part->b.cell = result;
  setResultOf(part, instruction.flags & kStores ? instruction.resultVariable : +kResultDropped);
}

/// A call with at most three arguments; others are functions.
bool addCall(Emitter &emitter, const Instruction &instruction, Cell *const *cells, Cell *result) {
  Machine &machine = emitter.machine;
  const uint32_t arguments = instruction.operandCount - 1;
  if (arguments > 3 || emitter.isScratch)
    return false;
  const Operand &callee = instruction.operands[0];
  Record *routine = nullptr;
  if (!callee.isVariable) {
    const uint32_t address = routineAddress(machine, callee.value);
    routine = callee.value != 0 && address >= machine.dynamicBytes ? placeRoutine(machine, address) : nullptr;
    if (!routine || arguments > routine->b.number)
      return false;
  }
  uint32_t stackMask = 0;
  for (uint32_t i = 0; i < arguments; ++i)
    stackMask |= (cells[i + 1] == &machine.stackMarker) << i;
  Record *record = emitter.add(callHandler(arguments, stackMask, routine != nullptr));
  Record *part = emitter.add(nullptr);
  if (routine)
    record->a.record = routine;
  else
    record->a.cell = cells[0];
  record->b.cell = arguments > 0 ? cells[1] : nullptr;
  record->c.cell = arguments > 1 ? cells[2] : nullptr;
  fillReturn(part, instruction, result);
  part->c.cell = arguments > 2 ? cells[3] : nullptr;
  return true;
}

void addFunction(Emitter &emitter, const Instruction &instruction, Cell *const *cells, Cell *result) {
  const uint32_t first = emitter.count;
  Record *record = emitter.add(runFunction);
  if (const Handler handler = printHandler(instruction.opcode))
    record->handler = handler;
  record->a.function = functionOf(instruction.opcode);
  record->c.cell = result;
  for (uint32_t i = 0; i < instruction.operandCount; i += 4) {
    Cell *four[4] = {};
    for (uint32_t k = 0; k < 4 && i + k < instruction.operandCount; ++k)
      four[k] = cells[i + k];
    Record *part = emitter.add(nullptr);
    part->handler = reinterpret_cast<Handler>(four[0]);
    part->a.cell = four[1];
    part->b.cell = four[2];
    part->c.cell = four[3];
  }
  if (instruction.flags & kBranches) {
    Record *part = emitter.records + emitter.count;
    addTarget(emitter, instruction, part->c);
  }
  if (isCall(instruction.opcode))
    fillReturn(emitter.add(nullptr), instruction, result);
  emitter.records[first].b.number =
      (emitter.count - first) | instruction.operandCount << 8 | static_cast<uintptr_t>(instruction.branchSense) << 16;
}

void addPrint(Emitter &emitter, const Instruction &instruction) {
  CachedText text = {};
  const bool isCached = !emitter.isScratch && cacheText(emitter.machine, instruction.textAddress, text);
  Record *record = emitter.add(isCached ? printCached : printUncached);
  record->a.words = text.text;
  record->b.number = text.words;
  record->c.number = instruction.textAddress;
}

/// The records of one instruction. The one that begins it is the first of them.
void addInstruction(Emitter &emitter, const Instruction &instruction) {
  Machine &machine = emitter.machine;
  if (instruction.error != Error::None)
    return addError(emitter, instruction.error);
  if (instruction.opcode == Opcode::ZeroOp_2_1)
    return addPrint(emitter, instruction);
  Cell *cells[8] = {};
  uint32_t stackMask = 0;
  const bool byReference = instruction.flags & kTakesVariable;
  for (uint32_t i = 0; i < instruction.operandCount; ++i) {
    cells[i] = operandCell(emitter, instruction.operands[i]);
    if (!cells[i])
      return addError(emitter, machine.fault);
    stackMask |= (cells[i] == &machine.stackMarker) << i;
  }
  Cell *result = nullptr;
  if (instruction.flags & kStores && !(result = variableCell(machine, instruction.resultVariable)))
    return addError(emitter, machine.fault);
  if (isCall(instruction.opcode)) {
    if (instruction.operandCount == 0)
      return addError(emitter, Error::IllegalOpcode);
    if (!result)
      result = &machine.dropped;
    if (addCall(emitter, instruction, cells, result))
      return;
    return addFunction(emitter, instruction, cells, result);
  }
  if (instruction.opcode == Opcode::OneOp_12_1 && !instruction.operands[0].isVariable) {
    Instruction jump = instruction;
    jump.branchTarget =
        instruction.nextPc + static_cast<uint32_t>(static_cast<int16_t>(instruction.operands[0].value)) - 2;
    Record *record = emitter.add(fastHandler(instruction.opcode, machine.version, 1, 0, false, true));
    return addTarget(emitter, jump, record->c);
  }
  if (byReference) {
    // A variable's number as a constant becomes its cell; the stack's top is left to functions.
    if (instruction.operands[0].isVariable || instruction.operandCount == 0)
      return addFunction(emitter, instruction, cells, result);
    Cell *variable = variableCell(machine, instruction.operands[0].value);
    if (!variable)
      return addError(emitter, machine.fault);
    if (variable == &machine.stackMarker)
      return addFunction(emitter, instruction, cells, result);
    cells[0] = variable;
  }
  if (instruction.opcode == Opcode::TwoOp_1_1 && instruction.operandCount > 2 && instruction.operandCount <= 4 &&
      stackMask <= 1) {
    Record *record = emitter.add(equalsAnyHandler(instruction.operandCount, stackMask & 1, instruction.branchSense));
    record->a.cell = cells[0];
    record->b.cell = cells[1];
    Record *part = emitter.add(nullptr);
    part->a.cell = cells[2];
    part->b.cell = cells[3];
    return addTarget(emitter, instruction, record->c);
  }
  const Handler handler = fastHandler(instruction.opcode, machine.version, instruction.operandCount, stackMask,
                                      result == &machine.stackMarker, instruction.branchSense);
  if (!handler) {
    if (byReference)
      cells[0] = operandCell(emitter, instruction.operands[0]);
    return addFunction(emitter, instruction, cells, result);
  }
  Record *record = emitter.add(handler);
  record->a.cell = cells[0];
  record->b.cell = cells[1];
  record->c.cell = instruction.flags & kStores ? result : cells[2];
  if (instruction.flags & kBranches) {
    if (instruction.flags & kStores)
      record->b.cell = result; // one operand, a result and a target
    addTarget(emitter, instruction, record->c);
  }
}

uint32_t stackMaskOf(const Instruction &instruction) {
  uint32_t mask = 0;
  for (uint32_t i = 0; i < instruction.operandCount; ++i)
    mask |= (instruction.operands[i].isVariable && instruction.operands[i].value == 0 ? 1U : 0U) << i;
  return mask;
}

/// Lets the instruction before, whose record is `record`, do this one too, where there is a handler for both.
void fuse(Record *record, const Instruction &before, const Instruction &instruction) {
  const bool pushes = before.flags & kStores && before.resultVariable == 0;
  if (before.error != Error::None || instruction.error != Error::None || !pushes || before.operandCount != 2 ||
      stackMaskOf(before) != 0)
    return;
  const Handler handler =
      fusedHandler(before.opcode, instruction.opcode, instruction.operandCount, stackMaskOf(instruction),
                   instruction.flags & kStores && instruction.resultVariable == 0, instruction.branchSense);
  if (!handler)
    return;
  record->c.handler = record->handler;
  record->handler = handler;
}

/// The same for a pair that lies before inc_chk or dec_chk.
void fuseCount(Record *pair, const Instruction &instruction) {
  const bool counts = instruction.opcode == Opcode::TwoOp_5_1, countsDown = instruction.opcode == Opcode::TwoOp_4_1;
  if ((!counts && !countsDown) || instruction.operandCount != 2 || stackMaskOf(instruction) != 0 ||
      instruction.operands[0].isVariable || instruction.operands[0].value == 0)
    return;
  if (const Handler handler = fusedWithCount(pair->handler, counts ? 1 : -1, instruction.branchSense))
    pair->handler = handler;
}

Record *decodeScratch(Machine &machine, uint32_t pc) {
  Emitter emitter = {machine, machine.scratch, 0, true, 0};
  const Instruction instruction = decodeInstruction(machine, pc);
  machine.scratchPc = pc;
  addInstruction(emitter, instruction);
  machine.fault = Error::None;
  Record *next = emitter.add(linkTarget);
  next->a.number = instruction.nextPc;
  return machine.scratch;
}

Record *decodeBatch(Machine &machine, uint32_t pc) {
  makeRoom(machine);
  Record *entry = machine.records + machine.recordCount;
  Instruction before = {};
  for (uint32_t i = 0;; ++i) {
    Record *known = i > 0 && pc < machine.storyBytes ? lookUp(machine, pc) : nullptr;
    Emitter emitter = {machine, machine.records + machine.recordCount, 0, false, 0};
    if (known || i == kBatch) {
      Record *link = emitter.add(known ? goOn : linkTarget);
      link->a.number = pc;
      link->c.record = known;
      machine.pcs[machine.recordCount++] = pc | kPartOfRecord;
      return entry;
    }
    const Instruction instruction = decodeInstruction(machine, pc);
    const bool isWatched = pc == machine.watched;
    if (isWatched)
      emitter.add(stopIfWatched);
    addInstruction(emitter, instruction);
    machine.fault = Error::None;
    for (uint32_t part = 1; part < emitter.count; ++part)
      machine.pcs[machine.recordCount + part] = pc | kPartOfRecord;
    enter(machine, pc, machine.recordCount);
    // An instruction that can be fused is one record; errors have been noted in the record, not in the instruction.
    if (i > 0 && !isWatched && emitter.records[-1].handler != raiseError && emitter.records[0].handler != raiseError)
      fuse(emitter.records - 1, before, instruction);
    if (i > 1 && !isWatched && emitter.records[0].handler != raiseError && emitter.records - entry >= 2)
      fuseCount(emitter.records - 2, instruction);
    before = instruction;
    machine.recordCount += emitter.count;
    if (instruction.flags & kEnds || instruction.error != Error::None)
      return entry;
    pc = instruction.nextPc;
  }
}

} // namespace

Cell *variableCell(Machine &machine, uint32_t variable) {
  if (variable == 0)
    return &machine.stackMarker;
  if (variable < 16) {
    if (variable <= machine.state->localCount)
      return machine.state->locals + variable - 1;
    noteFault(machine, Error::BadLocal);
    return nullptr;
  }
  const uint32_t offset = 2 * (variable - 16);
  if (offset < machine.globalBytes)
    return reinterpret_cast<Cell *>(machine.memory + machine.globals + offset);
  noteFault(machine, Error::ReadOutOfRange);
  return nullptr;
}

uint32_t routineAddress(const Machine &machine, uint32_t packed) {
  return (packed << machine.packedShift) + machine.routineOffset;
}

uint32_t stringAddress(const Machine &machine, uint32_t packed) {
  return (packed << machine.packedShift) + machine.stringOffset;
}

uint32_t pcOf(const Machine &machine, const Record *record) {
  return isScratch(machine, record) ? machine.scratchPc : machine.pcs[record - machine.records] & kAddressMask;
}

Record *findRoutine(Machine &machine, uint32_t address) {
  if (Record *known = lookUp(machine, address | kRoutineRecord))
    return known;
  makeRoom(machine);
  return placeRoutine(machine, address);
}

Record *resolve(Machine &machine, uint32_t pc) {
  if (pc >= machine.storyBytes) {
    machine.scratchPc = pc;
    machine.scratch[0] = {};
    machine.scratch[0].handler = raiseError;
    machine.scratch[0].a.number = static_cast<uintptr_t>(Error::AddressOutOfRange);
    return machine.scratch;
  }
  if (pc < machine.dynamicBytes)
    return decodeScratch(machine, pc);
  Record *known = lookUp(machine, pc);
  return known ? known : decodeBatch(machine, pc);
}

void flushCaches(Machine &machine) {
  machine.recordCount = 0;
  machine.routineBegin = machine.recordCapacity;
  machine.poolUsed = 0;
  machine.flushSoon = 0;
  ++machine.generation;
  ++machine.control->cacheFlushes;
  memset(machine.hash, 0, (machine.hashMask + 1) * sizeof(machine.hash[0]));
  memset(machine.routines, 0, sizeof(machine.routines));
  memset(machine.texts, 0, sizeof(machine.texts));
  machine.noReturn.a.number = kNoReturn;
  for (uint32_t i = 0; i < kReturns; ++i)
    machine.returns[i] = &machine.noReturn;
}

void linkTarget(Record *record, Machine *machine, Cell *top, int32_t budget) {
  const uint32_t pc = static_cast<uint32_t>(record->a.number);
  Record **slot = record->b.slot;
  const uint32_t generation = machine->generation;
  const bool isKept = !isScratch(*machine, record);
  Record *target = resolve(*machine, pc);
  if (isKept && generation == machine->generation && !isScratch(*machine, target)) {
    if (slot) {
      *slot = target;
    } else {
      record->handler = goOn;
      record->c.record = target;
    }
  }
  [[clang::musttail]] return target->handler(target, machine, top, budget);
}

} // namespace tt::zork
