// Plans of chains: functions begin where code is often come to, and end where another one begins.
#include <algorithm>
#include <array>
#include <deque>
#include <numeric>
#include <set>
#include <utility>

#include "native/flow.h"
#include "native/plan.h"

namespace tt::device::native {
namespace {

class ChainWalk {
public:
  ChainWalk(const CodeView &view, ChainHeads &known) : code(view.begin, view.words), known(known) {
    known.heads.resize(code.count());
    known.compiled.resize(code.count());
    for (size_t i = 0; i < code.count(); ++i)
      findHeads(i, i < view.jumpTargets.size() && __atomic_load_n(&view.jumpTargets[i], __ATOMIC_RELAXED) != 0);
  }

  ChainPlan from(std::span<const uint32_t> seeds, uint32_t maxInstructions, uint32_t maxFollowed) {
    ChainPlan plan;
    for (uint32_t seed : seeds)
      reach(seed);
    // Cores have been at the seeds; of where these lead, some are often come to.
    size_t asked = next.size();
    while (total < (asked > 0 ? maxInstructions : std::min(maxInstructions, maxFollowed)) &&
           (!next.empty() || lookBehindJumps())) {
      asked -= asked > 0 ? 1 : 0;
      uint32_t address = next.front();
      next.pop_front();
      plan.functions.push_back(functionAt(address));
    }
    choosePinned(plan);
    return plan;
  }

private:
  void markHead(uint32_t address) {
    if (code.contains(address))
      known.heads[code.indexOf(address)] = true;
  }

  /// Loops, calls, what comes back from them or from the interpreter, and where it saw jalr lead.
  void findHeads(size_t index, bool isNoted) {
    Decoded instruction = code.at(index);
    uint32_t pc = code.addressOf(index), target = pc + static_cast<uint32_t>(instruction.immediate);
    Flow flow = flowOf(instruction.kind);
    if (isNoted) {
      markHead(pc);
      seen.push_back(pc);
      (index > 0 && isCall(code.at(index - 1)) ? returnPoints : otherTargets).push_back(pc);
    }
    if (isCall(instruction) || flow == Flow::Stop)
      markHead(pc + 4);
    if ((flow == Flow::Branch || flow == Flow::Jump) && (instruction.immediate <= 0 || isCall(instruction)))
      markHead(target);
  }

  /// Makes a function at `address`, unless there is one or will be.
  void reach(uint32_t address) {
    if (!code.contains(address) || known.compiled[code.indexOf(address)] || !queued.insert(address).second)
      return;
    known.heads[code.indexOf(address)] = true;
    next.push_back(address);
  }

  bool lookBehindJumps() {
    if (returns)
      std::ranges::for_each(std::exchange(returnPoints, {}), [&](uint32_t address) { reach(address); });
    if (otherJumps)
      std::ranges::for_each(std::exchange(otherTargets, {}), [&](uint32_t address) { reach(address); });
    return !next.empty();
  }

  Plan functionAt(uint32_t head) {
    std::set<uint32_t> visited, leaders;
    std::deque<uint32_t> open = {head};
    leaders.insert(head);
    auto goTo = [&](uint32_t address) {
      if (!code.contains(address))
        return;
      if (address != head && known.heads[code.indexOf(address)])
        return reach(address);
      leaders.insert(address);
      if (!visited.contains(address))
        open.push_back(address);
    };
    while (!open.empty()) {
      uint32_t pc = open.front();
      open.pop_front();
      if (visited.size() >= kChainFunctionInstructions && !visited.contains(pc)) {
        reach(pc); // a function of its own
        leaders.erase(pc);
        continue;
      }
      for (bool goesOn = true; goesOn && code.contains(pc) && !visited.contains(pc); pc += 4) {
        if (pc != head && known.heads[code.indexOf(pc)]) {
          reach(pc);
          break;
        }
        visited.insert(pc);
        Decoded instruction = code.at(code.indexOf(pc));
        uint32_t target = pc + static_cast<uint32_t>(instruction.immediate);
        Flow flow = flowOf(instruction.kind);
        goesOn = flow == Flow::Next;
        if (flow == Flow::Branch || flow == Flow::Jump)
          goTo(target);
        if (flow == Flow::Branch)
          goTo(pc + 4);
        if (flow == Flow::Stop || isCall(instruction))
          reach(pc + 4);
        if (flow == Flow::JumpRegister)
          (isReturn(instruction) ? returns : otherJumps) = true;
      }
    }
    total += static_cast<uint32_t>(visited.size());
    return collect(head, visited, leaders);
  }

  Plan collect(uint32_t head, const std::set<uint32_t> &visited, const std::set<uint32_t> &leaders) {
    Plan plan;
    plan.entries.push_back(head);
    for (uint32_t pc : visited) {
      bool continues =
          visited.contains(pc - 4) && !leaders.contains(pc) && flowOf(code.at(code.indexOf(pc - 4)).kind) == Flow::Next;
      if (continues)
        ++plan.blocks.back().count;
      else
        plan.blocks.push_back({pc, 1});
    }
    return plan;
  }

  /// A register that is not pinned costs a load in each function that reads it before it writes it, and a store in each
  /// that writes it. What the interpreter came to by jalr says more of what is often executed than the few functions of
  /// the plan; of each the way straight on counts.
  void choosePinned(ChainPlan &plan) const {
    std::array<uint32_t, 33> costs = {};
    for (const Plan &function : plan.functions)
      addCosts(function.entries.at(0), costs);
    for (uint32_t address : seen)
      addCosts(address, costs);
    std::array<uint8_t, 31> order;
    std::iota(order.begin(), order.end(), uint8_t{1});
    std::ranges::sort(order, [&](uint8_t a, uint8_t b) { return costs[a] != costs[b] ? costs[a] > costs[b] : a < b; });
    std::copy_n(order.begin(), kPinned, plan.pinned.begin());
  }

  void addCosts(uint32_t address, std::array<uint32_t, 33> &costs) const {
    std::array<bool, 33> read = {}, written = {};
    const uint32_t first = address;
    for (Flow flow = Flow::Next; flow == Flow::Next || flow == Flow::Branch; address += 4) {
      if (!code.contains(address) || (address != first && known.heads[code.indexOf(address)]))
        break;
      Decoded instruction = code.at(code.indexOf(address));
      flow = flowOf(instruction.kind);
      KindClass kind = classOf(instruction.kind);
      if (kind == KindClass::Other)
        continue;
      bool hasRs1 = kind != KindClass::Jump ? instruction.kind != Kind::Constant : flow == Flow::JumpRegister;
      if (hasRs1)
        read[instruction.rs1] |= !written[instruction.rs1];
      if (kind == KindClass::AluRegister || kind == KindClass::Store || kind == KindClass::Branch)
        read[instruction.rs2] |= !written[instruction.rs2];
      if (kind != KindClass::Store && kind != KindClass::Branch && (kind != KindClass::Jump || isCall(instruction)))
        written[instruction.rd] = true;
    }
    for (uint32_t i = 1; i < 32; ++i)
      costs[i] += (read[i] ? 1 : 0) + (written[i] ? 1 : 0);
  }

  CodeWords code;
  ChainHeads &known;
  uint32_t total = 0; // instructions
  std::deque<uint32_t> next;
  std::set<uint32_t> queued;
  std::vector<uint32_t> seen;                       // where the interpreter saw jalr lead: all,
  std::vector<uint32_t> returnPoints, otherTargets; // and those that nothing was made of
  bool returns = false, otherJumps = false;         // sorts of jalr that the functions have
};

} // namespace

ChainPlan planChain(const CodeView &code, std::span<const uint32_t> seeds, ChainHeads &heads, uint32_t maxInstructions,
                    uint32_t maxFollowed) {
  return ChainWalk(code, heads).from(seeds, maxInstructions, maxFollowed);
}

} // namespace tt::device::native
