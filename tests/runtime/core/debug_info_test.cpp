// Goldens and stages of a Binary: given out as they were written, refused where they are impossible.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "programs.h"

namespace tt::runtime::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

const std::vector<std::byte> kTwoFloats(8, std::byte{7});

WrittenGolden goodGolden(uint32_t device = 0) {
  return {"loc(\"a\")", device, {{2}, DataType::Float32}, {1}, kTwoFloats, {}};
}

std::vector<std::byte> fileWith(std::vector<WrittenGolden> goldens) {
  return writeBinary({smallProgram()}, {.minor = 1, .goldens = std::move(goldens)});
}

std::string refusalOf(const std::function<void(WrittenGolden &)> &change) {
  WrittenGolden golden = goodGolden();
  change(golden);
  try {
    Binary::loadFromBytes(fileWith({goodGolden(), golden}));
  } catch (const BinaryError &error) {
    return error.what();
  }
  return "the file was loaded";
}

TEST(DebugInfo, GoldensAreFoundByLocationAndDevice) {
  Binary binary = Binary::loadFromBytes(fileWith({goodGolden(0), goodGolden(3)}));
  EXPECT_THAT(binary.goldenLocations(), ElementsAre("loc(\"a\")"));
  auto goldens = binary.goldens("loc(\"a\")");
  ASSERT_THAT(goldens, SizeIs(2));
  const GoldenTensor &golden = goldens.at(3);
  EXPECT_EQ(golden.name, "golden");
  EXPECT_EQ(golden.desc.str(), "2xf32");
  EXPECT_THAT(golden.strides, ElementsAre(1));
  EXPECT_TRUE(std::equal(kTwoFloats.begin(), kTwoFloats.end(), golden.bytes.get()));
  EXPECT_THAT(binary.goldens("loc(\"b\")"), IsEmpty());
}

TEST(DebugInfo, AGoldenOutlivesItsBinary) {
  GoldenTensor golden = Binary::loadFromBytes(fileWith({goodGolden()})).goldens("loc(\"a\")").at(0);
  EXPECT_EQ(golden.bytes.get()[7], std::byte{7});
}

TEST(DebugInfo, FilesWithoutItHaveNone) {
  Binary binary = load({smallProgram()});
  EXPECT_THAT(binary.goldenLocations(), IsEmpty());
  EXPECT_THAT(binary.stages(), IsEmpty());
}

TEST(DebugInfo, StagesKeepTheirOrder) {
  Binary binary = Binary::loadFromBytes(
      writeBinary({smallProgram()}, {.minor = 1, .stages = {{"PRE-PIPELINE", "module {}"}, {"CSE", ""}}}));
  EXPECT_THAT(binary.stages(), ElementsAre(Pair("PRE-PIPELINE", "module {}"), Pair("CSE", "")));
}

TEST(DebugInfo, JsonNamesIt) {
  Binary binary = Binary::loadFromBytes(
      writeBinary({smallProgram()}, {.goldens = {goodGolden()}, .stages = {{"CSE", "module {}"}}}));
  EXPECT_THAT(binary.asJson(), HasSubstr(R"("name": "golden", "shape": [2], "stride": [1], "dtype": "f32")"));
  EXPECT_THAT(binary.asJson(), HasSubstr(R"("stages": [{"pass_name": "CSE"}])"));
}

TEST(DebugInfo, RefusesImpossibleGoldens) {
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.desc.dtype = static_cast<DataType>(77); }),
              HasSubstr("golden 1: there is no data type number 77"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.strides.clear(); }), HasSubstr("0 strides for 1 dimensions"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.desc.shape = {-2}; }), HasSubstr("the shape -2xf32 is impossible"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.desc.shape.assign(13, 1); }), HasSubstr("at most 12 numbers"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.desc.dtype = DataType::BFP_BFloat8; }), HasSubstr("impossible"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.bytes.pop_back(); }),
              HasSubstr("2xf32 has 8 bytes, but the record says 7"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.offset = 1 << 20; }), HasSubstr("lie outside"));
  EXPECT_THAT(refusalOf([](WrittenGolden &g) { g.offset = UINT64_MAX; }), HasSubstr("lie outside"));
}

} // namespace
} // namespace tt::runtime::test
