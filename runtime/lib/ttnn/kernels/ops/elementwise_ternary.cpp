// Elementwise ops with three operands: where and clamp_tensor.
#include <algorithm>

#include "ttnn/kernels/ops/elementwise.h"

namespace tt::runtime::kernels {
namespace {

/// `function` of the elements of three operands that broadcast to the result.
template <class Compute, class Function>
std::unique_ptr<Kernel> makeTernary(const OpView &view, Function function) {
  const TensorDesc &out = view.result();
  std::array<DataType, 3> types;
  std::array<Shape, 4> strides;
  Shape expected;
  for (size_t i = 0; i < 3; ++i) {
    const TensorDesc &operand = view.operand(i);
    std::optional<Shape> shape = broadcastShapes(expected, operand.shape);
    view.check(shape.has_value(), "the operands' shapes do not broadcast");
    expected = *shape;
    types[i] = operand.dtype;
  }
  checkShape(view, out, expected, "the result");
  for (size_t i = 0; i < 3; ++i)
    strides[i] = broadcastStrides(view.operand(i).shape, out.shape);
  strides[3] = rowMajorStrides(out.shape);
  StridedWalk<4> walk(out.shape, strides);
  return makeKernel([=, outType = out.dtype](const KernelArgs &args) {
    Compute in[3][kBlock];
    const auto &step = walk.runStrides();
    walk.forEachRun([&](const auto &offsets, int64_t count) {
      forEachBlock(count, [&](int64_t start, int64_t n) {
        for (size_t o = 0; o < 3; ++o)
          load(types[o], args.operands[o], offsets[o] + start * step[o], step[o], n, in[o]);
        for (int64_t i = 0; i < n; ++i)
          in[0][i] = function(in[0][i], in[1][i], in[2][i]);
        store(outType, args.results[0], offsets[3] + start * step[3], step[3], n, in[0]);
      });
    });
  });
}

bool anyFloat(const OpView &view) {
  return isFloat(view.operand(0).dtype) || isFloat(view.operand(1).dtype) || isFloat(view.operand(2).dtype) ||
         isFloat(view.result().dtype);
}

std::unique_ptr<Kernel> makeWhere(const OpView &view) {
  return withComputeType(anyFloat(view), [&](auto compute) {
    using Compute = decltype(compute);
    return makeTernary<Compute>(view, [](Compute condition, Compute a, Compute b) { return condition != 0 ? a : b; });
  });
}

std::unique_ptr<Kernel> makeClampTensor(const OpView &view) {
  return withComputeType(anyFloat(view), [&](auto compute) {
    using Compute = decltype(compute);
    return makeTernary<Compute>(view,
                                [](Compute x, Compute low, Compute high) { return minimum(maximum(x, low), high); });
  });
}

} // namespace

std::vector<KernelEntry> ternaryKernels() {
  return {{"clamp_tensor", makeClampTensor, kNumbers}, {"where", makeWhere, kAllDtypes, 1}};
}

} // namespace tt::runtime::kernels
