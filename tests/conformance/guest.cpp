// Loading of static ELF files and the few system calls that test programs need.
#include "guest.h"

#include <algorithm>
#include <elf.h>

#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "tt/device/error.h"

namespace tt::device::conformance {
namespace {

constexpr size_t kPage = 4096;

template <typename T>
T read(std::span<const std::byte> bytes, size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T))
    throw ValueError(fmt::format("an ELF file of {} bytes ends before its part at {}", bytes.size(), offset));
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

const char *describe(FaultKind kind) {
  switch (kind) {
  case FaultKind::LoadOutside:
    return "load outside of memory";
  case FaultKind::StoreOutside:
    return "store outside of memory";
  case FaultKind::LoadMisaligned:
    return "misaligned load";
  case FaultKind::StoreMisaligned:
    return "misaligned store";
  case FaultKind::FetchOutside:
    return "jump outside of memory";
  case FaultKind::FetchMisaligned:
    return "jump to a misaligned address";
  case FaultKind::IllegalInstruction:
    return "illegal instruction";
  }
  return "fault";
}

} // namespace

void Guest::Free::operator()(std::byte *memory) const { std::free(memory); }

Guest::Guest(std::span<const std::byte> elf, const GuestOptions &options)
    : options(options),
      bytes(static_cast<std::byte *>(std::aligned_alloc(kPage, (options.memorySize + kPage - 1) / kPage * kPage))) {
  std::memset(bytes.get(), 0, options.memorySize);
  theCore = std::make_unique<Core>(memory(), CoreOptions{.hartId = options.hartId,
                                                         .misalignedAccess = options.misalignedAccess,
                                                         .native = options.tier == Tier::Native});
  load(elf);
}
Guest::~Guest() = default;

std::span<std::byte> Guest::memory() const { return {bytes.get(), options.memorySize}; }

void Guest::load(std::span<const std::byte> elf) {
  const auto header = read<Elf32_Ehdr>(elf, 0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS32 ||
      header.e_machine != EM_RISCV || header.e_type != ET_EXEC)
    throw ValueError("this is no static ELF program for 32-bit RISC-V");
  const auto isCode = [](const Elf32_Phdr &segment) { return (segment.p_flags & PF_X) != 0; };
  std::vector<Elf32_Phdr> segments;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    const auto segment = read<Elf32_Phdr>(elf, header.e_phoff + i * size_t{header.e_phentsize});
    if (segment.p_type != PT_LOAD)
      continue;
    if (segment.p_vaddr > options.memorySize || options.memorySize - segment.p_vaddr < segment.p_memsz ||
        segment.p_filesz > segment.p_memsz || segment.p_offset > elf.size() ||
        elf.size() - segment.p_offset < segment.p_filesz)
      throw ValueError(
          fmt::format("a segment at {:#x} of {} bytes does not fit into memory of {} bytes, or into its file",
                      segment.p_vaddr, segment.p_memsz, options.memorySize));
    std::memcpy(bytes.get() + segment.p_vaddr, elf.data() + segment.p_offset, segment.p_filesz);
    segments.push_back(segment);
  }
  theCore->reset(header.e_entry, options.memorySize / 16 * 16 - 256);
  for (const Elf32_Phdr &segment : segments)
    if (isCode(segment)) {
      theCore->addCode(segment.p_vaddr, segment.p_vaddr + segment.p_memsz);
      codeBegin = std::min(codeBegin, segment.p_vaddr);
      codeEnd = std::max(codeEnd, segment.p_vaddr + segment.p_memsz);
    }
  if (codeBegin > codeEnd)
    throw ValueError("this program has no code");
}

bool Guest::systemCall(GuestResult &result) {
  constexpr uint32_t a0 = 10, a1 = 11, a2 = 12, a7 = 17;
  constexpr uint32_t write = 64, exit = 93, exitGroup = 94;
  uint32_t *x = theCore->state().x;
  switch (x[a7]) {
  case write: {
    const uint32_t address = x[a1], count = x[a2];
    if (address > options.memorySize || options.memorySize - address < count) {
      result.error = fmt::format("write of {} bytes at {:#x}, outside of memory", count, address);
      return false;
    }
    result.output.append(reinterpret_cast<const char *>(bytes.get()) + address, count);
    x[a0] = count;
    theCore->finishCall();
    return true;
  }
  case exit:
  case exitGroup:
    result.exited = true;
    result.exitCode = static_cast<int32_t>(x[a0]);
    return false;
  default:
    result.error = fmt::format("unknown system call {} at {:#x}", x[a7], theCore->state().pc);
    return false;
  }
}

GuestResult Guest::run() {
  GuestResult result;
  bool goesOn = true;
  while (goesOn) {
    const int64_t left = options.limit - static_cast<int64_t>(theCore->retired());
    switch (theCore->run(std::min(options.slice, left))) {
    case Stop::Budget:
      if (static_cast<int64_t>(theCore->retired()) >= options.limit) {
        result.error =
            fmt::format("still running after {} instructions, at {:#x}", theCore->retired(), theCore->state().pc);
        goesOn = false;
      }
      break;
    case Stop::Call:
      goesOn = systemCall(result);
      break;
    case Stop::Breakpoint:
      result.error = fmt::format("ebreak at {:#x}", theCore->state().pc);
      goesOn = false;
      break;
    case Stop::Fault: {
      const Fault &fault = theCore->fault();
      result.error = fmt::format("{} at {:#x}, instruction {:#010x}, address {:#x}", describe(fault.kind), fault.pc,
                                 fault.instruction, fault.address);
      goesOn = false;
      break;
    }
    }
  }
  result.retired = theCore->retired();
  return result;
}

} // namespace tt::device::conformance
