// The way from a plan to a function that can be called.
#include "unit_runner.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>

#include "native/compiler_library.h"
#include "tt/jit/image.h"

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

Unit compileUnit(uint32_t begin, std::span<const uint32_t> words, const Plan &plan, bool misalignedAccess,
                 Quality quality) {
  jit::Image image = jit::linkImage(compiler().compile({begin, words, misalignedAccess}, plan, quality));
  Unit unit;
  unit.plan = plan;
  unit.code = jit::ExecutableMemory::load(image.bytes);
  unit.entry = reinterpret_cast<NativeEntry>(reinterpret_cast<uintptr_t>(unit.code->at(image.symbols.at(0).offset)));
  return unit;
}

OracleStop runWithUnit(CoreState &state, const Unit &unit, const OracleOptions &options, uint64_t &nativeLeaves) {
  while (true) {
    if (std::ranges::binary_search(unit.plan.entries, state.pc)) {
      Leave leave = unit.entry(&state);
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
