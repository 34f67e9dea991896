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

/// The compiler reports from the definitions what the host cannot execute: they must say what the kernels do.
TEST(Registry, AgreesWithTheDefinitions) {
  for (const detail::OpSignature &signature : detail::opSignatures()) {
    std::vector<DataType> declared(signature.hostDtypes.begin(), signature.hostDtypes.end());
    std::ranges::sort(declared);
    EXPECT_EQ(kernelDataTypes(signature.name), declared) << signature.name;
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
