// Blocks of aligned memory, and how large a tensor may be on this machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "tt/runtime/types.h"

namespace tt::runtime::detail {

/// Every block and every tensor in an arena starts at a multiple of this many bytes.
inline constexpr size_t kAlignment = 64;
inline constexpr size_t kMaxRank = 12;
/// Largest tensor in bytes; sums of a program's tensors stay far from overflowing.
inline constexpr uint64_t kMaxTensorBytes = uint64_t(1) << 44;

inline constexpr size_t alignUp(size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

/// Bytes of a dense tensor, or nothing when a size is negative, the rank or the size in bytes is beyond the limits, or
/// the element type has no form on the host. Sizes of 0 do not hide overflow in the other dimensions.
std::optional<size_t> checkedSizeBytes(const TensorDesc &desc);

/// Uninitialised memory, 64-byte aligned and never null; large blocks ask the kernel for huge pages. Throws Error that
/// names `purpose` and the size when memory is lacking.
std::shared_ptr<std::byte> allocateBlock(size_t size, std::string_view purpose);

/// Bytes that a run may use: TT_RUNTIME_MEMORY_LIMIT from the environment, else what the system and the process's
/// control group have to give.
uint64_t memoryLimit();

/// "1.5 GiB".
std::string formatBytes(uint64_t size);

} // namespace tt::runtime::detail
