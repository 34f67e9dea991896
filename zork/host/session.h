// One game: runs it, brings input, takes its text, its state out and back in.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/card.h"
#include "terminal/terminal.h"

namespace tt::zork {

struct SessionOptions {
  std::optional<uint32_t> seed; // of the random numbers, as dfrotz -s; none: one from the system
};

/// Not thread-safe by itself; sessions of one card may be used from several threads.
class Session {
public:
  Session(std::shared_ptr<Card> card, std::shared_ptr<const Story> story, const SessionOptions &options = {});
  ~Session();
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;

  const Story &story() const { return *theStory; }
  /// What stands in the way: LimitReached (nothing), WantsLine, WantsCharacter, Quit, Error.
  Status status() const { return info.status; }
  bool isOver() const { return info.status == Status::Quit || info.status == Status::Error; }
  bool wantsInput() const { return info.status == Status::WantsLine || info.status == Status::WantsCharacter; }
  /// Z-instructions that this object has executed.
  uint64_t instructions() const { return executed; }
  /// Lines and keys whose reading ended, by what was sent or because an interrupt routine said so.
  uint64_t inputsRead() const { return inputsDone; }
  /// What the last error was; empty: none.
  const std::string &error() const { return errorText; }

  /// Executes `limit` Z-instructions, fewer where input is needed or the game is over; how many. Throws GameError;
  /// where the story saves or restores by itself, what the functions below throw, and StateError where a save file is
  /// refused: the story hears that it failed when it goes on.
  uint64_t run(uint64_t limit);
  /// Throws UsageError for what cannot be a line of input: too long, or with an end of line in it.
  static void checkLine(const std::string &line);
  /// Input for the game, read by the next run; several lines wait for one another. Throws UsageError as checkLine.
  void sendLine(const std::string &line);
  /// A key (Unicode; 13: return), where the game wants one.
  void sendCharacter(uint32_t character);
  /// Tenths of a second until the game's timed input calls its interrupt routine; 0: the input is not timed.
  uint32_t timeLeft() const { return wantsInput() && info.timeTenths ? info.timeTenths - waited : 0; }
  /// Lets so much time go by while the game waits for the input before the next one that was sent; the next run counts
  /// it, and calls the interrupt routine as often as that makes it. Time that no input measures is lost.
  void elapse(uint32_t tenths);
  /// The text since the last call, as dfrotz -m prints it, UTF-8. It comes when input is needed or the game is over.
  std::string takeText() { return terminal.take(); }
  /// Shows what was printed so far, though the game has not come to an input, for takeText.
  void show() { terminal.showAtEnd(); }
  /// sendLine, run until the next input (at most `limit` instructions), takeText.
  std::string command(const std::string &line, uint64_t limit);

  /// The whole game as bytes: equal for equal games. With `undo`, the undo levels too.
  std::vector<uint8_t> state(bool undo = false) const;
  /// Puts a state back. Throws StateError where it is damaged or of another story; the game keeps the state it had.
  void setState(std::span<const uint8_t> bytes);
  /// Of dynamic memory, stacks, program counter, random generator (XXH3, 64 bits); not of the screen.
  uint64_t stateHash() const;
  /// Of where all objects are and their attributes (XXH3, 64 bits): the same where only turns, random numbers, or the
  /// story's variables differ.
  uint64_t objectsHash() const;
  /// Another game in the same state.
  std::unique_ptr<Session> fork() const;

  /// A save file (Quetzal) of the game, which waits for a line: the story's own `save` command is used, and the game is
  /// then as it was. Throws UsageError where that does not save.
  std::vector<uint8_t> save();
  /// Goes on from a save file, until the next input. Throws StateError; the game keeps the state it had.
  void restore(std::span<const uint8_t> file);

  /// Called when the story saves and restores by itself; false or none: it did not work. By default the session keeps
  /// the last save file itself.
  std::function<bool(std::span<const uint8_t>)> onSave;
  std::function<std::optional<std::vector<uint8_t>>()> onRestore;
  /// The same for tables that the story saves beside its games, each with a file name that is safe: letters, digits,
  /// '-', '_' and '.', no dot at its begin. By default the session keeps the last table of each name itself.
  std::function<bool(const std::string &, std::span<const uint8_t>)> onSaveTable;
  std::function<std::optional<std::vector<uint8_t>>(const std::string &)> onRestoreTable;

  /// Commands that move the player or move or change an object, of a game that waits for a line: the story's grammar
  /// with what is here, each tried on the state as it is, which is then put back. Of those that come to the same, the
  /// plainest; with `every`, all. Empty where the grammar cannot be read. Most of what changes nothing is tried behind
  /// the story's parser, where that can be done; with `onlyWhole` everything is a whole line, which takes longer and
  /// finds the same.
  std::vector<std::string> validCommands(bool every = false, bool onlyWhole = false);

  /// The Z-machine's memory now: all of the story, in the Z-machine's byte order.
  std::vector<uint8_t> memory() const;

private:
  friend class Card;
  /// Whether it goes on by itself: it waits for nothing, or has what it waits for.
  bool isRunning() const { return !isOver() && (!wantsInput() || !inputs.empty()); }

  struct Info {
    Status status = Status::LimitReached;
    uint32_t timeTenths = 0, lineCapacity = 0, linePreloaded = 0, terminators = 0, resultAddress = 0, tableAddress = 0,
             tableBytes = 0, tableName = 0; // a table that the story wants saved or restored
  };
  struct Input {
    InputKind kind = InputKind::None;
    std::string line;
    uint32_t value = 0;  // terminator or answer; of a Timeout that waits: tenths
    bool isRest = false; // what is left of a line where keys were wanted: for more of them, not for a line
  };

  class Trials; // of commands (commands.cpp)

  explicit Session(const Session &other, int);
  void park();
  void keepParked(std::span<const uint8_t> bytes);
  /// State, stack, dynamic memory and, with `undo`, undo levels, one behind the other.
  void image(std::vector<uint8_t> &bytes, bool undo) const;
  void readImage(const Card::Place &seat, std::vector<uint8_t> &bytes, bool undo) const;
  void setImage(std::span<const uint8_t> bytes, bool undo) { putImage(*place, bytes, undo); }
  void putImage(const Card::Place &seat, std::span<const uint8_t> bytes, bool undo) const;
  bool isImage(std::span<const uint8_t> bytes, bool undo) const;
  /// One request: before and after the core serves it. `finish` says how many instructions were executed.
  void prepare(Card::Place &place, uint64_t limit, const Input &input);
  void writeRequest(const Card::Place &place, uint64_t limit, const Input &input) const;
  uint64_t finish(Card::Place &place);
  uint64_t ask(uint64_t limit, const Input &input);
  void afterStop();
  void serveStory();
  bool saveForStory();
  bool restoreForStory();
  std::vector<uint8_t> saveFile() const;
  /// What the story asked for, and what it is answered (tables.cpp).
  uint32_t saveTable();
  uint32_t restoreTable();
  std::string tableName(std::span<const uint8_t> memory) const;
  Input nextInput();
  void throwError() const;

  std::shared_ptr<Card> card;
  std::shared_ptr<const Story> theStory;
  Layout layout;
  uint32_t seed = 0;
  Card::Place *place = nullptr; // where it is on a core
  device::Buffer parking;       // where it is parked otherwise, parkedBytes of it
  uint32_t parkedBytes = 0;     // 0: the game has not begun
  Info info;
  uint32_t waited = 0;       // tenths that the game has waited for a timed input
  std::vector<Input> inputs; // that wait
  std::string shownLine;     // what the last request brought
  std::vector<uint8_t> lastSave;
  std::map<std::string, std::vector<uint8_t>> tables; // that were saved, by name
  std::string errorText;
  uint32_t errorAddress = 0;
  uint64_t executed = 0, inputsDone = 0;
  bool isStepping = false; // with the card's mutex
  bool shown = false;      // what stands before the input has been shown
  Terminal terminal;
};

} // namespace tt::zork
