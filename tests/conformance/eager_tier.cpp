// Compiles all of a new region at once, on the thread that made it: each piece in one of the forms that the native tier
// chooses from, in turn.
#include "eager_tier.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/decode.h"
#include "core/native_tier.h"
#include "native/compiler_library.h"
#include "native/plan.h"
#include "native/unit.h"

namespace tt::device::conformance {
namespace {

using namespace native;

/// Pieces of a chain that are compiled together.
constexpr size_t kChainSeeds = 4;
/// So are plans of whole units, up to about this many: each function costs time, however short it is.
constexpr uint32_t kPieceInstructions = 100;
constexpr uint32_t kChainInstructions = 60;

/// One region's compilation.
class Eager {
public:
  Eager(CoreCompiler &compiler, CodeRegion &region, unsigned &turn)
      : compiler(compiler), region(region), turn(turn), covered(region.words().size()),
        targets(region.jumpTargets().size()) {
    findJumps();
  }

  /// Gives the number of published entries.
  unsigned run() {
    for (size_t i = 0; i < covered.size(); ++i) {
      const uint32_t address = region.begin() + static_cast<uint32_t>(i) * 4;
      if (covered[i] || decode(region.words()[i], address).kind == Kind::Illegal)
        continue;
      const WholePlan whole = planFrom(address);
      cover(whole.plan, address);
      if (!whole.suits || turn % 4 == 3)
        addSeed(address);
      else
        add(whole.plan);
      if (size >= kPieceInstructions || seeds.size() == kChainSeeds)
        compilePiece();
    }
    compilePiece();
    return entries;
  }

private:
  CodeView code() const { return {region.begin(), region.words(), targets}; }
  size_t indexOf(uint32_t address) const { return (address - region.begin()) / 4; }

  /// What the interpreter would see: where a jalr leads behind the auipc that makes its address. Every other one, so
  /// that there are some that leave their function.
  void findJumps() {
    bool isNoted = false;
    for (size_t i = 0; i + 1 < targets.size(); ++i) {
      const uint32_t address = region.begin() + static_cast<uint32_t>(i) * 4;
      const Decoded jump = decode(region.words()[i + 1], address + 4);
      const uint32_t first = region.words()[i];
      if ((first & 0x7F) != 0x17 || jump.kind != Kind::JumpRegister || jump.rs1 != (first >> 7 & 31))
        continue;
      isNoted = !isNoted;
      const uint32_t target = address + (first & ~0xFFFU) + static_cast<uint32_t>(jump.immediate);
      if (isNoted && target >= region.begin() && target < region.end())
        jumps.push_back({static_cast<uint32_t>(i + 1), static_cast<uint32_t>(indexOf(target))});
    }
  }

  /// A unit with the targets of its own jumps: those of all others would make it the whole region.
  WholePlan planFrom(uint32_t address) {
    std::ranges::fill(targets, uint8_t{0});
    while (true) {
      WholePlan whole = planUnit(code(), address);
      if (!note(whole.plan))
        return whole;
    }
  }

  /// Notes where the jumps of a plan lead. Whether there was one that was not noted.
  bool note(const Plan &plan) {
    bool isNew = false;
    for (const Block &block : plan.blocks)
      for (auto jump = std::ranges::lower_bound(jumps, indexOf(block.begin), {}, &Jump::from);
           jump != jumps.end() && jump->from < indexOf(block.begin) + block.count; ++jump)
        isNew |= std::exchange(targets[jump->to], uint8_t{1}) == 0;
    return isNew;
  }

  void addSeed(uint32_t address) {
    seeds.push_back(address);
    for (size_t i = 0; i < targets.size(); ++i)
      if (targets[i] != 0)
        seedTargets.push_back(static_cast<uint32_t>(i));
  }

  void cover(const Plan &plan, uint32_t address) {
    covered[indexOf(address)] = true;
    for (const Block &block : plan.blocks)
      for (uint32_t i = 0; i < block.count; ++i)
        covered[indexOf(block.begin) + i] = true;
  }

  /// Joins a plan to the piece at hand; blocks of a unit ascend, and no two have an instruction in common. Each jalr
  /// gets a switch over all targets, so only one plan may have some.
  void add(const Plan &plan) {
    if (!piece.blocks.empty()) {
      const Block &last = piece.blocks.back();
      if (plan.blocks.front().begin < last.begin + 4 * last.count ||
          (!plan.jumpTargets.empty() && !piece.jumpTargets.empty()))
        compilePiece();
    }
    const auto join = [](auto &all, const auto &more) { all.insert(all.end(), more.begin(), more.end()); };
    join(piece.blocks, plan.blocks);
    join(piece.entries, plan.entries);
    join(piece.jumpTargets, plan.jumpTargets);
    for (const Block &block : plan.blocks)
      size += block.count;
  }

  void compilePiece() {
    if (!piece.blocks.empty())
      publish(compileWhole(compiler, region, piece, turn % 4 == 2 ? Quality::Better : Quality::Quick));
    piece = {};
    size = 0;
    compileSeeds();
    ++turn;
  }

  void compileSeeds() {
    if (seeds.empty())
      return;
    std::ranges::fill(targets, uint8_t{0});
    for (const uint32_t target : std::exchange(seedTargets, {}))
      targets[target] = 1;
    ChainPlan plan = planChain(code(), seeds, heads, kChainInstructions);
    seeds.clear();
    if (plan.functions.empty()) // they were reached from others
      return;
    if (chain != nullptr)
      plan.pinned = chain->pinned();
    for (const Plan &function : plan.functions) {
      cover(function, function.entries.front());
      heads.compiled[indexOf(function.entries.front())] = true;
    }
    publish(compileChain(compiler, region, plan, Quality::Quick));
  }

  void publish(const Unit &unit) {
    if (!publishUnit(region, unit, chain))
      throw std::runtime_error("the system refuses executable memory");
    entries += static_cast<unsigned>(unit.entries.size());
  }

  CoreCompiler &compiler;
  CodeRegion &region;
  unsigned &turn;
  std::vector<bool> covered; // one a word
  struct Jump {
    uint32_t from = 0, to = 0; // words
  };
  std::vector<Jump> jumps;      // ascending
  std::vector<uint8_t> targets; // of the jumps at hand: see CodeView
  Plan piece;
  uint32_t size = 0;                 // instructions of `piece`
  std::vector<uint32_t> seeds;       // addresses
  std::vector<uint32_t> seedTargets; // words
  ChainHeads heads;
  std::shared_ptr<Chain> chain;
  unsigned entries = 0;
};

class EagerTier final : public NativeTier {
public:
  void observe(const std::shared_ptr<CodeRegion> &, uint32_t) noexcept override {}

  void announce(const std::shared_ptr<CodeRegion> &region) noexcept override {
    const std::lock_guard lock(mutex);
    if (compiler == nullptr) {
      std::string reason;
      compiler = makeCoreCompiler(reason);
    }
    if (compiler != nullptr) // without it there are no entries, and callers look at their number
      entries += Eager(*compiler, *region, turn).run();
  }

  std::atomic<unsigned> entries = 0;

private:
  std::mutex mutex;
  std::unique_ptr<CoreCompiler> compiler;
  unsigned turn = 0;
};

EagerTier *theTier = nullptr;

} // namespace

void useEagerTier() {
  theTier = new EagerTier; // cores may outlive static objects
  setNativeTier([]() -> NativeTier * { return theTier; });
}

unsigned eagerEntries() { return theTier == nullptr ? 0 : theTier->entries.load(); }

} // namespace tt::device::conformance
