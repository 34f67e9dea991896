// Who observes programs: the one registry of the process, as running programs read it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "tt/runtime/debug.h"

namespace tt::runtime::detail {

/// Everyone who observed at one moment; never changed. The field's hooks come first, then watches as registered.
struct ObserverSet {
  uint64_t version = 0; ///< no other set of this process has it
  std::vector<std::shared_ptr<const debug::Observer>> observers;

  bool contains(const debug::Observer *observer) const;
};

/// Null when nobody observes, which costs one load.
std::shared_ptr<const ObserverSet> currentObservers();

/// Grows with every change of who observes.
const std::atomic<uint64_t> &observersVersion();

/// True the first time in the process: for what the first submitted program does.
bool isFirstSubmission();

} // namespace tt::runtime::detail
