// What the card's runtime makes of a Binary when it is loaded: its kernels, read and checked, and what each op writes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/binary_image.h"
#include "common/program.h"
#include "common/selection.h"
#include "tt/device/kernel.h"

namespace tt::runtime::detail {

/// The card that a program was compiled for.
struct CardDescription {
  std::string arch; ///< "wormhole_b0"
  uint32_t gridWidth = 0, gridHeight = 0;
  auto operator<=>(const CardDescription &) const = default;
};

struct CardImage {
  CardDescription card;
  /// By where their code begins in the Binary's data: programs share them.
  std::map<const std::byte *, std::shared_ptr<const device::KernelImage>> kernels;
  /// By program and op: the values that the op computes.
  std::vector<std::vector<std::vector<uint32_t>>> outputs;
  /// By program: who observes what.
  mutable std::vector<SelectionCache> selections;

  explicit CardImage(size_t programs) : outputs(programs), selections(programs) {}
};

/// The rectangle that a global semaphore is on; nothing where the record has none.
std::optional<CoreRange> coreRangeAttribute(const Operation &operation);

/// Checks all that running relies on. Throws BinaryError that names program and op.
std::shared_ptr<const CardImage> makeCardImage(const BinaryImage &image);

} // namespace tt::runtime::detail
