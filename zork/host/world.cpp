// Object tables and their names (Z-Machine Standards 1.1 §3, §12).
#include "host/world.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace tt::zork {
namespace {

constexpr std::string_view kAlphabets[] = {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                           " \n0123456789.,!?_#'\"/\\-:()"};
constexpr std::string_view kFirstVersion = " 0123456789.,!?_#'\"/\\<-:()";
/// What players are called in stories.
constexpr std::string_view kPlayers[] = {"cretin", "you", "yourself", "your self", "(self object)",
                                         "self",   "me",  "player",   "adventurer"};

/// ZSCII 155 to 223 (§3.8.7).
constexpr char16_t kExtra[] = u"\xe4\xf6\xfc\xc4\xd6\xdc\xdf\xbb\xab\xeb\xef\xff\xcb\xcf\xe1\xe9\xed\xf3\xfa\xfd\xc1"
                              u"\xc9\xcd\xd3\xda\xdd\xe0\xe8\xec\xf2\xf9\xc0\xc8\xcc\xd2\xd9\xe2\xea\xee\xf4\xfb\xc2"
                              u"\xca\xce\xd4\xdb\xe5\xc5\xf8\xd8\xe3\xf1\xf5\xc3\xd1\xd5\xe6\xc6\xe7\xc7\xfe\xf0\xde"
                              u"\xd0\xa3\u0153\u0152\xa1\xbf";

void append(std::string &text, uint32_t zscii) {
  if (zscii == 13)
    text += '\n';
  else if (zscii >= 32 && zscii < 127)
    text += static_cast<char>(zscii);
  else if (zscii >= 155 && zscii <= 223) {
    const uint32_t unicode = kExtra[zscii - 155];
    text += static_cast<char>(0xc0 | unicode >> 6);
    text += static_cast<char>(0x80 | (unicode & 0x3f));
  }
}

} // namespace

World::World(std::span<const uint8_t> memory) : memory(memory), version(memory.empty() ? 0 : memory[0]) {
  readObjects();
}

std::string World::text(uint32_t address, uint32_t words, bool isAbbreviation) const {
  std::vector<uint8_t> codes;
  for (uint32_t i = 0; i < words && address + 1 < memory.size(); ++i, address += 2) {
    const uint32_t three = word(address);
    for (const uint32_t shift : {10U, 5U, 0U})
      codes.push_back(three >> shift & 31);
    if (three & 0x8000)
      break;
  }
  std::string result;
  uint32_t locked = 0, alphabet = 0;
  const uint32_t own = version >= 5 ? word(0x34) : 0;
  for (size_t i = 0; i < codes.size(); ++i) {
    const uint32_t code = codes[i], used = std::exchange(alphabet, locked);
    const uint32_t abbreviations = version == 1 ? 0 : version == 2 ? 1 : 3;
    if (code == 0) {
      result += ' ';
    } else if (code == 1 && version == 1) {
      result += '\n';
    } else if (code <= abbreviations) {
      if (++i < codes.size() && !isAbbreviation)
        result += text(2 * word(word(0x18) + 2 * (32 * (code - 1) + codes[i])), 128, true);
    } else if (code < 6) { // shifts; in versions 1 and 2, 2 and 3 shift and 4 and 5 lock
      const uint32_t step = code % 2 == 0 ? 1 : 2;
      alphabet = version >= 3 ? step : (locked + step) % 3;
      if (version < 3 && code >= 4)
        locked = alphabet;
    } else if (used == 2 && code == 6) {
      if (i + 2 < codes.size())
        append(result, static_cast<uint32_t>(codes[i + 1]) << 5 | codes[i + 2]);
      i += 2;
    } else if (used == 2 && code == 7 && version > 1) {
      result += '\n';
    } else if (own) {
      append(result, byte(own + 26 * used + code - 6));
    } else {
      result += used == 2 && version == 1 ? kFirstVersion[code - 6] : kAlphabets[used][code - 6];
    }
  }
  return result;
}

void World::readObjects() {
  const bool isSmall = version <= 3;
  const uint32_t defaults = isSmall ? 31 : 63, entry = isSmall ? 9 : 14, attributeBytes = isSmall ? 4 : 6;
  const uint32_t table = word(0x0a) + 2 * defaults;
  tableBegin = tableEnd = table;
  uint32_t end = static_cast<uint32_t>(memory.size()); // where property tables begin
  for (uint32_t number = 1;; ++number) {
    const uint32_t at = table + (number - 1) * entry;
    if (at + entry > end || number > (isSmall ? 255U : 65535U))
      return;
    WorldObject object;
    object.number = number;
    for (uint32_t i = 0; i < 8 * attributeBytes; ++i)
      if (byte(at + i / 8) & (0x80U >> i % 8))
        object.attributes.push_back(i);
    const uint32_t links = at + attributeBytes;
    const auto link = [&](uint32_t i) { return isSmall ? byte(links + i) : word(links + 2 * i); };
    object.parent = link(0);
    object.sibling = link(1);
    object.child = link(2);
    const uint32_t properties = word(at + entry - 2);
    if (properties > at && properties < end)
      end = properties;
    object.name = text(properties + 1, byte(properties), false);
    for (uint32_t p = properties + 1 + 2 * byte(properties); byte(p) != 0 && p < memory.size();) {
      const uint32_t size = byte(p);
      uint32_t bytes = isSmall ? (size >> 5) + 1 : (size >> 6 & 1) + 1;
      object.properties.push_back(size & (isSmall ? 31 : 63));
      ++p;
      if (!isSmall && size & 0x80) {
        bytes = byte(p++) & 63;
        bytes = bytes == 0 ? 64 : bytes;
      }
      object.propertyData.emplace_back(p, bytes);
      p += bytes;
    }
    tableEnd = at + entry;
    all.push_back(std::move(object));
  }
}

std::optional<uint32_t> World::locationGlobal() const {
  for (const uint32_t number : {0U, 1U}) {
    const uint32_t object = global(number);
    if (object != 0 && object <= all.size() && all[object - 1].parent == 0)
      return number;
    if (version <= 3)
      break;
  }
  return std::nullopt;
}

const WorldObject *World::locationSaid() const {
  const uint32_t number = version <= 3 ? global(0) : locationGlobal() ? global(*locationGlobal()) : 0;
  return number != 0 && number <= all.size() ? &all[number - 1] : nullptr;
}

std::vector<uint32_t> World::placesOf(const WorldObject &object) const {
  std::vector<uint32_t> places;
  for (uint32_t at = object.parent; at != 0 && at <= all.size() && places.size() < 16; at = all[at - 1].parent)
    places.push_back(at);
  return places;
}

const WorldObject *World::player() const {
  const WorldObject *room = locationSaid(), *elsewhere = nullptr;
  uint32_t others = 0;
  for (const WorldObject &object : all) {
    if (std::find(std::begin(kPlayers), std::end(kPlayers), object.name) == std::end(kPlayers))
      continue;
    // The player may sit in or on something in the room.
    const std::vector<uint32_t> places = placesOf(object);
    if (room && std::find(places.begin(), places.end(), room->number) != places.end())
      return &object;
    if (!places.empty()) {
      elsewhere = &object;
      ++others;
    }
  }
  // In Inform's stories, whose rooms are in nothing, darkness is a room of its own, and the player stays where he is.
  return room && room->parent == 0 && others == 1 ? elsewhere : nullptr;
}

const WorldObject *World::location() const {
  const WorldObject *said = locationSaid(), *who = player();
  if (!said || !who)
    return said;
  const std::vector<uint32_t> places = placesOf(*who);
  return std::find(places.begin(), places.end(), said->number) != places.end() ? said : &all[places.back() - 1];
}

std::pair<uint32_t, uint32_t> World::attributesOf(const WorldObject &object) const {
  const uint32_t at = tableBegin + (object.number - 1) * (version <= 3 ? 9 : 14);
  return {at, at + (version <= 3 ? 4 : 6)};
}

std::vector<const WorldObject *> World::contents(uint32_t number) const {
  std::vector<const WorldObject *> found;
  if (number == 0 || number > all.size())
    return found;
  for (uint32_t at = all[number - 1].child; at != 0 && at <= all.size() && found.size() < all.size();
       at = all[at - 1].sibling)
    found.push_back(&all[at - 1]);
  return found;
}

MemoryChange World::removal(const WorldObject &object) const {
  MemoryChange change;
  enum Link : uint32_t { Parent, Sibling, Child };
  const auto set = [&](uint32_t number, Link link, uint32_t value) {
    const uint32_t entry = version <= 3 ? 9 : 14, attributeBytes = version <= 3 ? 4 : 6, bytes = version <= 3 ? 1 : 2;
    const uint32_t at = tableBegin + (number - 1) * entry + attributeBytes + link * bytes;
    for (uint32_t i = 0; i < bytes; ++i)
      change.emplace_back(at + i, static_cast<uint8_t>(value >> 8 * (bytes - 1 - i)));
  };
  uint32_t before = 0;
  for (const WorldObject *each : contents(object.parent)) {
    if (each->number != object.number) {
      before = each->number;
      continue;
    }
    set(before != 0 ? before : object.parent, before != 0 ? Sibling : Child, object.sibling);
    set(object.number, Parent, 0);
    set(object.number, Sibling, 0);
    break;
  }
  return change;
}

std::optional<std::pair<int32_t, int32_t>> World::score() const {
  if (version == 3 && byte(1) & 2) // hours and minutes
    return std::nullopt;
  const std::optional<uint32_t> room = version <= 3 ? std::optional(0U) : locationGlobal();
  if (!room)
    return std::nullopt;
  return std::pair<int32_t, int32_t>{static_cast<int16_t>(global(*room + 1)), static_cast<int16_t>(global(*room + 2))};
}

} // namespace tt::zork
