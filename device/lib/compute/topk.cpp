// Top-k by bitonic sorting: each column of two tiles is a sequence of 64 values, the two tiles behind hold what goes
// with them.
//
// tt-metal's documentation of topk_local_sort, topk_merge and topk_rebuild;
// https://anilshanbhag.in/static/papers/gputopk_sigmod18.pdf.
#include <bit>
#include <utility>

#include <fmt/format.h>

#include "compute/operation.h"

namespace tt::device {
namespace {

constexpr uint32_t kSequence = 2 * kTileRows;

void nothing(const Operation &) {}

/// The order of the hardware's compare-and-swap: by sign and magnitude of the bits, so that NaNs have a place too.
int32_t orderOf(float value) {
  int32_t bits = std::bit_cast<int32_t>(value);
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

/// The values of two tiles, and of the two behind them, column by column.
class Sequences {
public:
  explicit Sequences(const Operation &operation) {
    uint32_t first = operation.word(0);
    operation.checkRegisters(first, 4);
    for (uint32_t i = 0; i < 4; ++i)
      tiles[i] = operation.write(first + i);
  }

  /// Brings elements `a` and `b` of all columns in order: the larger one to `a` if `descending`, else to `b`.
  void compareExchange(uint32_t a, uint32_t b, bool descending) {
    for (uint32_t column = 0; column < kTileColumns; ++column) {
      float &first = at(0, a, column), &second = at(0, b, column);
      int32_t x = orderOf(first), y = orderOf(second);
      if (descending ? x < y : x > y) {
        std::swap(first, second);
        std::swap(at(2, a, column), at(2, b, column));
      }
    }
  }

  /// One phase of a bitonic sort of `count` elements from `begin` on: sorts runs of 2^(phase + 1) elements whose halves
  /// are sorted in opposite directions, in alternating directions of which the first is `descending`.
  void phase(uint32_t begin, uint32_t count, uint32_t phase, bool descending) {
    for (uint32_t distance = 1u << phase; distance != 0; distance /= 2)
      for (uint32_t i = 0; i < count; ++i)
        if ((i & distance) == 0)
          compareExchange(begin + i, begin + (i | distance), ((i >> (phase + 1)) & 1) == 0 ? descending : !descending);
  }

private:
  float &at(uint32_t firstTile, uint32_t element, uint32_t column) {
    return tiles[firstTile + element / kTileRows][element % kTileRows * kTileColumns + column];
  }

  float *tiles[4];
};

void localSort(const Operation &operation) {
  bool descending = !operation.flag(1, "idir");
  uint32_t end = operation.word(2), start = operation.word(3);
  if (end > 5 || start > end)
    operation.fail(fmt::format("phases {} to {} are none of 0 to 5", start, end));
  Sequences sequences(operation);
  for (uint32_t phase = start; phase <= end; ++phase)
    sequences.phase(0, kSequence, phase, descending);
}

/// Where the sorted sequences of length k lie after so many mergings.
struct Layout {
  Layout(const Operation &operation, uint32_t iterations, uint32_t k) {
    if (k < 4 || k > kSequence || !std::has_single_bit(k))
      operation.fail(fmt::format("'k' must be 4, 8, 16, 32 or 64, and is {}", k));
    if (iterations > 9)
      operation.fail(fmt::format("'m_iter' must be 0 to 9, and is {}", iterations));
    length = k;
    distance = std::min(kTileRows, k << std::min(iterations, 5u));
    elements = std::max(2 * k, kSequence >> std::min(iterations, 6u));
  }
  uint32_t length, distance; // of a sequence; from one to the next
  uint32_t elements;         // that all of them have
};

void merge(const Operation &operation) {
  Layout layout(operation, operation.word(1), std::min(operation.word(2), kSequence));
  // Sequences of 64 are merged a tile at a time.
  uint32_t length = std::min(layout.length, kTileRows);
  uint32_t groups = std::max(2 * length, kSequence >> std::min(operation.word(1), 6u)) / (2 * length);
  Sequences sequences(operation);
  for (uint32_t group = 0; group < groups; ++group)
    for (uint32_t i = 0; i < length; ++i) {
      uint32_t element = group * 2 * layout.distance + i;
      sequences.compareExchange(element, element + layout.distance, true);
    }
}

void rebuild(const Operation &operation) {
  bool descending = !operation.flag(1, "idir");
  uint32_t k = operation.word(3), logk = operation.word(4);
  bool skipSecond = operation.flag(5, "skip_second");
  Layout layout(operation, operation.word(2) + 1, k);
  if (logk > 6 || k != 1u << logk)
    operation.fail(fmt::format("'logk' is {}, and 'k' is {}", logk, k));
  uint32_t runs = layout.elements / k / (skipSecond ? 2 : 1);
  if (uint64_t{runs - 1} * layout.distance + k > kSequence)
    operation.fail(fmt::format("{} sequences of {} elements do not fit two tiles: 'skip_second' must be 1", runs, k));
  Sequences sequences(operation);
  for (uint32_t run = 0; run < runs; ++run)
    sequences.phase(run * layout.distance, k, logk - 1, run % 2 == 0 ? descending : !descending);
}

constexpr HandlerEntry kHandlers[] = {
    {Service::topk_tile_init, nothing},
    {Service::topk_local_sort, localSort},
    {Service::topk_merge, merge},
    {Service::topk_rebuild, rebuild},
};

} // namespace

std::span<const HandlerEntry> topkHandlers() { return kHandlers; }

} // namespace tt::device
