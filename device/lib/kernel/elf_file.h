// Reads ELF files for the card's cores, trusting nothing in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tt::device {

/// What an ELF says about a program. Offsets are from the lowest address that it takes.
struct ElfFile {
  struct Segment {
    uint32_t offset;     // in the program
    uint32_t fileOffset; // in the file
    uint32_t fileBytes;  // the rest of memoryBytes is zero
    uint32_t memoryBytes;
  };
  /// The word at `offset` becomes the load address plus `addend`.
  struct Relocation {
    uint32_t offset;
    uint32_t addend;
  };

  uint32_t memoryBytes = 0;
  std::optional<uint32_t> fixedBase; // where it is not position-independent
  uint32_t linkedBase = 0;           // the address that offset 0 has in the file's own tables
  uint32_t entry = 0, codeBegin = 0, codeEnd = 0;
  std::vector<Segment> segments; // in order, none over another
  std::vector<Relocation> relocations;
  std::map<std::string, uint32_t, std::less<>> symbols;
};

/// Throws KernelError: `name`, what is wrong, and where in the file.
ElfFile readElf(std::span<const std::byte> elf, const std::string &name);

} // namespace tt::device
