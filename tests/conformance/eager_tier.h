// A native tier for tests: whatever a core is about to run is native code before it runs.
#pragma once

namespace tt::device::conformance {

/// Makes it the process's tier.
void useEagerTier();

/// How many addresses have native code by now.
unsigned eagerEntries();

} // namespace tt::device::conformance
