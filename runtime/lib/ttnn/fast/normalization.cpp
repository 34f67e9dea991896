// Normalisation of rows (layer norm, RMS norm, softmax) and of channels with given statistics (batch norm).
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>
#include <cmath>

namespace tt::runtime::fast {
namespace {

constexpr int64_t kGrain = 8192;
constexpr int64_t kBlock = 1024;

enum class RowOp { LayerNorm, RmsNorm, Softmax };

/// Each row of the last dimension by itself.
class RowKernel : public FastKernel {
public:
  RowKernel(RowOp op, const TensorDesc &in, DataType out, ChannelOperand weight, ChannelOperand bias, float epsilon,
            uint32_t numThreads)
      : op(op), in(in.dtype), out(out), weight(weight), bias(bias), epsilon(epsilon), lanes(std::max(numThreads, 1u)),
        width(in.shape.back()) {
    rows = width == 0 ? 0 : in.volume() / width;
    rowBytes = alignUp(width * sizeof(float));
    converts = this->in != DataType::Float32 || out != DataType::Float32;
  }

  size_t scratchBytes() const override { return 2 * rowBytes + (converts ? lanes * rowBytes : 0); }
  int inPlaceOperand() const override { return in == out ? 0 : -1; }

  void run(const KernelArgs &args) override {
    const float *weights = weight.read(args, width, asFloats(args.scratch));
    const float *biases = bias.read(args, width, asFloats(args.scratch + rowBytes));
    int64_t rowsAtOnce = std::max<int64_t>(1, kGrain / std::max<int64_t>(width, 1));
    if (!converts) {
      args.threads.parallelFor(rows, rowsAtOnce, [&](int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; ++row)
          compute(asFloats(args.operands[0]) + row * width, weights, biases, asFloats(args.results[0]) + row * width);
      });
      return;
    }
    forEachTask(args.threads, lanes, divideUp(rows, rowsAtOnce), [&](uint32_t lane, int64_t task) {
      float *row = asFloats(args.scratch + (2 + lane) * rowBytes);
      for (int64_t i = task * rowsAtOnce; i < std::min((task + 1) * rowsAtOnce, rows); ++i) {
        readFloats(in, args.operands[0], i * width, width, row);
        compute(row, weights, biases, row);
        writeFloats(out, args.results[0], i * width, width, row);
      }
    });
  }

private:
  void compute(const float *x, const float *weights, const float *biases, float *y) const {
    switch (op) {
    case RowOp::LayerNorm:
      return kernels().layerNorm(x, weights, biases, epsilon, y, width);
    case RowOp::RmsNorm:
      return kernels().rmsNorm(x, weights, biases, epsilon, y, width);
    case RowOp::Softmax:
      return kernels().softmax(x, y, width);
    }
  }

  RowOp op;
  DataType in, out;
  ChannelOperand weight, bias;
  float epsilon;
  uint32_t lanes;
  int64_t width, rows;
  size_t rowBytes;
  bool converts;
};

/// x * factor + addend for each channel of [N, C, ...].
class BatchNormKernel : public FastKernel {
public:
  explicit BatchNormKernel(const OpView &view)
      : in(view.operand(0).dtype), out(view.result().dtype), mean(findChannels(view, "running_mean")),
        variance(findChannels(view, "running_var")), weight(findChannels(view, "weight")),
        bias(findChannels(view, "bias")), epsilon(view.floatAttr("epsilon", 1e-5)) {
    const Shape &shape = view.operand(0).shape;
    batch = shape[0];
    channels = shape[1];
    positions = kernels::product(std::span(shape).subspan(2));
    channelBytes = alignUp(channels * sizeof(float));
  }

  size_t scratchBytes() const override { return 4 * channelBytes; }
  int inPlaceOperand() const override { return in == out ? 0 : -1; }

  void run(const KernelArgs &args) override {
    auto part = [&](size_t i) { return asFloats(args.scratch + i * channelBytes); };
    const float *means = mean.read(args, channels, part(0)), *variances = variance.read(args, channels, part(1));
    float *factors = part(2), *addends = part(3);
    const float *weights = weight.read(args, channels, part(2)), *biases = bias.read(args, channels, part(3));
    for (int64_t c = 0; c < channels; ++c) {
      double factor = (weights ? weights[c] : 1.0) / std::sqrt(variances[c] + epsilon);
      addends[c] = static_cast<float>((biases ? biases[c] : 0.0) - means[c] * factor);
      factors[c] = static_cast<float>(factor);
    }
    if (positions == 1) {
      float buffer[kBlock];
      for (int64_t n = 0; n < batch; ++n)
        for (int64_t c = 0; c < channels; c += kBlock) {
          int64_t count = std::min(kBlock, channels - c);
          const float *x = viewFloats(in, args.operands[0], n * channels + c, count, buffer);
          kernels().scaleShift(x, factors + c, addends + c, buffer, count);
          writeFloats(out, args.results[0], n * channels + c, count, buffer);
        }
      return;
    }
    args.threads.parallelFor(batch * channels, std::max<int64_t>(1, kGrain / std::max<int64_t>(positions, 1)),
                             [&](int64_t begin, int64_t end) {
                               for (int64_t run = begin; run < end; ++run)
                                 scaleRun(args, run * positions, factors[run % channels], addends[run % channels]);
                             });
  }

private:
  void scaleRun(const KernelArgs &args, int64_t offset, float factor, float addend) const {
    float buffer[kBlock];
    for (int64_t start = 0; start < positions; start += kBlock) {
      int64_t count = std::min(kBlock, positions - start);
      const float *x = viewFloats(in, args.operands[0], offset + start, count, buffer);
      kernels().binary(Binary::Multiply, x, 1, &factor, 0, buffer, count);
      kernels().binary(Binary::Add, buffer, 1, &addend, 0, buffer, count);
      writeFloats(out, args.results[0], offset + start, count, buffer);
    }
  }

  DataType in, out;
  ChannelOperand mean, variance, weight, bias;
  double epsilon;
  int64_t batch, channels, positions;
  size_t channelBytes;
};

bool areFast(const OpView &view) {
  for (size_t i = 0; i < view.numOperands(); ++i)
    if (!isFast(view.operand(i).dtype))
      return false;
  return isFast(view.result().dtype);
}

} // namespace

std::unique_ptr<Kernel> makeLastDimNorm(const OpView &view, const KernelOptions &options) {
  if (!areFast(view))
    return nullptr;
  RowOp op = view.name() == "ttnn.layer_norm" ? RowOp::LayerNorm : RowOp::RmsNorm;
  return std::make_unique<RowKernel>(op, view.operand(0), view.result().dtype, findChannels(view, "weight"),
                                     findChannels(view, "bias"), static_cast<float>(view.floatAttr("epsilon", 1e-12)),
                                     options.numThreads);
}

std::unique_ptr<Kernel> makeSoftmax(const OpView &view, const KernelOptions &options) {
  const TensorDesc &in = view.operand(0);
  int64_t rank = static_cast<int64_t>(in.shape.size()), dim = view.intAttr("dimension");
  if (!areFast(view) || (dim < 0 ? dim + rank : dim) != rank - 1)
    return nullptr;
  return std::make_unique<RowKernel>(RowOp::Softmax, in, view.result().dtype, ChannelOperand{}, ChannelOperand{}, 0.0f,
                                     options.numThreads);
}

std::unique_ptr<Kernel> makeBatchNorm(const OpView &view, const KernelOptions &) {
  if (!areFast(view))
    return nullptr;
  return std::make_unique<BatchNormKernel>(view);
}

} // namespace tt::runtime::fast
