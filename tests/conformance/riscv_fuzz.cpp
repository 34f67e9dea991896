// riscv_fuzz: runs random instruction sequences in a core and elsewhere, and compares the registers and memory.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <random>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "eager_tier.h"
#include "guest.h"
#include "random_program.h"
#include "tier_fuzz.h"
#include "tt/device/error.h"

using namespace tt::device;
using namespace tt::device::conformance;

namespace {

constexpr uint32_t kMemory = 32 << 20; // bytes

/// What `executor` writes when it runs the program. Throws Error if it fails.
std::string runElsewhere(const std::string &executor, const RandomProgram &program) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("riscv_fuzz.{}.elf", ::getpid());
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char *>(program.elf.data()), static_cast<std::streamsize>(program.elf.size()));
  std::filesystem::permissions(path, std::filesystem::perms::owner_all); // qemu asks for it, and says nothing if not
  FILE *pipe = ::popen(fmt::format("'{}' '{}'", executor, path.string()).c_str(), "r");
  std::string output;
  if (pipe != nullptr) {
    char buffer[65536];
    for (size_t count; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
      output.append(buffer, count);
  }
  const int status = pipe == nullptr ? -1 : ::pclose(pipe);
  std::filesystem::remove(path);
  if (status != 0)
    throw Error(fmt::format("{} ended with status {}", executor, status));
  return output;
}

std::string runHere(const RandomProgram &program) {
  Guest guest(program.elf, {.misalignedAccess = true, .memorySize = kMemory});
  GuestResult result = guest.run();
  if (!result.exited)
    throw Error("the program did not exit: " + result.error);
  return std::move(result.output);
}

/// The first difference as text, with the sequence's code; empty if there is none.
std::string difference(const RandomProgram &program, const std::string &expected, const std::string &found) {
  if (expected.size() != found.size())
    return fmt::format("{} bytes were written, expected {}", found.size(), expected.size());
  const auto at = static_cast<size_t>(std::ranges::mismatch(expected, found).in1 - expected.begin());
  if (at == expected.size())
    return "";
  const size_t index = at / 4, number = index / RandomProgram::kResultWords;
  uint32_t words[2];
  std::memcpy(&words[0], found.data() + index * 4, 4);
  std::memcpy(&words[1], expected.data() + index * 4, 4);
  if (number >= program.sequences)
    return fmt::format("byte {} of the memory is {:#010x}, expected {:#010x}",
                       (index - program.sequences * size_t{RandomProgram::kResultWords}) * 4, words[0], words[1]);
  std::string text = fmt::format("sequence {}: x{} is {:#010x}, expected {:#010x}; its code:", number,
                                 index % RandomProgram::kResultWords, words[0], words[1]);
  for (uint32_t i = program.begins[number]; i < program.begins[number + 1]; ++i)
    text += fmt::format(" {:08x}", program.code[i]);
  return text;
}

} // namespace

int main(int argc, char **argv) {
  CLI::App app("Runs random RV32IM instruction sequences in a core of the simulated card and compares registers and "
               "memory: with another executor, or, with --tiers, interpreter and native code with each other, slice "
               "by slice. Ends with the line 'N sequences, N differences'.");
  uint64_t sequences = 10'000, seed = std::random_device()();
  uint64_t progress = 0;
  uint32_t batch = 0;
  std::string executor = "qemu-riscv32";
  bool comparesTiers = false;
  app.add_option("--sequences", sequences, "how many (default: 10000)");
  app.add_option("--batch", batch, "how many in one program (default: 5000; with --tiers 100)");
  app.add_option("--seed", seed, "of the first program; each next one has the next number");
  app.add_option("--executor", executor, "a program that runs static ELF files for RV32 (default: qemu-riscv32)");
  app.add_option("--progress", progress, "write a line each time that this many sequences are done (default: never)");
  app.add_flag("--tiers", comparesTiers, "compare the tiers with each other");
  CLI11_PARSE(app, argc, argv);
  if (batch == 0)
    batch = comparesTiers ? 100 : 5000;
  std::cout << "seed " << seed << std::endl;
  uint64_t done = 0, differences = 0;
  try {
    if (comparesTiers) {
      if (batch > RandomSequences::kMostSequences)
        throw ValueError(
            fmt::format("--batch {} with --tiers; expected at most {}", batch, RandomSequences::kMostSequences));
      useEagerTier();
    }
    for (; done < sequences; done += batch, ++seed) {
      batch = static_cast<uint32_t>(std::min<uint64_t>(batch, sequences - done));
      std::string found;
      if (comparesTiers) {
        found = differenceOfTiers(seed, batch);
      } else {
        const RandomProgram program = makeRandomProgram(seed, batch);
        std::future<std::string> expected =
            std::async(std::launch::async, [&] { return runElsewhere(executor, program); });
        const std::string here = runHere(program);
        found = difference(program, expected.get(), here);
      }
      if (progress != 0 && (done + batch) / progress != done / progress)
        std::cout << fmt::format("{} sequences, {} differences so far", done + batch, differences) << std::endl;
      if (!found.empty()) {
        ++differences;
        std::cout << fmt::format("--seed {} --batch {}: {}", seed, batch, found) << std::endl;
      }
    }
    if (comparesTiers && eagerEntries() == 0) {
      std::cout << "nothing was compiled\n";
      ++differences;
    }
  } catch (const Error &error) {
    std::cout << fmt::format("--seed {} --batch {}: {}\n", seed, batch, error.what());
    ++differences;
  }
  std::cout << fmt::format("{} sequences, {} differences\n", done, differences);
  return differences == 0 ? 0 : 1;
}
