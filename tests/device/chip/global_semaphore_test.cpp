// Semaphores that outlive programs.
#include <chrono>

#include "chip_cases.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

constexpr TileRange kBoth{{0, 0}, {1, 0}};

TEST(ChipGlobalSemaphores, KeepTheirValueAcrossPrograms) {
  auto chip = openSmall(2, 1);
  GlobalSemaphore semaphore = chip->createGlobalSemaphore({kBoth}, 3);
  EXPECT_EQ(readWord(*chip, {0, 0}, semaphore.address()), 3u);
  EXPECT_EQ(readWord(*chip, {1, 0}, semaphore.address()), 3u);
  // Each program raises the other tile's by one.
  Program raise;
  KernelHandle handle =
      raise.addKernel(kernel("noc_semaphore_inc(get_noc_addr(my_x[0] + 1, my_y[0], get_arg_val<uint32_t>(0)), 1);\n"
                             "noc_async_atomic_barrier();"),
                      {kOneTile}, Processor::DataMovement0);
  raise.setRuntimeArgs(handle, {0, 0}, {semaphore.address()});
  for (int i = 0; i < 4; ++i)
    chip->run(raise);
  EXPECT_EQ(readWord(*chip, {0, 0}, semaphore.address()), 3u);
  EXPECT_EQ(readWord(*chip, {1, 0}, semaphore.address()), 7u);
  semaphore.reset(1);
  EXPECT_EQ(readWord(*chip, {0, 0}, semaphore.address()), 1u);
  EXPECT_EQ(readWord(*chip, {1, 0}, semaphore.address()), 1u);
}

TEST(ChipGlobalSemaphores, AreResetWhileCoresWait) {
  auto chip = openSmall(1, 1);
  GlobalSemaphore semaphore = chip->createGlobalSemaphore({kOneTile}, 0);
  const std::string wait = "noc_semaphore_wait((volatile uint32_t *)get_arg_val<uint32_t>(0), 5);\n";
  Program program = programOf(kernel("*(volatile uint32_t *)0x80000 = 9; " + wait), {semaphore.address()});
  program.addKernel(kernel("while (*(volatile uint32_t *)0x80000 != 1);"), {kOneTile}, Processor::DataMovement1);
  chip->enqueue(program);
  while (readWord(*chip, {0, 0}, kScratch) != 9)
    chip->waitFor(std::chrono::milliseconds(1));
  semaphore.reset(5);
  writeWord(*chip, {0, 0}, kScratch, 1);
  chip->wait();
}

TEST(ChipGlobalSemaphores, HaveMemoryOfTheirOwn) {
  auto chip = openSmall(2, 1);
  GlobalSemaphore one = chip->createGlobalSemaphore({kBoth}, 1), two = chip->createGlobalSemaphore({kOneTile}, 2);
  EXPECT_NE(one.address(), two.address());
  const uint32_t freed = one.address();
  writeWord(*chip, {1, 0}, two.address(), 77); // it is not on this tile
  two.reset(3);
  EXPECT_EQ(readWord(*chip, {1, 0}, two.address()), 77u);
  EXPECT_EQ(readWord(*chip, {0, 0}, one.address()), 1u);
  one = {};
  EXPECT_FALSE(one);
  EXPECT_EQ(chip->createGlobalSemaphore({kBoth}, 4).address(), freed);
}

TEST(ChipGlobalSemaphores, RefuseWhatIsImpossible) {
  auto chip = openSmall(2, 1);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->createGlobalSemaphore({}, 0); }), HasSubstr("on no tiles"));
  EXPECT_THAT(
      messageOf<ValueError>([&] { chip->createGlobalSemaphore({{{0, 0}, {0, 1}}}, 0); }),
      HasSubstr("a global semaphore on the tiles (x=0, y=0) to (x=0, y=1): expected corners in order, in a grid "
                "of 2x1"));
  GlobalSemaphore semaphore = chip->createGlobalSemaphore({kBoth}, 0);
  chip->close();
  EXPECT_THAT(messageOf<DeviceError>([&] { semaphore.reset(0); }), HasSubstr("the chip is closed"));
  chip.reset();
  EXPECT_THAT(messageOf<DeviceError>([&] { semaphore.reset(0); }), HasSubstr("closed"));
}

} // namespace
} // namespace tt::device::test
