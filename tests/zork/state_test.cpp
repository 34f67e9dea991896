// The canonical state: equal for equal games, goes on from a copy, and is refused when damaged.
#include <algorithm>
#include <cstring>
#include <random>

#include <gtest/gtest.h>

#include "games.h"

namespace tt::zork::test {
namespace {

class ZorkState : public testing::Test {
protected:
  void SetUp() override {
    if (storyFolder().empty())
      GTEST_SKIP() << "no folder with zork1.z3: set TENON_ZMACHINE_DIR";
    story = readStory(storyFolder() / "zork1.z3");
    commands = {"open mailbox", "read leaflet", "south", "east", "open window", "in", "take all", "west", "move rug"};
  }

  /// Z-instructions, and the commands as they are asked for; the output is forgotten.
  void advance(Game &game, uint64_t instructions) {
    while (instructions > 0) {
      const auto limit = static_cast<uint32_t>(std::min<uint64_t>(instructions, 1000));
      game.serve(Request::Run, limit);
      game.control().outputBytes = 0;
      instructions -= game.control().executed;
      if (game.status() == Status::WantsLine)
        game.bringLine(commands[nextCommand++ % commands.size()]);
      else
        ASSERT_EQ(game.status(), Status::LimitReached) << game.control().error;
    }
  }

  Story story;
  std::vector<std::string> commands;
  size_t nextCommand = 0;
};

TEST_F(ZorkState, GoesOnIdenticallyFromEveryInstruction) {
  const auto first = nativeGame(story), second = nativeGame(story);
  for (int step = 0; step < 400; ++step) {
    nextCommand = static_cast<size_t>(step);
    advance(*first, 37);
    const std::vector<uint8_t> here = first->canonical();
    second->restore(here);
    second->bring(InputKind::None);
    // Both go on: the caches of one are of another history.
    nextCommand = static_cast<size_t>(step) + 1;
    advance(*second, 101);
    const std::vector<uint8_t> later = second->canonical();
    first->bring(InputKind::None);
    nextCommand = static_cast<size_t>(step) + 1;
    advance(*first, 101);
    ASSERT_EQ(first->canonical(), later) << "step " << step;
  }
}

TEST_F(ZorkState, IsTheSameOnTheCard) {
  const auto here = nativeGame(story), card = cardGame(story);
  for (const uint32_t instructions : {1U, 1000U, 5000U, 12345U}) {
    const size_t before = nextCommand;
    advance(*here, instructions);
    nextCommand = before;
    advance(*card, instructions);
    ASSERT_EQ(here->canonical(), card->canonical()) << instructions;
  }
}

TEST_F(ZorkState, CanStopInFrontOfAnInstruction) {
  for (const bool isOnCard : {false, true}) {
    const auto plain = isOnCard ? cardGame(story) : nativeGame(story);
    plain->serve(Request::Run); // to the first prompt
    const std::vector<uint8_t> before = plain->canonical();
    plain->bringLine("open mailbox");
    plain->serve(Request::Run, 777);
    ASSERT_EQ(plain->status(), Status::LimitReached);
    const uint32_t pc = plain->state().pc;

    const auto watched = isOnCard ? cardGame(story) : nativeGame(story);
    watched->restore(before);
    watched->bringLine("open mailbox");
    watched->control().watched = pc;
    watched->control().stopsAtWatched = 1;
    watched->serve(Request::Run, 777);
    ASSERT_EQ(watched->status(), Status::Watched);
    ASSERT_EQ(watched->state().pc, pc);
    const uint32_t done = watched->control().executed;
    ASSERT_LE(done, 777U);
    watched->serve(Request::Run, 10);
    EXPECT_EQ(watched->control().executed, 0U);
    // And goes on as if nothing had been.
    watched->control().stopsAtWatched = 0;
    watched->serve(Request::Run, 777 - done);
    EXPECT_EQ(watched->canonical(), plain->canonical());
  }
}

TEST_F(ZorkState, DoesNotDependOnHowItWasReached) {
  const auto direct = nativeGame(story), detour = nativeGame(story);
  advance(*direct, 9000);
  nextCommand = 0;
  advance(*detour, 3000);
  const std::vector<uint8_t> saved = detour->canonical();
  const size_t command = nextCommand;
  const auto kind = detour->control().inputKind;
  advance(*detour, 20000);
  detour->restore(saved);
  detour->control().inputKind = kind;
  if (kind)
    detour->bringLine(commands[(command - 1) % commands.size()]);
  nextCommand = command;
  advance(*detour, 6000);
  EXPECT_EQ(direct->canonical(), detour->canonical());
}

TEST_F(ZorkState, WorksInABlockThatMoved) {
  const auto game = nativeGame(story), other = nativeGame(story);
  advance(*game, 5000);
  // The whole block, caches and all, at another place.
  std::memcpy(&other->control(), &game->control(), game->control().blockBytes);
  const size_t command = nextCommand;
  advance(*game, 5000);
  nextCommand = command;
  advance(*other, 5000);
  EXPECT_EQ(game->canonical(), other->canonical());
}

TEST_F(ZorkState, IsRefusedWhenItLeadsOutside) {
  const auto game = nativeGame(story);
  advance(*game, 5000);
  const std::vector<uint8_t> good = game->canonical();
  const auto refuses = [&](auto &&damage) {
    game->restore(good);
    game->bring(InputKind::None);
    damage(game->state());
    game->serve(Request::Run, 10);
    return game->status() == Status::Error && game->error() == Error::BadState;
  };
  EXPECT_TRUE(refuses([](State &state) { state.magic ^= 1; }));
  EXPECT_TRUE(refuses([](State &state) { state.stackBytes = kStackBytes + 2; }));
  EXPECT_TRUE(refuses([](State &state) { state.frame = kStackBytes - 4; }));
  EXPECT_TRUE(refuses([](State &state) { state.evaluation += 4; }));
  EXPECT_TRUE(refuses([](State &state) { state.localCount = 16; }));
  EXPECT_TRUE(refuses([](State &state) { state.memoryStreams = 17; }));
  game->restore(good);
  game->bring(InputKind::None);
  game->serve(Request::Run, 0);
  EXPECT_EQ(game->status(), Status::LimitReached) << "the good state still works";
}

TEST_F(ZorkState, OfAnyBytesDoesNoHarm) {
  const auto game = nativeGame(story);
  advance(*game, 5000);
  const std::vector<uint8_t> good = game->canonical();
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    game->restore(good);
    game->bring(InputKind::None);
    auto bytes = game->section({game->control().layout.state.offset, sizeof(State)});
    auto stack = game->section({game->control().layout.stack.offset, good.size() > 400 ? 256U : 16U});
    for (int i = 0; i < 3; ++i)
      (random() % 2 ? bytes[random() % bytes.size()] : stack[random() % stack.size()]) = static_cast<uint8_t>(random());
    game->serve(Request::Run, 500);
    game->control().outputBytes = 0;
    ASSERT_NE(game->status(), Status::None);
  }
}

} // namespace
} // namespace tt::zork::test
