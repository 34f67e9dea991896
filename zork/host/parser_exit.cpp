// Finds out where a parser returns and what it leaves, by letting it return to a `quit`.
#include "host/parser_exit.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace tt::zork {
namespace {

constexpr uint8_t kQuit = 0xba;
constexpr uint32_t kLongestCall = 20; // bytes: opcode, types, eight operands, result

State stateOf(const Image &image) {
  State state;
  std::memcpy(&state, image.data(), sizeof(state));
  return state;
}

/// Calls back with each routine's frame and its place in the image, from the innermost; false ends it.
template <typename Function>
void eachFrame(const Image &image, const Function &function) {
  const State state = stateOf(image);
  uint32_t at = state.frame;
  while (at != kNoFrame && at + sizeof(Frame) <= state.stackBytes) {
    Frame frame;
    std::memcpy(&frame, image.data() + sizeof(State) + at, sizeof(frame));
    const uint32_t caller = frame.callerFrame == kNoCallerFrame ? kNoFrame : 4U * frame.callerFrame;
    if (!function(frame, sizeof(State) + at, caller) || (caller != kNoFrame && caller >= at))
      return;
    at = caller;
  }
}

} // namespace

std::vector<uint32_t> ParserExit::returnsOf(const Image &image) {
  std::vector<uint32_t> found;
  eachFrame(image, [&](const Frame &frame, size_t, uint32_t) {
    found.push_back(frame.returnPc);
    return true;
  });
  return found;
}

size_t ParserExit::placeIn(const Image &image, uint32_t address) const {
  return sizeof(State) + stateOf(image).stackBytes + placeOf(layout, address) - layout.memory.offset;
}

uint32_t ParserExit::wordIn(const Image &image, uint32_t address) const {
  return static_cast<uint32_t>(image[placeIn(image, address)]) << 8 | image[placeIn(image, address + 1)];
}

bool ParserExit::isResult(const Image &image, uint32_t address, const Parse &sentence) const {
  if (wordIn(image, address) != sentence.action || wordIn(image, address + 2) != sentence.objects.size())
    return false;
  for (uint32_t i = 0; i < sentence.objects.size(); ++i)
    if (wordIn(image, address + 4 + 2 * i) != sentence.objects[i])
      return false;
  return true;
}

/// The game as it is behind the parser; none where the parser does not return.
std::optional<Image> ParserExit::stopBehind(const Image &image, const std::string &line, const Play &play,
                                            bool *isAsked) const {
  Image trapped = image;
  uint32_t caller = 0;
  size_t left = depth;
  eachFrame(image, [&](Frame frame, size_t place, uint32_t callerFrame) {
    if (left-- != 0)
      return true;
    frame.returnPc = trap;
    std::memcpy(trapped.data() + place, &frame, sizeof(frame));
    caller = callerFrame;
    return false;
  });
  Stop stop = play(trapped, &line, kMostInstructions);
  State state = stateOf(stop.image);
  if (isAsked) // a question of the parser's is asked from farther inside
    *isAsked = stop.status == Status::WantsLine && returnsOf(stop.image).size() > returns.size();
  if (stop.status != Status::Quit || state.pc != trap || state.frame != caller)
    return std::nullopt;
  state.pc = returns[depth];
  std::memcpy(stop.image.data(), &state, sizeof(state));
  return std::move(stop.image);
}

ParserExit::Behind ParserExit::parse(const Image &image, const Parse &sentence, const Play &play) const {
  Behind behind;
  bool isAsked = false;
  std::optional<Image> stopped = stopBehind(image, sentence.line, play, &isAsked);
  if (!stopped) {
    behind.result = isAsked ? Result::Asked : Result::Refused;
    return behind;
  }
  behind.image = std::move(*stopped);
  const bool isExpected = std::all_of(results.begin(), results.end(),
                                      [&](uint32_t address) { return isResult(behind.image, address, sentence); });
  behind.result = isExpected ? Result::Expected : Result::Other;
  for (uint32_t at = layout.globals; at + 2 <= layout.globals + layout.globalBytes; at += 2)
    if (sentence.verb != 0 && wordIn(behind.image, at) == sentence.verb)
      behind.verbs.push_back(at);
  return behind;
}

void ParserExit::setWord(Image &image, uint32_t address, uint32_t word) const {
  image[placeIn(image, address)] = static_cast<uint8_t>(word >> 8);
  image[placeIn(image, address + 1)] = static_cast<uint8_t>(word);
}

Image ParserExit::with(const Image &image, const MemoryChange &change) const {
  Image changed = image;
  for (const auto &[address, byte] : change)
    if (address < layout.dynamicBytes)
      changed[placeIn(changed, address)] = byte;
  return changed;
}

Image ParserExit::changed(const Behind &behind, const Parse &sentence) const {
  Image image = behind.image;
  for (const uint32_t address : results) {
    setWord(image, address, sentence.action);
    setWord(image, address + 2, static_cast<uint32_t>(sentence.objects.size()));
    for (uint32_t i = 0; i < 2; ++i)
      setWord(image, address + 4 + 2 * i, i < sentence.objects.size() ? sentence.objects[i] : 0);
  }
  if (sentence.verb != 0)
    for (const uint32_t address : behind.verbs)
      setWord(image, address, sentence.verb);
  return image;
}

/// The arrays that have each sentence's results when the routine at `depth` returns; false: there are none.
bool ParserExit::findResults(const Image &image, std::span<const Parse> probes, const Play &play) {
  std::vector<const Parse *> taken;
  for (const Parse &probe : probes) {
    const std::optional<Image> stopped = stopBehind(image, probe.line, play, nullptr);
    if (!stopped)
      continue;
    std::vector<uint32_t> found;
    const auto look = [&](uint32_t address) {
      if (isResult(*stopped, address, probe))
        found.push_back(address);
    };
    if (taken.empty())
      for (uint32_t address = 64; address + 8 <= layout.dynamicBytes; ++address)
        look(address);
    else
      std::for_each(results.begin(), results.end(), look);
    results = std::move(found);
    taken.push_back(&probe);
    if (results.empty())
      return false;
  }
  // What two different actions leave is no accident.
  return std::any_of(taken.begin(), taken.end(),
                     [&](const Parse *each) { return each->action != taken.front()->action; });
}

/// Whether games that go on with results that were put in print what the whole sentences print.
bool ParserExit::isTrue(const Image &image, std::span<const Parse> probes, const Play &play) {
  std::optional<Behind> first;
  size_t compared = 0;
  for (const Parse &probe : probes) {
    Behind behind = parse(image, probe, play);
    if (behind.result != Result::Expected)
      continue;
    if (!first) {
      first = std::move(behind);
      continue;
    }
    const Stop there = play(changed(*first, probe), nullptr, kMostInstructions),
               here = play(image, &probe.line, kMostInstructions);
    // What is shown of the input comes first in the whole one.
    const auto text = [](const Stop &stop) {
      std::vector<uint8_t> bytes = stop.output;
      std::erase(bytes, static_cast<uint8_t>(kOutputPadding));
      return bytes;
    };
    const std::vector<uint8_t> end = text(there), all = text(here);
    if (there.status != here.status || end.size() > all.size() || !std::equal(end.rbegin(), end.rend(), all.rbegin()))
      return false;
    ++compared;
  }
  return compared > 0 && findCall(first->image, play);
}

/// The call of the parser at a turn's end is the last of the routines below the prompt that is entered: how many
/// instructions lie before it is found by halving.
bool ParserExit::findCall(const Image &behind, const Play &play) {
  const Stop whole = play(behind, nullptr, kMostInstructions);
  if (whole.status != Status::WantsLine || returnsOf(whole.image) != returns)
    return false;
  const std::vector<uint32_t> called(returns.begin() + static_cast<std::ptrdiff_t>(depth), returns.end());
  const auto isCalled = [&](const Image &image) {
    const std::vector<uint32_t> now = returnsOf(image);
    return now.size() >= called.size() && std::equal(called.rbegin(), called.rend(), now.rbegin());
  };
  uint32_t before = 0, after = whole.executed;
  while (after - before > 1) {
    const uint32_t middle = before + (after - before) / 2;
    (isCalled(play(behind, nullptr, middle).image) ? after : before) = middle;
  }
  const Image image = before == 0 ? behind : play(behind, nullptr, before).image;
  callAddress = stateOf(image).pc;
  // The one before has just such an end: what follows the call is where the parser returns to.
  return callAddress < returns[depth] && returns[depth] - callAddress <= kLongestCall;
}

std::optional<ParserExit> ParserExit::find(const Story &story, const Layout &layout, const Image &image,
                                           std::span<const Parse> probes, const Play &play) {
  const std::span<const uint8_t> bytes = story.bytes();
  const auto quit = std::find(bytes.rbegin(), bytes.rend(), kQuit);
  ParserExit exit(layout, static_cast<uint32_t>(bytes.rend() - quit - 1), returnsOf(image));
  if (quit == bytes.rend() || exit.trap < layout.dynamicBytes)
    return std::nullopt;
  for (; exit.depth < exit.returns.size(); ++exit.depth)
    if (exit.findResults(image, probes, play) && exit.isTrue(image, probes, play))
      return exit;
  return std::nullopt;
}

} // namespace tt::zork
