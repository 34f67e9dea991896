// The opcodes as functions, which do everything that no fast handler does.
//
// Operands are in Machine::arguments; the result goes out by storeResult, a branch by branchOn; a fault that is noted
// stops the machine at the instruction.
#pragma once

#include "machine.h"

namespace tt::zork {

namespace op {
#define ZORK_OPCODE(form, number, first, last, flags, name) Record *name(Machine &machine, Record *record);
#include "opcodes.def"
} // namespace op

// calls.cpp
void prepareReturns(Machine &machine);

// objects.cpp
void prepareObjects(Machine &machine);
void printObjectName(Machine &machine, uint32_t object);

// memory.cpp
void prepareMemory(Machine &machine);
void markText(Machine &machine, uint32_t address, uint32_t bytes);
void noteWritten(Machine &machine, uint32_t address, uint32_t bytes); // by the host

// game.cpp
void startGame(Machine &machine); // also again
void seedRandom(Machine &machine, uint32_t seed);
void writeHeader(Machine &machine);

// windows.cpp
void resetScreen(Machine &machine);
void showStatus(Machine &machine);

// warnings.cpp
/// Prints the warning the first time; Machine::current is the instruction.
void warnOnce(Machine &machine, Warning warning);
inline bool hasWarned(const Machine &machine, Warning warning) {
  return machine.state->warned >> static_cast<uint32_t>(warning) & 1;
}

/// An operand that may be left out.
inline uint32_t argumentOr(const Machine &machine, uint32_t index, uint32_t otherwise) {
  return index < machine.argumentCount ? machine.arguments[index] : otherwise;
}

} // namespace tt::zork
