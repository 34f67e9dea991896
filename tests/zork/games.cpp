// Games on this machine and on the card, dfrotz and Inform as other programs.
#include "games.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kernel/card_kernel.h"
#include "kernel/serve.h"
#include "tt/device/chip.h"
#include "tt/device/kernel.h"

namespace fs = std::filesystem;

namespace tt::zork::test {
namespace {

class NativeGame final : public Game {
public:
  NativeGame(const Story &story, uint32_t seed, uint32_t cacheBytes, uint32_t blockBytes)
      : Game(story, seed, cacheBytes, blockBytes) {
    const auto address = static_cast<uint64_t>(reinterpret_cast<uintptr_t>(whole.data()));
    control().storyAddressLow = static_cast<uint32_t>(address);
    control().storyAddressHigh = static_cast<uint32_t>(address >> 32);
  }

private:
  void run() override { tt::zork::serve(block.get()); }
};

/// The whole block travels both ways: the tests' own copy is what they look at.
class CardGame final : public Game {
public:
  CardGame(const Story &story, uint32_t seed, uint32_t blockBytes, bool native)
      : Game(story, seed, kUsualCacheBytes, blockBytes) {
    using namespace device;
    chip = Chip::open(Architecture::named("wormhole_b0").withGrid(1, 1), {.deterministic = true, .native = native});
    dram = chip->createBuffer(BufferType::Dram, (whole.size() / kPageBytes + 1) * kPageBytes, kPageBytes);
    chip->write(dram, std::as_bytes(std::span(whole)));
    control().storyAddressLow = dram.address();
    const auto image = KernelImage::fromElf(cardKernel(), "zork");
    Program program;
    const KernelHandle handle = program.addKernel(image, {TileRange{{0, 0}, {0, 0}}}, kCore.processor);
    program.setRuntimeArgs(handle, kCore.tile, {kAddress});
    chip->enqueue(program);
  }
  ~CardGame() override { chip->close(); }
  uint64_t coreInstructions() const override { return chip->snapshot().cores.at(0).retired; }

private:
  static constexpr device::CoreId kCore{{0, 0}, device::Processor::DataMovement0};
  static constexpr uint32_t kAddress = 0x60000;

  void run() override {
    const uint32_t shared = isLoaded ? control().layout.cache.offset : control().blockBytes;
    isLoaded = true;
    const std::span<std::byte> bytes = std::as_writable_bytes(std::span(block.get(), shared));
    chip->writeL1(kCore.tile, kAddress, bytes);
    chip->serve(std::span(&kCore, 1));
    chip->readL1(kCore.tile, kAddress, bytes);
  }

  std::shared_ptr<device::Chip> chip;
  device::Buffer dram;
  bool isLoaded = false; // the caches are the card's from then on
};

fs::path temporaryFile(std::string_view suffix) {
  static int count = 0;
  return fs::temp_directory_path() / fmt::format("tenon-zork-{}-{}{}", getpid(), count++, suffix);
}

} // namespace

void Game::Free::operator()(uint8_t *bytes) const { std::free(bytes); }

Game::Game(const Story &story, uint32_t seed, uint32_t cacheBytes, uint32_t blockBytes) : whole(story) {
  Story header = story;
  header.resize(std::max<size_t>(story.size(), 64));
  const auto size = static_cast<uint32_t>(story.size());
  const uint32_t bytes = blockBytes ? blockBytes : planBlock(header.data(), size, 0).cache.offset + cacheBytes;
  block.reset(static_cast<uint8_t *>(std::aligned_alloc(64, (bytes + 63) & ~63U)));
  std::memset(block.get(), 0xa5, bytes); // what is not said to be there is not relied on
  prepareControl(control(), header.data(), size, bytes);
  control().seed = seed;
  std::ranges::copy(std::span(story).first(std::min<size_t>(size, control().layout.memory.bytes)),
                    block.get() + control().layout.memory.offset);
}

void Game::serve(Request request, uint32_t limit) {
  control().request = static_cast<uint32_t>(request);
  control().limit = limit;
  run();
  executed += control().executed;
}

std::vector<uint8_t> Game::canonical() {
  std::vector<uint8_t> bytes;
  for (const Section &part : stateParts(control().layout, state().stackBytes).parts)
    bytes.insert(bytes.end(), section(part).begin(), section(part).end());
  return bytes;
}

void Game::restore(std::span<const uint8_t> bytes) {
  State header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  for (const Section &part : stateParts(control().layout, header.stackBytes).parts) {
    std::memcpy(section(part).data(), bytes.data(), part.bytes);
    bytes = bytes.subspan(part.bytes);
  }
}

void Game::bringLine(std::string_view line, uint32_t terminator) {
  bring(InputKind::Line, terminator);
  control().inputBytes = static_cast<uint32_t>(std::min<size_t>(line.size(), kInputCapacity));
  std::memcpy(control().input, line.data(), control().inputBytes);
}

void Game::bring(InputKind kind, uint32_t value) {
  control().inputKind = static_cast<uint32_t>(kind);
  control().terminator = control().answer = value;
}

std::unique_ptr<Game> nativeGame(const Story &story, uint32_t seed, uint32_t cacheBytes) {
  auto game = std::make_unique<NativeGame>(story, seed, cacheBytes, 0);
  game->serve(Request::Load);
  return game;
}

std::unique_ptr<Game> nativeGameIn(uint32_t blockBytes, const Story &story, uint32_t seed) {
  auto game = std::make_unique<NativeGame>(story, seed, 0, blockBytes);
  game->serve(Request::Load);
  return game;
}

std::unique_ptr<Game> cardGame(const Story &story, uint32_t seed, uint32_t blockBytes, bool native) {
  auto game = std::make_unique<CardGame>(story, seed, blockBytes, native);
  game->serve(Request::Load);
  return game;
}

std::string play(Game &game, std::span<const std::string> lines, uint32_t limit) {
  EXPECT_EQ(game.status(), Status::Ready) << "error " << game.control().error;
  Terminal terminal(game.section(game.control().layout.memory)[0]);
  std::string line, keys;
  for (size_t next = 0;;) {
    game.serve(Request::Run, limit);
    terminal.feed(game.section({game.control().layout.output.offset, game.control().outputBytes}), line);
    game.control().outputBytes = 0;
    switch (game.status()) {
    case Status::LimitReached:
      EXPECT_EQ(game.control().executed, limit);
      continue;
    case Status::OutputFull:
      continue;
    case Status::WantsLine:
      terminal.showForInput();
      if (next == lines.size())
        return terminal.take();
      line = lines[next++];
      game.bringLine(line);
      continue;
    case Status::WantsCharacter:
      if (keys.empty()) {
        terminal.showForInput();
        if (next == lines.size())
          return terminal.take();
        keys = lines[next++];
        if (keys.empty())
          keys = "\r";
      }
      game.bring(InputKind::Character, static_cast<uint8_t>(keys.front()));
      keys.erase(0, 1);
      continue;
    case Status::SaveWanted:
    case Status::RestoreWanted:
      game.bring(InputKind::Answer, 0);
      continue;
    case Status::Error:
      ADD_FAILURE() << "error " << game.control().error << " at " << game.control().errorAddress;
      return terminal.take();
    default:
      terminal.showAtEnd();
      return terminal.take();
    }
  }
}

fs::path storyFolder() {
  std::vector<fs::path> places;
  if (const char *chosen = std::getenv("TENON_ZMACHINE_DIR"))
    places.emplace_back(chosen);
  fs::path folder = TENON_SOURCE_FOLDER;
  for (int i = 0; i < 3; ++i, folder = folder.parent_path())
    places.push_back(folder / "shared/zmachine");
  for (const fs::path &place : places)
    if (fs::is_regular_file(place / "zork1.z3"))
      return place;
  return {};
}

Story readStory(const fs::path &path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> readLines(const fs::path &path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);
  return lines;
}

std::optional<std::string> dfrotz(const fs::path &story, std::span<const std::string> lines, uint32_t seed) {
  const char *program = "/usr/games/dfrotz";
  if (access(program, X_OK) != 0)
    return std::nullopt;
  const fs::path input = temporaryFile(".in");
  std::ofstream file(input);
  for (const std::string &line : lines)
    file << line << '\n';
  file.close();
  const std::string command =
      fmt::format("{} -m -s {} '{}' < '{}' 2>/dev/null", program, seed, story.string(), input.string());
  std::FILE *pipe = popen(command.c_str(), "r");
  std::string text;
  std::array<char, 4096> buffer;
  while (const size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), count);
  pclose(pipe);
  fs::remove(input);
  for (int i = 0; i < 2; ++i)
    text.erase(0, text.find('\n') + 1);
  return text;
}

std::optional<fs::path> compileInformFile(std::string_view source, uint32_t version) {
  const char *program = "/usr/bin/inform6";
  if (access(program, X_OK) != 0)
    return std::nullopt;
  const fs::path from = temporaryFile(".inf"), to = temporaryFile(fmt::format(".z{}", version));
  std::ofstream(from) << source;
  const std::string command = fmt::format("{} -v{} '{}' '{}' 2>&1", program, version, from.string(), to.string());
  std::FILE *pipe = popen(command.c_str(), "r");
  std::string messages;
  std::array<char, 4096> buffer;
  while (const size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    messages.append(buffer.data(), count);
  EXPECT_EQ(pclose(pipe), 0) << messages;
  fs::remove(from);
  return to;
}

std::optional<Story> compileInform(std::string_view source, uint32_t version) {
  const auto path = compileInformFile(source, version);
  if (!path)
    return std::nullopt;
  Story story = readStory(*path);
  fs::remove(*path);
  return story;
}

std::optional<Story> compileHouse() {
  const Story source = readStory(fs::path(TENON_SOURCE_FOLDER) / "tests/zork/house.inf");
  return compileInform({reinterpret_cast<const char *>(source.data()), source.size()}, 5);
}

} // namespace tt::zork::test
