// A native tier for tests: whatever a core is about to run is native code before it runs.
#pragma once

namespace tt::device::conformance {

/// Makes it the process's tier. Throws DeviceError, with the reason, where nothing can be compiled.
void useEagerTier();

/// Native functions that it has made so far.
unsigned eagerUnits();

} // namespace tt::device::conformance
