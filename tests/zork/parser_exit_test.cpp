// Where a parser hands over, found in a story that Inform's library has, and none in others; runs that stop there.
#include <algorithm>
#include <cstring>

#include <gtest/gtest.h>

#include "games.h"
#include "host/grammar.h"
#include "host/parser_exit.h"
#include "host/world.h"

namespace tt::zork::test {
namespace {

using Result = ParserExit::Result;

class ParserExits : public testing::Test {
protected:
  void SetUp() override {
    const auto made = compileHouse();
    if (!made)
      GTEST_SKIP() << "inform6 is not installed";
    begin(*made);
  }

  void begin(const Story &bytes) {
    story = tt::zork::Story::fromBytes(bytes, "house");
    game = nativeGame(bytes);
    game->serve(Request::Run);
    ASSERT_EQ(game->status(), Status::WantsLine);
    layout = game->control().layout;
    play = [this](const Image &image, const std::string *line, uint32_t limit) {
      game->restore(image);
      game->bring(InputKind::None);
      if (line)
        game->bringLine(*line);
      game->control().outputBytes = 0;
      game->serve(Request::Run, limit);
      const auto output = game->section({layout.output.offset, game->control().outputBytes});
      return ParserExit::Stop{
          game->status(), game->control().executed, game->canonical(), {output.begin(), output.end()}};
    };
  }

  /// What the parser should make of "verb object", or of the verb alone.
  Parse sentence(const std::string &verb, const std::string &word, const std::string &object) {
    std::vector<uint8_t> memory = bytesOf(game->canonical());
    const World world(memory);
    const Grammar grammar(memory, world);
    Parse parse = {word.empty() ? verb : verb + " " + word, grammar.addressOf(verb), 0, {}};
    for (const GrammarVerb &each : grammar.verbs())
      if (std::ranges::find(each.words, verb) != each.words.end())
        for (const Sentence &line : each.sentences)
          if (line.first.empty() && line.objects == (word.empty() ? 0 : 1) && parse.action == 0)
            parse.action = line.action;
    const auto found = std::ranges::find(world.objects(), object, &WorldObject::name);
    if (found != world.objects().end())
      parse.objects.push_back(found->number);
    return parse;
  }

  /// All of the story's memory in an image.
  std::vector<uint8_t> bytesOf(const Image &image) {
    std::vector<uint8_t> memory(story->bytes().begin(), story->bytes().end());
    State state;
    std::memcpy(&state, image.data(), sizeof(state));
    for (uint32_t at = 0; at < layout.dynamicBytes; ++at)
      memory[at] = image[sizeof(state) + state.stackBytes + placeOf(layout, at) - layout.memory.offset];
    return memory;
  }

  std::string holderOf(const Image &image, const std::string &object) {
    const std::vector<uint8_t> memory = bytesOf(image);
    const World world(memory);
    const auto found = std::ranges::find(world.objects(), object, &WorldObject::name);
    return found->parent == 0 ? "" : world.objects()[found->parent - 1].name;
  }

  std::optional<ParserExit> find(const Image &image) {
    const std::vector<Parse> probes = {sentence("examine", "chest", "chest"), sentence("touch", "table", "table"),
                                       sentence("push", "chest", "chest")};
    return ParserExit::find(*story, layout, image, probes, play);
  }

  std::shared_ptr<const tt::zork::Story> story;
  std::unique_ptr<Game> game;
  Layout layout = {};
  ParserExit::Play play;
};

TEST_F(ParserExits, AreFoundInStoriesOfInformsLibrary) {
  const Image prompt = game->canonical();
  const auto exit = find(prompt);
  ASSERT_TRUE(exit);
  EXPECT_TRUE(exit->isAtPrompt(prompt));
  // The parser asks which of two keys: it waits farther inside.
  const std::string line = "examine key";
  EXPECT_FALSE(exit->isAtPrompt(play(prompt, &line, 100000).image));
}

TEST_F(ParserExits, AreNotFoundWithoutASentenceThatIsTaken) {
  const std::vector<Parse> probes = {sentence("examine", "fountain", "fountain"), sentence("touch", "cat", "cat")};
  EXPECT_FALSE(ParserExit::find(*story, layout, game->canonical(), probes, play));
}

TEST_F(ParserExits, AreNotFoundInOneAction) {
  const std::vector<Parse> probes = {sentence("examine", "chest", "chest"), sentence("examine", "table", "table")};
  EXPECT_FALSE(ParserExit::find(*story, layout, game->canonical(), probes, play));
}

TEST_F(ParserExits, SayWhatTheParserMakesOfALine) {
  const Image prompt = game->canonical();
  const auto exit = find(prompt);
  ASSERT_TRUE(exit);
  const auto result = [&](const std::string &verb, const std::string &word, const std::string &object) {
    return exit->parse(prompt, sentence(verb, word, object), play).result;
  };
  EXPECT_EQ(result("open", "chest", "chest"), Result::Expected);
  EXPECT_EQ(result("open", "chest", "table"), Result::Other);
  EXPECT_EQ(result("open", "fountain", "fountain"), Result::Refused);
  EXPECT_EQ(result("examine", "key", "brass key"), Result::Asked);
}

TEST_F(ParserExits, LetGamesGoOnWithAnotherSentence) {
  const Image prompt = game->canonical();
  const auto exit = find(prompt);
  ASSERT_TRUE(exit);
  const auto behind = exit->parse(prompt, sentence("touch", "table", "table"), play);
  ASSERT_EQ(behind.result, Result::Expected);
  const Image changed = exit->changed(behind, sentence("take", "brass", "brass key"));
  EXPECT_EQ(holderOf(play(changed, nullptr, 100000).image, "brass key"), "(self object)");
}

TEST_F(ParserExits, KnowWhereTheNextTurnBegins) {
  const Image prompt = game->canonical();
  const auto exit = find(prompt);
  ASSERT_TRUE(exit);
  const auto behind = exit->parse(prompt, sentence("take", "brass", "brass key"), play);
  ASSERT_EQ(behind.result, Result::Expected);
  const ParserExit::Stop whole = play(behind.image, nullptr, 100000);
  game->control().watched = exit->call();
  game->control().stopsAtWatched = 1;
  const ParserExit::Stop turn = play(behind.image, nullptr, 100000);
  EXPECT_EQ(turn.status, Status::Watched);
  EXPECT_LT(turn.executed, whole.executed);
  EXPECT_EQ(holderOf(turn.image, "brass key"), "(self object)");
  // And on from there, as if nothing had been.
  game->control().stopsAtWatched = 0;
  const ParserExit::Stop rest = play(turn.image, nullptr, 100000);
  EXPECT_EQ(rest.status, Status::WantsLine);
  EXPECT_EQ(rest.image, whole.image);
  EXPECT_EQ(turn.executed + rest.executed, whole.executed);
}

TEST_F(ParserExits, AreNotInZork) {
  if (storyFolder().empty())
    GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
  begin(readStory(storyFolder() / "zork1.z3"));
  const std::vector<Parse> probes = {sentence("examine", "mailbox", "small mailbox"),
                                     sentence("open", "mailbox", "small mailbox")};
  EXPECT_FALSE(ParserExit::find(*story, layout, game->canonical(), probes, play));
}

} // namespace
} // namespace tt::zork::test
