// Regions: pieces of code decoded once, and the slots that the interpreter runs from.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "core/decode.h"
#include "core/native_tier.h"
#include "core/operands.h"

namespace tt::device {

class Listing;
struct Machine;
struct Slot;

#if __has_attribute(preserve_none)
#define TENON_PRESERVE_NONE __attribute__((preserve_none))
#else
#define TENON_PRESERVE_NONE
#endif

/// What executes the instructions of a slot and calls the next slot's. `deadline` is the address of the slot at which
/// the budget would be used up if execution went straight on; `lastWord` is memory size - 4; `last1` to
/// `last4` are what the instructions in the slots before give, those that are computations or loads.
typedef void HandlerFunction(const Slot *slot, Machine *machine, std::byte *memory, uintptr_t deadline,
                             uint32_t lastWord, uint32_t last1, uint32_t last2, uint32_t last3,
                             uint32_t last4) TENON_PRESERVE_NONE;
using Handler = HandlerFunction *;

/// A decoded instruction. Its handler executes it and often the next one, too; so does not need to know whether that
/// one is jumped to, since every slot has a handler of its own.
struct Slot {
  std::atomic<Handler> handler;
  Operands operands;
};
static_assert(sizeof(Slot) == 16);
/// Slots before a region's first, where handlers look for the register of the instruction before.
inline constexpr size_t kSlotsBefore = 4;

/// What regions are found by, besides their words.
struct RegionKey {
  uint32_t begin = 0;
  uint32_t memorySize = 0; // bytes
  bool misalignedAccess = false;
  bool native = false; // may hold native code
  auto operator<=>(const RegionKey &) const = default;
};

class Region final : public CodeRegion {
public:
  /// `breakpoints` are addresses; a region with some is its core's own.
  Region(const RegionKey &key, std::vector<uint32_t> words, std::span<const uint32_t> breakpoints = {});

  ~Region() override;

  uint32_t begin() const override { return regionKey.begin; }
  uint32_t end() const override { return regionKey.begin + size(); }
  std::span<const uint32_t> words() const override { return codeWords; }
  std::span<const uint8_t> jumpTargets() const override { return {targets.get(), codeWords.size()}; }
  uint32_t memorySize() const override { return regionKey.memorySize; }
  bool misalignedAccess() const override { return regionKey.misalignedAccess; }
  void publish(uint32_t address, NativeEntry entry, std::shared_ptr<const void> owner) override;

  const RegionKey &key() const { return regionKey; }
  uint32_t size() const { return static_cast<uint32_t>(codeWords.size()) * 4; } // bytes
  const Slot *slots() const { return decoded.get() + kSlotsBefore; }
  const uint8_t *targetBytes() const { return targets.get(); }
  /// Notes that a jalr leads to the instruction, whose handlers cannot rely on what was executed before it any more.
  void addTarget(size_t index);
  NativeEntry nativeEntry(size_t index) const { return entries[index].load(std::memory_order_relaxed); }
  /// Whether `memory` still holds the region's words.
  bool matches(std::span<const std::byte> memory) const;

private:
  void decodeAll(std::span<const uint32_t> breakpoints);

  const RegionKey regionKey;
  const std::vector<uint32_t> codeWords;
  std::unique_ptr<Slot[]> decoded;    // one a word, some before and one behind them
  std::unique_ptr<uint8_t[]> targets; // of jalrs that were executed
  std::mutex choiceMutex;             // for the next two
  std::unique_ptr<Listing> listing;
  std::vector<unsigned> runs; // see chooseHandlers()
  std::unique_ptr<std::atomic<NativeEntry>[]> entries;
  std::mutex ownersMutex;
  std::vector<std::shared_ptr<const void>> owners;
};

/// The words of `memory` from `begin` to `end`, read while other threads may write.
std::vector<uint32_t> readWords(std::span<const std::byte> memory, uint32_t begin, uint32_t end);

/// The process's region of these words: an existing one, or a new one that is announced to the native tier.
std::shared_ptr<Region> sharedRegion(const RegionKey &key, std::vector<uint32_t> words);

} // namespace tt::device
