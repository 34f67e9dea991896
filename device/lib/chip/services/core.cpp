// Services on the core itself.
#include <utility>

#include "chip/services/service.h"

namespace tt::device::services {

Outcome kernel_exit(ServiceCall &) { return Outcome::Exits; }

/// ASSERT prints what failed before it comes here.
Outcome kernel_unreachable(ServiceCall &call) {
  throw Misuse(call.core.failedAssert.empty() ? "the kernel came to a place that it declares unreachable"
                                              : call.core.failedAssert);
}

Outcome host_wait(ServiceCall &call) {
  if (std::exchange(call.core.asked, false))
    return Outcome::Done;
  call.execution.waitForHost(call.core, {Wait::Kind::Host, call.service, 0, 0});
  return Outcome::Waits;
}

/// Writes of others are seen at once.
Outcome invalidate_l1_cache(ServiceCall &) { return Outcome::Done; }

} // namespace tt::device::services
