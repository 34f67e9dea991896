// Attention heads: splitting and concatenating them, and rotary position embeddings.
#include <algorithm>

#include "ttnn/kernels/strided_copy.h"
#include "ttnn/kernels/window.h"

namespace tt::runtime::kernels {
namespace {

/// [B, H, S, D] to [B, S, H*D] (or [B, 1, S, H*D]).
std::unique_ptr<Kernel> makeConcatHeads(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkRank(view, in, 4, "the input");
  checkSameDtype(view, out, in, "the result");
  int64_t batch = in.shape[0], heads = in.shape[1], length = in.shape[2], width = in.shape[3];
  Shape expected = {batch, length, heads * width};
  if (view.name() == "ttnn.nlp_concat_heads")
    expected.insert(expected.begin() + 1, 1);
  checkShape(view, out, expected, "the result");
  Shape order = {batch, length, heads, width}, strides = {heads * length * width, width, length * width, 1};
  StridedCopy copy(in.dtype, order, strides, rowMajorStrides(order));
  return makeKernel([=](const KernelArgs &args) { copy.run(args.operands[0], 0, args.results[0], 0); });
}

/// [1, B, padded heads, D] to [1, 1, B, num_heads*D].
std::unique_ptr<Kernel> makeConcatHeadsDecode(const OpView &view) {
  const TensorDesc &in = view.operand(0), &out = view.result();
  checkRank(view, in, 4, "the input");
  checkSameDtype(view, out, in, "the result");
  int64_t users = in.shape[1], width = in.shape[3];
  int64_t heads = checkedInt(view, "num_heads", 0, in.shape[2]);
  view.check(in.shape[0] == 1, "the input must have shape [1, users, heads, width]");
  checkShape(view, out, Shape{1, 1, users, heads * width}, "the result");
  StridedCopy copy(in.dtype, {users, heads * width}, {in.shape[2] * width, 1}, {heads * width, 1});
  return makeKernel([=](const KernelArgs &args) { copy.run(args.operands[0], 0, args.results[0], 0); });
}

/// One of query, key and value: the heads that lie at `column` of the rows of a fused projection.
struct HeadsPart {
  size_t operand;
  StridedCopy copy;
  int64_t column;
};

std::unique_ptr<Kernel> makeParts(std::vector<HeadsPart> parts) {
  return makeKernel([parts = std::move(parts)](const KernelArgs &args) {
    for (size_t i = 0; i < parts.size(); ++i)
      parts[i].copy.run(args.operands[parts[i].operand], parts[i].column, args.results[i], 0);
  });
}

/// Rows are [query heads | key heads | value heads]; with a second operand it holds keys and values.
std::unique_ptr<Kernel> makeSplitHeads(const OpView &view) {
  const TensorDesc &in = view.operand(0);
  checkRank(view, in, 3, "the input");
  int64_t heads = checkedInt(view, "num_heads", 1, kMaxInt32);
  int64_t keyHeads = checkedInt(view, "num_kv_heads", 1, kMaxInt32, heads);
  bool transposeKey = view.boolAttr("transpose_key", false);
  std::optional<size_t> keyValue = view.find("kv_input_tensor");
  int64_t batch = in.shape[0], length = in.shape[1], queryRow = in.shape[2];
  int64_t fusedHeads = keyValue ? heads : heads + 2 * keyHeads;
  view.check(queryRow % fusedHeads == 0, "the last dimension must be a multiple of the number of heads");
  int64_t width = queryRow / fusedHeads;
  int64_t keyRow = queryRow, keyLength = length;
  if (keyValue) {
    const TensorDesc &second = view.operand(*keyValue);
    checkRank(view, second, 3, "operand 'kv_input_tensor'");
    keyLength = second.shape[1];
    keyRow = second.shape[2];
    checkShape(view, second, Shape{batch, keyLength, checkedProduct(view, {2, keyHeads, width})},
               "operand 'kv_input_tensor'");
    checkSameDtype(view, second, in, "operand 'kv_input_tensor'");
  }

  std::vector<HeadsPart> parts;
  auto add = [&](size_t operand, int64_t row, int64_t rows, int64_t count, int64_t column, bool transposed) {
    Shape shape = {batch, count, rows, width}, strides = {rows * row, width, row, 1};
    if (transposed) {
      std::swap(shape[2], shape[3]);
      std::swap(strides[2], strides[3]);
    }
    const TensorDesc &out = view.result(parts.size());
    checkShape(view, out, shape, "each result");
    checkSameDtype(view, out, in, "each result");
    parts.push_back({operand, StridedCopy(in.dtype, shape, strides, rowMajorStrides(shape)), column});
  };
  size_t keyOperand = keyValue.value_or(0);
  int64_t keyColumn = keyValue ? 0 : heads * width;
  add(0, queryRow, length, heads, 0, false);
  add(keyOperand, keyRow, keyLength, keyHeads, keyColumn, transposeKey);
  add(keyOperand, keyRow, keyLength, keyHeads, keyColumn + keyHeads * width, false);
  return makeParts(std::move(parts));
}

/// [1, 1, B, (H + 2*HKV)*D] to query [1, B, H, D], key and value [1, B, HKV, D].
std::unique_ptr<Kernel> makeCreateHeadsDecode(const OpView &view) {
  const TensorDesc &in = view.operand(0);
  checkRank(view, in, 4, "the input");
  view.check(in.shape[0] == 1 && in.shape[1] == 1, "the input must have shape [1, 1, users, width of all heads]");
  view.check(!view.find("batch_offset") && !view.has("slice_size"),
             "the host device does not execute this op on part of the users");
  int64_t heads = checkedInt(view, "num_heads", 1, kMaxInt32);
  int64_t keyHeads = checkedInt(view, "num_kv_heads", 1, kMaxInt32, heads);
  int64_t users = in.shape[2], row = in.shape[3];
  view.check(row % (heads + 2 * keyHeads) == 0, "the last dimension must be a multiple of the number of heads");
  int64_t width = row / (heads + 2 * keyHeads), column = 0;
  std::vector<HeadsPart> parts;
  for (int64_t count : {heads, keyHeads, keyHeads}) {
    Shape shape = {1, users, count, width};
    const TensorDesc &out = view.result(parts.size());
    checkShape(view, out, shape, "each result");
    checkSameDtype(view, out, in, "each result");
    parts.push_back({0, StridedCopy(in.dtype, shape, {0, row, width, 1}, rowMajorStrides(shape)), column});
    column += count * width;
  }
  return makeParts(std::move(parts));
}

/// x * cos + rotate_half(x) * sin; row s of the input reads row `token_index` + s of the caches.
std::unique_ptr<Kernel> makeRotaryEmbedding(const OpView &view) {
  const TensorDesc &in = view.operand(0), &cosine = view.operand(1), &sine = view.operand(2), &out = view.result();
  checkShape(view, out, in.shape, "the result");
  view.check(in.shape.size() >= 2, "the input must have rank 2 at least");
  int64_t length = in.shape[in.shape.size() - 2], width = in.shape.back(), half = width / 2;
  view.check(width % 2 == 0, "the last dimension must be even");
  int64_t first = checkedInt(view, "token_index", 0, kMaxInt32 * int64_t{2}, 0);
  // Leading dimensions of size 1 do not matter.
  size_t rank = cosine.shape.size();
  view.check(rank >= 2 && cosine.shape[rank - 1] == width && product(std::span(cosine.shape).first(rank - 2)) == 1,
             "the caches must have shape [1, 1, positions, width of the input]");
  checkShape(view, sine, cosine.shape, "the sine cache");
  view.check(first + length <= cosine.shape[rank - 2], "the caches have not that many positions");
  return makeKernel([=, count = product(std::span(in.shape).first(in.shape.size() - 1)), inType = in.dtype,
                     outType = out.dtype, cosineType = cosine.dtype, sineType = sine.dtype](const KernelArgs &args) {
    std::vector<double> x(width), c(width), s(width), y(width);
    for (int64_t row = 0; row < count; ++row) {
      int64_t position = first + row % length;
      load(inType, args.operands[0], row * width, 1, width, x.data());
      load(cosineType, args.operands[1], position * width, 1, width, c.data());
      load(sineType, args.operands[2], position * width, 1, width, s.data());
      for (int64_t i = 0; i < width; ++i)
        y[i] = x[i] * c[i] + (i < half ? -x[i + half] : x[i - half]) * s[i];
      store(outType, args.results[0], row * width, 1, width, y.data());
    }
  });
}

/// x * cos + (x * trans_mat) * sin, where the matrix [1, 1, T, T] is applied to each T elements of a row. Rows are
/// [B, H, S, D] with caches [1, 1 or H, S, D], or while decoding [1, B, H, D] with [1, B, any, D], whose first row
/// counts.
std::unique_ptr<Kernel> makeRotaryEmbeddingLlama(const OpView &view) {
  const TensorDesc &in = view.operand(0), &cosine = view.operand(1), &sine = view.operand(2);
  const TensorDesc &matrix = view.operand(3), &out = view.result();
  bool decodes = view.boolAttr("is_decode_mode", false);
  for (const TensorDesc *desc : {&in, &cosine, &matrix})
    checkRank(view, *desc, 4, "every operand");
  checkShape(view, out, in.shape, "the result");
  checkShape(view, sine, cosine.shape, "the sine cache");
  int64_t heads = in.shape[1], length = in.shape[2], width = in.shape[3], tile = matrix.shape[3];
  checkShape(view, matrix, Shape{1, 1, tile, tile}, "the transformation matrix");
  view.check(tile != 0 && width % tile == 0, "the last dimension must be a multiple of the matrix's");
  const Shape &cache = cosine.shape;
  view.check(cache[0] == 1 && cache[3] == width, "the caches must have one batch and the input's width");
  // Dimension 1 is the user while decoding, else the head.
  view.check(cache[1] == heads || (cache[1] == 1 && !decodes), "the caches do not fit the input");
  view.check(decodes ? cache[2] >= 1 && in.shape[0] == 1 : cache[2] >= length, "the caches have not enough positions");
  return makeKernel([=, count = in.shape[0] * heads * length, inType = in.dtype, outType = out.dtype,
                     cosineType = cosine.dtype, sineType = sine.dtype, matrixType = matrix.dtype, cacheHeads = cache[1],
                     cacheRows = cache[2]](const KernelArgs &args) {
    std::vector<double> x(width), c(width), s(width), y(width), transform(tile * tile);
    load(matrixType, args.operands[3], 0, 1, tile * tile, transform.data());
    for (int64_t row = 0; row < count; ++row) {
      int64_t head = cacheHeads == 1 ? 0 : row / length % heads;
      int64_t cacheRow = head * cacheRows + (decodes ? 0 : row % length);
      load(inType, args.operands[0], row * width, 1, width, x.data());
      load(cosineType, args.operands[1], cacheRow * width, 1, width, c.data());
      load(sineType, args.operands[2], cacheRow * width, 1, width, s.data());
      for (int64_t i = 0; i < width; ++i) {
        double rotated = 0;
        for (int64_t k = 0; k < tile; ++k)
          rotated += x[i / tile * tile + k] * transform[k * tile + i % tile];
        y[i] = x[i] * c[i] + rotated * s[i];
      }
      store(outType, args.results[0], row * width, 1, width, y.data());
    }
  });
}

} // namespace

std::vector<KernelEntry> headKernels() {
  return {{"concatenate_heads", makeConcatHeads, kAllDtypes},
          {"nlp_concat_heads", makeConcatHeads, kAllDtypes},
          {"nlp_concat_heads_decode", makeConcatHeadsDecode, kAllDtypes},
          {"nlp_create_qkv_heads_decode", makeCreateHeadsDecode, kAllDtypes},
          {"rotary_embedding", makeRotaryEmbedding, kFloats},
          {"rotary_embedding_llama", makeRotaryEmbeddingLlama, kFloats},
          {"split_query_key_value_and_split_heads", makeSplitHeads, kAllDtypes}};
}

} // namespace tt::runtime::kernels
