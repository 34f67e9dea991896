// Commands that change something: the same behind the parser and in whole lines, and nothing is changed by looking.
#include <algorithm>

#include <gtest/gtest.h>

#include "games.h"
#include "host/session.h"

namespace tt::zork::test {
namespace {

constexpr uint64_t kLimit = 1000000;

class Commands : public testing::Test {
protected:
  void SetUp() override {
    const auto made = compileHouse();
    if (!made)
      GTEST_SKIP() << "inform6 is not installed";
    story = tt::zork::Story::fromBytes(*made, "house");
    card = Card::open({.cores = 4, .threads = 2, .native = false});
  }
  std::shared_ptr<const tt::zork::Story> story;
  std::shared_ptr<Card> card;
};

TEST_F(Commands, AreTheSameBehindTheParser) {
  Session game(card, story, SessionOptions{1});
  game.run(kLimit);
  for (const char *line : {"open chest", "take lamp", "d"})
    game.command(line, kLimit);
  for (const char *line : {"look", "turn on lamp"}) { // in the dark, and not
    game.command(line, kLimit);
    const std::vector<uint8_t> before = game.state(true);
    const std::vector<std::string> found = game.validCommands(true);
    EXPECT_FALSE(found.empty()) << line;
    EXPECT_EQ(found, game.validCommands(true, true)) << line;
    EXPECT_EQ(game.validCommands(false), game.validCommands(false, true)) << line;
    EXPECT_EQ(game.state(true), before) << line;
  }
}

TEST_F(Commands, LeaveGamesOnTheirCoresAsTheyWere) {
  Session game(card, story, SessionOptions{1}), other(card, story, SessionOptions{1});
  for (Session *each : {&game, &other})
    each->run(kLimit);
  game.validCommands();
  // The same line, on cores where commands were tried and where none were.
  EXPECT_EQ(game.command("open chest", kLimit), other.command("open chest", kLimit));
  EXPECT_EQ(game.stateHash(), other.stateHash());
  EXPECT_EQ(game.instructions(), other.instructions());
}

TEST_F(Commands, AreFoundWhereTheParserAsksSomething) {
  Session game(card, story, SessionOptions{1});
  game.run(kLimit);
  game.validCommands(); // so that the parser's exit is known
  const std::string text = game.command("examine key", kLimit);
  ASSERT_NE(text.find("Which do you mean"), std::string::npos) << text;
  EXPECT_EQ(game.validCommands(true), game.validCommands(true, true));
}

} // namespace
} // namespace tt::zork::test
