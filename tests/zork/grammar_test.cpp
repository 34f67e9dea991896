// Grammar tables of Infocom's parsers and of Inform's libraries.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "games.h"
#include "host/grammar.h"

namespace tt::zork::test {
namespace {

/// What a verb's sentences are, as text: "put #in# on floor" has two objects.
std::vector<std::string> sentencesOf(const Grammar &grammar, const std::string &verb) {
  std::vector<std::string> texts;
  for (const GrammarVerb &each : grammar.verbs())
    if (std::ranges::find(each.words, verb) != each.words.end())
      for (const Sentence &sentence : each.sentences)
        texts.push_back(fmt::format("{}|{}|{}", sentence.objects, sentence.first, sentence.second));
  return texts;
}

/// A story of Infocom's kind: a dictionary of words with flags and two numbers, and a verb table with these lines.
struct InfocomStory {
  struct Entry {
    std::string text;
    uint8_t flags, first, second;
  };
  InfocomStory(uint8_t version, const std::vector<Entry> &entries, const std::vector<std::vector<uint8_t>> &verbs) {
    memory.resize(0x2000);
    memory[0] = version;
    set(0x08, 0x400);
    set(0x0a, 0x100);
    set(0x0c, 0x300);
    set(0x0e, 0x1000);
    uint32_t at = 0x400;
    const uint32_t words = version <= 3 ? 2 : 3;
    memory[at++] = 0; // no separators
    memory[at++] = static_cast<uint8_t>(2 * words + 3);
    set(at, static_cast<uint32_t>(entries.size()));
    at += 2;
    for (const Entry &entry : entries) {
      for (uint32_t word = 0; word < words; ++word, at += 2) {
        uint32_t value = word + 1 == words ? 0x8000 : 0;
        for (uint32_t i = 0; i < 3; ++i) {
          const size_t place = 3 * word + i;
          value |= (place < entry.text.size() ? static_cast<uint32_t>(entry.text[place] - 'a' + 6) : 5U)
                   << (10 - 5 * i);
        }
        set(at, value);
      }
      memory[at++] = entry.flags;
      memory[at++] = entry.first;
      memory[at++] = entry.second;
    }
    at = 0x1000 + 2 * static_cast<uint32_t>(verbs.size());
    for (size_t i = 0; i < verbs.size(); ++i) {
      set(static_cast<uint32_t>(0x1000 + 2 * i), at);
      std::ranges::copy(verbs[i], memory.begin() + at);
      at += static_cast<uint32_t>(verbs[i].size());
    }
  }
  void set(uint32_t at, uint32_t value) {
    memory[at] = static_cast<uint8_t>(value >> 8);
    memory[at + 1] = static_cast<uint8_t>(value);
  }
  std::vector<uint8_t> memory;
};

const std::vector<InfocomStory::Entry> kWords = {
    {"in", 0x08, 253, 0}, // preposition 253, its number first
    {"look", 0x41, 254, 0},
    {"on", 0x1b, 0, 250}, // a direction too: the preposition's comes second
    {"put", 0x41, 255, 0},
    {"with", 0x08, 251, 0}};

class InfocomGrammar : public testing::TestWithParam<uint8_t> {};

TEST_P(InfocomGrammar, HasLinesOfEightBytes) {
  const InfocomStory story(GetParam(), kWords,
                           {{2, 2, 0, 253, 0, 0, 0, 0, 7, 2, 250, 251, 0, 0, 0, 0, 8},
                            {2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 253, 0, 0, 0, 0, 0, 2}});
  const World world(story.memory);
  const Grammar grammar(story.memory, world);
  EXPECT_EQ(sentencesOf(grammar, "put"), (std::vector<std::string>{"2||in", "2|on|with"}));
  EXPECT_EQ(sentencesOf(grammar, "look"), (std::vector<std::string>{"0||", "1|in|"}));
}

TEST_P(InfocomGrammar, HasPackedLines) {
  const InfocomStory story(GetParam(), kWords,
                           {{2, 0x80, 7, 0, 0, 253 & 63, 0, 0, 0x80 | (250 & 63), 8, 0, 0, 251 & 63, 0, 0},
                            {3, 0, 1, 0x40 | (253 & 63), 2, 0, 0, 0x40, 3, 0, 0}});
  const World world(story.memory);
  const Grammar grammar(story.memory, world);
  EXPECT_EQ(sentencesOf(grammar, "put"), (std::vector<std::string>{"2||in", "2|on|with"}));
  EXPECT_EQ(sentencesOf(grammar, "look"), (std::vector<std::string>{"0||", "1|in|", "1||"}));
}

TEST_P(InfocomGrammar, WithTablesOutsideOfMemoryHasNoVerbs) {
  InfocomStory story(GetParam(), kWords, {{1, 0x80, 7, 0, 0, 61, 0, 0}, {1, 0, 1}});
  for (const uint32_t address : {0x1000U, 0x1002U})
    for (const uint32_t value : {0U, 0xffffU, 0x2000U}) {
      InfocomStory broken = story;
      broken.set(address, value);
      const World world(broken.memory);
      EXPECT_TRUE(Grammar(broken.memory, world).verbs().empty()) << address << " " << value;
    }
}

INSTANTIATE_TEST_SUITE_P(Versions, InfocomGrammar, testing::Values(2, 3, 4, 5));

/// Inform's compiler makes the tables without its library too.
std::string informSource(int grammar) {
  return fmt::format(R"(
Constant Grammar__Version = {};
Object thing "thing" with name 'lamp' 'light';
Array kept --> 'lamp' 'in' 'into' 'on' 'with';
[ TakeSub; ]; [ PutSub; ]; [ LookSub; ]; [ LightSub; ]; [ AskSub; ]; [ SetSub; ]; [ ShowSub; ];
Verb 'take' 'get' * noun -> Take * multi 'from' noun -> Take;
Verb 'put' * held 'in' noun -> Put * 'on' held -> Put * held 'on' noun -> Put;
Verb 'look' * -> Look * 'under' noun -> Look;
Verb 'light' * noun 'with' held -> Light;
Verb 'ask' * creature -> Ask * number -> Ask;
Verb 'show' * creature held -> Show{};
[ Main; print "done"; ];
)",
                     grammar, grammar == 2 ? " reverse" : "");
}

class InformGrammar : public testing::TestWithParam<std::tuple<int, uint32_t>> {};

TEST_P(InformGrammar, IsRead) {
  const auto [grammarVersion, version] = GetParam();
  auto made = compileInform(informSource(grammarVersion), version);
  if (!made)
    GTEST_SKIP() << "inform6 is not installed";
  for (const bool isStamped : {true, false}) {
    Story story = *made;
    if (!isStamped) // as older compilers left it
      std::fill_n(story.begin() + 0x3c, 4, uint8_t{0});
    const World world(story);
    const Grammar grammar(story, world);
    EXPECT_EQ(sentencesOf(grammar, "take"), (std::vector<std::string>{"1||", "2||from"}));
    EXPECT_EQ(sentencesOf(grammar, "get"), sentencesOf(grammar, "take"));
    EXPECT_EQ(sentencesOf(grammar, "put"), (std::vector<std::string>{"2||in", "1|on|", "2||on"}));
    EXPECT_EQ(sentencesOf(grammar, "look"), (std::vector<std::string>{"0||", "1|under|"}));
    EXPECT_EQ(sentencesOf(grammar, "light"), (std::vector<std::string>{"2||with"}));
    EXPECT_EQ(sentencesOf(grammar, "ask"), (std::vector<std::string>{"1||"})) << "numbers are not tried";
    const auto verb = [&](const std::string &word) {
      return *std::ranges::find_if(grammar.verbs(), [&](const GrammarVerb &each) {
        return std::ranges::find(each.words, word) != each.words.end();
      });
    };
    EXPECT_TRUE(verb("ask").hasOthers);
    EXPECT_FALSE(verb("look").hasOthers);
    EXPECT_EQ(verb("look").sentences[1].kinds[0].kind, ObjectKind::Noun);
    EXPECT_EQ(verb("show").sentences[0].isReversed, grammarVersion == 2);
    EXPECT_TRUE(grammar.isPreposition("under"));
    EXPECT_FALSE(grammar.isPreposition("lamp"));
    EXPECT_TRUE(grammar.knows("under"));
    EXPECT_FALSE(grammar.knows("over"));
    const auto thing = std::ranges::find(world.objects(), "thing", &WorldObject::name);
    ASSERT_NE(thing, world.objects().end());
    EXPECT_EQ(grammar.nounsOf(*thing), (std::vector<std::string>{"lamp", "light"}));
    const MemoryChange change = grammar.withoutName(*thing, "light");
    ASSERT_EQ(change.size(), 2U);
    EXPECT_EQ(wordAt(story.data(), change[0].first), grammar.addressOf("light"));
    EXPECT_EQ(change[1], (std::pair<uint32_t, uint8_t>(change[0].first + 1, 0)));
    EXPECT_TRUE(grammar.withoutName(*thing, "under").empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, InformGrammar, testing::Combine(testing::Values(1, 2), testing::Values(3, 4, 5, 8)),
                         [](const auto &info) {
                           return fmt::format("gv{}_z{}", std::get<0>(info.param), std::get<1>(info.param));
                         });

TEST(ZorkGrammar, IsRead) {
  if (storyFolder().empty())
    GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
  const Story story = readStory(storyFolder() / "zork1.z3");
  const World world(story);
  const Grammar grammar(story, world);
  const auto put = sentencesOf(grammar, "put");
  EXPECT_TRUE(
      std::ranges::any_of(put, [](const std::string &each) { return each.starts_with("2||") && each.size() > 3; }));
  EXPECT_GT(grammar.verbs().size(), 80U);
}

} // namespace
} // namespace tt::zork::test
