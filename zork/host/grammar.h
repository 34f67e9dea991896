// What a story's parser understands: verbs and their sentences, objects' words, read from its dictionary and tables.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "host/world.h"

namespace tt::zork {

/// A sentence after its verb: at most two objects, with a preposition before each (empty: none).
struct Sentence {
  uint32_t objects = 0;
  std::string first, second;
  uint32_t action = 0;
};

struct GrammarVerb {
  std::vector<std::string> words;
  std::vector<Sentence> sentences;
};

/// Reads the tables of Infocom's parsers (versions 1 to 3) and of Inform's libraries (grammar version 2). Another story
/// has no verbs here.
class Grammar {
public:
  Grammar(std::span<const uint8_t> memory, const World &world);
  const std::vector<GrammarVerb> &verbs() const { return all; }
  bool knows(const std::string &word) const;
  /// The word by which the parser knows an object; empty: none.
  std::string nounOf(const WorldObject &object) const;

private:
  struct Word {
    std::string text;
    uint32_t address, data; // of the entry, of the bytes behind its text
  };
  uint32_t byte(uint32_t address) const { return address < memory.size() ? memory[address] : 0; }
  uint32_t word(uint32_t address) const { return byte(address) << 8 | byte(address + 1); }
  void readDictionary();
  void readInfocom();
  void readInform();

  std::span<const uint8_t> memory;
  const World &world;
  bool isInform = false;
  std::vector<Word> words;
  std::map<uint32_t, size_t> byAddress;
  std::vector<GrammarVerb> all;
};

} // namespace tt::zork
