// The cache on disk: keys, damage, foreign files, bounds, and places where nothing can be written.
#include "tt/jit/disk_cache.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace tt::jit {
namespace {

class DiskCacheTest : public testing::Test {
protected:
  DiskCacheTest() {
    std::string name = (std::filesystem::temp_directory_path() / "tenon-cache-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~DiskCacheTest() override { std::filesystem::remove_all(folder); }

  static CacheKey keyOf(uint32_t number) {
    const std::span<const std::byte> parts[] = {std::as_bytes(std::span(&number, 1))};
    return makeCacheKey("test", parts);
  }
  static std::vector<std::byte> content(size_t size, unsigned value) {
    return std::vector<std::byte>(size, static_cast<std::byte>(value));
  }
  std::filesystem::path fileOf(uint32_t number) const { return folder / ("test-" + keyOf(number).hex() + ".cache"); }

  std::filesystem::path folder;
};

TEST_F(DiskCacheTest, KeepsContentByKey) {
  DiskCache cache(folder);
  EXPECT_EQ(cache.load("test", keyOf(1)), std::nullopt);
  EXPECT_TRUE(cache.store("test", keyOf(1), content(1000, 7)));
  EXPECT_TRUE(cache.store("test", keyOf(2), {}));
  EXPECT_EQ(DiskCache(folder).load("test", keyOf(1)), content(1000, 7));
  EXPECT_EQ(DiskCache(folder).load("test", keyOf(2)), content(0, 0));
  EXPECT_EQ(cache.load("test", keyOf(3)), std::nullopt);
  EXPECT_EQ(cache.load("other", keyOf(1)), std::nullopt);
}

TEST_F(DiskCacheTest, KeysDependOnEveryPartAndItsLength) {
  const std::string a = "ab", b = "c", c = "a", d = "bc";
  auto key = [](std::string_view kind, const std::string &first, const std::string &second) {
    const std::span<const std::byte> parts[] = {std::as_bytes(std::span(first)), std::as_bytes(std::span(second))};
    return makeCacheKey(kind, parts);
  };
  EXPECT_EQ(key("x", a, b), key("x", a, b));
  EXPECT_NE(key("x", a, b), key("x", c, d));
  EXPECT_NE(key("x", a, b), key("y", a, b));
  EXPECT_EQ(key("x", a, b).hex().size(), 32U);
}

TEST_F(DiskCacheTest, IgnoresAFileUnderAForeignName) {
  DiskCache cache(folder);
  cache.store("test", keyOf(1), content(100, 1));
  std::filesystem::copy_file(fileOf(1), fileOf(2));
  EXPECT_EQ(cache.load("test", keyOf(2)), std::nullopt);
}

TEST_F(DiskCacheTest, IgnoresDamagedFilesAndReplacesThem) {
  DiskCache cache(folder);
  for (unsigned size : {0u, 8u, 47u, 48u, 100u}) {
    cache.store("test", keyOf(1), content(100, 1));
    std::filesystem::resize_file(fileOf(1), size);
    EXPECT_EQ(cache.load("test", keyOf(1)), std::nullopt) << size << " bytes";
  }
  cache.store("test", keyOf(1), content(100, 1));
  std::ofstream(fileOf(1), std::ios::app) << "more";
  EXPECT_EQ(cache.load("test", keyOf(1)), std::nullopt);
  cache.store("test", keyOf(1), content(100, 1));
  EXPECT_EQ(cache.load("test", keyOf(1)), content(100, 1));
}

TEST_F(DiskCacheTest, IgnoresWhatOthersCouldHaveWritten) {
  DiskCache cache(folder);
  cache.store("test", keyOf(1), content(100, 1));
  ::chmod(fileOf(1).c_str(), 0666);
  EXPECT_EQ(cache.load("test", keyOf(1)), std::nullopt);
  std::filesystem::create_symlink(fileOf(1), fileOf(2));
  EXPECT_EQ(cache.load("test", keyOf(2)), std::nullopt);
}

TEST_F(DiskCacheTest, RemovesWhatWasNotUsedForLongest) {
  DiskCache cache(folder, 10000);
  for (uint32_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(cache.store("test", keyOf(i), content(2000, i)));
    timespec times[2] = {{1000 + i, 0}, {1000 + i, 0}};
    ::utimensat(AT_FDCWD, fileOf(i).c_str(), times, 0);
  }
  ASSERT_NE(cache.load("test", keyOf(0)), std::nullopt); // used just now
  ASSERT_TRUE(cache.store("test", keyOf(4), content(2000, 4)));
  EXPECT_NE(cache.load("test", keyOf(0)), std::nullopt);
  EXPECT_EQ(cache.load("test", keyOf(1)), std::nullopt);
  EXPECT_NE(cache.load("test", keyOf(3)), std::nullopt);
  EXPECT_NE(cache.load("test", keyOf(4)), std::nullopt);
  EXPECT_FALSE(cache.store("test", keyOf(5), content(10000, 5))); // more than the whole cache
}

TEST_F(DiskCacheTest, RemovesWhatAProcessThatDiedLeft) {
  DiskCache cache(folder);
  std::filesystem::path old = folder / "test-0.cache.1.0.writing", young = folder / "test-0.cache.1.1.writing";
  std::ofstream(old) << "half";
  std::ofstream(young) << "half";
  timespec times[2] = {{1000, 0}, {1000, 0}};
  ::utimensat(AT_FDCWD, old.c_str(), times, 0);
  cache.store("test", keyOf(1), content(10, 1));
  EXPECT_FALSE(std::filesystem::exists(old));
  EXPECT_TRUE(std::filesystem::exists(young));
}

TEST_F(DiskCacheTest, DoesWithoutWhereNothingCanBeWritten) {
  std::ofstream(folder / "file") << "no folder";
  for (const std::filesystem::path &nowhere : {std::filesystem::path(), folder / "file", folder / "file" / "cache"}) {
    DiskCache cache(nowhere);
    EXPECT_FALSE(cache.store("test", keyOf(1), content(10, 1)));
    EXPECT_EQ(cache.load("test", keyOf(1)), std::nullopt);
  }
}

TEST_F(DiskCacheTest, IsNeverSeenHalfWritten) {
  std::vector<std::thread> threads;
  threads.reserve(3);
  for (unsigned writer = 0; writer < 3; ++writer)
    threads.emplace_back([&, writer] {
      DiskCache cache(folder);
      for (int i = 0; i < 100; ++i) {
        cache.store("test", keyOf(1), content(5000, writer));
        std::optional<std::vector<std::byte>> found = cache.load("test", keyOf(1));
        ASSERT_TRUE(found.has_value());
        ASSERT_EQ(*found, content(5000, static_cast<unsigned>((*found)[0])));
      }
    });
  for (std::thread &thread : threads)
    thread.join();
}

class Environment {
public:
  Environment(const char *name, const char *value) : name(name) {
    if (const char *old = std::getenv(name))
      before = old;
    value != nullptr ? ::setenv(name, value, 1) : ::unsetenv(name);
  }
  ~Environment() { before ? ::setenv(name, before->c_str(), 1) : ::unsetenv(name); }
  Environment(const Environment &) = delete;
  Environment &operator=(const Environment &) = delete;

private:
  const char *name;
  std::optional<std::string> before;
};

TEST(DiskCacheOfTheEnvironment, IsWhereVariablesSay) {
  Environment size("TENON_CACHE_SIZE", nullptr), home("HOME", "/home/someone");
  Environment own("TENON_CACHE_DIR", "/own"), shared("XDG_CACHE_HOME", "/shared");
  EXPECT_EQ(DiskCache::fromEnvironment().folder(), "/own");
  {
    Environment none("TENON_CACHE_DIR", nullptr);
    EXPECT_EQ(DiskCache::fromEnvironment().folder(), "/shared/tenon");
    Environment noShared("XDG_CACHE_HOME", "");
    EXPECT_EQ(DiskCache::fromEnvironment().folder(), "/home/someone/.cache/tenon");
    Environment noHome("HOME", nullptr);
    EXPECT_EQ(DiskCache::fromEnvironment().folder(), "");
  }
  Environment off("TENON_CACHE_SIZE", "0");
  EXPECT_EQ(DiskCache::fromEnvironment().folder(), "");
}

} // namespace
} // namespace tt::jit
