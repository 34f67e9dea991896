// Save files: what is written is read again, and damaged ones are refused.
#include <algorithm>
#include <cstring>
#include <random>

#include <gtest/gtest.h>

#include "games.h"
#include "host/error.h"
#include "host/quetzal.h"

namespace tt::zork::test {
namespace {

Story storyBytes() {
  Story story(0x800);
  story[0] = 5;
  for (const size_t field : {0x06, 0x08, 0x0a, 0x0c})
    story[field] = 0x02;
  story[0x0e] = 0x04;
  for (size_t i = 64; i < story.size(); ++i)
    story[i] = static_cast<uint8_t>(i * 37);
  const char serial[] = "261126";
  std::copy(serial, serial + 6, story.begin() + 0x12);
  return story;
}

/// A game two routines deep, with locals and words on the stack.
SavedGame savedGame(const Story &story) {
  SavedGame game;
  game.memory.assign(story.begin(), story.begin() + 0x400);
  game.memory[0x100] ^= 0xff;
  game.memory[0x3ff] ^= 1;
  State &state = game.state;
  state.magic = kStateMagic;
  state.pc = 0x512;
  const auto put = [&game](uint16_t cell) {
    game.stack.push_back(static_cast<uint8_t>(cell));
    game.stack.push_back(static_cast<uint8_t>(cell >> 8));
  };
  put(1);
  put(2); // of the main routine
  Frame frame = {};
  frame.returnPc = 0x432;
  frame.callerFrame = kNoCallerFrame;
  frame.callerTop = 2;
  frame.result = 0x11;
  state.frame = 4;
  game.stack.resize(4 + sizeof(frame));
  std::memcpy(game.stack.data() + 4, &frame, sizeof(frame));
  state.evaluation = static_cast<uint32_t>(game.stack.size());
  put(0xabcd);
  state.stackBytes = static_cast<uint32_t>(game.stack.size());
  state.localCount = 3;
  state.argumentCount = 2;
  state.locals[0] = 7, state.locals[1] = 0xffff, state.locals[2] = 9;
  return game;
}

class Quetzal : public testing::Test {
protected:
  Story bytes = storyBytes();
  std::shared_ptr<const zork::Story> story = zork::Story::fromBytes(bytes, "it");
  SavedGame game = savedGame(bytes);
  std::vector<uint8_t> file = writeQuetzal(*story, game);
  State current = {};
};

TEST_F(Quetzal, IsReadAsItWasWritten) {
  const SavedGame read = readQuetzal(*story, file, current);
  EXPECT_EQ(read.state.pc, game.state.pc);
  EXPECT_EQ(read.memory, game.memory);
  EXPECT_EQ(read.stack, game.stack);
  EXPECT_EQ(read.state.frame, game.state.frame);
  EXPECT_EQ(read.state.evaluation, game.state.evaluation);
  EXPECT_EQ(read.state.localCount, game.state.localCount);
  EXPECT_EQ(read.state.argumentCount, game.state.argumentCount);
  EXPECT_TRUE(std::equal(std::begin(read.state.locals), std::end(read.state.locals), std::begin(game.state.locals)));
  EXPECT_EQ(writeQuetzal(*story, read), file);
}

TEST_F(Quetzal, MayHaveMemoryAsItIsAndOtherChunks) {
  // FORM, IFZS, a chunk of odd length that nobody knows, then the chunks with UMem for CMem.
  std::vector<uint8_t> other(file.begin(), file.begin() + 12);
  const uint8_t note[] = {'A', 'N', 'N', 'O', 0, 0, 0, 3, 'h', 'i', '!', 0};
  other.insert(other.end(), std::begin(note), std::end(note));
  for (size_t at = 12; at < file.size();) {
    const size_t size = file[at + 4] << 24 | file[at + 5] << 16 | file[at + 6] << 8 | file[at + 7];
    const size_t whole = 8 + size + size % 2;
    if (std::memcmp(file.data() + at, "CMem", 4) == 0) {
      const uint8_t head[] = {'U', 'M', 'e', 'm', 0, 0, 4, 0};
      other.insert(other.end(), std::begin(head), std::end(head));
      other.insert(other.end(), game.memory.begin(), game.memory.end());
    } else {
      other.insert(other.end(), file.begin() + static_cast<ptrdiff_t>(at),
                   file.begin() + static_cast<ptrdiff_t>(at + whole));
    }
    at += whole;
  }
  EXPECT_EQ(readQuetzal(*story, other, current).memory, game.memory);
}

TEST_F(Quetzal, OfAnotherStoryIsRefused) {
  for (const size_t field : {size_t{0x03}, size_t{0x12}, size_t{0x1d}}) {
    Story changed = bytes;
    changed[field] ^= 1;
    EXPECT_THROW(readQuetzal(*zork::Story::fromBytes(changed, "other"), file, current), StateError) << field;
  }
}

TEST_F(Quetzal, ThatIsCutIsRefused) {
  for (size_t size = 0; size + 1 < file.size(); ++size)
    EXPECT_THROW(readQuetzal(*story, std::span(file).first(size), current), StateError) << size;
}

TEST_F(Quetzal, OfAnyBytesDoesNoHarm) {
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    std::vector<uint8_t> damaged = file;
    for (uint32_t i = 0; i <= random() % 4; ++i)
      damaged[random() % damaged.size()] = static_cast<uint8_t>(random());
    try {
      const SavedGame read = readQuetzal(*story, damaged, current);
      EXPECT_LE(read.stack.size(), kStackBytes);
      EXPECT_EQ(read.memory.size(), game.memory.size());
    } catch (const StateError &) {
      continue; // as it should be
    }
  }
}

TEST_F(Quetzal, CannotHoldAnInterruptRoutine) {
  game.stack[4] = 0, game.stack[7] = 0x80; // Frame::returnPc
  EXPECT_THROW(writeQuetzal(*story, game), StateError);
}

} // namespace
} // namespace tt::zork::test
