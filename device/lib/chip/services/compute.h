// Services of the tile engine.
#pragma once

#include "chip/services/service.h"

namespace tt::device {

/// Hands the operation to the compute core's tile engine.
Outcome callEngine(ServiceCall &call);

} // namespace tt::device
