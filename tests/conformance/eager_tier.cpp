// Compiles all of a new region at once, on the thread that made it: each piece in one of the forms that the native tier
// chooses from, in turn.
#include "eager_tier.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
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
constexpr size_t kChainSeeds = 16;
/// So are plans of whole units, up to about this many: each function costs time, however short it is.
constexpr uint32_t kPieceInstructions = 100;
constexpr uint32_t kChainInstructions = 2000;

/// One region's compilation.
class Eager {
public:
  Eager(CoreCompiler &compiler, CodeRegion &region, unsigned &turn)
      : compiler(compiler), region(region), turn(turn), covered(region.words().size()),
        targets(region.jumpTargets().size()) {
    noteJumps();
  }

  /// Gives the number of published entries.
  unsigned run() {
    for (size_t i = 0; i < covered.size(); ++i) {
      const uint32_t address = region.begin() + static_cast<uint32_t>(i) * 4;
      if (covered[i] || decode(region.words()[i], address).kind == Kind::Illegal)
        continue;
      const WholePlan whole = planUnit(code(), address);
      cover(whole.plan, address);
      if (!whole.suits || turn % 3 == 2)
        seeds.push_back(address);
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

  /// What the interpreter would see: where a jalr leads behind the auipc that makes its address. Every other one, so
  /// that there are some that leave their function.
  void noteJumps() {
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
        targets[(target - region.begin()) / 4] = 1;
    }
  }

  void cover(const Plan &plan, uint32_t address) {
    covered[(address - region.begin()) / 4] = true;
    for (const Block &block : plan.blocks)
      for (uint32_t i = 0; i < block.count; ++i)
        covered[(block.begin - region.begin()) / 4 + i] = true;
  }

  /// Joins a plan to the piece at hand; blocks of a unit ascend, and no two have an instruction in common.
  void add(const Plan &plan) {
    if (!piece.blocks.empty()) {
      const Block &last = piece.blocks.back();
      if (plan.blocks.front().begin < last.begin + 4 * last.count)
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
      publish(compileWhole(compiler, region, piece, turn % 3 == 0 ? Quality::Quick : Quality::Better));
    piece = {};
    size = 0;
    compileSeeds();
    ++turn;
  }

  void compileSeeds() {
    if (seeds.empty())
      return;
    ChainPlan plan = planChain(code(), seeds, heads, kChainInstructions);
    seeds.clear();
    if (plan.functions.empty()) // they were reached from others
      return;
    if (chain != nullptr)
      plan.pinned = chain->pinned();
    for (const Plan &function : plan.functions) {
      cover(function, function.entries.front());
      heads.compiled[(function.entries.front() - region.begin()) / 4] = true;
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
  std::vector<uint8_t> targets;
  Plan piece;
  uint32_t size = 0; // instructions of `piece`
  std::vector<uint32_t> seeds;
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
