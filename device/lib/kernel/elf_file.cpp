// Reading ELF files: every offset, size and index is checked before it is used.
#include "kernel/elf_file.h"

#include <algorithm>
#include <cstring>
#include <elf.h>

#include <fmt/format.h>

#include "tt/device/error.h"

namespace tt::device {
namespace {

constexpr uint32_t kMaxMemory = 1u << 30;                        // no card has more; keeps sums far from overflow
constexpr uint32_t kFlagCompressed = 0x1;                        // e_flags, RISC-V ELF psABI: EF_RISCV_RVC
constexpr uint32_t kFlagFloatAbi = 0x6;                          // EF_RISCV_FLOAT_ABI
constexpr uint32_t kFlagEmbedded = 0x8;                          // EF_RISCV_RVE
constexpr uint32_t kRelocationNone = 0, kRelocationRelative = 3; // R_RISCV_NONE, R_RISCV_RELATIVE
constexpr int32_t kTagRelr = 36;                                 // DT_RELR, younger than some <elf.h>

class Reader {
public:
  Reader(std::span<const std::byte> bytes, const std::string &name) : bytes(bytes), name(name) {}

  ElfFile read() {
    readHeader();
    readSegments();
    readSections();
    readDynamic();
    return std::move(file);
  }

private:
  template <typename... A>
  [[noreturn]] void fail(fmt::format_string<A...> text, A &&...args) const {
    throw KernelError(
        fmt::format("kernel '{}' cannot be loaded: {}", name, fmt::format(text, std::forward<A>(args)...)));
  }

  /// `count` records of T at `offset`; `what` names them in the error.
  template <typename T>
  std::vector<T> table(uint64_t offset, uint64_t count, const char *what) const {
    if (offset > bytes.size() || count > (bytes.size() - offset) / sizeof(T))
      fail(
          "its {} ({} of {} bytes at offset {}) are not in the file, which has {} bytes: it was cut off, or is damaged",
          what, count, sizeof(T), offset, bytes.size());
    std::vector<T> records(count);
    if (count)
      std::memcpy(records.data(), bytes.data() + offset, count * sizeof(T));
    return records;
  }

  void readHeader() {
    if (bytes.size() < SELFMAG || std::memcmp(bytes.data(), ELFMAG, SELFMAG) != 0)
      fail("it is no ELF file (its first bytes are not 7f 45 4c 46)");
    if (bytes.size() < EI_NIDENT)
      fail("its header is cut off after {} bytes", bytes.size());
    auto ident = [&](int index) { return static_cast<uint8_t>(bytes[index]); };
    if (ident(EI_CLASS) != ELFCLASS32)
      fail("it is an ELF for 64 bits; the card's cores are RV32IM (clang++ --target=riscv32)");
    if (ident(EI_DATA) != ELFDATA2LSB)
      fail("it is an ELF in big-endian order; the card's cores are little-endian");
    header = table<Elf32_Ehdr>(0, 1, "header").front();
    if (header.e_machine != EM_RISCV)
      fail("it is an ELF for machine {}; the card's cores are RISC-V ({})", header.e_machine, EM_RISCV);
    if (header.e_type != ET_DYN && header.e_type != ET_EXEC)
      fail("it is {}; link it to a program (ld.lld -pie)",
           header.e_type == ET_REL ? std::string("an object file") : fmt::format("an ELF of type {}", header.e_type));
    if (header.e_flags & kFlagCompressed)
      fail("it was compiled with compressed instructions; the card's cores are RV32IM (-march=rv32im)");
    if (header.e_flags & (kFlagFloatAbi | kFlagEmbedded))
      fail("it was compiled for the wrong ABI (flags {:#x}); the card's cores use ilp32 (-mabi=ilp32)", header.e_flags);
  }

  void readSegments() {
    if (header.e_phnum && header.e_phentsize != sizeof(Elf32_Phdr))
      fail("its program headers have {} bytes each, {} were expected", header.e_phentsize, sizeof(Elf32_Phdr));
    for (const Elf32_Phdr &segment : table<Elf32_Phdr>(header.e_phoff, header.e_phnum, "program headers")) {
      if (segment.p_type == PT_INTERP)
        fail("it needs a dynamic linker; link it as a static program");
      if (segment.p_type == PT_TLS)
        fail("it has thread-local data, which the card's cores have not");
      if (segment.p_type == PT_DYNAMIC)
        dynamic = segment;
      if (segment.p_type == PT_LOAD && segment.p_memsz)
        loads.push_back(segment);
    }
    if (loads.empty())
      fail("it has nothing to load (no segment of type PT_LOAD)");
    std::sort(loads.begin(), loads.end(),
              [](const Elf32_Phdr &a, const Elf32_Phdr &b) { return a.p_vaddr < b.p_vaddr; });

    const uint32_t base = loads.front().p_vaddr;
    uint64_t end = base;
    bool hasCode = false;
    for (const Elf32_Phdr &segment : loads) {
      if (segment.p_filesz > segment.p_memsz)
        fail("the segment at {:#x} has more bytes in the file ({}) than in memory ({})", segment.p_vaddr,
             segment.p_filesz, segment.p_memsz);
      if (uint64_t{segment.p_offset} + segment.p_filesz > bytes.size())
        fail("the segment at {:#x} ends at byte {} of the file, which has {}: it was cut off", segment.p_vaddr,
             uint64_t{segment.p_offset} + segment.p_filesz, bytes.size());
      if (segment.p_vaddr < end)
        fail("the segment at {:#x} lies over the one before it, which ends at {:#x}", segment.p_vaddr, end);
      end = uint64_t{segment.p_vaddr} + segment.p_memsz;
      if (end - base > kMaxMemory || end > UINT32_MAX)
        fail("its segments reach from {:#x} to {:#x}, more than any card's memory", base, end);
      const uint32_t offset = segment.p_vaddr - base;
      file.segments.push_back({offset, segment.p_offset, segment.p_filesz, segment.p_memsz});
      if (segment.p_flags & PF_X) {
        if (!hasCode)
          file.codeBegin = offset;
        file.codeEnd = offset + segment.p_memsz;
        hasCode = true;
      }
    }
    file.linkedBase = base;
    file.memoryBytes = static_cast<uint32_t>(end - base);
    if (header.e_type == ET_EXEC)
      file.fixedBase = base;
    if (!hasCode)
      fail("it has no executable segment");
    if (header.e_entry < base || header.e_entry - base < file.codeBegin || header.e_entry - base >= file.codeEnd)
      fail("its entry {:#x} is not in its code, {:#x} to {:#x}", header.e_entry, base + file.codeBegin,
           base + file.codeEnd);
    if (header.e_entry % 4)
      fail("its entry {:#x} is not a multiple of 4", header.e_entry);
    file.entry = header.e_entry - base;
  }

  /// Symbols are a help for people: a file without sections is fine, a damaged table is not.
  void readSections() {
    if (!header.e_shoff || !header.e_shnum)
      return;
    if (header.e_shentsize != sizeof(Elf32_Shdr))
      fail("its section headers have {} bytes each, {} were expected", header.e_shentsize, sizeof(Elf32_Shdr));
    sections = table<Elf32_Shdr>(header.e_shoff, header.e_shnum, "section headers");
    for (const Elf32_Shdr &section : sections)
      if (section.sh_type == SHT_SYMTAB)
        readSymbols(section);
  }

  void readSymbols(const Elf32_Shdr &section) {
    if (section.sh_link >= sections.size())
      fail("its symbols name section {} for their strings; there are {}", section.sh_link, sections.size());
    const Elf32_Shdr &strings = sections[section.sh_link];
    std::vector<char> text = table<char>(strings.sh_offset, strings.sh_size, "symbol names");
    if (text.empty() || text.back() != '\0')
      text.push_back('\0');
    for (const Elf32_Sym &symbol :
         table<Elf32_Sym>(section.sh_offset, section.sh_size / sizeof(Elf32_Sym), "symbols")) {
      const unsigned type = ELF32_ST_TYPE(symbol.st_info);
      const bool named = type == STT_NOTYPE || type == STT_OBJECT || type == STT_FUNC;
      if (!named || symbol.st_shndx == SHN_UNDEF || symbol.st_shndx >= SHN_LORESERVE)
        continue;
      if (symbol.st_name >= text.size())
        fail("the name of a symbol is at offset {} of {} bytes of names", symbol.st_name, text.size());
      const uint32_t offset = symbol.st_value - file.linkedBase;
      const char *symbolName = text.data() + symbol.st_name;
      if (*symbolName && symbol.st_value >= file.linkedBase && offset <= file.memoryBytes)
        file.symbols.emplace(symbolName, offset);
    }
  }

  /// Where in the file the bytes at an address of the program are: in a segment, or in a section that is not loaded.
  uint64_t fileOffset(uint32_t address, uint32_t size, const char *what) const {
    for (const Elf32_Phdr &segment : loads)
      if (address >= segment.p_vaddr && uint64_t{address} + size <= uint64_t{segment.p_vaddr} + segment.p_filesz)
        return uint64_t{segment.p_offset} + (address - segment.p_vaddr);
    for (const Elf32_Shdr &section : sections)
      if ((section.sh_flags & SHF_ALLOC) && section.sh_type != SHT_NOBITS && address >= section.sh_addr &&
          uint64_t{address} + size <= uint64_t{section.sh_addr} + section.sh_size)
        return uint64_t{section.sh_offset} + (address - section.sh_addr);
    fail("its {} ({} bytes at {:#x}) are in no segment and no section", what, size, address);
  }

  void readDynamic() {
    if (!dynamic)
      return;
    uint32_t address = 0, size = 0;
    for (const Elf32_Dyn &entry :
         table<Elf32_Dyn>(dynamic->p_offset, dynamic->p_filesz / sizeof(Elf32_Dyn), "dynamic entries")) {
      const uint32_t value = entry.d_un.d_val;
      switch (entry.d_tag) {
      case DT_NULL:
        readRelocations(address, size);
        return;
      case DT_NEEDED:
        fail("it needs a shared library; link it as a static program");
      case DT_RELA:
        address = value;
        break;
      case DT_RELASZ:
        size = value;
        break;
      case DT_RELAENT:
        if (value != sizeof(Elf32_Rela))
          fail("its relocations have {} bytes each, {} were expected", value, sizeof(Elf32_Rela));
        break;
      case DT_RELSZ:
      case DT_PLTRELSZ:
        if (value)
          fail("it has relocations of a kind that is not supported (dynamic tag {}); link it with ld.lld -pie",
               entry.d_tag);
        break;
      case kTagRelr:
        fail("it has packed relocations; link it with ld.lld -pie --pack-dyn-relocs=none");
      default:
        break;
      }
    }
    fail("its dynamic entries have no end");
  }

  void readRelocations(uint32_t address, uint32_t size) {
    if (!size)
      return;
    const uint64_t offset = fileOffset(address, size, "relocations");
    for (const Elf32_Rela &relocation : table<Elf32_Rela>(offset, size / sizeof(Elf32_Rela), "relocations")) {
      const unsigned type = ELF32_R_TYPE(relocation.r_info);
      if (type == kRelocationNone)
        continue;
      if (type != kRelocationRelative)
        fail("the relocation of {:#x} has type {}; only R_RISCV_RELATIVE can be left in a kernel: is a symbol not "
             "defined, or was it compiled without -fPIE?",
             relocation.r_offset, type);
      const uint32_t place = relocation.r_offset - file.linkedBase;
      if (relocation.r_offset < file.linkedBase || file.memoryBytes < 4 || place > file.memoryBytes - 4)
        fail("a relocation is at {:#x}, outside of its memory", relocation.r_offset);
      file.relocations.push_back({place, static_cast<uint32_t>(relocation.r_addend) - file.linkedBase});
    }
  }

  std::span<const std::byte> bytes;
  const std::string &name;
  ElfFile file;
  Elf32_Ehdr header = {};
  std::vector<Elf32_Phdr> loads; // by address
  std::optional<Elf32_Phdr> dynamic;
  std::vector<Elf32_Shdr> sections;
};

} // namespace

ElfFile readElf(std::span<const std::byte> elf, const std::string &name) { return Reader(elf, name).read(); }

} // namespace tt::device
