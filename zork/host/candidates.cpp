// Makes lines of a grammar's sentences and the nouns that are here.
#include "host/candidates.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <initializer_list>
#include <utility>

#include "host/usual_words.h"

namespace tt::zork {
namespace {

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

std::string join(std::initializer_list<std::string> parts) {
  std::string line;
  for (const std::string &part : parts)
    if (!part.empty())
      line += (line.empty() ? "" : " ") + part;
  return line;
}

/// The words of an object's name, in small letters, the last one first: that is what it is.
std::vector<std::string> wordsOf(const std::string &name) {
  std::vector<std::string> words(1);
  for (const char letter : name)
    if (std::isalnum(static_cast<unsigned char>(letter)))
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    else if (!words.back().empty())
      words.emplace_back();
  if (words.back().empty())
    words.pop_back();
  std::reverse(words.begin(), words.end());
  return words;
}

/// A word that the dictionary may have cut off, as the name has it in one or several words: "trapdo" of a trap door.
std::string inFull(const std::string &word, const std::vector<std::string> &name, size_t letters) {
  std::string joined;
  for (const std::string &each : name) {
    joined.insert(0, each);
    if (word.size() == letters && joined.starts_with(word))
      return joined;
  }
  return word;
}

bool contains(const std::vector<std::string> &words, const std::string &word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool isOnly(const GrammarVerb &verb, const Sentence &sentence) {
  return !verb.hasOthers && std::count_if(verb.sentences.begin(), verb.sentences.end(), [&](const Sentence &each) {
                              return each.objects == sentence.objects && each.first == sentence.first &&
                                     each.second == sentence.second;
                            }) == 1;
}

} // namespace

Candidates::Candidates(const World &world, const Grammar &grammar) : world(world), grammar(grammar) {
  findNouns();
  for (const char *direction : kDirections)
    if (grammar.knows(direction))
      lines.push_back({direction, 0, false, {}, {}});
  std::vector<std::pair<std::string, const GrammarVerb *>> verbs; // the most usual ones first
  for (const GrammarVerb &verb : grammar.verbs())
    if (!verb.words.empty() && !verb.isMeta && std::none_of(verb.words.begin(), verb.words.end(), isMeta))
      verbs.emplace_back(usualVerb(verb.words, grammar.letters()), &verb);
  std::stable_sort(verbs.begin(), verbs.end(),
                   [](const auto &a, const auto &b) { return rankOfVerb(a.first) < rankOfVerb(b.first); });
  for (const bool isPlain : {true, false}) // without prepositions first
    for (const auto &[word, verb] : verbs)
      for (const Sentence &sentence : verb->sentences)
        if ((sentence.first.empty() && (sentence.second.empty() || sentence.objects == 2)) == isPlain)
          add({word, grammar.addressOf(word), isOnly(*verb, sentence)}, sentence);
}

void Candidates::findNouns() {
  const WorldObject *room = world.location(), *player = world.player();
  std::vector<uint32_t> open;
  std::vector<Names> names; // of each
  if (room)
    open.push_back(room->number);
  if (player)
    open.push_back(player->number);
  for (size_t i = 0; i < open.size() && i < world.objects().size(); ++i)
    for (const WorldObject *object : world.contents(open[i])) {
      if (object == player)
        continue;
      open.push_back(object->number);
      if (std::vector<std::string> words = grammar.nounsOf(*object); !words.empty()) {
        here.push_back({{}, {}, object, player && object->parent == player->number});
        names.push_back({std::move(words), wordsOf(object->name)});
      }
    }
  for (size_t i = 0; i < here.size(); ++i)
    name(i, names);
  // What no word of its own tells from another thing is not named.
  std::set<std::string> texts;
  std::erase_if(here, [&](const Noun &each) { return !texts.insert(each.text).second; });
}

/// Names a thing by a word of its name that is among the parser's words for it and for nothing else here, nor in
/// another's name, which a routine of the story's may know; by another of the parser's words where there is none.
void Candidates::name(size_t number, const std::vector<Names> &names) {
  std::vector<std::pair<std::string, std::string>> possible; // in full, and as the dictionary has it
  for (const std::string &word : names[number].own)
    if (std::string cut = word.substr(0, grammar.letters()); contains(names[number].parsers, cut))
      possible.emplace_back(word, std::move(cut));
  const bool isNamed = !possible.empty();
  for (const std::string &word : names[number].parsers)
    possible.emplace_back(inFull(word, names[number].own, grammar.letters()), word);
  const auto isOwn = [&](const auto &each) {
    for (size_t i = 0; i < names.size(); ++i)
      if (i != number && (contains(names[i].parsers, each.second) || contains(names[i].own, each.first)))
        return false;
    return true;
  };
  const auto found = std::find_if(possible.begin(), possible.end(), isOwn);
  const auto &[text, word] = found != possible.end() ? *found : possible.front();
  Noun &noun = here[number];
  noun.word = word;
  // Inform's parser takes several of its words: "brass key" rather than "brass".
  const bool isPart = grammar.isOfInform() && isNamed && word != possible.front().second;
  noun.text = isPart ? text + ' ' + possible.front().first : text;
}

bool Candidates::isIn(const WorldObject &object, uint32_t number) const {
  const std::vector<uint32_t> places = world.placesOf(object);
  return std::find(places.begin(), places.end(), number) != places.end();
}

/// What the parser refuses anyway, or takes into the hand first, is not tried.
bool Candidates::fits(const ObjectKind &kind, const Noun &noun, const Noun *second) const {
  switch (kind.kind) {
  case ObjectKind::Any:
  case ObjectKind::Noun:
  case ObjectKind::Several:
  case ObjectKind::OwnScope:
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

/// The line, unless its action has been tried with these nouns in another form.
void Candidates::addLine(const Verb &verb, const Sentence &sentence, std::vector<size_t> nouns) {
  const auto noun = [&](size_t i) { return i < nouns.size() ? nouns[i] : 0; };
  if (lines.size() >= kMost || !done.emplace(sentence.action, sentence.objects, noun(0), noun(1)).second)
    return;
  const auto word = [&](size_t i) { return i < nouns.size() ? here[nouns[i]].text : std::string(); };
  std::string line = join({verb.word, sentence.first, word(0), nouns.empty() ? "" : sentence.second, word(1)});
  lines.push_back({std::move(line), verb.address, verb.isOnly, sentence, std::move(nouns)});
}

/// The sentence with every noun, or every pair of nouns of which one is held: with a tool, or something put somewhere;
/// or is in the other.
void Candidates::add(const Verb &verb, const Sentence &sentence) {
  if (sentence.objects == 0)
    addLine(verb, sentence, {});
  for (size_t i = 0; sentence.objects >= 1 && i < here.size(); ++i) {
    if (sentence.objects == 1 && fits(sentence.kinds[0], here[i], nullptr))
      addLine(verb, sentence, {i});
    for (size_t j = 0; sentence.objects == 2 && j < here.size(); ++j)
      if (i != j && (here[i].isHeld || here[j].isHeld || sentence.kinds[0].kind == ObjectKind::InSecond) &&
          fits(sentence.kinds[0], here[i], &here[j]) && fits(sentence.kinds[1], here[j], nullptr))
        addLine(verb, sentence, {i, j});
  }
}

} // namespace tt::zork
