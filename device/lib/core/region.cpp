// Decoding of regions into slots, and native code that takes the place of a slot's handler.
#include "core/region.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/handlers.h"
#include "core/listing.h"

namespace tt::device {

Region::Region(const RegionKey &key, std::vector<uint32_t> words, std::span<const uint32_t> breakpoints)
    : regionKey(key), codeWords(std::move(words)),
      decoded(std::make_unique<Slot[]>(codeWords.size() + kSlotsBefore + 1)),
      targets(std::make_unique<uint8_t[]>(codeWords.size())) {
  if (key.native)
    entries = std::make_unique<std::atomic<NativeEntry>[]>(codeWords.size());
  decodeAll(breakpoints);
}

void Region::decodeAll(std::span<const uint32_t> breakpoints) {
  const size_t count = codeWords.size();
  listing = std::make_unique<Listing>(begin(), codeWords);
  Slot *const slots = decoded.get() + kSlotsBefore;
  const std::vector<Handler> handlers = chooseHandlers(*listing, runs);
  for (size_t i = 0; i < kSlotsBefore; ++i)
    decoded[i].operands = Operands(Decoded{.kind = Kind::End});
  for (size_t i = 0; i < count; ++i) {
    slots[i].operands = Operands((*listing)[i]);
    slots[i].handler.store(handlers[i], std::memory_order_relaxed);
  }
  slots[count].operands = Operands(Decoded{.kind = Kind::End});
  slots[count].handler.store(singleHandler(Kind::End), std::memory_order_relaxed);
  for (const uint32_t address : breakpoints) {
    if (address < begin() || address >= end() || address % 4 != 0)
      continue;
    const size_t index = (address - begin()) / 4;
    slots[index].handler.store(breakpointHandler(), std::memory_order_relaxed);
    // What is before it must not execute it, too.
    for (size_t i = index - std::min<size_t>(index, kLongestSequence - 1); i < index; ++i)
      if (slots[i].handler.load(std::memory_order_relaxed) != breakpointHandler())
        slots[i].handler.store(singleHandler(slots[i].operands.kind()), std::memory_order_relaxed);
  }
}

Region::~Region() = default;

void Region::addTarget(size_t index) {
  const std::lock_guard lock(choiceMutex);
  if (targets[index] != 0)
    return;
  const size_t end = std::min(index + kFarthest, codeWords.size());
  std::array<Handler, kFarthest> before{};
  for (size_t i = index; i < end; ++i)
    before[i - index] = chooseHandler(*listing, i, runs).handler;
  listing->addTarget(index);
  Slot *const slots = decoded.get() + kSlotsBefore;
  for (size_t i = index; i < end; ++i) {
    // Native code and breakpoints stay.
    Handler expected = before[i - index];
    slots[i].handler.compare_exchange_strong(expected, chooseHandler(*listing, i, runs).handler,
                                             std::memory_order_relaxed);
  }
  // The handlers first: who sees the target must see them, too.
  __atomic_store_n(targets.get() + index, uint8_t{1}, __ATOMIC_RELEASE);
}

void Region::publish(uint32_t address, NativeEntry entry, std::shared_ptr<const void> owner) {
  if (!entries || address < begin() || address >= end() || address % 4 != 0)
    return;
  const size_t index = (address - begin()) / 4;
  {
    const std::lock_guard lock(ownersMutex);
    owners.push_back(std::move(owner));
  }
  // The entry first: who sees the handler must see it, too.
  entries[index].store(entry, std::memory_order_relaxed);
  decoded[index + kSlotsBefore].handler.store(nativeHandler(), std::memory_order_release);
}

bool Region::matches(std::span<const std::byte> memory) const {
  if (end() > memory.size())
    return false;
  const auto *words = reinterpret_cast<const uint32_t *>(memory.data() + begin());
  uint32_t difference = 0;
  constexpr size_t step = 64; // words compared at once
  for (size_t i = 0; i < codeWords.size() && difference == 0; i += step)
    for (size_t j = i; j < std::min(i + step, codeWords.size()); ++j)
      difference |= __atomic_load_n(words + j, __ATOMIC_RELAXED) ^ codeWords[j];
  return difference == 0;
}

std::vector<uint32_t> readWords(std::span<const std::byte> memory, uint32_t begin, uint32_t end) {
  std::vector<uint32_t> words((end - begin) / 4);
  const auto *from = reinterpret_cast<const uint32_t *>(memory.data() + begin);
  for (size_t i = 0; i < words.size(); ++i)
    words[i] = __atomic_load_n(from + i, __ATOMIC_RELAXED);
  return words;
}

} // namespace tt::device
