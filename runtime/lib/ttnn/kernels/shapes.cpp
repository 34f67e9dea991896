// Shapes and strides: broadcasting and printing.
#include "ttnn/kernels/shapes.h"

#include <algorithm>

namespace tt::runtime::kernels {

std::string toString(std::span<const int64_t> shape) {
  std::string text;
  for (int64_t size : shape)
    text += (text.empty() ? "" : "x") + std::to_string(size);
  return text.empty() ? "scalar" : text;
}

int64_t product(std::span<const int64_t> values) {
  int64_t result = 1;
  for (int64_t value : values)
    result = multiplySizes(result, value);
  return result;
}

Shape rowMajorStrides(std::span<const int64_t> shape) {
  Shape strides(shape.size());
  int64_t stride = 1;
  for (size_t d = shape.size(); d-- > 0;) {
    strides[d] = stride;
    stride = multiplySizes(stride, shape[d]);
  }
  return strides;
}

std::optional<Shape> broadcastShapes(std::span<const int64_t> a, std::span<const int64_t> b) {
  if (a.size() < b.size())
    std::swap(a, b);
  Shape result(a.begin(), a.end());
  size_t lead = a.size() - b.size();
  for (size_t d = 0; d < b.size(); ++d) {
    int64_t &size = result[lead + d];
    if (size == 1)
      size = b[d];
    else if (b[d] != 1 && b[d] != size)
      return std::nullopt;
  }
  return result;
}

Shape broadcastStrides(std::span<const int64_t> from, std::span<const int64_t> to) {
  Shape strides(to.size(), 0);
  Shape dense = rowMajorStrides(from);
  size_t lead = to.size() - from.size();
  for (size_t d = 0; d < from.size(); ++d)
    if (from[d] != 1)
      strides[lead + d] = dense[d];
  return strides;
}

int64_t offsetAt(int64_t position, std::span<const int64_t> shape, std::span<const int64_t> strides) {
  int64_t offset = 0;
  for (size_t d = shape.size(); d-- > 0; position /= shape[d])
    offset += position % shape[d] * strides[d];
  return offset;
}

} // namespace tt::runtime::kernels
