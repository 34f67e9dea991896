// Matrix products: matmul and linear with constant (packed once) or computed right sides, bias and activation.
//
// The work is cut into blocks of rows times groups of panels (columns). A right side that is not constant is packed by
// each task for its own panels. How it is cut depends on the shapes alone and every element is summed in the same
// order, so results do not depend on the number of threads.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>

namespace tt::runtime::fast {
namespace {

constexpr int64_t kRowBlock = 128;
/// Multiply-adds that a task should have at least.
constexpr int64_t kTaskWork = 1 << 20;

struct Matrix {
  DataType dtype;
  Shape batch, batchStrides;
  int64_t rows = 1, columns = 1, rowStride = 0, columnStride = 0;
};

Matrix readMatrix(const TensorDesc &desc, bool transpose, bool isLeft) {
  Matrix m{.dtype = desc.dtype, .batch = {}, .batchStrides = {}};
  int64_t last = desc.shape.back();
  if (desc.shape.size() == 1) {
    (isLeft ? m.columns : m.rows) = last;
    (isLeft ? m.columnStride : m.rowStride) = 1;
    m.rowStride = isLeft ? last : 1;
    return m;
  }
  m.batch.assign(desc.shape.begin(), desc.shape.end() - 2);
  m.rows = desc.shape[desc.shape.size() - 2];
  m.columns = last;
  m.rowStride = last;
  m.columnStride = 1;
  if (transpose) {
    std::swap(m.rows, m.columns);
    std::swap(m.rowStride, m.columnStride);
  }
  return m;
}

class MatmulKernel : public FastKernel {
public:
  MatmulKernel(const OpView &view, const KernelOptions &options, Activation activation, ChannelOperand bias)
      : activation(activation), bias(bias), out(view.result().dtype), lanes(std::max(options.numThreads, 1u)) {
    a = readMatrix(view.operand(0), view.boolAttr("transpose_a", false), true);
    b = readMatrix(view.operand(1), view.boolAttr("transpose_b", false), false);
    batch = *kernels::broadcastShapes(a.batch, b.batch);
    depth = a.columns;
    columns = b.columns;
    constantRight =
        options.constantOperands.size() > 1 && options.constantOperands[1] && kernels::product(b.batch) == 1;
    if (kernels::product(b.batch) == 1 && a.columnStride == 1) {
      // One right side for all: the left sides are one tall matrix. Its rows lie one behind the other, those of
      // transposed columns too, which are matrices of one row.
      a.rows *= kernels::product(a.batch);
      a.rowStride = a.columns;
      batch.clear();
    }
    for (Matrix *m : {&a, &b}) {
      m->batchStrides = batch.empty() ? Shape{} : kernels::broadcastStrides(m->batch, batch);
      for (int64_t &stride : m->batchStrides)
        stride *= m->rows * m->columns;
    }
    items = kernels::product(batch);
    panelWidth = static_cast<int64_t>(kernels().panelWidth);
    panels = divideUp(columns, panelWidth);
    convertsLeft = a.dtype != DataType::Float32 || a.columnStride != 1;
    convertsOut = out != DataType::Float32;
    cut();
  }

  void prepare(const KernelArgs &args) override {
    if (!constantRight)
      return;
    packed.resize(static_cast<size_t>(panels * depth * panelWidth));
    std::vector<float> copy;
    const float *right = asFloats(args.operands[1]);
    if (b.dtype != DataType::Float32) {
      copy.resize(static_cast<size_t>(depth * columns));
      readFloats(b.dtype, args.operands[1], 0, depth * columns, copy.data());
      right = copy.data();
    }
    args.threads.parallelFor(panels, 1, [&](int64_t begin, int64_t end) {
      pack(right, begin, end, packed.data() + begin * depth * panelWidth);
    });
  }

  size_t scratchBytes() const override { return biasBytes + lanes * laneBytes; }
  bool releasesOperand(size_t i) const override { return i == 1 && constantRight; }

  void run(const KernelArgs &args) override {
    const float *biasValues = bias.read(args, columns, reinterpret_cast<float *>(args.scratch));
    forEachTask(args.threads, lanes, items * rowBlocks * groups, [&](uint32_t lane, int64_t task) {
      runTask(args, args.scratch + biasBytes + lane * laneBytes, biasValues, task);
    });
  }

private:
  /// Chooses the blocks and lays out the scratch memory of a lane.
  void cut() {
    rowBlock = constantRight ? std::min(kRowBlock, a.rows) : a.rows;
    rowBlock = std::max<int64_t>(rowBlock, 1);
    rowBlocks = divideUp(a.rows, rowBlock);
    int64_t panelWork = std::max<int64_t>(rowBlock * depth * panelWidth, 1);
    groupPanels = std::clamp<int64_t>(divideUp(kTaskWork, panelWork), 1, std::max<int64_t>(panels, 1));
    // Converting the left side for every group would cost more than the groups bring.
    if (convertsLeft)
      groupPanels = std::max(groupPanels, std::min<int64_t>(panels, 8));
    groups = divideUp(panels, groupPanels);
    int64_t groupWidth = groupPanels * panelWidth;
    biasBytes = bias.present() && bias.dtype != DataType::Float32 ? alignUp(columns * sizeof(float)) : 0;
    size_t rightBytes = constantRight ? 0 : alignUp(groupWidth * depth * sizeof(float));
    size_t sourceBytes =
        constantRight || b.dtype == DataType::Float32 ? 0 : alignUp(panelWidth * depth * sizeof(float));
    size_t leftBytes = convertsLeft ? alignUp(std::min(rowBlock, kRowBlock) * depth * sizeof(float)) : 0;
    size_t outBytes = convertsOut ? alignUp(std::min(rowBlock, kRowBlock) * groupWidth * sizeof(float)) : 0;
    rightAt = 0;
    sourceAt = rightAt + rightBytes;
    leftAt = sourceAt + sourceBytes;
    outAt = leftAt + leftBytes;
    laneBytes = outAt + outBytes;
  }

  /// Panels [begin, end) of a right side in f32.
  void pack(const float *right, int64_t begin, int64_t end, float *to) const {
    int64_t first = begin * panelWidth, last = std::min(end * panelWidth, columns);
    kernels().packB(right + first * b.columnStride, b.rowStride, b.columnStride, depth, last - first, to);
  }

  /// Packs panels [begin, end) of a right side that was computed, and may have to be converted.
  void packComputed(const KernelArgs &args, int64_t offset, int64_t begin, int64_t end, std::byte *lane) const {
    float *to = asFloats(lane + rightAt);
    if (b.dtype == DataType::Float32) {
      pack(asFloats(args.operands[1]) + offset, begin, end, to);
      return;
    }
    float *source = asFloats(lane + sourceAt);
    for (int64_t panel = begin; panel < end; ++panel) {
      int64_t first = panel * panelWidth, width = std::min(panelWidth, columns - first);
      float *panelTo = to + (panel - begin) * depth * panelWidth;
      if (b.columnStride == 1) {
        for (int64_t k = 0; k < depth; ++k)
          readFloats(b.dtype, args.operands[1], offset + k * b.rowStride + first, width, source + k * width);
        kernels().packB(source, width, 1, depth, width, panelTo);
      } else {
        for (int64_t j = 0; j < width; ++j)
          readFloats(b.dtype, args.operands[1], offset + (first + j) * b.columnStride, depth, source + j * depth);
        kernels().packB(source, 1, depth, depth, width, panelTo);
      }
    }
  }

  /// Rows [first, first + count) of a left side that is not f32 or is transposed, as dense f32.
  void convertLeft(const KernelArgs &args, int64_t offset, int64_t first, int64_t count, float *to) const {
    if (a.columnStride == 1) {
      readFloats(a.dtype, args.operands[0], offset + first * depth, count * depth, to);
      return;
    }
    float buffer[kRowBlock];
    for (int64_t k = 0; k < depth; ++k) {
      const float *column = viewFloats(a.dtype, args.operands[0], offset + k * a.columnStride + first, count, buffer);
      for (int64_t i = 0; i < count; ++i)
        to[i * depth + k] = column[i];
    }
  }

  void runTask(const KernelArgs &args, std::byte *lane, const float *biasValues, int64_t task) const {
    int64_t group = task % groups, block = task / groups % rowBlocks, item = task / groups / rowBlocks;
    int64_t firstPanel = group * groupPanels, lastPanel = std::min(firstPanel + groupPanels, panels);
    int64_t firstColumn = firstPanel * panelWidth, width = std::min(lastPanel * panelWidth, columns) - firstColumn;
    int64_t aOffset = kernels::offsetAt(item, batch, a.batchStrides);
    const float *right = nullptr;
    if (constantRight) {
      right = packed.data() + firstPanel * depth * panelWidth;
    } else {
      packComputed(args, kernels::offsetAt(item, batch, b.batchStrides), firstPanel, lastPanel, lane);
      right = asFloats(lane + rightAt);
    }
    int64_t end = std::min((block + 1) * rowBlock, a.rows);
    for (int64_t row = block * rowBlock; row < end; row += kRowBlock) {
      int64_t count = std::min(kRowBlock, end - row);
      const float *left = asFloats(args.operands[0]) + aOffset + row * a.rowStride;
      int64_t leftStride = a.rowStride;
      if (convertsLeft) {
        convertLeft(args, aOffset, row, count, asFloats(lane + leftAt));
        left = asFloats(lane + leftAt);
        leftStride = depth;
      }
      const float *rows[kRowBlock];
      for (int64_t i = 0; i < count; ++i)
        rows[i] = left + i * leftStride;
      int64_t outOffset = (item * a.rows + row) * columns + firstColumn;
      float *c = convertsOut ? asFloats(lane + outAt) : asFloats(args.results[0]) + outOffset;
      kernels().gemm({.rows = rows,
                      .taps = 1,
                      .tapDepth = static_cast<size_t>(depth),
                      .b = right,
                      .panelStride = static_cast<size_t>(depth * panelWidth),
                      .c = c,
                      .ldc = static_cast<size_t>(convertsOut ? width : columns),
                      .m = static_cast<size_t>(count),
                      .n = static_cast<size_t>(width),
                      .bias = biasValues ? biasValues + firstColumn : nullptr,
                      .activation = activation.op,
                      .parameters = activation.parameters});
      if (convertsOut)
        for (int64_t i = 0; i < count; ++i)
          writeFloats(out, args.results[0], outOffset + i * columns, width, c + i * width);
    }
  }

  Activation activation;
  ChannelOperand bias;
  DataType out;
  uint32_t lanes;
  Matrix a, b;
  Shape batch;
  int64_t items = 1, depth = 0, columns = 0, panelWidth = 0, panels = 0;
  bool constantRight = false, convertsLeft = false, convertsOut = false;
  int64_t rowBlock = 1, rowBlocks = 1, groupPanels = 1, groups = 1;
  size_t biasBytes = 0, laneBytes = 0, rightAt = 0, sourceAt = 0, leftAt = 0, outAt = 0;
  PackedFloats packed;
};

} // namespace

std::unique_ptr<Kernel> makeMatmul(const OpView &view, const KernelOptions &options) {
  const TensorDesc &left = view.operand(0), &right = view.operand(1);
  if (!isFast(left.dtype) || !isFast(right.dtype) || !isFast(view.result().dtype))
    return nullptr;
  std::optional<Activation> activation = findActivation(view.stringAttr("activation", ""));
  if (!activation)
    return nullptr;
  ChannelOperand bias;
  if (view.name() == "ttnn.linear")
    bias = findChannels(view, "bias");
  if (bias.present()) {
    // One number for each column; other shapes are rare.
    const TensorDesc &desc = view.operand(*bias.operand);
    bool vector = right.shape.size() > 1 && !desc.shape.empty() && desc.volume() == view.result().shape.back() &&
                  desc.shape.back() == view.result().shape.back();
    if (!vector || !isFast(desc.dtype))
      return nullptr;
  }
  if (std::unique_ptr<Kernel> kernel = makeOneDnnMatmul(view, options, *activation, bias))
    return kernel;
  return std::make_unique<MatmulKernel>(view, options, *activation, bias);
}

} // namespace tt::runtime::fast
