// Scaled dot product attention: of whole sequences, of one token over a cache, over paged caches.
#include <algorithm>
#include <cmath>
#include <limits>

#include "ttnn/kernels/reference_kernel.h"
#include "ttnn/thread_pool.h"

namespace tt::runtime::kernels {
namespace {

/// An operand and its element type; absent ones have no position.
struct Source {
  std::optional<size_t> operand;
  DataType dtype = DataType::Float32;
  Shape strides = {};

  void read(const KernelArgs &args, int64_t offset, int64_t count, double *out) const {
    load(dtype, args.operands[*operand], offset, 1, count, out);
  }
};

/// Sizes and options that all forms of attention share.
struct Attention {
  int64_t batch, heads, keyHeads, queries, positions, width, valueWidth;
  double scale;
  bool isCausal;
  std::optional<int64_t> window; ///< positions that a query sees
  Source query, key, value, mask, sink;

  // Blocks of a paged cache.
  Source pageTable;
  int64_t blockSize = 0, numBlocks = 0, blocksPerUser = 0;

  // Where queries are in the sequence: query i at firstPosition + i; with `current`, the one query of user b at
  // current[b]; a negative position means there is nothing to do for that user.
  Source current;
  Source start;
};

Source source(const OpView &view, size_t operand) { return {operand, view.operand(operand).dtype}; }

Source findIndices(const OpView &view, std::string_view name, int64_t count) {
  std::optional<size_t> operand = view.find(name);
  if (!operand)
    return {};
  const TensorDesc &desc = view.operand(*operand);
  checkDtype(view, desc, kIntegers, "positions");
  if (desc.volume() != count)
    view.fail("operand '" + std::string(name) + "' must have " + std::to_string(count) + " elements");
  return source(view, *operand);
}

/// A mask that is added to the scores: broadcasts to `shape` = [B, H, S, T] after the permutation of the op.
void readMask(const OpView &view, Attention &attention, const Shape &shape) {
  if (std::optional<size_t> operand = view.find("attention_mask")) {
    const TensorDesc &desc = view.operand(*operand);
    checkDtype(view, desc, kFloats, "the attention mask");
    std::optional<Shape> sum = broadcastShapes(desc.shape, shape);
    if (!sum || *sum != shape)
      view.fail("the attention mask must broadcast to " + toString(shape) + ", not have shape " + toString(desc.shape));
    attention.mask = source(view, *operand);
    attention.mask.strides = broadcastStrides(desc.shape, shape);
  }
}

void readSink(const OpView &view, Attention &attention) {
  if (std::optional<size_t> operand = view.find("attention_sink")) {
    const TensorDesc &desc = view.operand(*operand);
    checkDtype(view, desc, kFloats, "the attention sink");
    view.check(desc.volume() == attention.heads, "the attention sink must have one element for each head");
    attention.sink = source(view, *operand);
  }
}

/// Options and the checks that hold for all forms, when the sizes are known.
void readOptions(const OpView &view, Attention &attention) {
  attention.isCausal = view.boolAttr("is_causal", true);
  attention.scale = view.floatAttr("scale", 1 / std::sqrt(static_cast<double>(std::max<int64_t>(attention.width, 1))));
  if (view.has("sliding_window_size"))
    attention.window = checkedInt(view, "sliding_window_size", 1, std::numeric_limits<uint32_t>::max());
  view.check(attention.keyHeads != 0 && attention.heads % attention.keyHeads == 0,
             "the number of heads must be a multiple of the number of key heads");
  for (size_t i = 0; i < 3; ++i)
    checkDtype(view, view.operand(i), kFloats, "query, key and value");
  attention.query = source(view, 0);
  attention.key = source(view, 1);
  attention.value = source(view, 2);
}

/// Row of the key (or value) heads' positions, in units of rows.
int64_t keyRow(const OpView &view, const KernelArgs &args, const Attention &a, int64_t b, int64_t keyHead, int64_t j) {
  if (!a.pageTable.operand)
    return (b * a.keyHeads + keyHead) * a.positions + j;
  int64_t block = readIndex(view, a.pageTable.dtype, args.operands[*a.pageTable.operand],
                            b * a.blocksPerUser + j / a.blockSize, a.numBlocks, "block");
  return (block * a.keyHeads + keyHead) * a.blockSize + j % a.blockSize;
}

/// The softmax of one query's scores, applied to the values. Scores of -infinity everywhere give zeros.
void attend(const OpView &view, const KernelArgs &args, const Attention &a, int64_t b, int64_t h, int64_t i,
            const double *query, double *result) {
  int64_t at = i;
  if (a.current.operand)
    load(a.current.dtype, args.operands[*a.current.operand], b, 0, 1, &at);
  else if (a.start.operand) {
    load(a.start.dtype, args.operands[*a.start.operand], 0, 0, 1, &at);
    at += i;
  }
  std::fill_n(result, a.valueWidth, 0.0);
  if (a.current.operand && at < 0)
    return;
  if ((a.current.operand || a.start.operand) && at >= a.positions)
    view.fail("position " + std::to_string(at) + " lies beyond the cache of " + std::to_string(a.positions));

  int64_t first = 0, end = a.positions;
  if (a.isCausal) {
    end = std::min(end, at + 1);
    if (a.window)
      first = std::max<int64_t>(first, at + 1 - *a.window);
  } else if (a.window) {
    // Centred at the query.
    first = std::max<int64_t>(first, at - *a.window / 2);
    end = std::min(end, at + *a.window / 2 + 1);
  }
  if (first >= end)
    return;

  int64_t keyHead = h / (a.heads / a.keyHeads);
  std::vector<double> scores(end - first), row(std::max(a.width, a.valueWidth));
  double greatest = -std::numeric_limits<double>::infinity(), sum = 0;
  for (int64_t j = first; j < end; ++j) {
    double score = 0;
    a.key.read(args, keyRow(view, args, a, b, keyHead, j) * a.width, a.width, row.data());
    for (int64_t d = 0; d < a.width; ++d)
      score += query[d] * row[d];
    score *= a.scale;
    if (a.mask.operand) {
      double added;
      const Shape &s = a.mask.strides;
      a.mask.read(args, b * s[0] + h * s[1] + i * s[2] + j * s[3], 1, &added);
      score += added;
    }
    scores[j - first] = score;
    greatest = maximum(greatest, score);
  }
  double sink = 0;
  if (a.sink.operand) {
    a.sink.read(args, h, 1, &sink);
    greatest = maximum(greatest, sink);
  }
  if (greatest == -std::numeric_limits<double>::infinity())
    return;
  for (double &score : scores)
    sum += score = std::exp(score - greatest);
  if (a.sink.operand)
    sum += std::exp(sink - greatest);
  for (int64_t j = first; j < end; ++j) {
    a.value.read(args, keyRow(view, args, a, b, keyHead, j) * a.valueWidth, a.valueWidth, row.data());
    for (int64_t d = 0; d < a.valueWidth; ++d)
      result[d] += scores[j - first] / sum * row[d];
  }
}

/// `queryRow(b, h, i)` is the row of a query, and of its result.
template <class QueryRow>
std::unique_ptr<Kernel> makeAttention(const OpView &view, const Attention &attention, QueryRow queryRow) {
  return makeKernel([=, view = &view, outType = view.result().dtype](const KernelArgs &args) {
    const Attention &a = attention;
    args.threads.parallelFor(a.batch * a.heads * a.queries, 8, [&](int64_t begin, int64_t end) {
      std::vector<double> query(a.width), result(a.valueWidth);
      for (int64_t task = begin; task < end; ++task) {
        int64_t b = task / (a.heads * a.queries), h = task / a.queries % a.heads, i = task % a.queries;
        int64_t row = queryRow(b, h, i);
        a.query.read(args, row * a.width, a.width, query.data());
        attend(*view, args, a, b, h, i, query.data(), result.data());
        store(outType, args.results[0], row * a.valueWidth, 1, a.valueWidth, result.data());
      }
    });
  });
}

/// Query [B, H, S, D], keys and values [B, HKV, T, D].
std::unique_ptr<Kernel> makeSequenceAttention(const OpView &view) {
  const Shape &query = view.operand(0).shape, &key = view.operand(1).shape, &value = view.operand(2).shape;
  for (size_t i = 0; i < 3; ++i)
    checkRank(view, view.operand(i), 4, "query, key and value");
  Attention a{};
  a.batch = query[0], a.heads = query[1], a.queries = query[2], a.width = query[3];
  a.keyHeads = key[1], a.positions = key[2], a.valueWidth = value[3];
  checkShape(view, view.operand(1), Shape{a.batch, a.keyHeads, a.positions, a.width}, "the key");
  checkShape(view, view.operand(2), Shape{a.batch, a.keyHeads, a.positions, a.valueWidth}, "the value");
  checkShape(view, view.result(), Shape{a.batch, a.heads, a.queries, a.valueWidth}, "the result");
  readOptions(view, a);
  readMask(view, a, {a.batch, a.heads, a.queries, a.positions});
  readSink(view, a);
  return makeAttention(view, a, [heads = a.heads, queries = a.queries](int64_t b, int64_t h, int64_t i) {
    return (b * heads + h) * queries + i;
  });
}

/// Reads the paged cache of keys and values, [blocks, HKV, block size, D], and its table [B, blocks per user].
void readPagedCache(const OpView &view, Attention &a) {
  const Shape &key = view.operand(1).shape, &value = view.operand(2).shape;
  const TensorDesc &table = view.operand(3);
  checkRank(view, view.operand(1), 4, "the key");
  checkRank(view, view.operand(2), 4, "the value");
  checkRank(view, table, 2, "the page table");
  checkDtype(view, table, kIntegers, "the page table");
  a.numBlocks = key[0], a.keyHeads = key[1], a.blockSize = key[2], a.valueWidth = value[3];
  a.blocksPerUser = table.shape[1];
  a.positions = checkedProduct(view, {a.blocksPerUser, a.blockSize});
  checkShape(view, view.operand(1), Shape{a.numBlocks, a.keyHeads, a.blockSize, a.width}, "the key");
  checkShape(view, view.operand(2), Shape{a.numBlocks, a.keyHeads, a.blockSize, a.valueWidth}, "the value");
  checkShape(view, table, Shape{a.batch, a.blocksPerUser}, "the page table");
  a.pageTable = source(view, 3);
}

/// One query for each user, [1, B, H, D].
std::unique_ptr<Kernel> makeDecodeAttention(const OpView &view) {
  bool paged = view.name() == "ttnn.paged_scaled_dot_product_attention_decode";
  const Shape &query = view.operand(0).shape;
  checkRank(view, view.operand(0), 4, "the query");
  Attention a{};
  a.batch = query[1], a.heads = query[2], a.queries = 1, a.width = query[3];
  view.check(query[0] == 1, "the query must be one token for each user: [1, users, heads, width]");
  if (paged) {
    readPagedCache(view, a);
  } else {
    const Shape &key = view.operand(1).shape, &value = view.operand(2).shape;
    checkRank(view, view.operand(1), 4, "the key");
    checkRank(view, view.operand(2), 4, "the value");
    a.keyHeads = key[1], a.positions = key[2], a.valueWidth = value[3];
    checkShape(view, view.operand(1), Shape{a.batch, a.keyHeads, a.positions, a.width}, "the key");
    checkShape(view, view.operand(2), Shape{a.batch, a.keyHeads, a.positions, a.valueWidth}, "the value");
  }
  checkShape(view, view.result(), Shape{1, a.batch, a.heads, a.valueWidth}, "the result");
  readOptions(view, a);
  a.current = findIndices(view, "cur_pos_tensor", a.batch);
  view.check(!a.isCausal || a.current.operand, "causal attention needs operand 'cur_pos_tensor'");
  view.check(a.isCausal || !a.window, "a sliding window needs causal attention");
  if (!a.isCausal)
    a.current = {};
  // [B, 1, H, T], that is with queries and heads exchanged.
  readMask(view, a, {a.batch, 1, a.heads, a.positions});
  if (a.mask.operand)
    std::swap(a.mask.strides[1], a.mask.strides[2]);
  readSink(view, a);
  return makeAttention(view, a, [heads = a.heads](int64_t b, int64_t h, int64_t) { return b * heads + h; });
}

/// A chunk of queries [B, H, S, D] that begins at position `chunk_start_idx`, over a paged cache.
std::unique_ptr<Kernel> makeChunkedAttention(const OpView &view) {
  const Shape &query = view.operand(0).shape;
  checkRank(view, view.operand(0), 4, "the query");
  Attention a{};
  a.batch = query[0], a.heads = query[1], a.queries = query[2], a.width = query[3];
  readPagedCache(view, a);
  checkShape(view, view.result(), Shape{a.batch, a.heads, a.queries, a.valueWidth}, "the result");
  readOptions(view, a);
  a.isCausal = true;
  a.start = findIndices(view, "chunk_start_idx", 1);
  view.check(a.start.operand.has_value(), "operand 'chunk_start_idx' is missing");
  return makeAttention(view, a, [heads = a.heads, queries = a.queries](int64_t b, int64_t h, int64_t i) {
    return (b * heads + h) * queries + i;
  });
}

} // namespace

std::vector<KernelEntry> attentionKernels() {
  return {{"chunked_scaled_dot_product_attention", makeChunkedAttention, kFloats},
          {"paged_scaled_dot_product_attention_decode", makeDecodeAttention, kFloats},
          {"scaled_dot_product_attention", makeSequenceAttention, kFloats},
          {"scaled_dot_product_attention_decode", makeDecodeAttention, kFloats}};
}

} // namespace tt::runtime::kernels
