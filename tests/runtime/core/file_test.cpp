// Writing files: whole or not at all, through links, into pipes and devices, which stay what they are.
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "common/file.h"
#include "tt/runtime/error.h"

namespace tt::runtime::test {
namespace {

using detail::writeFile;
using testing::HasSubstr;
namespace fs = std::filesystem;

std::string read(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class FileTest : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "tenon-files.XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr) << std::strerror(errno);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }

  static void write(const fs::path &path, const std::string &text) {
    writeFile(path.string(), std::as_bytes(std::span(text)));
  }
  /// The error number that writing `text` ends with; 0 where it succeeds. The message has the file's name in it.
  static int errorOf(const fs::path &path, const std::string &text) {
    try {
      write(path, text);
    } catch (const FileError &error) {
      EXPECT_EQ(error.path, path.string());
      EXPECT_THAT(error.what(), HasSubstr("'" + path.string() + "'"));
      return error.errorNumber;
    }
    return 0;
  }
  size_t entries() const { return std::distance(fs::directory_iterator(folder), fs::directory_iterator()); }

  fs::path folder;
};

TEST_F(FileTest, GetsThePermissionsOfAnyNewFile) {
  mode_t mask = ::umask(027);
  write(folder / "new", "text");
  ::umask(mask);
  EXPECT_EQ(read(folder / "new"), "text");
  EXPECT_EQ(fs::status(folder / "new").permissions(), fs::perms(0640));
  EXPECT_EQ(entries(), 1U);
}

TEST_F(FileTest, KeepsThePermissionsOfWhatItReplaces) {
  write(folder / "file", "a long first text");
  fs::permissions(folder / "file", fs::perms(0600));
  write(folder / "file", "text");
  EXPECT_EQ(read(folder / "file"), "text");
  EXPECT_EQ(fs::status(folder / "file").permissions(), fs::perms(0600));
}

TEST_F(FileTest, RefusesFilesThatMayNotBeWritten) {
  if (::geteuid() == 0)
    GTEST_SKIP() << "root may write any file";
  write(folder / "file", "old");
  fs::permissions(folder / "file", fs::perms(0444));
  EXPECT_EQ(errorOf(folder / "file", "new"), EACCES);
  EXPECT_EQ(read(folder / "file"), "old");
}

TEST_F(FileTest, ReplacesWhatALinkLeadsTo) {
  fs::create_directory(folder / "sub");
  write(folder / "sub" / "file", "old");
  fs::create_symlink("sub/file", folder / "relative");
  fs::create_symlink(folder / "relative", folder / "link");
  write(folder / "link", "new");
  EXPECT_EQ(read(folder / "sub" / "file"), "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_TRUE(fs::is_symlink(folder / "relative"));
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(folder / "sub" / "file")));
}

TEST_F(FileTest, MakesTheFileThatALinkLeadsTo) {
  fs::create_symlink("file", folder / "link");
  write(folder / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(read(folder / "file"), "new");
}

TEST_F(FileTest, RefusesLinksInACircleAndFolders) {
  fs::create_symlink("b", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_EQ(errorOf(folder / "a", "text"), ELOOP);
  EXPECT_EQ(errorOf(folder, "text"), EISDIR);
  EXPECT_EQ(errorOf(folder / "missing" / "file", "text"), ENOENT);
  EXPECT_EQ(errorOf("", "text"), ENOENT);
  EXPECT_EQ(entries(), 2U);
}

TEST_F(FileTest, WritesIntoAPipe) {
  fs::path pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0) << std::strerror(errno);
  std::string text(1 << 20, 'x'), received;
  std::thread reader([&] { received = read(pipe); });
  write(pipe, text);
  reader.join();
  EXPECT_EQ(received, text);
  EXPECT_TRUE(fs::is_fifo(pipe));
  EXPECT_EQ(entries(), 1U);
}

TEST_F(FileTest, WritesToADeviceAndLeavesIt) {
  // What /dev/full is; a device of the test's own, so that a mistake hurts nobody.
  fs::path device = folder / "full";
  if (::mknod(device.c_str(), S_IFCHR | 0600, makedev(1, 7)) != 0)
    GTEST_SKIP() << "devices may not be made here: " << std::strerror(errno);
  if (int probe = ::open(device.c_str(), O_WRONLY); probe >= 0)
    ::close(probe);
  else
    GTEST_SKIP() << "devices may not be opened here: " << std::strerror(errno);
  fs::create_symlink("full", folder / "link");
  EXPECT_EQ(errorOf(device, "text"), ENOSPC);
  EXPECT_EQ(errorOf(folder / "link", "text"), ENOSPC);
  EXPECT_TRUE(fs::is_character_file(device));
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(entries(), 2U);
}

TEST_F(FileTest, LeavesWhatWasThereWhereTheNewFileDoesNotFit) {
  write(folder / "file", "old");
  auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before;
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  rlimit small = before;
  small.rlim_cur = 4096;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  int error = errorOf(folder / "file", std::string(10000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(error, EFBIG);
  EXPECT_EQ(read(folder / "file"), "old");
  EXPECT_EQ(entries(), 1U);
}

} // namespace
} // namespace tt::runtime::test
