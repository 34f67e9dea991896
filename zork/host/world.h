// What a game's world is made of: the object tree of a Z-machine's memory, where the player is, the score.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tt::zork {

struct WorldObject {
  uint32_t number = 0, parent = 0, sibling = 0, child = 0; // 0: none
  std::string name;                                        // UTF-8
  std::vector<uint32_t> attributes;                        // that are set, ascending
  std::vector<uint32_t> properties;                        // that it has, descending
  std::vector<std::pair<uint32_t, uint32_t>> propertyData; // address and bytes of each
};

/// Bytes that are to stand at addresses of the Z-machine's memory.
using MemoryChange = std::vector<std::pair<uint32_t, uint8_t>>;

/// Reads memory in the Z-machine's byte order, as Session::memory gives it; damaged tables end the reading.
class World {
public:
  explicit World(std::span<const uint8_t> memory);
  const std::vector<WorldObject> &objects() const { return all; }
  /// The room: the first global variable in versions 1 to 3 (Z-Machine Standards 1.1 §8.2.2). In later ones it is where
  /// Inform's library keeps it, the first or the second, if that is an object. In the dark, which is an object of its
  /// own there, it is the room that the player is in.
  const WorldObject *location() const;
  /// The object that is the player: by its name, in the room, or, where the story says another room, the only one that
  /// is somewhere.
  const WorldObject *player() const;
  /// Encoded text of at most so many words, as UTF-8.
  std::string textAt(uint32_t address, uint32_t words) const { return text(address, words, false); }
  /// Addresses of the first object's entry and behind the last one's.
  std::pair<uint32_t, uint32_t> objectTable() const { return {tableBegin, tableEnd}; }
  /// The same of an object's attributes.
  std::pair<uint32_t, uint32_t> attributesOf(const WorldObject &object) const;
  std::vector<const WorldObject *> contents(uint32_t number) const;
  /// What the object is in, in turn, from the inside out.
  std::vector<uint32_t> placesOf(const WorldObject &object) const;
  /// What takes an object, and what is in it, out of the tree. Nothing where it is in no other.
  MemoryChange removal(const WorldObject &object) const;
  /// Score and moves, where the story counts them (the two global variables behind the room's).
  std::optional<std::pair<int32_t, int32_t>> score() const;

private:
  uint32_t byte(uint32_t address) const { return address < memory.size() ? memory[address] : 0; }
  uint32_t word(uint32_t address) const { return byte(address) << 8 | byte(address + 1); }
  uint32_t global(uint32_t number) const { return word(word(0x0c) + 2 * number); }
  std::string text(uint32_t address, uint32_t words, bool isAbbreviation) const;
  std::optional<uint32_t> locationGlobal() const;
  const WorldObject *locationSaid() const;
  void readObjects();

  std::span<const uint8_t> memory;
  uint32_t version;
  uint32_t tableBegin = 0, tableEnd = 0;
  std::vector<WorldObject> all; // number n at n - 1
};

} // namespace tt::zork
