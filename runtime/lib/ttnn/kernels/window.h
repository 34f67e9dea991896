// Windows that slide over spatial dimensions, for convolutions and pooling.
#pragma once

#include <algorithm>
#include <utility>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {

/// One spatial dimension: positions `o * stride - before + k * dilation` of an input of size `in`, for o < out, k <
/// kernel.
struct Window {
  int64_t in = 1, out = 1, kernel = 1, stride = 1, before = 0, after = 0, dilation = 1;

  int64_t position(int64_t o, int64_t k) const { return o * stride - before + k * dilation; }
  /// The k whose positions are at least 0 and less than `limit`: from `first` to before `end`.
  std::pair<int64_t, int64_t> reach(int64_t o, int64_t limit) const {
    int64_t start = position(o, 0);
    int64_t first = start < 0 ? (-start + dilation - 1) / dilation : 0;
    int64_t end = start < limit ? (limit - start + dilation - 1) / dilation : 0;
    return {first, std::min(end, kernel)};
  }
  bool contains(int64_t position) const { return position >= 0 && position < in; }
};

inline constexpr int64_t kMaxInt32 = 2147483647;

/// An attribute with one number for each of `rank` dimensions, each within [low, 2^31); a single one counts for all.
std::vector<int64_t> readSizes(const OpView &view, std::string_view attribute, size_t rank, int64_t low,
                               std::optional<std::vector<int64_t>> otherwise = {});

/// How a padding of four numbers is ordered: all begins first, or begin and end of each dimension in turn.
enum class PaddingOrder { BeginsThenEnds, Pairs };

/// Reads `kernel_size`, `stride`, `padding` (one number for each dimension, or two) and `dilation` into windows over
/// the input sizes, and computes the output sizes.
std::vector<Window> readWindows(const OpView &view, const std::vector<int64_t> &inputSizes, PaddingOrder order,
                                bool ceilMode);

/// The padding of each dimension: begin and end.
std::vector<std::pair<int64_t, int64_t>> readPadding(const OpView &view, size_t rank, PaddingOrder order);

/// That `desc` holds `batch` images of `sizes` positions with `channels` channels last, with positions in dimensions of
/// their own or flattened: [N, H, W, C], [1, 1, N*H*W, C], ...
void checkImages(const OpView &view, const TensorDesc &desc, int64_t batch, const std::vector<int64_t> &sizes,
                 int64_t channels, const char *what);

} // namespace tt::runtime::kernels
