// Compiled code of a region: in memory, and as the bytes that the cache keeps.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/native_tier.h"
#include "native/compiler_api.h"
#include "tt/jit/disk_cache.h"
#include "tt/jit/executable_memory.h"

namespace tt::device::native {

/// What one compilation made: a whole unit, or some functions of the region's chain.
struct Unit {
  struct Entry {
    uint32_t address = 0; // where cores come in
    uint32_t offset = 0;  // of the function in the image
  };
  bool isChain = false;
  std::vector<Entry> entries;
  std::vector<Block> blocks; // that need no further code: of a whole unit
  Pinned pinned = {};        // of a chain, and
  uint32_t enterOffset = 0;  // its functions that are none of an address
  uint32_t missOffset = 0;
  std::vector<std::byte> image;
};

// Both throw std::exception.
Unit compileWhole(CoreCompiler &compiler, const CodeRegion &region, const Plan &plan, Quality quality);
Unit compileChain(CoreCompiler &compiler, const CodeRegion &region, const ChainPlan &plan, Quality quality);

/// The functions of a region's chain by address, which jump to each other through this table. It lives as long as code
/// that was published with it does.
class Chain : public std::enable_shared_from_this<Chain> {
public:
  /// From the first unit of the region's chain. Null where the system refuses the memory.
  static std::shared_ptr<Chain> make(const CodeRegion &region, const Unit &first);

  const Pinned &pinned() const { return registers; }
  /// Adds a unit's functions and publishes them. False where the system refuses the memory, or for other pinned ones.
  bool add(CodeRegion &region, const Unit &unit);

  /// Where functions led to that the chain does not have: indices of words with how often, once there were many since
  /// the last call; empty before. From any thread, while code runs.
  std::vector<std::pair<uint32_t, uint32_t>> takeMisses();

private:
  Pinned registers = {};
  size_t words = 0;
  // A function's address a word; then a number a word, how often it was missed; then how often any was.
  std::vector<std::atomic<uint64_t>> table;
  uint64_t missFunction = 0;
  std::shared_ptr<const jit::ExecutableMemory> enter; // the function that is published, with the table bound to it
  std::vector<std::shared_ptr<const jit::ExecutableMemory>> code;
};

/// Makes a unit's code executable and publishes it at its entries; the region's first chain is made when it is needed.
/// False where the system refuses the memory.
bool publishUnit(CodeRegion &region, const Unit &unit, std::shared_ptr<Chain> &chain);

/// What the units of a region are kept under.
jit::CacheKey keyOf(const CodeRegion &region);
inline constexpr char kCacheKind[] = "cores";

std::vector<std::byte> serialize(std::span<const Unit> units);
/// Nothing if the bytes are no units of this region.
std::optional<std::vector<Unit>> deserialize(std::span<const std::byte> bytes, const CodeRegion &region);

} // namespace tt::device::native
