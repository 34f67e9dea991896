// Finds handlers of sequences by what they execute.
#include "core/sequences.h"

#include <unordered_map>

namespace tt::device {
namespace {

struct HashOfKey {
  size_t operator()(PartsKey key) const {
    constexpr uint64_t factor = 0x9E3779B97F4A7C15;
    return (static_cast<uint64_t>(key) * factor ^ static_cast<uint64_t>(key >> 64)) * factor >> 20;
  }
};
using Handlers = std::unordered_map<PartsKey, Handler, HashOfKey>;

} // namespace

Handler sequenceHandler(std::span<const Part> parts) {
  static const Handlers handlers = [] {
    Handlers result;
    for (const std::span<const Sequence> some : allSequences())
      for (const Sequence &sequence : some)
        result.emplace(keyOf(sequence.parts), sequence.handler);
    return result;
  }();
  const auto found = handlers.find(keyOf(parts));
  return found == handlers.end() ? nullptr : found->second;
}

} // namespace tt::device
