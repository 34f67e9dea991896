// What the simulated chip costs: opening, idle memory, copies over the NoC, many cores against one, serving the host.
//
// Each line is the best of several turns, for other programs of the machine only make times longer.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "tt/device/chip.h"

namespace {

using namespace tt::device;
using Seconds = std::chrono::duration<double>;

double seconds(const std::function<void()> &action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return Seconds(std::chrono::steady_clock::now() - begin).count();
}

/// Processor time of all threads.
double processorSeconds(const std::function<void()> &action) {
  const std::clock_t begin = std::clock();
  action();
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double best(int turns, const std::function<void()> &action) {
  double least = seconds(action);
  for (int i = 1; i < turns; ++i)
    least = std::min(least, seconds(action));
  return least;
}

/// Resident memory of this process in bytes.
double resident() {
  uint64_t pages = 0, residentPages = 0;
  std::ifstream("/proc/self/statm") >> pages >> residentPages;
  return static_cast<double>(residentPages) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

long entries(const char *folder) {
  return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

std::shared_ptr<const KernelImage> kernel(const std::string &body) {
  return KernelImage::compile("#include \"dataflow_api.h\"\nvoid kernel_main() {\n" + body + "\n}\n", "bench", {});
}

/// The kernel on dm0 of the first `tiles` tiles, row by row.
Program programOn(const Architecture &a, uint32_t tiles, const std::shared_ptr<const KernelImage> &image) {
  TileRanges ranges;
  if (tiles >= a.gridWidth)
    ranges.push_back({{0, 0}, {a.gridWidth - 1, tiles / a.gridWidth - 1}});
  if (tiles % a.gridWidth != 0)
    ranges.push_back({{0, tiles / a.gridWidth}, {tiles % a.gridWidth - 1, tiles / a.gridWidth}});
  Program program;
  program.addKernel(image, ranges, Processor::DataMovement0);
  return program;
}

void say(const std::string &what, const std::string &value, const std::string &aim = "") {
  fmt::print("{:<58} {:>16}   {}\n", what, value, aim.empty() ? "" : "aim: " + aim);
  std::fflush(stdout);
}

void opening() {
  const Architecture blackhole = Architecture::named("blackhole");
  const double before = resident();
  std::shared_ptr<Chip> idle = Chip::open(blackhole);
  say("memory of an idle blackhole", fmt::format("{:.2f} MiB", (resident() - before) / (1 << 20)), "at most 64 MiB");
  say("opening a blackhole", fmt::format("{:.3f} ms", 1e3 * best(50, [&] { Chip::open(blackhole); })), "at most 2 ms");
}

void copies() {
  auto chip = Chip::open(Architecture::named("wormhole_b0").withGrid(1, 1));
  constexpr int kTimes = 1000;
  const auto rate = [&](const std::string &transfer) {
    Program program =
        programOn(chip->architecture(), 1,
                  kernel(fmt::format("const uint64_t dram = get_noc_addr_from_bank_id<true>(0, 1 << 20);\n"
                                     "for (int i = 0; i < {}; ++i) {{ {} }}",
                                     kTimes, transfer)));
    chip->run(program);
    return fmt::format("{:.1f} GB/s", kTimes * double(1 << 20) / best(5, [&] { chip->run(program); }) / 1e9);
  };
  say("NoC copies of 1 MiB, DRAM to L1", rate("noc_async_read(dram, 0x10000, 1 << 20);"), "at least 5 GB/s");
  say("NoC copies of 1 MiB, L1 to DRAM", rate("noc_async_write(0x10000, dram, 1 << 20);"), "at least 5 GB/s");
}

void manyCores() {
  const Architecture blackhole = Architecture::named("blackhole");
  auto image =
      kernel("uint32_t x = 1; for (uint32_t i = 0; i < 20000000; ++i) { x = x * 1664525 + 1013904223; x ^= x >> 7;\n"
             "asm volatile(\"\" : \"+r\"(x)); }");
  auto one = Chip::open(blackhole, {.threads = 1}), many = Chip::open(blackhole, {.threads = 2});
  Program single = programOn(blackhole, 1, image), all = programOn(blackhole, 140, image);
  const auto instructions = [](Chip &chip) {
    double sum = 0;
    for (const CoreSnapshot &core : chip.snapshot().cores)
      sum += static_cast<double>(core.retired);
    return sum;
  };
  one->run(single);
  many->run(single); // both have native code from here on
  double rateOfOne = 0, rateOfAll = 0, perProcessorOne = 0, perProcessorAll = 0;
  for (int turn = 0; turn < 4; ++turn) {
    for (int i = 0; i < 5; ++i) {
      double processor = 0, time = seconds([&] { processor = processorSeconds([&] { one->run(single); }); });
      rateOfOne = std::max(rateOfOne, instructions(*one) / time);
      perProcessorOne = std::max(perProcessorOne, instructions(*one) / processor);
    }
    double processor = 0, time = seconds([&] { processor = processorSeconds([&] { many->run(all); }); });
    rateOfAll = std::max(rateOfAll, instructions(*many) / time);
    perProcessorAll = std::max(perProcessorAll, instructions(*many) / processor);
  }
  say("one core on one thread", fmt::format("{:.0f} MIPS", rateOfOne / 1e6));
  say("140 cores on two threads", fmt::format("{:.0f} MIPS", rateOfAll / 1e6));
  say("ratio", fmt::format("{:.2f}", rateOfAll / rateOfOne), "at least 1.9, where two processors are free");
  say("ratio by the processor time of both threads", fmt::format("{:.2f}", 2 * perProcessorAll / perProcessorOne),
      "at least 1.9, also where others use the processors");
}

void idleTiles() {
  auto image = kernel("for (uint32_t i = 0; i < 100000000; ++i) asm volatile(\"\");");
  const Architecture wormhole = Architecture::named("wormhole_b0");
  auto small = Chip::open(wormhole.withGrid(1, 1), {.threads = 1}),
       large = Chip::open(wormhole.withGrid(40, 25), {.threads = 1});
  Program onSmall = programOn(small->architecture(), 1, image);
  double alone = 1e9, among = 1e9;
  for (int turn = 0; turn < 5; ++turn) {
    alone = std::min(alone, seconds([&] { small->run(onSmall); }));
    among = std::min(among, seconds([&] { large->run(onSmall); }));
  }
  say("one busy core of a chip with 1,000 tiles, over one with one", fmt::format("{:.3f}", among / alone), "1");
}

void serving() {
  auto chip = Chip::open(Architecture::named("wormhole_b0").withGrid(40, 25));
  Program program = programOn(chip->architecture(), 1000, kernel("for (;;) tenon::call<tenon::Service::host_wait>();"));
  chip->enqueue(program);
  std::vector<CoreId> cores;
  for (uint32_t i = 0; i < 1000; ++i)
    cores.push_back({{i % 40, i / 40}, Processor::DataMovement0});
  chip->serve(cores);
  constexpr int kTimes = 10000;
  double one = best(10, [&] {
    for (int i = 0; i < kTimes; ++i)
      chip->serve({&cores[0], 1});
  });
  say("asking one core (Chip::serve)", fmt::format("{:.0f} ns", 1e9 * one / kTimes), "at most 1000 ns");
  say("asking 1,000 cores at once, a core",
      fmt::format("{:.0f} ns", 1e9 * best(20, [&] { chip->serve(cores); }) / 1000));
  std::byte words[64];
  double read = best(10, [&] {
    for (int i = 0; i < kTimes; ++i)
      chip->readL1({0, 0}, 4096, words);
  });
  say("reading 64 bytes of L1 from the host", fmt::format("{:.0f} ns", 1e9 * read / kTimes), "at most 200 ns");
  chip->stop();
}

void cycles() {
  const Architecture wormhole = Architecture::named("wormhole_b0");
  Program program = programOn(wormhole, 1, kernel(""));
  const auto cycle = [&] { Chip::open(wormhole)->run(program); };
  for (int i = 0; i < 100; ++i)
    cycle();
  const double memory = resident();
  const long threads = entries("/proc/self/task"), files = entries("/proc/self/fd");
  constexpr int kTimes = 10000;
  double time = seconds([&] {
    for (int i = 0; i < kTimes; ++i)
      cycle();
  });
  say("opening, running and closing, 10,000 times: each", fmt::format("{:.3f} ms", 1e3 * time / kTimes));
  say("    left behind: threads, files, memory",
      fmt::format("{}, {}, {:.2f} MiB", entries("/proc/self/task") - threads, entries("/proc/self/fd") - files,
                  (resident() - memory) / (1 << 20)),
      "none");
}

} // namespace

int main() {
  opening();
  copies();
  manyCores();
  idleTiles();
  serving();
  cycles();
}
