// Copies of elements of any type between tensors with different strides.
#include "ttnn/kernels/strided_copy.h"

#include <algorithm>
#include <cstring>

namespace tt::runtime::kernels {
namespace {

template <int64_t kBytes>
void copyElements(const std::byte *source, int64_t sourceStep, std::byte *target, int64_t targetStep, int64_t count) {
  for (int64_t i = 0; i < count; ++i)
    std::memcpy(target + i * targetStep, source + i * sourceStep, kBytes);
}

} // namespace

void StridedCopy::run(const std::byte *source, int64_t sourceOffset, std::byte *target, int64_t targetOffset) const {
  source += sourceOffset * elementBytes;
  target += targetOffset * elementBytes;
  int64_t sourceStep = walk.runStrides()[0] * elementBytes, targetStep = walk.runStrides()[1] * elementBytes;
  auto copyRun = elementBytes == 4 ? copyElements<4> : elementBytes == 2 ? copyElements<2> : copyElements<1>;
  walk.forEachRun([&](const auto &offsets, int64_t count) {
    const std::byte *from = source + offsets[0] * elementBytes;
    std::byte *to = target + offsets[1] * elementBytes;
    if (sourceStep == elementBytes && targetStep == elementBytes)
      std::memcpy(to, from, static_cast<size_t>(count * elementBytes));
    else
      copyRun(from, sourceStep, to, targetStep, count);
  });
}

void fill(DataType dtype, std::byte *target, int64_t count, double value) {
  std::byte element[sizeof(uint32_t)];
  store(dtype, element, 0, 0, 1, &value);
  StridedCopy(dtype, {count}, {0}, {1}).run(element, 0, target, 0);
}

std::unique_ptr<Kernel> makeStridedCopy(const OpView &view, const Shape &sourceStrides, int64_t sourceOffset) {
  const TensorDesc &out = view.result();
  checkSameDtype(view, out, view.operand(0), "the result");
  StridedCopy copy(out.dtype, out.shape, sourceStrides, rowMajorStrides(out.shape));
  return makeKernel([=](const KernelArgs &args) { copy.run(args.operands[0], sourceOffset, args.results[0], 0); });
}

std::unique_ptr<Kernel> makeConvertingCopy(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  if (in.dtype == out.dtype)
    return makeKernel(
        [bytes = out.sizeBytes()](const KernelArgs &args) { std::memmove(args.results[0], args.operands[0], bytes); },
        {.inPlaceOperand = 0});
  return withComputeType(isFloat(in.dtype) || isFloat(out.dtype), [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel([count = out.volume(), inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
      Compute block[kBlock];
      forEachBlock(count, [&](int64_t start, int64_t n) {
        load(inType, args.operands[0], start, 1, n, block);
        store(outType, args.results[0], start, 1, n, block);
      });
    });
  });
}

} // namespace tt::runtime::kernels
