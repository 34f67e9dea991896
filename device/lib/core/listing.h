// A region's instructions as handlers are chosen for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/handlers.h"

namespace tt::device {

/// Decoded instructions, with distances of jumps in slots and operands in the order that suits forms of pairs.
class Listing {
public:
  Listing(uint32_t begin, std::span<const uint32_t> words);

  size_t size() const { return instructions.size(); }
  const Decoded &operator[](size_t index) const { return instructions[index]; }
  /// Says that jumps lead to the instruction, which decoding does not tell.
  void addTarget(size_t index) { targets[index] = true; }

  /// Whether a handler can execute the instruction after the one before.
  bool canFollow(size_t index) const;
  /// The instruction as one of a handler's, as far as it does not depend on the next one.
  Part part(size_t index) const;
  /// Whether the instruction is overwritten (see Part) by the next one, given as a part.
  bool isOverwritten(size_t index, const Part &next) const;
  /// How the instruction uses what the one before gives; as the first of a handler or as the second.
  Form form(size_t index, bool isFirst) const;

private:
  /// How far before the instruction, from which no jump leads between them, `number` was written last; 0 if farther
  /// than kFarthest.
  uint8_t writtenBefore(size_t index, uint8_t number) const;

  std::vector<Decoded> instructions;
  std::vector<bool> targets; // of branches and jumps
};

/// The handler of an instruction, and how many are run from there to the next jump.
struct Choice {
  Handler handler;
  unsigned runs;
};

/// Chooses the handler after which the fewest follow; `runs` says how many from later instructions on, and 0 behind the
/// last one.
Choice chooseHandler(const Listing &listing, size_t index, std::span<const unsigned> runs);

/// Handlers for all instructions; `runs` gets their numbers.
std::vector<Handler> chooseHandlers(const Listing &listing, std::vector<unsigned> &runs);

} // namespace tt::device
