// Chooses what becomes native code: around an address that was hot, as one function or as a chain of small ones.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "native/compiler_api.h"

namespace tt::device::native {

/// A code region, as far as plans depend on it.
struct CodeView {
  uint32_t begin = 0;
  std::span<const uint32_t> words;
  std::span<const uint8_t> jumpTargets; // see CodeRegion::jumpTargets; may be written meanwhile
};

/// Compile time grows faster than a function does.
inline constexpr uint32_t kUnitInstructions = 300;
/// What lies far from where a function begins is seldom executed, and becomes a function of its own when it is.
inline constexpr uint32_t kChainFunctionInstructions = 48;
/// And with the edges of its control flow: jalr instructions times their targets.
inline constexpr uint32_t kUnitJumpEdges = 200;

struct WholePlan {
  Plan plan;
  bool suits = false; // all that can be reached from the seed is in it, and the limits are kept
};

/// The blocks that can be reached from `seed`, nearest first. Behind a jalr they are the return points of calls in the
/// unit and where the interpreter saw one lead. Without blocks if seed is no address of the code.
WholePlan planUnit(const CodeView &code, uint32_t seed, uint32_t maxInstructions = kUnitInstructions);

/// What is known of a region's chain: where functions begin.
struct ChainHeads {
  std::vector<bool> heads;    // one a word: a function begins there, or should
  std::vector<bool> compiled; // one a word: there is a function
};

/// The functions of a chain at `seeds` that are not compiled, up to about `maxInstructions`, and where that is less
/// than `maxFollowed`, functions that these lead to, nearest first. `heads` gets new ones. The pinned registers are
/// those that the functions use most, and those that the interpreter saw jalr lead to.
ChainPlan planChain(const CodeView &code, std::span<const uint32_t> seeds, ChainHeads &heads, uint32_t maxInstructions,
                    uint32_t maxFollowed = UINT32_MAX);

} // namespace tt::device::native
