// The process's native tier.
#pragma once

#include "core/native_tier.h"

namespace tt::device {

/// Makes hot code native on one thread of its own, with what is kept in the cache on disk. Made on first use, null if
/// TENON_NATIVE=0. For setNativeTier(); the object is never destroyed, its thread ends when the process does.
NativeTier *hostNativeTier();

} // namespace tt::device
