// Which commands change something: candidates from the story's grammar, each tried on the state as it is.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <xxhash.h>

#include "host/candidates.h"
#include "host/grammar.h"
#include "host/parser_exit.h"
#include "host/session.h"
#include "host/usual_words.h"

namespace tt::zork {
namespace {

constexpr size_t kMostKept = 1024;    // states whose commands are kept
constexpr uint32_t kMostSearches = 8; // states of a story in which its parser's exit is looked for
constexpr size_t kProbes = 6;         // sentences that show it

/// What an attempt leaves of the objects: where they are, their attributes; of the player, where it is, for parsers
/// note things of their own in its attributes. None where it does not come back.
using Outcome = std::optional<uint64_t>;

/// A sentence that asks for nothing but a thing in sight.
bool isSimple(const Candidate &candidate) {
  const Sentence &sentence = candidate.sentence;
  return candidate.nouns.size() == 1 && sentence.kinds[0].kind == ObjectKind::Noun && sentence.first.empty() &&
         sentence.second.empty();
}

/// Empty where there is no player.
std::pair<uint32_t, uint32_t> attributesOfPlayer(const World &world) {
  const WorldObject *player = world.player();
  return player ? world.attributesOf(*player) : std::pair<uint32_t, uint32_t>();
}

/// Outcomes that happen by themselves: nothing, what a turn brings, and what most commands come to, for most do
/// nothing.
std::set<uint64_t> usualOutcomes(uint64_t unchanged, const std::vector<Outcome> &outcomes, size_t tries) {
  std::set<uint64_t> usual = {unchanged};
  std::map<uint64_t, size_t> counts;
  size_t back = 0;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    if (!outcomes[i])
      continue;
    if (i >= tries) {
      usual.insert(*outcomes[i]);
    } else {
      ++counts[*outcomes[i]];
      ++back;
    }
  }
  for (const auto &[outcome, count] : counts)
    if (3 * count > back)
      usual.insert(outcome);
  return usual;
}

} // namespace

/// Lines on one state of a game, on several threads, each with a place of its own.
class Session::Trials {
public:
  Trials(Session &session, const World &world, const Grammar &grammar)
      : session(session), card(*session.card), world(world), grammar(grammar), table(world.objectTable()),
        playersAttributes(attributesOfPlayer(world)), candidates(world, grammar) {
    session.image(before, true);
    State state;
    std::memcpy(&state, before.data(), sizeof(state));
    bare.assign(before.begin(), before.begin() + sizeof(state) + state.stackBytes + session.layout.dynamicBytes);
    for (const Candidate &candidate : candidates.all())
      lines.push_back(candidate.line);
    lines.insert(lines.end(), {"wait", "look", "inventory"}); // what a turn brings
  }

  Card::ValidCommands valid(bool onlyWhole);

private:
  /// How a line is tried.
  enum class Way : uint8_t { Whole, Behind, Refused };

  Outcome look(const Card::Place &seat) const;
  Status serve(const Card::Place &seat, const Input &input, uint32_t limit = ParserExit::kMostInstructions) const;
  void watch(const Card::Seats &seats, bool stops) const;
  Outcome outcome(const Card::Place &seat, Status status) const;
  Outcome playWhole(const Card::Place &seat, const std::string &line) const;
  Outcome playBehind(const Card::Place &seat, size_t candidate) const;
  ParserExit::Play player(const Card::Place &seat) const;
  /// Calls work(seat, 0) to work(seat, count - 1), side by side.
  template <typename Work>
  void each(const Card::Seats &seats, size_t count, const Work &work) const;
  void playAll(const Card::Seats &seats, const std::vector<size_t> &numbers, std::vector<Outcome> &outcomes) const;
  Parse parseOf(const Candidate &candidate) const;
  std::vector<Parse> probes() const;
  void findParser(const Card::Seats &seats);
  void parseNouns(const Card::Seats &seats);
  Way wayOf(const Candidate &candidate) const;
  bool isPlain(const Candidate &candidate) const;
  std::vector<size_t> plainest(const std::vector<size_t> &valid, const std::vector<Outcome> &outcomes) const;
  void decide(const Card::Seats &seats, const std::vector<size_t> &doubtful, std::vector<Outcome> &outcomes) const;

  Session &session;
  Card &card;
  const World &world;
  const Grammar &grammar;
  const std::pair<uint32_t, uint32_t> table,
      playersAttributes; // addresses of the objects' entries, and of the player's attributes
  const Candidates candidates;
  std::vector<std::string> lines; // the candidates', and what a turn brings
  std::vector<uint8_t> before;    // with undo levels
  Image bare;
  const ParserExit *exit = nullptr;
  std::vector<ParserExit::Behind> nouns; // behind the parser with each noun
  std::optional<size_t> anyNoun;         // one that it takes
};

Outcome Session::Trials::look(const Card::Place &seat) const {
  std::vector<uint8_t> objects(table.second - table.first);
  card.read(seat, session.layout.memory.offset + table.first, std::span(objects));
  for (uint32_t at = playersAttributes.first; at < playersAttributes.second; ++at)
    objects[at - table.first] = 0;
  return XXH3_64bits(objects.data(), objects.size());
}

Status Session::Trials::serve(const Card::Place &seat, const Input &input, uint32_t limit) const {
  session.writeRequest(seat, limit, input);
  card.serve(seat);
  uint32_t status = 0;
  card.read(seat, offsetof(Control, status), std::span(&status, 1));
  return static_cast<Status>(status);
}

Outcome Session::Trials::outcome(const Card::Place &seat, Status status) const {
  const bool isBack = status == Status::WantsLine || status == Status::WantsCharacter || status == Status::Quit ||
                      status == Status::Watched;
  return isBack ? look(seat) : std::nullopt;
}

Outcome Session::Trials::playWhole(const Card::Place &seat, const std::string &line) const {
  session.putImage(seat, bare, false);
  return outcome(seat, serve(seat, {InputKind::Line, line, 13}));
}

Outcome Session::Trials::playBehind(const Card::Place &seat, size_t number) const {
  const Candidate &candidate = candidates.all()[number];
  const ParserExit::Behind &behind = nouns[candidate.nouns.empty() ? *anyNoun : candidate.nouns[0]];
  session.putImage(seat, exit->changed(behind, parseOf(candidate)), false);
  return outcome(seat, serve(seat, {}));
}

ParserExit::Play Session::Trials::player(const Card::Place &seat) const {
  return [this, &seat](const Image &image, const std::string *line, uint32_t limit) {
    session.putImage(seat, image, false);
    ParserExit::Stop stop;
    stop.status = serve(seat, line ? Input{InputKind::Line, *line, 13} : Input{}, limit);
    card.read(seat, offsetof(Control, executed), std::span(&stop.executed, 1));
    session.readImage(seat, stop.image, false);
    uint32_t outputBytes = 0;
    card.read(seat, offsetof(Control, outputBytes), std::span(&outputBytes, 1));
    stop.output.resize(std::min(outputBytes, session.layout.output.bytes));
    card.read(seat, session.layout.output.offset, std::span(stop.output));
    return stop;
  };
}

/// Whether games stop at a turn's end, before the parser is called: what they do then is the same for all.
void Session::Trials::watch(const Card::Seats &seats, bool stops) const {
  const std::array<uint32_t, 2> asked = {exit->call(), stops};
  for (size_t i = 0; i < seats.count(); ++i)
    card.write(seats[i], offsetof(Control, watched), std::span<const uint32_t>(asked));
}

template <typename Work>
void Session::Trials::each(const Card::Seats &seats, size_t count, const Work &work) const {
  std::atomic<size_t> next = 0;
  card.workers.run(seats.count(), [&](size_t i) {
    for (size_t number = next++; number < count; number = next++)
      work(seats[i], number);
  });
}

/// Plays whole lines.
void Session::Trials::playAll(const Card::Seats &seats, const std::vector<size_t> &numbers,
                              std::vector<Outcome> &outcomes) const {
  each(seats, numbers.size(),
       [&](const Card::Place &seat, size_t i) { outcomes[numbers[i]] = playWhole(seat, lines[numbers[i]]); });
}

/// What the parser makes of the line, if it takes it.
Parse Session::Trials::parseOf(const Candidate &candidate) const {
  Parse parse = {candidate.line, candidate.verb, candidate.sentence.action, {}};
  for (const size_t noun : candidate.nouns)
    parse.objects.push_back(candidates.nouns()[noun].object->number);
  if (candidate.sentence.isReversed)
    std::reverse(parse.objects.begin(), parse.objects.end());
  return parse;
}

/// Simple sentences of several actions and nouns.
std::vector<Parse> Session::Trials::probes() const {
  std::vector<Parse> found;
  std::set<uint32_t> actions;
  for (size_t round = 0; round < kProbes && !candidates.nouns().empty(); ++round)
    for (const Candidate &candidate : candidates.all())
      if (isSimple(candidate) && candidate.nouns[0] == round % candidates.nouns().size() &&
          actions.insert(candidate.sentence.action).second) {
        found.push_back(parseOf(candidate));
        break;
      }
  return found;
}

/// The story's parser's exit, as it is known or can be found here; none of Infocom's, whose parsers are quick.
void Session::Trials::findParser(const Card::Seats &seats) {
  if (!grammar.isOfInform())
    return;
  Card::Parser &parser = card.parsers[session.theStory->hash()];
  if (!parser.exit && parser.searches < kMostSearches) {
    ++parser.searches;
    parser.exit = ParserExit::find(*session.theStory, session.layout, bare, probes(), player(seats[0]));
  }
  if (parser.exit && parser.exit->isAtPrompt(bare))
    exit = &*parser.exit;
}

/// Lets the parser find each noun, in the first sentence that the story has for it. A word that means something else
/// too, where the thing has lost that name or is not there, may mean that in another sentence.
void Session::Trials::parseNouns(const Card::Seats &seats) {
  nouns.resize(candidates.nouns().size());
  std::vector<const Candidate *> sentences(nouns.size());
  for (const Candidate &candidate : candidates.all())
    if (isSimple(candidate) && !sentences[candidate.nouns[0]])
      sentences[candidate.nouns[0]] = &candidate;
  each(seats, nouns.size(), [&](const Card::Place &seat, size_t i) {
    nouns[i].result = ParserExit::Result::Other;
    if (!sentences[i])
      return;
    const Parse sentence = parseOf(*sentences[i]);
    nouns[i] = exit->parse(bare, sentence, player(seat));
    if (nouns[i].result != ParserExit::Result::Expected)
      return;
    const Noun &noun = candidates.nouns()[i];
    const auto without = [&](const MemoryChange &change) {
      return exit->parse(exit->with(bare, change), sentence, player(seat)).result;
    };
    ParserExit::Result other = without(grammar.withoutName(*noun.object, noun.word));
    if (other == ParserExit::Result::Expected && noun.object->child == 0) // a routine knows it
      other = without(world.removal(*noun.object));
    if (other != ParserExit::Result::Refused)
      nouns[i].result = ParserExit::Result::Other;
  });
  for (size_t i = 0; i < nouns.size(); ++i)
    if (nouns[i].result == ParserExit::Result::Expected)
      anyNoun = i;
}

Session::Trials::Way Session::Trials::wayOf(const Candidate &candidate) const {
  if (!exit || !anyNoun || candidate.verb == 0)
    return Way::Whole;
  Way way = Way::Behind;
  for (size_t i = 0; i < candidate.nouns.size(); ++i) {
    const ParserExit::Result result = nouns[candidate.nouns[i]].result;
    if (candidate.sentence.kinds[i].kind == ObjectKind::OwnScope || result == ParserExit::Result::Asked ||
        result == ParserExit::Result::Other)
      return Way::Whole;
    if (result == ParserExit::Result::Refused)
      way = Way::Refused;
  }
  return way;
}

/// Whether the parser takes such a line with whatever it finds for the nouns, and only in this form.
bool Session::Trials::isPlain(const Candidate &candidate) const {
  bool isPlain = candidate.isOnly && !candidate.nouns.empty();
  for (size_t i = 0; i < candidate.nouns.size(); ++i) {
    const ObjectKind::Kind kind = candidate.sentence.kinds[i].kind;
    const Noun &noun = candidates.nouns()[candidate.nouns[i]];
    isPlain = isPlain && !grammar.isPreposition(noun.word) &&
              (kind == ObjectKind::Noun || kind == ObjectKind::Several || (kind == ObjectKind::Held && noun.isHeld));
  }
  return isPlain;
}

/// Plays whole lines of those that were tried behind the parser; of plain ones, the first of each form, and the others
/// where that does not come to the same.
void Session::Trials::decide(const Card::Seats &seats, const std::vector<size_t> &doubtful,
                             std::vector<Outcome> &outcomes) const {
  using Form = std::tuple<uint32_t, std::string, std::string, size_t>;
  std::map<Form, size_t> firsts; // of each form
  std::vector<size_t> first, others;
  const auto formOf = [&](size_t i) {
    const Candidate &candidate = candidates.all()[i];
    return Form(candidate.verb, candidate.sentence.first, candidate.sentence.second, candidate.nouns.size());
  };
  for (const size_t i : doubtful)
    (isPlain(candidates.all()[i]) && !firsts.emplace(formOf(i), i).second ? others : first).push_back(i);
  const std::vector<Outcome> behind = outcomes;
  playAll(seats, first, outcomes);
  std::erase_if(others, [&](size_t i) {
    const size_t shown = firsts.at(formOf(i));
    return outcomes[shown] == behind[shown];
  });
  playAll(seats, others, outcomes);
  // The same text may be a line of another sentence too.
  std::map<std::string, Outcome> decided;
  for (const size_t i : doubtful)
    decided.emplace(lines[i], outcomes[i]);
  for (size_t i = 0; i < candidates.all().size(); ++i)
    if (const auto found = decided.find(lines[i]); found != decided.end())
      outcomes[i] = found->second;
}

/// Of the lines with the same outcome, the plainest: a direction, the fewest words, the most usual verb.
std::vector<size_t> Session::Trials::plainest(const std::vector<size_t> &valid,
                                              const std::vector<Outcome> &outcomes) const {
  using Rank = std::tuple<bool, size_t, size_t, size_t>;
  std::map<uint64_t, Rank> best;
  for (const size_t i : valid) {
    const std::string &line = lines[i];
    const auto spaces = static_cast<size_t>(std::count(line.begin(), line.end(), ' '));
    const Rank rank(candidates.all()[i].verb != 0, spaces, rankOfVerb(line.substr(0, line.find(' '))), i);
    const auto [found, isFirst] = best.emplace(*outcomes[i], rank);
    if (!isFirst)
      found->second = std::min(found->second, rank);
  }
  std::vector<size_t> chosen;
  for (const auto &[outcome, rank] : best)
    chosen.push_back(std::get<3>(rank));
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

Card::ValidCommands Session::Trials::valid(bool onlyWhole) {
  const uint64_t unchanged = *look(card.bring(session));
  // Each thread has a place of its own, as far as there are some.
  const Card::Seats seats(card, session, before);
  const size_t tries = candidates.all().size();
  if (!onlyWhole)
    findParser(seats);
  if (exit)
    parseNouns(seats);
  std::vector<size_t> whole, behind;
  for (size_t i = 0; i < lines.size(); ++i) {
    const Way way = i < tries ? wayOf(candidates.all()[i]) : Way::Whole;
    if (way != Way::Refused)
      (way == Way::Whole ? whole : behind).push_back(i);
  }
  std::vector<Outcome> outcomes(lines.size(), unchanged);
  playAll(seats, whole, outcomes);
  if (!behind.empty()) {
    watch(seats, true);
    each(seats, behind.size(),
         [&](const Card::Place &seat, size_t i) { outcomes[behind[i]] = playBehind(seat, behind[i]); });
    watch(seats, false);
  }

  // What changes something behind the parser has to get there: the whole line decides. Where a form takes whatever is
  // here or held, what one line of it shows is true of the others.
  const std::set<uint64_t> first = usualOutcomes(unchanged, outcomes, tries);
  std::vector<size_t> doubtful;
  std::copy_if(behind.begin(), behind.end(), std::back_inserter(doubtful),
               [&](size_t i) { return !outcomes[i] || !first.contains(*outcomes[i]); });
  decide(seats, doubtful, outcomes);
  const std::set<uint64_t> usual = usualOutcomes(unchanged, outcomes, tries);
  std::vector<size_t> valid;
  for (size_t i = 0; i < tries; ++i)
    if (outcomes[i] && !usual.contains(*outcomes[i]))
      valid.push_back(i);
  Card::ValidCommands found;
  for (const size_t i : valid)
    found.every.push_back(lines[i]);
  for (const size_t i : plainest(valid, outcomes))
    found.plainest.push_back(lines[i]);
  return found;
}

uint64_t Session::objectsHash() const {
  const std::vector<uint8_t> story = memory();
  const auto [begin, end] = World(story).objectTable();
  return XXH3_64bits(story.data() + begin, end - begin);
}

std::vector<std::string> Session::validCommands(bool every, bool onlyWhole) {
  std::lock_guard lock(card->mutex);
  card->requireOpen();
  if (info.status != Status::WantsLine)
    return {};
  const auto listOf = [every](const Card::ValidCommands &valid) { return every ? valid.every : valid.plainest; };
  std::vector<uint8_t> state;
  image(state, false);
  const std::pair key(theStory->hash(), XXH3_64bits(state.data(), state.size()));
  if (const auto known = card->validCommands.find(key); known != card->validCommands.end() && !onlyWhole)
    return listOf(known->second);
  const std::vector<uint8_t> story = memory();
  const World world(story);
  const Grammar grammar(story, world);
  Card::ValidCommands valid = Trials(*this, world, grammar).valid(onlyWhole);
  if (onlyWhole)
    return listOf(valid);
  if (card->validCommands.size() >= kMostKept)
    card->validCommands.clear();
  return listOf(card->validCommands[key] = std::move(valid));
}

} // namespace tt::zork
