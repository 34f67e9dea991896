// Plans of whole units: a walk over the code in the order of distance from the seed.
#include <algorithm>
#include <deque>

#include "native/flow.h"
#include "native/plan.h"

namespace tt::device::native {
namespace {

class UnitWalk {
public:
  UnitWalk(const CodeView &view, uint32_t maxInstructions)
      : code(view.begin, view.words), maxInstructions(maxInstructions), visited(code.count()), leader(code.count()),
        entry(code.count()), jumpTarget(code.count()), noted(code.count()) {
    for (size_t i = 0; i < std::min(view.jumpTargets.size(), noted.size()); ++i)
      noted[i] = __atomic_load_n(&view.jumpTargets[i], __ATOMIC_RELAXED) != 0;
  }

  WholePlan from(uint32_t seed) {
    if (!code.contains(seed))
      return {};
    entry[code.indexOf(seed)] = true;
    next.push_back(seed);
    while (!next.empty() || lookBehindJumps()) {
      if (count >= maxInstructions)
        return {collect(), false};
      uint32_t address = next.front();
      next.pop_front();
      walkFrom(address);
    }
    Plan plan = collect();
    return {plan, jumps * plan.jumpTargets.size() <= kUnitJumpEdges};
  }

private:
  void reach(uint32_t address, bool asEntry) {
    if (!code.contains(address))
      return;
    size_t index = code.indexOf(address);
    leader[index] = true;
    if (asEntry)
      entry[index] = true;
    if (!visited[index])
      next.push_back(address);
  }

  void walkFrom(uint32_t address) {
    leader[code.indexOf(address)] = true;
    for (size_t i = code.indexOf(address); i < code.count() && !visited[i]; ++i) {
      visited[i] = true;
      ++count;
      Decoded instruction = code.at(i);
      uint32_t pc = code.addressOf(i), target = pc + static_cast<uint32_t>(instruction.immediate);
      if (isCall(instruction))
        reachReturnPoint(pc + 4);
      switch (flowOf(instruction.kind)) {
      case Flow::Next:
        continue;
      case Flow::Branch:
        reach(target, instruction.immediate <= 0);
        reach(pc + 4, false);
        return;
      case Flow::Jump:
        reach(target, isCall(instruction) || instruction.immediate <= 0);
        return;
      case Flow::JumpRegister:
        ++jumps;
        (isReturn(instruction) ? returns : otherJumps) = true;
        return;
      case Flow::Stop:
        reach(pc + 4, true);
        return;
      }
    }
  }

  void reachReturnPoint(uint32_t address) {
    if (code.contains(address))
      jumpTarget[code.indexOf(address)] = true;
    reach(address, true);
  }

  /// Adds where the interpreter saw jalr lead, once for each sort of jalr in the unit. False if there is nothing new.
  bool lookBehindJumps() {
    bool found = false;
    for (size_t i = 0; i < noted.size(); ++i) {
      if (!noted[i] || visited[i])
        continue;
      bool returnPoint = i > 0 && isCall(code.at(i - 1));
      if (returnPoint ? returns : otherJumps) {
        reach(code.addressOf(i), true);
        found = true;
      }
    }
    return found;
  }

  Plan collect() {
    for (size_t i = 0; i < visited.size(); ++i)
      if (visited[i] && noted[i])
        leader[i] = entry[i] = jumpTarget[i] = true;
    Plan plan;
    for (size_t i = 0; i < visited.size(); ++i) {
      if (!visited[i])
        continue;
      bool continues = i > 0 && visited[i - 1] && !leader[i] && flowOf(code.at(i - 1).kind) == Flow::Next;
      if (continues) {
        ++plan.blocks.back().count;
        continue;
      }
      plan.blocks.push_back({code.addressOf(i), 1});
      if (entry[i])
        plan.entries.push_back(code.addressOf(i));
      if (jumpTarget[i])
        plan.jumpTargets.push_back(code.addressOf(i));
    }
    return plan;
  }

  CodeWords code;
  uint32_t maxInstructions;
  uint32_t count = 0, jumps = 0; // instructions, and jalr among them
  std::deque<uint32_t> next;
  std::vector<bool> visited, leader, entry, jumpTarget, noted; // one a word
  bool returns = false, otherJumps = false;                    // sorts of jalr that the unit has
};

} // namespace

WholePlan planUnit(const CodeView &code, uint32_t seed, uint32_t maxInstructions) {
  return UnitWalk(code, maxInstructions).from(seed);
}

} // namespace tt::device::native
