// Ops that only move elements: permute, transpose, heads, slice, concat, embedding; in whole runs where there are any.
#include "ttnn/fast/fast_kernel.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime::fast {
namespace {

constexpr int64_t kGrainBytes = 64 * 1024;
/// Elements on a side of the squares in which transposed dimensions are copied: lines of both sides stay in the cache.
constexpr int64_t kSquare = 16;

/// A copy between tensors with different strides. The target is dense in the order of `shape`.
class StridedMove {
public:
  StridedMove(DataType dtype, const Shape &shape, const Shape &sourceStrides)
      : elementBytes(static_cast<int64_t>(elementSize(dtype))) {
    for (size_t d = 0; d < shape.size(); ++d) {
      if (shape[d] == 1)
        continue;
      if (!dims.empty() && dims.back().source == sourceStrides[d] * shape[d])
        dims.back() = {dims.back().size * shape[d], sourceStrides[d], 0};
      else
        dims.push_back({shape[d], sourceStrides[d], 0});
    }
    if (dims.empty())
      dims.push_back({1, 1, 1});
    int64_t dense = 1;
    for (size_t d = dims.size(); d-- > 0;) {
      dims[d].target = dense;
      dense *= dims[d].size;
    }
    volume = kernels::product(shape);
    inner = dims.back();
    dims.pop_back();
    // The dimension along which the source is dense, if it is not the innermost.
    if (inner.source != 1)
      for (size_t d = 0; d < dims.size(); ++d)
        if (dims[d].source == 1) {
          across = dims[d];
          dims.erase(dims.begin() + static_cast<int64_t>(d));
          break;
        }
    runs = 1;
    for (const Dim &dim : dims)
      runs *= dim.size;
  }

  void run(const std::byte *source, std::byte *target, ThreadPool &threads) const {
    if (volume == 0)
      return;
    // One long run is cut into pieces, many short ones are handed out in groups.
    int64_t perRun = inner.size * across.size, perGrain = std::max<int64_t>(1, kGrainBytes / elementBytes);
    if (runs == 1 && across.size == 1) {
      threads.parallelFor(inner.size, perGrain,
                          [&](int64_t begin, int64_t end) { move(source, target, 0, begin, end); });
      return;
    }
    if (across.size > 1) {
      // Bands of the innermost dimension, so that a single large transpose is shared, too.
      int64_t bands = divideUp(inner.size, 4 * kSquare);
      threads.parallelFor(runs * bands, std::max<int64_t>(1, perGrain * bands / perRun),
                          [&](int64_t begin, int64_t end) {
                            for (int64_t task = begin; task < end; ++task) {
                              int64_t first = task % bands * 4 * kSquare;
                              move(source, target, task / bands, first, std::min(first + 4 * kSquare, inner.size));
                            }
                          });
      return;
    }
    threads.parallelFor(runs, std::max<int64_t>(1, perGrain / perRun), [&](int64_t begin, int64_t end) {
      for (int64_t run = begin; run < end; ++run)
        move(source, target, run, 0, inner.size);
    });
  }

private:
  struct Dim {
    int64_t size = 1, source = 0, target = 0;
  };

  /// Elements [begin, end) of the innermost dimension of one run.
  void move(const std::byte *source, std::byte *target, int64_t run, int64_t begin, int64_t end) const {
    int64_t sourceOffset = 0, targetOffset = 0;
    for (size_t d = dims.size(); d-- > 0; run /= dims[d].size) {
      sourceOffset += run % dims[d].size * dims[d].source;
      targetOffset += run % dims[d].size * dims[d].target;
    }
    source += (sourceOffset + begin * inner.source) * elementBytes;
    target += (targetOffset + begin * inner.target) * elementBytes;
    switch (elementBytes) {
    case 1:
      return moveElements<uint8_t>(source, target, end - begin);
    case 2:
      return moveElements<uint16_t>(source, target, end - begin);
    default:
      return moveElements<uint32_t>(source, target, end - begin);
    }
  }

  template <typename Element>
  void moveElements(const std::byte *sourceBytes, std::byte *targetBytes, int64_t count) const {
    const Element *source = reinterpret_cast<const Element *>(sourceBytes);
    Element *target = reinterpret_cast<Element *>(targetBytes);
    if (inner.source == 1) {
      std::memcpy(target, source, count * sizeof(Element));
      return;
    }
    for (int64_t j0 = 0; j0 < across.size; j0 += kSquare)
      for (int64_t i0 = 0; i0 < count; i0 += kSquare) {
        int64_t jEnd = std::min(j0 + kSquare, across.size), iEnd = std::min(i0 + kSquare, count);
        for (int64_t j = j0; j < jEnd; ++j)
          for (int64_t i = i0; i < iEnd; ++i)
            target[j * across.target + i] = source[j * across.source + i * inner.source];
      }
  }

  int64_t elementBytes, volume = 0, runs = 1;
  std::vector<Dim> dims; ///< outer to inner, without `inner` and `across`
  Dim inner, across;
};

/// Moves a part of operand `operand`, which begins at element `offset`, into each result.
struct Part {
  size_t operand;
  int64_t offset;
  StridedMove move;
  int64_t elementBytes;
};

class MoveKernel : public FastKernel {
public:
  explicit MoveKernel(std::vector<Part> parts) : parts(std::move(parts)) {}

  void run(const KernelArgs &args) override {
    for (size_t i = 0; i < parts.size(); ++i)
      parts[i].move.run(args.operands[parts[i].operand] + parts[i].offset * parts[i].elementBytes, args.results[i],
                        args.threads);
  }

private:
  std::vector<Part> parts;
};

std::unique_ptr<Kernel> makeMove(DataType dtype, const Shape &shape, const Shape &strides, int64_t offset = 0) {
  std::vector<Part> parts;
  parts.push_back({0, offset, StridedMove(dtype, shape, strides), static_cast<int64_t>(elementSize(dtype))});
  return std::make_unique<MoveKernel>(std::move(parts));
}

int64_t dimension(int64_t dim, size_t rank) { return dim < 0 ? dim + static_cast<int64_t>(rank) : dim; }

/// Rows of each operand, one after the other.
class ConcatKernel : public FastKernel {
public:
  ConcatKernel(const OpView &view, size_t dim) {
    const TensorDesc &out = view.result();
    outer = kernels::product(std::span(out.shape).first(dim));
    int64_t inner =
        kernels::product(std::span(out.shape).subspan(dim + 1)) * static_cast<int64_t>(elementSize(out.dtype));
    for (size_t i = 0; i < view.numOperands(); ++i) {
      starts.push_back(rowBytes);
      sizes.push_back(view.operand(i).shape[dim] * inner);
      rowBytes += sizes.back();
    }
  }

  void run(const KernelArgs &args) override {
    int64_t count = static_cast<int64_t>(sizes.size());
    args.threads.parallelFor(outer * count, std::max<int64_t>(1, kGrainBytes * count / std::max<int64_t>(rowBytes, 1)),
                             [&](int64_t begin, int64_t end) {
                               for (int64_t task = begin; task < end; ++task) {
                                 int64_t row = task / count, i = task % count;
                                 std::memcpy(args.results[0] + row * rowBytes + starts[i],
                                             args.operands[i] + row * sizes[i], static_cast<size_t>(sizes[i]));
                               }
                             });
  }

private:
  int64_t outer, rowBytes = 0;
  std::vector<int64_t> starts, sizes;
};

class EmbeddingKernel : public FastKernel {
public:
  explicit EmbeddingKernel(const OpView &view)
      : view(&view), indexType(view.operand(0).dtype), count(view.operand(0).volume()) {
    const TensorDesc &table = view.operand(1);
    rows = table.shape[table.shape.size() - 2];
    rowBytes = table.shape.back() * static_cast<int64_t>(elementSize(table.dtype));
  }

  void run(const KernelArgs &args) override {
    args.threads.parallelFor(count, std::max<int64_t>(1, kGrainBytes / std::max<int64_t>(rowBytes, 1)),
                             [&](int64_t begin, int64_t end) {
                               for (int64_t i = begin; i < end; ++i) {
                                 int64_t row = kernels::readIndex(*view, indexType, args.operands[0], i, rows, "index");
                                 std::memcpy(args.results[0] + i * rowBytes, args.operands[1] + row * rowBytes,
                                             static_cast<size_t>(rowBytes));
                               }
                             });
  }

private:
  const OpView *view;
  DataType indexType;
  int64_t count, rows, rowBytes;
};

} // namespace

std::unique_ptr<Kernel> makePermute(const OpView &view, const KernelOptions &) {
  const TensorDesc &in = view.operand(0);
  size_t rank = in.shape.size();
  std::vector<int64_t> order(rank);
  std::iota(order.begin(), order.end(), 0);
  if (view.name() == "ttnn.permute")
    order = view.intsAttr("permutation");
  else if (view.name() == "ttnn.transpose")
    std::swap(order[dimension(view.intAttr("dim0"), rank)], order[dimension(view.intAttr("dim1"), rank)]);
  else // the heads' ops exchange heads and positions
    std::swap(order[1], order[2]);
  Shape shape, strides, dense = kernels::rowMajorStrides(in.shape);
  for (int64_t dim : order) {
    shape.push_back(in.shape[dimension(dim, rank)]);
    strides.push_back(dense[dimension(dim, rank)]);
  }
  return makeMove(in.dtype, shape, strides);
}

std::unique_ptr<Kernel> makeSplitHeads(const OpView &view, const KernelOptions &) {
  const TensorDesc &in = view.operand(0);
  int64_t heads = view.intAttr("num_heads"), keyHeads = view.intAttr("num_kv_heads", heads);
  bool transposeKey = view.boolAttr("transpose_key", false);
  std::optional<size_t> keyValue = view.find("kv_input_tensor");
  const TensorDesc &source = view.operand(keyValue.value_or(0));
  int64_t batch = in.shape[0], width = in.shape[2] / (keyValue ? heads : heads + 2 * keyHeads);
  std::vector<Part> parts;
  auto add = [&](size_t operand, const TensorDesc &from, int64_t count, int64_t column, bool transposed) {
    int64_t length = from.shape[1], row = from.shape[2];
    Shape shape = {batch, count, length, width}, strides = {length * row, width, row, 1};
    if (transposed) {
      std::swap(shape[2], shape[3]);
      std::swap(strides[2], strides[3]);
    }
    parts.push_back(
        {operand, column, StridedMove(from.dtype, shape, strides), static_cast<int64_t>(elementSize(from.dtype))});
  };
  int64_t keyColumn = keyValue ? 0 : heads * width;
  add(0, in, heads, 0, false);
  add(keyValue.value_or(0), source, keyHeads, keyColumn, transposeKey);
  add(keyValue.value_or(0), source, keyHeads, keyColumn + keyHeads * width, false);
  return std::make_unique<MoveKernel>(std::move(parts));
}

std::unique_ptr<Kernel> makeSlice(const OpView &view, const KernelOptions &) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  size_t rank = in.shape.size();
  std::vector<int64_t> begins = view.intsAttr("begins"), steps = view.intsAttr("step", std::vector<int64_t>(rank, 1));
  Shape strides = kernels::rowMajorStrides(in.shape);
  int64_t offset = 0;
  if (out.volume() == 0)
    return nullptr;
  for (size_t d = 0; d < rank; ++d) {
    if (steps[d] <= 0)
      return nullptr;
    int64_t begin = begins[d] < 0 ? begins[d] + in.shape[d] : begins[d];
    offset += std::clamp<int64_t>(begin, 0, in.shape[d]) * strides[d];
    strides[d] = out.shape[d] > 1 ? strides[d] * steps[d] : 0;
  }
  return makeMove(in.dtype, out.shape, strides, offset);
}

std::unique_ptr<Kernel> makeConcat(const OpView &view, const KernelOptions &) {
  return std::make_unique<ConcatKernel>(
      view, static_cast<size_t>(dimension(view.intAttr("dim"), view.result().shape.size())));
}

std::unique_ptr<Kernel> makeEmbedding(const OpView &view, const KernelOptions &) {
  return std::make_unique<EmbeddingKernel>(view);
}

} // namespace tt::runtime::fast
