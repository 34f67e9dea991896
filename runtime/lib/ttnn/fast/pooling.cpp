// Pooling over windows, channels last: maxima and sums of channel rows.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>
#include <limits>

#include "ttnn/kernels/window.h"

namespace tt::runtime::fast {
namespace {

using kernels::Window;

constexpr int64_t kGrain = 16384;
constexpr int64_t kChannelBlock = 512;

class PoolingKernel : public FastKernel {
public:
  PoolingKernel(bool isMaximum, bool countsPadding, int64_t batch, int64_t channels, const Window &y, const Window &x,
                DataType in, DataType out)
      : isMaximum(isMaximum), countsPadding(countsPadding), batch(batch), channels(channels), y(y), x(x), in(in),
        out(out) {}

  void run(const KernelArgs &args) override {
    int64_t work = std::max<int64_t>(channels * y.kernel * x.kernel, 1);
    args.threads.parallelFor(batch * y.out * x.out, std::max<int64_t>(1, kGrain / work),
                             [&](int64_t begin, int64_t end) {
                               for (int64_t position = begin; position < end; ++position)
                                 for (int64_t c = 0; c < channels; c += kChannelBlock)
                                   pool(args, position, c);
                             });
  }

private:
  void pool(const KernelArgs &args, int64_t position, int64_t channel) const {
    int64_t n = position / (y.out * x.out), oy = position / x.out % y.out, ox = position % x.out;
    int64_t count = std::min(kChannelBlock, channels - channel), seen = 0;
    auto [yFirst, yEnd] = y.reach(oy, y.in);
    auto [xFirst, xEnd] = x.reach(ox, x.in);
    float sum[kChannelBlock], buffer[kChannelBlock];
    std::fill_n(sum, count, isMaximum ? -std::numeric_limits<float>::infinity() : 0.0f);
    for (int64_t ky = yFirst; ky < yEnd; ++ky)
      for (int64_t kx = xFirst; kx < xEnd; ++kx, ++seen) {
        int64_t row = (n * y.in + y.position(oy, ky)) * x.in + x.position(ox, kx);
        const float *values = viewFloats(in, args.operands[0], row * channels + channel, count, buffer);
        kernels().binary(isMaximum ? Binary::Maximum : Binary::Add, sum, 1, values, 1, sum, count);
      }
    if (!isMaximum) {
      auto covered = [](const Window &window, int64_t o) { return window.reach(o, window.in + window.after).second; };
      int64_t divisor = countsPadding ? covered(y, oy) * covered(x, ox) : std::max<int64_t>(seen, 1);
      float divisorFloat = static_cast<float>(divisor);
      kernels().binary(Binary::Divide, sum, 1, &divisorFloat, 0, sum, count);
    }
    writeFloats(out, args.results[0], position * channels + channel, count, sum);
  }

  bool isMaximum, countsPadding;
  int64_t batch, channels;
  Window y, x;
  DataType in, out;
};

} // namespace

std::unique_ptr<Kernel> makePool2d(const OpView &view, const KernelOptions &) {
  const TensorDesc &in = view.operand(0);
  DataType out = view.result().dtype;
  if (!isFast(in.dtype) || !isFast(out) || view.numResults() != 1)
    return nullptr;
  std::vector<Window> windows =
      kernels::readWindows(view, {view.intAttr("input_height"), view.intAttr("input_width")},
                           kernels::PaddingOrder::BeginsThenEnds, view.boolAttr("ceil_mode", false));
  return std::make_unique<PoolingKernel>(view.name() == "ttnn.max_pool2d", view.boolAttr("count_include_pad", true),
                                         view.intAttr("batch_size"), view.intAttr("channels"), windows[0], windows[1],
                                         in.dtype, out);
}

} // namespace tt::runtime::fast
