// Many games of one card: steps side by side, errors and endings of some of them, closing under way, forked processes.
#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "games.h"
#include "host/session.h"

namespace tt::zork::test {
namespace {

constexpr uint64_t kLimit = 100000;

/// Counts its lines; "x" divides by zero, "q" ends the game, "l" never comes back.
constexpr const char *kSource = R"inform(
    Global count; Array text -> 60; Array words -> 60;
    [ Main key;
      for (::) {
        print count, ">"; text->0 = 50; words->0 = 10;
        @aread text words -> key;
        count++;
        if (text->2 == 'x') @div count 0 -> key;
        if (text->2 == 'q') quit;
        while (text->2 == 'l') key++;
      } ];)inform";

class Sessions : public testing::Test {
protected:
  void SetUp() override {
    const auto bytes = compileInform(kSource, 5);
    if (!bytes)
      GTEST_SKIP() << "inform6 is not installed";
    story = tt::zork::Story::fromBytes(*bytes, "lines");
  }

  struct Games {
    std::shared_ptr<Card> card;
    std::vector<std::unique_ptr<Session>> owners;
    std::vector<Session *> all;
    std::vector<size_t> step(const std::vector<std::string> &lines, uint64_t limit = kLimit) {
      return card->step(all, lines, limit);
    }
    std::vector<std::string> texts() {
      std::vector<std::string> taken;
      for (Session *game : all)
        taken.push_back(game->takeText());
      return taken;
    }
  };

  Games begin(size_t count, uint32_t cores = 4) {
    Games games;
    games.card = Card::open({.cores = cores, .threads = 2, .native = false});
    for (size_t i = 0; i < count; ++i) {
      games.owners.push_back(std::make_unique<Session>(games.card, story, SessionOptions{1}));
      games.all.push_back(games.owners.back().get());
      games.all.back()->run(kLimit);
      games.all.back()->takeText();
    }
    return games;
  }

  std::shared_ptr<const tt::zork::Story> story;
};

TEST_F(Sessions, MoreGamesThanCoresTakeTurns) {
  Games games = begin(20);
  for (uint32_t turn = 1; turn <= 10; ++turn) {
    games.step(std::vector<std::string>(20, "go"));
    const std::string end = "\n" + std::to_string(turn) + ">";
    for (const std::string &text : games.texts())
      EXPECT_TRUE(text.ends_with(end) || text == std::to_string(turn) + ">") << text;
  }
}

TEST_F(Sessions, AnErrorOrEndOfOneGameLeavesTheOthers) {
  Games games = begin(8);
  EXPECT_EQ(games.step({"go", "x", "go", "q", "go", "go", "l", "go"}), std::vector<size_t>{1});
  EXPECT_NE(games.all[1]->error().find("a division by zero"), std::string::npos) << games.all[1]->error();
  EXPECT_EQ(games.all[3]->status(), Status::Quit);
  EXPECT_EQ(games.all[6]->status(), Status::LimitReached);
  games.texts();
  EXPECT_EQ(games.step(std::vector<std::string>(8, "go")), std::vector<size_t>{}); // it is told once
  const std::vector<std::string> texts = games.texts();
  for (const size_t i : {0, 2, 4, 5, 7})
    EXPECT_NE(texts[i].find("2>"), std::string::npos) << texts[i];
  EXPECT_EQ(texts[1], "");
  EXPECT_EQ(texts[3], "");
}

TEST_F(Sessions, NoGameTakesItsCommandWhereOneIsNoLine) {
  Games games = begin(4);
  for (const std::string &line : {std::string(1000, 'a'), std::string("go\ngo")}) {
    EXPECT_THROW(games.step({"go", line, "go", "go"}), UsageError);
    EXPECT_EQ(games.texts(), std::vector<std::string>(4));
  }
  games.step(std::vector<std::string>(4, "go"));
  for (const std::string &text : games.texts())
    EXPECT_NE(text.find("1>"), std::string::npos) << text;
}

TEST_F(Sessions, ThreadsWaitForTheOnlyCore) {
  const Games first = begin(1, 1);
  std::vector<std::thread> threads;
  for (uint32_t number = 0; number < 3; ++number)
    threads.emplace_back([&, number] {
      std::vector<std::unique_ptr<Session>> games;
      std::vector<Session *> all;
      for (uint32_t i = 0; i < 4; ++i) {
        games.push_back(std::make_unique<Session>(first.card, story, SessionOptions{1}));
        all.push_back(games.back().get());
        all.back()->run(kLimit);
        all.back()->takeText();
      }
      for (uint32_t turn = 1; turn <= 20; ++turn) {
        if ((turn + number) % 3 == 0)
          for (Session *game : all)
            game->command("go", kLimit);
        else
          EXPECT_TRUE(first.card->step(all, std::vector<std::string>(4, "go"), kLimit).empty());
        EXPECT_EQ(all[turn % 4]->fork()->stateHash(), all[0]->stateHash());
      }
      for (Session *game : all)
        EXPECT_NE(game->command("go", kLimit).find("21>"), std::string::npos);
    });
  for (std::thread &thread : threads)
    thread.join();
}

TEST_F(Sessions, AGameTakesOneStepAtATime) {
  Games games = begin(2);
  const std::vector<Session *> twice = {games.all[0], games.all[1], games.all[0]};
  const std::vector<std::string> lines(3, "go");
  EXPECT_THROW(games.card->step(twice, lines, kLimit), UsageError);
  games.step({"go", "go"});
  EXPECT_NE(games.texts()[0].find("1>"), std::string::npos);
}

TEST_F(Sessions, ClosingEndsAStep) {
  for (uint32_t turn = 0; turn < 5; ++turn) {
    Games games = begin(4);
    std::atomic<bool> isBegun = false;
    std::string error;
    std::jthread player([&] {
      try {
        for (;;) {
          isBegun = true;
          isBegun.notify_all();
          games.step(std::vector<std::string>(4, "l"), uint64_t{1} << 60);
        }
      } catch (const UsageError &thrown) {
        error = thrown.what();
      }
    });
    isBegun.wait(false);
    games.card->close();
    player.join();
    EXPECT_EQ(error, "the device is closed");
  }
}

TEST_F(Sessions, ManyDevicesSideBySide) {
  std::vector<Games> devices;
  for (uint32_t i = 0; i < 4; ++i)
    devices.push_back(begin(6));
  std::vector<std::jthread> players;
  for (Games &games : devices)
    players.emplace_back([&games] {
      for (uint32_t turn = 0; turn < 20; ++turn)
        games.step(std::vector<std::string>(6, "go"));
    });
  players.clear();
  for (Games &games : devices)
    for (const std::string &text : games.texts())
      EXPECT_NE(text.find("20>"), std::string::npos) << text;
}

#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if !__has_feature(thread_sanitizer) // it does not follow a process of several threads into its fork's threads
TEST_F(Sessions, PlayOnInAForkedProcess) {
  Games games = begin(6);
  games.step(std::vector<std::string>(6, "go"));
  games.texts();
  const pid_t child = ::fork();
  if (child == 0) {
    bool isRight = true;
    for (uint32_t turn = 2; turn < 10; ++turn) {
      games.step(std::vector<std::string>(6, "go"));
      for (const std::string &text : games.texts())
        isRight = isRight && text.find(std::to_string(turn) + ">") != std::string::npos;
    }
    ::_exit(isRight ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  games.step(std::vector<std::string>(6, "go"));
  EXPECT_NE(games.texts()[5].find("2>"), std::string::npos);
}
#endif

} // namespace
} // namespace tt::zork::test
