// Normalizations over the last dimension, channels and groups; softmax.
#include <algorithm>
#include <cmath>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {
namespace {

/// An optional operand with one factor or addend for each of `count` channels.
struct ChannelOperand {
  std::optional<size_t> operand;
  DataType dtype = DataType::Float32;

  /// All elements, or `otherwise` for each where the operand is absent.
  std::vector<double> read(const KernelArgs &args, int64_t count, double otherwise) const {
    std::vector<double> values(count, otherwise);
    if (operand)
      load(dtype, args.operands[*operand], 0, 1, count, values.data());
    return values;
  }
};

ChannelOperand findChannels(const OpView &view, std::string_view name, int64_t count) {
  ChannelOperand result{view.find(name)};
  if (result.operand) {
    const TensorDesc &desc = view.operand(*result.operand);
    if (desc.volume() != count)
      view.fail("operand '" + std::string(name) + "' must have " + std::to_string(count) + " elements, not " +
                std::to_string(desc.volume()));
    checkDtype(view, desc, kFloats, "weights and statistics");
    result.dtype = desc.dtype;
  }
  return result;
}

double readEpsilon(const OpView &view, double otherwise) {
  double epsilon = view.floatAttr("epsilon", otherwise);
  view.check(epsilon >= 0, "attribute 'epsilon' must not be negative");
  return epsilon;
}

struct Moments {
  double mean = 0, variance = 0;
};

/// Mean and (biased) variance.
Moments momentsOf(const std::vector<double> &values) {
  double count = static_cast<double>(values.size());
  Moments moments;
  for (double value : values)
    moments.mean += value;
  moments.mean /= count;
  for (double value : values)
    moments.variance += (value - moments.mean) * (value - moments.mean);
  moments.variance /= count;
  return moments;
}

/// Normalizes each line of the last dimension with `normalize(line, epsilon)`, then applies weight and bias.
template <class Normalize>
std::unique_ptr<Kernel> makeLastDimNorm(const OpView &view, Normalize normalize) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkShape(view, out, in.shape, "the result");
  view.check(!in.shape.empty(), "the input must not be a scalar");
  int64_t width = in.shape.back();
  ChannelOperand weight = findChannels(view, "weight", width), bias = findChannels(view, "bias", width);
  double epsilon = readEpsilon(view, 1e-12);
  return makeKernel([=, lines = Lines(in.shape, in.shape.size() - 1).outer, inType = in.dtype,
                     outType = out.dtype](const KernelArgs &args) {
    std::vector<double> factors = weight.read(args, width, 1), addends = bias.read(args, width, 0), line(width);
    for (int64_t l = 0; l < lines; ++l) {
      load(inType, args.operands[0], l * width, 1, width, line.data());
      normalize(line, epsilon);
      for (int64_t i = 0; i < width; ++i)
        line[i] = line[i] * factors[i] + addends[i];
      store(outType, args.results[0], l * width, 1, width, line.data());
    }
  });
}

std::unique_ptr<Kernel> makeLayerNorm(const OpView &view) {
  return makeLastDimNorm(view, [](std::vector<double> &line, double epsilon) {
    Moments moments = momentsOf(line);
    double deviation = std::sqrt(moments.variance + epsilon);
    for (double &x : line)
      x = (x - moments.mean) / deviation;
  });
}

std::unique_ptr<Kernel> makeRmsNorm(const OpView &view) {
  return makeLastDimNorm(view, [](std::vector<double> &line, double epsilon) {
    double squares = 0;
    for (double x : line)
      squares += x * x;
    double rootMeanSquare = std::sqrt(squares / static_cast<double>(line.size()) + epsilon);
    for (double &x : line)
      x /= rootMeanSquare;
  });
}

/// [N, C, ...]: batch, channels, positions.
struct ChannelsFirst {
  int64_t batch, channels, positions;
};

ChannelsFirst readChannelsFirst(const OpView &view) {
  const TensorDesc &in = view.operand(0);
  view.check(in.shape.size() >= 2, "the input must have rank 2 at least");
  checkShape(view, view.result(), in.shape, "the result");
  return {in.shape[0], in.shape[1], product(std::span(in.shape).subspan(2))};
}

/// Calls body(offset) for the first element of each of a channel's runs of `positions` elements.
template <class Body>
void forEachRunOf(const ChannelsFirst &shape, int64_t channel, Body body) {
  for (int64_t n = 0; n < shape.batch; ++n)
    body((n * shape.channels + channel) * shape.positions);
}

/// x * factor + addend for all elements of a channel.
void scaleChannel(const KernelArgs &args, const ChannelsFirst &shape, int64_t channel, DataType inType,
                  DataType outType, double mean, double factor, double addend, std::vector<double> &run) {
  forEachRunOf(shape, channel, [&](int64_t offset) {
    load(inType, args.operands[0], offset, 1, shape.positions, run.data());
    for (double &x : run)
      x = (x - mean) * factor + addend;
    store(outType, args.results[0], offset, 1, shape.positions, run.data());
  });
}

std::unique_ptr<Kernel> makeBatchNormInference(const OpView &view) {
  ChannelsFirst shape = readChannelsFirst(view);
  ChannelOperand mean = findChannels(view, "running_mean", shape.channels);
  ChannelOperand variance = findChannels(view, "running_var", shape.channels);
  ChannelOperand weight = findChannels(view, "weight", shape.channels),
                 bias = findChannels(view, "bias", shape.channels);
  view.check(mean.operand && variance.operand, "operands 'running_mean' and 'running_var' are needed");
  double epsilon = readEpsilon(view, 1e-5);
  return makeKernel([=, inType = view.operand(0).dtype, outType = view.result().dtype](const KernelArgs &args) {
    std::vector<double> means = mean.read(args, shape.channels, 0), variances = variance.read(args, shape.channels, 1);
    std::vector<double> weights = weight.read(args, shape.channels, 1), biases = bias.read(args, shape.channels, 0);
    std::vector<double> run(shape.positions);
    for (int64_t c = 0; c < shape.channels; ++c)
      scaleChannel(args, shape, c, inType, outType, means[c], weights[c] / std::sqrt(variances[c] + epsilon), biases[c],
                   run);
  });
}

/// Also moves the running statistics, in place; the variance among them is the unbiased one, as PyTorch's.
std::unique_ptr<Kernel> makeBatchNormTraining(const OpView &view) {
  ChannelsFirst shape = readChannelsFirst(view);
  ChannelOperand runningMean = findChannels(view, "running_mean", shape.channels);
  ChannelOperand runningVariance = findChannels(view, "running_var", shape.channels);
  view.check(runningMean.operand && runningVariance.operand, "operands 'running_mean' and 'running_var' are needed");
  ChannelOperand weight = findChannels(view, "weight", shape.channels),
                 bias = findChannels(view, "bias", shape.channels);
  double epsilon = readEpsilon(view, 1e-5), momentum = view.floatAttr("momentum", 0.1);
  auto run = [=, inType = view.operand(0).dtype, outType = view.result().dtype](const KernelArgs &args) {
    std::vector<double> weights = weight.read(args, shape.channels, 1), biases = bias.read(args, shape.channels, 0);
    std::vector<double> values(shape.batch * shape.positions), run(shape.positions);
    double count = static_cast<double>(values.size());
    for (int64_t c = 0; c < shape.channels; ++c) {
      double *next = values.data();
      forEachRunOf(shape, c, [&](int64_t offset) {
        load(inType, args.operands[0], offset, 1, shape.positions, next);
        next += shape.positions;
      });
      Moments moments = momentsOf(values);
      scaleChannel(args, shape, c, inType, outType, moments.mean, weights[c] / std::sqrt(moments.variance + epsilon),
                   biases[c], run);
      auto move = [&](const ChannelOperand &statistic, double target) {
        double value;
        load(statistic.dtype, args.operands[*statistic.operand], c, 0, 1, &value);
        value += momentum * (target - value);
        store(statistic.dtype, writable(args, *statistic.operand), c, 0, 1, &value);
      };
      move(runningMean, moments.mean);
      move(runningVariance, moments.variance * count / std::max(count - 1, 1.0));
    }
  };
  return makeKernel(run, {.writtenOperands = {*runningMean.operand, *runningVariance.operand}});
}

/// Images with channels last, [N, ..., C]; statistics over all positions and channels of a group.
std::unique_ptr<Kernel> makeGroupNorm(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  view.check(in.shape.size() >= 2, "the input must have rank 2 at least");
  checkShape(view, out, in.shape, "the result");
  int64_t channels = in.shape.back(), batch = in.shape.front();
  int64_t positions = product(std::span(in.shape).subspan(1, in.shape.size() - 2));
  int64_t groups = checkedInt(view, "num_groups", 1, std::max<int64_t>(channels, 1));
  view.check(channels % groups == 0, "'num_groups' must divide the number of channels");
  ChannelOperand weight = findChannels(view, "weight", channels), bias = findChannels(view, "bias", channels);
  double epsilon = readEpsilon(view, 1e-12);
  int64_t width = channels / groups;
  return makeKernel([=, inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
    std::vector<double> factors = weight.read(args, channels, 1), addends = bias.read(args, channels, 0);
    std::vector<double> values(positions * width);
    for (int64_t n = 0; n < batch; ++n)
      for (int64_t g = 0; g < groups; ++g) {
        auto offset = [&](int64_t p) { return (n * positions + p) * channels + g * width; };
        for (int64_t p = 0; p < positions; ++p)
          load(inType, args.operands[0], offset(p), 1, width, &values[p * width]);
        Moments moments = momentsOf(values);
        double deviation = std::sqrt(moments.variance + epsilon);
        for (int64_t p = 0; p < positions; ++p) {
          for (int64_t i = 0; i < width; ++i) {
            double &x = values[p * width + i];
            x = (x - moments.mean) / deviation * factors[g * width + i] + addends[g * width + i];
          }
          store(outType, args.results[0], offset(p), 1, width, &values[p * width]);
        }
      }
  });
}

/// The maximum is always subtracted first, whether `numericStable` asks for it or not.
std::unique_ptr<Kernel> makeSoftmax(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkShape(view, out, in.shape, "the result");
  Lines lines(in.shape, checkDim(view, view.intAttr("dimension"), in.shape.size()));
  return makeKernel(
      [=, inType = in.dtype, outType = out.dtype](const KernelArgs &args) {
        std::vector<double> line(lines.length);
        for (int64_t l = 0; l < lines.count(); ++l) {
          load(inType, args.operands[0], lines.offset(l), lines.stride(), lines.length, line.data());
          double greatest = line[0], sum = 0;
          for (double x : line)
            greatest = maximum(greatest, x);
          for (double &x : line)
            sum += x = std::exp(x - greatest);
          for (double &x : line)
            x /= sum;
          store(outType, args.results[0], lines.offset(l), lines.stride(), lines.length, line.data());
        }
      },
      {.inPlaceOperand = in.dtype == out.dtype ? 0 : -1});
}

} // namespace

std::vector<KernelEntry> normalizationKernels() {
  return {{"batch_norm_inference", makeBatchNormInference, kFloats},
          {"batch_norm_training", makeBatchNormTraining, kFloats},
          {"group_norm", makeGroupNorm, kFloats},
          {"layer_norm", makeLayerNorm, kFloats},
          {"rms_norm", makeRmsNorm, kFloats},
          {"softmax", makeSoftmax, kFloats}};
}

} // namespace tt::runtime::kernels
