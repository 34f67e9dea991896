// Which loads and stores of a block can be checked together: those at constant distances from the same address.
//
// All instructions of a block are executed unless one of them faults. So one check of the whole range, before the first
// access, fails exactly if one of the accesses will; the interpreter then finds out which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/decode.h"

namespace tt::device::native {

struct AccessGroup {
  uint32_t first = 0;     // index of the first access in the block
  int32_t delta = 0;      // low end of the range - value of the first access's rs1
  uint32_t span = 0;      // bytes from the low end to the high end
  uint32_t alignment = 1; // of the low end: 1, 2 or 4
  bool constant = false;  // rs1 is a constant,
  uint32_t low = 0;       // and this is the low end
};

struct Access {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t group = kNone; // kNone: the instruction is no access
  uint32_t offset = 0;    // from the low end
};

struct BlockAccesses {
  std::vector<AccessGroup> groups;
  std::vector<Access> accesses; // one an instruction
};

BlockAccesses groupAccesses(std::span<const Decoded> block, bool misalignedAccess);

} // namespace tt::device::native
