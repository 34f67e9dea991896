// Reads and checks the attributes of sliding windows.
#include "ttnn/kernels/window.h"

#include <algorithm>

namespace tt::runtime::kernels {

std::vector<int64_t> readSizes(const OpView &view, std::string_view attribute, size_t rank, int64_t low,
                               std::optional<std::vector<int64_t>> otherwise) {
  std::vector<int64_t> sizes = view.intsAttr(attribute, std::move(otherwise));
  if (sizes.size() == 1)
    sizes.assign(rank, sizes[0]);
  if (sizes.size() != rank)
    view.fail("attribute '" + std::string(attribute) + "' must have " + std::to_string(rank) + " elements, not " +
              std::to_string(sizes.size()));
  for (int64_t size : sizes)
    if (size < low || size > kMaxInt32)
      view.fail("attribute '" + std::string(attribute) + "' must be at least " + std::to_string(low) +
                " and less than 2^31, not " + std::to_string(size));
  return sizes;
}

std::vector<std::pair<int64_t, int64_t>> readPadding(const OpView &view, size_t rank, PaddingOrder order) {
  std::vector<int64_t> values = view.intsAttr("padding");
  bool twoEach = rank > 0 && values.size() == 2 * rank;
  values = readSizes(view, "padding", twoEach ? 2 * rank : rank, 0);
  std::vector<std::pair<int64_t, int64_t>> padding;
  for (size_t d = 0; d < rank; ++d) {
    if (!twoEach)
      padding.emplace_back(values[d], values[d]);
    else if (order == PaddingOrder::Pairs)
      padding.emplace_back(values[2 * d], values[2 * d + 1]);
    else
      padding.emplace_back(values[d], values[rank + d]);
  }
  return padding;
}

std::vector<Window> readWindows(const OpView &view, const std::vector<int64_t> &inputSizes, PaddingOrder order,
                                bool ceilMode) {
  size_t rank = inputSizes.size();
  auto kernel = readSizes(view, "kernel_size", rank, 1);
  auto stride = readSizes(view, "stride", rank, 1);
  auto dilation = readSizes(view, "dilation", rank, 1, std::vector<int64_t>(rank, 1));
  auto padding = readPadding(view, rank, order);
  std::vector<Window> windows;
  for (size_t d = 0; d < rank; ++d) {
    Window window{.in = inputSizes[d],
                  .kernel = kernel[d],
                  .stride = stride[d],
                  .before = padding[d].first,
                  .after = padding[d].second,
                  .dilation = dilation[d]};
    int64_t room = window.in + window.before + window.after - (window.dilation * (window.kernel - 1) + 1);
    view.check(room >= 0, "the window is larger than the padded input");
    window.out = room / window.stride + 1;
    // Rounding up may add a window, but not one that begins in the padding at the end.
    if (ceilMode && room % window.stride != 0 && window.out * window.stride < window.in + window.before)
      ++window.out;
    windows.push_back(window);
  }
  return windows;
}

void checkImages(const OpView &view, const TensorDesc &desc, int64_t batch, const std::vector<int64_t> &sizes,
                 int64_t channels, const char *what) {
  int64_t positions = batch;
  Shape expected = {batch};
  for (int64_t size : sizes) {
    positions = checkedProduct(view, {positions, size});
    expected.push_back(size);
  }
  expected.push_back(channels);
  if (desc.shape == expected)
    return;
  Shape flattened(sizes.size(), 1);
  flattened.insert(flattened.end(), {positions, channels});
  if (desc.shape != flattened)
    view.fail(std::string(what) + " must have shape " + toString(flattened) + " or " + toString(expected) + ", not " +
              toString(desc.shape));
}

} // namespace tt::runtime::kernels
