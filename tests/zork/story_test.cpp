// Story files that are refused, each with its reason.
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "games.h"
#include "host/error.h"
#include "host/story.h"
#include "tt/device/error.h"

namespace tt::zork::test {
namespace {

Story plain(uint8_t version = 5, size_t bytes = 0x400) {
  Story story(bytes);
  story[0] = version;
  for (const size_t field : {0x06, 0x08, 0x0a, 0x0c, 0x0e})
    story[field] = 0x02;
  return story;
}

std::string whyNot(const Story &bytes) {
  try {
    zork::Story::fromBytes(bytes, "it");
    return "";
  } catch (const StoryError &error) {
    return error.what();
  }
}

TEST(StoryFile, IsAccepted) {
  for (const uint8_t version : {1, 2, 3, 4, 5, 7, 8})
    EXPECT_EQ(whyNot(plain(version)), "") << int(version);
}

TEST(StoryFile, IsRefusedWithAReason) {
  EXPECT_NE(whyNot({}).find("it has 0 bytes"), std::string::npos);
  EXPECT_NE(whyNot(Story(63, 5)).find("header of 64"), std::string::npos);
  EXPECT_NE(whyNot(plain(0)).find("the version, is 0"), std::string::npos);
  EXPECT_NE(whyNot(plain(9)).find("expected 1 to 8"), std::string::npos);
  EXPECT_NE(whyNot(plain(6)).find("version 6 (graphics)"), std::string::npos);
  EXPECT_NE(whyNot(plain(8, (512 << 10) + 1)).find("at most 524288"), std::string::npos);
  for (const auto &[field, what] :
       {std::pair(0x06, "first instruction"), std::pair(0x08, "dictionary"), std::pair(0x0a, "object table"),
        std::pair(0x0c, "global variables"), std::pair(0x0e, "static memory")})
    for (const uint8_t high : {0x00, 0x04, 0xff}) {
      Story story = plain();
      story[static_cast<size_t>(field)] = high;
      EXPECT_NE(whyNot(story).find(what), std::string::npos) << field << " " << int(high);
    }
}

TEST(StoryFile, IsRefusedWhereItsLengthOrChecksumDoesNotFit) {
  Story story = plain();
  story[0x1a] = 0x01; // 256 times four
  uint32_t sum = 0;
  for (size_t at = 64; at < story.size(); ++at)
    sum += story[at];
  story[0x1c] = static_cast<uint8_t>(sum >> 8);
  story[0x1d] = static_cast<uint8_t>(sum);
  EXPECT_EQ(whyNot(story), "");
  Story changed = story;
  changed[0x300] ^= 1;
  EXPECT_NE(whyNot(changed).find("the file is damaged"), std::string::npos);
  Story cut = story;
  cut.resize(0x3ff);
  EXPECT_NE(whyNot(cut).find("truncated: it has 1023 bytes, and its header promises 1024"), std::string::npos);
  Story padded = story;
  padded.resize(0x800, 0x5a);
  EXPECT_EQ(whyNot(padded), "") << "what lies behind is not the story's";
}

TEST(StoryFile, KnowsWhatItIs) {
  Story bytes = plain();
  bytes[3] = 7;
  const char serial[] = "261126";
  std::copy(serial, serial + 6, bytes.begin() + 0x12);
  const auto story = zork::Story::fromBytes(bytes, "it"), again = zork::Story::fromBytes(bytes, "other");
  EXPECT_EQ(story->release(), 7U);
  EXPECT_EQ(story->serial(), "261126");
  EXPECT_EQ(story->hash(), again->hash());
  bytes[0x200] = 1;
  EXPECT_NE(zork::Story::fromBytes(bytes, "it")->hash(), story->hash());
}

TEST(StoryFile, ThatCannotBeReadSaysWhy) { EXPECT_THROW(zork::Story::open("/nowhere/at.all"), device::FileError); }

} // namespace
} // namespace tt::zork::test
