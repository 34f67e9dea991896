// A linker for the one case that generated code needs: sections one after the other, relocations between them.
#include "tt/jit/image.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include <elf.h>

#include "tt/jit/executable_memory.h"

namespace tt::jit {
namespace {

constexpr uint64_t kMaxImage = uint64_t{1} << 30;
constexpr uint64_t kMaxAlignment = ExecutableMemory::kAlignment;
constexpr uint64_t kNoOffset = std::numeric_limits<uint64_t>::max();

class Linker {
public:
  explicit Linker(std::span<const std::byte> object) : object(object) {}

  Image link() {
    readSections();
    layOut();
    for (size_t i = 0; i < sections.size(); ++i)
      if (sections[i].sh_type == SHT_RELA || sections[i].sh_type == SHT_REL)
        relocate(sections[i]);
    collectSymbols();
    return std::move(image);
  }

private:
  [[noreturn]] static void fail(const std::string &message) { throw ImageError("object file: " + message); }

  template <typename T>
  T read(uint64_t offset) const {
    if (offset > object.size() || object.size() - offset < sizeof(T))
      fail("it ends at byte " + std::to_string(object.size()) + ", inside a structure at byte " +
           std::to_string(offset));
    T value;
    std::memcpy(&value, object.data() + offset, sizeof(T));
    return value;
  }

  std::string name(uint64_t table, uint64_t offset) const {
    std::string text;
    for (uint64_t at = table + offset;; ++at) {
      char c = read<char>(at);
      if (c == '\0')
        return text;
      text += c;
    }
  }

  void readSections() {
    auto header = read<Elf64_Ehdr>(0);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
        header.e_ident[EI_DATA] != ELFDATA2LSB || header.e_type != ET_REL)
      fail("not a relocatable ELF file of 64 bits");
    if (header.e_machine != EM_X86_64)
      fail("for machine " + std::to_string(header.e_machine) + ", expected x86-64");
    for (unsigned i = 0; i < header.e_shnum; ++i)
      sections.push_back(read<Elf64_Shdr>(header.e_shoff + i * sizeof(Elf64_Shdr)));
    offsets.assign(sections.size(), kNoOffset);
    if (header.e_shstrndx >= sections.size())
      fail("the section of section names is missing");
    names = sections[header.e_shstrndx].sh_offset;
    for (size_t i = 0; i < sections.size(); ++i)
      if (sections[i].sh_type == SHT_SYMTAB)
        symbols = &sections[i];
  }

  void layOut() {
    uint64_t end = 0;
    for (size_t i = 0; i < sections.size(); ++i) {
      const Elf64_Shdr &section = sections[i];
      if ((section.sh_flags & SHF_ALLOC) == 0 || section.sh_size == 0)
        continue;
      if (section.sh_type != SHT_PROGBITS || (section.sh_flags & (SHF_WRITE | SHF_TLS)) != 0)
        fail("section " + name(names, section.sh_name) + " is neither code nor constants");
      uint64_t alignment = std::max<uint64_t>(section.sh_addralign, 1);
      if (alignment > kMaxAlignment || (alignment & (alignment - 1)) != 0 || section.sh_size > kMaxImage ||
          section.sh_offset > object.size() || object.size() - section.sh_offset < section.sh_size)
        fail("section " + name(names, section.sh_name) + " is outside the file, or aligned too much");
      end = (end + alignment - 1) & ~(alignment - 1);
      offsets[i] = end;
      end += section.sh_size;
      if (end > kMaxImage)
        fail("larger than 1 GiB");
    }
    image.bytes.resize(end);
    for (size_t i = 0; i < sections.size(); ++i)
      if (offsets[i] != kNoOffset)
        std::memcpy(image.bytes.data() + offsets[i], object.data() + sections[i].sh_offset, sections[i].sh_size);
  }

  Elf64_Sym symbol(uint64_t index) const {
    if (symbols == nullptr || index >= symbols->sh_size / sizeof(Elf64_Sym))
      fail("there is no symbol " + std::to_string(index));
    return read<Elf64_Sym>(symbols->sh_offset + index * sizeof(Elf64_Sym));
  }

  std::string symbolName(const Elf64_Sym &symbol) const {
    if (ELF64_ST_TYPE(symbol.st_info) == STT_SECTION || symbols->sh_link >= sections.size())
      return "of a section";
    return name(sections[symbols->sh_link].sh_offset, symbol.st_name);
  }

  uint64_t addressOf(const Elf64_Sym &symbol) const {
    if (symbol.st_shndx >= sections.size() || offsets[symbol.st_shndx] == kNoOffset)
      fail("symbol " + symbolName(symbol) + " is not in the object");
    return offsets[symbol.st_shndx] + symbol.st_value;
  }

  void relocate(const Elf64_Shdr &section) {
    if (section.sh_info >= sections.size() || offsets[section.sh_info] == kNoOffset)
      return; // of a section that is no part of the image
    if (section.sh_type != SHT_RELA)
      fail("relocations without addends");
    const Elf64_Shdr &target = sections[section.sh_info];
    for (uint64_t at = 0; at + sizeof(Elf64_Rela) <= section.sh_size; at += sizeof(Elf64_Rela)) {
      auto relocation = read<Elf64_Rela>(section.sh_offset + at);
      uint64_t type = ELF64_R_TYPE(relocation.r_info);
      uint64_t bytes = type == R_X86_64_PC64 ? 8 : 4;
      if (type != R_X86_64_PC32 && type != R_X86_64_PLT32 && type != R_X86_64_PC64)
        fail("relocation of type " + std::to_string(type) + " in " + name(names, target.sh_name) +
             " is not relative to the program counter");
      if (relocation.r_offset > target.sh_size || target.sh_size - relocation.r_offset < bytes)
        fail("a relocation lies outside its section");
      uint64_t place = offsets[section.sh_info] + relocation.r_offset;
      auto value = static_cast<int64_t>(addressOf(symbol(ELF64_R_SYM(relocation.r_info))) +
                                        static_cast<uint64_t>(relocation.r_addend) - place);
      if (bytes == 4 && value != static_cast<int32_t>(value))
        fail("a relocation reaches too far");
      std::memcpy(image.bytes.data() + place, &value, bytes); // little-endian
    }
  }

  void collectSymbols() {
    if (symbols == nullptr)
      return;
    for (uint64_t i = 0; i < symbols->sh_size / sizeof(Elf64_Sym); ++i) {
      Elf64_Sym found = symbol(i);
      if (ELF64_ST_TYPE(found.st_info) != STT_FUNC || ELF64_ST_BIND(found.st_info) != STB_GLOBAL)
        continue;
      uint64_t offset = addressOf(found);
      if (offset >= image.bytes.size())
        fail("symbol " + symbolName(found) + " is outside its section");
      image.symbols.push_back({symbolName(found), static_cast<uint32_t>(offset)});
    }
  }

  std::span<const std::byte> object;
  std::vector<Elf64_Shdr> sections;
  std::vector<uint64_t> offsets; // of each section in the image
  const Elf64_Shdr *symbols = nullptr;
  uint64_t names = 0;
  Image image;
};

} // namespace

Image linkImage(std::span<const std::byte> object) { return Linker(object).link(); }

} // namespace tt::jit
