// Kernels: programs for one core, from C++ source or as ELF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tt/device/coordinates.h"

namespace tt::device {

/// A place in source code.
struct SourceLine {
  std::string file, function;
  uint32_t line = 0, column = 0;
};

/// What a compiler needs beside the source.
struct CompileOptions {
  Processor processor = Processor::DataMovement0;
  std::vector<uint32_t> compileTimeArgs;                              // get_compile_time_arg_val(i)
  std::vector<std::pair<std::string, uint32_t>> namedCompileTimeArgs; // get_named_compile_time_arg_val("name")
  std::map<std::string, std::string> defines;
  std::vector<std::string> includeFolders;
  std::string optimization = "-O2";
};

/// A kernel as it is loaded: position-independent, for any address of L1. Immutable and shared.
class KernelImage {
public:
  /// Compiles C++ against the card's own headers; needs clang++-22 and ld.lld-22. Results are kept in a cache on disk,
  /// keyed by content. Throws KernelError with the compiler's messages.
  static std::shared_ptr<const KernelImage> compile(const std::string &source, const std::string &name,
                                                    const CompileOptions &options);
  /// The same for a file. Throws FileError too.
  static std::shared_ptr<const KernelImage> compileFile(const std::string &path, const CompileOptions &options);
  /// An ELF32 for RISC-V: position-independent, or for fixed addresses. Throws KernelError that says what is wrong.
  static std::shared_ptr<const KernelImage> fromElf(std::span<const std::byte> elf, const std::string &name);

  virtual ~KernelImage() = default;
  virtual const std::string &name() const = 0;
  virtual std::span<const std::byte> elf() const = 0;
  /// Bytes of memory that it takes, its zero-initialised data included, from its base address on.
  virtual uint32_t memoryBytes() const = 0;
  /// The address it is linked for, where it is not position-independent.
  virtual std::optional<uint32_t> fixedBase() const = 0;
  /// Offsets from the base: the first instruction, and what is code.
  virtual uint32_t entry() const = 0;
  virtual uint32_t codeBegin() const = 0;
  virtual uint32_t codeEnd() const = 0;
  /// Copies it to `memory`, which is what lies at address `base`, relocated.
  virtual void load(std::span<std::byte> memory, uint32_t base) const = 0;
  /// The source line of an offset, from its debug information. Opens libLLVM on first use.
  virtual std::optional<SourceLine> sourceLine(uint32_t offset) const = 0;
  /// The offsets of the first instructions of a source line (`file` by its last parts), for breakpoints.
  virtual std::vector<uint32_t> offsetsOf(std::string_view file, uint32_t line) const = 0;
  /// Each line of source that has code, once, by file and line; without functions and columns. Empty where there is no
  /// debug information.
  virtual std::vector<SourceLine> lines() const = 0;
  /// The offset of a symbol.
  virtual std::optional<uint32_t> symbol(std::string_view symbol) const = 0;
};

} // namespace tt::device
