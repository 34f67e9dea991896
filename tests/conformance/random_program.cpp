// Generates random programs and packs them into an ELF file.
#include "random_program.h"

#include <elf.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "../device/core/assembler.h"

namespace tt::device::conformance {
namespace {

using namespace assembler;

constexpr uint32_t kCode = 0x10000;              // address of the code
constexpr uint32_t kScratch = 4096;              // bytes of memory that sequences read and write
constexpr uint32_t kReach = 1024;                // how far from its base a sequence does so
constexpr uint32_t kShortest = 8, kLongest = 48; // instructions of a sequence's body
// Of most bare ones, each of which LLVM compiles, in a time that grows faster than they do.
constexpr uint32_t kShortestBare = 4, kLongestBare = 16;
constexpr uint32_t kRegisters = 32;

class Generator {
public:
  Generator(uint64_t seed, uint32_t sequences) : random(seed), sequences(sequences) {}

  RandomProgram make() {
    RandomProgram program;
    program.sequences = sequences;
    // Code comes first, so where the data begins is only known when its size is: each sequence has room for the most.
    data = (kCode + (sequences * kMostWords + kMostWords) * 4 + 4095) / 4096 * 4096;
    for (uint32_t i = 0; i < sequences; ++i) {
      program.begins.push_back(static_cast<uint32_t>(code.size()));
      sequence(i);
    }
    program.begins.push_back(static_cast<uint32_t>(code.size()));
    finish();
    program.elf = pack();
    program.code = code;
    return program;
  }

  RandomSequences makeSequences() {
    RandomSequences made;
    // Each exit of native code stores all registers that its unit writes, and LLVM takes the longer the more they are.
    special = {1 + below(31), 1 + below(31)};
    if (special[0] == special[1])
      special[1] = special[0] % 31 + 1;
    for (uint32_t &one : few)
      do
        one = below(kRegisters);
      while (one == special[0] || one == special[1]);
    others = 64;
    for (uint32_t i = 0; i < sequences; ++i) {
      RandomSequences::Start &start = made.starts.emplace_back();
      start.pc = RandomSequences::kCode + static_cast<uint32_t>(code.size()) * 4;
      for (uint32_t x = 1; x < kRegisters; ++x)
        start.x[x] = word();
      chooseRegisters();
      start.x[base] = RandomSequences::kScratch + kReach + below(RandomSequences::kScratchBytes - 2 * kReach);
      if (oneIn(16)) // some of its accesses are outside
        start.x[base] = RandomSequences::kMemory - kReach / 2 + below(kReach);
      start.x[counter] = 1 + below(3);
      oneIn(8) ? body(kShortest, kLongest) : body(kShortestBare, kLongestBare);
      const uint32_t here = RandomSequences::kCode + static_cast<uint32_t>(code.size()) * 4;
      emit(jal(0, static_cast<int32_t>(RandomSequences::kEnd - here)));
    }
    made.code = std::move(code);
    return made;
  }

private:
  static constexpr uint32_t kMostWords = 2 + 2 * kRegisters + 6 + kLongest + 8;

  uint32_t below(uint32_t count) { return static_cast<uint32_t>(random() % count); }
  bool oneIn(uint32_t count) { return below(count) == 0; }
  int32_t immediate12() { return static_cast<int32_t>(below(4096)) - 2048; }

  /// Any number; half of them at an edge.
  uint32_t word() {
    constexpr std::array<uint32_t, 12> edges = {0,          1,          2,      0xFFFFFFFF, 0x80000000, 0x7FFFFFFF,
                                                0x80000001, 0xFFFFFFFE, 0x8000, 0x7FFF,     0xFFFF,     31};
    const auto any = static_cast<uint32_t>(random());
    switch (below(4)) {
    case 0:
      return edges[below(edges.size())];
    case 1:
      return any >> below(32);
    default:
      return any;
    }
  }

  void emit(uint32_t instruction) { code.push_back(instruction); }
  void emitConstant(uint32_t rd, uint32_t value) {
    emit(lui(rd, (value + 0x800) >> 12 & 0xFFFFF));
    emit(addi(rd, rd, static_cast<int32_t>(value << 20) >> 20));
  }

  uint32_t inputs() const { return data; }
  uint32_t results() const { return data + sequences * RandomProgram::kResultWords * 4; }
  uint32_t scratch() const { return results() + sequences * RandomProgram::kResultWords * 4; }

  void chooseRegisters() {
    base = 1 + below(31);
    do
      counter = 1 + below(31);
    while (counter == base);
    if (special[0] != 0)
      base = special[0], counter = special[1];
  }

  void sequence(uint32_t number) {
    // Three registers keep it together: the memory's address, a counter of rounds, and one that the end overwrites.
    chooseRegisters();
    uint32_t last;
    do
      last = 1 + below(31);
    while (last == base || last == counter);

    emitConstant(last, inputs() + number * RandomProgram::kResultWords * 4);
    for (uint32_t i = 0; i < RandomProgram::kResultWords; ++i)
      inputWords.push_back(word());
    for (uint32_t i = 1; i < kRegisters; ++i)
      if (i != last)
        emit(lw(i, last, static_cast<int32_t>(i * 4)));
    emit(lw(last, last, static_cast<int32_t>(last * 4)));
    emitConstant(base, scratch() + kReach + below(kScratch - 2 * kReach));
    emit(li(counter, static_cast<int32_t>(1 + below(3))));
    body(kShortest, kLongest);
    emitConstant(last, results() + number * RandomProgram::kResultWords * 4);
    for (uint32_t i = 1; i < kRegisters; ++i)
      if (i != last)
        emit(sw(i, last, static_cast<int32_t>(i * 4)));
  }

  /// What is executed as often as the counter says.
  void body(uint32_t shortest, uint32_t longest) {
    const auto begin = static_cast<uint32_t>(code.size());
    const uint32_t length = shortest + below(longest - shortest + 1);
    targets.clear();
    jumps.clear();
    while (code.size() < begin + length) {
      targets.push_back(static_cast<uint32_t>(code.size()));
      instruction();
    }
    targets.push_back(static_cast<uint32_t>(code.size()));
    for (const uint32_t jump : jumps)
      aim(jump);
    emit(addi(counter, counter, -1));
    emit(bne(counter, zero, (static_cast<int32_t>(begin) - static_cast<int32_t>(code.size())) * 4));
  }

  /// A register that may be written; often one of a few, so that instructions depend on each other.
  uint32_t target() {
    uint32_t rd;
    do
      rd = anyRegister();
    while (rd == base || rd == counter);
    return rd;
  }
  uint32_t source() { return anyRegister(); }
  uint32_t anyRegister() { return oneIn(others) ? below(32) : few[below(few.size())]; }

  /// Lets a branch or jump lead to one of the next places that may be jumped to.
  void aim(uint32_t jump) {
    const auto next = std::ranges::upper_bound(targets, jump);
    const auto choices = static_cast<uint32_t>(std::min<ptrdiff_t>(targets.end() - next, 6));
    const int32_t distance = (static_cast<int32_t>(next[below(choices)]) - static_cast<int32_t>(jump)) * 4;
    uint32_t &word = code[jump];
    switch (word & 0x7F) {
    case 0x6F:
      word |= jal(0, distance);
      break;
    case 0x67: // behind an auipc; the lowest bit of its target is ignored
      word |= jalr(0, 0, distance + 4 + static_cast<int32_t>(below(2)));
      break;
    default:
      word |= typeB(0, 0, 0, distance);
    }
  }

  /// One instruction, or a few that belong together: nothing jumps behind the first.
  void instruction() {
    const uint32_t rd = target(), a = source(), b = source();
    const auto emitJump = [&](uint32_t word) {
      jumps.push_back(static_cast<uint32_t>(code.size()));
      emit(word);
    };
    switch (below(20)) {
    case 0: {
      constexpr std::array<uint32_t, 6> conditions = {0, 1, 4, 5, 6, 7};
      return emitJump(typeB(conditions[below(6)], a, b, 0));
    }
    case 1:
      return emitJump(oneIn(4) ? jal(rd, 0) : typeB(oneIn(2), a, a, 0));
    case 2:
      if (rd == 0)
        return emit(nop());
      emit(auipc(rd, 0));
      return emitJump(jalr(target(), rd, 0));
    case 3:
      return emit(oneIn(2) ? lui(rd, below(1 << 20)) : auipc(rd, below(1 << 20)));
    case 4:
    case 5:
    case 6: {
      constexpr std::array<uint32_t, 5> loads = {0, 1, 2, 4, 5};
      return emit(typeI(0x03, loads[below(5)], rd, base, offset()));
    }
    case 7:
    case 8:
      return emit(typeS(below(3), base, a, offset()));
    case 9: // an address that is computed
      if (rd == 0)
        return emit(nop());
      emit(andi(rd, a, 0x1FF));
      emit(oneIn(2) ? add(rd, rd, base) : add(rd, base, rd));
      return emit(oneIn(2) ? typeI(0x03, 2, target(), rd, offset() / 2) : typeS(2, rd, b, offset() / 2));
    case 10:
      return emit(typeI(0x13, oneIn(2) ? 1 : 5, rd, a, static_cast<int32_t>(below(32))));
    case 11:
      return emit(srai(rd, a, static_cast<int32_t>(below(32))));
    case 12:
    case 13: {
      constexpr std::array<uint32_t, 6> operations = {0, 2, 3, 4, 6, 7};
      return emit(typeI(0x13, operations[below(6)], rd, a, immediate12()));
    }
    case 14:
    case 15:
      return emit(typeR(0x33, below(8), 1, rd, a, b)); // M
    case 16:
      return emit(oneIn(50) ? fenceI() : oneIn(8) ? fence() : oneIn(2) ? sub(rd, a, b) : sra(rd, a, b));
    default:
      return emit(typeR(0x33, below(8), 0, rd, a, b));
    }
  }

  /// Of a load or store; mostly aligned.
  int32_t offset() {
    const auto any = static_cast<int32_t>(below(kReach)) - static_cast<int32_t>(kReach / 2);
    return oneIn(4) ? any : any / 4 * 4;
  }

  void finish() {
    emit(li(a0, 1));
    emitConstant(a1, results());
    emitConstant(a2, sequences * RandomProgram::kResultWords * 4 + kScratch);
    emit(li(a7, 64));
    emit(ecall());
    emit(li(a0, 0));
    emit(li(a7, 93));
    emit(ecall());
  }

  std::vector<std::byte> pack() {
    constexpr uint32_t page = 4096;
    const auto codeBytes = static_cast<uint32_t>(code.size() * 4),
               inputBytes = static_cast<uint32_t>(inputWords.size() * 4);
    const uint32_t dataOffset = page + (codeBytes + page - 1) / page * page;
    Elf32_Ehdr header = {};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS32;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_EXEC;
    header.e_machine = EM_RISCV;
    header.e_version = EV_CURRENT;
    header.e_entry = kCode;
    header.e_phoff = sizeof header;
    header.e_ehsize = sizeof header;
    header.e_phentsize = sizeof(Elf32_Phdr);
    header.e_phnum = 2;
    Elf32_Phdr text = {};
    text.p_type = PT_LOAD;
    text.p_offset = page;
    text.p_vaddr = text.p_paddr = kCode;
    text.p_filesz = text.p_memsz = codeBytes;
    text.p_flags = PF_R | PF_X;
    text.p_align = page;
    Elf32_Phdr variables = text;
    variables.p_offset = dataOffset;
    variables.p_vaddr = variables.p_paddr = data;
    variables.p_filesz = inputBytes;
    variables.p_memsz = scratch() + kScratch - data;
    variables.p_flags = PF_R | PF_W;
    std::vector<std::byte> file(dataOffset + inputBytes);
    std::memcpy(file.data(), &header, sizeof header);
    std::memcpy(file.data() + sizeof header, &text, sizeof text);
    std::memcpy(file.data() + sizeof header + sizeof text, &variables, sizeof variables);
    std::memcpy(file.data() + page, code.data(), codeBytes);
    std::memcpy(file.data() + dataOffset, inputWords.data(), inputBytes);
    return file;
  }

  std::mt19937_64 random;
  const uint32_t sequences;
  uint32_t data = 0; // address
  uint32_t base = 0, counter = 0;
  std::array<uint32_t, 6> few = {8, 9, 10, 11, 12, 13}; // registers that are used most
  std::array<uint32_t, 2> special = {};
  uint32_t others = 3; // one in so many is any other
  std::vector<uint32_t> code, inputWords;
  // Of the body at hand: indices of what may be jumped to, and of what jumps.
  std::vector<uint32_t> targets, jumps;
};

} // namespace

RandomProgram makeRandomProgram(uint64_t seed, uint32_t sequences) { return Generator(seed, sequences).make(); }

RandomSequences makeRandomSequences(uint64_t seed, uint32_t sequences) {
  return Generator(seed, sequences).makeSequences();
}

} // namespace tt::device::conformance
