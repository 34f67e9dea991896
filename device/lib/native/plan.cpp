// A walk over the code in the order of distance from the seed.
#include "native/plan.h"

#include <algorithm>
#include <deque>

#include "core/decode.h"

namespace tt::device::native {
namespace {

constexpr uint32_t kReturnAddress = 1; // x1, ra

enum class Flow { Next, Branch, Jump, JumpRegister, Stop };

Flow flowOf(Kind kind) {
  switch (classOf(kind)) {
  case KindClass::Branch:
    return Flow::Branch;
  case KindClass::Jump:
    return kind == Kind::JumpRegister ? Flow::JumpRegister : Flow::Jump;
  case KindClass::Other:
    return kind == Kind::Nothing || kind == Kind::Fence ? Flow::Next : Flow::Stop;
  default:
    return Flow::Next;
  }
}

class Walk {
public:
  Walk(const CodeView &code, uint32_t maxInstructions)
      : code(code), maxInstructions(maxInstructions), visited(code.words.size()), leader(code.words.size()),
        entry(code.words.size()), jumpTarget(code.words.size()), noted(code.words.size()) {
    for (size_t i = 0; i < std::min(code.jumpTargets.size(), noted.size()); ++i)
      noted[i] = __atomic_load_n(&code.jumpTargets[i], __ATOMIC_RELAXED) != 0;
  }

  Plan from(uint32_t seed) {
    if (!contains(seed))
      return {};
    entry[indexOf(seed)] = true;
    near.push_back(seed);
    while (count < maxInstructions) {
      if (near.empty() && !lookBehindJumps())
        break;
      uint32_t address = near.front();
      near.pop_front();
      walkFrom(address);
    }
    return collect();
  }

private:
  bool contains(uint32_t address) const {
    return address >= code.begin && address % 4 == 0 && (address - code.begin) / 4 < code.words.size();
  }
  size_t indexOf(uint32_t address) const { return (address - code.begin) / 4; }
  uint32_t addressOf(size_t index) const { return code.begin + 4 * static_cast<uint32_t>(index); }
  Decoded at(size_t index) const { return decode(code.words[index], addressOf(index)); }

  void reach(uint32_t address, bool asEntry) {
    if (!contains(address))
      return;
    leader[indexOf(address)] = true;
    if (asEntry)
      entry[indexOf(address)] = true;
    if (!visited[indexOf(address)])
      near.push_back(address);
  }

  void walkFrom(uint32_t address) {
    leader[indexOf(address)] = true;
    for (size_t i = indexOf(address); i < code.words.size() && !visited[i]; ++i) {
      visited[i] = true;
      ++count;
      Decoded instruction = at(i);
      uint32_t pc = addressOf(i), target = pc + static_cast<uint32_t>(instruction.immediate);
      switch (flowOf(instruction.kind)) {
      case Flow::Next:
        continue;
      case Flow::Branch:
        reach(target, instruction.immediate <= 0);
        reach(pc + 4, false);
        return;
      case Flow::Jump:
        if (instruction.kind == Kind::JumpAndLink)
          reachReturnPoint(pc + 4);
        reach(target, instruction.kind == Kind::JumpAndLink || instruction.immediate <= 0);
        return;
      case Flow::JumpRegister:
        if (instruction.rd != kNowhere)
          reachReturnPoint(pc + 4);
        (instruction.rd == kNowhere && instruction.rs1 == kReturnAddress ? returns : otherJumps) = true;
        return;
      case Flow::Stop:
        reach(pc + 4, true); // the interpreter goes on there
        return;
      }
    }
  }

  void reachReturnPoint(uint32_t address) {
    if (contains(address))
      jumpTarget[indexOf(address)] = true;
    reach(address, true);
  }

  /// Adds where the interpreter saw jalr lead, once for each sort of jalr in the unit. False if there is nothing new.
  bool lookBehindJumps() {
    bool found = false;
    for (size_t i = 0; i < noted.size(); ++i) {
      if (!noted[i] || visited[i])
        continue;
      bool returnPoint = i > 0 && isCall(at(i - 1));
      if (returnPoint ? returns : otherJumps) {
        reach(addressOf(i), true);
        found = true;
      }
    }
    return found;
  }

  static bool isCall(const Decoded &instruction) {
    return classOf(instruction.kind) == KindClass::Jump && instruction.kind != Kind::Jump &&
           instruction.rd == kReturnAddress;
  }

  Plan collect() {
    for (size_t i = 0; i < visited.size(); ++i)
      if (visited[i] && noted[i])
        leader[i] = entry[i] = jumpTarget[i] = true;
    Plan plan;
    for (size_t i = 0; i < visited.size(); ++i) {
      if (!visited[i])
        continue;
      bool continues = i > 0 && visited[i - 1] && !leader[i] && flowOf(at(i - 1).kind) == Flow::Next;
      if (continues) {
        ++plan.blocks.back().count;
        continue;
      }
      plan.blocks.push_back({addressOf(i), 1});
      if (entry[i])
        plan.entries.push_back(addressOf(i));
      if (jumpTarget[i])
        plan.jumpTargets.push_back(addressOf(i));
    }
    return plan;
  }

  CodeView code;
  uint32_t maxInstructions;
  uint32_t count = 0;
  std::deque<uint32_t> near;
  std::vector<bool> visited, leader, entry, jumpTarget, noted; // one a word
  bool returns = false, otherJumps = false; // sorts of jalr that the unit has
};

} // namespace

Plan makePlan(const CodeView &code, uint32_t seed, uint32_t maxInstructions) {
  return Walk(code, maxInstructions).from(seed);
}

} // namespace tt::device::native
