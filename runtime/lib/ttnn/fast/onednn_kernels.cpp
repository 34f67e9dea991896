// The kernels that oneDNN serves: convolutions in f32 and products in bf16 with constant weights.
//
// Both are cut along the weights' columns and along images or rows, into chunks that depend on the shapes alone; each
// chunk of columns has weights packed for itself, so that all chunks of one size share one primitive.
#include <algorithm>
#include <vector>

#include "ttnn/fast/onednn.h"

namespace tt::runtime::fast {
namespace {

/// Chunks of `columns` that are equal and whole multiples of `unit`.
int64_t chunksOf(int64_t columns, int64_t wanted, int64_t unit) {
  while (wanted > 1 && columns % (wanted * unit) != 0)
    wanted /= 2;
  return wanted;
}

class OneDnnConvolution : public FastKernel {
public:
  OneDnnConvolution(std::unique_ptr<onednn::Primitive> primitive, const onednn::ConvolutionShape &shape, int64_t batch,
                    ChannelOperand bias, uint32_t lanes)
      : primitive(std::move(primitive)), shape(shape), batch(batch), chunks(shape.outStride / shape.outChannels),
        bias(bias), lanes(lanes), chunkFloats(divideUp(this->primitive->packedBytes(), 64) * 16),
        laneBytes(alignUp(this->primitive->scratchBytes())) {}

  bool releasesOperand(size_t i) const override { return i == 1; }
  size_t scratchBytes() const override { return lanes * laneBytes; }

  void prepare(const KernelArgs &args) override {
    packed.resize(static_cast<size_t>(chunks * chunkFloats));
    int64_t floats = shape.outChannels * shape.inChannels * shape.y.kernel * shape.x.kernel;
    for (int64_t chunk = 0; chunk < chunks; ++chunk)
      primitive->pack(asFloats(args.operands[1]) + chunk * floats, packed.data() + chunk * chunkFloats);
  }

  void run(const KernelArgs &args) override {
    const float *biases = bias.read(args, shape.outStride, nullptr);
    int64_t imageIn = shape.height * shape.width * shape.inChannels,
            imageOut = shape.y.out * shape.x.out * shape.outStride;
    forEachTask(args.threads, lanes, batch * chunks, [&](uint32_t lane, int64_t task) {
      int64_t image = task / chunks, chunk = task % chunks, channel = chunk * shape.outChannels;
      primitive->run(asFloats(args.operands[0]) + image * imageIn, packed.data() + chunk * chunkFloats,
                     biases ? biases + channel : nullptr, asFloats(args.results[0]) + image * imageOut + channel,
                     args.scratch + lane * laneBytes);
    });
  }

private:
  std::unique_ptr<onednn::Primitive> primitive;
  onednn::ConvolutionShape shape;
  int64_t batch, chunks;
  ChannelOperand bias;
  uint32_t lanes;
  int64_t chunkFloats;
  size_t laneBytes;
  PackedFloats packed;
};

/// Products of up to kRows rows, then bias, activation and conversion of what is still in the cache.
class OneDnnProduct : public FastKernel {
public:
  static constexpr int64_t kRows = 128;

  OneDnnProduct(const onednn::ProductShape &shape, int64_t rows, int64_t chunks, DataType out, Activation activation,
                ChannelOperand bias, uint32_t lanes)
      : shape(shape), rows(rows), chunks(chunks), out(out), activation(activation), bias(bias), lanes(lanes) {
    onednn::ProductShape whole = shape, rest = shape;
    whole.rows = std::min(rows, kRows);
    rest.rows = rows % kRows;
    if (whole.rows != 0)
      primitives[0] = onednn::makeProduct(whole);
    if (rows > kRows && rest.rows != 0)
      primitives[1] = onednn::makeProduct(rest);
    // Each has weights of its own, for it may prefer another layout.
    for (size_t i = 0; i < 2; ++i)
      if (primitives[i]) {
        chunkFloats[i] = divideUp(static_cast<int64_t>(primitives[i]->packedBytes()), 64) * 16;
        primitiveBytes = std::max(primitiveBytes, alignUp(primitives[i]->scratchBytes()));
      }
    biasBytes = bias.present() ? alignUp(chunks * shape.columns * sizeof(float)) : 0;
    laneBytes = primitiveBytes + alignUp(kRows * shape.columns * sizeof(float));
  }

  bool isComplete() const { return primitives[0] && (primitives[1] || rows <= kRows || rows % kRows == 0); }
  bool releasesOperand(size_t i) const override { return i == 1; }
  size_t scratchBytes() const override { return biasBytes + lanes * laneBytes; }

  void prepare(const KernelArgs &args) override {
    for (size_t i = 0; i < 2; ++i) {
      if (!primitives[i])
        continue;
      packed[i].resize(static_cast<size_t>(chunks * chunkFloats[i]));
      for (int64_t chunk = 0; chunk < chunks; ++chunk)
        primitives[i]->pack(reinterpret_cast<const uint16_t *>(args.operands[1]) +
                                chunk * shape.columns * shape.columnStride,
                            packed[i].data() + chunk * chunkFloats[i]);
    }
  }

  void run(const KernelArgs &args) override {
    const float *biases = bias.read(args, chunks * shape.columns, asFloats(args.scratch));
    forEachTask(args.threads, lanes, divideUp(rows, kRows) * chunks, [&](uint32_t lane, int64_t task) {
      int64_t first = task / chunks * kRows, count = std::min(kRows, rows - first), chunk = task % chunks;
      size_t which = primitives[1] && count < kRows ? 1 : 0;
      std::byte *scratch = args.scratch + biasBytes + lane * laneBytes;
      float *block = asFloats(scratch + primitiveBytes);
      primitives[which]->run(reinterpret_cast<const uint16_t *>(args.operands[0]) + first * shape.depth,
                             packed[which].data() + chunk * chunkFloats[which], nullptr, block, scratch);
      int64_t column = chunk * shape.columns;
      for (int64_t i = 0; i < count; ++i) {
        float *row = block + i * shape.columns;
        if (biases)
          kernels().binary(Binary::Add, row, 1, biases + column, 1, row, shape.columns);
        if (activation.op != Unary::Identity)
          kernels().unary(activation.op, activation.parameters, row, row, shape.columns);
        writeFloats(out, args.results[0], (first + i) * chunks * shape.columns + column, shape.columns, row);
      }
    });
  }

private:
  onednn::ProductShape shape; ///< of a chunk
  int64_t rows, chunks;
  DataType out;
  Activation activation;
  ChannelOperand bias;
  uint32_t lanes;
  std::unique_ptr<onednn::Primitive> primitives[2]; ///< for whole blocks of rows, and for the last
  int64_t chunkFloats[2] = {};
  size_t primitiveBytes = 0, biasBytes = 0, laneBytes = 0;
  PackedFloats packed[2];
};

bool isConstant(const KernelOptions &options, size_t operand) {
  return operand < options.constantOperands.size() && options.constantOperands[operand];
}

} // namespace

std::unique_ptr<Kernel> makeOneDnnConv2d(const OpView &view, const KernelOptions &options) {
  ChannelOperand bias = findChannels(view, "bias");
  constexpr DataType f32 = DataType::Float32;
  bool isF32 =
      view.operand(0).dtype == f32 && view.operand(1).dtype == f32 && view.result().dtype == f32 && bias.dtype == f32;
  if (!isF32 || !isConstant(options, 1) || view.intAttr("groups") != 1 || view.result().volume() == 0)
    return nullptr;
  std::vector<kernels::Window> windows = kernels::readWindows(
      view, {view.intAttr("input_height"), view.intAttr("input_width")}, kernels::PaddingOrder::Pairs, false);
  onednn::ConvolutionShape shape{.height = windows[0].in,
                                 .width = windows[1].in,
                                 .inChannels = view.intAttr("in_channels"),
                                 .outChannels = view.intAttr("out_channels"),
                                 .outStride = view.intAttr("out_channels"),
                                 .y = windows[0],
                                 .x = windows[1],
                                 .bias = bias.present()};
  shape.outChannels /= chunksOf(shape.outChannels, shape.outChannels >= 512 ? 4 : 2, 32);
  std::unique_ptr<onednn::Primitive> primitive = onednn::makeConvolution(shape);
  if (!primitive)
    return nullptr;
  return std::make_unique<OneDnnConvolution>(std::move(primitive), shape, view.intAttr("batch_size"), bias,
                                             std::max(options.numThreads, 1u));
}

std::unique_ptr<Kernel> makeOneDnnMatmul(const OpView &view, const KernelOptions &options, Activation activation,
                                         ChannelOperand bias) {
  const TensorDesc &left = view.operand(0), &right = view.operand(1), &out = view.result();
  size_t rank = right.shape.size();
  if (left.dtype != DataType::BFloat16 || right.dtype != DataType::BFloat16 || !isConstant(options, 1) || rank < 2 ||
      left.shape.size() < 2 || view.boolAttr("transpose_a", false) ||
      kernels::product(std::span(right.shape).first(rank - 2)) != 1 || out.volume() == 0 || left.volume() == 0)
    return nullptr;
  bool transposed = view.boolAttr("transpose_b", false);
  int64_t columns = out.shape.back(), depth = left.shape.back(), rows = out.volume() / columns;
  int64_t chunks = chunksOf(columns, 4, 64);
  onednn::ProductShape shape{.rows = rows,
                             .depth = depth,
                             .columns = columns / chunks,
                             .rowStride = transposed ? 1 : columns,
                             .columnStride = transposed ? depth : 1};
  auto kernel = std::make_unique<OneDnnProduct>(shape, rows, chunks, out.dtype, activation, bias,
                                                std::max(options.numThreads, 1u));
  return kernel->isComplete() ? std::move(kernel) : nullptr;
}

} // namespace tt::runtime::fast
