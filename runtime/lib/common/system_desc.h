// The descriptor of the system at hand: the host, which executes programs compiled for a Wormhole card.
#pragma once

#include <string>

namespace tt::runtime::detail {

std::string hostSystemDescAsJson();
/// As the attribute `#ttcore.system_desc<...>`.
std::string hostSystemDescAsText();

} // namespace tt::runtime::detail
