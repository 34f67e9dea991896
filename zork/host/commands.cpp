// Which commands change something: candidates from the story's grammar, each tried on the state as it is.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <xxhash.h>

#include "host/grammar.h"
#include "host/session.h"

namespace tt::zork {
namespace {

constexpr uint64_t kMostInstructions = 100000; // of an attempt
constexpr size_t kMostKept = 1024;             // states whose commands are kept
/// Commands about the game rather than in it, by the first letters that dictionaries keep.
constexpr const char *kMeta[] = {"save",   "restor", "quit",   "q",     "restar", "script", "unscri", "versio",
                                 "verify", "undo",   "verbos", "brief", "superb", "notify", "record", "replay",
                                 "diagno", "score",  "$ve",    "again", "g",      "oops",   "o",      "wait",
                                 "z",      "look",   "l",      "i",     "invent"};
constexpr const char *kDirections[] = {"north",     "south",     "east", "west", "northeast", "northwest",
                                       "southeast", "southwest", "up",   "down", "in",        "out"};

bool isMeta(const std::string &word) {
  return std::any_of(std::begin(kMeta), std::end(kMeta), [&](const char *each) {
    return word == each || (std::strlen(each) == 6 && word.starts_with(each));
  });
}

struct Noun {
  std::string word;
  const WorldObject *object;
  bool isHeld;
};

/// What the player may name: all in the room and in what is there, but the player.
std::vector<Noun> nounsHere(const World &world, const Grammar &grammar) {
  std::vector<Noun> nouns;
  const WorldObject *room = world.location(), *player = world.player();
  std::vector<uint32_t> open;
  if (room)
    open.push_back(room->number);
  if (player)
    open.push_back(player->number);
  const auto isKnown = [&nouns](const std::string &word) {
    return std::any_of(nouns.begin(), nouns.end(), [&](const Noun &each) { return each.word == word; });
  };
  for (size_t i = 0; i < open.size() && i < world.objects().size(); ++i)
    for (const WorldObject *object : world.contents(open[i])) {
      if (object == player)
        continue;
      open.push_back(object->number);
      const std::string noun = grammar.nounOf(*object);
      if (!noun.empty() && !isKnown(noun))
        nouns.push_back({noun, object, player && object->parent == player->number});
    }
  return nouns;
}

std::string join(std::initializer_list<std::string> parts) {
  std::string line;
  for (const std::string &part : parts)
    if (!part.empty())
      line += (line.empty() ? "" : " ") + part;
  return line;
}

const std::string &longestOf(const std::vector<std::string> &words) {
  return *std::max_element(words.begin(), words.end(),
                           [](const auto &a, const auto &b) { return a.size() < b.size(); });
}

/// Makes lines of a grammar's sentences and the nouns that are here.
class Lines {
public:
  Lines(const World &world, const Grammar &grammar)
      : world(world), grammar(grammar), nouns(nounsHere(world, grammar)) {}
  std::vector<std::string> all();

private:
  bool fits(const ObjectKind &kind, const Noun &noun, const Noun *second) const;
  bool isIn(const WorldObject &object, uint32_t number) const;
  void add(const std::string &verb, const Sentence &sentence);
  /// Whether the action has not been tried with these nouns in another form yet.
  bool isNew(const Sentence &sentence, size_t first, size_t second) {
    return done.emplace(sentence.action, sentence.objects, first, second).second;
  }

  const World &world;
  const Grammar &grammar;
  const std::vector<Noun> nouns;
  std::set<std::tuple<uint32_t, uint32_t, size_t, size_t>> done;
  std::vector<std::string> lines;
};

bool Lines::isIn(const WorldObject &object, uint32_t number) const {
  uint32_t at = object.parent;
  for (uint32_t depth = 0; depth < 16 && at != 0 && at <= world.objects().size(); ++depth) {
    if (at == number)
      return true;
    at = world.objects()[at - 1].parent;
  }
  return false;
}

/// What the parser refuses anyway, or takes into the hand first, is not tried.
bool Lines::fits(const ObjectKind &kind, const Noun &noun, const Noun *second) const {
  switch (kind.kind) {
  case ObjectKind::Any:
    return true;
  case ObjectKind::Held:
    return noun.isHeld;
  case ObjectKind::Creature:
    return grammar.isCreature(*noun.object);
  case ObjectKind::InSecond:
    return !second || isIn(*noun.object, second->object->number);
  case ObjectKind::WithAttribute:
    return std::find(noun.object->attributes.begin(), noun.object->attributes.end(), kind.attribute) !=
           noun.object->attributes.end();
  }
  return true;
}

/// The sentence with every noun, or every pair of nouns of which one is held: with a tool, or something put somewhere;
/// or is in the other.
void Lines::add(const std::string &verb, const Sentence &sentence) {
  if (sentence.objects == 0 && isNew(sentence, 0, 0))
    lines.push_back(join({verb, sentence.first}));
  for (size_t i = 0; sentence.objects >= 1 && i < nouns.size(); ++i) {
    if (sentence.objects == 1 && fits(sentence.kinds[0], nouns[i], nullptr) && isNew(sentence, i, 0))
      lines.push_back(join({verb, sentence.first, nouns[i].word, sentence.second}));
    for (size_t j = 0; sentence.objects == 2 && j < nouns.size(); ++j)
      if (i != j && (nouns[i].isHeld || nouns[j].isHeld || sentence.kinds[0].kind == ObjectKind::InSecond) &&
          fits(sentence.kinds[0], nouns[i], &nouns[j]) && fits(sentence.kinds[1], nouns[j], nullptr) &&
          isNew(sentence, i, j))
        lines.push_back(join({verb, sentence.first, nouns[i].word, sentence.second, nouns[j].word}));
  }
}

std::vector<std::string> Lines::all() {
  for (const char *direction : kDirections)
    if (grammar.knows(direction))
      lines.emplace_back(direction);
  for (const bool isPlain : {true, false}) // without prepositions first
    for (const GrammarVerb &verb : grammar.verbs()) {
      if (verb.words.empty() || verb.isMeta || std::any_of(verb.words.begin(), verb.words.end(), isMeta))
        continue;
      for (const Sentence &sentence : verb.sentences)
        if ((sentence.first.empty() && (sentence.second.empty() || sentence.objects == 2)) == isPlain)
          add(longestOf(verb.words), sentence);
    }
  return std::move(lines);
}

} // namespace

/// What an attempt leaves of the objects: where they are, their attributes.
uint64_t Session::lookAtObjects(const Card::Place &seat, std::pair<uint32_t, uint32_t> table) const {
  std::vector<uint8_t> objects(table.second - table.first);
  card->read(seat, layout.memory.offset + table.first, std::span(objects));
  return XXH3_64bits(objects.data(), objects.size());
}

/// Plays the line on the state, in a place that is this game's for the time; what it leaves, none where it does not
/// come back. Not of the session but of the place, so that several threads can do it.
std::optional<uint64_t> Session::attempt(Card::Place &seat, std::span<const uint8_t> bare, const std::string &line,
                                         std::pair<uint32_t, uint32_t> table) const {
  putImage(seat, bare, false);
  writeRequest(seat, kMostInstructions, {InputKind::Line, line, 13});
  card->serve(seat);
  uint32_t status = 0;
  card->read(seat, offsetof(Control, status), std::span(&status, 1));
  const bool isBack = status == static_cast<uint32_t>(Status::WantsLine) ||
                      status == static_cast<uint32_t>(Status::WantsCharacter) ||
                      status == static_cast<uint32_t>(Status::Quit);
  return isBack ? std::optional(lookAtObjects(seat, table)) : std::nullopt;
}

std::vector<std::string> Session::validCommands() {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  if (info.status != Status::WantsLine)
    return {};
  std::vector<uint8_t> before;
  image(before, true);
  State state;
  std::memcpy(&state, before.data(), sizeof(state));
  const std::span<const uint8_t> bare =
      std::span<const uint8_t>(before).first(sizeof(state) + state.stackBytes + layout.dynamicBytes);
  const std::pair key(theStory->hash(), XXH3_64bits(bare.data(), bare.size()));
  if (const auto known = card->validCommands.find(key); known != card->validCommands.end())
    return known->second;

  const std::vector<uint8_t> story = memory();
  const World world(story);
  const Grammar grammar(story, world);
  std::vector<std::string> lines = Lines(world, grammar).all();
  const size_t tries = lines.size();
  lines.insert(lines.end(), {"wait", "look", "inventory"}); // what a turn brings
  const auto table = world.objectTable();
  const uint64_t unchanged = lookAtObjects(card->bring(*this), table);
  std::vector<std::optional<uint64_t>> after(lines.size());
  // Each thread has a place of its own, as far as there are some.
  const Card::Seats seats(*card, *this, before);
  std::atomic<size_t> next = 0;
  card->workers.run(seats.count(), [&](size_t i) {
    for (size_t line = next++; line < lines.size(); line = next++)
      after[line] = attempt(seats[i], bare, lines[line], table);
  });

  // What happens by itself: nothing, what a turn brings, and what most commands come to, for most do nothing.
  std::set<uint64_t> nothing = {unchanged};
  std::map<uint64_t, size_t> outcomes;
  size_t back = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!after[i])
      continue;
    if (i >= tries) {
      nothing.insert(*after[i]);
    } else {
      ++outcomes[*after[i]];
      ++back;
    }
  }
  for (const auto &[outcome, count] : outcomes)
    if (3 * count > back)
      nothing.insert(outcome);
  std::vector<std::string> valid;
  for (size_t i = 0; i < tries; ++i)
    if (after[i] && !nothing.contains(*after[i]))
      valid.push_back(std::move(lines[i]));
  if (card->validCommands.size() >= kMostKept)
    card->validCommands.clear();
  card->validCommands[key] = valid;
  return valid;
}

} // namespace tt::zork
