// Stories that do not fit into L1: their texts and states are those of games that have all of it there.
#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "games.h"

namespace tt::zork::test {
namespace {

/// Inform source of a story with so many routines and strings, which the program calls in no order: code, text and
/// tables of all of it are used, each more than once.
std::string largeSource(uint32_t routines) {
  std::string source = "Array text -> 64; Array words -> 64; Global sum;\n"
                       "[ Add a b i; for (i = 0: i < b: i++) sum = sum * 5 + a + i; return sum; ];\n";
  std::string table = "Array all -->";
  for (uint32_t i = 0; i < routines; ++i) {
    source +=
        fmt::format("[ R{0} a b; b = Add(a, {1}); if (b & 1) print \"Routine {0} is odd here, {2}; \"; else print "
                    "(string) \"And number {0} is even: {3}. \"; return b + {0}; ];\n",
                    i, i % 7 + 1, std::string(i % 40, static_cast<char>('a' + i % 26)),
                    std::string(i * 7 % 50, static_cast<char>('n' + i % 13)));
    table += fmt::format(" R{}", i);
  }
  return source + table +
         ";\n[ Main k n i; n = 1;\n"
         "  for (i = 0: i < 1000: i++) {\n"
         "    n = (n * 421 + 17) % " +
         std::to_string(routines) +
         ";\n    if (n < 0) n = -n;\n    k = indirect(all-->n, i); print k, \"^\";\n"
         "    if (i % 250 == 249) { text->0 = 60; #iftrue #version_number >= 5; text->1 = 0; @aread text words -> k; "
         "#ifnot; "
         "@sread text words; #endif; }\n  }\n  print \"sum \", sum, \"^\";\n"
         "  @verify ?good; print \"bad\"; .good; print \"verified^\"; ];\n";
}

struct Size {
  uint32_t version, routines, least; // bytes that the story has at least
};

class LargeStory : public testing::TestWithParam<Size> {
protected:
  void SetUp() override {
    const auto made = compileInformFile(largeSource(GetParam().routines), GetParam().version);
    if (!made)
      GTEST_SKIP() << "inform6 is not installed";
    path = *made;
    story = readStory(path);
    ASSERT_GT(story.size(), GetParam().least);
  }
  void TearDown() override {
    if (!path.empty())
      std::filesystem::remove(path);
  }
  std::filesystem::path path;
  Story story;
  const std::vector<std::string> lines = {"a", "b", "c", "d"};
  static constexpr uint32_t kBlockBytes = 430 * 1024;
};

TEST_P(LargeStory, IsTheSameHere) {
  const auto whole = nativeGame(story), paged = nativeGameIn(kBlockBytes, story);
  ASSERT_EQ(whole->control().layout.lines.bytes, 0U);
  ASSERT_LT(paged->control().layout.memory.bytes, story.size());
  const std::string text = play(*whole, lines);
  EXPECT_NE(text.find("verified"), std::string::npos);
  EXPECT_EQ(play(*paged, lines), text);
  EXPECT_EQ(paged->canonical(), whole->canonical());
  if (const auto expected = dfrotz(path, lines, 1))
    EXPECT_EQ(text, *expected);
}

TEST_P(LargeStory, IsTheSameOnTheCardInBothTiers) {
  const auto whole = nativeGame(story);
  const std::string text = play(*whole, lines);
  for (const bool native : {true, false}) {
    const auto paged = cardGame(story, 1, kBlockBytes, native);
    ASSERT_LT(paged->control().layout.memory.bytes, story.size());
    EXPECT_EQ(play(*paged, lines), text);
    EXPECT_EQ(paged->canonical(), whole->canonical());
  }
}

TEST_P(LargeStory, GoesOnFromAStateOfAWholeOne) {
  const auto whole = nativeGame(story), paged = nativeGameIn(kBlockBytes, story);
  for (int round = 0; round < 50; ++round) {
    whole->serve(Request::Run, 997);
    whole->control().outputBytes = 0;
    paged->restore(whole->canonical());
    const bool wantsLine = whole->status() == Status::WantsLine;
    for (Game *game : {whole.get(), paged.get()}) {
      if (wantsLine)
        game->bringLine("x");
      else
        game->bring(InputKind::None);
      game->serve(Request::Run, 311);
      game->control().outputBytes = 0;
    }
    ASSERT_EQ(paged->canonical(), whole->canonical()) << round;
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, LargeStory,
                         testing::Values(Size{4, 2100, 230 << 10}, Size{5, 2100, 230 << 10}, Size{8, 4000, 480 << 10}),
                         [](const auto &info) { return fmt::format("z{}", info.param.version); });

TEST(SmallStory, ThatFitsHasNoLines) {
  Story story(64 << 10);
  story[0] = 5;
  for (const size_t field : {0x06, 0x08, 0x0a, 0x0c, 0x0e})
    story[field] = 0x20;
  const auto size = static_cast<uint32_t>(story.size());
  const uint32_t fits = planBlock(story.data(), size, 0).cache.offset + kMinimumCacheBytes;
  EXPECT_EQ(planBlock(story.data(), size, fits).memory.bytes, size);
  EXPECT_EQ(planBlock(story.data(), size, fits).lines.bytes, 0U);
  // A block that is a little smaller has room for the story's begin.
  const Layout paged = planBlock(story.data(), size, fits - 1024);
  EXPECT_LT(paged.memory.bytes, size);
  EXPECT_GE(paged.memory.bytes, paged.dynamicBytes);
  EXPECT_GE(paged.cache.bytes, kMinimumCacheBytes);
  EXPECT_LE(paged.cache.offset + paged.cache.bytes, fits - 1024);
  EXPECT_LT(planBlock(story.data(), size, 240 << 10).cache.bytes, kMinimumCacheBytes) << "nothing can be done";
}

TEST(StoryOfTheGame, PlaysPaged) {
  if (storyFolder().empty())
    GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
  const std::filesystem::path commands = std::filesystem::path(TENON_SOURCE_FOLDER) / "tests/zork/zork1_commands.txt";
  for (const char *name : {"zork1.z3", "czech.z3", "czech.z4", "czech.z5", "czech.z8"}) {
    Story story = readStory(storyFolder() / name);
    story.resize(300 << 10); // what is behind the story's own bytes is never looked at
    const std::vector<std::string> lines = readLines(commands);
    const auto whole = nativeGame(story);
    // As little as there can be in the block, and a bit more.
    const Layout &layout = whole->control().layout;
    const uint32_t least =
        layout.cache.offset - layout.memory.bytes + layout.dynamicBytes + kLines * kLineBytes + 256 + kPagedCacheBytes;
    const std::string text = play(*whole, lines);
    for (const uint32_t more : {0U, 64U, 1000U}) {
      const auto paged = nativeGameIn(least + more, story);
      ASSERT_LT(paged->control().layout.memory.bytes, story.size()) << name;
      EXPECT_EQ(play(*paged, lines), text) << name;
      EXPECT_EQ(paged->canonical(), whole->canonical()) << name;
    }
  }
}

/// Core instructions for each Z-instruction of the script, when it is played the second time.
double costOf(Game &game, const std::vector<std::string> &lines) {
  uint64_t core = 0, own = 0;
  for (int round = 0; round < 2; ++round) {
    core = game.coreInstructions();
    own = game.instructions();
    for (size_t next = 0; next < lines.size();) {
      game.serve(Request::Run);
      game.control().outputBytes = 0;
      if (game.status() == Status::WantsLine)
        game.bringLine(lines[next++]);
      else if (game.status() != Status::OutputFull)
        ADD_FAILURE() << "status " << game.control().status << " at line " << next;
    }
  }
  return static_cast<double>(game.coreInstructions() - core) / static_cast<double>(game.instructions() - own);
}

TEST(StoryOfTheGame, CostsLittleMorePaged) {
  if (storyFolder().empty())
    GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
  std::vector<std::string> lines =
      readLines(std::filesystem::path(TENON_SOURCE_FOLDER) / "tests/zork/zork1_commands.txt");
  lines.resize(static_cast<size_t>(std::ranges::find(lines, "restart") - lines.begin()));
  lines.insert(lines.end(), {"restart", "y"});
  Story story = readStory(storyFolder() / "zork1.z3");
  const double whole = costOf(*cardGame(story), lines);
  EXPECT_LT(whole, 28);
  story.resize(300 << 10);
  // Dynamic memory alone is in the block.
  const Layout layout = planBlock(story.data(), 300 << 10, 0);
  const uint32_t least = layout.cache.offset - layout.memory.bytes + layout.dynamicBytes + kLines * kLineBytes + 256;
  const double paged = costOf(*cardGame(story, 1, least + kPagedCacheBytes), lines);
  EXPECT_LT(paged, 1.5 * whole) << "with nothing but dynamic memory in the block";
  RecordProperty("instructions", fmt::format("{:.2f} whole, {:.2f} paged", whole, paged));
}

} // namespace
} // namespace tt::zork::test
