// A plain interpreter of RV32IM that the tests compare with: it decodes each word anew, and shares no code with the card.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tt/device/core_state.h"

namespace tt::device::native::test {

enum class OracleStop { None, Budget, Special, Fault };

struct OracleOptions {
  bool misalignedAccess = false;
};

/// Executes one instruction; None unless it stopped.
OracleStop stepOracle(CoreState &state, const OracleOptions &options);

/// Runs until the budget is used up, by the rule of Core::run, or at an instruction that it cannot execute (ecall,
/// ebreak, CSRs, fence.i, illegal ones: Special) or that faults; the state is then that before it.
OracleStop runOracle(CoreState &state, const OracleOptions &options);

} // namespace tt::device::native::test
