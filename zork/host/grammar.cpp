// Grammar tables: Infocom's, with lines of eight bytes or packed, and Inform's of grammar versions 1 and 2 (Inform
// Technical Manual 8.6).
#include "host/grammar.h"

#include <algorithm>
#include <set>

#include "host/usual_words.h"

namespace tt::zork {
namespace {

constexpr uint32_t kInfocomVerb = 0x40, kInfocomNoun = 0x80, kInfocomPreposition = 0x08;
constexpr uint32_t kInformVerb = 0x01, kInformMeta = 0x02, kInformNoun = 0x80;
/// Inform's library declares these attributes in the same order since its release 6/1 (linklpa.h).
constexpr uint32_t kAnimate = 0, kTalkable = 22;
constexpr uint32_t kInformPreposition = 0x08;
constexpr uint32_t kMostVerbs = 255;
constexpr uint32_t kLineBytes = 8;                // of Infocom's first format, and of grammar version 1
constexpr uint32_t kPackedSizes[] = {2, 4, 7, 7}; // of Infocom's later format, by the number of objects
constexpr uint32_t kFirstAdjective = 180;         // of grammar version 1: what prepositions are called there

} // namespace

Grammar::Grammar(std::span<const uint8_t> memory, const World &world) : memory(memory), world(world) {
  readDictionary();
  // Inform writes its version where Infocom's files have zeros; before version 6 it did not, but its prepositions have
  // no number where Infocom's have theirs.
  isInform = (byte(0x3c) >= '5' && byte(0x3c) <= '9') || std::any_of(words.begin(), words.end(), [&](const Word &each) {
               return byte(each.data) == kInformPreposition && byte(each.data + 1) == 0;
             });
  if (isInform)
    readInform();
  else
    readInfocom();
}

bool Grammar::findLines(uint32_t verbFlag) {
  const uint32_t table = word(0x0e);
  for (const Word &each : words) {
    const uint32_t flags = byte(each.data);
    if (!(flags & verbFlag))
      continue;
    // Which of Infocom's two data bytes is whose, the flags' two low bits say: 1, the verb's comes first.
    const uint32_t number = byte(each.data + (isInform || (flags & 3) == 1 ? 1 : 2));
    Lines &found = lines[number];
    found.begin = word(table + 2 * (kMostVerbs - number));
    found.verb.words.push_back(each.text);
    found.verb.isMeta = found.verb.isMeta || (isInform && flags & kInformMeta);
    if (found.begin < table || found.begin >= memory.size())
      return false;
  }
  return !lines.empty();
}

template <typename SizeOf>
bool Grammar::areLines(const SizeOf &sizeOf) const {
  std::set<uint32_t> begins;
  for (const auto &[number, each] : lines)
    begins.insert(each.begin);
  if (begins.empty())
    return false;
  // The last one's end is not known.
  for (auto next = begins.begin(), begin = next++; next != begins.end(); begin = next++) {
    uint32_t at = *begin + 1;
    for (uint32_t i = 0; i < byte(*begin) && at <= *next; ++i)
      at += sizeOf(at);
    // Verbs that no word has lie between.
    if (at > *next)
      return false;
  }
  return true;
}

void Grammar::readDictionary() {
  uint32_t at = word(0x08);
  at += byte(at) + 1;
  const uint32_t length = byte(at), count = word(at + 1), textBytes = byte(0) <= 3 ? 4 : 6;
  at += 3;
  if (length < textBytes + 1 || at + length * count > memory.size())
    return;
  for (uint32_t i = 0; i < count; ++i, at += length) {
    byAddress[at] = words.size();
    words.push_back({world.textAt(at, textBytes / 2), at, at + textBytes});
  }
}

std::vector<std::string> Grammar::dictionary() const {
  std::vector<std::string> all;
  for (const Word &each : words)
    all.push_back(each.text);
  return all;
}

uint32_t Grammar::addressOf(const std::string &text) const {
  const std::string cut = text.substr(0, letters());
  const auto found = std::find_if(words.begin(), words.end(), [&](const Word &each) { return each.text == cut; });
  return found == words.end() ? 0 : found->address;
}

std::pair<uint32_t, uint32_t> Grammar::namesOf(const WorldObject &object) const {
  const uint32_t nounFlag = isInform ? kInformNoun : kInfocomNoun;
  for (const auto &[address, bytes] : object.propertyData) {
    if (bytes < 2 || bytes % 2 != 0)
      continue;
    // A list of words that are nouns.
    bool areNouns = true;
    for (uint32_t i = 0; i < bytes && areNouns; i += 2) {
      const auto found = byAddress.find(word(address + i));
      areNouns = found != byAddress.end() && byte(words[found->second].data) & nounFlag;
    }
    if (areNouns)
      return {address, bytes};
  }
  return {};
}

std::vector<std::string> Grammar::nounsOf(const WorldObject &object) const {
  std::vector<std::string> nouns;
  const auto [address, bytes] = namesOf(object);
  for (uint32_t at = address; at < address + bytes; at += 2)
    nouns.push_back(words[byAddress.at(word(at))].text);
  return nouns;
}

MemoryChange Grammar::withoutName(const WorldObject &object, const std::string &name) const {
  MemoryChange change;
  const auto [address, bytes] = namesOf(object);
  for (uint32_t at = address; at < address + bytes; at += 2)
    if (words[byAddress.at(word(at))].text == name)
      change.insert(change.end(), {{at, uint8_t{0}}, {at + 1, uint8_t{0}}});
  return change;
}

bool Grammar::isPreposition(const std::string &text) const {
  const uint32_t address = addressOf(text);
  const auto found = byAddress.find(address);
  const uint32_t flag = isInform ? kInformPreposition : kInfocomPreposition;
  return found != byAddress.end() && byte(words[found->second].data) & flag;
}

bool Grammar::readInfocomLine(uint32_t line, bool isPacked, Sentence &sentence) const {
  const uint32_t mask = isPacked ? 63 : 255; // of a preposition's number, that a line has
  const auto preposition = [&](uint32_t value) {
    const auto found = std::find_if(prepositions.begin(), prepositions.end(),
                                    [&](const auto &each) { return (each.first & mask) == (value & mask); });
    return (value & mask) != 0 && found != prepositions.end() ? found->second : std::string();
  };
  if (!isPacked) {
    sentence = {byte(line), preposition(byte(line + 1)), preposition(byte(line + 2)), byte(line + 7), {}};
  } else {
    // Number of objects and first preposition are one byte; where there is an object, two bytes say what it may be.
    sentence = {byte(line) >> 6, preposition(byte(line)), {}, byte(line + 1), {}};
    if (sentence.objects == 2)
      sentence.second = preposition(byte(line + 4));
  }
  return sentence.objects <= 2;
}

void Grammar::readInfocom() {
  std::map<uint32_t, std::vector<std::string>> same; // prepositions, by their number
  for (const Word &each : words) {
    const uint32_t flags = byte(each.data);
    if (!(flags & kInfocomPreposition))
      continue;
    same[byte(each.data + ((flags & 3) == 0 ? 1 : 2))].push_back(each.text);
  }
  for (const auto &[number, each] : same)
    prepositions[number] = usualPreposition(each, letters());
  if (!findLines(kInfocomVerb))
    return lines.clear();
  const auto packedSize = [&](uint32_t at) { return kPackedSizes[byte(at) >> 6]; };
  const auto fixedSize = [](uint32_t) { return kLineBytes; };
  // Lines of eight bytes have a small number in front.
  const bool isPacked = !areLines(fixedSize);
  if (isPacked && !areLines(packedSize))
    return lines.clear();
  for (auto &[number, each] : lines) {
    uint32_t at = each.begin + 1;
    for (uint32_t i = 0; i < byte(each.begin) && at + kLineBytes <= memory.size(); ++i) {
      Sentence sentence;
      if (readInfocomLine(at, isPacked, sentence))
        each.verb.sentences.push_back(std::move(sentence));
      else
        each.verb.hasOthers = true;
      at += isPacked ? packedSize(at) : fixedSize(at);
    }
    all.push_back(std::move(each.verb));
  }
}

bool Grammar::isCreature(const WorldObject &object) const {
  const auto has = [](const WorldObject &each, uint32_t attribute) {
    return std::find(each.attributes.begin(), each.attributes.end(), attribute) != each.attributes.end();
  };
  // Where the player is none, attributes have other numbers here: anything may be one.
  const WorldObject *player = world.player();
  return !player || !has(*player, kAnimate) || has(object, kAnimate) || has(object, kTalkable);
}

/// Inform's elementary tokens: noun, held, multi, multiheld, multiexcept, multiinside, creature.
ObjectKind Grammar::kindOfToken(uint32_t token) {
  switch (token) {
  case 0:
    return {ObjectKind::Noun};
  case 2:
    return {ObjectKind::Several};
  case 1:
  case 3:
  case 4: // all but the second object, of what is held
    return {ObjectKind::Held};
  case 5:
    return {ObjectKind::InSecond};
  case 6:
    return {ObjectKind::Creature};
  default:
    return {};
  }
}

/// A line of grammar version 2; `at` moves behind it.
bool Grammar::readInformLine(uint32_t &at, Sentence &sentence) const {
  sentence.action = word(at) & 0x3ff;
  sentence.isReversed = word(at) & 0x400;
  bool isUsable = true;
  for (at += 2; at < memory.size() && byte(at) != 15; at += 3) {
    const uint32_t kind = byte(at) & 15, data = word(at + 1);
    const bool isAlternative = byte(at) & 0x10; // of the preposition before: one of them will do
    if (kind == 2) {
      const auto found = byAddress.find(data);
      std::string &place = sentence.objects == 0 ? sentence.first : sentence.second;
      if (found == byAddress.end() || (!place.empty() && !isAlternative))
        isUsable = false;
      else if (!isAlternative)
        place = words[found->second].text;
    } else if ((kind == 1 && data <= 6) || kind == 3 || kind == 4 || kind == 5) {
      if (sentence.objects < 2)
        sentence.kinds[sentence.objects] = kind == 1   ? kindOfToken(data)
                                           : kind == 4 ? ObjectKind{ObjectKind::WithAttribute, data}
                                           : kind == 5 ? ObjectKind{ObjectKind::OwnScope}
                                                       : ObjectKind();
      ++sentence.objects;
    } else {
      isUsable = false; // numbers, topics, words of the story's own
    }
  }
  ++at;
  return isUsable && sentence.objects <= 2;
}

/// A line of grammar version 1: how many of its six tokens are no prepositions, the tokens, the action.
bool Grammar::readOldInformLine(uint32_t line, Sentence &sentence) const {
  sentence.action = byte(line + 7);
  const uint32_t wanted = byte(line);
  uint32_t parameters = 0;
  for (uint32_t i = 1; i <= 6; ++i) {
    const uint32_t token = byte(line + i);
    if (token == 0 && parameters == wanted)
      break; // 0 is a noun too, but there are no more
    if (token >= kFirstAdjective) {
      const auto found = prepositions.find(token);
      std::string &place = sentence.objects == 0 ? sentence.first : sentence.second;
      if (found == prepositions.end() || !place.empty())
        return false;
      place = found->second;
      continue;
    }
    ++parameters;
    const bool isObject = token <= 6 || (token >= 16 && token < 48) || (token >= 80 && token < kFirstAdjective);
    if (!isObject)
      return false; // numbers, topics, words of the story's own
    if (sentence.objects < 2)
      sentence.kinds[sentence.objects].kind = token == 0                   ? ObjectKind::Noun
                                              : token >= 80 && token < 128 ? ObjectKind::OwnScope
                                                                           : ObjectKind::Any;
    ++sentence.objects;
  }
  return sentence.objects <= 2;
}

void Grammar::readInform() {
  for (const Word &each : words)
    if (byte(each.data) & kInformPreposition)
      prepositions.try_emplace(byte(each.data + 2), each.text);
  if (!findLines(kInformVerb))
    return lines.clear();
  const auto sizeNow = [&](uint32_t at) {
    const uint32_t begin = at;
    Sentence sentence;
    readInformLine(at, sentence);
    return at - begin;
  };
  const bool isOld = !areLines(sizeNow);
  if (isOld && !areLines([](uint32_t) { return kLineBytes; }))
    return lines.clear();
  for (auto &[number, each] : lines) {
    uint32_t at = each.begin + 1;
    for (uint32_t i = 0; i < byte(each.begin) && at < memory.size(); ++i) {
      Sentence sentence;
      if (isOld ? readOldInformLine(at, sentence) : readInformLine(at, sentence))
        each.verb.sentences.push_back(std::move(sentence));
      else
        each.verb.hasOthers = true;
      at += isOld ? kLineBytes : 0;
    }
    all.push_back(std::move(each.verb));
  }
}

} // namespace tt::zork
