// The kernels that oneDNN serves: convolutions in f32 and products in bf16 with constant weights.
//
// Convolutions are cut along images and rows of the result, products along rows and the weights' columns, into chunks
// that depend on the shapes alone. Chunks of equal shape share one primitive.
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

/// One part of a convolution's output rows.
struct RowPart {
  onednn::ConvolutionShape shape;
  int64_t firstIn, firstOut; ///< rows of the image and of the result where it begins
  std::shared_ptr<onednn::Primitive> primitive;
  size_t packing = 0; ///< which of the packed weights it reads
};

class OneDnnConvolution : public FastKernel {
public:
  OneDnnConvolution(std::vector<RowPart> given, const onednn::ConvolutionShape &whole, int64_t batch,
                    ChannelOperand bias, uint32_t lanes)
      : parts(std::move(given)), whole(whole), batch(batch), bias(bias), lanes(lanes) {
    for (RowPart &part : parts) {
      laneBytes = std::max(laneBytes, alignUp(part.primitive->scratchBytes()));
      part.packing = 0;
      while (part.packing < packers.size() && !packers[part.packing]->packsAlike(*part.primitive))
        ++part.packing;
      if (part.packing == packers.size())
        packers.push_back(part.primitive);
    }
    packed.resize(packers.size());
  }

  bool releasesOperand(size_t i) const override { return i == 1; }
  size_t scratchBytes() const override { return lanes * laneBytes; }

  void prepare(const KernelArgs &args) override {
    for (size_t i = 0; i < packers.size(); ++i) {
      packed[i].resize(packers[i]->packedBytes() / sizeof(float) + 16);
      packers[i]->pack(args.operands[1], packed[i].data());
    }
  }

  void run(const KernelArgs &args) override {
    const float *biases = bias.read(args, whole.outChannels, nullptr);
    int64_t rowIn = whole.width * whole.inChannels, rowOut = whole.x.out * whole.outChannels;
    int64_t count = static_cast<int64_t>(parts.size());
    forEachTask(args.threads, lanes, batch * count, [&](uint32_t lane, int64_t task) {
      int64_t image = task / count;
      const RowPart &part = parts[task % count];
      part.primitive->run(asFloats(args.operands[0]) + (image * whole.height + part.firstIn) * rowIn,
                          packed[part.packing].data(), biases,
                          asFloats(args.results[0]) + (image * whole.y.out + part.firstOut) * rowOut,
                          args.scratch + lane * laneBytes);
    });
  }

private:
  std::vector<RowPart> parts;
  onednn::ConvolutionShape whole;
  int64_t batch;
  ChannelOperand bias;
  uint32_t lanes;
  size_t laneBytes = 0;
  std::vector<std::shared_ptr<onednn::Primitive>> packers;
  std::vector<PackedFloats> packed;
};

/// Output rows [first, end) of a convolution as one of its own, over the image's rows that they cover.
RowPart cutRows(const onednn::ConvolutionShape &whole, int64_t first, int64_t end) {
  RowPart part{whole, 0, first, nullptr};
  const kernels::Window &y = whole.y;
  int64_t begin = y.position(first, 0), last = y.position(end - 1, y.kernel - 1) + 1;
  part.firstIn = std::clamp<int64_t>(begin, 0, y.in);
  int64_t endIn = std::clamp<int64_t>(last, part.firstIn, y.in);
  part.shape.height = endIn - part.firstIn;
  part.shape.y.in = part.shape.height;
  part.shape.y.out = end - first;
  part.shape.y.before = part.firstIn - begin;
  part.shape.y.after = last - endIn;
  return part;
}

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
  onednn::ConvolutionShape whole{.height = windows[0].in,
                                 .width = windows[1].in,
                                 .inChannels = view.intAttr("in_channels"),
                                 .outChannels = view.intAttr("out_channels"),
                                 .y = windows[0],
                                 .x = windows[1],
                                 .bias = bias.present()};
  // Few images are cut into parts of their rows, whatever the number of threads.
  int64_t batch = view.intAttr("batch_size"), rows = whole.y.out;
  int64_t count = batch >= 8 ? 1 : rows >= 28 ? 4 : rows >= 4 ? 2 : 1;
  std::vector<RowPart> parts;
  for (int64_t i = 0; i < count; ++i) {
    RowPart part = cutRows(whole, rows * i / count, rows * (i + 1) / count);
    if (part.shape.height == 0)
      return nullptr;
    for (const RowPart &other : parts)
      if (other.shape.height == part.shape.height && other.shape.y.out == part.shape.y.out &&
          other.shape.y.before == part.shape.y.before && other.shape.y.after == part.shape.y.after)
        part.primitive = other.primitive;
    if (!part.primitive)
      part.primitive = onednn::makeConvolution(part.shape);
    if (!part.primitive)
      return nullptr;
    parts.push_back(std::move(part));
  }
  return std::make_unique<OneDnnConvolution>(std::move(parts), whole, batch, bias, std::max(options.numThreads, 1u));
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
