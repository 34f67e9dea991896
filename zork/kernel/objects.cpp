// Objects and properties (Z-Machine Standards 1.1 §12).
#include "functions.h"
#include "step.h"
#include "text.h"

namespace tt::zork {
namespace {

/// A property in an object's list.
struct Property {
  uint32_t number;  // 0: the list is over
  uint32_t address; // of its data
  uint32_t length;
};

Property propertyAt(Machine &machine, uint32_t address) {
  const uint32_t first = readByte(machine, address);
  if (machine.version <= 3)
    return {first & 31, address + 1, (first >> 5) + 1};
  if (!(first & 0x80))
    return {first & 63, address + 1, first & 0x40 ? 2U : 1U};
  const uint32_t length = readByte(machine, address + 1) & 63;
  return {first & 63, address + 2, length ? length : 64};
}

uint32_t entryOf(Machine &machine, uint32_t object) {
  if (object - 1 >= machine.objectCount) {
    noteFault(machine, Error::BadObject);
    return 0;
  }
  return machine.objectTable + object * (machine.version <= 3 ? 9 : 14);
}

uint32_t propertyTable(Machine &machine, uint32_t object) {
  const uint32_t entry = entryOf(machine, object);
  return entry ? readWord(machine, entry + (machine.version <= 3 ? 7 : 12)) : 0;
}

Property firstProperty(Machine &machine, uint32_t object) {
  const uint32_t table = propertyTable(machine, object);
  return propertyAt(machine, table + 1 + 2 * readByte(machine, table));
}

/// The property, or one with a smaller number where it is not there. Lists are sorted by falling numbers (§12.4).
Property findProperty(Machine &machine, uint32_t object, uint32_t number) {
  Property property = firstProperty(machine, object);
  while (property.number > number && machine.fault == Error::None)
    property = propertyAt(machine, property.address + property.length);
  return property;
}

uint32_t highestProperty(const Machine &machine) { return machine.version <= 3 ? 31 : 63; }

/// Finds a property where nothing can go wrong; -1: let the function do it.
template <bool isOld>
inline int32_t findQuickly(const Machine *machine, uint32_t object, uint32_t number, uint32_t &length) {
  const uint8_t *memory = machine->memory;
  const uint8_t *entry = machine->objects + object * (isOld ? 9 : 14);
  const uint32_t table = isOld ? entry[7] << 8 | entry[8] : entry[12] << 8 | entry[13];
  const uint32_t end = machine->residentBytes - 3;
  if (table >= end)
    return -1;
  uint32_t at = table + 1 + 2U * memory[table];
  for (;;) {
    if (ZORK_UNLIKELY(at >= end))
      return -1;
    const uint32_t first = memory[at++];
    if constexpr (isOld) {
      length = (first >> 5) + 1;
      if ((first & 31) <= number)
        return (first & 31) == number ? static_cast<int32_t>(at) : 0;
    } else {
      length = first & 0x40 ? 2 : 1;
      if (first & 0x80) {
        length = memory[at++] & 63;
        if (length == 0)
          length = 64;
      }
      if ((first & 63) <= number)
        return (first & 63) == number ? static_cast<int32_t>(at) : 0;
    }
    at += length;
  }
}

/// Whether the object is 0, which stands for nothing.
bool isNothing(Machine &machine, uint32_t object, Warning warning) {
  if (object == 0)
    warnOnce(machine, warning);
  return object == 0;
}

uint32_t valueOf(Machine &machine, uint32_t object, uint32_t number) {
  if (isNothing(machine, object, Warning::get_prop))
    return 0;
  if (number - 1 >= highestProperty(machine)) {
    noteFault(machine, Error::BadProperty);
    return 0;
  }
  const Property property = findProperty(machine, object, number);
  if (property.number != number)
    return readWord(machine, machine.propertyDefaults + 2 * number);
  return property.length == 1 ? readByte(machine, property.address) : readWord(machine, property.address);
}

uint32_t addressOf(Machine &machine, uint32_t object, uint32_t number) {
  if (isNothing(machine, object, Warning::get_prop_addr) || number == 0)
    return 0;
  const Property property = findProperty(machine, object, number);
  return property.number == number ? property.address : 0;
}

/// The operands have been taken, and are in `arguments`.
template <bool isAddress>
void getCarefully(ZORK_ARGUMENTS) {
  Machine &m = *machine;
  m.top = top;
  m.budget = budget;
  m.current = record;
  const uint32_t value = (isAddress ? addressOf : valueOf)(m, m.arguments[0], m.arguments[1]);
  storeIn(m, record->c.cell, value);
  if (m.fault != Error::None) {
    const Error error = m.fault;
    m.fault = Error::None;
    failAt(m, pcOf(m, record), error);
    return;
  }
  Record *next = record + 1;
  ZORK_TAIL next->handler(next, machine, m.top, m.budget);
}

template <bool isOld, bool popA, bool popB, bool pushes>
void getProperty(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(object, popA, record->a.cell);
  ZORK_TAKE(number, popB, record->b.cell);
  uint32_t length = 0, value = 0;
  const int32_t at = object - 1 < machine->objectCount ? findQuickly<isOld>(machine, object, number, length) : -1;
  if (ZORK_UNLIKELY(at < 0) || ZORK_UNLIKELY(number - 1 >= (isOld ? 31 : 63))) {
    machine->arguments[0] = static_cast<Cell>(object);
    machine->arguments[1] = static_cast<Cell>(number);
    ZORK_TAIL getCarefully<false>(record, machine, top, budget);
  }
  const uint8_t *place = machine->memory + (at ? static_cast<uint32_t>(at) : machine->propertyDefaults + 2 * number);
  value = at && length == 1 ? place[0] : place[0] << 8 | place[1];
  ZORK_GIVE(pushes, record->c.cell, value);
  ZORK_GO(record + 1);
}

template <bool isOld, bool popA, bool popB, bool pushes>
void getPropertyAddress(ZORK_ARGUMENTS) {
  ZORK_BEGIN;
  ZORK_TAKE(object, popA, record->a.cell);
  ZORK_TAKE(number, popB, record->b.cell);
  uint32_t length = 0;
  const int32_t at = object - 1 < machine->objectCount ? findQuickly<isOld>(machine, object, number, length) : -1;
  if (ZORK_UNLIKELY(at < 0)) {
    machine->arguments[0] = static_cast<Cell>(object);
    machine->arguments[1] = static_cast<Cell>(number);
    ZORK_TAIL getCarefully<true>(record, machine, top, budget);
  }
  ZORK_GIVE(pushes, record->c.cell, static_cast<uint32_t>(at));
  ZORK_GO(record + 1);
}

// The tree. An object's parent, sibling and child are its relatives 0, 1 and 2.

uint32_t relativeOf(Machine &machine, uint32_t object, uint32_t which) {
  const uint32_t entry = entryOf(machine, object);
  if (!entry)
    return 0;
  return machine.version <= 3 ? readByte(machine, entry + 4 + which) : readWord(machine, entry + 6 + 2 * which);
}

void setRelative(Machine &machine, uint32_t object, uint32_t which, uint32_t relative) {
  const uint32_t entry = entryOf(machine, object);
  if (!entry)
    return;
  if (machine.version <= 3)
    writeByte(machine, entry + 4 + which, relative);
  else
    writeWord(machine, entry + 6 + 2 * which, relative);
}

void takeOutOfTree(Machine &machine, uint32_t object) {
  const uint32_t parent = relativeOf(machine, object, 0);
  if (parent == 0)
    return;
  const uint32_t sibling = relativeOf(machine, object, 1);
  uint32_t at = relativeOf(machine, parent, 2);
  if (at == object) {
    setRelative(machine, parent, 2, sibling);
  } else {
    for (uint32_t steps = 0; at != 0 && machine.fault == Error::None; ++steps) {
      if (steps > machine.objectCount)
        return noteFault(machine, Error::BadObjectTree);
      const uint32_t next = relativeOf(machine, at, 1);
      if (next == object) {
        setRelative(machine, at, 1, sibling);
        break;
      }
      at = next;
    }
  }
  setRelative(machine, object, 0, 0);
  setRelative(machine, object, 1, 0);
}

} // namespace

Handler propertyHandler(Opcode opcode, uint32_t version, uint32_t operands, uint32_t stackMask, bool pushes) {
  const bool popA = stackMask & 1, popB = stackMask & 2;
#define VALUE_OLD(a, b, c) getProperty<true, a, b, c>
#define VALUE_NEW(a, b, c) getProperty<false, a, b, c>
#define ADDRESS_OLD(a, b, c) getPropertyAddress<true, a, b, c>
#define ADDRESS_NEW(a, b, c) getPropertyAddress<false, a, b, c>
  if (operands != 2)
    return nullptr;
  if (opcode == Opcode::TwoOp_17_1)
    return version <= 3 ? ZORK_PICK3(VALUE_OLD, popA, popB, pushes) : ZORK_PICK3(VALUE_NEW, popA, popB, pushes);
  if (opcode == Opcode::TwoOp_18_1)
    return version <= 3 ? ZORK_PICK3(ADDRESS_OLD, popA, popB, pushes) : ZORK_PICK3(ADDRESS_NEW, popA, popB, pushes);
  return nullptr;
}

void prepareObjects(Machine &machine) {
  const bool isOld = machine.version <= 3;
  const uint32_t size = isOld ? 9 : 14, highest = isOld ? 255 : 65535;
  const uint32_t table = readWord(machine, 0x0a);
  // Properties are counted from 1, entries begin with object 1 behind the defaults (§12.2, §12.3).
  machine.propertyDefaults = table - 2;
  machine.objectTable = table + (isOld ? 62 : 126) - size;
  auto countBelow = [&](uint32_t end) {
    const uint32_t first = machine.objectTable + size;
    const uint32_t count = end > first ? (end - first) / size : 0;
    return count < highest ? count : highest;
  };
  machine.objectCount = countBelow(machine.residentBytes);
  machine.writableObjects = countBelow(machine.dynamicBytes);
  machine.objects = machine.memory + machine.objectTable;
}

Record *op::get_prop(Machine &machine, Record *record) {
  return storeResult(machine, record, valueOf(machine, machine.arguments[0], machine.arguments[1]));
}

Record *op::get_prop_addr(Machine &machine, Record *record) {
  return storeResult(machine, record, addressOf(machine, machine.arguments[0], machine.arguments[1]));
}

namespace {

/// From the byte before a property's data.
uint32_t lengthFrom(const Machine &machine, uint32_t size) {
  if (machine.version <= 3)
    return (size >> 5) + 1;
  if (!(size & 0x80))
    return size & 0x40 ? 2 : 1;
  return size & 63 ? size & 63 : 64;
}

[[gnu::cold, gnu::noinline]] Record *lengthCarefully(Machine &machine, Record *record) {
  return storeResult(machine, record, lengthFrom(machine, readByte(machine, machine.arguments[0] - 1U)));
}

} // namespace

Record *op::get_prop_len(Machine &machine, Record *record) {
  const uint32_t address = machine.arguments[0];
  if (address == 0) // §15: get_prop_len 0 is 0
    return storeResult(machine, record, 0);
  if (ZORK_UNLIKELY(machine.readFlags[(address - 1) / kGranule]))
    return lengthCarefully(machine, record);
  return storeResult(machine, record, lengthFrom(machine, machine.memory[address - 1]));
}

Record *op::get_next_prop(Machine &machine, Record *record) {
  const uint32_t object = machine.arguments[0], number = machine.arguments[1];
  if (isNothing(machine, object, Warning::get_next_prop))
    return storeResult(machine, record, 0);
  if (number == 0)
    return storeResult(machine, record, firstProperty(machine, object).number);
  const Property property = findProperty(machine, object, number);
  if (property.number != number)
    noteFault(machine, Error::BadProperty);
  return storeResult(machine, record, propertyAt(machine, property.address + property.length).number);
}

Record *op::put_prop(Machine &machine, Record *record) {
  const uint32_t object = machine.arguments[0], number = machine.arguments[1], value = machine.arguments[2];
  if (isNothing(machine, object, Warning::put_prop))
    return following(record);
  const Property property = findProperty(machine, object, number);
  if (property.number != number || number == 0) {
    noteFault(machine, Error::BadProperty);
    return nullptr;
  }
  if (property.length == 1)
    writeByte(machine, property.address, value & 0xff);
  else
    writeWord(machine, property.address, value);
  return following(record);
}

Record *op::remove_obj(Machine &machine, Record *record) {
  if (!isNothing(machine, machine.arguments[0], Warning::remove_obj))
    takeOutOfTree(machine, machine.arguments[0]);
  return following(record);
}

Record *op::insert_obj(Machine &machine, Record *record) {
  const uint32_t object = machine.arguments[0], parent = machine.arguments[1];
  if (isNothing(machine, object, Warning::insert_obj) || isNothing(machine, parent, Warning::insert_obj_into))
    return following(record);
  takeOutOfTree(machine, object);
  setRelative(machine, object, 0, parent);
  setRelative(machine, object, 1, relativeOf(machine, parent, 2));
  setRelative(machine, parent, 2, object);
  return following(record);
}

void printObjectName(Machine &machine, uint32_t object) {
  const uint32_t table = propertyTable(machine, object);
  if (machine.fault == Error::None && readByte(machine, table) != 0)
    printText(machine, table + 1);
}

Record *op::print_obj(Machine &machine, Record *record) {
  if (machine.arguments[0] != 0)
    printObjectName(machine, machine.arguments[0]);
  return following(record);
}

} // namespace tt::zork
