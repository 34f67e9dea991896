// Functions of arithmetic, comparisons and variables (Z-Machine Standards 1.1 §15).
#include "functions.h"
#include "step.h"

namespace tt::zork {
namespace {

int32_t first(const Machine &machine) { return signedOf(machine.arguments[0]); }
int32_t second(const Machine &machine) { return signedOf(machine.arguments[1]); }

/// A variable by its number; the stack's top is changed in place (§6.3.4).
uint32_t readVariable(Machine &machine, uint32_t variable) {
  if (variable == 0) {
    const uint32_t value = pop(machine);
    if (machine.fault == Error::None)
      ++machine.top;
    return value;
  }
  const Cell *cell = variableCell(machine, variable & 0xff);
  return cell ? *cell : 0;
}
void writeVariable(Machine &machine, uint32_t variable, uint32_t value) {
  if (variable == 0) {
    pop(machine);
    if (machine.fault == Error::None)
      push(machine, value);
    return;
  }
  if (Cell *cell = variableCell(machine, variable & 0xff))
    *cell = static_cast<Cell>(value);
}

int32_t step(Machine &machine, int32_t by) {
  const uint32_t value = readVariable(machine, machine.arguments[0]) + static_cast<uint32_t>(by);
  writeVariable(machine, machine.arguments[0], value);
  return signedOf(value);
}

} // namespace

Record *op::je(Machine &machine, Record *record) {
  bool isEqual = false;
  for (uint32_t i = 1; i < machine.argumentCount; ++i)
    isEqual = isEqual || machine.arguments[i] == machine.arguments[0];
  return branchOn(record, isEqual);
}
Record *op::jl(Machine &machine, Record *record) { return branchOn(record, first(machine) < second(machine)); }
Record *op::jg(Machine &machine, Record *record) { return branchOn(record, first(machine) > second(machine)); }
Record *op::jz(Machine &machine, Record *record) { return branchOn(record, machine.arguments[0] == 0); }
Record *op::test(Machine &machine, Record *record) {
  return branchOn(record, (machine.arguments[0] & machine.arguments[1]) == machine.arguments[1]);
}
Record *op::inc(Machine &machine, Record *record) {
  step(machine, 1);
  return following(record);
}
Record *op::dec(Machine &machine, Record *record) {
  step(machine, -1);
  return following(record);
}
Record *op::inc_chk(Machine &machine, Record *record) { return branchOn(record, step(machine, 1) > second(machine)); }
Record *op::dec_chk(Machine &machine, Record *record) { return branchOn(record, step(machine, -1) < second(machine)); }

Record *op::or_(Machine &machine, Record *record) {
  return storeResult(machine, record, machine.arguments[0] | machine.arguments[1]);
}
Record *op::and_(Machine &machine, Record *record) {
  return storeResult(machine, record, machine.arguments[0] & machine.arguments[1]);
}
Record *op::not_(Machine &machine, Record *record) {
  return storeResult(machine, record, ~static_cast<uint32_t>(machine.arguments[0]));
}
Record *op::add(Machine &machine, Record *record) {
  return storeResult(machine, record, machine.arguments[0] + static_cast<uint32_t>(machine.arguments[1]));
}
Record *op::sub(Machine &machine, Record *record) {
  return storeResult(machine, record, machine.arguments[0] - static_cast<uint32_t>(machine.arguments[1]));
}
Record *op::mul(Machine &machine, Record *record) {
  return storeResult(machine, record, machine.arguments[0] * static_cast<uint32_t>(machine.arguments[1]));
}
Record *op::div(Machine &machine, Record *record) {
  if (second(machine) == 0) {
    noteFault(machine, Error::DivisionByZero);
    return nullptr;
  }
  return storeResult(machine, record, static_cast<uint32_t>(first(machine) / second(machine)));
}
Record *op::mod(Machine &machine, Record *record) {
  if (second(machine) == 0) {
    noteFault(machine, Error::DivisionByZero);
    return nullptr;
  }
  return storeResult(machine, record, static_cast<uint32_t>(first(machine) % second(machine)));
}

namespace {

uint32_t shifted(uint32_t value, int32_t places, bool isArithmetic) {
  if (places >= 16)
    return 0;
  if (places >= 0)
    return value << places;
  const uint32_t right = places < -15 ? 16U : static_cast<uint32_t>(-places);
  return isArithmetic ? static_cast<uint32_t>(signedOf(value) >> right) : (value & 0xffff) >> right;
}

} // namespace

Record *op::log_shift(Machine &machine, Record *record) {
  return storeResult(machine, record, shifted(machine.arguments[0], second(machine), false));
}
Record *op::art_shift(Machine &machine, Record *record) {
  return storeResult(machine, record, shifted(machine.arguments[0], second(machine), true));
}

Record *op::store(Machine &machine, Record *record) {
  writeVariable(machine, machine.arguments[0], machine.arguments[1]);
  return following(record);
}
Record *op::load(Machine &machine, Record *record) {
  return storeResult(machine, record, readVariable(machine, machine.arguments[0]));
}
Record *op::push(Machine &machine, Record *record) {
  zork::push(machine, machine.arguments[0]);
  return following(record);
}
Record *op::pull(Machine &machine, Record *record) {
  const uint32_t value = zork::pop(machine);
  if (machine.fault == Error::None)
    writeVariable(machine, machine.arguments[0], value);
  return following(record);
}
Record *op::pop(Machine &machine, Record *record) {
  zork::pop(machine);
  return following(record);
}

// A constant offset is a fast handler's; here it comes from a variable: opcode and variable are two bytes.
Record *op::jump(Machine &machine, Record *) {
  return resolve(machine, (currentPc(machine) + static_cast<uint32_t>(first(machine))) & kAddressMask);
}

Record *op::nop(Machine &, Record *record) { return following(record); }
Record *op::piracy(Machine &, Record *record) { return branchOn(record, true); }

void seedRandom(Machine &machine, uint32_t seed) {
  State &state = *machine.state;
  // As frotz does it: small seeds count up, others begin a linear congruential generator.
  state.randomInterval = 0;
  state.randomCounter = 0;
  if (seed == 0)
    state.randomState = state.seed;
  else if (seed < 1000)
    state.randomInterval = static_cast<uint16_t>(seed);
  else
    state.randomState = seed;
}

Record *op::random(Machine &machine, Record *record) {
  State &state = *machine.state;
  const int32_t range = first(machine);
  if (range <= 0) {
    seedRandom(machine, static_cast<uint32_t>(-range));
    return storeResult(machine, record, 0);
  }
  uint32_t number = 0;
  if (state.randomInterval) {
    number = state.randomCounter++;
    if (state.randomCounter == state.randomInterval)
      state.randomCounter = 0;
  } else {
    state.randomState = state.randomState * 0x015a4e35U + 1;
    number = state.randomState >> 16 & 0x7fff;
  }
  return storeResult(machine, record, number % static_cast<uint32_t>(range) + 1);
}

} // namespace tt::zork
