// What the host reads from games' memory, where that is damaged: other objects, words and sentences, never more. With
// sanitizers this is a fuzzer: TENON_ZORK_WORLDS of them (500 if not set; a fiftieth is played), from the seed
// TENON_ZORK_FIRST_WORLD on (1).
#include <algorithm>
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "games.h"
#include "host/candidates.h"
#include "host/session.h"

namespace tt::zork::test {
namespace {

uint32_t numberFrom(const char *variable, uint32_t otherwise) {
  const char *value = std::getenv(variable);
  return value ? static_cast<uint32_t>(std::strtoul(value, nullptr, 10)) : otherwise;
}

/// Changes some bytes: of the header, where tables are, or anywhere.
void damage(std::vector<uint8_t> &memory, std::mt19937 &random) {
  const std::vector<uint8_t> whole = memory;
  const auto near = [&](size_t field, uint32_t length) { return wordAt(whole.data(), field) + random() % length; };
  const uint32_t changes = 1 + random() % (random() % 4 ? 10 : 200);
  for (uint32_t i = 0; i < changes; ++i) {
    const uint32_t kind = random() % 16;
    const size_t at = kind == 0   ? random() % 64
                      : kind < 4  ? near(0x08, 3000) // the dictionary
                      : kind < 9  ? near(0x0a, 6000) // objects
                      : kind < 10 ? near(0x0c, 480)  // global variables
                      : kind < 15 ? near(0x0e, 3000) // the grammar
                                  : random() % memory.size();
    if (at < memory.size())
      memory[at] = static_cast<uint8_t>(random() % 2 ? random() : memory[at] ^ 1U << random() % 8);
  }
  if (random() % 20 == 0)
    memory.resize(64 + random() % (memory.size() - 64));
}

/// The memories of games that have begun.
std::vector<std::vector<uint8_t>> playedMemories() {
  std::vector<std::vector<uint8_t>> stories, memories;
  if (const auto house = compileHouse())
    stories.push_back(*house);
  if (const std::filesystem::path folder = storyFolder(); !folder.empty())
    stories.push_back(readStory(folder / "zork1.z3"));
  const auto card = Card::open({.cores = 1, .threads = 1, .native = false});
  for (const std::vector<uint8_t> &bytes : stories) {
    Session game(card, tt::zork::Story::fromBytes(bytes, "story"), SessionOptions{1});
    game.run(1000000);
    for (const char *line : {"open chest", "open mailbox", "take lamp", "take leaflet", "take brass key"})
      game.command(line, 1000000);
    memories.push_back(game.memory());
  }
  return memories;
}

TEST(BrokenWorlds, AreReadWithoutHarm) {
  const std::vector<std::vector<uint8_t>> memories = playedMemories();
  if (memories.empty())
    GTEST_SKIP() << "inform6 is not installed";
  const uint32_t first = numberFrom("TENON_ZORK_FIRST_WORLD", 1), count = numberFrom("TENON_ZORK_WORLDS", 500);
  size_t withCandidates = 0;
  for (uint32_t seed = first; seed < first + count; ++seed) {
    std::mt19937 random(seed);
    std::vector<uint8_t> memory = memories[random() % memories.size()];
    damage(memory, random);
    const World world(memory);
    const Grammar grammar(memory, world);
    const Candidates candidates(world, grammar);
    withCandidates += candidates.all().empty() ? 0 : 1;
    ASSERT_LE(candidates.all().size(), Candidates::kMost) << "seed " << seed;
    world.score();
    if (const WorldObject *player = world.player())
      world.contents(player->number);
    for (const Noun &noun : candidates.nouns()) {
      grammar.withoutName(*noun.object, noun.word);
      world.removal(*noun.object);
    }
  }
  EXPECT_GT(withCandidates, count / 4) << "most are damaged elsewhere";
}

TEST(BrokenWorlds, HaveCommandsThatAreTriedWithoutHarm) {
  const auto house = compileHouse();
  if (!house)
    GTEST_SKIP() << "inform6 is not installed";
  const uint32_t first = numberFrom("TENON_ZORK_FIRST_WORLD", 1), count = numberFrom("TENON_ZORK_WORLDS", 500) / 50;
  const auto card = Card::open({.cores = 2, .threads = 2, .native = false});
  size_t tried = 0;
  for (uint32_t seed = first; seed < first + count; ++seed) {
    std::mt19937 random(seed);
    std::vector<uint8_t> bytes = *house;
    damage(bytes, random);
    bytes.resize(house->size());
    uint32_t sum = 0;
    for (size_t at = 64; at < bytes.size(); ++at)
      sum += bytes[at];
    for (const size_t field : {0x00, 0x1a, 0x1b})
      bytes[field] = (*house)[field];
    bytes[0x1c] = static_cast<uint8_t>(sum >> 8);
    bytes[0x1d] = static_cast<uint8_t>(sum);
    try {
      Session game(card, tt::zork::Story::fromBytes(bytes, "story"), SessionOptions{seed});
      game.run(1000000);
      game.command("open chest", 1000000);
      const std::vector<uint8_t> before = game.state(true);
      const bool isPlayed = game.status() == Status::WantsLine;
      game.validCommands();
      EXPECT_EQ(game.validCommands(true, true), game.validCommands(true, true)) << "seed " << seed; // not kept
      EXPECT_EQ(game.state(true), before) << "seed " << seed;
      tried += isPlayed ? 1 : 0;
    } catch (const ZorkError &) { // no story, or one that fails
    }
  }
  EXPECT_GT(tried, count / 4);
}

} // namespace
} // namespace tt::zork::test
