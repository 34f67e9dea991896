// Save files: IFhd, CMem or UMem, Stks (Quetzal 1.4; Z-Machine Standards 1.1 §6.1).
#include "host/quetzal.h"

#include <algorithm>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "host/error.h"

namespace tt::zork {
namespace {

[[noreturn]] void refuse(const std::string &why) { throw StateError("the save file is refused: " + why); }

void putNumber(std::vector<uint8_t> &bytes, uint32_t value, uint32_t count) {
  for (uint32_t i = count; i-- > 0;)
    bytes.push_back(static_cast<uint8_t>(value >> 8 * i));
}

void putChunk(std::vector<uint8_t> &file, const char *name, const std::vector<uint8_t> &bytes) {
  file.insert(file.end(), name, name + 4);
  putNumber(file, static_cast<uint32_t>(bytes.size()), 4);
  file.insert(file.end(), bytes.begin(), bytes.end());
  if (bytes.size() % 2)
    file.push_back(0);
}

std::vector<uint8_t> compressed(std::span<const uint8_t> memory, std::span<const uint8_t> original) {
  std::vector<uint8_t> bytes;
  size_t zeros = 0;
  for (size_t at = 0; at < memory.size(); ++at) {
    const auto difference = static_cast<uint8_t>(memory[at] ^ original[at]);
    if (difference == 0) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; zeros -= std::min<size_t>(zeros, 256)) {
      bytes.push_back(0);
      bytes.push_back(static_cast<uint8_t>(std::min<size_t>(zeros, 256) - 1));
    }
    bytes.push_back(difference);
  }
  return bytes;
}

uint16_t cellAt(const std::vector<uint8_t> &stack, size_t at) {
  uint16_t cell = 0;
  if (at + 2 > stack.size())
    throw StateError("the game's stack is damaged");
  std::memcpy(&cell, stack.data() + at, 2);
  return cell;
}

/// A routine that is active.
struct Activation {
  uint32_t returnPc = 0, result = 0, arguments = 0;
  std::vector<uint16_t> locals, evaluation;
};

/// From the main routine to the current one.
std::vector<Activation> activations(const SavedGame &game) {
  std::vector<Activation> all;
  Activation now;
  now.arguments = game.state.argumentCount;
  now.locals.assign(game.state.locals, game.state.locals + game.state.localCount);
  size_t begin = game.state.evaluation, end = game.state.stackBytes;
  uint32_t frameAt = game.state.frame;
  for (;;) {
    for (size_t at = begin; at < end; at += 2)
      now.evaluation.push_back(cellAt(game.stack, at));
    if (frameAt == kNoFrame)
      break;
    Frame frame;
    if (frameAt + sizeof(frame) > game.stack.size())
      throw StateError("the game's stack is damaged");
    std::memcpy(&frame, game.stack.data() + frameAt, sizeof(frame));
    if (frame.returnPc & kInterruptReturn || frame.result == kResultInterrupt)
      throw StateError("a game in a routine that a timed input called cannot be written to a save file");
    now.returnPc = frame.returnPc;
    now.result = frame.result;
    all.push_back(std::move(now));
    now = {};
    now.arguments = frame.callerArguments;
    for (uint32_t i = 0; i < frame.callerLocals; ++i)
      now.locals.push_back(cellAt(game.stack, frameAt + sizeof(Frame) + 2 * i));
    begin = 2U * frame.callerEvaluation;
    end = 2U * frame.callerTop;
    frameAt = frame.callerFrame == kNoCallerFrame ? kNoFrame : 4U * frame.callerFrame;
  }
  all.push_back(std::move(now));
  std::reverse(all.begin(), all.end());
  return all;
}

struct Bytes {
  std::span<const uint8_t> bytes;
  size_t at = 0;
  bool isEnd() const { return at == bytes.size(); }
  uint32_t number(uint32_t count) {
    if (bytes.size() - at < count)
      refuse("a chunk ends too early");
    uint32_t value = 0;
    for (uint32_t i = 0; i < count; ++i)
      value = value << 8 | bytes[at++];
    return value;
  }
};

std::vector<Activation> readStack(std::span<const uint8_t> chunk) {
  std::vector<Activation> all;
  Bytes bytes{chunk};
  while (!bytes.isEnd()) {
    Activation one;
    one.returnPc = bytes.number(3);
    const uint32_t flags = bytes.number(1), variable = bytes.number(1), mask = bytes.number(1);
    const uint32_t cells = bytes.number(2);
    one.result = flags & 0x10 ? static_cast<uint32_t>(kResultDropped) : variable;
    if (mask & (mask + 1))
      refuse("a routine has an argument that follows one left out");
    for (uint32_t rest = mask; rest; rest >>= 1)
      ++one.arguments;
    for (uint32_t i = 0; i < (flags & 15); ++i)
      one.locals.push_back(static_cast<uint16_t>(bytes.number(2)));
    for (uint32_t i = 0; i < cells; ++i)
      one.evaluation.push_back(static_cast<uint16_t>(bytes.number(2)));
    all.push_back(std::move(one));
  }
  if (all.empty())
    refuse("it has no stack");
  return all;
}

void buildStack(const std::vector<Activation> &all, SavedGame &game) {
  std::vector<uint8_t> &stack = game.stack;
  const auto put = [&stack](uint16_t cell) {
    stack.push_back(static_cast<uint8_t>(cell));
    stack.push_back(static_cast<uint8_t>(cell >> 8));
  };
  State &state = game.state;
  state.frame = kNoFrame;
  state.evaluation = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    if (i > 0) {
      const Activation &caller = all[i - 1];
      Frame frame = {};
      frame.returnPc = all[i].returnPc;
      frame.result = static_cast<uint16_t>(all[i].result);
      frame.callerFrame = state.frame == kNoFrame ? kNoCallerFrame : static_cast<uint16_t>(state.frame / 4);
      frame.callerEvaluation = static_cast<uint16_t>(state.evaluation / 2);
      frame.callerTop = static_cast<uint16_t>(stack.size() / 2);
      frame.callerLocals = static_cast<decltype(frame.callerLocals)>(caller.locals.size());
      frame.callerArguments = static_cast<decltype(frame.callerArguments)>(caller.arguments);
      stack.resize((stack.size() + 3) / 4 * 4);
      state.frame = static_cast<uint32_t>(stack.size());
      stack.resize(stack.size() + sizeof(frame));
      std::memcpy(stack.data() + state.frame, &frame, sizeof(frame));
      for (const uint16_t local : caller.locals)
        put(local);
      stack.resize((stack.size() + 3) / 4 * 4);
      state.evaluation = static_cast<uint32_t>(stack.size());
    }
    for (const uint16_t cell : all[i].evaluation)
      put(cell);
    if (stack.size() > kStackBytes)
      refuse(fmt::format("its stack is larger than {} bytes", kStackBytes));
  }
  state.stackBytes = static_cast<uint32_t>(stack.size());
  std::fill(std::begin(state.locals), std::end(state.locals), uint16_t{0});
  std::copy(all.back().locals.begin(), all.back().locals.end(), state.locals);
  state.localCount = static_cast<decltype(state.localCount)>(all.back().locals.size());
  state.argumentCount = static_cast<decltype(state.argumentCount)>(all.back().arguments);
}

} // namespace

std::vector<uint8_t> writeQuetzal(const Story &story, const SavedGame &game) {
  std::vector<uint8_t> header, stack, file;
  putNumber(header, story.release(), 2);
  header.insert(header.end(), story.bytes().begin() + 0x12, story.bytes().begin() + 0x18);
  putNumber(header, story.checksum(), 2);
  putNumber(header, game.state.pc, 3);
  for (const Activation &one : activations(game)) {
    putNumber(stack, one.returnPc, 3);
    const bool isDropped = one.result == kResultDropped;
    stack.push_back(static_cast<uint8_t>(one.locals.size() | (isDropped ? 0x10 : 0)));
    stack.push_back(static_cast<uint8_t>(isDropped ? 0 : one.result));
    stack.push_back(static_cast<uint8_t>((1U << one.arguments) - 1));
    putNumber(stack, static_cast<uint32_t>(one.evaluation.size()), 2);
    for (const uint16_t cell : one.locals)
      putNumber(stack, cell, 2);
    for (const uint16_t cell : one.evaluation)
      putNumber(stack, cell, 2);
  }
  file.insert(file.end(), {'I', 'F', 'Z', 'S'});
  putChunk(file, "IFhd", header);
  putChunk(file, "CMem", compressed(game.memory, story.bytes()));
  putChunk(file, "Stks", stack);
  std::vector<uint8_t> form = {'F', 'O', 'R', 'M'};
  putNumber(form, static_cast<uint32_t>(file.size()), 4);
  form.insert(form.end(), file.begin(), file.end());
  return form;
}

SavedGame readQuetzal(const Story &story, std::span<const uint8_t> file, const State &current) {
  if (file.size() < 12 || std::memcmp(file.data(), "FORM", 4) != 0 || std::memcmp(file.data() + 8, "IFZS", 4) != 0)
    refuse("it is no Quetzal file (FORM ... IFZS)");
  const uint32_t dynamic = story.word(0x0e);
  SavedGame game;
  game.state = current;
  bool hasHeader = false, hasMemory = false, hasStack = false;
  Bytes bytes{file, 12};
  while (file.size() - bytes.at >= 8) {
    const std::string name(file.begin() + static_cast<ptrdiff_t>(bytes.at),
                           file.begin() + static_cast<ptrdiff_t>(bytes.at) + 4);
    bytes.at += 4;
    const uint32_t size = bytes.number(4);
    if (size > file.size() - bytes.at)
      refuse(fmt::format("its chunk '{}' has {} bytes, and {} are left", name, size, file.size() - bytes.at));
    Bytes chunk{file.subspan(bytes.at, size)};
    bytes.at = std::min(file.size(), bytes.at + size + size % 2);
    if (name == "IFhd") {
      if (size < 13)
        refuse("its header is too short");
      if (chunk.number(2) != story.release() ||
          std::memcmp(chunk.bytes.data() + 2, story.bytes().data() + 0x12, 6) != 0)
        refuse(fmt::format("it is of another story; expected release {}, serial {}", story.release(), story.serial()));
      chunk.at = 8;
      if (chunk.number(2) != story.checksum())
        refuse(fmt::format("it is of a story with another checksum; expected {:#06x}", story.checksum()));
      game.state.pc = chunk.number(3);
      if (game.state.pc >= story.bytes().size())
        refuse(fmt::format("its program counter {:#x} is outside of the story", game.state.pc));
      hasHeader = true;
    } else if (name == "UMem" && !hasMemory) {
      if (size != dynamic)
        refuse(fmt::format("it has {} bytes of dynamic memory; expected {}", size, dynamic));
      game.memory.assign(chunk.bytes.begin(), chunk.bytes.end());
      hasMemory = true;
    } else if (name == "CMem" && !hasMemory) {
      game.memory.assign(story.bytes().begin(), story.bytes().begin() + dynamic);
      for (size_t at = 0; !chunk.isEnd();) {
        const uint32_t difference = chunk.number(1);
        if (difference == 0) {
          at += chunk.number(1) + 1;
          continue;
        }
        if (at >= dynamic)
          refuse(fmt::format("it changes more than the {} bytes of dynamic memory", dynamic));
        game.memory[at++] ^= static_cast<uint8_t>(difference);
      }
      hasMemory = true;
    } else if (name == "Stks" && !hasStack) {
      buildStack(readStack(chunk.bytes), game);
      hasStack = true;
    }
  }
  if (!hasHeader || !hasMemory || !hasStack)
    refuse(fmt::format("it has no chunk {}", !hasHeader ? "IFhd" : !hasMemory ? "CMem or UMem" : "Stks"));
  game.state.memoryStreams = 0;
  return game;
}

} // namespace tt::zork
