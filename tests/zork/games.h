// Games for the tests of the Z-machine: on this machine and on the simulated card, with the texts that dfrotz prints.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/interface.h"
#include "terminal/terminal.h"

namespace tt::zork::test {

using Story = std::vector<uint8_t>;

/// The folder with Zork I and CZECH: $TENON_ZMACHINE_DIR, or shared/zmachine beside or above the source tree. Empty
/// where it is not there.
std::filesystem::path storyFolder();
Story readStory(const std::filesystem::path &path);

/// A game block and somebody who serves it.
class Game {
public:
  virtual ~Game() = default;
  /// Does `request`; afterwards control() says how it ended.
  void serve(Request request, uint32_t limit = 1U << 30);
  Control &control() { return *reinterpret_cast<Control *>(block.get()); }
  State &state() { return *reinterpret_cast<State *>(block.get() + control().layout.state.offset); }
  Status status() { return static_cast<Status>(control().status); }
  Error error() { return static_cast<Error>(control().error); }
  /// RISC-V instructions that the card's core has executed; 0: it is no card.
  virtual uint64_t coreInstructions() const { return 0; }
  uint64_t instructions() const { return executed; } // of the Z-machine
  std::span<uint8_t> section(Section place) { return {block.get() + place.offset, place.bytes}; }

  /// The canonical state's bytes, and putting them back.
  std::vector<uint8_t> canonical();
  void restore(std::span<const uint8_t> bytes);

  /// What the host brings next.
  void bringLine(std::string_view line, uint32_t terminator = 13);
  void bring(InputKind kind, uint32_t value = 0); // `value`: terminator or answer

protected:
  Game(const Story &story, uint32_t seed, uint32_t cacheBytes, uint32_t blockBytes);
  virtual void run() = 0; // between the host's and the kernel's copy of the block

  struct Free {
    void operator()(uint8_t *bytes) const;
  };
  std::unique_ptr<uint8_t[], Free> block;
  uint64_t executed = 0;
  Story whole; // where what does not fit into the block is read from
};

inline constexpr uint32_t kNativeCacheBytes = 1U << 20;

/// Runs on this machine; has been loaded.
std::unique_ptr<Game> nativeGame(const Story &story, uint32_t seed = 1, uint32_t cacheBytes = kNativeCacheBytes);
/// The same with a block of so many bytes: a story that does not fit is read from elsewhere.
std::unique_ptr<Game> nativeGameIn(uint32_t blockBytes, const Story &story, uint32_t seed = 1);
/// Runs on a core of a simulated card, in a block of `blockBytes` (0: one in which the story fits).
std::unique_ptr<Game> cardGame(const Story &story, uint32_t seed = 1, uint32_t blockBytes = 0, bool native = true);

/// Plays: lines answer `read` and `read_char` as with dfrotz (each character of a line is a key), until they are used
/// up or the game is over. What dfrotz would print. `limit`: Z-instructions of each request.
std::string play(Game &game, std::span<const std::string> lines, uint32_t limit = 1U << 30);

/// What dfrotz prints, without its two lines of greeting; none where dfrotz is not installed.
std::optional<std::string> dfrotz(const std::filesystem::path &story, std::span<const std::string> lines,
                                  uint32_t seed);

std::vector<std::string> readLines(const std::filesystem::path &path);

/// A story compiled from Inform 6 source for a version (3 to 8); none where the compiler is not installed.
std::optional<Story> compileInform(std::string_view source, uint32_t version);
/// The story of house.inf, in version 5, with Inform's library.
std::optional<Story> compileHouse();
/// The same, and where it lies.
std::optional<std::filesystem::path> compileInformFile(std::string_view source, uint32_t version);

} // namespace tt::zork::test
