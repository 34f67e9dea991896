// Which commands change something: candidates from the story's grammar, each tried on the state as it is.
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <map>
#include <optional>
#include <set>

#include <xxhash.h>

#include "host/grammar.h"
#include "host/session.h"

namespace tt::zork {
namespace {

constexpr uint64_t kMostInstructions = 100000; // of an attempt
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
        nouns.push_back({noun, player && object->parent == player->number});
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

/// The sentence with every noun, or every pair of nouns of which one is held: with a tool, or something put somewhere.
void addLines(const std::string &verb, const Sentence &sentence, const std::vector<Noun> &nouns,
              std::vector<std::string> &lines) {
  if (sentence.objects == 0)
    lines.push_back(join({verb, sentence.first}));
  for (size_t i = 0; sentence.objects >= 1 && i < nouns.size(); ++i) {
    if (sentence.objects == 1)
      lines.push_back(join({verb, sentence.first, nouns[i].word, sentence.second}));
    for (size_t j = 0; sentence.objects == 2 && j < nouns.size(); ++j)
      if (i != j && (nouns[i].isHeld || nouns[j].isHeld))
        lines.push_back(join({verb, sentence.first, nouns[i].word, sentence.second, nouns[j].word}));
  }
}

std::vector<std::string> candidates(const Grammar &grammar, const std::vector<Noun> &nouns) {
  std::vector<std::string> lines;
  for (const char *direction : kDirections)
    if (grammar.knows(direction))
      lines.emplace_back(direction);
  std::set<std::pair<uint32_t, uint32_t>> done; // an action is tried in its first form
  for (const bool isPlain : {true, false})      // without prepositions first
    for (const GrammarVerb &verb : grammar.verbs()) {
      if (verb.words.empty() || std::any_of(verb.words.begin(), verb.words.end(), isMeta))
        continue;
      for (const Sentence &sentence : verb.sentences)
        if ((sentence.first.empty() && (sentence.second.empty() || sentence.objects == 2)) == isPlain &&
            done.emplace(sentence.action, sentence.objects).second)
          addLines(longestOf(verb.words), sentence, nouns, lines);
    }
  return lines;
}

} // namespace

std::vector<std::string> Session::validCommands() {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  if (info.status != Status::WantsLine)
    return {};
  const std::vector<uint8_t> story = memory();
  const World world(story);
  const Grammar grammar(story, world);
  std::vector<uint8_t> before;
  image(before, true);
  State state;
  std::memcpy(&state, before.data(), sizeof(state));
  const std::span<const uint8_t> bare =
      std::span<const uint8_t>(before).first(sizeof(state) + state.stackBytes + layout.dynamicBytes);
  Card::Place &home = card->bring(*this);
  const std::string keptLine = shownLine;
  const bool keptShown = shown;

  // What an attempt leaves of the objects: where they are, their attributes. Empty: the game did not come back.
  const auto [from, to] = world.objectTable();
  std::vector<uint8_t> objects(to - from);
  const auto look = [&] {
    card->read(home, layout.memory.offset + from, std::span(objects));
    return XXH3_64bits(objects.data(), objects.size());
  };
  const auto attempt = [&](const std::string &line) {
    setImage(bare, false);
    prepare(home, kMostInstructions, {InputKind::Line, line, 13});
    card->serve(home);
    uint32_t status = 0;
    card->read(home, offsetof(Control, status), std::span(&status, 1));
    const bool isBack = status == static_cast<uint32_t>(Status::WantsLine) ||
                        status == static_cast<uint32_t>(Status::WantsCharacter) ||
                        status == static_cast<uint32_t>(Status::Quit);
    return isBack ? std::optional(look()) : std::nullopt;
  };
  // What happens by itself: nothing, what a turn brings, and what most commands come to, for most do nothing.
  const uint64_t unchanged = look();
  std::vector<std::pair<std::string, uint64_t>> tried;
  std::map<uint64_t, size_t> outcomes;
  for (std::string &line : candidates(grammar, nounsHere(world, grammar)))
    if (const std::optional<uint64_t> after = attempt(line); after) {
      ++outcomes[*after];
      tried.emplace_back(std::move(line), *after);
    }
  std::set<uint64_t> nothing = {unchanged};
  for (const char *idle : {"wait", "look", "inventory"})
    if (const std::optional<uint64_t> after = attempt(idle); after)
      nothing.insert(*after);
  for (const auto &[outcome, count] : outcomes)
    if (3 * count > tried.size())
      nothing.insert(outcome);
  std::vector<std::string> valid;
  for (auto &[line, after] : tried)
    if (!nothing.contains(after))
      valid.push_back(std::move(line));
  setImage(before, true);
  shownLine = keptLine;
  shown = keptShown;
  return valid;
}

} // namespace tt::zork
