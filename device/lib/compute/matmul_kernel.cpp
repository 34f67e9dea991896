// The product of two tiles for one instruction set. Compiled once for each, with TENON_ISA as its name.
//
// Nothing that is inline in a header of the standard library is used: what is compiled here may run on newer machines
// only, and a function that is inline could be linked to code for all.
#include "compute/matmul_kernel.h"

namespace tt::device {
namespace TENON_ISA {
namespace {

#if defined(__AVX512F__)
constexpr int kLanes = 16, kRowsAtOnce = 8, kVectors = 2;
#elif defined(__AVX2__)
constexpr int kLanes = 8, kRowsAtOnce = 4, kVectors = 2;
#else
constexpr int kLanes = 4, kRowsAtOnce = 4, kVectors = 2;
#endif
constexpr int kEdge = 32;

typedef float Vector __attribute__((vector_size(kLanes * sizeof(float))));

} // namespace

extern const MatmulKernel kMatmul;
const MatmulKernel kMatmul = [](const float *a, const float *b, float *c) {
  // A block of the result stays in registers while all products are added to it.
  for (int column = 0; column < kEdge; column += kVectors * kLanes)
    for (int row = 0; row < kEdge; row += kRowsAtOnce) {
      Vector sums[kRowsAtOnce][kVectors];
      for (int i = 0; i < kRowsAtOnce; ++i)
        for (int v = 0; v < kVectors; ++v)
          sums[i][v] = *reinterpret_cast<const Vector *>(c + (row + i) * kEdge + column + v * kLanes);
      for (int k = 0; k < kEdge; ++k) {
        Vector right[kVectors];
        for (int v = 0; v < kVectors; ++v)
          right[v] = *reinterpret_cast<const Vector *>(b + k * kEdge + column + v * kLanes);
        for (int i = 0; i < kRowsAtOnce; ++i)
          for (int v = 0; v < kVectors; ++v)
            sums[i][v] += a[(row + i) * kEdge + k] * right[v];
      }
      for (int i = 0; i < kRowsAtOnce; ++i)
        for (int v = 0; v < kVectors; ++v)
          *reinterpret_cast<Vector *>(c + (row + i) * kEdge + column + v * kLanes) = sums[i][v];
    }
};

} // namespace TENON_ISA
} // namespace tt::device
