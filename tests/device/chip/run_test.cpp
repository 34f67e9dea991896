// Running programs: arguments, results, programs one after the other, and what ends them.
#include "chip_cases.h"

namespace tt::device::test {
namespace {

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

} // namespace
} // namespace tt::device::test
