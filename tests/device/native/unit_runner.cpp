// What takes the place of a core in tests of translated code.
#include "unit_runner.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

#include "native/compiler_library.h"

namespace tt::device::native::test {

CoreCompiler &compiler() {
  static std::unique_ptr<CoreCompiler> made = [] {
    std::string reason;
    std::unique_ptr<CoreCompiler> compiler = makeCoreCompiler(reason);
    if (compiler == nullptr)
      throw std::runtime_error(reason);
    return compiler;
  }();
  return *made;
}

OracleStop runNative(CoreState &state, const TestRegion &region, uint64_t &nativeLeaves) {
  OracleOptions options = {region.misalignedAccess(), region.begin(), region.words()};
  while (true) {
    if (NativeEntry entry = region.entryAt(state.pc)) {
      Leave leave = entry(&state);
      ++nativeLeaves;
      if (leave == Leave::Budget)
        return OracleStop::Budget;
      if (leave == Leave::GoOn)
        continue;
    }
    if (OracleStop stop = stepOracle(state, options); stop != OracleStop::None)
      return stop;
  }
}

void Machine::put(uint32_t address, std::span<const uint32_t> words) {
  std::memcpy(memory.data() + address, words.data(), words.size_bytes());
}

std::string difference(const Machine &expected, const Machine &found) {
  std::string text;
  auto compare = [&](const std::string &name, auto want, auto have) {
    if (want != have)
      text += name + " is " + std::to_string(have) + ", expected " + std::to_string(want) + "\n";
  };
  for (unsigned i = 0; i < 32; ++i)
    compare("x" + std::to_string(i), expected.state.x[i], found.state.x[i]);
  compare("pc", expected.state.pc, found.state.pc);
  compare("budget", expected.state.budget, found.state.budget);
  auto [want, have] = std::ranges::mismatch(expected.memory, found.memory);
  if (want != expected.memory.end())
    text += "memory differs at " + std::to_string(want - expected.memory.begin()) + "\n";
  return text;
}

} // namespace tt::device::native::test
