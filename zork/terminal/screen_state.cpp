// A terminal as bytes, and back: equal screens give equal bytes.
#include <cstring>

#include "terminal/terminal.h"

namespace tt::zork {
namespace {

struct Writer {
  std::vector<uint8_t> &bytes;
  void put(const void *from, size_t count) {
    const auto *begin = static_cast<const uint8_t *>(from);
    bytes.insert(bytes.end(), begin, begin + count);
  }
  template <typename T>
  void number(T value) {
    put(&value, sizeof(value));
  }
};

struct Reader {
  std::span<const uint8_t> bytes;
  size_t at = 0;
  bool get(void *to, size_t count) {
    if (bytes.size() - at < count)
      return false;
    std::memcpy(to, bytes.data() + at, count);
    at += count;
    return true;
  }
  template <typename T>
  bool number(T &value) {
    return get(&value, sizeof(value));
  }
};

constexpr uint8_t kWhole = 0xff; // a row with all that it has; otherwise the number of ASCII characters that follow

} // namespace

void Terminal::save(std::vector<uint8_t> &bytes) const {
  Writer writer{bytes};
  const int32_t numbers[] = {static_cast<int32_t>(current), cursorRow, cursorColumn, styleNow, styleChosen, screenOn};
  writer.put(numbers, sizeof(numbers));
  writer.number(static_cast<uint32_t>(previous));
  for (const Window &each : windows) {
    const int32_t values[] = {each.top,   each.height,  each.row,     each.column,
                              each.wraps, each.scrolls, each.buffers, each.lines};
    writer.put(values, sizeof(values));
  }
  for (const uint8_t index : order) {
    const Row &row = rows[index];
    size_t used = kScreenColumns;
    while (used > 0 && row.cells[used - 1] == Cell{})
      --used;
    std::array<uint8_t, kScreenColumns> text;
    uint32_t unusual = row.mayHaveChanged;
    for (size_t i = 0; i < used; ++i) {
      unusual |= (row.cells[i].character() >= 0x80) | row.cells[i].style();
      text[i] = static_cast<uint8_t>(row.cells[i].character());
    }
    if (!unusual) {
      writer.number(static_cast<uint8_t>(used));
      writer.put(text.data(), used);
      continue;
    }
    writer.number(kWhole);
    writer.number(static_cast<uint8_t>(row.mayHaveChanged));
    for (size_t i = 0; i < kScreenColumns; ++i) {
      writer.number(static_cast<uint32_t>(row.cells[i].character()));
      writer.number(row.cells[i].style());
      writer.number(static_cast<uint8_t>(row.mayHaveChanged && row.changed[i]));
    }
  }
  writer.number(static_cast<uint32_t>(word.size()));
  for (const Item &item : word) {
    writer.number(static_cast<uint32_t>(item.character));
    writer.number(item.style);
  }
  writer.number(static_cast<uint32_t>(pending.size()));
  writer.put(pending.data(), pending.size());
}

bool Terminal::load(std::span<const uint8_t> bytes) {
  Terminal other(version);
  Reader reader{bytes};
  int32_t numbers[6];
  uint32_t character = 0, count = 0;
  if (!reader.get(numbers, sizeof(numbers)) || !reader.number(character))
    return false;
  const auto inRange = [](int32_t value, int32_t low, int32_t high) { return value >= low && value <= high; };
  if (!inRange(numbers[0], 0, 2) || !inRange(numbers[1], 0, kScreenRows - 1) ||
      !inRange(numbers[2], 0, kScreenColumns - 1))
    return false;
  other.current = static_cast<uint32_t>(numbers[0]);
  other.cursorRow = numbers[1];
  other.cursorColumn = numbers[2];
  other.styleNow = static_cast<uint8_t>(numbers[3]);
  other.styleChosen = static_cast<uint8_t>(numbers[4]);
  other.screenOn = numbers[5] != 0;
  other.previous = character;
  constexpr int32_t kMost = 1 << 16; // cursors may stand outside of their windows
  for (Window &each : other.windows) {
    int32_t values[8];
    if (!reader.get(values, sizeof(values)))
      return false;
    for (size_t i = 0; i < 4; ++i)
      if (!inRange(values[i], -kMost, kMost))
        return false;
    each = {values[0], values[1], values[2], values[3], values[4] != 0, values[5] != 0, values[6] != 0, values[7]};
  }
  for (size_t i = 0; i < kScreenRows; ++i) {
    other.order[i] = static_cast<uint8_t>(i);
    Row &row = other.rows[i] = {};
    uint8_t used = 0;
    if (!reader.number(used))
      return false;
    if (used != kWhole) {
      std::array<uint8_t, kScreenColumns> text;
      if (used > kScreenColumns || !reader.get(text.data(), used))
        return false;
      for (size_t column = 0; column < used; ++column)
        row.cells[column] = Cell(text[column]);
      continue;
    }
    uint8_t changed = 0;
    if (!reader.number(changed))
      return false;
    row.mayHaveChanged = changed != 0;
    for (size_t column = 0; column < kScreenColumns; ++column) {
      uint8_t style = 0;
      if (!reader.number(character) || !reader.number(style) || !reader.number(changed))
        return false;
      row.cells[column] = Cell(character, style);
      row.changed[column] = row.mayHaveChanged && changed != 0;
    }
  }
  if (!reader.number(count) || count > kScreenColumns * 8)
    return false;
  other.word.resize(count);
  for (Item &item : other.word) {
    if (!reader.number(character) || !reader.number(item.style))
      return false;
    item.character = character;
  }
  if (!reader.number(count) || count != reader.bytes.size() - reader.at)
    return false;
  other.pending.assign(reader.bytes.end() - count, reader.bytes.end());
  *this = std::move(other);
  return true;
}

} // namespace tt::zork
