// The table of handlers of sequences, which is made from sequences.txt.
#pragma once

#include <span>

#include "core/handlers.h"

namespace tt::device {

struct Sequence {
  std::span<const Part> parts;
  Handler handler;
};
std::span<const std::span<const Sequence>> allSequences();

} // namespace tt::device
