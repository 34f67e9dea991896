// One operation while it is carried out: checks of its arguments, access to registers and circular buffers.
#include "compute/operation.h"

#include <fmt/format.h>

#include "compute/elements.h"
#include "tt/device/error.h"

namespace tt::device {

const char *serviceName(Service service) {
  switch (service) {
#define TENON_CARD_SERVICE(number, name, arguments, summary)                                                           \
  case Service::name:                                                                                                  \
    return #name;
#include "tenon/schema/card_services.def"
  }
  return "an unknown service";
}

void Operation::fail(const std::string &reason) const {
  throw ValueError(fmt::format("{}: {}", serviceName(service), reason));
}

bool Operation::flag(size_t argument, const char *name) const {
  if (word(argument) > 1)
    fail(fmt::format("'{}' must be 0 or 1, and is {}", name, word(argument)));
  return word(argument) == 1;
}

uint32_t Operation::enumerator(size_t argument, uint32_t end, const char *name) const {
  if (word(argument) >= end)
    fail(fmt::format("{} {} is none of 0 to {}", name, word(argument), end - 1));
  return word(argument);
}

DataFormat Operation::format(size_t argument) const {
  return static_cast<DataFormat>(enumerator(argument, static_cast<uint32_t>(DataFormat::Bool) + 1, "data type"));
}

void Operation::checkRegisters(uint32_t first, uint64_t count) const {
  uint32_t there = state.registers.count();
  if (first + count <= there)
    return;
  if (count == 1)
    fail(fmt::format("there is no destination register {}: they are 0 to {}", first, there - 1));
  fail(fmt::format("destination registers {} to {} are asked for, and they are 0 to {}", first, first + count - 1,
                   there - 1));
}

namespace {

RegisterHalf &mathHalf(const Operation &operation, uint32_t index) {
  operation.checkRegisters(index, 1);
  RegisterHalf *half = operation.state.registers.forMath();
  if (half == nullptr)
    operation.fail("the destination registers are not acquired: tile_regs_acquire comes first");
  return *half;
}

} // namespace

const float *Operation::read(uint32_t index) const { return mathHalf(*this, index).tile(index); }

float *Operation::write(uint32_t index) const {
  RegisterHalf &half = mathHalf(*this, index);
  half.markWritten(index);
  return half.tile(index);
}

bool Operation::isWritten(uint32_t index) const { return mathHalf(*this, index).isWritten(index); }

const float *Operation::readForPacker(uint32_t index) const {
  checkRegisters(index, 1);
  RegisterHalf *half = state.registers.forPacker();
  if (half == nullptr)
    fail("the packer holds no destination registers: tile_regs_commit and tile_regs_wait come first");
  return half->tile(index);
}

DataFormat Operation::formatOf(uint32_t cb) const {
  if (cb >= target::card::kCircularBuffers)
    fail(fmt::format("there is no circular buffer {}: they are 0 to {}", cb, target::card::kCircularBuffers - 1));
  return tiles.format(cb);
}

uint32_t &Operation::packedPages(uint32_t cb) const {
  formatOf(cb);
  return state.packed[cb];
}

void Operation::load(uint32_t cb, uint32_t tile, float *elements) const {
  DataFormat format = formatOf(cb);
  std::span<const std::byte> bytes = tiles.front(cb, tile);
  if (bytes.size() < tileBytes(format))
    fail(fmt::format("a page of circular buffer {} has {} bytes, and a tile of {} takes {}", cb, bytes.size(),
                     toString(format), tileBytes(format)));
  unpackTile(bytes, format, std::span<float, kTileElements>(elements, kTileElements));
}

void Operation::loadFloats(uint32_t cb, uint32_t tile, float *elements) const {
  if (isInteger(formatOf(cb)))
    fail(fmt::format("circular buffer {} holds {}, and the matrix unit takes no integers: copy the tile to a register "
                     "and use the vector unit's operation on integers",
                     cb, toString(tiles.format(cb))));
  load(cb, tile, elements);
}

} // namespace tt::device
