// Services on the core itself.
#include "chip/services/service.h"

namespace tt::device::services {

Outcome kernel_exit(ServiceCall &) { return Outcome::Exits; }

Outcome kernel_unreachable(ServiceCall &) { throw Misuse("the kernel came to a place that it declares unreachable"); }

/// Writes of others are seen at once.
Outcome invalidate_l1_cache(ServiceCall &) { return Outcome::Done; }

} // namespace tt::device::services
