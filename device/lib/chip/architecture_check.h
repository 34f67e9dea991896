// Whether a chip can be made as its descriptor says.
#pragma once

#include <string_view>

#include "tt/device/architecture.h"

namespace tt::device {

/// Throws ValueError that names the member, its value and what it may be. `where` begins the message.
void checkArchitecture(const Architecture &architecture, std::string_view where);

} // namespace tt::device
