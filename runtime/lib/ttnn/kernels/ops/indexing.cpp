// Ops that pick or place elements by indices from a tensor: embedding, gather, scatter.
#include <algorithm>
#include <cstring>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::kernels {
namespace {

/// A table [vocabulary, width], perhaps with leading dimensions of size 1.
struct Table {
  int64_t rows, width;
};

Table readTable(const OpView &view, const TensorDesc &desc, const char *what) {
  size_t rank = desc.shape.size();
  if (rank < 2 || product(std::span(desc.shape).first(rank - 2)) != 1)
    view.fail(std::string(what) + " must have shape [rows, width]");
  return {desc.shape[rank - 2], desc.shape[rank - 1]};
}

std::unique_ptr<Kernel> makeEmbedding(const OpView &view) {
  const TensorDesc &indices = view.operand(0), &weight = view.operand(1), &out = view.result();
  checkDtype(view, indices, kIntegers, "the indices");
  Table table = readTable(view, weight, "the weight");
  Shape expected = indices.shape;
  expected.push_back(table.width);
  checkShape(view, out, expected, "the result");
  checkSameDtype(view, out, weight, "the result");
  return makeKernel([=, view = &view, count = indices.volume(), indexType = indices.dtype,
                     bytes = table.width * static_cast<int64_t>(elementSize(weight.dtype))](const KernelArgs &args) {
    for (int64_t i = 0; i < count; ++i) {
      int64_t row = readIndex(*view, indexType, args.operands[0], i, table.rows, "index");
      std::memcpy(args.results[0] + i * bytes, args.operands[1] + row * bytes, static_cast<size_t>(bytes));
    }
  });
}

/// Adds row i of the gradient to row input[i] of zeros.
std::unique_ptr<Kernel> makeEmbeddingBackward(const OpView &view) {
  const TensorDesc &indices = view.operand(0), &weight = view.operand(1), &gradient = view.operand(2);
  const TensorDesc &out = view.result();
  checkDtype(view, indices, kIntegers, "the indices");
  Table table = readTable(view, weight, "the weight");
  checkShape(view, out, weight.shape, "the result");
  view.check(gradient.volume() == checkedProduct(view, {indices.volume(), table.width}),
             "the gradient must have one row for each index");
  return makeKernel([=, view = &view, count = indices.volume(), indexType = indices.dtype, outType = out.dtype,
                     gradientType = gradient.dtype](const KernelArgs &args) {
    std::vector<double> sums(table.rows * table.width), row(table.width);
    for (int64_t i = 0; i < count; ++i) {
      int64_t target = readIndex(*view, indexType, args.operands[0], i, table.rows, "index");
      load(gradientType, args.operands[2], i * table.width, 1, table.width, row.data());
      for (int64_t d = 0; d < table.width; ++d)
        sums[target * table.width + d] += row[d];
    }
    store(outType, args.results[0], 0, 1, static_cast<int64_t>(sums.size()), sums.data());
  });
}

/// That `index` reaches over no dimension of `tensor` but `dim`.
void checkIndexShape(const OpView &view, const TensorDesc &index, const TensorDesc &tensor, size_t dim,
                     const char *what) {
  checkRank(view, index, tensor.shape.size(), "the index");
  for (size_t d = 0; d < tensor.shape.size(); ++d)
    if (d != dim && index.shape[d] > tensor.shape[d])
      view.fail("the index is larger than " + std::string(what) + " in dimension " + std::to_string(d));
}

/// Reads of `index`, and where they point: body(offset in the tensor, place in the index).
class IndexedWalk {
public:
  IndexedWalk(const OpView &view, const TensorDesc &tensor, const TensorDesc &index, size_t dim)
      : view(&view), dtype(index.dtype), limit(tensor.shape[dim]), dimStride(rowMajorStrides(tensor.shape)[dim]),
        walk(index.shape, {withoutDim(tensor, dim), rowMajorStrides(index.shape)}) {}

  template <class Body>
  void forEach(const std::byte *indices, Body body) const {
    walk.forEachRun([&](const auto &offsets, int64_t count) {
      for (int64_t i = 0; i < count; ++i) {
        int64_t place = offsets[1] + i * walk.runStrides()[1];
        int64_t at = readIndex(*view, dtype, indices, place, limit, "index");
        body(offsets[0] + i * walk.runStrides()[0] + at * dimStride, place);
      }
    });
  }

private:
  static Shape withoutDim(const TensorDesc &tensor, size_t dim) {
    Shape strides = rowMajorStrides(tensor.shape);
    strides[dim] = 0;
    return strides;
  }

  const OpView *view;
  DataType dtype;
  int64_t limit, dimStride;
  StridedWalk<2> walk;
};

std::unique_ptr<Kernel> makeGather(const OpView &view) {
  const TensorDesc &in = view.operand(0), &index = view.operand(1), &out = view.result();
  size_t dim = checkDim(view, view.intAttr("dim"), in.shape.size());
  checkDtype(view, index, kIntegers, "the index");
  checkIndexShape(view, index, in, dim, "the input");
  checkShape(view, out, index.shape, "the result");
  checkSameDtype(view, out, in, "the result");
  return makeKernel([walk = IndexedWalk(view, in, index, dim),
                     bytes = static_cast<int64_t>(elementSize(in.dtype))](const KernelArgs &args) {
    walk.forEach(args.operands[1], [&](int64_t offset, int64_t place) {
      std::memcpy(args.results[0] + place * bytes, args.operands[0] + offset * bytes, static_cast<size_t>(bytes));
    });
  });
}

/// How a scattered element is combined with what was there.
enum class Combine { Replace, Sum, Prod, Max, Min };

Combine readCombine(const OpView &view) {
  std::string_view type = view.stringAttr("scatter_reduce_type", "invalid");
  if (type == "invalid")
    return Combine::Replace;
  if (type == "sum")
    return Combine::Sum;
  if (type == "prod")
    return Combine::Prod;
  if (type == "max")
    return Combine::Max;
  if (type == "min")
    return Combine::Min;
  view.fail("'scatter_reduce_type' " + std::string(type) + " is not supported");
}

template <class Compute>
Compute combine(Combine how, Compute old, Compute added) {
  switch (how) {
  case Combine::Sum:
    return addWrapping(old, added);
  case Combine::Prod:
    return multiplyWrapping(old, added);
  case Combine::Max:
    return maximum(old, added);
  case Combine::Min:
    return minimum(old, added);
  case Combine::Replace:
    break;
  }
  return added;
}

/// Sums are kept in the type that is computed in and rounded once, at the end.
std::unique_ptr<Kernel> makeScatter(const OpView &view) {
  const TensorDesc &in = view.operand(0), &index = view.operand(1), &source = view.operand(2), &out = view.result();
  size_t dim = checkDim(view, view.intAttr("dim"), in.shape.size());
  checkDtype(view, index, kIntegers, "the index");
  checkIndexShape(view, index, in, dim, "the input");
  checkShape(view, source, index.shape, "the source");
  checkShape(view, out, in.shape, "the result");
  Combine how = readCombine(view);
  return withComputeType(isFloat(in.dtype), [&](auto compute) {
    using Compute = decltype(compute);
    return makeKernel([=, walk = IndexedWalk(view, in, index, dim), count = in.volume(), inType = in.dtype,
                       outType = out.dtype, sourceType = source.dtype](const KernelArgs &args) {
      std::vector<Compute> values(count);
      load(inType, args.operands[0], 0, 1, count, values.data());
      walk.forEach(args.operands[1], [&](int64_t offset, int64_t place) {
        Compute added;
        load(sourceType, args.operands[2], place, 0, 1, &added);
        values[offset] = combine(how, values[offset], added);
      });
      store(outType, args.results[0], 0, 1, count, values.data());
    });
  });
}

} // namespace

std::vector<KernelEntry> indexingKernels() {
  return {{"embedding", makeEmbedding, kAllDtypes, 1},
          {"embedding_bw", makeEmbeddingBackward, kFloats, 1},
          {"gather", makeGather, kAllDtypes},
          {"scatter", makeScatter, kAllDtypes}};
}

} // namespace tt::runtime::kernels
