// Pooling over windows and whole images, and upsampling.
#include <algorithm>
#include <cmath>
#include <limits>

#include "ttnn/kernels/window.h"

namespace tt::runtime::kernels {
namespace {

struct Pooling {
  int64_t batch, channels;
  Window y, x;
};

Pooling readPooling(const OpView &view) {
  int64_t batch = checkedInt(view, "batch_size", 0, kMaxInt32), channels = checkedInt(view, "channels", 0, kMaxInt32);
  std::vector<int64_t> sizes = {checkedInt(view, "input_height", 1, kMaxInt32),
                                checkedInt(view, "input_width", 1, kMaxInt32)};
  std::vector<Window> windows =
      readWindows(view, sizes, PaddingOrder::BeginsThenEnds, view.boolAttr("ceil_mode", false));
  checkImages(view, view.operand(0), batch, sizes, channels, "the input");
  for (size_t i = 0; i < view.numResults(); ++i)
    checkImages(view, view.result(i), batch, {windows[0].out, windows[1].out}, channels, "the result");
  return {batch, channels, windows[0], windows[1]};
}

/// Calls body(n, oy, ox, position) for each window, `position` counting them.
template <class Body>
void forEachWindow(const Pooling &pool, Body body) {
  int64_t position = 0;
  for (int64_t n = 0; n < pool.batch; ++n)
    for (int64_t oy = 0; oy < pool.y.out; ++oy)
      for (int64_t ox = 0; ox < pool.x.out; ++ox)
        body(n, oy, ox, position++);
}

/// Calls body(y, x) for each position of a window that lies in the image.
template <class Body>
void forEachPosition(const Pooling &pool, int64_t oy, int64_t ox, Body body) {
  auto [yFirst, yEnd] = pool.y.reach(oy, pool.y.in);
  auto [xFirst, xEnd] = pool.x.reach(ox, pool.x.in);
  for (int64_t ky = yFirst; ky < yEnd; ++ky)
    for (int64_t kx = xFirst; kx < xEnd; ++kx)
      body(pool.y.position(oy, ky), pool.x.position(ox, kx));
}

/// The first of equal maxima; NaN wins. The optional second result holds its place y * W + x in the image.
std::unique_ptr<Kernel> makeMaxPool2d(const OpView &view) {
  Pooling pool = readPooling(view);
  for (const Window &window : {pool.y, pool.x})
    view.check(window.before < window.dilation * (window.kernel - 1) + 1 &&
                   window.after < window.dilation * (window.kernel - 1) + 1,
               "the padding must be smaller than the window");
  bool withIndices = view.numResults() == 2;
  if (withIndices)
    checkDtype(view, view.result(1), kNumbers, "result 'result_indices'");
  const TensorDesc &in = view.operand(0), &out = view.result();
  return withComputeType(isFloat(in.dtype), [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel([=, inType = in.dtype, outType = out.dtype,
                       indexType = withIndices ? view.result(1).dtype : DataType::UInt32](const KernelArgs &args) {
      constexpr Compute kLowest = std::is_same_v<Compute, double> ? -std::numeric_limits<Compute>::infinity()
                                                                  : std::numeric_limits<Compute>::min();
      int64_t channels = pool.channels;
      std::vector<Compute> values(channels), greatest(channels);
      std::vector<int64_t> places(channels);
      forEachWindow(pool, [&](int64_t n, int64_t oy, int64_t ox, int64_t position) {
        std::ranges::fill(greatest, kLowest);
        std::ranges::fill(places, -1);
        forEachPosition(pool, oy, ox, [&](int64_t y, int64_t x) {
          int64_t place = y * pool.x.in + x;
          load(inType, args.operands[0], (n * pool.y.in * pool.x.in + place) * channels, 1, channels, values.data());
          for (int64_t c = 0; c < channels; ++c)
            if (places[c] < 0 || values[c] > greatest[c] || (values[c] != values[c] && greatest[c] == greatest[c])) {
              greatest[c] = values[c];
              places[c] = place;
            }
        });
        store(outType, args.results[0], position * channels, 1, channels, greatest.data());
        if (withIndices)
          store(indexType, args.results[1], position * channels, 1, channels, places.data());
      });
    });
  });
}

/// The mean of each window. With `count_include_pad` the zeros of the padding count, too, but not what a window
/// rounded up by `ceil_mode` covers beyond it.
std::unique_ptr<Kernel> makeAvgPool2d(const OpView &view) {
  Pooling pool = readPooling(view);
  bool countsPadding = view.boolAttr("count_include_pad", true);
  return makeKernel([=, inType = view.operand(0).dtype, outType = view.result().dtype](const KernelArgs &args) {
    int64_t channels = pool.channels;
    std::vector<double> values(channels), sums(channels);
    auto covered = [](const Window &window, int64_t o) { return window.reach(o, window.in + window.after).second; };
    forEachWindow(pool, [&](int64_t n, int64_t oy, int64_t ox, int64_t position) {
      std::ranges::fill(sums, 0);
      int64_t inImage = 0;
      forEachPosition(pool, oy, ox, [&](int64_t y, int64_t x) {
        load(inType, args.operands[0], ((n * pool.y.in + y) * pool.x.in + x) * channels, 1, channels, values.data());
        for (int64_t c = 0; c < channels; ++c)
          sums[c] += values[c];
        ++inImage;
      });
      double count = countsPadding ? static_cast<double>(covered(pool.y, oy)) * static_cast<double>(covered(pool.x, ox))
                                   : static_cast<double>(std::max<int64_t>(inImage, 1));
      for (double &sum : sums)
        sum /= count;
      store(outType, args.results[0], position * channels, 1, channels, sums.data());
    });
  });
}

std::unique_ptr<Kernel> makeGlobalAvgPool2d(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkRank(view, in, 4, "the input");
  int64_t batch = in.shape[0], positions = in.shape[1] * in.shape[2], channels = in.shape[3];
  checkShape(view, out, Shape{batch, 1, 1, channels}, "the result");
  view.check(positions != 0, "there is no mean of no elements");
  return makeKernel([=, inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
    std::vector<double> values(channels), sums(channels);
    for (int64_t n = 0; n < batch; ++n) {
      std::ranges::fill(sums, 0);
      for (int64_t p = 0; p < positions; ++p) {
        load(inType, args.operands[0], (n * positions + p) * channels, 1, channels, values.data());
        for (int64_t c = 0; c < channels; ++c)
          sums[c] += values[c];
      }
      for (double &sum : sums)
        sum /= static_cast<double>(positions);
      store(outType, args.results[0], n * channels, 1, channels, sums.data());
    }
  });
}

/// Of one output coordinate: the two input coordinates it lies between and the weight of the second.
struct Blend {
  int64_t low, high;
  double weight;
};

/// Centres of pixels stay in place (PyTorch's align_corners=False).
Blend blendAt(int64_t o, int64_t scale, int64_t size) {
  double source = std::max(0.0, (static_cast<double>(o) + 0.5) / static_cast<double>(scale) - 0.5);
  int64_t low = std::min(static_cast<int64_t>(source), size - 1);
  return {low, std::min(low + 1, size - 1), source - static_cast<double>(low)};
}

std::unique_ptr<Kernel> makeUpsample(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkRank(view, in, 4, "the input");
  auto scale = readSizes(view, "scale_factor", 2, 1);
  std::string_view mode = view.stringAttr("mode", "nearest");
  view.check(mode == "nearest" || mode == "bilinear", "attribute 'mode' must be \"nearest\" or \"bilinear\"");
  int64_t height = in.shape[1], width = in.shape[2], channels = in.shape[3];
  checkShape(
      view, out,
      Shape{in.shape[0], checkedProduct(view, {height, scale[0]}), checkedProduct(view, {width, scale[1]}), channels},
      "the result");
  bool nearest = mode == "nearest";
  return makeKernel([=, batch = in.shape[0], inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
    std::vector<double> corner(channels), sums(channels);
    int64_t position = 0;
    for (int64_t n = 0; n < batch; ++n)
      for (int64_t oy = 0; oy < height * scale[0]; ++oy)
        for (int64_t ox = 0; ox < width * scale[1]; ++ox, ++position) {
          Blend y = nearest ? Blend{oy / scale[0], oy / scale[0], 0} : blendAt(oy, scale[0], height);
          Blend x = nearest ? Blend{ox / scale[1], ox / scale[1], 0} : blendAt(ox, scale[1], width);
          std::ranges::fill(sums, 0);
          auto add = [&](int64_t atY, int64_t atX, double weight) {
            if (weight == 0)
              return;
            load(inType, args.operands[0], ((n * height + atY) * width + atX) * channels, 1, channels, corner.data());
            for (int64_t c = 0; c < channels; ++c)
              sums[c] += corner[c] * weight;
          };
          add(y.low, x.low, (1 - y.weight) * (1 - x.weight));
          add(y.low, x.high, (1 - y.weight) * x.weight);
          add(y.high, x.low, y.weight * (1 - x.weight));
          add(y.high, x.high, y.weight * x.weight);
          store(outType, args.results[0], position * channels, 1, channels, sums.data());
        }
  });
}

} // namespace

std::vector<KernelEntry> poolingKernels() {
  return {{"avg_pool2d", makeAvgPool2d, kFloats},
          {"global_avg_pool2d", makeGlobalAvgPool2d, kFloats},
          {"max_pool2d", makeMaxPool2d, kNumbers},
          {"max_pool2d_with_indices", makeMaxPool2d, kNumbers},
          {"upsample", makeUpsample, kNumbers}};
}

} // namespace tt::runtime::kernels
