// The descriptors that are built in, as text.
#pragma once

#include <span>
#include <string_view>

namespace tt::device {

struct ArchitectureText {
  std::string_view name, json;
};

std::span<const ArchitectureText> architectureTexts();

} // namespace tt::device
