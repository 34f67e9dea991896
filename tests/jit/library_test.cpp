// Libraries on demand: what cannot be opened says where it was looked for and why.
#include "tt/jit/library.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tt::jit {
namespace {

const int kHere = 0;

TEST(Library, SaysWhereItWasLookedFor) {
  Library library = Library::open("libTenonNoSuchLibrary.so", "TENON_TEST_LIBRARY_FOLDER", &kHere);
  EXPECT_FALSE(library);
  EXPECT_THAT(library.error(), testing::HasSubstr("libTenonNoSuchLibrary.so is in none of the folders "));
  EXPECT_THAT(library.error(), testing::HasSubstr("set TENON_TEST_LIBRARY_FOLDER to the one that holds it"));
  EXPECT_EQ(library.symbol("anything"), nullptr);
}

TEST(Library, SaysWhyAFileIsNone) {
  std::string folder = (std::filesystem::temp_directory_path() / "tenon-library-test-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  std::ofstream(folder + "/libTenonText.so") << "text";
  ::setenv("TENON_TEST_LIBRARY_FOLDER", folder.c_str(), 1);
  Library library = Library::open("libTenonText.so", "TENON_TEST_LIBRARY_FOLDER", &kHere);
  ::unsetenv("TENON_TEST_LIBRARY_FOLDER");
  EXPECT_FALSE(library);
  EXPECT_THAT(library.error(), testing::StartsWith(folder + "/libTenonText.so cannot be opened: "));
  std::filesystem::remove_all(folder);
}

} // namespace
} // namespace tt::jit
