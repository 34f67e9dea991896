// Elementwise operations on floats and what each computes, in long double: the cases of elementwise_test.cpp.
#pragma once

#include <vector>

#include "harness.h"

namespace tt::device::test {

struct UnaryCase {
  Service service;
  std::vector<uint32_t> parameters; // arguments after the register
  long double (*expected)(long double x);
  uint32_t ulps = 0;
};
std::vector<UnaryCase> unaryCases();

struct BinaryCase {
  Service service;
  long double (*expected)(long double x, long double y);
  uint32_t ulps = 0;
};
/// Arguments: two registers and that of the result.
std::vector<BinaryCase> binaryCases();

} // namespace tt::device::test
