// Where the parser of a story of Inform's hands its results over, so that games can go on behind it.
//
// The parser of Inform's library, and of what was made of it, leaves its results in an array: the action, the number of
// objects, the objects. It takes most of a command's Z-instructions. A game that is stopped where the parser returns
// can go on from there with other results: nothing is known of the story but what a few sentences show.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/story.h"
#include "host/world.h"
#include "kernel/interface.h"

namespace tt::zork {

/// State, stack, dynamic memory.
using Image = std::vector<uint8_t>;

/// A line, and what the parser should find in it.
struct Parse {
  std::string line;
  uint32_t verb = 0; // address of its word in the dictionary
  uint32_t action = 0;
  std::vector<uint32_t> objects;
};

class ParserExit {
public:
  struct Stop {
    Status status = Status::None;
    uint32_t executed = 0;
    Image image;
    std::vector<uint8_t> output;
  };
  /// Runs the image's game until it stops, with a line if it waits for one (null: it does not).
  using Play = std::function<Stop(const Image &image, const std::string *line, uint32_t limit)>;

  static constexpr uint32_t kMostInstructions = 100000; // of a run

  /// Looks for it in a game that waits for a line, with sentences of one object; the parser may refuse some. None where
  /// it is not found: the parser is another one, or takes too few of the sentences here.
  static std::optional<ParserExit> find(const Story &story, const Layout &layout, const Image &image,
                                        std::span<const Parse> probes, const Play &play);

  /// Whether the game waits where it waited when this was found, and not for the answer to a question of the parser's.
  bool isAtPrompt(const Image &image) const { return returnsOf(image) == returns; }

  enum class Result : uint8_t { Refused, Asked, Other, Expected };
  /// A game behind the parser.
  struct Behind {
    Result result = Result::Refused; // of `Other` and `Expected` there is an image
    Image image;
    std::vector<uint32_t> verbs; // addresses of global variables that hold the verb
  };
  /// Stops the game behind the parser.
  Behind parse(const Image &image, const Parse &sentence, const Play &play) const;

  /// The game with other bytes in memory; those outside of dynamic memory are left out.
  Image with(const Image &image, const MemoryChange &change) const;

  /// The address of the instruction that calls the parser again, when a turn is over.
  uint32_t call() const { return callAddress; }

  /// The game as it would be behind the parser with another sentence.
  Image changed(const Behind &behind, const Parse &sentence) const;

private:
  ParserExit(const Layout &layout, uint32_t trap, std::vector<uint32_t> returns)
      : layout(layout), trap(trap), returns(std::move(returns)) {}
  static std::vector<uint32_t> returnsOf(const Image &image);
  size_t placeIn(const Image &image, uint32_t address) const;
  void setWord(Image &image, uint32_t address, uint32_t word) const;
  uint32_t wordIn(const Image &image, uint32_t address) const;
  bool isResult(const Image &image, uint32_t address, const Parse &sentence) const;
  std::optional<Image> stopBehind(const Image &image, const std::string &line, const Play &play, bool *isAsked) const;
  bool findResults(const Image &image, std::span<const Parse> probes, const Play &play);
  bool isTrue(const Image &image, std::span<const Parse> probes, const Play &play);
  bool findCall(const Image &behind, const Play &play);

  Layout layout;
  uint32_t trap;                 // the address of a `quit`
  std::vector<uint32_t> returns; // where the routines that are active at the prompt go back to, the innermost first
  size_t depth = 0;              // which of them is the parser's
  uint32_t callAddress = 0;
  std::vector<uint32_t> results; // addresses of the arrays
};

} // namespace tt::zork
