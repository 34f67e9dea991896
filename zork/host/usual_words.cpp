// English verbs and prepositions of text adventures.
#include "host/usual_words.h"

#include <algorithm>
#include <iterator>

namespace tt::zork {
namespace {

/// The most usual first.
constexpr std::string_view kVerbs[] = {
    "take",   "put",    "drop",      "enter",     "exit",    "turn",    "switch", "open",       "close",      "go",
    "climb",  "unlock", "lock",      "read",      "examine", "push",    "pull",   "give",       "show",       "throw",
    "attack", "eat",    "drink",     "wear",      "remove",  "light",   "tie",    "untie",      "move",       "raise",
    "lower",  "search", "look",      "board",     "insert",  "pour",    "fill",   "empty",      "dig",        "cut",
    "break",  "burn",   "wave",      "rub",       "touch",   "ring",    "jump",   "sit",        "stand",      "lie",
    "sleep",  "wake",   "wind",      "inflate",   "deflate", "plug",    "launch", "disembark",  "extinguish", "shake",
    "knock",  "kick",   "kiss",      "squeeze",   "buy",     "set",     "blow",   "swing",      "sing",       "think",
    "pray",   "say",    "tell",      "ask",       "answer",  "swim",    "listen", "smell",      "taste",      "kill",
    "swear",  "curse",  "find",      "follow",    "hide",    "leave",   "get",    "lean",       "wash",       "polish",
    "fold",   "adjust", "activate",  "attach",    "detach",  "connect", "repair", "disconnect", "rotate",     "screw",
    "press",  "slide",  "transfer",  "purchase",  "consult", "compare", "count",  "cross",      "descend",    "ascend",
    "feed",   "lift",   "lubricate", "negotiate", "oil",     "pick",    "pump",   "yell",       "walk"};
constexpr std::string_view kPrepositions[] = {"with",  "in",      "on",   "to",      "at",     "from",  "under", "over",
                                              "off",   "behind",  "up",   "down",    "out",    "about", "for",   "of",
                                              "using", "through", "into", "against", "around", "across"};

template <size_t Count>
std::string usual(const std::string_view (&list)[Count], std::span<const std::string> words, size_t letters) {
  for (const std::string_view each : list)
    if (std::find(words.begin(), words.end(), each.substr(0, letters)) != words.end())
      return std::string(each);
  return *std::max_element(words.begin(), words.end(),
                           [](const auto &a, const auto &b) { return a.size() < b.size(); });
}

} // namespace

std::string usualVerb(std::span<const std::string> words, size_t letters) { return usual(kVerbs, words, letters); }

size_t rankOfVerb(std::string_view verb) {
  return static_cast<size_t>(std::find(std::begin(kVerbs), std::end(kVerbs), verb) - std::begin(kVerbs));
}

std::string usualPreposition(std::span<const std::string> words, size_t letters) {
  return usual(kPrepositions, words, letters);
}

} // namespace tt::zork
