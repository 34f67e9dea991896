// Places tensors with known lifetimes in one block of memory.
#include "ttnn/arena.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <vector>

#include "common/memory.h"

namespace tt::runtime::detail {
namespace {

/// The gaps of the block, by place and by size; the block grows at its end.
class Gaps {
public:
  size_t take(size_t size) {
    auto best = bySize.lower_bound({size, 0});
    if (best == bySize.end())
      return grow(size);
    auto [gapSize, offset] = *best;
    erase(offset);
    if (gapSize > size)
      insert(offset + size, gapSize - size);
    return offset;
  }

  void give(size_t offset, size_t size) {
    auto next = byOffset.lower_bound(offset);
    if (next != byOffset.end() && next->first == offset + size) {
      size += next->second;
      erase(next->first);
    }
    auto previous = byOffset.lower_bound(offset);
    if (previous != byOffset.begin()) {
      --previous;
      if (previous->first + previous->second == offset) {
        offset = previous->first;
        size += previous->second;
        erase(offset);
      }
    }
    insert(offset, size);
  }

  size_t blockSize() const { return end; }

private:
  size_t grow(size_t size) {
    size_t offset = end;
    // A gap at the end becomes the beginning of what is needed.
    if (!byOffset.empty())
      if (auto last = std::prev(byOffset.end()); last->first + last->second == end) {
        offset = last->first;
        erase(offset);
      }
    end = offset + size;
    return offset;
  }
  void insert(size_t offset, size_t size) {
    byOffset.emplace(offset, size);
    bySize.emplace(size, offset);
  }
  void erase(size_t offset) {
    auto found = byOffset.find(offset);
    bySize.erase({found->second, offset});
    byOffset.erase(found);
  }

  std::map<size_t, size_t> byOffset;
  std::set<std::pair<size_t, size_t>> bySize;
  size_t end = 0;
};

} // namespace

size_t placeInArena(std::span<ArenaRequest> requests) {
  std::vector<uint32_t> byFirst(requests.size()), byLast(requests.size());
  std::iota(byFirst.begin(), byFirst.end(), 0);
  std::iota(byLast.begin(), byLast.end(), 0);
  // Larger ones first within a step: they are the hardest to fit.
  std::sort(byFirst.begin(), byFirst.end(), [&](uint32_t a, uint32_t b) {
    return std::tuple(requests[a].first, ~requests[a].size, a) < std::tuple(requests[b].first, ~requests[b].size, b);
  });
  std::sort(byLast.begin(), byLast.end(),
            [&](uint32_t a, uint32_t b) { return std::tuple(requests[a].last, a) < std::tuple(requests[b].last, b); });

  Gaps gaps;
  auto ended = byLast.begin();
  for (uint32_t index : byFirst) {
    ArenaRequest &request = requests[index];
    for (; ended != byLast.end() && requests[*ended].last < request.first; ++ended)
      gaps.give(requests[*ended].offset, std::max(alignUp(requests[*ended].size), kAlignment));
    request.offset = gaps.take(std::max(alignUp(request.size), kAlignment));
  }
  return gaps.blockSize();
}

} // namespace tt::runtime::detail
