// Stories that do not fit into their block, on this machine.
#include "machine.h"

namespace tt::zork {

void fetchPage(const Machine &machine, uint32_t page, uint8_t *to) {
  const Control &control = *machine.control;
  const auto *story = reinterpret_cast<const uint8_t *>(
      static_cast<uintptr_t>(control.storyAddressLow | static_cast<uint64_t>(control.storyAddressHigh) << 32));
  const uint32_t begin = page * kPageBytes, left = machine.storyBytes - begin;
  memcpy(to, story + begin, left < kPageBytes ? left : kPageBytes);
}

} // namespace tt::zork
