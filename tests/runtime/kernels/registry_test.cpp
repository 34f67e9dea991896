// The registry: names, element types, and agreement with what the ops' definitions promise.
#include <algorithm>

#include "harness.h"

namespace tt::runtime::test {
namespace {

TEST(Registry, NamesAreSortedUniqueAndKnown) {
  std::vector<std::string_view> names = kernelNames();
  EXPECT_TRUE(std::ranges::is_sorted(names));
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
  for (std::string_view name : names) {
    EXPECT_TRUE(hasKernel(name));
    EXPECT_NE(detail::findOpSignature(name), nullptr) << name;
    EXPECT_FALSE(kernelDataTypes(name).empty()) << name;
  }
  EXPECT_FALSE(hasKernel("ttnn.all_gather"));
  EXPECT_TRUE(kernelDataTypes("ttnn.all_gather").empty());
}

/// What the compiler takes the host to execute, it does execute.
TEST(Registry, HasWhatTheDefinitionsPromise) {
  for (const detail::OpSignature &signature : detail::opSignatures()) {
    std::vector<DataType> dtypes = kernelDataTypes(signature.name);
    for (DataType dtype : signature.hostDtypes)
      EXPECT_TRUE(std::ranges::count(dtypes, dtype)) << signature.name << " " << toKeyword(dtype);
  }
}

TEST(Registry, RefusesWhatItDoesNotHave) {
  EXPECT_THAT(Op("ttnn.all_gather").in(counting({1})).out({1}).makeError(),
              testing::StartsWith("ttnn.all_gather at loc(\"test.py\":1:2): the host device has no kernel"));
  EXPECT_THAT(Op("ttnn.exp").in(counting({1}, Int32)).out({1}, Int32).makeError(),
              testing::HasSubstr("does not execute this op for element type si32"));
}

} // namespace
} // namespace tt::runtime::test
