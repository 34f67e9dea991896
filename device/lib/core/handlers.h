// The handlers of slots by what they execute: one instruction, or a pair of them.
#pragma once

#include "core/region.h"

namespace tt::device {

/// Executes one instruction of this kind.
Handler singleHandler(Kind kind);
/// Executes an instruction of kind `first`, which goes on to the next one, and that one. Neither kind is of
/// KindClass::Other.
Handler pairHandler(Kind first, Kind second);
/// Runs the native code of the slot's instruction.
Handler nativeHandler();
/// Stops before the slot's instruction.
Handler breakpointHandler();

/// Row `first` of the pairs, by the kind of the second instruction.
template <Kind First>
const Handler *pairsOf();

} // namespace tt::device
