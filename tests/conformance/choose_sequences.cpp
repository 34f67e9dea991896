// choose_sequences: runs programs and names the sequences of instructions that are worth a handler of their own: the
// contents of device/lib/core/sequences.txt.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "core/decode.h"
#include "core/listing.h"
#include "guest.h"
#include "tt/device/error.h"

using namespace tt::device;
using namespace tt::device::conformance;

namespace {

/// Instructions that were executed one after the other, and how often; the weights of a program's instructions are 1
/// together.
struct Run {
  std::vector<Part> parts;
  std::vector<bool> canFollow, overwritten; // by the one before, in the same handler
  double weight = 0;
};

const char *name(Kind kind) {
  constexpr const char *names[] = {
#define ALU_IMMEDIATE(kind) #kind,
#define ALU_REGISTER(kind) #kind,
#define LOAD(kind, type) #kind,
#define STORE(kind, type) #kind,
#define BRANCH(kind) #kind,
#define JUMP(kind) #kind,
#define OTHER(kind) #kind,
#include "core/instructions.def"
  };
  return names[static_cast<unsigned>(kind)];
}

/// Runs a program, an instruction at a time, and adds its runs.
void profile(const std::string &path, uint64_t limit, std::vector<Run> &runs) {
  std::ifstream file(path, std::ios::binary);
  const std::string elf((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Guest guest(std::as_bytes(std::span(elf)), {});
  const uint32_t begin = guest.codeAddress(), size = static_cast<uint32_t>(guest.code().size()) & ~3U;
  std::vector<uint32_t> words(size / 4);
  std::memcpy(words.data(), guest.code().data(), size);
  const Listing listing(begin, words);

  std::map<std::pair<uint32_t, uint32_t>, uint64_t> counts; // of runs by their begin and length
  uint32_t runBegin = guest.core().state().pc, expected = runBegin;
  uint64_t executed = 0;
  for (uint32_t address = begin; address < begin + size; address += 4)
    if (listing[(address - begin) / 4].kind != Kind::Illegal)
      guest.core().addBreakpoint(address);
  while (executed < limit) {
    const Stop stop = guest.core().run(INT64_MAX);
    if (stop != Stop::Breakpoint)
      break; // a system call ends it, too: what is before it counts
    const uint32_t pc = guest.core().state().pc;
    constexpr uint32_t longest = 64 * 4;
    if (pc != expected || pc - runBegin >= longest) {
      ++counts[{runBegin, expected - runBegin}];
      runBegin = pc;
    }
    expected = pc + 4;
    ++executed;
  }
  for (const auto &[place, count] : counts) {
    Run run;
    for (uint32_t at = place.first; at < place.first + place.second; at += 4) {
      const size_t index = (at - begin) / 4;
      run.parts.push_back(listing.part(index));
      run.canFollow.push_back(at > place.first && listing.canFollow(index));
      run.overwritten.push_back(at > place.first && listing.isOverwritten(index - 1, run.parts.back()));
    }
    run.weight = static_cast<double>(count) / static_cast<double>(executed);
    runs.push_back(std::move(run));
  }
  std::cerr << fmt::format("{}: {} instructions, {} runs\n", path, executed, counts.size());
}

using Key = std::vector<Part>;
struct Less {
  bool operator()(const Key &a, const Key &b) const { return keyOf(a) < keyOf(b); }
};

/// Whether there is a handler anyway: of a single instruction that only reads registers, or of most pairs.
bool isCommon(const Key &key) {
  if (key.size() > 2)
    return false;
  for (const Part &part : key)
    if (part.first > 1 || part.second > 1 || (part.first == 1 && part.second == 1))
      return false;
  if (key.size() == 1)
    return key[0].first == 0 && key[0].second == 0;
  const auto form = [](const Part &part, bool only) {
    return part.first == 1 ? only ? Form::FirstOnly : Form::First : part.second == 1 ? Form::Second : Form::Apart;
  };
  return hasPair(form(key[0], false), key[0].kind, form(key[1], key[0].overwritten), key[1].kind);
}

/// The instructions of a run from `begin` on, as a handler executes them.
Key keyAt(const Run &run, size_t begin, size_t length) {
  Key key(run.parts.begin() + static_cast<ptrdiff_t>(begin),
          run.parts.begin() + static_cast<ptrdiff_t>(begin + length));
  for (size_t i = 1; i < length; ++i)
    key[i - 1].overwritten = run.overwritten[begin + i];
  return key;
}

/// Calls `use(sequence, weight)` for each that chooseHandlers() would choose if all of `known` were there, and returns
/// the weight of all handlers that are run.
template <typename Use>
double choose(const std::vector<Run> &runs, const std::set<Key, Less> &known, Use use) {
  double all = 0;
  for (const Run &run : runs) {
    const size_t count = run.parts.size();
    std::vector<unsigned> needed(count + 1), length(count, 1);
    for (size_t i = count; i-- > 0;) {
      needed[i] = 1 + needed[i + 1];
      for (size_t n = 2; n <= kLongestSequence && i + n <= count && run.canFollow[i + n - 1]; ++n)
        if (1 + needed[i + n] <= needed[i] && (n == 2 || known.contains(keyAt(run, i, n)))) {
          needed[i] = 1 + needed[i + n];
          length[i] = static_cast<unsigned>(n);
        }
    }
    for (size_t i = 0; i < count; i += length[i]) {
      all += run.weight;
      const Key key = keyAt(run, i, length[i]);
      // Pairs and singles come without, too, but then read more from registers.
      if (!isCommon(key) && known.contains(key))
        use(key, run.weight * (length[i] > 2 ? length[i] - 2 : 0.5));
    }
  }
  return all;
}

} // namespace

int main(int argc, char **argv) {
  CLI::App app("Names the sequences of up to six instructions that occur most in runs of programs (static ELF files "
               "for RV32IM), each program counting alike.");
  std::vector<std::string> paths;
  uint64_t limit = 2'000'000;
  size_t count = 1000;
  app.add_option("ELF", paths, "the programs")->required()->check(CLI::ExistingFile);
  app.add_option("--limit", limit, "instructions of each that are looked at");
  app.add_option("--count", count, "sequences to name");
  CLI11_PARSE(app, argc, argv);
  try {
    std::vector<Run> runs;
    for (const std::string &path : paths)
      profile(path, limit, runs);
    std::set<Key, Less> known;
    for (const Run &run : runs)
      for (size_t i = 0; i < run.parts.size(); ++i)
        for (size_t n = 1; n <= kLongestSequence && i + n <= run.parts.size() && (n == 1 || run.canFollow[i + n - 1]);
             ++n)
          known.insert(keyAt(run, i, n));
    // What is used least goes, and its places are given to others, until few enough are left.
    for (;;) {
      std::map<Key, double, Less> uses;
      const double handlers = choose(runs, known, [&](const Key &key, double weight) { uses[key] += weight; });
      std::cerr << fmt::format("{} sequences: {:.3f} instructions a handler\n", uses.size(),
                               static_cast<double>(paths.size()) / handlers);
      std::vector<std::pair<double, Key>> sorted;
      for (const auto &[key, weight] : uses)
        sorted.emplace_back(weight, key);
      std::ranges::sort(sorted, [](const auto &a, const auto &b) { return a.first > b.first; });
      const bool isDone = sorted.size() <= count;
      sorted.resize(std::max(std::min(count, sorted.size()), sorted.size() * 3 / 4));
      known.clear();
      for (const auto &[weight, key] : sorted)
        known.insert(key);
      if (isDone)
        break;
    }
    std::cout
        << "# Sequences of instructions that have handlers of their own, as choose_sequences named them. For each\n"
           "# instruction its kind and, as in Part (parts.h), first, second and overwritten.\n";
    for (const Key &key : known) {
      std::string line;
      for (const Part &part : key)
        line += fmt::format("{}{} {} {} {:d}", line.empty() ? "" : " ", name(part.kind), part.first, part.second,
                            part.overwritten);
      std::cout << line << '\n';
    }
  } catch (const Error &error) {
    std::cerr << "choose_sequences: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
