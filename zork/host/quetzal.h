// Save files in the Quetzal format 1.4, which frotz and other interpreters read and write.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/story.h"
#include "kernel/interface.h"

namespace tt::zork {

/// What a save file holds: State (pc: where the save's result goes), the stack's bytes, dynamic memory in the
/// Z-machine's byte order.
struct SavedGame {
  State state = {};
  std::vector<uint8_t> stack;
  std::vector<uint8_t> memory;
};

std::vector<uint8_t> writeQuetzal(const Story &story, const SavedGame &game);
/// `current` gives what the format leaves out (random generator, windows). Throws StateError.
SavedGame readQuetzal(const Story &story, std::span<const uint8_t> file, const State &current);

} // namespace tt::zork
