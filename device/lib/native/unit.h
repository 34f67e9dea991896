// Compiled units of a code region: in memory, and as the bytes that the cache keeps.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/native_tier.h"
#include "native/compiler_api.h"
#include "tt/jit/disk_cache.h"
#include "tt/jit/executable_memory.h"

namespace tt::device::native {

/// A plan and the image of its code.
struct Unit {
  Plan plan;
  Quality quality = Quality::Quick;
  uint32_t entryOffset = 0; // of the function in the image
  std::vector<std::byte> image;
};

/// Compiles and links a plan. Throws std::exception.
Unit compileUnit(CoreCompiler &compiler, const CodeRegion &region, Plan plan, Quality quality);

/// Makes the unit's code executable and publishes it at its entries. False where the system refuses the memory.
bool publishUnit(CodeRegion &region, const Unit &unit);

/// Of what the units of a region are kept under.
jit::CacheKey keyOf(const CodeRegion &region);
inline constexpr char kCacheKind[] = "cores";

std::vector<std::byte> serialize(std::span<const Unit> units);
/// Nothing if the bytes are no units of this region.
std::optional<std::vector<Unit>> deserialize(std::span<const std::byte> bytes, const CodeRegion &region);

} // namespace tt::device::native
