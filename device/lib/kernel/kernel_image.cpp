// Kernels as they are loaded: an ELF, what was read from it, and its source lines.
#include "kernel/kernel_compiler.h"

#include <cstring>

#include <fmt/format.h>

#include "kernel/debug_info.h"
#include "kernel/elf_file.h"
#include "tt/device/error.h"

namespace tt::device {
namespace {

class Image final : public KernelImage {
public:
  Image(std::vector<std::byte> elf, std::string kernelName)
      : bytes(std::move(elf)), kernelName(std::move(kernelName)), file(readElf(bytes, this->kernelName)),
        debug(bytes, file.linkedBase + file.codeBegin, file.linkedBase + file.codeEnd) {}

  const std::string &name() const override { return kernelName; }
  std::span<const std::byte> elf() const override { return bytes; }
  uint32_t memoryBytes() const override { return file.memoryBytes; }
  std::optional<uint32_t> fixedBase() const override { return file.fixedBase; }
  uint32_t entry() const override { return file.entry; }
  uint32_t codeBegin() const override { return file.codeBegin; }
  uint32_t codeEnd() const override { return file.codeEnd; }

  void load(std::span<std::byte> memory, uint32_t base) const override {
    if (memory.size() < file.memoryBytes)
      throw KernelError(fmt::format("kernel '{}' takes {} bytes; there is room for {} at {:#x}", kernelName,
                                    file.memoryBytes, memory.size(), base));
    if (file.fixedBase && *file.fixedBase != base)
      throw KernelError(fmt::format("kernel '{}' is linked for address {:#x} and cannot be loaded at {:#x}; link it "
                                    "position-independent (ld.lld -pie) to load it anywhere",
                                    kernelName, *file.fixedBase, base));
    std::memset(memory.data(), 0, file.memoryBytes);
    for (const ElfFile::Segment &segment : file.segments)
      if (segment.fileBytes)
        std::memcpy(memory.data() + segment.offset, bytes.data() + segment.fileOffset, segment.fileBytes);
    for (const ElfFile::Relocation &relocation : file.relocations) {
      const uint32_t value = base + relocation.addend;
      std::memcpy(memory.data() + relocation.offset, &value, sizeof(value));
    }
  }

  std::optional<SourceLine> sourceLine(uint32_t offset) const override {
    if (offset >= file.memoryBytes)
      return std::nullopt;
    return debug.line(file.linkedBase + offset);
  }

  std::vector<uint32_t> offsetsOf(std::string_view source, uint32_t line) const override {
    std::vector<uint32_t> offsets = debug.addresses(source, line);
    for (uint32_t &offset : offsets)
      offset -= file.linkedBase;
    return offsets;
  }

  std::vector<SourceLine> lines() const override { return debug.lines(); }

  std::optional<uint32_t> symbol(std::string_view symbol) const override {
    const auto found = file.symbols.find(symbol);
    return found == file.symbols.end() ? std::nullopt : std::optional(found->second);
  }

private:
  std::vector<std::byte> bytes;
  std::string kernelName;
  ElfFile file;
  mutable DebugInfo debug;
};

} // namespace

std::shared_ptr<const KernelImage> KernelImage::fromElf(std::span<const std::byte> elf, const std::string &name) {
  return std::make_shared<Image>(std::vector<std::byte>(elf.begin(), elf.end()), name);
}

std::shared_ptr<const KernelImage> KernelImage::compile(const std::string &source, const std::string &name,
                                                        const CompileOptions &options) {
  return std::make_shared<Image>(compileKernel(source, name, options), name);
}

std::shared_ptr<const KernelImage> KernelImage::compileFile(const std::string &path, const CompileOptions &options) {
  return std::make_shared<Image>(compileKernelFile(path, options), kernelNameOf(path));
}

} // namespace tt::device
