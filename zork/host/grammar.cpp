// Grammar tables: Infocom's with lines of eight bytes, Inform's of grammar version 2 (Inform Technical Manual 8.6).
#include "host/grammar.h"

#include <algorithm>

namespace tt::zork {
namespace {

constexpr uint32_t kInfocomVerb = 0x40, kInfocomNoun = 0x80, kInfocomPreposition = 0x08;
constexpr uint32_t kInformVerb = 0x01, kInformNoun = 0x80;
constexpr uint32_t kMostVerbs = 255;

} // namespace

Grammar::Grammar(std::span<const uint8_t> memory, const World &world) : memory(memory), world(world) {
  // Inform writes its version where Infocom's files have zeros.
  isInform = byte(0x3c) >= '5' && byte(0x3c) <= '9';
  readDictionary();
  if (isInform)
    readInform();
  else if (byte(0) <= 3)
    readInfocom();
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

bool Grammar::knows(const std::string &text) const {
  const std::string cut = text.substr(0, byte(0) <= 3 ? 6 : 9);
  return std::any_of(words.begin(), words.end(), [&](const Word &each) { return each.text == cut; });
}

std::string Grammar::nounOf(const WorldObject &object) const {
  const uint32_t nounFlag = isInform ? kInformNoun : kInfocomNoun;
  for (const auto &[address, bytes] : object.propertyData) {
    if (bytes < 2 || bytes % 2 != 0)
      continue;
    // A list of words that are nouns: the object's names.
    bool areNouns = true;
    for (uint32_t i = 0; i < bytes && areNouns; i += 2) {
      const auto found = byAddress.find(word(address + i));
      areNouns = found != byAddress.end() && byte(words[found->second].data) & nounFlag;
    }
    if (areNouns)
      return words[byAddress.at(word(address))].text;
  }
  return {};
}

void Grammar::readInfocom() {
  // Which of the two data bytes is whose, the flags' two low bits say: 1, the verb's comes first.
  std::map<uint32_t, std::string> prepositions;
  std::map<uint32_t, GrammarVerb> verbs;
  for (const Word &each : words) {
    const uint32_t flags = byte(each.data), first = byte(each.data + 1), second = byte(each.data + 2);
    if (flags & kInfocomPreposition) {
      std::string &longest = prepositions[(flags & 3) == 0 ? first : second];
      if (each.text.size() > longest.size())
        longest = each.text;
    }
    if (flags & kInfocomVerb)
      verbs[(flags & 3) == 1 ? first : second].words.push_back(each.text);
  }
  const uint32_t table = word(0x0e);
  for (auto &[number, verb] : verbs) {
    const uint32_t at = word(table + 2 * (kMostVerbs - number));
    for (uint32_t i = 0; i < byte(at) && at + 9 + 8 * i < memory.size(); ++i) {
      const uint32_t line = at + 1 + 8 * i;
      Sentence sentence;
      sentence.objects = byte(line);
      const auto preposition = [&](uint32_t value) {
        const auto found = prepositions.find(value);
        return value != 0 && found != prepositions.end() ? found->second : std::string();
      };
      sentence.first = preposition(byte(line + 1));
      sentence.second = preposition(byte(line + 2));
      sentence.action = byte(line + 7);
      if (sentence.objects <= 2)
        verb.sentences.push_back(std::move(sentence));
    }
    all.push_back(std::move(verb));
  }
}

void Grammar::readInform() {
  std::map<uint32_t, GrammarVerb> verbs;
  for (const Word &each : words)
    if (byte(each.data) & kInformVerb)
      verbs[byte(each.data + 1)].words.push_back(each.text);
  const uint32_t table = word(0x0e);
  for (auto &[number, verb] : verbs) {
    uint32_t at = word(table + 2 * (kMostVerbs - number));
    const uint32_t lines = byte(at++);
    for (uint32_t i = 0; i < lines && at < memory.size(); ++i) {
      Sentence sentence;
      sentence.action = word(at) & 0x3ff;
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
        } else if (kind == 1 && data <= 6) {
          ++sentence.objects;
        } else if (kind == 3 || kind == 4 || kind == 5) {
          ++sentence.objects;
        } else {
          isUsable = false; // numbers, topics, words of the story's own
        }
      }
      ++at;
      if (isUsable && sentence.objects <= 2)
        verb.sentences.push_back(std::move(sentence));
    }
    all.push_back(std::move(verb));
  }
}

} // namespace tt::zork
