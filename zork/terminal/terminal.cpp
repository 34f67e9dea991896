// The screen as frotz and its interface for plain terminals have it.
#include "terminal/terminal.h"
#include "terminal/utf8.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace tt::zork {
namespace {

constexpr int32_t kRows = kScreenRows, kColumns = kScreenColumns;
constexpr uint8_t kReverse = 1, kFixed = 8;

/// How many bytes a control code's arguments take; 0 where it ends the status line's name.
size_t argumentBytes(uint8_t code) {
  switch (code) {
  case kOutputWindow:
  case kOutputSplit:
  case kOutputErase:
  case kOutputStyle:
  case kOutputBeep:
  case kOutputBuffering:
  case kOutputFont:
  case kOutputInputStream:
  case kOutputInput:
    return 1;
  case kOutputCursor:
  case kOutputStream:
  case kOutputColours:
    return 2;
  case kOutputSound:
    return 4;
  case kOutputStatus:
    return 5;
  default:
    return 0;
  }
}

} // namespace

Terminal::Terminal(uint32_t version) : version(version) {
  for (size_t i = 0; i < order.size(); ++i)
    order[i] = static_cast<uint8_t>(i);
  restart();
}

void Terminal::restart() {
  windows = {};
  windows[kLower].wraps = windows[kLower].scrolls = true;
  styleNow = styleChosen = 0;
  eraseScreen();
  unsplit();
}

void Terminal::unsplit() {
  split(0);
  selectWindow(kLower);
  resetCursor(kLower);
}

void Terminal::eraseScreen() {
  eraseRows(0, kRows);
  for (Window &each : windows)
    each.lines = 0;
}

/// Fills the row with blanks; `before` says what was there and counts for whether cells change.
void Terminal::Row::erase(const Row &before, Cell blank) {
  bool isAnyChanged = false;
  for (size_t column = 0; column < cells.size(); ++column) {
    const bool isChanged = !(before.cells[column] == blank);
    changed[column] = isChanged;
    isAnyChanged |= isChanged;
  }
  mayHaveChanged |= isAnyChanged;
  cells.fill(blank);
}

void Terminal::eraseRows(int32_t from, int32_t to) {
  for (int32_t row = std::max(from, 0); row < std::min(to, kRows); ++row)
    rowAt(row).erase(rowAt(row), {' ', styleNow});
}

void Terminal::setCell(int32_t row, int32_t column, Cell cell) {
  Row &place = rowAt(row);
  const auto index = static_cast<size_t>(column);
  const bool isChanged = !(place.cells[index] == cell);
  place.changed[index] = isChanged;
  place.mayHaveChanged |= isChanged;
  place.cells[index] = cell;
}

void Terminal::updateCursor() {
  cursorRow = std::clamp(window().top + window().row - 2, 0, kRows - 1);
  cursorColumn = std::clamp(window().column - 1, 0, kColumns - 1);
}

void Terminal::resetCursor(uint32_t which) {
  // In v1 to 4 the lower window fills from its bottom (Z-Machine Standards 1.1 §8.6.2 and what frotz does).
  windows[which].row = version <= 4 && which == kLower ? windows[kLower].height : 1;
  windows[which].column = 1;
  if (which == current)
    updateCursor();
}

void Terminal::split(int32_t height) {
  flush();
  const int32_t statusHeight = version <= 3 ? 1 : 0;
  Window &upper = windows[kUpper], &lower = windows[kLower];
  upper.row += upper.top - 1 - statusHeight;
  upper.top = 1 + statusHeight;
  upper.height = height;
  if (upper.row > upper.height)
    resetCursor(kUpper);
  lower.row += lower.top - 1 - statusHeight - height;
  lower.top = 1 + statusHeight + height;
  lower.height = kRows - statusHeight - height;
  if (lower.row < 1)
    resetCursor(kLower);
  if (version == 3 && height != 0)
    eraseWindow(kUpper);
}

void Terminal::eraseWindow(uint32_t which) {
  Window &erased = windows[which];
  eraseRows(erased.top - 1, erased.top - 1 + erased.height);
  resetCursor(which);
  erased.lines = 0;
}

void Terminal::selectWindow(uint32_t which) {
  flush();
  current = which;
  refreshStyle();
  if (which != kLower)
    window().row = window().column = 1;
  updateCursor();
}

void Terminal::refreshStyle() {
  const auto style = static_cast<uint8_t>(styleChosen | (current != kLower ? kFixed : 0));
  changeStyle(style);
}

void Terminal::changeStyle(uint8_t style) {
  if (screenOn && window().buffers) {
    word.push_back({0, style});
    previous = 0;
  } else {
    styleNow = style;
  }
}

void Terminal::printCharacter(char32_t character) {
  if (character == '\n')
    return newLine();
  if (!window().buffers)
    return showCharacter(character);
  // Blanks belong to the word behind them, and are left out with it where a line is broken.
  if ((character == ' ' && previous != ' ') || (previous == '-' && character != '-'))
    flush();
  previous = character;
  word.push_back({character, 0});
}

void Terminal::newLine() {
  flush();
  breakLine();
}

void Terminal::flush() {
  if (!word.empty())
    showWord();
  word.clear();
  previous = 0;
}

void Terminal::showWord() {
  auto width = static_cast<int32_t>(
      std::count_if(word.begin(), word.end(), [](const Item &item) { return item.character != 0; }));
  auto from = word.begin();
  if (unitsLeft() < width) {
    if (!window().wraps) {
      for (const Item &item : word) {
        if (item.character == 0)
          styleNow = item.style;
        else
          showCharacter(item.character);
      }
      return;
    }
    for (; from != word.end() && from->character == ' '; ++from)
      --width;
    breakLine();
  }
  displayItems(std::to_address(from), std::to_address(word.end()));
  window().column += width;
}

void Terminal::displayItems(const Item *from, const Item *end) {
  while (from != end) {
    if (from->character == 0) {
      styleNow = (from++)->style;
      continue;
    }
    if (cursorColumn == kColumns - 1) { // the cursor may go to another row
      displayCharacter((from++)->character);
      continue;
    }
    Row &row = rowAt(cursorRow);
    auto column = static_cast<size_t>(cursorColumn);
    for (; from != end && from->character != 0 && column < kColumns - 1; ++from, ++column) {
      const Cell cell(from->character, styleNow);
      const bool isChanged = !(row.cells[column] == cell);
      row.changed[column] = isChanged;
      row.mayHaveChanged |= isChanged;
      row.cells[column] = cell;
    }
    cursorColumn = static_cast<int32_t>(column);
  }
}

void Terminal::showCharacter(char32_t character) {
  if (unitsLeft() < 1) {
    if (!window().wraps) {
      window().column = kColumns;
      return;
    }
    breakLine();
  }
  displayCharacter(character);
  ++window().column;
}

void Terminal::displayCharacter(char32_t character) {
  setCell(cursorRow, cursorColumn, {character, styleNow});
  if (++cursorColumn == kColumns) {
    if (cursorRow == kRows - 1) {
      --cursorColumn;
    } else {
      ++cursorRow;
      cursorColumn = 0;
    }
  }
}

void Terminal::breakLine() {
  Window &here = window();
  here.column = 1;
  if (here.row + 1 <= here.height)
    ++here.row;
  else if (here.scrolls)
    scroll(here);
  else
    here.row = 1;
  updateCursor();
  if (!here.scrolls)
    return;
  // A screen full of text is shown, as it would scroll away.
  if (++here.lines >= here.height - 1) {
    showScreen(false);
    text += '\n';
    here.lines = 0;
  }
}

void Terminal::scroll(const Window &area) {
  const auto first = order.begin() + std::clamp(area.top - 1, 0, kRows - 1);
  const auto last = order.begin() + std::clamp(area.top - 1 + area.height, 1, kRows);
  if (first >= last)
    return;
  std::rotate(first, first + 1, last);
  const auto bottom = static_cast<int32_t>(last - order.begin()) - 1;
  // As if the last line had been copied up.
  const bool isOnlyRow = bottom == static_cast<int32_t>(first - order.begin());
  rowAt(bottom).erase(rowAt(isOnlyRow ? bottom : bottom - 1), {' ', styleNow});
}

void Terminal::readLine(std::string_view line, bool endsLine) {
  flush();
  Row &row = rowAt(cursorRow);
  int32_t count = 0;
  for (size_t at = 0; at < line.size();) {
    const char32_t character = decodeUtf8(line, at);
    if (cursorColumn < kColumns)
      row.cells[static_cast<size_t>(cursorColumn++)] = {character, 0};
    ++count;
  }
  window().column += count;
  cursorColumn = std::min(cursorColumn, kColumns - 1);
  for (Window &each : windows)
    each.lines = 0;
  if (endsLine)
    breakLine();
}

void Terminal::printAscii(std::string_view ascii) {
  for (const char character : ascii)
    printCharacter(static_cast<unsigned char>(character));
}

void Terminal::padStatusLine(int32_t column) {
  flush();
  for (int32_t spaces = unitsLeft() - column; spaces > 0; --spaces)
    showCharacter(' ');
}

void Terminal::showStatusLine(bool isTime, int32_t first, int32_t second, const std::u32string &room) {
  const bool wasOn = screenOn;
  screenOn = true;
  selectWindow(kStatus);
  changeStyle(kReverse | kFixed);
  printCharacter(' ');
  for (const char32_t character : room)
    printCharacter(character);
  if (isTime) {
    const int32_t hours = static_cast<int32_t>((static_cast<uint16_t>(first) + 11U) % 12) + 1;
    padStatusLine(20);
    printAscii("Time: ");
    if (hours < 10)
      printCharacter(' ');
    printAscii(std::to_string(hours) + ':' + (second < 10 ? "0" : "") + std::to_string(second) + ' ' +
               (first >= 12 ? 'p' : 'a') + 'm');
  } else {
    padStatusLine(30);
    printAscii("Score: " + std::to_string(first));
    padStatusLine(14);
    printAscii("Moves: " + std::to_string(second));
  }
  padStatusLine(0);
  selectWindow(kLower);
  screenOn = wasOn;
}

void Terminal::feed(std::span<const uint8_t> output, std::string_view line) {
  std::span<const uint8_t> bytes = output;
  if (!pending.empty()) {
    pending.insert(pending.end(), output.begin(), output.end());
    bytes = pending;
  }
  size_t at = 0, begin = 0;
  auto isWhole = [&](size_t wanted) { return bytes.size() - at >= wanted; };
  for (; at < bytes.size(); begin = at) {
    const uint8_t code = bytes[at];
    if (code >= 32) {
      // Most text: letters inside of a word.
      if (screenOn && window().buffers && previous != '-') {
        while (at < bytes.size() && bytes[at] > ' ' && bytes[at] < 0x7f && bytes[at] != '-')
          word.push_back({bytes[at++], 0});
        if (at != begin) {
          previous = bytes[at - 1];
          continue;
        }
      }
      const char32_t character = decodeUtf8(bytes, at);
      if (screenOn)
        printCharacter(character);
      continue;
    }
    if (!isWhole(1 + argumentBytes(code)))
      break;
    const std::span<const uint8_t> arguments = bytes.subspan(at + 1, argumentBytes(code));
    at += 1 + arguments.size();
    switch (code) {
    case kOutputLine:
      if (screenOn)
        newLine();
      break;
    case kOutputWindow:
      selectWindow(arguments[0] == 1 ? kUpper : kLower);
      break;
    case kOutputSplit:
      split(std::min<int32_t>(arguments[0], kRows - (version <= 3 ? 1 : 0)));
      break;
    case kOutputErase:
      flush();
      if (arguments[0] == 0xff) {
        eraseScreen();
        unsplit();
      } else if (arguments[0] == 0xfe) {
        eraseScreen();
      } else {
        eraseWindow(arguments[0] == 1 ? kUpper : kLower);
      }
      break;
    case kOutputCursor:
      flush();
      if (current == kUpper) {
        window().row = arguments[0];
        window().column = arguments[1];
        updateCursor();
      }
      break;
    case kOutputStyle:
      styleChosen = arguments[0];
      refreshStyle();
      break;
    case kOutputStatus: {
      // The room's name comes up to a byte of its own.
      const auto end = std::find(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), kOutputStatusEnd);
      if (end == bytes.end()) {
        at = bytes.size();
        pending.assign(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end());
        return;
      }
      const auto ends = static_cast<size_t>(end - bytes.begin());
      std::u32string room;
      const std::span<const uint8_t> name = bytes.first(ends);
      while (at < ends) {
        const char32_t character = decodeUtf8(name, at);
        if (character >= 32)
          room += character;
      }
      ++at;
      const auto number = [&](size_t index) {
        return static_cast<int16_t>(arguments[index] | arguments[index + 1] << 8);
      };
      showStatusLine(arguments[0] == 1, number(1), number(3), room);
      break;
    }
    case kOutputStream:
      flush();
      if (arguments[0] == 1)
        screenOn = arguments[1] != 0;
      break;
    case kOutputEraseLine:
      flush();
      for (int32_t column = cursorColumn; column < kColumns; ++column)
        setCell(cursorRow, column, {' ', styleNow});
      break;
    case kOutputBuffering:
      flush();
      windows[kLower].buffers = arguments[0] != 0;
      break;
    case kOutputBeep:
      text += arguments[0] == 1 ? "[HIGH-PITCHED BEEP]\n" : "[LOW-PITCHED BEEP]\n";
      break;
    case kOutputInput:
      readLine(line, arguments[0] != 0);
      break;
    case kOutputCharacter:
      for (Window &each : windows)
        each.lines = 0;
      break;
    case kOutputRestart:
      flush();
      restart();
      break;
    default: // padding, and what a plain terminal has not got
      break;
    }
  }
  if (begin < bytes.size())
    pending = std::vector<uint8_t>(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.end());
  else
    pending.clear();
}

void Terminal::showForInput() {
  flush();
  if (current == kLower && unitsLeft() < 10)
    breakLine();
  showScreen(true);
  // The prompt: the cursor's line up to the cursor.
  emit(rowAt(cursorRow).cells, static_cast<size_t>(cursorColumn));
}

void Terminal::showAtEnd() {
  flush();
  showScreen(false);
}

template <typename Cells>
void Terminal::emit(const Cells &cells, size_t count) {
  std::array<char, 4 * kScreenColumns> bytes;
  char *at = bytes.data();
  for (size_t column = 0; column < count; ++column) {
    // Reverse text with another style is that of status lines, which are left out.
    const uint8_t style = cells[column].style();
    if (!(style & kReverse) || style == kReverse)
      at = putUtf8(at, cells[column].character());
  }
  text.append(bytes.data(), at);
}

void Terminal::showRow(int32_t row) {
  const auto &cells = rowAt(row).cells;
  size_t end = cells.size();
  while (end > 0 && cells[end - 1].character() == ' ')
    --end;
  emit(cells, end);
  text += '\n';
}

void Terminal::showScreen(bool withCursor) {
  std::array<bool, kScreenRows + 1> isChanged = {};
  int32_t first = -1, last = -1;
  for (int32_t row = 0; row < kRows; ++row) {
    Row &each = rowAt(row);
    if (!each.mayHaveChanged)
      continue;
    uint32_t visible = 0;
    for (size_t column = 0; column < each.cells.size(); ++column)
      visible |=
          static_cast<uint32_t>(each.changed[column]) & static_cast<uint32_t>(each.cells[column].character() != ' ');
    isChanged[static_cast<size_t>(row)] = visible != 0;
    if (visible) {
      first = first == -1 ? row : first;
      last = row;
    }
  }
  if (first == -1)
    return; // changes of blanks stay, as in dfrotz
  // The cursor's line is left to the prompt where nothing comes behind the cursor.
  if (withCursor && cursorRow == last) {
    const auto &cells = rowAt(last).cells;
    if (std::all_of(cells.begin() + cursorColumn, cells.end(),
                    [](const Cell &cell) { return cell.character() == ' '; }))
      --last;
  }
  const auto changed = [&isChanged](int32_t row) { return isChanged[static_cast<size_t>(row)]; };
  for (int32_t row = first; row <= last; ++row) {
    if (changed(row) || changed(row + 1)) {
      showRow(row);
    } else {
      while (row + 1 < kRows && !changed(row + 1))
        ++row;
      text += '\n';
    }
  }
  if (withCursor && cursorRow > last + 1) {
    if (cursorRow == last + 2)
      showRow(last + 1);
    else
      text += '\n';
  }
  for (Row &each : rows)
    if (std::exchange(each.mayHaveChanged, false))
      each.changed = {};
}

std::string Terminal::take() { return std::exchange(text, {}); }

} // namespace tt::zork
