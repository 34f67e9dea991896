// A plain interpreter of RV32IM that the tests compare with: it decodes each word anew, and shares no code with the
// card.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tt/device/core_state.h"

namespace tt::device::native::test {

enum class OracleStop { None, Budget, Special, Fault };

struct OracleOptions {
  bool misalignedAccess = false;
  // Instructions as they were when the code was decoded: a program without fence.i may not see what it stores there.
  uint32_t codeBegin = 0;
  std::span<const uint32_t> code;
};

/// Executes one instruction; None unless it stopped.
OracleStop stepOracle(CoreState &state, const OracleOptions &options);

/// Runs until the budget is used up, by the rule of Core::run, or at an instruction that it cannot execute (ecall,
/// ebreak, CSRs, fence.i, illegal ones: Special) or that faults; the state is then that before it.
OracleStop runOracle(CoreState &state, const OracleOptions &options);

} // namespace tt::device::native::test
