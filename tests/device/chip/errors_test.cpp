// How programs end early: faults, deadlocks, limits, stopping and closing. The chip is usable afterwards.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <thread>

#include "chip_cases.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char *kEndless = "for (;;) asm volatile(\"\");";

/// Runs on, with the right result.
void expectUsable(Chip &chip) {
  writeWord(chip, {0, 0}, kScratch, 0);
  chip.run(programOf(kernel("*(volatile uint32_t *)0x80000 = 3;")));
  EXPECT_EQ(readWord(chip, {0, 0}, kScratch), 3u);
}

TEST(ChipErrors, NameFaults) {
  auto chip = openSmall(1, 1);
  const auto fault = [&](const std::string &body) {
    return messageOf<CoreError>([&] { chip->run(programOf(kernel(body, "faulty"))); });
  };
  EXPECT_THAT(fault("\n*(volatile uint32_t *)0xffb00000 = 1;"),
              AllOf(HasSubstr("a store of 4 bytes at 0xffb00000, outside the tile's memory: L1 is 0 to 0x16e000"),
                    HasSubstr("(kernel_main, faulty.cpp:4)"), HasSubstr("pc 0")));
  EXPECT_THAT(fault("(void)*(volatile uint32_t *)0x80002;"),
              HasSubstr("a load of 4 bytes at 0x00080002, which is not a multiple of 4; wormhole_b0 forbids that"));
  EXPECT_THAT(fault("asm volatile(\"unimp\");"), HasSubstr("the illegal instruction"));
  EXPECT_THAT(fault("asm volatile(\"ebreak\");"), HasSubstr("the kernel came to an ebreak"));
  EXPECT_THAT(fault("asm volatile(\"li a7, 0x77\\necall\" ::: \"a7\");"),
              HasSubstr("service 0x77: the card has no service"));
  EXPECT_THAT(fault("tenon::call<tenon::Service::kernel_exit>(3);"), HasSubstr("the exit code 3"));
  EXPECT_THAT(fault("tenon::call<tenon::Service::kernel_unreachable>();"), HasSubstr("declares unreachable"));
  EXPECT_THAT(fault("ASSERT(*(volatile uint32_t *)0x80000 == 12345);"),
              HasSubstr("ASSERT failed: *(volatile uint32_t *)0x80000 == 12345"));
  EXPECT_THAT(fault("tenon::call<tenon::Service::tile_regs_acquire>();"), HasSubstr("which only compute kernels have"));
  expectUsable(*chip);
}

TEST(ChipErrors, NameWhatTheKernelWasNotGiven) {
  auto chip = openSmall(2, 1);
  const auto fault = [&](const std::string &body, uint32_t args, uint32_t common, uint32_t semaphores) {
    Program program;
    KernelHandle handle = program.addKernel(kernel(body, "asks"), {{{1, 0}, {1, 0}}}, Processor::DataMovement1);
    program.setRuntimeArgs(handle, {1, 0}, std::vector<uint32_t>(args));
    program.setCommonRuntimeArgs(handle, std::vector<uint32_t>(common));
    for (uint32_t i = 0; i < semaphores; ++i)
      program.addSemaphore({{{0, 0}, {0, 0}}}, 0);
    return messageOf<CoreError>([&] { chip->run(program); });
  };
  const std::string print = "\n*(volatile uint32_t *)0x80000 = ";
  EXPECT_THAT(fault(print + "get_arg_val<uint32_t>(5);", 2, 9, 9),
              AllOf(HasSubstr("dm1 of tile (x=1, y=0) was stopped: it asks for runtime argument 5, but this core has "
                              "2, numbers 0 to 1; setRuntimeArgs (set_runtime_args) sets them"),
                    HasSubstr("kernel 'asks'"), HasSubstr("asks.cpp:4")));
  EXPECT_THAT(fault(print + "get_arg_val<uint32_t>(0);", 0, 9, 9),
              HasSubstr("runtime argument 0, but this core has none"));
  EXPECT_THAT(fault(print + "get_common_arg_val<uint32_t>(1);", 9, 1, 9),
              AllOf(HasSubstr("common runtime argument 1, but the kernel has one, number 0"), HasSubstr("asks.cpp:4")));
  EXPECT_THAT(fault(print + "get_semaphore(2);", 9, 9, 2),
              AllOf(HasSubstr("semaphore 2, but the program has 2, numbers 0 to 1"), HasSubstr("asks.cpp:4")));
  EXPECT_THAT(
      fault("for (volatile uint32_t i = 0;; ++i) (void)get_arg_val<uint32_t>(i), (void)get_arg_addr(i);\n", 3, 0, 0),
      HasSubstr("runtime argument 3, but"));
  // Of a semaphore that other tiles have, the address is known everywhere.
  Program program = programOf(kernel("ASSERT(get_semaphore(0) + 16 == get_semaphore(1)); get_arg_addr(1);"), {1});
  program.addSemaphore({{{1, 0}, {1, 0}}}, 0);
  program.addSemaphore({{{1, 0}, {1, 0}}}, 0);
  chip->run(program);
}

TEST(ChipErrors, NameStacksThatAreTooDeep) {
  auto chip = openSmall(1, 1);
  const auto fault = [&](const std::string &body, Processor processor) {
    const std::string function = "__attribute__((noinline)) static uint32_t sum(uint32_t n) {\n"
                                 "  volatile uint32_t words[16];\n"
                                 "  for (uint32_t i = 0; i < 16; ++i) words[i] = n;\n"
                                 "  return n == 0 ? 0 : sum(n - 1) + words[3];\n}\n";
    return messageOf<CoreError>([&] { chip->run(programOf(kernel(body, "deep", function), {}, processor)); });
  };
  const std::string large =
      "volatile char large[9000]; asm volatile(\"\" :: \"r\"(large));\nnoc_async_read_barrier(); large[1] = 2;";
  for (Processor processor : {Processor::DataMovement0, Processor::DataMovement1})
    EXPECT_THAT(fault(large, processor),
                AllOf(HasSubstr(toString(processor) + " of tile (x=0, y=0)"), HasSubstr("its stack is 90"),
                      HasSubstr("bytes deep, but has 8192 bytes of memory"), HasSubstr("deep.cpp:")));
  EXPECT_THAT(fault("*(volatile uint32_t *)0x80000 = sum(150);", Processor::DataMovement1),
              HasSubstr("its stack was deeper than its 8192 bytes of memory"));
  // A fault tells of the stack as well.
  EXPECT_THAT(fault("sum(150);\n*(volatile uint32_t *)0x7ffffff0 = 1;", Processor::DataMovement0),
              AllOf(HasSubstr("a store of 4 bytes at 0x7ffffff0, outside"), HasSubstr("; its stack was deeper than")));
  EXPECT_THAT(fault("asm volatile(\"li sp, 0x80000000\\nsw zero, 0(sp)\");", Processor::DataMovement0),
              HasSubstr("; its stack pointer is 0x80000000, outside of its stack at 0x"));
  chip->run(programOf(kernel(
      "volatile char large[7900]; asm volatile(\"\" :: \"r\"(large)); noc_async_read_barrier(); large[1] = 2;")));
  expectUsable(*chip);
}

TEST(ChipErrors, ReportDeadlocks) {
  for (bool deterministic : {false, true}) {
    auto chip = openSmall(2, 1, {.deterministic = deterministic});
    Program program;
    CircularBufferConfig config;
    config.index = 4;
    config.pageSize = 64;
    program.addCircularBuffer({kOneTile}, config);
    uint32_t semaphore = program.addSemaphore({{{0, 0}, {1, 0}}}, 2);
    program.addKernel(kernel("\ncb_wait_front(4, 2);", "reader"), {kOneTile}, Processor::DataMovement0);
    program.addKernel(kernel("cb_reserve_back(4, 2); cb_push_back(4, 1); cb_reserve_back(4, 2);", "writer"), {kOneTile},
                      Processor::DataMovement1);
    KernelHandle other = program.addKernel(
        kernel("noc_semaphore_wait((volatile uint32_t *)get_semaphore(get_arg_val<uint32_t>(0)), 9);", "other"),
        {{{1, 0}, {1, 0}}}, Processor::DataMovement0);
    program.setRuntimeArgs(other, {1, 0}, {semaphore});
    EXPECT_THAT(
        messageOf<DeadlockError>([&] { chip->run(program); }),
        AllOf(HasSubstr("deadlock: every core of the program waits"),
              HasSubstr("dm0 of tile (x=0, y=0): kernel 'reader'"),
              HasSubstr("reader.cpp:4) waits in cb_wait_front: circular buffer 4, 1 page there of 2 needed, 2 in all"),
              HasSubstr("waits in cb_reserve_back: circular buffer 4, 1 page free of 2 needed, 2 in all"),
              HasSubstr("waits in noc_semaphore_wait: semaphore 0 (at 0x100) is 2, waits for 9")));
    expectUsable(*chip);
  }
}

TEST(ChipErrors, ReportManyCoresInFewLines) {
  auto chip = openSmall(8, 4);
  Program program;
  const TileRange all{{0, 0}, {7, 3}};
  uint32_t semaphore = program.addSemaphore({all}, 0);
  program.addKernel(kernel("noc_semaphore_wait((volatile uint32_t *)get_semaphore(0), 9);", "waits"), {all},
                    Processor::DataMovement0);
  program.addKernel(kernel("if (my_logical_x_ == 3 && my_logical_y_ == 2)\n"
                           "  noc_semaphore_wait((volatile uint32_t *)get_semaphore(0), 7);",
                           "one"),
                    {all}, Processor::DataMovement1);
  EXPECT_EQ(semaphore, 0u);
  const std::string message = messageOf<DeadlockError>([&] { chip->run(program); });
  EXPECT_THAT(message,
              AllOf(HasSubstr("dm0 of tile (x=0, y=0): kernel 'waits'"), HasSubstr("and 31 more alike: (1, 0), (2, 0)"),
                    HasSubstr(", ..."), HasSubstr("dm1 of tile (x=3, y=2): kernel 'one'"), HasSubstr("waits for 7"),
                    HasSubstr("and 30 more alike")));
  EXPECT_LT(std::count(message.begin(), message.end(), '\n'), 7);
}

TEST(ChipErrors, TellOfOtherCoresThatFailInALine) {
  // Both are in their slice when they fail: each waits for the other first.
  auto chip = openSmall(2, 1, {.threads = 2, .slice = 1u << 30});
  Program program;
  program.addKernel(kernel("const uint32_t other = 1 - my_logical_x_;\n"
                           "noc_inline_dw_write(get_noc_addr(my_x[0] + other - my_logical_x_, my_y[0], 0x80000), 1);\n"
                           "while (*(volatile uint32_t *)0x80000 != 1);\n"
                           "*(volatile uint32_t *)0xf0000000 = 1;",
                           "both"),
                    {{{0, 0}, {1, 0}}}, Processor::DataMovement0);
  const std::string message = messageOf<CoreError>([&] { chip->run(program); });
  EXPECT_THAT(message,
              AllOf(HasSubstr("was stopped: a store of 4 bytes at 0xf0000000"), HasSubstr("pc 0"),
                    HasSubstr("was stopped, too: a store of 4 bytes at 0xf0000000"), HasSubstr("both.cpp:6)")));
  EXPECT_EQ(message.find("pc 0"), message.rfind("pc 0"));
  expectUsable(*chip);
}

TEST(ChipErrors, ReportLimits) {
  auto chip = openSmall(1, 1);
  Program endless = programOf(kernel(kEndless, "endless"));
  EXPECT_THAT(messageOf<LimitError>([&] { chip->run(endless, {.budget = 1000000}); }),
              AllOf(HasSubstr("dm0 of tile (x=0, y=0) has used up its budget"), HasSubstr("kernel 'endless'")));
  EXPECT_THAT(messageOf<LimitError>([&] { chip->run(endless, {.timeout = std::chrono::milliseconds(5)}); }),
              AllOf(HasSubstr("time limit of 5 ms"), HasSubstr("kernel 'endless'")));
  chip->run(programOf(kernel("")), {.budget = 100000, .timeout = std::chrono::minutes(1)});
  expectUsable(*chip);
}

TEST(ChipErrors, AreToldOnce) {
  auto chip = openSmall(1, 1);
  chip->enqueue(programOf(kernel("tenon::call<tenon::Service::kernel_exit>(1);")));
  chip->enqueue(programOf(kernel("tenon::call<tenon::Service::kernel_exit>(2);")));
  chip->enqueue(programOf(kernel("*(volatile uint32_t *)0x80000 = 4;")));
  EXPECT_THAT(messageOf<CoreError>([&] { chip->wait(); }), HasSubstr("the exit code 1"));
  chip->wait();
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 4u);
}

TEST(ChipErrors, StopPrograms) {
  auto chip = openSmall(1, 1);
  chip->stop();
  Program endless = programOf(kernel(kEndless, "endless"));
  chip->enqueue(endless);
  chip->enqueue(endless);
  EXPECT_FALSE(chip->waitFor(std::chrono::milliseconds(1)));
  chip->stop();
  EXPECT_THAT(messageOf<StoppedError>([&] { chip->wait(); }),
              AllOf(HasSubstr("the program was stopped"), HasSubstr("kernel 'endless'")));
  EXPECT_TRUE(chip->waitFor(std::chrono::milliseconds(0)));
  expectUsable(*chip);
}

TEST(ChipErrors, CloseStopsPrograms) {
  auto chip = openSmall();
  chip->enqueue(programOf(kernel(kEndless)));
  std::string message;
  std::thread waiter([&] { message = messageOf<ProgramError>([&] { chip->wait(); }); });
  std::thread closer([&] { chip->close(); });
  chip->close();
  closer.join();
  waiter.join();
  EXPECT_THAT(message, HasSubstr("closed"));
}

TEST(ChipErrors, NeverLeaveSomethingBehind) {
  Program program = programOf(kernel("*(volatile uint32_t *)0x80000 = 3;")), endless = programOf(kernel(kEndless));
  const auto threadCount = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), std::filesystem::directory_iterator());
  };
  const auto openFiles = [] {
    std::multiset<std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/self/fd")) {
      std::error_code gone;
      files.insert(std::filesystem::read_symlink(entry, gone).string());
    }
    return files;
  };
  // Without native code, whose compiler's thread begins when something is hot and belongs to the process. It may have
  // files open for a moment, for what was hot in other tests.
  const ChipOptions options = {.native = false};
  openSmall(2, 2, options)->run(program);
  const auto threads = threadCount();
  const std::multiset<std::string> files = openFiles();
  for (int i = 0; i < 200; ++i) {
    auto chip = openSmall(2, 2, options);
    if (i % 3 == 0)
      chip->enqueue(endless);
    else
      chip->run(program);
  }
  // The system may list a thread for a moment after it was joined.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while ((threadCount() > threads || !std::ranges::includes(files, openFiles())) &&
         std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  EXPECT_EQ(threadCount(), threads);
  EXPECT_TRUE(std::ranges::includes(files, openFiles())) << "files are left open";
}

} // namespace
} // namespace tt::device::test
