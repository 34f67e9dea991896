// Convolution over two dimensions, channels last, as a matrix product whose left rows are pointers into the image.
//
// The row of an output position is, for each kernel position, a pointer to the input's channels there, or to zeros
// where the kernel covers padding (the indirect convolution of Dukhan, arXiv 1907.02129): nothing is copied. Where each
// channel is a group of its own, the kernel is a sum over its positions of channel rows.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>

#include "ttnn/kernels/window.h"

namespace tt::runtime::fast {
namespace {

using kernels::Window;

constexpr int64_t kRowBlock = 64;
constexpr int64_t kTaskWork = 1 << 20;

class Conv2dKernel : public FastKernel {
public:
  Conv2dKernel(const OpView &view, const KernelOptions &options, const Window &y, const Window &x)
      : y(y), x(x), bias(findChannels(view, "bias")), in(view.operand(0).dtype), out(view.result().dtype),
        weight(view.operand(1).dtype), lanes(std::max(options.numThreads, 1u)) {
    batch = view.intAttr("batch_size");
    inChannels = view.intAttr("in_channels");
    outChannels = view.intAttr("out_channels");
    groups = view.intAttr("groups");
    groupIn = inChannels / groups;
    groupOut = outChannels / groups;
    taps = y.kernel * x.kernel;
    positions = batch * y.out * x.out;
    constantWeight = options.constantOperands.size() > 1 && options.constantOperands[1];
    depthwise = groupIn == 1 && groupOut == 1;
    panelWidth = static_cast<int64_t>(kernels().panelWidth);
    panels = divideUp(groupOut, panelWidth);
    groupFloats = depthwise ? 0 : panels * taps * groupIn * panelWidth;
    packedFloats = depthwise ? taps * outChannels : groups * groupFloats;
    rowBlocks = divideUp(positions, kRowBlock);
    int64_t panelWork = std::max<int64_t>(kRowBlock * taps * groupIn * panelWidth, 1);
    panelsAtOnce = std::clamp<int64_t>(divideUp(kTaskWork, panelWork), 1, panels);
    panelGroups = divideUp(panels, panelsAtOnce);
    layOut();
  }

  bool releasesOperand(size_t i) const override { return i == 1 && constantWeight; }
  size_t scratchBytes() const override { return lanesAt + lanes * laneBytes; }

  void prepare(const KernelArgs &args) override {
    if (!constantWeight)
      return;
    packed.resize(static_cast<size_t>(packedFloats));
    pack(args, packed.data());
  }

  void run(const KernelArgs &args) override {
    const float *weights = packed.data();
    if (!constantWeight) {
      pack(args, asFloats(args.scratch + packedAt));
      weights = asFloats(args.scratch + packedAt);
    }
    const float *biasValues = bias.read(args, outChannels, asFloats(args.scratch + biasAt));
    const float *image = asFloats(args.operands[0]);
    if (in != DataType::Float32) {
      image = asFloats(args.scratch + imageAt);
      int64_t rows = batch * y.in;
      args.threads.parallelFor(rows, 4, [&](int64_t begin, int64_t end) {
        readFloats(in, args.operands[0], begin * x.in * inChannels, (end - begin) * x.in * inChannels,
                   asFloats(args.scratch + imageAt) + begin * x.in * inChannels);
      });
    }
    std::fill_n(asFloats(args.scratch + zerosAt), inChannels, 0.0f);
    int64_t tasks = depthwise ? rowBlocks : rowBlocks * groups * panelGroups;
    forEachTask(args.threads, lanes, tasks, [&](uint32_t lane, int64_t task) {
      std::byte *scratch = args.scratch + lanesAt + lane * laneBytes;
      if (depthwise)
        runDepthwise(args, scratch, image, weights, biasValues, task);
      else
        runProduct(args, scratch, image, weights, biasValues, task);
    });
  }

private:
  void layOut() {
    size_t at = 0;
    auto part = [&](int64_t bytes) { return std::exchange(at, at + alignUp(static_cast<size_t>(bytes))); };
    constexpr int64_t f = sizeof(float);
    zerosAt = part(inChannels * f);
    biasAt = part(bias.present() && bias.dtype != DataType::Float32 ? outChannels * f : 0);
    packedAt = part(constantWeight ? 0 : packedFloats * f);
    imageAt = part(in != DataType::Float32 ? batch * y.in * x.in * inChannels * f : 0);
    lanesAt = at;
    at = 0;
    rowsAt = part(depthwise ? 0 : kRowBlock * taps * static_cast<int64_t>(sizeof(float *)));
    outAt = part(depthwise ? 2 * outChannels * f
                           : (out != DataType::Float32 ? kRowBlock * panelsAtOnce * panelWidth * f : 0));
    laneBytes = at;
  }

  /// Weights [O, I/groups, KH, KW]: packed by group as a matrix of (tap, channel) x output, or by tap for depthwise.
  void pack(const KernelArgs &args, float *to) const {
    int64_t depth = taps * groupIn;
    args.threads.parallelFor(groups, std::max<int64_t>(1, 4096 / (depth * groupOut)), [&](int64_t begin, int64_t end) {
      std::vector<float> buffer(depth * groupOut), ordered(depth * groupOut);
      for (int64_t g = begin; g < end; ++g) {
        const float *source =
            viewFloats(weight, args.operands[1], g * groupOut * depth, groupOut * depth, buffer.data());
        if (depthwise) {
          for (int64_t tap = 0; tap < taps; ++tap)
            to[tap * outChannels + g] = source[tap];
          continue;
        }
        for (int64_t o = 0; o < groupOut; ++o)
          for (int64_t c = 0; c < groupIn; ++c)
            for (int64_t tap = 0; tap < taps; ++tap)
              ordered[o * depth + tap * groupIn + c] = source[(o * groupIn + c) * taps + tap];
        kernels().packB(ordered.data(), 1, depth, depth, groupOut, to + g * groupFloats);
      }
    });
  }

  /// The channels that kernel position `tap` covers at output position `position`; null in the padding.
  const float *source(const float *image, int64_t position, int64_t tap) const {
    int64_t n = position / (y.out * x.out), oy = position / x.out % y.out, ox = position % x.out;
    int64_t row = y.position(oy, tap / x.kernel), column = x.position(ox, tap % x.kernel);
    if (!y.contains(row) || !x.contains(column))
      return nullptr;
    return image + ((n * y.in + row) * x.in + column) * inChannels;
  }

  void runProduct(const KernelArgs &args, std::byte *lane, const float *image, const float *weights,
                  const float *biasValues, int64_t task) const {
    int64_t panelGroup = task % panelGroups, g = task / panelGroups % groups, block = task / panelGroups / groups;
    int64_t first = block * kRowBlock, count = std::min(kRowBlock, positions - first);
    int64_t firstPanel = panelGroup * panelsAtOnce, firstColumn = firstPanel * panelWidth;
    int64_t width = std::min(panelsAtOnce * panelWidth, groupOut - firstColumn);
    const float **rows = reinterpret_cast<const float **>(lane + rowsAt);
    const float *zeros = asFloats(args.scratch + zerosAt);
    for (int64_t i = 0; i < count; ++i)
      for (int64_t tap = 0; tap < taps; ++tap) {
        const float *channels = source(image, first + i, tap);
        rows[i * taps + tap] = channels ? channels + g * groupIn : zeros;
      }
    int64_t channel = g * groupOut + firstColumn, outOffset = first * outChannels + channel;
    bool converts = out != DataType::Float32;
    float *c = converts ? asFloats(lane + outAt) : asFloats(args.results[0]) + outOffset;
    kernels().gemm({.rows = rows,
                    .taps = static_cast<size_t>(taps),
                    .tapDepth = static_cast<size_t>(groupIn),
                    .b = weights + g * groupFloats + firstPanel * taps * groupIn * panelWidth,
                    .panelStride = static_cast<size_t>(taps * groupIn * panelWidth),
                    .c = c,
                    .ldc = static_cast<size_t>(converts ? width : outChannels),
                    .m = static_cast<size_t>(count),
                    .n = static_cast<size_t>(width),
                    .bias = biasValues ? biasValues + channel : nullptr,
                    .activation = Unary::Identity,
                    .parameters = {}});
    if (converts)
      for (int64_t i = 0; i < count; ++i)
        writeFloats(out, args.results[0], outOffset + i * outChannels, width, c + i * width);
  }

  void runDepthwise(const KernelArgs &args, std::byte *lane, const float *image, const float *weights,
                    const float *biasValues, int64_t block) const {
    float *sum = asFloats(lane + outAt);
    for (int64_t i = block * kRowBlock; i < std::min((block + 1) * kRowBlock, positions); ++i) {
      if (biasValues)
        std::copy_n(biasValues, outChannels, sum);
      else
        std::fill_n(sum, outChannels, 0.0f);
      for (int64_t tap = 0; tap < taps; ++tap)
        if (const float *channels = source(image, i, tap))
          kernels().scaleShift(channels, weights + tap * outChannels, sum, sum, outChannels);
      writeFloats(out, args.results[0], i * outChannels, outChannels, sum);
    }
  }

  Window y, x;
  ChannelOperand bias;
  DataType in, out, weight;
  uint32_t lanes;
  int64_t batch, inChannels, outChannels, groups, groupIn, groupOut, taps, positions;
  bool constantWeight, depthwise;
  int64_t panelWidth, panels, groupFloats, packedFloats, rowBlocks, panelsAtOnce, panelGroups;
  size_t zerosAt, biasAt, packedAt, imageAt, lanesAt, rowsAt, outAt, laneBytes;
  PackedFloats packed;
};

} // namespace

std::unique_ptr<Kernel> makeConv2d(const OpView &view, const KernelOptions &options) {
  if (!isFast(view.operand(0).dtype) || !isFast(view.operand(1).dtype) || !isFast(view.result().dtype))
    return nullptr;
  if (std::optional<size_t> bias = view.find("bias"); bias && !isFast(view.operand(*bias).dtype))
    return nullptr;
  std::vector<Window> windows = kernels::readWindows(view, {view.intAttr("input_height"), view.intAttr("input_width")},
                                                     kernels::PaddingOrder::Pairs, false);
  if (std::unique_ptr<Kernel> kernel = makeOneDnnConv2d(view, options))
    return kernel;
  return std::make_unique<Conv2dKernel>(view, options, windows[0], windows[1]);
}

} // namespace tt::runtime::fast
