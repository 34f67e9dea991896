// Tables that a story saves and restores beside its games (Z-Machine Standards 1.1 §15: save and restore with
// operands).
#include <algorithm>
#include <cctype>

#include "host/session.h"

namespace tt::zork {
namespace {

constexpr size_t kLongestName = 64;

bool isSafe(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) || character == '-' || character == '_' ||
         character == '.';
}

} // namespace

/// The name that the story suggests (a byte with its length, then its characters), made safe; ".aux" is its extension
/// where it has none.
std::string Session::tableName(std::span<const uint8_t> memory) const {
  std::string name;
  const uint32_t begin = info.tableName;
  if (begin != 0 && begin < memory.size())
    for (uint32_t i = 1; i <= memory[begin] && begin + i < memory.size() && name.size() < kLongestName; ++i) {
      const auto character = static_cast<char>(memory[begin + i]);
      name.push_back(isSafe(character) ? character : '_');
    }
  name.erase(0, std::min(name.find_first_not_of('.'), name.size()));
  if (name.empty())
    name = "table";
  return name.find('.') == std::string::npos ? name + ".aux" : name;
}

uint32_t Session::saveTable() {
  const std::vector<uint8_t> all = memory();
  const std::string name = tableName(all);
  const auto table = std::span(all).subspan(info.tableAddress, info.tableBytes); // the kernel has checked it
  if (onSaveTable)
    return onSaveTable(name, table) ? 1 : 0;
  tables[name].assign(table.begin(), table.end());
  return 1;
}

/// How many bytes there were; the table's rest stays as it is.
uint32_t Session::restoreTable() {
  const std::string name = tableName(memory());
  std::optional<std::vector<uint8_t>> bytes;
  if (onRestoreTable)
    bytes = onRestoreTable(name);
  else if (const auto found = tables.find(name); found != tables.end())
    bytes = found->second;
  if (!bytes)
    return 0;
  const auto count = static_cast<uint32_t>(std::min<size_t>(bytes->size(), info.tableBytes));
  const Card::Place &home = card->bring(*this);
  for (uint32_t i = 0; i < count; ++i)
    card->write(home, placeOf(layout, info.tableAddress + i), std::span<const uint8_t>(bytes->data() + i, 1));
  return count;
}

} // namespace tt::zork
