// Source lines of kernels, from their debug information.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/debug_library.h"
#include "tt/device/kernel.h"

namespace tt::device {

/// Files of the card's own headers are named so in debug information, wherever they are installed.
inline constexpr std::string_view kHeaderPrefix = "<tenon>/";

/// Debug information of one ELF, read on first use. Thread-safe. Answers nothing where there is none, and where
/// libTenonKernelDebug or libLLVM is not there.
class DebugInfo {
public:
  explicit DebugInfo(std::span<const std::byte> elf) : elf(elf) {}
  ~DebugInfo();
  DebugInfo(const DebugInfo &) = delete;
  DebugInfo &operator=(const DebugInfo &) = delete;

  /// The innermost place that is not in the card's own headers; the innermost one where all are.
  std::optional<SourceLine> line(uint32_t address);
  /// Addresses of the first instructions of a line, ascending; of the next line with code where it has none itself.
  std::vector<uint32_t> addresses(std::string_view file, uint32_t line);

private:
  struct Row {
    std::string file;
    uint32_t line, address;
  };
  void open();

  std::span<const std::byte> elf;
  std::mutex mutex;
  bool opened = false;
  TenonDebugInfo *info = nullptr;
  std::vector<Row> rows;
};

} // namespace tt::device
