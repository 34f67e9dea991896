// Circular buffers as services see them.
#pragma once

#include "chip/services/service.h"

namespace tt::device {

/// The buffer of that number; throws Misuse where the tile has none. Its pages belong to the tile's mutex.
CircularBuffer &configured(ServiceCall &call, uint32_t number);

} // namespace tt::device
