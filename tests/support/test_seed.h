// The seed of a program's random tests: another one in each run, printed at once, so that a crash does not hide it.
#pragma once

#include <cstdlib>
#include <iostream>
#include <random>

namespace tt::test {

/// A number that is the same in the whole process; TENON_TEST_SEED repeats a run.
inline unsigned testSeed() {
  static const unsigned seed = [] {
    const char *given = std::getenv("TENON_TEST_SEED");
    unsigned value = given ? static_cast<unsigned>(std::strtoul(given, nullptr, 0)) : std::random_device()();
    std::cout << "TENON_TEST_SEED=" << value << std::endl;
    return value;
  }();
  return seed;
}

} // namespace tt::test
