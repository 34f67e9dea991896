// What a story's parser understands: verbs and their sentences, objects' words, read from its dictionary and tables.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "host/world.h"

namespace tt::zork {

/// What an object of a sentence must be, as far as the story's grammar says it.
struct ObjectKind {
  /// Any: what a routine of the story's takes, or nothing is known; Noun: a thing that is in sight; Several: or more of
  /// them; OwnScope: a routine of the story's says what may be named.
  enum Kind : uint8_t { Any, Noun, Several, Held, Creature, InSecond, WithAttribute, OwnScope };
  Kind kind = Any;
  uint32_t attribute = 0;
};

/// A sentence after its verb: at most two objects, with a preposition before each (empty: none).
struct Sentence {
  uint32_t objects = 0;
  std::string first, second;
  uint32_t action = 0;
  std::array<ObjectKind, 2> kinds;
  bool isReversed = false; // the parser gives the second object first
};

struct GrammarVerb {
  std::vector<std::string> words;
  std::vector<Sentence> sentences;
  bool isMeta = false;    // about the game rather than in it, as far as the dictionary says so
  bool hasOthers = false; // sentences that are not among these: with numbers, topics, words of the story's own
};

/// Reads the tables of Infocom's parsers (lines of eight bytes, and the packed ones of later games) and of Inform's
/// libraries (grammar versions 1 and 2). Another story has no verbs here.
class Grammar {
public:
  Grammar(std::span<const uint8_t> memory, const World &world);
  const std::vector<GrammarVerb> &verbs() const { return all; }
  bool isOfInform() const { return isInform; }
  bool knows(const std::string &word) const { return addressOf(word) != 0; }
  /// Of the word's entry in the dictionary; 0: it has none.
  uint32_t addressOf(const std::string &word) const;
  /// Whether an object is one that Inform's library takes where a creature is wanted.
  bool isCreature(const WorldObject &object) const;
  /// The words by which the parser knows an object, as its dictionary has them; none: it does not.
  std::vector<std::string> nounsOf(const WorldObject &object) const;
  /// All words of the dictionary, in its order.
  std::vector<std::string> dictionary() const;
  /// How many letters of a word the dictionary keeps.
  size_t letters() const { return byte(0) <= 3 ? 6 : 9; }
  /// What takes the word, as the dictionary has it, from an object's names.
  MemoryChange withoutName(const WorldObject &object, const std::string &name) const;
  bool isPreposition(const std::string &word) const;

private:
  struct Word {
    std::string text;
    uint32_t address, data; // of the entry, of the bytes behind its text
  };
  uint32_t byte(uint32_t address) const { return address < memory.size() ? memory[address] : 0; }
  uint32_t word(uint32_t address) const { return byte(address) << 8 | byte(address + 1); }
  static ObjectKind kindOfToken(uint32_t token);
  /// The property with the object's names: its address and bytes; 0 bytes: none.
  std::pair<uint32_t, uint32_t> namesOf(const WorldObject &object) const;
  void readDictionary();
  /// Where each verb's lines begin, by its number; false: not all of them lie in memory.
  bool findLines(uint32_t verbFlag);
  /// Whether the lines of each verb, of so many bytes as `sizeOf(address)` says, end where another one's begin.
  template <typename SizeOf>
  bool areLines(const SizeOf &sizeOf) const;
  void readInfocom();
  bool readInfocomLine(uint32_t line, bool isPacked, Sentence &sentence) const;
  void readInform();
  bool readInformLine(uint32_t &at, Sentence &sentence) const;
  bool readOldInformLine(uint32_t line, Sentence &sentence) const;

  std::span<const uint8_t> memory;
  const World &world;
  bool isInform = false;
  struct Lines {
    uint32_t begin = 0; // the address of their number
    GrammarVerb verb;
  };
  std::vector<Word> words;
  std::map<uint32_t, Lines> lines;              // by the verb's number
  std::map<uint32_t, std::string> prepositions; // by their numbers
  std::map<uint32_t, size_t> byAddress;
  std::vector<GrammarVerb> all;
};

} // namespace tt::zork
