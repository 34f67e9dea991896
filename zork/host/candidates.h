// What may be said in a state of a game: sentences of the story's grammar with the nouns that are here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "host/grammar.h"
#include "host/world.h"

namespace tt::zork {

struct Noun {
  std::string text; // that names it in a line
  std::string word; // of the text, as the dictionary has it: what tells the thing from others
  const WorldObject *object;
  bool isHeld;
};

/// A line to try. Without a verb it is a direction, or something else whose objects the grammar does not say.
struct Candidate {
  std::string line;
  uint32_t verb = 0;   // the address of its word in the dictionary
  bool isOnly = false; // no other sentence of the verb has this form
  Sentence sentence;
  std::vector<size_t> nouns; // as many as the sentence has objects, numbers in Candidates::nouns
};

/// Both must outlive it.
class Candidates {
public:
  static constexpr size_t kMost = 20000; // more are not made: a world of thousands of things is damaged
  Candidates(const World &world, const Grammar &grammar);
  /// What the player may name: all in the room and in what is there, but the player.
  const std::vector<Noun> &nouns() const { return here; }
  const std::vector<Candidate> &all() const { return lines; }

private:
  struct Verb {
    std::string word;
    uint32_t address;
    bool isOnly; // the sentence that is added, of its form
  };
  void findNouns();
  /// The parser's words for a thing, and those of its name, the last one first.
  struct Names {
    std::vector<std::string> parsers, own;
  };
  void name(size_t number, const std::vector<Names> &names);
  bool fits(const ObjectKind &kind, const Noun &noun, const Noun *second) const;
  bool isIn(const WorldObject &object, uint32_t number) const;
  void add(const Verb &verb, const Sentence &sentence);
  void addLine(const Verb &verb, const Sentence &sentence, std::vector<size_t> nouns);

  const World &world;
  const Grammar &grammar;
  std::vector<Noun> here;
  std::set<std::tuple<uint32_t, uint32_t, size_t, size_t>> done; // actions and nouns, in whatever form
  std::vector<Candidate> lines;
};

} // namespace tt::zork
