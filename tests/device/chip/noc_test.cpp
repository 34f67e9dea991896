// Transfers, semaphores and traffic over the NoC, and what kernels do wrong with them.
#include <numeric>

#include "chip_cases.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// The text of the CoreError of a kernel on tile (0, 0) of a chip of 2 x 2 tiles.
std::string coreError(const std::string &body, ChipOptions options = {}) {
  auto chip = openSmall(2, 2, options);
  Program program = programOf(kernel(body, "wrong"));
  CircularBufferConfig config;
  config.index = 3;
  config.pages = 4;
  config.pageSize = 64;
  program.addCircularBuffer({kOneTile}, config);
  std::string message = messageOf<CoreError>([&] { chip->run(program); });
  EXPECT_THAT(message, AllOf(HasSubstr("dm0 of tile (x=0, y=0) was stopped"), HasSubstr("kernel 'wrong' at 0x"),
                             HasSubstr("wrong.cpp:"), HasSubstr("    a0 ")));
  chip->run(programOf(kernel(""))); // the chip goes on
  return message;
}

TEST(ChipNoc, ReadsAndWrites) {
  auto chip = openSmall();
  std::vector<uint32_t> data(64), back(64);
  std::iota(data.begin(), data.end(), 100);
  chip->writeDram(3, 4096, std::as_bytes(std::span(data)));
  chip->run(programOf(kernel("uint64_t from = get_noc_addr_from_bank_id<true>(3, 4096);\n"
                             "noc_async_read(from, 0x80000, 256); noc_async_read_barrier();\n"
                             "noc_async_write(0x80000, get_noc_addr(19, 19, 0x80040), 256);\n"
                             "noc_async_write(0x80000, get_noc_addr_from_bank_id<true>(5, 8192), 256);\n"
                             "noc_inline_dw_write(get_noc_addr(19, 19, 0x80040), 7); noc_async_write_barrier();")));
  chip->readDram(5, 8192, std::as_writable_bytes(std::span(back)));
  EXPECT_EQ(back, data);
  chip->readL1({1, 1}, 0x80040, std::as_writable_bytes(std::span(back)));
  data[0] = 7;
  EXPECT_EQ(back, data);
  TileTraffic traffic = chip->snapshot().traffic[0];
  EXPECT_EQ(traffic.bytesRead, 256u);
  EXPECT_EQ(traffic.bytesWritten, 516u);
  EXPECT_EQ(traffic.transactions, 4u);
  EXPECT_EQ(traffic.barriers, 2u);
}

TEST(ChipNoc, Multicasts) {
  auto chip = openSmall();
  for (uint32_t x = 0; x < 2; ++x)
    writeWord(*chip, {x, 0}, kScratch, 0);
  writeWord(*chip, {0, 0}, kScratch + 64, 11);
  chip->run(
      programOf(kernel("noc_async_write_multicast(0x80040, get_noc_multicast_addr(18, 18, 19, 19, 0x80000), 4, 3);\n"
                       "noc_async_write_multicast_loopback_src(0x80040, get_noc_multicast_addr(18, 18, 18, 19, "
                       "0x80080), 4, 2);")));
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 0u);
  EXPECT_EQ(readWord(*chip, {1, 0}, kScratch), 11u);
  EXPECT_EQ(readWord(*chip, {1, 1}, kScratch), 11u);
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch + 128), 11u);
  EXPECT_EQ(readWord(*chip, {1, 0}, kScratch + 128), 0u);
  EXPECT_EQ(readWord(*chip, {0, 1}, kScratch + 128), 11u);
}

TEST(ChipNoc, CountsWithSemaphores) {
  for (ChipOptions options :
       {ChipOptions{}, ChipOptions{.deterministic = true}, ChipOptions{.threads = 4, .slice = 20}}) {
    auto chip = openSmall(4, 4, options);
    Program program;
    TileRange all{{0, 0}, {3, 3}};
    uint32_t arrived = program.addSemaphore({all}, 0), go = program.addSemaphore({all}, 0);
    KernelHandle handle = program.addKernel(
        kernel(
            "const uint32_t rounds = get_common_arg_val<uint32_t>(0);\n"
            "const uint32_t arrived = get_semaphore(get_common_arg_val<uint32_t>(1));\n"
            "auto *go = (volatile uint32_t *)get_semaphore(get_common_arg_val<uint32_t>(2));\n"
            "for (uint32_t i = 1; i <= rounds; ++i) {\n"
            "  noc_semaphore_inc(get_noc_addr(18, 18, arrived), 1);\n"
            "  if (my_x[0] == 18 && my_y[0] == 18) {\n"
            "    noc_semaphore_wait((volatile uint32_t *)arrived, 16 * i); *go = i;\n"
            "    noc_semaphore_set_multicast((uint32_t)go, get_noc_multicast_addr(18, 18, 21, 21, (uint32_t)go), 15);\n"
            "  } else { noc_semaphore_wait_min(go, i); }\n"
            "}"),
        {all}, Processor::DataMovement0);
    program.setCommonRuntimeArgs(handle, {200, arrived, go});
    chip->run(program);
    chip->run(program); // semaphores have their initial values again
  }
}

TEST(ChipNoc, WakesThoseWhoWaitForPlainStores) {
  auto chip = openSmall(1, 1, {.slice = 100});
  Program program;
  uint32_t semaphore = program.addSemaphore({kOneTile}, 0);
  KernelHandle waits =
      program.addKernel(kernel("noc_semaphore_wait((volatile uint32_t *)get_semaphore(get_arg_val<uint32_t>(0)), 5);"),
                        {kOneTile}, Processor::DataMovement0);
  KernelHandle stores = program.addKernel(kernel("for (volatile int i = 0; i < 2000; ++i);\n"
                                                 "*(volatile uint32_t *)get_semaphore(get_arg_val<uint32_t>(0)) = 5;"),
                                          {kOneTile}, Processor::DataMovement1);
  program.setRuntimeArgs(waits, {0, 0}, {semaphore});
  program.setRuntimeArgs(stores, {0, 0}, {semaphore});
  chip->run(program);
}

TEST(ChipNoc, SaysWhatIsWrongWithTransfers) {
  EXPECT_THAT(coreError("noc_async_read(get_noc_addr(5, 7, 0), 0x80000, 32);"),
              AllOf(HasSubstr("noc_async_read: "), HasSubstr("names the node (x=5, y=7), where nothing is"),
                    HasSubstr("(x=18, y=18) to (x=19, y=19), tile (x, y) of the grid at (x + 18, y + 18)")));
  EXPECT_THAT(coreError("noc_async_read(get_noc_addr(19, 18, 1499136 - 16), 0x80000, 32);"),
              HasSubstr("32 bytes at 0x16dff0 of the L1 of tile (x=1, y=0), which has 1499136 bytes"));
  EXPECT_THAT(coreError("noc_async_read(get_noc_addr_from_bank_id<true>(0, 32), 0x80010, 32);"),
              HasSubstr("a read from DRAM needs addresses that are equal modulo 32, these are 0 and 16"));
  EXPECT_THAT(coreError("noc_async_write(0x80000, get_noc_addr(19, 18, 0x80004), 32);"), HasSubstr("equal modulo 16"));
  EXPECT_THAT(coreError("noc_async_write(1499136, get_noc_addr(19, 18, 0x80000), 32);"),
              HasSubstr("the stacks behind it cannot be reached by the NoC"));
  EXPECT_THAT(coreError("noc_async_write_multicast(0x80000, get_noc_multicast_addr(18, 18, 19, 19, 0x80000), 32, 4);"),
              HasSubstr("without the sender, reaches 3 tiles, but the kernel says 4"));
  EXPECT_THAT(coreError("noc_async_write_multicast(0x80000, get_noc_multicast_addr(18, 18, 20, 19, 0x80000), 32, 5);"),
              HasSubstr("includes (x=20, y=18), which is no worker"));
  EXPECT_THAT(coreError("noc_semaphore_inc(get_noc_addr_from_bank_id<true>(0, 64), 1);"),
              HasSubstr("atomics only work on L1"));
  EXPECT_THAT(coreError("noc_semaphore_inc(get_noc_addr(18, 18, 0x80002), 1);"), HasSubstr("expected a multiple of 4"));
  EXPECT_THAT(coreError("noc_semaphore_wait((volatile uint32_t *)0x80001, 1);"), HasSubstr("expected a multiple of 4"));
}

TEST(ChipNoc, SaysWhatIsWrongWithCircularBuffers) {
  EXPECT_THAT(coreError("cb_reserve_back(2, 1);"), HasSubstr("cb_reserve_back: circular buffer 2 is not configured on "
                                                             "this tile; it has 3"));
  EXPECT_THAT(coreError("cb_wait_front(3, 5);"),
              HasSubstr("5 pages of circular buffer 3, which has only 4: they are never there at once"));
  EXPECT_THAT(coreError("cb_reserve_back(3, 1); cb_push_back(3, 2);"), HasSubstr("but 1 are reserved"));
  EXPECT_THAT(coreError("cb_pop_front(3, 1);"), HasSubstr("but 0 are there"));
  EXPECT_THAT(coreError("cb_reserve_back(3, 1); cb_push_back(3, 1); cb_reserve_back(3, 3); cb_push_back(3, 3);\n"
                        "cb_pop_front(3, 1); cb_pop_front(3, 2); cb_reserve_back(3, 3); cb_push_back(3, 3);\n"
                        "cb_pop_front(3, 3);"),
              HasSubstr("pass the end of circular buffer 3"));
}

} // namespace
} // namespace tt::device::test
