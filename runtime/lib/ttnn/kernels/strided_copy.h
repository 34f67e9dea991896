// Copies of elements of any type between tensors with different strides: what data movement is made of.
#pragma once

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {

/// One copy: element (i0, i1, ...) of `shape` goes from `source + sum(ik * sourceStrides[k])` to the like place of the
/// destination, in elements.
class StridedCopy {
public:
  StridedCopy(DataType dtype, const Shape &shape, const Shape &sourceStrides, const Shape &targetStrides)
      : elementBytes(static_cast<int64_t>(elementSize(dtype))), walk(shape, {sourceStrides, targetStrides}) {}

  void run(const std::byte *source, int64_t sourceOffset, std::byte *target, int64_t targetOffset) const;

private:
  int64_t elementBytes;
  StridedWalk<2> walk;
};

/// Sets `count` elements to `value`, converted once.
void fill(DataType dtype, std::byte *target, int64_t count, double value);

/// A kernel that fills its result with one copy from operand 0, which begins at `sourceOffset`.
std::unique_ptr<Kernel> makeStridedCopy(const OpView &view, const Shape &sourceStrides, int64_t sourceOffset = 0);

/// A copy with conversion to the result's element type.
std::unique_ptr<Kernel> makeConvertingCopy(const OpView &view);

} // namespace tt::runtime::kernels
