// Shows each address of a new region to a native tier as a hot one, and waits until it has compiled what it wants to.
#include "eager_tier.h"

#include <atomic>
#include <mutex>
#include <vector>

#include "core/decode.h"
#include "core/native_tier.h"
#include "native/compiler_library.h"
#include "native/tier.h"

namespace tt::device::conformance {
namespace {

/// Hands everything on to the region and counts what is published.
class CountedRegion final : public CodeRegion {
public:
  CountedRegion(const std::shared_ptr<CodeRegion> &region, std::atomic<unsigned> &published)
      : region(region.get()), published(published) {}
  uint32_t begin() const override { return region->begin(); }
  uint32_t end() const override { return region->end(); }
  std::span<const uint32_t> words() const override { return region->words(); }
  std::span<const uint8_t> jumpTargets() const override { return region->jumpTargets(); }
  uint32_t memorySize() const override { return region->memorySize(); }
  bool misalignedAccess() const override { return region->misalignedAccess(); }
  void publish(uint32_t address, NativeEntry entry, std::shared_ptr<const void> owner) override {
    ++published;
    region->publish(address, entry, std::move(owner));
  }

private:
  CodeRegion *region; // which outlives this: see announce
  std::atomic<unsigned> &published;
};

class EagerTier final : public NativeTier {
public:
  void observe(const std::shared_ptr<CodeRegion> &, uint32_t) noexcept override {}

  void announce(const std::shared_ptr<CodeRegion> &region) noexcept override {
    constexpr int samples = 10; // more than a tier asks for
    const std::lock_guard lock(mutex);
    const std::shared_ptr<CodeRegion> counted = std::make_shared<CountedRegion>(region, entries);
    for (size_t i = 0; i < region->words().size(); ++i) {
      const uint32_t address = region->begin() + static_cast<uint32_t>(i) * 4;
      if (decode(region->words()[i], address).kind == Kind::Illegal)
        continue;
      for (int sample = 0; sample < samples; ++sample)
        tier.observe(counted, address);
      tier.waitUntilIdle();
    }
  }

  std::atomic<unsigned> entries = 0;

private:
  std::mutex mutex;
  native::HostNativeTier tier{jit::DiskCache({}), native::makeCoreCompiler};
};

EagerTier *theTier = nullptr;

} // namespace

void useEagerTier() {
  theTier = new EagerTier; // cores may outlive static objects
  setNativeTier([]() -> NativeTier * { return theTier; });
}

unsigned eagerEntries() { return theTier == nullptr ? 0 : theTier->entries.load(); }

} // namespace tt::device::conformance
