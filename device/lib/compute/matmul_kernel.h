// The product of two tiles, compiled for several instruction sets, all with the same results.
#pragma once

#include <cstddef>

namespace tt::device {

/// Adds the product of the row-major 32x32 matrices `a` and `b` to `c`: to each element the products one after the
/// other, each rounded to f32 as is each sum. All three are aligned to 64 bytes.
using MatmulKernel = void (*)(const float *a, const float *b, float *c);

/// Those that this machine can run, the fastest one first.
struct MatmulKernels {
  MatmulKernel all[3];
  size_t count;
};
const MatmulKernels &matmulKernels();

} // namespace tt::device
