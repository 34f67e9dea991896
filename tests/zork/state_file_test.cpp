// States as bytes: damaged ones are refused, and the game keeps the state it had.
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "games.h"
#include "host/error.h"
#include "host/session.h"

namespace tt::zork::test {
namespace {

constexpr const char *kSource = R"(
Array text -> 64; Array words -> 64; Global count;
[ Deep n x; if (n == 0) return count; x = Deep(n - 1); return x + n; ];
[ Main k; for (::) { text->0 = 60; text->1 = 0; print ">"; @save_undo k; @aread text words -> k;
  if (text->2 == 'u') { @restore_undo k; } count++; print count, " ", Deep(4), "^"; } ];
)";

class StateFile : public testing::Test {
protected:
  void SetUp() override {
    const auto made = compileInform(kSource, 5);
    if (!made)
      GTEST_SKIP() << "inform6 is not installed";
    story = zork::Story::fromBytes(*made, "story");
    card = Card::open({.cores = 2});
    session = std::make_unique<Session>(card, story, SessionOptions{1});
    session->command("a", 100000);
    session->command("b", 100000);
    state = session->state(true);
  }
  bool isRefused(std::span<const uint8_t> bytes) {
    try {
      session->setState(bytes);
      return false;
    } catch (const StateError &) {
      return session->state(true) == state;
    }
  }
  std::shared_ptr<const zork::Story> story;
  std::shared_ptr<Card> card;
  std::unique_ptr<Session> session;
  std::vector<uint8_t> state;
};

TEST_F(StateFile, WithAnyByteChangedIsRefused) {
  for (size_t at = 0; at < state.size(); ++at) {
    std::vector<uint8_t> damaged = state;
    damaged[at] ^= 0x10;
    EXPECT_TRUE(isRefused(damaged)) << at;
  }
  EXPECT_EQ(session->command("c", 100000), "3 13\n>");
}

TEST_F(StateFile, OfAnyLengthButItsOwnIsRefused) {
  for (size_t size = 0; size < state.size(); ++size)
    EXPECT_TRUE(isRefused(std::span(state).first(size))) << size;
  std::vector<uint8_t> longer = state;
  longer.push_back(0);
  EXPECT_TRUE(isRefused(longer));
}

TEST_F(StateFile, OfAnotherStoryIsRefused) {
  const auto other = zork::Story::fromBytes(*compileInform(std::string(kSource) + "[ More; ];", 5), "other");
  Session foreign(card, other, SessionOptions{1});
  foreign.run(1000);
  EXPECT_TRUE(isRefused(foreign.state(true)));
}

TEST_F(StateFile, IsEqualForEqualGames) {
  Session other(card, story, SessionOptions{1});
  other.command("a", 100000);
  EXPECT_NE(other.state(true), state);
  other.command("b", 100000);
  EXPECT_EQ(other.state(true), state);
  EXPECT_EQ(other.stateHash(), session->stateHash());
}

TEST_F(StateFile, KeepsUndoLevelsWhereTheyAreAskedFor) {
  Session with(card, story, SessionOptions{1}), without(card, story, SessionOptions{1});
  with.setState(state);
  without.setState(session->state(false));
  EXPECT_NE(with.command("u", 100000), without.command("u", 100000));
}

} // namespace
} // namespace tt::zork::test
