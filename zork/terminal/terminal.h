// Turns the kernel's output into what dfrotz prints: a screen of 24 lines of which changes are shown before each input.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/interface.h"

namespace tt::zork {

/// A game's screen, as frotz keeps it (windows, word wrapping, scrolling) and its interface for plain terminals shows
/// it: lines that changed since the last time. Bold and underlined text is plain text, as in most versions of it; 2.54,
/// Debian's, leaves it out. Copyable: with a game's state it is all that later output depends on.
class Terminal {
public:
  /// `version` is the story's, 1 to 8.
  explicit Terminal(uint32_t version);

  /// Takes bytes of the output section. `line` is what the host brought with the request that wrote them (shown where
  /// it was read).
  void feed(std::span<const uint8_t> output, std::string_view line = {});

  /// The game waits for input (Status::WantsLine or WantsCharacter) or is over: shows what changed, and the prompt.
  /// To be called once for each input.
  void showForInput();
  void showAtEnd();

  /// The text since the last call, in UTF-8, lines separated by "\n".
  std::string take();

  /// Appends all that later output depends on; text that was not taken is not among it.
  void save(std::vector<uint8_t> &bytes) const;
  /// The reverse; false, and nothing changes, where the bytes are not what save() writes.
  bool load(std::span<const uint8_t> bytes);

private:
  /// One word, so that rows are compared and filled by vectors of them.
  class Cell {
  public:
    constexpr Cell(char32_t character = ' ', uint8_t style = 0)
        : bits((static_cast<uint32_t>(character) & 0xffffff) | static_cast<uint32_t>(style) << 24) {}
    constexpr char32_t character() const { return bits & 0xffffff; }
    constexpr uint8_t style() const { return static_cast<uint8_t>(bits >> 24); }
    bool operator==(const Cell &) const = default;

  private:
    uint32_t bits;
  };
  struct Row {
    std::array<Cell, kScreenColumns> cells;
    std::array<bool, kScreenColumns> changed = {};
    bool mayHaveChanged = false; // if not, no cell has

    void erase(const Row &before, Cell blank);
  };
  struct Window {
    int32_t top = 1, height = 0;         // rows of the screen from 1
    int32_t row = 1, column = 1;         // cursor, in the window, from 1
    bool wraps = false, scrolls = false; // otherwise text is cut off, and starts at the top again
    bool buffers = true;                 // whole words are wrapped
    int32_t lines = 0;                   // since the last input
  };
  /// Styles are put between characters, where whole words are collected.
  struct Item {
    char32_t character = 0; // 0: the style changes
    uint8_t style = 0;
  };

  enum { kLower = 0, kUpper = 1, kStatus = 2 };

  Window &window() { return windows[current]; }
  Row &rowAt(int32_t index) { return rows[order[static_cast<size_t>(index)]]; }

  void restart();
  void printCharacter(char32_t character);
  void newLine();
  void flush();
  void showWord();
  void showCharacter(char32_t character);
  void displayCharacter(char32_t character);
  void displayItems(const Item *from, const Item *end);
  void setCell(int32_t row, int32_t column, Cell cell);
  void breakLine();
  void scroll(const Window &area);
  void eraseRows(int32_t from, int32_t to);
  void eraseWindow(uint32_t which);
  void eraseScreen();
  void unsplit();
  void split(int32_t height);
  void selectWindow(uint32_t which);
  void resetCursor(uint32_t which);
  void updateCursor();
  void changeStyle(uint8_t style);
  void refreshStyle();
  void showStatusLine(bool isTime, int32_t first, int32_t second, const std::u32string &room);
  void padStatusLine(int32_t column);
  void printAscii(std::string_view text);
  void readLine(std::string_view line, bool endsLine);
  void showScreen(bool withCursor);
  void showRow(int32_t row);
  template <typename Cells>
  void emit(const Cells &cells, size_t count);
  int32_t unitsLeft() { return static_cast<int32_t>(kScreenColumns) - window().column + 1; }

  uint32_t version;
  std::array<Row, kScreenRows> rows;
  std::array<uint8_t, kScreenRows> order; // where each row of the screen is in `rows`
  std::array<Window, 3> windows;
  uint32_t current = kLower;
  int32_t cursorRow = 0, cursorColumn = 0; // of the screen, from 0
  uint8_t styleNow = 0;                    // of what is displayed next
  uint8_t styleChosen = 0;                 // the story's
  bool screenOn = true;
  std::vector<Item> word; // collected
  char32_t previous = 0;
  std::vector<uint8_t> pending; // a control code whose arguments have not all come
  std::string text;
};

} // namespace tt::zork
