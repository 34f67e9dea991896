// Running programs: arguments, results, circular buffers, programs one after the other, serving the host.
#include <set>
#include <thread>

#include "chip_cases.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(ChipRun, GivesKernelsTheirArguments) {
  auto chip = openSmall();
  Program program;
  KernelHandle handle = program.addKernel(kernel("*(volatile uint32_t *)get_arg_val<uint32_t>(0) = "
                                                 "get_arg_val<uint32_t>(1) + get_common_arg_val<uint32_t>(0);"),
                                          {{{0, 0}, {1, 1}}}, Processor::DataMovement0);
  for (uint32_t y = 0; y < 2; ++y)
    for (uint32_t x = 0; x < 2; ++x)
      program.setRuntimeArgs(handle, {x, y}, {kScratch, 10 * x + y});
  program.setCommonRuntimeArgs(handle, {1000});
  chip->run(program);
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 1000u);
  EXPECT_EQ(readWord(*chip, {1, 0}, kScratch), 1010u);
  EXPECT_EQ(readWord(*chip, {1, 1}, kScratch), 1011u);
}

TEST(ChipRun, RunsProgramsOneAfterTheOther) {
  auto chip = openSmall(1, 1);
  Program program = programOf(kernel("auto *word = (volatile uint32_t *)get_arg_val<uint32_t>(0);\n"
                                     "uint32_t before = *word; for (volatile int i = 0; i < 1000; ++i);\n"
                                     "*word = before + 1;"),
                              {kScratch});
  for (int i = 0; i < 50; ++i)
    chip->enqueue(program);
  chip->wait();
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 50u);
  EXPECT_EQ(chip->snapshot().programs, 50u);
}

/// Numbers go from dm0 through compute to dm1, one page each.
Program pipeline(uint32_t count) {
  Program program;
  for (uint32_t index : {0, 1}) {
    CircularBufferConfig config;
    config.index = index;
    config.pages = 3;
    config.pageSize = 64;
    program.addCircularBuffer({kOneTile}, config);
  }
  const auto addKernel = [&](const std::string &body, Processor processor) {
    KernelHandle handle =
        program.addKernel(kernel("const uint32_t count = get_arg_val<uint32_t>(0);\n" + body), {kOneTile}, processor);
    program.setRuntimeArgs(handle, {0, 0}, {count, kScratch});
  };
  addKernel("for (uint32_t i = 0; i < count; ++i) { cb_reserve_back(0, 1); *(uint32_t *)get_write_ptr(0) = i; "
            "cb_push_back(0, 1); }",
            Processor::DataMovement0);
  addKernel(
      "for (uint32_t i = 0; i < count; ++i) { cb_wait_front(0, 1); cb_reserve_back(1, 1);\n"
      "*(uint32_t *)get_write_ptr(1) = *(uint32_t *)get_read_ptr(0) + 1; cb_push_back(1, 1); cb_pop_front(0, 1); }",
      Processor::DataMovement1);
  addKernel("uint32_t sum = 0; for (uint32_t i = 0; i < count; ++i) { cb_wait_front(1, 1);\n"
            "sum = sum * 3 + *(uint32_t *)get_read_ptr(1); cb_pop_front(1, 1); }\n"
            "*(uint32_t *)get_arg_val<uint32_t>(1) = sum;",
            Processor::Compute);
  return program;
}

TEST(ChipRun, PassesPagesInOrder) {
  uint32_t expected = 0;
  for (uint32_t i = 0; i < 2000; ++i)
    expected = expected * 3 + i + 1;
  for (ChipOptions options :
       {ChipOptions{}, ChipOptions{.deterministic = true}, ChipOptions{.threads = 4, .slice = 50}}) {
    auto chip = openSmall(1, 1, options);
    chip->run(pipeline(2000));
    EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), expected);
  }
}

/// Which of two cores increments a word next depends on the interleaving alone.
TEST(ChipRun, IsTheSameEveryTimeWhereAsked) {
  const auto interleaving = [] {
    auto chip = openSmall(1, 1, {.deterministic = true, .slice = 97});
    Program program;
    auto image = kernel("auto *word = (volatile uint32_t *)0x80000; const uint32_t me = get_arg_val<uint32_t>(0);\n"
                        "for (uint32_t i = 0; i < 5000; ++i) *word = *word * 5 + me;");
    for (Processor processor : {Processor::DataMovement0, Processor::DataMovement1}) {
      KernelHandle handle = program.addKernel(image, {kOneTile}, processor);
      program.setRuntimeArgs(handle, {0, 0}, {static_cast<uint32_t>(processor) + 1});
    }
    chip->run(program);
    return readWord(*chip, {0, 0}, kScratch);
  };
  const uint32_t first = interleaving();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(interleaving(), first);
}

TEST(ChipRun, ChecksProgramsWhenTheyAreMade) {
  Program program;
  auto image = kernel("", "reader");
  program.addKernel(image, {{{0, 0}, {1, 1}}}, Processor::DataMovement0);
  EXPECT_THAT(messageOf<ValueError>([&] { program.addKernel(image, {{{1, 1}, {2, 2}}}, Processor::DataMovement0); }),
              HasSubstr("dm0 of tile (x=1, y=1) has a kernel already: 'reader'"));
  EXPECT_THAT(messageOf<ValueError>([&] { program.addKernel(image, {}, Processor::DataMovement1); }),
              HasSubstr("no tiles are given"));
  EXPECT_THAT(messageOf<ValueError>([&] { program.addKernel(image, {{{1, 0}, {0, 0}}}, Processor::DataMovement1); }),
              HasSubstr("ends before it starts"));
  EXPECT_THAT(messageOf<ValueError>([&] { program.setRuntimeArgs(0, {5, 5}, {1}); }),
              HasSubstr("it does not run on tile (x=5, y=5)"));
  EXPECT_THAT(messageOf<ValueError>([&] { program.setRuntimeArgs(7, {0, 0}, {1}); }),
              HasSubstr("there is no kernel 7"));
  CircularBufferConfig config;
  config.index = 32;
  EXPECT_THAT(messageOf<ValueError>([&] { program.addCircularBuffer({kOneTile}, config); }), HasSubstr("below 32"));
  for (int i = 0; i < 16; ++i)
    EXPECT_EQ(program.addSemaphore({kOneTile}, 0), static_cast<uint32_t>(i));
  EXPECT_THAT(messageOf<ValueError>([&] { program.addSemaphore({kOneTile}, 0); }), HasSubstr("at most 16"));
}

TEST(ChipRun, ChecksProgramsAgainstTheChip) {
  auto chip = openSmall(1, 1);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(Program()); }), HasSubstr("the program has no kernels"));
  Program outside;
  outside.addKernel(kernel("", "reader"), {{{0, 0}, {1, 0}}}, Processor::DataMovement0);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(outside); }),
              HasSubstr("kernel 'reader': there is no tile (x=1, y=0)"));

  Program large = programOf(kernel(""));
  CircularBufferConfig config;
  config.index = 5;
  config.pages = 1000;
  config.pageSize = 2048;
  large.addCircularBuffer({kOneTile}, config);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(large); }),
              AllOf(HasSubstr("circular buffer 5 of 2048000 bytes does not fit into the L1 of tile (x=0, y=0)"),
                    HasSubstr("1499136")));
  EXPECT_THAT(messageOf<ValueError>([&] {
                chip->run(programOf(kernel("asm volatile(\"\" :: \"r\"(huge));", "huge", "char huge[1600000];")));
              }),
              HasSubstr("kernel 'huge' of 16"));

  Buffer taken = chip->createBuffer(BufferType::L1, 1400000, 1400000);
  Program queue = programOf(kernel(""));
  config.pages = 50;
  queue.addCircularBuffer({kOneTile}, config);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(queue); }), HasSubstr("but L1 buffers begin at 99"));
  Program inside = programOf(kernel(""));
  config.buffer = chip->createBuffer(BufferType::Dram, 2048, 2048);
  inside.addCircularBuffer({kOneTile}, config);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(inside); }), HasSubstr("expected one in L1"));
  chip->run(programOf(kernel("")));
}

TEST(ChipRun, PutsCircularBuffersIntoBuffers) {
  auto chip = openSmall(1, 1);
  Program program = programOf(kernel("cb_reserve_back(2, 1); *(uint32_t *)get_write_ptr(2) = 77; cb_push_back(2, 1);"));
  CircularBufferConfig config;
  config.index = 2;
  config.pageSize = 64;
  config.buffer = chip->createBuffer(BufferType::L1, 128, 64);
  program.addCircularBuffer({kOneTile}, config);
  chip->run(program);
  uint32_t word = 0;
  chip->read(*config.buffer, std::as_writable_bytes(std::span(&word, 1)));
  EXPECT_EQ(word, 77u);
}

TEST(ChipRun, PrintsLineByLine) {
  auto chip = openSmall(1, 1);
  std::vector<std::string> lines;
  chip->setPrinter([&](const PrintedLine &line) { lines.push_back(toString(line.core) + ": " + line.text); });
  chip->run(
      programOf(kernel("DPRINT << \"one \" << 2 << ENDL() << \"rest\";", "printer", "#include \"debug/dprint.h\"\n")));
  EXPECT_THAT(lines, ::testing::ElementsAre("dm0 of tile (x=0, y=0): one 2", "dm0 of tile (x=0, y=0): rest"));
}

TEST(ChipRun, DataMovementKernelsMakeTilesOfMasksAndNumbers) {
  auto chip = openSmall(1, 1);
  Program program;
  CircularBufferConfig config;
  config.pages = 3;
  config.pageSize = tileBytes(DataFormat::Float32);
  program.addCircularBuffer({kOneTile}, config);
  program.addKernel(kernel("uint32_t at[3];\n"
                           "for (uint32_t i = 0; i < 3; ++i) {\n"
                           "  cb_reserve_back(0, 1);\n"
                           "  at[i] = get_write_ptr(0);\n"
                           "  if (i == 0) experimental::write_row_mask_tile(5, 0);\n"
                           "  if (i == 1) experimental::write_col_mask_tile(20, 0);\n"
                           "  if (i == 2) experimental::fill_arange_tile(0);\n"
                           "  ((volatile uint32_t *)0x80000)[i] = at[i];\n"
                           "  cb_push_back(0, 1);\n"
                           "  cb_wait_front(0, 1);\n"
                           "  cb_pop_front(0, 1);\n"
                           "}"),
                    {kOneTile}, Processor::DataMovement0);
  chip->run(program);
  for (uint32_t i = 0; i < 3; ++i) {
    std::vector<std::byte> tile(config.pageSize);
    chip->readL1({0, 0}, readWord(*chip, {0, 0}, kScratch + 4 * i), tile);
    float values[kTileElements];
    unpackTile(std::span<const std::byte>(tile), DataFormat::Float32, values);
    for (uint32_t row = 0; row < 32; ++row)
      for (uint32_t column = 0; column < 32; ++column) {
        const float mask = i == 0 ? row < 5 : column < 20, number = static_cast<float>(row * 32 + column);
        ASSERT_EQ(values[row * 32 + column], i == 2 ? number : mask) << i << ": " << row << ", " << column;
      }
  }
}

TEST(ChipRun, CallsHooksAroundKernels) {
  auto chip = openSmall(1, 1);
  std::vector<std::string> calls;
  KernelHooks hooks;
  hooks.before = [&](Chip &c, const CoreId &core, const std::string &name) {
    calls.push_back("before " + name + std::to_string(readWord(c, core.tile, kScratch)));
    EXPECT_NE(c.registers(core).x[2], 0u);
    EXPECT_THAT(messageOf<DeviceError>([&] { c.wait(); }), HasSubstr("called from a hook"));
    EXPECT_THAT(messageOf<DeviceError>([&] { c.close(); }), HasSubstr("called from a hook"));
  };
  hooks.after = [&](Chip &c, const CoreId &core, const std::string &name) {
    calls.push_back("after " + name + std::to_string(readWord(c, core.tile, kScratch)));
  };
  chip->setKernelHooks(hooks);
  chip->run(programOf(kernel("*(uint32_t *)0x80000 = 5;", "k")));
  EXPECT_THAT(calls, ::testing::ElementsAre("before k0", "after k5"));

  hooks.after = [](Chip &, const CoreId &, const std::string &) { throw std::runtime_error("from the hook"); };
  chip->setKernelHooks(hooks);
  EXPECT_EQ(messageOf<std::runtime_error>([&] { chip->run(programOf(kernel(""))); }), "from the hook");
  chip->setKernelHooks({});
  chip->run(programOf(kernel("")));
}

TEST(ChipRun, CallsHooksInTheSameOrderWhereCoresTakeTurns) {
  auto chip = openSmall(2, 2, {.deterministic = true, .slice = 200});
  Program program;
  CircularBufferConfig config;
  config.pageSize = 64;
  const TileRange all{{0, 0}, {1, 1}};
  program.addCircularBuffer({all}, config);
  KernelHandle in = program.addKernel(
      kernel("for (uint32_t i = 0; i < get_arg_val<uint32_t>(0); ++i) { cb_reserve_back(0, 1); cb_push_back(0, 1); }",
             "in"),
      {all}, Processor::DataMovement0);
  KernelHandle out = program.addKernel(
      kernel("for (uint32_t i = 0; i < get_arg_val<uint32_t>(0); ++i) { cb_wait_front(0, 1); cb_pop_front(0, 1); }",
             "out"),
      {all}, Processor::DataMovement1);
  for (uint32_t tile = 0; tile < 4; ++tile)
    for (KernelHandle handle : {in, out})
      program.setRuntimeArgs(handle, {tile % 2, tile / 2}, {tile == 0 ? 1000u : 10 * tile}); // tile (0, 0) ends last
  std::vector<std::string> calls;
  std::set<std::thread::id> threads;
  const auto note = [&](const char *when) {
    return [&, when](Chip &c, const CoreId &core, const std::string &name) {
      EXPECT_NE(c.registers(core).x[2], 0u);
      calls.push_back(when + name + " " + toString(core));
      threads.insert(std::this_thread::get_id());
    };
  };
  chip->setKernelHooks({.before = note("before "), .after = note("after ")});
  chip->run(program);
  const std::vector<std::string> first = calls;
  EXPECT_EQ(first.size(), 16u);
  EXPECT_EQ(first.front(), "before in dm0 of tile (x=0, y=0)");
  EXPECT_EQ(first.back(), "after out dm1 of tile (x=0, y=0)");
  for (int i = 0; i < 3; ++i) {
    calls.clear();
    chip->run(program);
    EXPECT_EQ(calls, first);
  }
  EXPECT_EQ(threads.size(), 1u);
  EXPECT_FALSE(threads.contains(std::this_thread::get_id()));

  KernelHooks failing;
  failing.after = [](Chip &, const CoreId &, const std::string &) { throw std::runtime_error("no"); };
  chip->setKernelHooks(failing);
  EXPECT_EQ(messageOf<std::runtime_error>([&] { chip->run(program); }), "no");
  chip->setKernelHooks({});
  chip->run(program);
}

TEST(ChipRun, ServesThreadsOfTheHost) {
  // A core that comes back while another thread's has just done so is no deadlock, though all of them wait then.
  constexpr uint32_t rounds = 200'000;
  auto chip = openSmall(2, 2);
  Program program;
  program.addKernel(kernel("auto *word = (volatile uint32_t *)0x80000;\n"
                           "for (;;) { tenon::call<tenon::Service::host_wait>(); *word += 1; }"),
                    {{{0, 0}, {1, 1}}}, Processor::DataMovement0);
  chip->enqueue(program);
  std::vector<std::thread> threads;
  for (uint32_t i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      const CoreId core = {{i % 2, i / 2}, Processor::DataMovement0};
      for (uint32_t round = 0; round < rounds; ++round)
        EXPECT_NO_THROW(chip->serve({&core, 1}));
    });
  for (std::thread &thread : threads)
    thread.join();
  for (uint32_t i = 0; i < 4; ++i)
    EXPECT_EQ(readWord(*chip, {i % 2, i / 2}, kScratch), rounds);
  EXPECT_FALSE(chip->waitFor(std::chrono::milliseconds(0)));
}

TEST(ChipRun, ServesTheHost) {
  const std::string body =
      "auto *word = (volatile uint32_t *)0x80000;\n"
      "for (;;) { tenon::call<tenon::Service::host_wait>();\n"
      "if (*word == 999) return; if (*word == 998) for (;;) asm volatile(\"\"); *word = *word * 2 + 1; }";
  for (ChipOptions options : {ChipOptions{}, ChipOptions{.deterministic = true}}) {
    auto chip = openSmall(2, 2, options);
    Program program;
    program.addKernel(kernel(body), {{{0, 0}, {1, 1}}}, Processor::DataMovement0);
    chip->enqueue(program);
    std::vector<CoreId> cores = {
        {{0, 0}, Processor::DataMovement0}, {{1, 0}, Processor::DataMovement0}, {{1, 1}, Processor::DataMovement0}};
    for (uint32_t round = 0; round < 100; ++round) {
      for (const CoreId &core : cores)
        writeWord(*chip, core.tile, kScratch, round + core.tile.x);
      if (round % 2)
        chip->serve(cores);
      else
        for (const CoreId &core : cores)
          chip->serve({&core, 1});
      for (const CoreId &core : cores)
        ASSERT_EQ(readWord(*chip, core.tile, kScratch), 2 * (round + core.tile.x) + 1);
    }
    EXPECT_FALSE(chip->waitFor(std::chrono::milliseconds(0)));
    EXPECT_THAT(chip->snapshot().cores[0].waitsFor, HasSubstr("host_wait"));
    // One ends, one never comes back.
    writeWord(*chip, {1, 0}, kScratch, 999);
    chip->serve({&cores[1], 1});
    EXPECT_THAT(messageOf<DeviceError>([&] { chip->serve({&cores[1], 1}); }),
                HasSubstr("dm0 of tile (x=1, y=0) has ended"));
    writeWord(*chip, {0, 0}, kScratch, 998);
    EXPECT_THAT(messageOf<LimitError>([&] { chip->serve({&cores[0], 1}, {.budget = 10000}); }), HasSubstr("budget"));
    chip->run(programOf(kernel("")));
    EXPECT_THAT(messageOf<DeviceError>([&] { chip->serve({&cores[0], 1}); }),
                HasSubstr("no program runs that serves the host"));
  }
}

} // namespace
} // namespace tt::device::test
