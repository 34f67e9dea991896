// CZECH, the checker of opcodes, on this machine and on the card.
#include <gtest/gtest.h>

#include "games.h"

namespace tt::zork::test {
namespace {

struct Checker {
  const char *file;
  const char *result;
};

class Czech : public testing::TestWithParam<Checker> {
protected:
  void SetUp() override {
    if (storyFolder().empty())
      GTEST_SKIP() << "no folder with czech.z5: set TENON_ZMACHINE_DIR";
    story = readStory(storyFolder() / GetParam().file);
  }
  Story story;
};

TEST_P(Czech, PassesHere) {
  const std::string text = play(*nativeGame(story), {});
  EXPECT_NE(text.find(GetParam().result), std::string::npos) << text;
}

TEST_P(Czech, PassesOnTheCard) {
  const std::string text = play(*cardGame(story), {});
  EXPECT_NE(text.find(GetParam().result), std::string::npos) << text;
}

TEST_P(Czech, PrintsWhatDfrotzPrints) {
  const auto expected = dfrotz(storyFolder() / GetParam().file, {}, 1);
  if (!expected)
    GTEST_SKIP() << "dfrotz is not installed";
  EXPECT_EQ(play(*nativeGame(story), {}), *expected);
}

INSTANTIATE_TEST_SUITE_P(Versions, Czech,
                         testing::Values(Checker{"czech.z3", "Passed: 349, Failed: 0"},
                                         Checker{"czech.z4", "Passed: 367, Failed: 0"},
                                         Checker{"czech.z5", "Passed: 406, Failed: 0"},
                                         Checker{"czech.z8", "Passed: 406, Failed: 0"}),
                         [](const auto &info) { return std::string(info.param.file).substr(6); });

} // namespace
} // namespace tt::zork::test
