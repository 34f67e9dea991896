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

/// Handlers for all instructions, such that few of them are run from any place on.
std::vector<Handler> chooseHandlers(const Listing &listing);

} // namespace tt::device
