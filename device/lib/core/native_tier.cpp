// Who makes the process's native tier.
#include "core/native_tier.h"

#include <atomic>

namespace tt::device {

static std::atomic<NativeTier *(*)()> maker = nullptr;

NativeTier *nativeTier() {
  NativeTier *(*make)() = maker.load(std::memory_order_acquire);
  return make ? make() : nullptr;
}

void setNativeTier(NativeTier *(*make)()) { maker.store(make, std::memory_order_release); }

} // namespace tt::device
