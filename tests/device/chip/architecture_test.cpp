// Descriptors of chips: those that are built in, those of files, and what is wrong with others.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "chip_cases.h"
#include "tenon/schema/chips.h"
#include "tt/device/error.h"

namespace tt::device::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const char *kOwn = R"({
  "name": "own", "gridWidth": 3, "gridHeight": 1, "nocOffsetX": 1, "nocOffsetY": 2, "l1Size": 65536,
  "localMemorySize": 4096, "dramChannels": 1, "dramChannelSize": 1048576, "dramNodes": [[0, 0]],
  "l1Alignment": 16, "dramAlignment": 32, "destinationTiles": 8, "misalignedAccess": true
})";

/// A file with the text, in which `from` is replaced.
class OwnFile {
public:
  explicit OwnFile(const std::string &from = "", const std::string &to = "") {
    std::string text = kOwn;
    if (!from.empty())
      text.replace(text.find(from), from.size(), to);
    std::ofstream(path) << text;
  }
  ~OwnFile() { std::filesystem::remove(path); }
  std::string path =
      testing::TempDir() + "tenon-architecture-" + std::to_string(::getpid()) + ".json"; // other runs have their own
};

std::string refusal(const std::string &from, const std::string &to) {
  OwnFile file(from, to);
  return messageOf<ValueError>([&] { Architecture::named(file.path); });
}

TEST(Architecture, KnowsTheChips) {
  EXPECT_THAT(Architecture::names(), ElementsAre("wormhole_b0", "blackhole"));
  Architecture wormhole = Architecture::named("wormhole_b0"), blackhole = Architecture::named("blackhole");
  EXPECT_EQ(wormhole.gridWidth * wormhole.gridHeight, 64u);
  EXPECT_EQ(wormhole.dramChannels, 12u);
  EXPECT_EQ(blackhole.gridWidth, 14u);
  EXPECT_EQ(blackhole.gridHeight, 10u);
}

/// The compiler leaves a column of blackhole to the host; all else must be the same.
TEST(Architecture, AgreesWithTheCompiler) {
  for (const target::ChipFacts &facts : {target::kWormholeB0, target::kBlackhole}) {
    SCOPED_TRACE(facts.arch);
    Architecture a = Architecture::named(std::string(facts.arch));
    EXPECT_LE(facts.grid[0], a.gridHeight);
    EXPECT_LE(facts.grid[1], a.gridWidth);
    EXPECT_EQ(facts.coordTranslationOffsets[0], a.nocOffsetY);
    EXPECT_EQ(facts.coordTranslationOffsets[1], a.nocOffsetX);
    EXPECT_EQ(facts.l1Size, a.l1Size);
    EXPECT_EQ(facts.numDramChannels, a.dramChannels);
    EXPECT_EQ(facts.dramChannelSize, a.dramChannelSize);
    EXPECT_EQ(facts.nocL1AddressAlignBytes, a.l1Alignment);
    EXPECT_EQ(facts.nocDramAddressAlignBytes, a.dramAlignment);
    EXPECT_EQ(facts.dstPhysicalSizeTiles, a.destinationTiles);
    EXPECT_EQ(facts.numCBs, target::card::kCircularBuffers);
  }
  EXPECT_EQ(target::kWormholeB0.grid[1], Architecture::named("wormhole_b0").gridWidth);
}

TEST(Architecture, ReadsFiles) {
  OwnFile file;
  Architecture a = Architecture::named(file.path);
  EXPECT_EQ(a.name, "own");
  EXPECT_EQ(a.gridWidth, 3u);
  EXPECT_EQ(a.dramNodes, (std::vector<TileCoord>{{0, 0}}));
  EXPECT_TRUE(a.misalignedAccess);
}

TEST(Architecture, RefusesUnknownNamesAndFiles) {
  EXPECT_THAT(messageOf<ValueError>([] { Architecture::named("grayskull"); }),
              AllOf(HasSubstr("'grayskull'"), HasSubstr("wormhole_b0, blackhole")));
  EXPECT_THAT(messageOf<FileError>([] { Architecture::named("/nowhere/chip.json"); }),
              HasSubstr("'/nowhere/chip.json': No such file"));
}

TEST(Architecture, RefusesWrongFiles) {
  EXPECT_THAT(refusal("{", "["), HasSubstr("is no JSON"));
  EXPECT_THAT(refusal("\"gridWidth\": 3, ", ""), HasSubstr("'gridWidth' is missing"));
  EXPECT_THAT(refusal("\"gridWidth\": 3", "\"gridWidth\": \"3\""),
              HasSubstr("'gridWidth' is \"3\", expected a whole number"));
  EXPECT_THAT(refusal("\"gridWidth\": 3", "\"gridWidth\": -3"), HasSubstr("expected a whole number"));
  EXPECT_THAT(refusal("\"gridWidth\": 3", "\"gridWidth\": 0"), HasSubstr("'gridWidth' is 0, expected 1 to 64"));
  EXPECT_THAT(refusal("\"gridWidth\": 3", "\"gridWidth\": 64"), HasSubstr("expected at most 63"));
  EXPECT_THAT(refusal("\"name\"", "\"names\""), HasSubstr("'name' is missing"));
  EXPECT_THAT(refusal("{", "{\"colour\": 1, "), HasSubstr("unknown member 'colour'"));
  EXPECT_THAT(refusal("65536", "65540"), HasSubstr("'l1Size' is 65540, expected a multiple of 16"));
  EXPECT_THAT(refusal("65536", "1024"), HasSubstr("'l1Size' is 1024, expected 16384 to"));
  EXPECT_THAT(refusal("\"dramAlignment\": 32", "\"dramAlignment\": 48"), HasSubstr("a power of two"));
  EXPECT_THAT(refusal("[[0, 0]]", "[]"), HasSubstr("expected 1 places"));
  EXPECT_THAT(refusal("[[0, 0]]", "[[0]]"), HasSubstr("'dramNodes[0]' is [0], expected a place [x, y]"));
  EXPECT_THAT(refusal("[[0, 0]]", "[[2, 2]]"), HasSubstr("outside the grid of workers"));
  EXPECT_THAT(refusal("[[0, 0]]", "[[64, 0]]"), HasSubstr("coordinates below 64"));
  EXPECT_THAT(refusal("\"misalignedAccess\": true", "\"misalignedAccess\": 1"), HasSubstr("expected true or false"));
}

TEST(Architecture, ChangesItsGrid) {
  EXPECT_EQ(smallArchitecture(40, 25).gridHeight, 25u);
  EXPECT_THAT(messageOf<ValueError>([] { smallArchitecture(47, 1); }), HasSubstr("expected at most 46"));
  Architecture broken = smallArchitecture();
  broken.dramChannels = 3;
  EXPECT_THAT(messageOf<ValueError>([&] { Chip::open(broken); }), HasSubstr("'dramNodes' is a list of 12"));
}

} // namespace
} // namespace tt::device::test
