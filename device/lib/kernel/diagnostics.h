// The compiler's and linker's messages as the author of a kernel needs them: his own file and line first.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace tt::device {

/// Of clang. An error in one of the card's headers (below `headers`) is told at the place of the kernel that led there;
/// headers are named as kernels include them.
std::string readableErrors(std::string_view messages, std::span<const std::string> headers);

/// Of ld.lld, which ran in `folder`: symbols that are not defined are told at the places that use them.
std::string readableLinkErrors(std::string_view messages, std::string_view folder);

} // namespace tt::device
