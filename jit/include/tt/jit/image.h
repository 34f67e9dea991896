// Makes one image of position-independent code from an object file, which needs no loader any more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace tt::jit {

/// The object is no object file for this machine, or refers to something outside itself.
class ImageError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct ImageSymbol {
  std::string name;
  uint32_t offset = 0; // in the image
};

/// Code and its constants. It runs at any address aligned to ExecutableMemory::kAlignment and holds no address of its
/// own.
struct Image {
  std::vector<std::byte> bytes;
  std::vector<ImageSymbol> symbols; // the functions that the object exports, by name
};

/// Lays out the sections of a relocatable ELF file that are part of a program and resolves their relocations. These
/// have to be relative to the program counter and within the object: code made with -fPIC in the small code model that
/// calls and addresses nothing else. Throws ImageError for anything else, writable data among it.
Image linkImage(std::span<const std::byte> object);

} // namespace tt::jit
