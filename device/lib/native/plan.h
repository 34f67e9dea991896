// Chooses what becomes one native function: the code around an address that was hot.
#pragma once

#include <cstdint>
#include <span>

#include "native/compiler_api.h"

namespace tt::device::native {

/// A code region, as far as plans depend on it.
struct CodeView {
  uint32_t begin = 0;
  std::span<const uint32_t> words;
  std::span<const uint8_t> jumpTargets; // see CodeRegion::jumpTargets; may be written meanwhile
};

/// Compile time grows faster than the unit does.
inline constexpr uint32_t kPlanInstructions = 500;

/// The blocks that can be reached from `seed`, nearest first, up to about `maxInstructions`. Behind a jalr they are the
/// return points of calls in the unit and where the interpreter saw one lead. Without blocks if seed is no address of
/// the code.
Plan makePlan(const CodeView &code, uint32_t seed, uint32_t maxInstructions = kPlanInstructions);

} // namespace tt::device::native
