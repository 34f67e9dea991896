// ELF files: what is wrong with one is said, and nothing in one makes the loader fail otherwise.
#include <cstring>
#include <elf.h>
#include <random>

#include <gmock/gmock.h>

#include "kernel_cases.h"

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;
using Bytes = std::vector<std::byte>;

Bytes goodElf() {
  const auto kernel = compile("int values[3] = {1, 2, 3}; int *middle = &values[1]; int zeros[50];\n"
                              "void kernel_main() { zeros[1] = *middle; }",
                              {}, "good");
  return {kernel->elf().begin(), kernel->elf().end()};
}

std::string errorOf(const Bytes &elf) {
  return kernelError([&] { KernelImage::fromElf(elf, "bad"); });
}

Elf32_Ehdr &headerOf(Bytes &elf) { return *reinterpret_cast<Elf32_Ehdr *>(elf.data()); }
std::span<Elf32_Phdr> segmentsOf(Bytes &elf) {
  return {reinterpret_cast<Elf32_Phdr *>(elf.data() + headerOf(elf).e_phoff), headerOf(elf).e_phnum};
}
Elf32_Phdr &segmentOf(Bytes &elf, uint32_t type, int index = 0) {
  for (Elf32_Phdr &segment : segmentsOf(elf))
    if (segment.p_type == type && index-- == 0)
      return segment;
  throw std::logic_error("no such segment");
}

TEST(Elf, IsReadBack) {
  const auto kernel = KernelImage::fromElf(goodElf(), "good");
  EXPECT_EQ(kernel->name(), "good");
  EXPECT_TRUE(kernel->symbol("kernel_main"));
  EXPECT_FALSE(kernel->symbol("nothing"));
}

TEST(Elf, SaysWhatIsWrong) {
  const Bytes good = goodElf();
  const auto with = [&](auto change) {
    Bytes elf = good;
    change(elf);
    return errorOf(elf);
  };
  EXPECT_THAT(errorOf({}), HasSubstr("kernel 'bad' cannot be loaded: it is no ELF file"));
  EXPECT_THAT(errorOf(Bytes(100, std::byte{'x'})), HasSubstr("it is no ELF file"));
  EXPECT_THAT(errorOf(Bytes(good.begin(), good.begin() + 30)), HasSubstr("it was cut off"));
  EXPECT_THAT(errorOf(Bytes(good.begin(), good.begin() + 100)), HasSubstr("it was cut off"));
  EXPECT_THAT(errorOf(Bytes(good.begin(), good.end() - 200)), HasSubstr("it was cut off"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_ident[EI_CLASS] = ELFCLASS64; }), HasSubstr("64 bits"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_ident[EI_DATA] = ELFDATA2MSB; }), HasSubstr("big-endian"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_machine = EM_ARM; }), HasSubstr("ELF for machine 40"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_type = ET_REL; }), HasSubstr("an object file"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_flags = 1; }), HasSubstr("compressed instructions"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_flags = 2; }), HasSubstr("wrong ABI"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_phentsize = 7; }), HasSubstr("program headers have 7 bytes"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_phoff = 0xfffffff0; }), HasSubstr("are not in the file"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_entry = 4; }), HasSubstr("its entry 0x4 is not in its code"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_entry += 2; }), HasSubstr("is not a multiple of 4"));
  EXPECT_THAT(with([](Bytes &elf) { segmentOf(elf, PT_LOAD).p_filesz = 0xffffffff; }),
              HasSubstr("more bytes in the file"));
  EXPECT_THAT(with([](Bytes &elf) { segmentOf(elf, PT_LOAD).p_offset = 0xfffffff0; }), HasSubstr("it was cut off"));
  EXPECT_THAT(with([](Bytes &elf) { segmentOf(elf, PT_LOAD, 1).p_vaddr = segmentOf(elf, PT_LOAD).p_vaddr; }),
              HasSubstr("lies over the one before it"));
  EXPECT_THAT(with([](Bytes &elf) { segmentOf(elf, PT_LOAD, 1).p_memsz = 0x7fffffff; }),
              HasSubstr("more than any card's memory"));
  EXPECT_THAT(with([](Bytes &elf) { segmentOf(elf, PT_DYNAMIC).p_type = PT_INTERP; }), HasSubstr("dynamic linker"));
  EXPECT_THAT(with([](Bytes &elf) {
                for (Elf32_Phdr &segment : segmentsOf(elf))
                  segment.p_type = PT_NULL;
              }),
              HasSubstr("nothing to load"));
  EXPECT_THAT(with([](Bytes &elf) { headerOf(elf).e_shoff = 0xfffffff0; }), HasSubstr("section headers"));
}

TEST(Elf, RefusesRelocationsThatItDoesNotKnow) {
  Bytes elf = goodElf();
  const Elf32_Phdr dynamic = segmentOf(elf, PT_DYNAMIC);
  auto *entries = reinterpret_cast<Elf32_Dyn *>(elf.data() + dynamic.p_offset);
  uint32_t address = 0;
  for (Elf32_Dyn *entry = entries; entry->d_tag != DT_NULL; ++entry)
    if (entry->d_tag == DT_RELA)
      address = entry->d_un.d_ptr;
  const auto *sections = reinterpret_cast<const Elf32_Shdr *>(elf.data() + headerOf(elf).e_shoff);
  for (int i = 0; i < headerOf(elf).e_shnum; ++i)
    if (sections[i].sh_type == SHT_RELA && sections[i].sh_addr == address)
      reinterpret_cast<Elf32_Rela *>(elf.data() + sections[i].sh_offset)->r_info = 1;
  EXPECT_THAT(errorOf(elf), HasSubstr("has type 1; only R_RISCV_RELATIVE can be left in a kernel"));
}

TEST(Elf, LoadsAProgramForAFixedAddressThereOnly) {
  Bytes elf = goodElf();
  headerOf(elf).e_type = ET_EXEC;
  const auto kernel = KernelImage::fromElf(elf, "fixed");
  ASSERT_TRUE(kernel->fixedBase());
  Bytes memory(kernel->memoryBytes());
  kernel->load(memory, *kernel->fixedBase());
  EXPECT_THAT(kernelError([&] { kernel->load(memory, 0x40); }), HasSubstr("is linked for address"));
}

TEST(Elf, RefusesMemoryThatIsTooSmall) {
  const auto kernel = KernelImage::fromElf(goodElf(), "good");
  Bytes memory(16);
  EXPECT_THAT(kernelError([&] { kernel->load(memory, 0); }), HasSubstr("there is room for 16"));
}

/// Uses all of an image that was accepted.
void use(const KernelImage &kernel, bool lines) {
  if (kernel.memoryBytes() <= 1 << 22) {
    Bytes memory(kernel.memoryBytes());
    kernel.load(memory, kernel.fixedBase().value_or(0x4000));
  }
  kernel.symbol("kernel_main");
  if (lines) {
    kernel.sourceLine(kernel.entry());
    kernel.offsetsOf("good.cpp", 2);
  }
}

TEST(Elf, SurvivesRandomChanges) {
  const Bytes good = goodElf();
  constexpr unsigned seed = 11;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  // Where the tables are that the loader reads: the beginning, and the end with the section headers.
  const uint32_t interesting = 1024;
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    Bytes elf = good;
    for (uint32_t change = random() % 4 + 1; change; --change) {
      const uint32_t where = random() % 3 == 0   ? random() % interesting
                             : random() % 2 == 0 ? static_cast<uint32_t>(elf.size()) - 1 - random() % interesting
                                                 : random() % static_cast<uint32_t>(elf.size());
      elf[where] =
          random() % 2 ? static_cast<std::byte>(random()) : elf[where] ^ static_cast<std::byte>(1 << random() % 8);
    }
    if (random() % 8 == 0)
      elf.resize(random() % elf.size());
    std::shared_ptr<const KernelImage> kernel;
    kernelError([&] { kernel = KernelImage::fromElf(elf, "fuzzed"); });
    if (kernel) {
      ++accepted;
      kernelError([&] { use(*kernel, round % 20 == 0); });
    }
  }
  EXPECT_GT(accepted, 1000);
}

TEST(Elf, SurvivesEveryTruncation) {
  const Bytes good = goodElf();
  for (size_t size = 0; size < good.size(); size += size < 2000 ? 1 : 997)
    EXPECT_NE(errorOf(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))), "") << size;
}

} // namespace
} // namespace tt::device::test
