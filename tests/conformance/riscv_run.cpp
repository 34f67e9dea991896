// riscv_run: runs a static ELF program for RV32 in a core of the simulated card, as qemu-riscv32 would.
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/native_tier.h"
#include "eager_tier.h"
#include "guest.h"
#include "native/native.h"
#include "tt/device/error.h"

using namespace tt::device;
using namespace tt::device::conformance;

int main(int argc, char **argv) {
  CLI::App app("Runs a static ELF program for RV32IM in a core of the simulated card. What the program writes comes on "
               "standard output, its exit code is this program's; 125 says that it did not exit.");
  std::string path;
  GuestOptions options;
  bool showStatistics = false, isEager = false;
  const std::map<std::string, Tier> tiers = {{"interpreter", Tier::Interpreter}, {"native", Tier::Native}};
  app.add_option("ELF", path, "the program")->required()->check(CLI::ExistingFile);
  app.add_option("--tier", options.tier, "interpreter or native (which begins in the interpreter)")
      ->transform(CLI::CheckedTransformer(tiers));
  app.add_flag("--eager", isEager, "with --tier native: compile all code before it runs");
  app.add_option("--memory", options.memorySize, "bytes of memory, from address 0");
  app.add_option("--slice", options.slice, "instructions that the core runs at once");
  app.add_option("--limit", options.limit, "instructions after which the program is stopped");
  app.add_flag("--misaligned", options.misalignedAccess, "carry out accesses that are not aligned");
  app.add_flag("--statistics", showStatistics, "write instructions and seconds of the run to standard error");
  CLI11_PARSE(app, argc, argv);
  try {
    if (options.tier == Tier::Native)
      isEager ? useEagerTier() : setNativeTier(hostNativeTier);
    std::ifstream file(path, std::ios::binary);
    const std::string elf((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    Guest guest(std::as_bytes(std::span(elf)), options);
    const auto begin = std::chrono::steady_clock::now();
    const GuestResult result = guest.run();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    std::cout << result.output << std::flush;
    if (showStatistics)
      std::cerr << fmt::format("{} instructions, {:.6f} s, {} native entries at once\n", result.retired,
                               seconds.count(), eagerEntries());
    if (result.exited)
      return result.exitCode & 0xFF;
    std::cerr << "riscv_run: " << result.error << '\n';
  } catch (const Error &error) {
    std::cerr << "riscv_run: " << path << ": " << error.what() << '\n';
  }
  return 125;
}
