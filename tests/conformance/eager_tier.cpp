// Compiles all of a region when it is made, unit by unit.
#include "eager_tier.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

#include <fmt/format.h>

#include "core/decode.h"
#include "core/native_tier.h"
#include "native/compiler_library.h"
#include "native/plan.h"
#include "native/unit.h"
#include "tt/device/error.h"

namespace tt::device::conformance {
namespace {

class EagerTier final : public NativeTier {
public:
  EagerTier() {
    std::string reason;
    compiler = native::makeCoreCompiler(reason);
    if (compiler == nullptr)
      throw DeviceError(fmt::format("nothing can be compiled: {}", reason));
  }

  void observe(const std::shared_ptr<CodeRegion> &, uint32_t) noexcept override {}

  void announce(const std::shared_ptr<CodeRegion> &region) noexcept override {
    const std::lock_guard lock(mutex);
    std::vector<bool> covered(region->words().size());
    for (size_t i = 0; i < covered.size(); ++i) {
      const uint32_t address = region->begin() + static_cast<uint32_t>(i) * 4;
      if (covered[i] || decode(region->words()[i], address).kind == Kind::Illegal)
        continue;
      covered[i] = true;
      compileFrom(*region, address, covered);
    }
  }

  std::atomic<unsigned> units = 0;

private:
  void compileFrom(CodeRegion &region, uint32_t address, std::vector<bool> &covered) noexcept {
    try {
      const native::Plan plan = native::makePlan({region.begin(), region.words(), region.jumpTargets()}, address);
      for (const native::Block &block : plan.blocks)
        std::fill_n(covered.begin() + (block.begin - region.begin()) / 4, block.count, true);
      if (!plan.blocks.empty() &&
          native::publishUnit(region, native::compileUnit(*compiler, region, plan, native::Quality::Quick)))
        ++units;
    } catch (const std::exception &) { // that instruction is interpreted
    }
  }

  std::mutex mutex;
  std::unique_ptr<native::CoreCompiler> compiler;
};

EagerTier *theTier = nullptr;

} // namespace

void useEagerTier() {
  theTier = new EagerTier; // cores may outlive static objects
  setNativeTier([]() -> NativeTier * { return theTier; });
}

unsigned eagerUnits() { return theTier == nullptr ? 0 : theTier->units.load(); }

} // namespace tt::device::conformance
