// Shapes and strides: broadcasting, walking several tensors at once, and lines along one dimension.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tt::runtime::kernels {

using Shape = std::vector<int64_t>;

/// Sizes and strides are multiplied without overflow: where a tensor is empty, the product of its other sizes may be
/// any, and means nothing.
inline int64_t multiplySizes(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

/// "2x3"; "scalar" for rank 0.
std::string toString(std::span<const int64_t> shape);
int64_t product(std::span<const int64_t> values);
Shape rowMajorStrides(std::span<const int64_t> shape);
/// NumPy's broadcasting of two shapes.
std::optional<Shape> broadcastShapes(std::span<const int64_t> a, std::span<const int64_t> b);
/// Strides with which a dense tensor of shape `from` is read as one of shape `to`, which it broadcasts to.
Shape broadcastStrides(std::span<const int64_t> from, std::span<const int64_t> to);

/// Offset of the element that comes at `position` in row-major order of `shape`.
int64_t offsetAt(int64_t position, std::span<const int64_t> shape, std::span<const int64_t> strides);

/// Walks N tensors with given strides through one shape, in runs along the innermost dimension.
template <size_t N>
class StridedWalk {
public:
  StridedWalk(const Shape &shape, const std::array<Shape, N> &strides) {
    for (size_t d = 0; d < shape.size(); ++d) {
      std::array<int64_t, N> step;
      for (size_t n = 0; n < N; ++n)
        step[n] = strides[n][d];
      if (shape[d] != 1 || shape.size() == 1)
        append(shape[d], step);
    }
    if (sizes.empty())
      append(1, {});
  }

  const std::array<int64_t, N> &runStrides() const { return steps.back(); }

  /// Calls body(offsets, count): elements offsets[n] + i * runStrides()[n] for i in [0, count), in row-major order.
  template <class Body>
  void forEachRun(Body body) const {
    for (int64_t size : sizes)
      if (size == 0)
        return;
    std::array<int64_t, N> offsets{};
    Shape index(sizes.size(), 0);
    while (true) {
      body(static_cast<const std::array<int64_t, N> &>(offsets), sizes.back());
      size_t d = sizes.size() - 1;
      while (true) {
        if (d == 0)
          return;
        --d;
        for (size_t n = 0; n < N; ++n)
          offsets[n] += steps[d][n];
        if (++index[d] < sizes[d])
          break;
        for (size_t n = 0; n < N; ++n)
          offsets[n] -= steps[d][n] * sizes[d];
        index[d] = 0;
      }
    }
  }

private:
  /// Adds an inner dimension, merged into its outer neighbour where every tensor steps through both alike.
  void append(int64_t size, const std::array<int64_t, N> &step) {
    bool merges = !sizes.empty();
    for (size_t n = 0; merges && n < N; ++n)
      merges = steps.back()[n] == multiplySizes(step[n], size);
    if (merges) {
      sizes.back() = multiplySizes(sizes.back(), size);
      steps.back() = step;
    } else {
      sizes.push_back(size);
      steps.push_back(step);
    }
  }

  Shape sizes;
  std::vector<std::array<int64_t, N>> steps;
};

/// A dense tensor seen as lines along one dimension.
struct Lines {
  Lines(std::span<const int64_t> shape, size_t dim)
      : outer(product(shape.first(dim))), length(shape[dim]), inner(product(shape.subspan(dim + 1))) {}

  int64_t count() const { return outer * inner; }
  int64_t offset(int64_t line) const { return line / inner * length * inner + line % inner; }
  int64_t stride() const { return inner; }

  int64_t outer, length, inner;
};

} // namespace tt::runtime::kernels
