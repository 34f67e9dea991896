// Branches whose two ways meet again after a few instructions that only compute: both can be computed and one chosen.
//
// The host then has nothing to predict, which is what its own compiler would have done with the source.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/decode.h"
#include "native/flow.h"

namespace tt::device::native {

struct ShortArm {
  std::vector<Decoded> computations;
  std::vector<uint32_t> addresses; // of those, and of jumps
  uint32_t instructions = 0;       // those, and jumps
};

struct ShortArms {
  ShortArm taken, notTaken;
  uint32_t meet = 0; // address where both go on
};

/// Of a branch to `taken` with `notTaken` behind it. Nothing if they do not meet soon.
std::optional<ShortArms> findShortArms(const CodeWords &code, uint32_t taken, uint32_t notTaken);

} // namespace tt::device::native
