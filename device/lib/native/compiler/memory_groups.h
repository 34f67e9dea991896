// Which loads and stores of a function can be checked together: those at constant distances from the same address.
//
// All instructions of a block are executed unless one of them faults. So one check of the whole range, before the first
// access, fails exactly if one of the accesses will; the interpreter then finds out which. A block that is come to from
// one other block alone joins that one's groups: then a check may fail although nothing will fault, near the memory's
// end, and the interpreter goes on.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/decode.h"

namespace tt::device::native {

struct AccessGroup {
  uint32_t first = 0;     // index of the first access in its block
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

struct Accesses {
  std::vector<AccessGroup> groups;
  std::vector<std::vector<Access>> accesses; // of each block, one an instruction
};

inline constexpr size_t kNoBlock = SIZE_MAX;

/// `before` names for each block the one from which alone it is come to, which stands before it; kNoBlock: there is
/// none.
Accesses groupAccesses(std::span<const std::vector<Decoded>> blocks, std::span<const size_t> before,
                       bool misalignedAccess);

} // namespace tt::device::native
