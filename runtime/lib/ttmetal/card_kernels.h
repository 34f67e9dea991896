// Kernels of a program on the card as hooks see them.
#pragma once

#include <cstdint>
#include <vector>

#include "common/observation.h"
#include "common/program.h"
#include "tt/device/chip.h"

namespace tt::runtime::detail {

/// A kernel of a program that is started, with its arguments.
struct StartedKernel {
  const KernelRecord *record = nullptr;
  std::vector<uint32_t> common, shared; ///< of all its cores; `shared` come before a core's own

  /// What the core of the tile is given.
  std::vector<uint32_t> argumentsAt(uint32_t x, uint32_t y) const;
};

/// Hooks that show the kernels of `op` to those who observe it. Both references outlive the hooks.
device::KernelHooks hooksAroundKernels(Observation &observation, uint32_t op,
                                       const std::vector<StartedKernel> &kernels);

/// Whether the calling thread is in a callback around a kernel of this chip: the chip runs a program then.
bool isInKernelCallback(const device::Chip &chip);

} // namespace tt::runtime::detail
