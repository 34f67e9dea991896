// Compiling kernels: layout, arguments, both forms of a compute kernel, messages, and source lines.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "kernel_cases.h"

namespace tt::device::test {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(KernelCompile, MakesAnImageForAnyAddress) {
  const auto kernel = compile(R"(
    int values[4] = {1, 2, 3, 4};
    int *second = &values[1];
    int zeros[100];
    void kernel_main() { zeros[0] = *second; }
  )");
  EXPECT_FALSE(kernel->fixedBase());
  EXPECT_EQ(kernel->symbol("_start"), kernel->entry());
  EXPECT_LT(kernel->entry(), kernel->codeEnd());
  EXPECT_LT(kernel->memoryBytes(), 2048u);
  std::vector<std::byte> memory(kernel->memoryBytes(), std::byte{0xff});
  kernel->load(memory, 0x4000);
  auto word = [&](const char *symbol) {
    uint32_t value;
    std::memcpy(&value, memory.data() + kernel->symbol(symbol).value(), 4);
    return value;
  };
  EXPECT_EQ(word("values"), 1u);
  EXPECT_EQ(word("second"), 0x4000 + kernel->symbol("values").value() + 4);
  EXPECT_EQ(word("zeros"), 0u);
}

TEST(KernelCompile, TakesBothFormsOfAComputeKernel) {
  CompileOptions compute;
  compute.processor = Processor::Compute;
  EXPECT_TRUE(compile("namespace NAMESPACE { void MAIN {} }", compute)->symbol("kernel_main"));
  EXPECT_TRUE(compile("void kernel_main() {}", compute)->symbol("kernel_main"));
}

TEST(KernelCompile, SaysThatAComputeKernelIsCompiledForDataMovement) {
  EXPECT_THAT(kernelError([] { compile("namespace NAMESPACE {\nvoid MAIN {}\n}", {}, "exp.cpp"); }),
              StartsWith("kernel 'exp.cpp' does not compile:\nexp.cpp:2:6: error: `void MAIN` begins a compute kernel: "
                         "compile it for the processor compute\n"));
}

TEST(KernelCompile, SaysWhatTheCompilerSays) {
  const std::string message = kernelError([] { compile("void kernel_main() {\n  undeclared();\n}", {}, "reader"); });
  EXPECT_THAT(message, HasSubstr("kernel 'reader' does not compile"));
  EXPECT_THAT(message, HasSubstr("reader.cpp:2:3: error: use of undeclared identifier 'undeclared'"));
}

TEST(KernelCompile, SaysWhereTheKernelIsWrongAndNotWhereAHeaderIs) {
  const auto message = [](const std::string &line) {
    return kernelError(
        [&] { compile("#include \"dataflow_api.h\"\nvoid kernel_main() {\n  " + line + "\n}", {}, "reader.cpp"); });
  };
  // A static assertion of ours, in a template that the kernel uses.
  EXPECT_THAT(
      message("uint32_t x = get_arg_val<uint64_t>(0);"),
      AllOf(StartsWith("kernel 'reader.cpp' does not compile:\nreader.cpp:3:16: error: static assertion failed"),
            HasSubstr("arguments have 4 bytes\n    3 |   uint32_t x = get_arg_val<uint64_t>(0);\n"),
            HasSubstr("\ntenon/kernel/arguments.h:"), HasSubstr("note: expression evaluates to '8 == 4'")));
  EXPECT_THAT(message("constexpr uint32_t x = get_compile_time_arg_val(3);"),
              AllOf(HasSubstr("compile:\nreader.cpp:3:26: error:"), HasSubstr("no compile-time argument of this index"),
                    Not(HasSubstr("expanded from macro"))));
  EXPECT_THAT(message("noc_async_read(1, 2);"),
              AllOf(HasSubstr("compile:\nreader.cpp:3:3: error: no matching function for call to 'noc_async_read'"),
                    HasSubstr("\ntenon/kernel/noc.h:"), HasSubstr("requires at least 3 arguments")));
  for (const std::string &line : {"uint32_t x = get_arg_val<uint64_t>(0);", "noc_async_read(1, 2);"})
    EXPECT_THAT(message(line), AllOf(Not(HasSubstr(TENON_KERNEL_HEADERS)), Not(HasSubstr("In file included from")),
                                     Not(HasSubstr("generated."))));
}

TEST(KernelCompile, KeepsWhatTheCompilerSaysOfTheKernelsOwnHeaders) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("tenon-own-header-{}", getpid());
  fs::create_directory(folder);
  std::ofstream(folder / "own.h") << "void f() { undeclared(); }\n";
  CompileOptions options;
  options.includeFolders = {folder.string()};
  EXPECT_THAT(
      kernelError([&] { compile("#include \"own.h\"\nvoid kernel_main() {}", options, "reader"); }),
      AllOf(HasSubstr("In file included from reader.cpp:1:\n"), HasSubstr("own.h:1:12: error: use of undeclared")));
  fs::remove_all(folder);
}

TEST(KernelCompile, SaysThatTheEntryIsMissing) {
  EXPECT_THAT(kernelError([] { compile("int unused;"); }), HasSubstr("defines no kernel_main()"));
}

TEST(KernelCompile, SaysWhichSymbolIsUndefined) {
  EXPECT_THAT(
      kernelError([] { compile("void other(); void kernel_main() {\n other(); }", {}, "calls"); }),
      StartsWith("kernel 'calls' does not link:\ncalls.cpp:2: error: undefined symbol: other(), which is declared"));
}

TEST(KernelCompile, RefusesAnUnknownFile) {
  try {
    KernelImage::compileFile("/nowhere/kernel.cpp", {});
    FAIL() << "it was compiled";
  } catch (const FileError &error) {
    EXPECT_THAT(error.what(), HasSubstr("'/nowhere/kernel.cpp' is no file that can be read"));
    EXPECT_EQ(error.errorNumber, ENOENT);
  }
}

TEST(KernelCompile, LinksTheArithmeticThatIsNotInTheInstructionSet) {
  const auto kernel = compile(R"(
    volatile float f = 1.5f; volatile double d = 2; volatile unsigned long long u = 7; volatile long long s = -7;
    void kernel_main() {
      f = f * f + f / 3 - f; d = d * d / f; u = u / u; s = s % s; f = u; u = d; s = f; f = f < d;
    }
  )");
  EXPECT_TRUE(kernel->symbol("__mulsf3"));
  EXPECT_TRUE(kernel->symbol("__udivdi3"));
  EXPECT_FALSE(compile("void kernel_main() {}")->symbol("__mulsf3"));
}

TEST(KernelLines, FindsFileFunctionAndLine) {
  const auto kernel = compile("volatile int value;\n"
                              "__attribute__((noinline)) void work() {\n"
                              "  value = 5;\n"
                              "}\n"
                              "void kernel_main() {\n"
                              "  work();\n"
                              "}\n",
                              {}, "lines");
  const auto work = kernel->symbol("_Z4workv");
  ASSERT_TRUE(work);
  const auto line = kernel->sourceLine(*work);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->file, "lines.cpp");
  EXPECT_EQ(line->function, "work");
  const std::vector<uint32_t> offsets = kernel->offsetsOf("lines.cpp", 3);
  ASSERT_EQ(offsets.size(), 1u);
  EXPECT_EQ(kernel->sourceLine(offsets.front())->line, 3u);
}

TEST(KernelLines, ReportsTheCallerOfAHeadersFunction) {
  const auto kernel = compile("#include \"dataflow_api.h\"\n"
                              "void kernel_main() {\n"
                              "  cb_wait_front(3, 1);\n"
                              "}\n",
                              {}, "caller");
  const uint32_t begin = kernel->symbol("kernel_main").value();
  bool found = false;
  for (uint32_t offset = begin; offset < begin + 16; offset += 4) {
    const auto line = kernel->sourceLine(offset);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->file, "caller.cpp");
    EXPECT_EQ(line->function, "kernel_main");
    found |= line->line == 3;
  }
  EXPECT_TRUE(found);
  const std::vector<uint32_t> offsets = kernel->offsetsOf("caller.cpp", 3);
  ASSERT_FALSE(offsets.empty());
  for (const uint32_t offset : offsets)
    EXPECT_EQ(kernel->sourceLine(offset)->line, 3u);
}

TEST(KernelLines, FindsLinesThatAreAllInlined) {
  const auto kernel = compile("#include \"debug/dprint.h\"\n"
                              "#include \"dataflow_api.h\"\n"
                              "void kernel_main() {\n"
                              "  uint32_t value = get_arg_val<uint32_t>(0);\n"
                              "  value += 3;\n"
                              "  DPRINT << \"value \" << value << ENDL();\n"
                              "  noc_semaphore_set(reinterpret_cast<volatile uint32_t *>(get_semaphore(0)), value);\n"
                              "}\n",
                              {}, "inlined");
  for (const uint32_t line : {4, 6, 7}) {
    const std::vector<uint32_t> offsets = kernel->offsetsOf("inlined.cpp", line);
    ASSERT_FALSE(offsets.empty()) << "line " << line;
    EXPECT_EQ(kernel->sourceLine(offsets.front())->line, line);
  }
}

TEST(KernelLines, KnowsNoPlaceOutsideOfTheKernel) {
  const auto kernel = compile("void kernel_main() {}");
  EXPECT_FALSE(kernel->sourceLine(kernel->memoryBytes() + 4));
  EXPECT_FALSE(kernel->sourceLine(UINT32_MAX));
  EXPECT_TRUE(kernel->offsetsOf("elsewhere.cpp", 1).empty());
  EXPECT_TRUE(kernel->offsetsOf("test.cpp", 1000).empty());
}

} // namespace
} // namespace tt::device::test
