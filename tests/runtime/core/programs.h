// Programs and tensors that several tests use.
#pragma once

#include <vector>

#include "binary_writer.h"
#include "tt/runtime/runtime.h"

/// For tests that watch with hooks, which a runtime may be built without.
#ifdef TT_RUNTIME_DEBUG
#define TENON_NEEDS_HOOKS() static_cast<void>(0)
#else
#define TENON_NEEDS_HOOKS() GTEST_SKIP() << "this runtime was built without hooks"
#endif

namespace tt::runtime::test {

Tensor tensor(std::vector<int64_t> shape, const std::vector<float> &values);
Tensor intTensor(std::vector<int64_t> shape, const std::vector<int32_t> &values);
/// 0, 1, 2, ... times `scale`.
Tensor ramp(std::vector<int64_t> shape, float scale = 1);
std::vector<float> valuesOf(const Tensor &tensor);
Binary load(const std::vector<Program> &programs);
/// A device with one thread.
Device openDevice();

/// out = relu(x + y) * x, for x and y of 2x3.
Program smallProgram();
/// Program 0: out = x @ load_cached(double, w), program 1 (private): w + w. x is 2x3, w a parameter of 3x2.
std::vector<Program> constEvalPrograms();
/// Matrix products, constants, a cache, aliases, deallocations, nested programs: something of everything that loads.
std::vector<Program> richPrograms();

} // namespace tt::runtime::test
