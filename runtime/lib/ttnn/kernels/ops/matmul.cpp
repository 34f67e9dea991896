// Matrix products: matmul and linear, with batches, transposes, bias and activation.
#include <algorithm>

#include "ttnn/kernels/ops/elementwise.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::kernels {
namespace {

/// One operand as a stack of matrices.
struct MatrixOperand {
  Shape batch; ///< leading dimensions
  int64_t rows = 1, columns = 1;
  int64_t rowStride = 0, columnStride = 0;
};

/// A vector is a row on the left and a column on the right; only matrices can be transposed.
MatrixOperand readMatrix(const OpView &view, const TensorDesc &desc, bool transpose, bool isLeft) {
  view.check(!desc.shape.empty(), "operands of a matrix product must not be scalars");
  MatrixOperand matrix;
  int64_t last = desc.shape.back();
  if (desc.shape.size() == 1) {
    (isLeft ? matrix.columns : matrix.rows) = last;
    (isLeft ? matrix.columnStride : matrix.rowStride) = 1;
    return matrix;
  }
  matrix.batch.assign(desc.shape.begin(), desc.shape.end() - 2);
  matrix.rows = desc.shape[desc.shape.size() - 2];
  matrix.columns = last;
  matrix.rowStride = last;
  matrix.columnStride = 1;
  if (transpose) {
    std::swap(matrix.rows, matrix.columns);
    std::swap(matrix.rowStride, matrix.columnStride);
  }
  return matrix;
}

/// The fused activation, by the name of its elementwise op; null for none.
const UnaryFunction *readActivation(const OpView &view, Scalars &scalars) {
  std::string_view name = view.stringAttr("activation", "");
  if (name.empty())
    return nullptr;
  if (name == "gelu_tanh" || name == "gelu_approx") {
    name = "gelu";
    scalars.first = 1;
  }
  for (const char *known :
       {"relu", "relu6", "gelu", "silu", "sigmoid", "tanh", "mish", "hardsigmoid", "exp", "sqrt", "abs", "neg"})
    if (name == known)
      return findUnaryFunction(name);
  view.fail("activation \"" + std::string(name) + "\" is unknown");
}

struct Bias {
  size_t operand;
  DataType dtype;
  Shape strides; ///< as broadcast to the product
};

template <class Compute>
std::unique_ptr<Kernel> makeProduct(const OpView &view, const MatrixOperand &a, const MatrixOperand &b,
                                    const Shape &batch, const std::optional<Bias> &bias) {
  Scalars scalars;
  const UnaryFunction *activation = readActivation(view, scalars);
  auto activate = activation ? select(*activation, Compute{}) : nullptr;
  view.check(!activation || activate, "the activation is not defined for integers");

  int64_t batches = product(batch), rows = a.rows, columns = b.columns, depth = a.columns;
  auto matrixStrides = [&](const MatrixOperand &m) {
    Shape strides = broadcastStrides(m.batch, batch);
    for (int64_t &stride : strides)
      stride = multiplySizes(stride, multiplySizes(m.rows, m.columns));
    return strides;
  };
  Shape biasBatch(batch.size(), 0);
  int64_t biasRow = 0, biasColumn = 0;
  if (bias) {
    // Strides for (batch..., rows, columns); those of dropped dimensions are 0.
    std::copy_n(bias->strides.begin(), batch.size(), biasBatch.begin());
    biasRow = bias->strides[batch.size()];
    biasColumn = bias->strides[batch.size() + 1];
  }
  Shape aBatch = matrixStrides(a), bBatch = matrixStrides(b);

  // Columns are computed in panels: each converts its part of b once, then goes through all rows of a.
  constexpr int64_t kPanel = 128;
  int64_t panels = (columns + kPanel - 1) / kPanel;
  checkedProduct(view, {depth, kPanel, sizeof(Compute)});
  auto computePanel = [=, aType = view.operand(0).dtype, bType = view.operand(1).dtype,
                       outType = view.result().dtype](const KernelArgs &args, int64_t task) {
    int64_t item = task / panels;
    int64_t aStart = offsetAt(item, batch, aBatch), bStart = offsetAt(item, batch, bBatch);
    int64_t biasStart = offsetAt(item, batch, biasBatch);
    int64_t first = task % panels * kPanel, width = std::min(kPanel, columns - first);
    std::vector<Compute> panel(depth * width), row(depth), sums(width), added(width);
    for (int64_t k = 0; k < depth; ++k)
      load(bType, args.operands[1], bStart + k * b.rowStride + first * b.columnStride, b.columnStride, width,
           &panel[k * width]);
    for (int64_t i = 0; i < rows; ++i) {
      load(aType, args.operands[0], aStart + i * a.rowStride, a.columnStride, depth, row.data());
      std::ranges::fill(sums, 0);
      for (int64_t k = 0; k < depth; ++k)
        for (int64_t j = 0; j < width; ++j)
          sums[j] = addWrapping(sums[j], multiplyWrapping(row[k], panel[k * width + j]));
      if (bias) {
        load(bias->dtype, args.operands[bias->operand], biasStart + i * biasRow + first * biasColumn, biasColumn, width,
             added.data());
        for (int64_t j = 0; j < width; ++j)
          sums[j] = addWrapping(sums[j], added[j]);
      }
      if (activate)
        for (int64_t j = 0; j < width; ++j)
          sums[j] = activate(sums[j], scalars);
      store(outType, args.results[0], (item * rows + i) * columns + first, 1, width, sums.data());
    }
  };
  return makeKernel([=](const KernelArgs &args) {
    args.threads.parallelFor(batches * panels, 1, [&](int64_t begin, int64_t end) {
      for (int64_t task = begin; task < end; ++task)
        computePanel(args, task);
    });
  });
}

std::unique_ptr<Kernel> makeMatmul(const OpView &view) {
  const TensorDesc &aDesc = view.operand(0), &bDesc = view.operand(1), &out = view.result();
  MatrixOperand a = readMatrix(view, aDesc, view.boolAttr("transpose_a", false), true);
  MatrixOperand b = readMatrix(view, bDesc, view.boolAttr("transpose_b", false), false);
  if (a.columns != b.rows)
    view.fail("a has " + std::to_string(a.columns) + " columns, but b has " + std::to_string(b.rows) + " rows");
  std::optional<Shape> batch = broadcastShapes(a.batch, b.batch);
  if (!batch)
    view.fail("the leading dimensions " + toString(a.batch) + " and " + toString(b.batch) + " do not broadcast");

  Shape full = *batch, expected = *batch;
  full.insert(full.end(), {a.rows, b.columns});
  if (aDesc.shape.size() > 1)
    expected.push_back(a.rows);
  if (bDesc.shape.size() > 1)
    expected.push_back(b.columns);
  checkShape(view, out, expected, "the result");

  std::optional<Bias> bias;
  bool floating = isFloat(aDesc.dtype) || isFloat(bDesc.dtype);
  if (view.name() == "ttnn.linear") {
    if (std::optional<size_t> operand = view.find("bias")) {
      const TensorDesc &desc = view.operand(*operand);
      std::optional<Shape> sum = broadcastShapes(desc.shape, expected);
      view.check(sum && *sum == expected, "the bias does not broadcast to the product");
      // As for the product with all its dimensions: a dropped row or column dimension is put back.
      Shape padded(expected.size() - desc.shape.size(), 1);
      padded.insert(padded.end(), desc.shape.begin(), desc.shape.end());
      if (aDesc.shape.size() == 1)
        padded.insert(padded.begin() + static_cast<int64_t>(batch->size()), 1);
      if (bDesc.shape.size() == 1)
        padded.push_back(1);
      bias = Bias{*operand, desc.dtype, broadcastStrides(padded, full)};
      floating = floating || isFloat(desc.dtype);
    }
  }
  return withComputeType(floating,
                         [&](auto compute) { return makeProduct<decltype(compute)>(view, a, b, *batch, bias); });
}

} // namespace

std::vector<KernelEntry> matmulKernels() {
  return {{"linear", makeMatmul, kNumbers}, {"matmul", makeMatmul, kNumbers}};
}

} // namespace tt::runtime::kernels
