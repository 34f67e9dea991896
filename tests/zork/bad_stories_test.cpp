// Stories that are none, or broken: an error with its place, never more. With sanitizers this is a fuzzer:
// TENON_ZORK_MUTATIONS stories (2,000 if not set), from the seed TENON_ZORK_FIRST_MUTATION on (1).
#include <algorithm>
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "games.h"

namespace tt::zork::test {
namespace {

/// A story of version 5 whose code is `code`, which begins at 0x200; static memory begins there too.
Story storyWith(const std::vector<uint8_t> &code, uint8_t version = 5) {
  Story story(0x400);
  const auto set = [&story](size_t field, uint32_t value) {
    story[field] = static_cast<uint8_t>(value >> 8);
    story[field + 1] = static_cast<uint8_t>(value);
  };
  story[0] = version;
  set(0x04, 0x200); // high memory
  set(0x06, 0x200); // first instruction
  set(0x08, 0x3e0); // dictionary
  set(0x0a, 0x40);  // objects
  set(0x0c, 0x100); // globals
  set(0x0e, 0x200); // static memory
  std::copy(code.begin(), code.end(), story.begin() + 0x200);
  return story;
}

struct Case {
  const char *name;
  std::vector<uint8_t> code;
  Error error;
  uint32_t address;
};

class BrokenCode : public testing::TestWithParam<Case> {};

TEST_P(BrokenCode, IsAnErrorWithItsAddress) {
  const auto game = nativeGame(storyWith(GetParam().code));
  ASSERT_EQ(game->status(), Status::Ready);
  game->serve(Request::Run, 100000);
  EXPECT_EQ(game->status(), Status::Error);
  EXPECT_EQ(game->error(), GetParam().error);
  EXPECT_EQ(game->control().errorAddress, GetParam().address);
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenCode,
    testing::Values(Case{"opcode", {0xb4, 0xbe, 0x50, 0xff}, Error::IllegalOpcode, 0x201},
                    Case{"zero_opcode", {0x00}, Error::IllegalOpcode, 0x200},
                    Case{"underflow", {0xb8}, Error::StackUnderflow, 0x200},
                    Case{"return", {0xb0}, Error::ReturnFromMain, 0x200},
                    Case{"division", {0x17, 5, 0, 0x10}, Error::DivisionByZero, 0x200},
                    Case{"remainder", {0x18, 5, 0, 0x10}, Error::DivisionByZero, 0x200},
                    Case{"local", {0x54, 1, 1, 0x10}, Error::BadLocal, 0x200},
                    Case{"read", {0xcf, 0x0f, 0xff, 0xf0, 0, 0, 0x10}, Error::ReadOutOfRange, 0x200},
                    Case{"write", {0xe1, 0x17, 0x03, 0x00, 0, 1}, Error::WriteOutOfRange, 0x200},
                    Case{"object", {0x92, 0xff, 0, 0xc2}, Error::BadObject, 0x200},
                    Case{"attribute", {0x0a, 1, 60, 0xc2}, Error::BadAttribute, 0x200},
                    Case{"routine", {0x8f, 0x7f, 0xff}, Error::BadRoutine, 0x200},
                    Case{"jump", {0x8c, 0x7f, 0x00}, Error::AddressOutOfRange, 0x8101},
                    Case{"frame", {0x1c, 1, 9}, Error::BadFrame, 0x200},
                    // push in a loop
                    Case{"overflow", {0xe8, 0x7f, 7, 0x8c, 0xff, 0xfc}, Error::StackOverflow, 0x200}),
    [](const auto &info) { return std::string(info.param.name); });

TEST(BrokenStory, IsRefusedWithAReason) {
  const auto errorOf = [](const Story &story) { return nativeGame(story)->error(); };
  Story good = storyWith({0xba});
  EXPECT_EQ(errorOf(good), Error::None);
  EXPECT_EQ(errorOf({}), Error::StoryTooShort);
  EXPECT_EQ(errorOf(Story(63, 5)), Error::StoryTooShort);
  for (const uint8_t version : {0, 6, 9, 255}) {
    Story story = good;
    story[0] = version;
    EXPECT_EQ(errorOf(story), Error::UnknownVersion) << int(version);
  }
  for (const size_t field : {0x06, 0x08, 0x0a, 0x0c, 0x0e}) {
    Story outside = good, header = good;
    outside[field] = 0x7f;
    header[field] = header[field + 1] = 0;
    EXPECT_EQ(errorOf(outside), Error::BadHeader) << field;
    EXPECT_EQ(errorOf(header), Error::BadHeader) << field;
  }
  Story truncated = good;
  truncated[0x1a] = 0x7f;
  EXPECT_EQ(errorOf(truncated), Error::Truncated);
}

TEST(BrokenStory, HasAWrongChecksumIfAsked) {
  Story story = storyWith({0xba});
  const auto game = nativeGame(story);
  prepareControl(game->control(), story.data(), static_cast<uint32_t>(story.size()), game->control().blockBytes);
  std::copy(story.begin(), story.end(), game->section(game->control().layout.memory).begin());
  story[0x1d] = 1;
  game->section(game->control().layout.memory)[0x1d] ^= 0x55;
  game->control().options = kCheckChecksum;
  game->serve(Request::Load);
  EXPECT_EQ(game->error(), Error::BadChecksum);
}

TEST(BrokenStory, ThatNeverAsksStopsAtTheLimit) {
  const auto game = nativeGame(storyWith({0x8c, 0xff, 0xff})); // jump to itself
  for (const uint32_t limit : {1U, 1000U, 1234567U}) {
    game->serve(Request::Run, limit);
    EXPECT_EQ(game->status(), Status::LimitReached);
    EXPECT_EQ(game->control().executed, limit);
    EXPECT_EQ(game->state().pc, 0x200U);
  }
}

TEST(BrokenStory, ThatPrintsForeverFillsTheOutput) {
  const auto game = nativeGame(storyWith({0xe5, 0x7f, 'x', 0x8c, 0xff, 0xfc})); // print_char in a loop
  game->serve(Request::Run, 1U << 30);
  EXPECT_EQ(game->status(), Status::OutputFull);
  EXPECT_GT(game->control().outputBytes, 1000U);
  game->serve(Request::Run, 1000);
  EXPECT_EQ(game->control().executed, 0U) << "nothing was taken away";
  game->control().outputBytes = 0;
  game->serve(Request::Run, 1000);
  EXPECT_EQ(game->status(), Status::LimitReached);
}

TEST(BrokenStory, WithTextWithoutEnd) {
  Story story = storyWith({0xb2});
  std::fill(story.begin() + 0x201, story.end(), 0x11);
  const auto game = nativeGame(story);
  game->serve(Request::Run, 10);
  EXPECT_EQ(game->error(), Error::TextTooLong);
}

TEST(BrokenStory, WithAbbreviationsInAbbreviations) {
  Story story = storyWith({0xb2, 0x84, 0x25}); // abbreviation 0 of the first table
  story[0x18] = 0x01, story[0x19] = 0xf0;      // the table, whose entry leads to 0x1f4
  story[0x1f1] = 0xfa;
  story[0x1f4] = 0x84, story[0x1f5] = 0x25;
  const auto game = nativeGame(story);
  game->serve(Request::Run, 10);
  EXPECT_EQ(game->error(), Error::NestedAbbreviation);
}

TEST(BrokenStory, OfRandomBytesDoesNoHarm) {
  const auto numberFrom = [](const char *variable, uint32_t otherwise) {
    const char *value = std::getenv(variable);
    return value ? static_cast<uint32_t>(std::strtoul(value, nullptr, 10)) : otherwise;
  };
  const uint32_t first = numberFrom("TENON_ZORK_FIRST_MUTATION", 1), count = numberFrom("TENON_ZORK_MUTATIONS", 2000);
  std::vector<Story> stories = {storyWith({0xe5, 0x7f, 'x', 0xba}), storyWith({0xe4, 0x0f, 1, 0x40, 1, 0x80}, 3)};
  if (const std::filesystem::path folder = storyFolder(); !folder.empty())
    for (const char *name : {"czech.z3", "czech.z4", "czech.z5", "czech.z8", "zork1.z3"})
      stories.push_back(readStory(folder / name));
  const std::vector<std::string> lines = {"look",      "open mailbox",      "take all", "",
                                          "a, b. c d", "\xc3\xa4\xff\xf0x", "quit"};
  uint32_t pagedGames = 0;
  for (uint32_t seed = first; seed < first + count; ++seed) {
    std::mt19937 random(seed);
    Story story = stories[random() % stories.size()];
    const uint32_t begin = wordAt(story.data(), 6);
    const uint32_t changes = 1 + random() % (random() % 4 ? 12 : 300);
    for (uint32_t i = 0; i < changes; ++i) {
      // The header, anywhere, or the code that runs first.
      const uint32_t kind = random() % 4;
      const size_t at = kind == 0 ? 1 + random() % 63 : kind == 1 ? random() % story.size() : begin + random() % 3000;
      if (at < story.size() && (at != 0 || random() % 8 == 0))
        story[at] = static_cast<uint8_t>(random() % 2 ? random() : story[at] ^ 1U << random() % 8);
    }
    if (random() % 20 == 0)
      story.resize(random() % story.size());
    const uint32_t gameSeed = random(), cacheBytes = random() % 4 ? 160 * 1024 : 120 * 1024;
    // Every fourth one as a story that does not fit into its block.
    const bool isPaged = random() % 4 == 0;
    if (isPaged)
      story.resize(story.size() + kPagedCacheBytes);
    Story header = story;
    header.resize(std::max<size_t>(story.size(), 64));
    const auto size = static_cast<uint32_t>(story.size());
    const uint32_t blockBytes = planBlock(header.data(), size, 0).cache.offset + (isPaged ? 0 : cacheBytes);
    const auto game = isPaged ? nativeGameIn(blockBytes, story, gameSeed) : nativeGame(story, gameSeed, cacheBytes);
    pagedGames += game->control().layout.lines.bytes != 0 ? 1 : 0;
    for (int step = 0; step < 25 && game->status() != Status::Error && game->status() != Status::Quit; ++step) {
      const uint32_t limit = 1 + random() % 4000;
      game->serve(Request::Run, limit);
      ASSERT_LE(game->control().executed, limit) << "seed " << seed;
      game->control().outputBytes = random() % 2 ? 0 : game->control().outputBytes;
      switch (game->status()) {
      case Status::WantsLine:
        game->bringLine(lines[random() % lines.size()], random() % 8 ? 13 : random());
        break;
      case Status::WantsCharacter:
        game->bring(random() % 4 ? InputKind::Character : InputKind::Timeout, random());
        break;
      case Status::SaveWanted:
      case Status::RestoreWanted:
        game->bring(random() % 5 ? InputKind::Answer : InputKind::Restored, random() % 3);
        break;
      case Status::OutputFull:
        game->control().outputBytes = 0;
        break;
      default:
        ASSERT_NE(game->status(), Status::None) << "seed " << seed;
      }
    }
  }
  EXPECT_GT(pagedGames, count / 8);
}

} // namespace
} // namespace tt::zork::test
