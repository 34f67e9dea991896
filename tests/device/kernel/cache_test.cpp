// The cache of compiled kernels: it is used, it notices changes, and it does no harm where it is damaged or missing.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <thread>

#include <gmock/gmock.h>

#include "kernel_cases.h"

namespace tt::device::test {
namespace {

namespace fs = std::filesystem;

/// An empty folder as the cache, for one test.
class KernelCache : public testing::Test {
protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "tenon-cache-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    if (const char *value = std::getenv("TENON_CACHE_DIR"))
      before = value;
    setenv("TENON_CACHE_DIR", (folder / "cache").c_str(), 1);
  }
  void TearDown() override {
    if (before)
      setenv("TENON_CACHE_DIR", before->c_str(), 1);
    else
      unsetenv("TENON_CACHE_DIR");
    unsetenv("TENON_CLANG");
    fs::remove_all(folder);
  }
  void write(const std::string &name, const std::string &text) const { std::ofstream(folder / name) << text; }
  std::vector<fs::path> entries() const {
    std::vector<fs::path> found;
    if (fs::is_directory(folder / "cache"))
      for (const auto &entry : fs::directory_iterator(folder / "cache"))
        if (entry.path().filename().string().starts_with("kernel-"))
          found.push_back(entry.path());
    return found;
  }
  static ino_t inodeOf(const fs::path &path) {
    struct stat status = {};
    stat(path.c_str(), &status);
    return status.st_ino;
  }
  static std::vector<std::byte> elfOf(const std::shared_ptr<const KernelImage> &kernel) {
    return {kernel->elf().begin(), kernel->elf().end()};
  }

  fs::path folder;
  std::optional<std::string> before;
};

TEST_F(KernelCache, KeepsKernels) {
  const auto first = compile("void kernel_main() {}");
  EXPECT_EQ(entries().size(), 2u); // the kernel, and the runtime it is linked with
  const ino_t written = inodeOf(entries().front()); // a file that is written anew is another one
  EXPECT_EQ(elfOf(compile("void kernel_main() {}")), elfOf(first));
  EXPECT_EQ(entries().size(), 2u);
  EXPECT_EQ(inodeOf(entries().front()), written);
}

TEST_F(KernelCache, TellsOptionsApart) {
  CompileOptions options;
  const std::string source = "volatile int x;\nvoid kernel_main() { x = VALUE; }";
  options.defines = {{"VALUE", "1"}};
  const auto one = elfOf(compile(source, options));
  options.defines = {{"VALUE", "2"}};
  EXPECT_NE(elfOf(compile(source, options)), one);
  options.defines = {{"VALUE", "1"}};
  EXPECT_EQ(elfOf(compile(source, options)), one);
}

TEST_F(KernelCache, NoticesThatAnIncludedFileChanged) {
  write("value.h", "#define VALUE 1\n");
  write("kernel file.cpp", "#include \"value.h\"\nvolatile int x;\nvoid kernel_main() { x = VALUE; }\n");
  const std::string path = (folder / "kernel file.cpp").string();
  const auto one = elfOf(KernelImage::compileFile(path, {}));
  write("value.h", "#define VALUE 2\n");
  const auto two = elfOf(KernelImage::compileFile(path, {}));
  EXPECT_NE(two, one);
  write("kernel file.cpp", "#include \"value.h\"\nvolatile int x;\nvoid kernel_main() { x = VALUE + 1; }\n");
  EXPECT_NE(elfOf(KernelImage::compileFile(path, {})), two);
}

TEST_F(KernelCache, ForgetsDamagedEntries) {
  const auto first = elfOf(compile("void kernel_main() {}"));
  for (const fs::path &entry : entries()) {
    std::fstream file(entry, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(entry) / 2));
    file.put('\x55');
  }
  EXPECT_EQ(elfOf(compile("void kernel_main() {}")), first);
  for (const fs::path &entry : entries())
    fs::resize_file(entry, 20);
  EXPECT_EQ(elfOf(compile("void kernel_main() {}")), first);
}

TEST_F(KernelCache, IsNotNeeded) {
  write("cache", "a file where the folder should be");
  EXPECT_TRUE(compile("void kernel_main() {}")->symbol("kernel_main"));
}

TEST_F(KernelCache, IsSharedByThreads) {
  std::vector<std::thread> threads;
  std::vector<std::vector<std::byte>> elfs(4);
  for (size_t i = 0; i < elfs.size(); ++i)
    threads.emplace_back([&, i] { elfs[i] = elfOf(compile("void kernel_main() {}", {}, "same")); });
  for (std::thread &thread : threads)
    thread.join();
  for (const auto &elf : elfs)
    EXPECT_EQ(elf, elfs.front());
  EXPECT_EQ(entries().size(), 2u);
}

TEST_F(KernelCache, SaysThatTheCompilerIsMissing) {
  setenv("TENON_CLANG", "/nowhere/clang++", 1);
  EXPECT_THAT(kernelError([] { compile("void kernel_main() {}"); }),
              testing::HasSubstr("TENON_CLANG is '/nowhere/clang++', which cannot be run"));
  unsetenv("TENON_CLANG");
}

} // namespace
} // namespace tt::device::test
