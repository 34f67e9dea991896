// Breakpoints, steps, registers, and snapshots of a running chip.
#include <atomic>
#include <thread>

#include "chip_cases.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using std::chrono::minutes;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// kernel_main begins in line 2.
const char *kLoop = "volatile uint32_t *word = (volatile uint32_t *)0x80000;\n" // 3
                    "for (uint32_t i = 0; i < 3; ++i)\n"                        // 4
                    "  *word += 10;\n"                                          // 5
                    "*word += 1;";                                              // 6

TEST(ChipDebug, StopsAtLines) {
  auto chip = openSmall();
  chip->addBreakpoint("loop", "loop.cpp", 6);
  Program program;
  program.addKernel(kernel(kLoop, "loop"), {{{0, 0}, {1, 0}}}, Processor::DataMovement0);
  program.addKernel(kernel("*(volatile uint32_t *)0x80004 = 1;", "free"), {kOneTile}, Processor::DataMovement1);
  chip->enqueue(program);
  std::vector<CoreId> stopped;
  while (stopped.size() < 2)
    stopped = chip->waitForBreakpoint(minutes(1));
  EXPECT_THAT(stopped, ElementsAre(kDm0, CoreId{{1, 0}, Processor::DataMovement0}));
  EXPECT_EQ(chip->sourceLine(kDm0)->line, 6u);
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 30u);
  writeWord(*chip, {0, 0}, kScratch, 100);
  chip->resume(kDm0);
  chip->resume(stopped[1]);
  chip->wait();
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 101u);
  EXPECT_EQ(readWord(*chip, {1, 0}, kScratch), 31u);
  EXPECT_THAT(chip->waitForBreakpoint(minutes(1)), IsEmpty());

  chip->clearBreakpoints();
  chip->run(program);
}

TEST(ChipDebug, WaitingAtBreakpointsIsAnErrorThatSaysWhoStandsThere) {
  for (bool deterministic : {false, true}) {
    auto chip = openSmall(2, 1, {.deterministic = deterministic});
    chip->addBreakpoint("loop", "loop.cpp", 6);
    Program program;
    CircularBufferConfig config;
    config.pageSize = 64;
    program.addCircularBuffer({kOneTile}, config);
    program.addKernel(kernel(kLoop, "loop"), {{{0, 0}, {1, 0}}}, Processor::DataMovement0);
    program.addKernel(kernel("cb_wait_front(0, 1);", "waits"), {kOneTile}, Processor::DataMovement1);
    for (int i = 0; i < 2; ++i) // it stays so
      EXPECT_THAT(messageOf<BreakpointError>([&] { i == 0 ? chip->run(program) : chip->wait(); }),
                  AllOf(HasSubstr("resume() lets a core go on"), HasSubstr("(x=0, y=0): kernel 'loop'"),
                        HasSubstr("loop.cpp:6) stands at a breakpoint"), HasSubstr("(x=1, y=0): kernel 'loop'"),
                        HasSubstr("waits in cb_wait_front")));
    EXPECT_FALSE(chip->waitFor(std::chrono::milliseconds(1)));
    EXPECT_THROW(chip->throwIfHeld(), BreakpointError);
    EXPECT_THAT(messageOf<BreakpointError>([&] { chip->run(program); }),
                AllOf(HasSubstr("another program was not begun"), HasSubstr("(x=0, y=0): kernel 'loop'")));
    chip->resume(kDm0);
    EXPECT_THAT(messageOf<BreakpointError>([&] { chip->wait(); }), HasSubstr("(x=0, y=0): kernel 'loop'"));
    EXPECT_THAT(chip->waitForBreakpoint(minutes(1)), ElementsAre(CoreId{{1, 0}, Processor::DataMovement0}));
    chip->resume({{1, 0}, Processor::DataMovement0});
    EXPECT_THAT(messageOf<DeadlockError>([&] { chip->wait(); }), HasSubstr("waits in cb_wait_front"));
    chip->throwIfHeld();
    EXPECT_EQ(chip->snapshot().programs, 1u);
  }
}

TEST(ChipDebug, BreakpointsMustBeSomewhere) {
  auto chip = openSmall(1, 1);
  Program program = programOf(kernel(kLoop, "loop"));
  chip->addBreakpoint("lop", "loop.cpp", 6);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(program); }),
              AllOf(HasSubstr("the breakpoint at loop.cpp:6: there is no kernel 'lop', but 'loop'"),
                    HasSubstr("clear_breakpoints")));
  chip->clearBreakpoints();
  chip->addBreakpoint("loop", "lop.cpp", 6);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(program); }),
              HasSubstr("the breakpoint at lop.cpp:6: kernel 'loop' has no code there; it has code at loop.cpp:"));
  chip->clearBreakpoints();
  chip->addBreakpoint("loop", "loop.cpp", 8);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(program); }), HasSubstr("it has code at loop.cpp:"));
  chip->clearBreakpoints();

  // Once it was found, other programs may be without it; a pending one may be found later.
  chip->addBreakpoint("loop", "loop.cpp", 6);
  chip->addBreakpoint("later", "later.cpp", 3, {.pending = true});
  EXPECT_THROW(chip->run(program), BreakpointError);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->addBreakpoint("lop", "loop.cpp", 6); }),
              HasSubstr("there is no kernel 'lop', but 'loop'"));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->addBreakpoint("loop", "loop.cpp", 60); }),
              HasSubstr("has no code there; it has code at loop.cpp:"));
  chip->resume(kDm0);
  chip->wait();
  EXPECT_THROW(chip->run(programOf(kernel("*(volatile uint32_t *)0x80000 = 1;", "later"))), BreakpointError);
  chip->resume(kDm0);
  chip->wait();
}

TEST(ChipDebug, StepsAndChangesRegisters) {
  auto chip = openSmall(1, 1);
  auto image = kernel("asm volatile(\"li a1, 0\\n1: addi a1, a1, 1\\nli a2, 3\\nblt a1, a2, 1b\\nsw a1, 0(%0)\" "
                      ":: \"r\"(0x80000) : \"a1\", \"a2\", \"memory\");",
                      "steps");
  chip->addBreakpoint("steps", "steps.cpp", 3);
  chip->enqueue(programOf(image));
  ASSERT_THAT(chip->waitForBreakpoint(minutes(1)), ElementsAre(kDm0));
  // To the first addi, wherever the compiler put the address into its register.
  std::vector<uint32_t> counts;

  while (counts.size() < 7) {
    chip->step(kDm0);

    uint32_t count = chip->registers(kDm0).x[11];
    if (count == 0)
      counts.assign(1, 0);
    else if (!counts.empty())
      counts.push_back(count);
  }
  EXPECT_THAT(counts, ElementsAre(0, 1, 1, 1, 2, 2, 2));
  chip->setRegister(kDm0, 11, 40);
  EXPECT_EQ(chip->registers(kDm0).x[11], 40u);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->setRegister(kDm0, 33, 0); }), HasSubstr("expected 1 to 31, or 32"));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->setRegister(kDm0, 32, 2); }), HasSubstr("a multiple of 4"));
  chip->step(kDm0, 3);
  EXPECT_EQ(chip->registers(kDm0).x[11], 41u);
  chip->resume(kDm0);
  chip->wait();
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 41u);
}

TEST(ChipDebug, StepsIntoWaiting) {
  auto chip = openSmall(1, 1);
  Program program;
  CircularBufferConfig config;
  config.pageSize = 64;
  program.addCircularBuffer({kOneTile}, config);
  program.addKernel(kernel("cb_wait_front(0, 1);\n*(volatile uint32_t *)0x80000 = 1;", "waits"), {kOneTile},
                    Processor::DataMovement0);
  program.addKernel(kernel("cb_reserve_back(0, 1);\ncb_push_back(0, 1);", "pushes"), {kOneTile},
                    Processor::DataMovement1);
  chip->addBreakpoint("waits", "waits.cpp", 3);
  chip->addBreakpoint("pushes", "pushes.cpp", 4);
  chip->enqueue(program);
  while (chip->waitForBreakpoint(minutes(1)).size() < 2)
    ;
  for (int i = 0; chip->snapshot().cores[0].activity == Activity::Stopped; ++i) {
    ASSERT_LT(i, 20);
    chip->step(kDm0);
  }
  EXPECT_THAT(chip->snapshot().cores[0].waitsFor, HasSubstr("cb_wait_front: circular buffer 0, 0 pages there of 1"));
  EXPECT_NE(chip->registers(kDm0).pc, 0u);
  chip->resume(kDm1);
  while (chip->waitForBreakpoint(minutes(1)) != std::vector{kDm0})
    ;
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 0u);
  chip->resume(kDm0);
  chip->wait();
  EXPECT_EQ(readWord(*chip, {0, 0}, kScratch), 1u);
}

TEST(ChipDebug, RefusesWhatIsImpossible) {
  auto chip = openSmall(1, 1);
  EXPECT_THAT(messageOf<DeviceError>([&] { chip->registers(kDm0); }),
              HasSubstr("dm0 of tile (x=0, y=0) has no kernel"));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->registers({{3, 3}, Processor::DataMovement0}); }),
              HasSubstr("there is no tile (x=3, y=3)"));
  chip->addBreakpoint("k", "k.cpp", 700);
  EXPECT_THAT(messageOf<ValueError>([&] { chip->run(programOf(kernel("", "k"))); }),
              HasSubstr("the breakpoint at k.cpp:700: kernel 'k' has no code there"));
  chip->clearBreakpoints();
  chip->enqueue(programOf(kernel("for (;;) asm volatile(\"\");", "k")));
  EXPECT_THAT(messageOf<DeviceError>([&] { chip->resume(kDm0); }), HasSubstr("does not stand at a breakpoint"));
  EXPECT_THAT(messageOf<DeviceError>([&] { chip->registers(kDm0); }), HasSubstr("is running"));
  EXPECT_THAT(messageOf<ValueError>([&] { chip->addBreakpoint("k", "k.cpp", 700); }), HasSubstr("has no code there"));
}

TEST(ChipDebug, StopsAndClosesWithCoresAtBreakpoints) {
  auto chip = openSmall(1, 1);
  chip->addBreakpoint("loop", "loop.cpp", 5);
  for (int i = 0; i < 2; ++i) {
    chip->enqueue(programOf(kernel(kLoop, "loop")));
    ASSERT_THAT(chip->waitForBreakpoint(minutes(1)), ElementsAre(kDm0));
    if (i == 0) {
      chip->stop();
      EXPECT_THAT(messageOf<StoppedError>([&] { chip->wait(); }), HasSubstr("stands at a breakpoint"));
    }
  }
  chip->close();
}

TEST(ChipDebug, ShowsARunningChip) {
  auto chip = openSmall(2, 2, {.threads = 2, .slice = 500});
  Program program;
  TileRange all{{0, 0}, {1, 1}};
  CircularBufferConfig config;
  config.pageSize = 64;
  program.addCircularBuffer({all}, config);
  program.addKernel(kernel("for (int i = 0; i < 20000; ++i) { cb_reserve_back(0, 1); cb_push_back(0, 1); }", "in"),
                    {all}, Processor::DataMovement0);
  program.addKernel(kernel("for (int i = 0; i < 20000; ++i) { cb_wait_front(0, 1); cb_pop_front(0, 1); }", "out"),
                    {all}, Processor::DataMovement1);
  chip->enqueue(program);
  uint64_t before = 0;
  while (!chip->waitFor(std::chrono::milliseconds(0))) {
    Snapshot snapshot = chip->snapshot();
    ASSERT_EQ(snapshot.cores.size(), 8u);
    uint64_t retired = 0;
    for (const CoreSnapshot &core : snapshot.cores)
      retired += core.retired;
    EXPECT_GE(retired, before);
    before = retired;
  }
  for (const CoreSnapshot &core : chip->snapshot().cores)
    EXPECT_EQ(core.activity, Activity::Finished);
}

} // namespace
} // namespace tt::device::test
