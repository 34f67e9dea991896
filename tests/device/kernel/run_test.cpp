// Kernels run on a core: arguments, calls of data movement, printing, constructors.
#include <gmock/gmock.h>

#include "kernel_cases.h"
#include "kernel_runner.h"

namespace tt::device::test {
namespace {

using ::testing::HasSubstr;

/// The calls of a kernel with this body, each as "service(a, b, ...)" with so many arguments as the service has.
std::vector<std::string> callsOf(const std::string &body, KernelRunner &runner, CompileOptions options = {}) {
  const auto kernel = compile("#include \"dataflow_api.h\"\nvoid kernel_main() {\n" + body + "\n}\n", options);
  EXPECT_EQ(runner.run(*kernel), 0u);
  static const std::map<Service, std::pair<const char *, uint32_t>> table = {
#define TENON_CARD_SERVICE(number, name, arguments, summary) {Service::name, {#name, arguments}},
#include "tenon/schema/card_services.def"
  };
  std::vector<std::string> calls;
  for (const ServiceCall &call : runner.calls) {
    const auto &[name, count] = table.at(call.service);
    std::string text = std::string(name) + "(";
    for (uint32_t i = 0; i < count; ++i)
      text += (i ? ", " : "") + std::to_string(call.arguments[i]);
    calls.push_back(text + ")");
  }
  return calls;
}

std::vector<std::string> callsOf(const std::string &body) {
  KernelRunner runner;
  return callsOf(body, runner);
}

using Calls = std::vector<std::string>;

/// High word of the NoC address of (x, y).
std::string high(uint32_t x, uint32_t y) { return std::to_string(x << 4 | y << 10); }

TEST(KernelRun, ReadsArgumentsOfAllKinds) {
  CompileOptions options;
  options.compileTimeArgs = {7, 0xffffffff};
  options.namedCompileTimeArgs = {{"rows", 11}, {"columns", 12}};
  options.defines = {{"EXTRA", "3 + 4"}};
  KernelRunner runner;
  runner.arguments = {100, 0xdeadbeef};
  runner.commonArguments = {5};
  const std::string body = R"(
    auto *out = reinterpret_cast<uint32_t *>(0x10000);
    out[0] = get_arg_val<uint32_t>(0); out[1] = get_arg_val<uint32_t>(1); out[2] = get_common_arg_val<uint32_t>(0);
    out[3] = get_compile_time_arg_val(0); out[4] = get_compile_time_arg_val(1);
    constexpr uint32_t columns = get_named_compile_time_arg_val("columns");
    out[5] = columns; out[6] = EXTRA; out[7] = my_x[0]; out[8] = my_y[noc_index]; out[9] = get_absolute_logical_x();
    out[10] = get_semaphore(2);)";
  EXPECT_EQ(callsOf(body, runner, options), Calls{});
  const uint32_t expected[] = {100, 0xdeadbeef, 5, 7, 0xffffffff, 12, 7, 3, 5, 2, KernelRunner::kSemaphores + 32};
  for (size_t i = 0; i < std::size(expected); ++i)
    EXPECT_EQ(runner.at<uint32_t>(KernelRunner::kData)[i], expected[i]) << i;
}

TEST(KernelRun, RefusesAnArgumentThatIsNotThere) {
  EXPECT_THAT(kernelError([] {
                compile("#include \"dataflow_api.h\"\nvoid kernel_main() { volatile int x = "
                        "get_compile_time_arg_val(3); }");
              }),
              HasSubstr("the kernel has no compile-time argument of this index"));
  EXPECT_THAT(kernelError([] {
                compile("#include \"dataflow_api.h\"\nvoid kernel_main() { volatile int x = "
                        "get_named_compile_time_arg_val(\"no\"); }");
              }),
              HasSubstr("thereIsNoCompileTimeArgumentOfThisName"));
}

TEST(KernelRun, TransfersOverTheNoc) {
  EXPECT_EQ(callsOf("noc_async_read(get_noc_addr(1, 2, 0x40), 0x1000, 96); noc_async_read_barrier();"
                    "noc_async_write(0x1000, get_noc_addr(0x80), 32, 1); noc_async_write_barrier(1);"),
            (Calls{"noc_async_read(64, " + high(1, 2) + ", 4096, 96, 0)", "noc_async_read_barrier(4294967295, 0)",
                   "noc_async_write(4096, 128, " + high(3, 5) + ", 32, 1)", "noc_async_write_barrier(4294967295, 1)"}));
}

TEST(KernelRun, DoesTheSameAtEveryLevelOfOptimisation) {
  for (const char *level : {"-O0", "-O1", "-Os", "-O3"}) {
    SCOPED_TRACE(level);
    CompileOptions options;
    options.optimization = level;
    KernelRunner runner;
    runner.arguments = {3};
    EXPECT_EQ(callsOf("for (uint32_t i = 0; i < get_arg_val<uint32_t>(0); i += 2)"
                      "  noc_async_write_multicast(16 + i, get_noc_multicast_addr(0, 0, 1, 0, 32), 64, 8);",
                      runner, options),
              (Calls{"noc_async_write_multicast(16, 32, 16, 64, 8, 0, 0)",
                     "noc_async_write_multicast(18, 32, 16, 64, 8, 0, 0)"}));
  }
}

TEST(KernelRun, RefusesAnUnknownLevelOfOptimisation) {
  CompileOptions options;
  options.optimization = "-O9 -fplugin=x";
  EXPECT_THAT(kernelError([&] { compile("void kernel_main() {}", options); }),
              HasSubstr("is no level of optimisation"));
}

TEST(KernelRun, KeepsTheStateOfTransfers) {
  EXPECT_EQ(callsOf("noc_async_read_one_packet_set_state(get_noc_addr(1, 2, 0x40), 64);"
                    "noc_async_read_one_packet_with_state(0x80, 0x1000);"
                    "noc_async_write_one_packet_set_state(get_noc_addr(4, 2, 0x40), 16);"
                    "noc_async_write_one_packet_with_state(0x2000, 0x90);"
                    "noc_inline_dw_write_set_state<false, true>(get_noc_addr(4, 4, 0), 17);"
                    "noc_inline_dw_write_with_state<true>(0, 0x44);"),
            (Calls{"noc_async_read(128, " + high(1, 2) + ", 4096, 64, 0)",
                   "noc_async_write(8192, 144, " + high(4, 2) + ", 16, 0)",
                   "noc_inline_dw_write(68, " + high(4, 4) + ", 17, 15, 0)"}));
}

TEST(KernelRun, NamesRectanglesInAnyOrderOfCorners) {
  const std::string words = std::to_string(3u << 4 | 4u << 10 | 1u << 16 | 2u << 22);
  EXPECT_EQ(callsOf("noc_async_write_multicast(16, get_noc_multicast_addr(1, 2, 3, 4, 32), 64, 8);"
                    "noc_async_write_multicast_loopback_src(16, get_noc_multicast_addr(3, 4, 1, 2, 32), 64, 9);"
                    "noc_semaphore_set_multicast(16, get_noc_multicast_addr(1, 2, 3, 4, 32), 8);"
                    "noc_semaphore_inc_multicast(get_noc_multicast_addr(1, 2, 3, 4, 32), 5, 8);"),
            (Calls{"noc_async_write_multicast(16, 32, " + words + ", 64, 8, 0, 0)",
                   "noc_async_write_multicast(16, 32, " + words + ", 64, 9, 1, 0)",
                   "noc_semaphore_set_multicast(16, 32, " + words + ", 8, 0)",
                   "noc_semaphore_inc_multicast(32, " + words + ", 5, 8, 0)"}));
}

TEST(KernelRun, FindsPagesOfInterleavedBuffers) {
  // Page 7 of three banks is in bank 1, behind two pages, each 40 bytes up to the alignment of 32.
  const std::string page7 = "(4224, " + high(1, 20) + ", 0, ";
  EXPECT_EQ(callsOf("InterleavedAddrGen<true> plain = {.bank_base_address = 4096, .page_size = 40};"
                    "InterleavedAddrGenFast<true> fast = {.bank_base_address = 4096, .page_size = 40,"
                    "                                     .data_format = DataFormat::Float16_b};"
                    "noc_async_read(get_noc_addr(7, plain), 0, 40); noc_async_read_tile(7, fast, 0);"
                    "noc_async_read(get_noc_addr_from_bank_id<false>(1, 48), 0, 40);"),
            (Calls{"noc_async_read" + page7 + "40, 0)", "noc_async_read" + page7 + "40, 0)",
                   "noc_async_read(48, " + high(2, 3) + ", 0, 40, 0)"}));
}

TEST(KernelRun, FindsPagesOfTensors) {
  CompileOptions options;
  // Interleaved in DRAM; then 4x6 pages in shards of 2x3 over L1 at (1, 2), (3, 4) and (5, 6), page size 64.
  options.compileTimeArgs = {2, 64, 1, 64, 2, 3, 4, 6, 2, 3, 0x0102 | 0x0304 << 16, 0x0506};
  KernelRunner runner;
  EXPECT_EQ(callsOf("constexpr auto a = TensorAccessorArgs<0>();"
                    "constexpr auto b = TensorAccessorArgs<a.next_compile_time_args_offset()>();"
                    "static_assert(b.next_compile_time_args_offset() == 12);"
                    "auto interleaved = TensorAccessor(a, 1024); auto sharded = TensorAccessor(b, 2048);"
                    "noc_async_read_page(4, interleaved, 0);"
                    "noc_async_read_page(0, sharded, 0);"   // shard 0: bank 0, page 0
                    "noc_async_read_page(10, sharded, 0);"  // row 1, column 4: shard 1, page 1*3 + 1
                    "noc_async_write_page(23, sharded, 0);" // row 3, column 5: shard 3, bank 0 again
                    "noc_async_read_shard(2, sharded, 0);",
                    runner, options),
            (Calls{"noc_async_read(1088, " + high(1, 20) + ", 0, 64, 0)",
                   "noc_async_read(2048, " + high(1, 2) + ", 0, 64, 0)",
                   "noc_async_read(" + std::to_string(2048 + 4 * 64) + ", " + high(3, 4) + ", 0, 64, 0)",
                   "noc_async_write(0, " + std::to_string(2048 + (6 + 5) * 64) + ", " + high(1, 2) + ", 64, 0)",
                   "noc_async_read(2048, " + high(5, 6) + ", 0, 384, 0)"}));
}

TEST(KernelRun, Prints) {
  KernelRunner runner;
  callsOf(R"(
    DPRINT << "a" << 5 << ' ' << -7 << HEX() << 255 << DEC() << SETW(4) << 42 << " " << 1.5f << BF16(0x3f80) << ENDL();
    DPRINT("{} {:#x} {:04} {{}} {}\n", 1u, 31, 7, "text");
    uint64_t wide = 1ull << 40; DPRINT << wide << true;)",
          runner);
  EXPECT_EQ(runner.printed, "a5 -7ff  42 1.51\n1 0x1f 0007 {} text\n10995116277761");
}

TEST(KernelRun, ChecksFormatsWhenItIsCompiled) {
  EXPECT_THAT(kernelError([] { compile("#include \"debug/dprint.h\"\nvoid kernel_main() { DPRINT(\"{}\\n\"); }"); }),
              HasSubstr("theFormatHasMoreFieldsThanArguments"));
  EXPECT_THAT(kernelError([] { compile("#include \"debug/dprint.h\"\nvoid kernel_main() { DPRINT(\"\\n\", 1); }"); }),
              HasSubstr("theFormatHasFewerFieldsThanArguments"));
}

TEST(KernelRun, EndsAtAnAssertionThatFails) {
  KernelRunner runner;
  const auto kernel = compile("#include \"debug/assert.h\"\nvoid kernel_main() { ASSERT(1 + 1 == 3); }");
  EXPECT_FALSE(runner.run(*kernel));
  EXPECT_THAT(runner.printed, HasSubstr("ASSERT failed: 1 + 1 == 3"));
}

TEST(KernelRun, RunsConstructorsFirst) {
  KernelRunner runner;
  const auto kernel = compile(R"(
    struct Filled { int value; Filled() { value = *reinterpret_cast<volatile int *>(0x20000) + 1; } };
    Filled filled;
    void kernel_main() { *reinterpret_cast<int *>(0x10000) = filled.value; })");
  *runner.at<int>(0x20000) = 41;
  EXPECT_EQ(runner.run(*kernel), 0u);
  EXPECT_EQ(*runner.at<int>(0x10000), 42);
}

} // namespace
} // namespace tt::device::test
