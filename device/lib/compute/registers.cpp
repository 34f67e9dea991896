// The destination registers: two halves that mathematics and the packer hand to each other.
#include "compute/registers.h"

#include <cstring>

namespace tt::device {

using Owner = RegisterHalf::Owner;

void RegisterHalf::allocate(uint32_t tiles) {
  if (!storage)
    storage.reset(new RegisterTile[tiles]());
}

void RegisterHalf::clear() {
  for (uint32_t index = 0; written != 0; ++index, written >>= 1)
    if (written & 1)
      std::memset(&storage[index], 0, sizeof(RegisterTile));
}

const char *Registers::acquire() {
  RegisterHalf &half = halves[mathTurn];
  if (half.owner == Owner::Math || half.owner == Owner::Both)
    return "the destination registers are acquired already: tile_regs_commit comes first";
  if (half.owner != Owner::Nobody)
    return "both halves of the destination registers wait to be packed, which would never end: tile_regs_wait, packing "
           "and tile_regs_release come first";
  half.allocate(tiles);
  half.owner = Owner::Math;
  return nullptr;
}

const char *Registers::commit() {
  RegisterHalf &half = halves[mathTurn];
  if (half.owner != Owner::Math)
    return "no destination registers are acquired: tile_regs_acquire comes first";
  half.owner = Owner::Waiting;
  mathTurn ^= 1;
  return nullptr;
}

const char *Registers::wait() {
  RegisterHalf &half = halves[packTurn];
  if (half.owner == Owner::Packer)
    return nullptr;
  if (half.owner != Owner::Waiting)
    return "no destination registers were handed over, so the wait would never end: tile_regs_commit comes first";
  half.owner = Owner::Packer;
  return nullptr;
}

const char *Registers::release() {
  RegisterHalf &half = halves[packTurn];
  if (half.owner != Owner::Packer)
    return "the packer holds no destination registers: tile_regs_wait comes first";
  half.clear();
  half.owner = Owner::Nobody;
  packTurn ^= 1;
  return nullptr;
}

const char *Registers::acquireBoth() {
  if (const char *reason = acquire())
    return reason;
  halves[mathTurn].owner = Owner::Both;
  return nullptr;
}

const char *Registers::releaseBoth() {
  RegisterHalf &half = halves[mathTurn];
  if (half.owner != Owner::Both)
    return "no destination registers are acquired by acquire_dst";
  half.clear();
  half.owner = Owner::Nobody;
  mathTurn ^= 1;
  packTurn ^= 1;
  return nullptr;
}

void Registers::reset() {
  for (RegisterHalf &half : halves) {
    half.clear();
    half.owner = Owner::Nobody;
  }
  mathTurn = packTurn = 0;
}

RegisterHalf *Registers::forMath() {
  RegisterHalf &half = halves[mathTurn];
  return half.owner == Owner::Math || half.owner == Owner::Both ? &half : nullptr;
}

RegisterHalf *Registers::forPacker() {
  RegisterHalf &half = halves[packTurn];
  return half.owner == Owner::Packer || half.owner == Owner::Both ? &half : nullptr;
}

} // namespace tt::device
