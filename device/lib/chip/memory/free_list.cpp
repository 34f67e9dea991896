// Which parts of a bank are free.
#include "chip/memory/free_list.h"

#include <algorithm>

#include "chip/l1_map.h"

namespace tt::device {

FreeList::FreeList(uint64_t begin, uint64_t end, uint32_t alignment)
    : end(end / alignment * alignment), alignment(alignment) {
  begin = alignUp(begin, alignment);
  if (begin < this->end)
    free.emplace(begin, this->end);
}

uint64_t FreeList::rounded(uint64_t bytes) const { return alignUp(std::max<uint64_t>(bytes, 1), alignment); }

std::optional<uint64_t> FreeList::takeLowest(uint64_t bytes) {
  bytes = rounded(bytes);
  for (auto piece = free.begin(); piece != free.end(); ++piece) {
    auto [from, to] = *piece;
    if (to - from < bytes)
      continue;
    free.erase(piece);
    if (from + bytes < to)
      free.emplace(from + bytes, to);
    taken.emplace(from, from + bytes);
    return from;
  }
  return std::nullopt;
}

std::optional<uint64_t> FreeList::takeHighest(uint64_t bytes) {
  bytes = rounded(bytes);
  for (auto piece = free.rbegin(); piece != free.rend(); ++piece) {
    auto &[from, to] = *piece;
    if (to - from < bytes)
      continue;
    uint64_t at = to - bytes;
    taken.emplace(at, to);
    if (at == from)
      free.erase(std::next(piece).base());
    else
      to = at;
    return at;
  }
  return std::nullopt;
}

void FreeList::giveBack(uint64_t address) {
  auto found = taken.find(address);
  if (found == taken.end())
    return;
  auto [from, to] = *found;
  taken.erase(found);
  auto next = free.lower_bound(from);
  if (next != free.end() && next->first == to) {
    to = next->second;
    next = free.erase(next);
  }
  if (next != free.begin() && std::prev(next)->second == from)
    std::prev(next)->second = to;
  else
    free.emplace(from, to);
}

uint64_t FreeList::freeBytes() const {
  uint64_t sum = 0;
  for (auto [from, to] : free)
    sum += to - from;
  return sum;
}

uint64_t FreeList::largestPiece() const {
  uint64_t largest = 0;
  for (auto [from, to] : free)
    largest = std::max(largest, to - from);
  return largest;
}

} // namespace tt::device
