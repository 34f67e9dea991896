// A game's begin, and what may come from outside: states and story files.
#pragma once

#include "machine.h"

namespace tt::zork {

/// Whether the state in the block can be run: nothing in it leads outside of the stack.
bool isStateWhole(const Machine &machine);
/// The checksum of the story's bytes (Z-Machine Standards 1.1 §11.1.6).
uint32_t checksumOf(Machine &machine);
/// Whether the header promises more bytes than there are.
bool isTruncated(const Machine &machine);
/// Ends the `save` that wrote a state which was put back: the record to go on with.
Record *finishRestore(Machine &machine);

} // namespace tt::zork
