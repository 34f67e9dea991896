// Convolutions over one, two and three dimensions, and the transposed one over two.
#include <algorithm>

#include "ttnn/kernels/window.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::kernels {
namespace {

/// What a convolution is made of; always three spatial dimensions, of which unused ones have size 1 in front.
struct Convolution {
  int64_t batch = 0, inChannels = 0, outChannels = 0, groups = 0;
  std::array<Window, 3> windows;
  bool replicatesBorder = false;
  std::optional<size_t> bias;

  int64_t kernelVolume() const { return windows[0].kernel * windows[1].kernel * windows[2].kernel; }
};

/// Checks what all convolutions have in common: channels, groups, bias, element types, no unknown configuration.
Convolution readConvolution(const OpView &view) {
  Convolution conv;
  conv.batch = checkedInt(view, "batch_size", 0, kMaxInt32);
  conv.inChannels = checkedInt(view, "in_channels", 1, kMaxInt32);
  conv.outChannels = checkedInt(view, "out_channels", 1, kMaxInt32);
  conv.groups = checkedInt(view, "groups", 1, kMaxInt32);
  view.check(conv.inChannels % conv.groups == 0 && conv.outChannels % conv.groups == 0,
             "'groups' must divide 'in_channels' and 'out_channels'");
  // The configuration is about cores and memory, except for an activation.
  for (const char *config : {"conv2d_config", "conv3d_config"})
    if (auto found = view.op.attributes.find(config); found != view.op.attributes.end())
      if (auto *text = std::get_if<detail::OpaqueText>(&found->second))
        view.check(text->text.find("activation = ") == std::string::npos,
                   "the host device does not execute activations that are part of a convolution's configuration");
  checkDtype(view, view.operand(1), kFloats, "the weight");
  conv.bias = view.find("bias");
  if (conv.bias)
    view.check(view.operand(*conv.bias).volume() == conv.outChannels, "the bias must have 'out_channels' elements");
  return conv;
}

void setWindows(Convolution &conv, const std::vector<Window> &windows) {
  std::ranges::copy(windows, conv.windows.end() - static_cast<int64_t>(windows.size()));
}

/// Element o of position p is the sum over channels and kernel positions of input times weight[o, c, k...].
std::unique_ptr<Kernel> makeConvolutionKernel(const OpView &view, const Convolution &conv) {
  const TensorDesc &in = view.operand(0), &weight = view.operand(1), &out = view.result();
  const auto &[wz, wy, wx] = conv.windows;
  int64_t inGroup = conv.inChannels / conv.groups, outGroup = conv.outChannels / conv.groups;
  int64_t kernelVolume = conv.kernelVolume();
  int64_t patchSize = checkedProduct(view, {inGroup, kernelVolume});
  int64_t rows = checkedProduct(view, {conv.batch, wz.out, wy.out});
  auto computeRow = [=, inType = in.dtype, outType = out.dtype](const KernelArgs &args, const double *weights,
                                                                const double *bias, int64_t row) {
    const auto &[wz, wy, wx] = conv.windows;
    int64_t n = row / (wz.out * wy.out), oz = row / wy.out % wz.out, oy = row % wy.out;
    // Patch [C, KD, KH, KW] as the weight has it, zero where the window covers padding.
    std::vector<double> patch(conv.inChannels * kernelVolume), channels(conv.inChannels), sums(conv.outChannels);
    for (int64_t ox = 0; ox < wx.out; ++ox) {
      for (int64_t k = 0; k < kernelVolume; ++k) {
        int64_t z = wz.position(oz, k / (wy.kernel * wx.kernel)), y = wy.position(oy, k / wx.kernel % wy.kernel),
                x = wx.position(ox, k % wx.kernel);
        if (conv.replicatesBorder) {
          z = std::clamp<int64_t>(z, 0, wz.in - 1);
          y = std::clamp<int64_t>(y, 0, wy.in - 1);
          x = std::clamp<int64_t>(x, 0, wx.in - 1);
        }
        if (wz.contains(z) && wy.contains(y) && wx.contains(x))
          load(inType, args.operands[0], (((n * wz.in + z) * wy.in + y) * wx.in + x) * conv.inChannels, 1,
               conv.inChannels, channels.data());
        else
          std::ranges::fill(channels, 0);
        for (int64_t c = 0; c < conv.inChannels; ++c)
          patch[c * kernelVolume + k] = channels[c];
      }
      for (int64_t o = 0; o < conv.outChannels; ++o) {
        const double *values = &patch[o / outGroup * patchSize], *factors = weights + o * patchSize;
        double sum = 0;
        for (int64_t i = 0; i < patchSize; ++i)
          sum += values[i] * factors[i];
        sums[o] = sum + (bias ? bias[o] : 0);
      }
      store(outType, args.results[0], (row * wx.out + ox) * conv.outChannels, 1, conv.outChannels, sums.data());
    }
  };
  return makeKernel(
      [=, weightType = weight.dtype, weightCount = weight.volume(),
       biasType = conv.bias ? view.operand(*conv.bias).dtype : DataType::Float32](const KernelArgs &args) {
        std::vector<double> weights(weightCount), bias(conv.outChannels);
        load(weightType, args.operands[1], 0, 1, weightCount, weights.data());
        if (conv.bias)
          load(biasType, args.operands[*conv.bias], 0, 1, conv.outChannels, bias.data());
        args.threads.parallelFor(rows, 1, [&](int64_t begin, int64_t end) {
          for (int64_t row = begin; row < end; ++row)
            computeRow(args, weights.data(), conv.bias ? bias.data() : nullptr, row);
        });
      });
}

/// A convolution over the spatial dimensions that the named attributes give sizes for.
std::unique_ptr<Kernel> makeConvolution(const OpView &view, const std::vector<const char *> &sizeAttributes) {
  Convolution conv = readConvolution(view);
  std::vector<int64_t> sizes, outSizes;
  for (const char *attribute : sizeAttributes)
    sizes.push_back(checkedInt(view, attribute, 1, kMaxInt32));
  std::vector<Window> windows = readWindows(view, sizes, PaddingOrder::Pairs, false);
  setWindows(conv, windows);
  checkImages(view, view.operand(0), conv.batch, sizes, conv.inChannels, "the input");
  Shape weightShape = {conv.outChannels, conv.inChannels / conv.groups};
  for (const Window &window : windows) {
    weightShape.push_back(window.kernel);
    outSizes.push_back(window.out);
  }
  checkShape(view, view.operand(1), weightShape, "the weight");
  checkImages(view, view.result(), conv.batch, outSizes, conv.outChannels, "the result");
  if (std::string_view mode = view.stringAttr("padding_mode", "zeros"); mode != "zeros") {
    view.check(mode == "replicate", "attribute 'padding_mode' must be \"zeros\" or \"replicate\"");
    conv.replicatesBorder = true;
  }
  return makeConvolutionKernel(view, conv);
}

std::unique_ptr<Kernel> makeConv1d(const OpView &view) { return makeConvolution(view, {"input_length"}); }
std::unique_ptr<Kernel> makeConv2d(const OpView &view) {
  return makeConvolution(view, {"input_height", "input_width"});
}
std::unique_ptr<Kernel> makeConv3d(const OpView &view) {
  return makeConvolution(view, {"input_depth", "input_height", "input_width"});
}

/// Every input position adds its channels times weight[c, o, k...] to the positions its window covers. Computed from
/// the output's side: an output position collects from those whose window covers it.
std::unique_ptr<Kernel> makeConvTranspose2d(const OpView &view) {
  Convolution conv = readConvolution(view);
  auto kernel = readSizes(view, "kernel_size", 2, 1), stride = readSizes(view, "stride", 2, 1);
  auto dilation = readSizes(view, "dilation", 2, 1), outputPadding = readSizes(view, "output_padding", 2, 0);
  auto padding = readPadding(view, 2, PaddingOrder::Pairs);
  std::vector<int64_t> sizes = {checkedInt(view, "input_height", 1, kMaxInt32),
                                checkedInt(view, "input_width", 1, kMaxInt32)};
  // The windows of the convolution this is the transpose of: their `in` is our output and the other way round.
  std::array<Window, 2> windows;
  for (size_t d = 0; d < 2; ++d) {
    view.check(outputPadding[d] < std::max(stride[d], dilation[d]),
               "'output_padding' must be less than 'stride' or 'dilation'");
    int64_t size = (sizes[d] - 1) * stride[d] - padding[d].first - padding[d].second + dilation[d] * (kernel[d] - 1) +
                   outputPadding[d] + 1;
    view.check(size >= 1, "the padding leaves nothing of the result");
    windows[d] = {.in = size,
                  .out = sizes[d],
                  .kernel = kernel[d],
                  .stride = stride[d],
                  .before = padding[d].first,
                  .after = padding[d].second,
                  .dilation = dilation[d]};
  }
  const TensorDesc &in = view.operand(0), &weight = view.operand(1), &out = view.result();
  int64_t inGroup = conv.inChannels / conv.groups, outGroup = conv.outChannels / conv.groups;
  checkImages(view, in, conv.batch, sizes, conv.inChannels, "the input");
  checkShape(view, weight, Shape{conv.inChannels, outGroup, kernel[0], kernel[1]}, "the weight");
  checkImages(view, out, conv.batch, {windows[0].in, windows[1].in}, conv.outChannels, "the result");

  return makeKernel(
      [=, inType = in.dtype, outType = out.dtype, weightType = weight.dtype, weightCount = weight.volume(),
       biasType = conv.bias ? view.operand(*conv.bias).dtype : DataType::Float32](const KernelArgs &args) {
        const auto &[wy, wx] = windows;
        std::vector<double> weights(weightCount), bias(conv.outChannels, 0.0);
        load(weightType, args.operands[1], 0, 1, weightCount, weights.data());
        if (conv.bias)
          load(biasType, args.operands[*conv.bias], 0, 1, conv.outChannels, bias.data());
        int64_t kernelVolume = wy.kernel * wx.kernel;
        args.threads.parallelFor(conv.batch * wy.in, 1, [&](int64_t begin, int64_t end) {
          std::vector<double> channels(conv.inChannels), sums(conv.outChannels);
          for (int64_t position = begin * wx.in; position < end * wx.in; ++position) {
            int64_t n = position / (wy.in * wx.in), y = position / wx.in % wy.in, x = position % wx.in;
            sums = bias;
            for (int64_t k = 0; k < kernelVolume; ++k) {
              // Input positions (i, j) with i * stride - before + k * dilation == y.
              int64_t yStart = y + wy.before - k / wx.kernel * wy.dilation;
              int64_t xStart = x + wx.before - k % wx.kernel * wx.dilation;
              if (yStart < 0 || xStart < 0 || yStart % wy.stride != 0 || xStart % wx.stride != 0)
                continue;
              int64_t i = yStart / wy.stride, j = xStart / wx.stride;
              if (i >= wy.out || j >= wx.out)
                continue;
              load(inType, args.operands[0], ((n * wy.out + i) * wx.out + j) * conv.inChannels, 1, conv.inChannels,
                   channels.data());
              for (int64_t o = 0; o < conv.outChannels; ++o)
                for (int64_t c = o / outGroup * inGroup; c < (o / outGroup + 1) * inGroup; ++c)
                  sums[o] += channels[c] * weights[(c * outGroup + o % outGroup) * kernelVolume + k];
            }
            store(outType, args.results[0], position * conv.outChannels, 1, conv.outChannels, sums.data());
          }
        });
      });
}

} // namespace

std::vector<KernelEntry> convolutionKernels() {
  return {{"conv1d", makeConv1d, kFloats},
          {"conv2d", makeConv2d, kFloats},
          {"conv3d", makeConv3d, kFloats},
          {"conv_transpose2d", makeConvTranspose2d, kFloats}};
}

} // namespace tt::runtime::kernels
