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
  /// `codeBegin` to `codeEnd`: the addresses of code in the ELF's own tables.
  DebugInfo(std::span<const std::byte> elf, uint32_t codeBegin, uint32_t codeEnd)
      : elf(elf), codeBegin(codeBegin), codeEnd(codeEnd) {}
  ~DebugInfo();
  DebugInfo(const DebugInfo &) = delete;
  DebugInfo &operator=(const DebugInfo &) = delete;

  /// The innermost place that is not in the card's own headers; the innermost one where all are.
  std::optional<SourceLine> line(uint32_t address);
  /// Addresses of the first instructions of a line, ascending; of the next line with code where it has none itself.
  std::vector<uint32_t> addresses(std::string_view file, uint32_t line);

  /// Lines with code, by file and number, each once.
  std::vector<SourceLine> lines();

private:
  /// Code from an address on comes from a line of the kernel, until the next such row.
  struct Row {
    uint32_t address;
    bool isStatement; // where the compiler recommends to stop
    std::string file;
    uint32_t line;
  };
  void open();
  std::optional<SourceLine> place(uint32_t address) const;
  void readRows();

  std::span<const std::byte> elf;
  uint32_t codeBegin, codeEnd;
  std::mutex mutex;
  bool opened = false;
  TenonDebugInfo *info = nullptr;
  bool rowsRead = false;
  std::vector<Row> rows; // by address
};

} // namespace tt::device
