// Finds handlers of sequences by what they execute.
#include "core/sequences.h"

#include <unordered_map>

namespace tt::device {

Handler sequenceHandler(std::span<const Part> parts) {
  static const std::unordered_map<uint64_t, Handler> handlers = [] {
    std::unordered_map<uint64_t, Handler> result;
    for (const std::span<const Sequence> some : allSequences())
      for (const Sequence &sequence : some)
        result.emplace(keyOf(sequence.parts), sequence.handler);
    return result;
  }();
  const auto found = handlers.find(keyOf(parts));
  return found == handlers.end() ? nullptr : found->second;
}

} // namespace tt::device
