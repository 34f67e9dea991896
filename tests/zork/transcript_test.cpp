// Zork I against dfrotz: the same text, byte for byte, over a script and over random commands.
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "games.h"

namespace tt::zork::test {
namespace {

class ZorkTranscript : public testing::Test {
protected:
  void SetUp() override {
    if (storyFolder().empty())
      GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
    path = storyFolder() / "zork1.z3";
    story = readStory(path);
    if (!dfrotz(path, {}, 1))
      GTEST_SKIP() << "dfrotz is not installed";
    commands = readLines(TENON_SOURCE_FOLDER "/tests/zork/zork1_commands.txt");
  }
  std::filesystem::path path;
  Story story;
  std::vector<std::string> commands;
};

TEST_F(ZorkTranscript, IsDfrotzsOverAScript) {
  ASSERT_GE(commands.size(), 300U);
  for (const uint32_t seed : {1U, 7U, 1234U, 65537U})
    EXPECT_EQ(play(*nativeGame(story, seed), commands), dfrotz(path, commands, seed)) << "seed " << seed;
}

TEST_F(ZorkTranscript, IsDfrotzsForOddLines) {
  const std::vector<std::string> lines = {"look?",
                                          "what?",
                                          "open mailbox?",
                                          "LOOK AT MAILBOX",
                                          "take\tleaflet",
                                          "\"take leaflet\"",
                                          "!@#$%^&*()",
                                          "t\xc3\xa4ke leaflet",
                                          std::string(30, 'a') + ' ' + std::string(60, 'b'),
                                          ",,,.",
                                          ".",
                                          "1 2 3 12:30",
                                          "   look   ",
                                          ""};
  EXPECT_EQ(play(*nativeGame(story), lines), dfrotz(path, lines, 1));
}

TEST_F(ZorkTranscript, IsDfrotzsOnTheCardToo) {
  EXPECT_EQ(play(*cardGame(story, 7), commands), dfrotz(path, commands, 7));
}

TEST_F(ZorkTranscript, DoesNotDependOnHowItIsCutIntoRequests) {
  const std::vector<std::string> some(commands.begin(), commands.begin() + 60);
  const std::string whole = play(*nativeGame(story), some);
  for (const uint32_t limit : {1U, 7U, 1000U})
    EXPECT_EQ(play(*nativeGame(story), some, limit), whole) << limit;
}

TEST_F(ZorkTranscript, DoesNotDependOnTheSizeOfTheCaches) {
  const auto game = nativeGame(story, 1, 192 * 1024);
  EXPECT_EQ(play(*game, commands), play(*nativeGame(story), commands));
  EXPECT_GT(game->control().cacheFlushes, 0U);
}

/// Commands of words that the game knows, in an order that makes sense often enough.
TEST_F(ZorkTranscript, IsDfrotzsOverRandomCommands) {
  const char *wanted = std::getenv("TENON_ZORK_SEQUENCES");
  const int sequences = wanted ? std::atoi(wanted) : 12;
  const std::vector<std::string> verbs = {"take",    "drop", "open",  "close",  "examine", "look in", "read",
                                          "turn on", "move", "throw", "attack", "put",     "eat",     "wave"};
  const std::vector<std::string> nouns = {"mailbox", "leaflet", "lamp",  "sword", "all",    "house", "window", "door",
                                          "sack",    "bottle",  "water", "rug",   "trophy", "case",  "troll",  "it",
                                          "egg",     "nest",    "tree",  "rope",  "knife",  "lunch", "xyzzy",  "me"};
  const std::vector<std::string> plain = {"north", "south",     "east", "west",  "up",    "down", "in",
                                          "look",  "inventory", "wait", "again", "score", "ne",   "sw"};
  for (int sequence = 0; sequence < sequences; ++sequence) {
    const auto seed = static_cast<uint32_t>(1000 + sequence);
    std::mt19937 random(seed);
    auto one = [&random](const std::vector<std::string> &of) { return of[random() % of.size()]; };
    std::vector<std::string> lines;
    for (int i = 0; i < 60; ++i) {
      std::string line = random() % 2 ? one(plain) : one(verbs) + ' ' + one(nouns);
      if (random() % 8 == 0)
        line += " with " + one(nouns);
      if (random() % 10 == 0)
        line += ". " + one(plain);
      lines.push_back(line);
    }
    ASSERT_EQ(play(*nativeGame(story, seed), lines), dfrotz(path, lines, seed)) << "seed " << seed;
  }
}

} // namespace
} // namespace tt::zork::test
