// Which parts of a bank are free.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

namespace tt::device {

/// Hands out pieces of [begin, end). Neighbours that are free are one piece. Not thread-safe.
class FreeList {
public:
  FreeList(uint64_t begin, uint64_t end, uint32_t alignment);

  /// The lowest, the highest piece that is large enough; a multiple of the alignment.
  std::optional<uint64_t> takeLowest(uint64_t bytes);
  std::optional<uint64_t> takeHighest(uint64_t bytes);
  void giveBack(uint64_t address);

  uint64_t freeBytes() const;
  uint64_t largestPiece() const;
  /// The end of the bank where nothing is taken.
  uint64_t lowestTaken() const { return taken.empty() ? end : taken.begin()->first; }

private:
  uint64_t rounded(uint64_t bytes) const;

  uint64_t end;
  uint32_t alignment;
  std::map<uint64_t, uint64_t> free;  // begin to end
  std::map<uint64_t, uint64_t> taken; // begin to end
};

} // namespace tt::device
