// Scaled dot product attention of one head: blocks of queries against blocks of keys, scores in the caches only.
//
// For each block of keys the scores are computed into scratch, turned into exponentials relative to the row's largest
// score so far, and multiplied with the values; when a later block brings a larger score, what was summed up is scaled
// down (the online softmax of Milakov and Gimelshein, arXiv 1805.02867).
#include "gemm.h"
#include "kernels_isa.h"
#include "math.h"

namespace tt::runtime::fast::TENON_ISA {
namespace {

constexpr size_t kQueryBlock = 64;
constexpr size_t kKeyBlock = 512;

size_t roundUp(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }
size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/// Parts of the scratch memory, in floats.
struct Scratch {
  size_t keys, values, scores, sums, stride, valueWidth, total;
};

Scratch layOut(size_t keys, size_t depth, size_t valueDepth) {
  Scratch s{};
  size_t block = smaller(keys, kKeyBlock);
  s.stride = roundUp(block, kPanelWidth);
  s.valueWidth = roundUp(valueDepth, kLanes);
  s.keys = 0;
  s.values = s.keys + s.stride * depth;
  s.scores = s.values + (s.valueWidth != valueDepth ? block * s.valueWidth : 0);
  s.scores = roundUp(s.scores, 16);
  s.sums = s.scores + kQueryBlock * s.stride;
  s.total = s.sums + kQueryBlock * s.valueWidth;
  return s;
}

/// rows x columns tiles: c (stride ldc) = or += left (pointers) x b, whose columns are a multiple of the lanes.
void product(const float *const *rows, size_t m, size_t depth, const float *b, size_t bStride, size_t panelStride,
             size_t columns, float *c, size_t ldc, bool accumulate) {
  for (size_t column = 0; column < columns;) {
    size_t vectors = smaller((columns - column) / kLanes, kPanelVectors);
    // Four vectors run better as two and two than as three and one.
    if (kPanelVectors == 3 && panelStride == 0 && columns - column == 4 * kLanes)
      vectors = 2;
    const float *right = panelStride ? b + column / kPanelWidth * panelStride : b + column;
    for (size_t row = 0; row < m; row += kTileRows) {
      Tile tile{.rows = rows + row,
                .taps = 1,
                .firstTap = 0,
                .lastTap = 1,
                .firstDepth = 0,
                .lastDepth = depth,
                .b = right,
                .bStride = bStride,
                .c = c + row * ldc + column,
                .ldc = ldc,
                .start = nullptr,
                .accumulate = accumulate,
                .prefetch = nullptr};
      tileFunction(smaller(m - row, kTileRows), vectors)(tile);
    }
    column += vectors * kLanes;
  }
}

/// scores = scores scale + mask, for the keys that the query sees; returns the largest.
TENON_INLINE float scaleScores(float *scores, const float *mask, float scale, size_t n) {
  const F factor = splat(scale);
  if (mask) {
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
      store(scores + i, fma(load(scores + i), factor, load(mask + i)));
    if (i < n)
      storePart(scores + i, fma(loadPart(scores + i, n - i), factor, loadPart(mask + i, n - i)), n - i);
  } else {
    for (size_t i = 0; i < n; i += kLanes) // the rows are padded
      store(scores + i, load(scores + i) * factor);
  }
  F best = splat(-__builtin_inff());
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes)
    best = maxOrSecond(best, load(scores + i));
  float result = maxLanes(best);
  for (; i < n; ++i)
    result = scores[i] > result ? scores[i] : result;
  return result;
}

/// scores = exp(scores - top), 0 from n to `width`; returns their sum.
TENON_INLINE float exponentials(float *scores, float top, size_t n, size_t width) {
  const F t = splat(top);
  F sum[2] = {splat(0.0f), splat(0.0f)};
  size_t i = 0;
  for (; i + 2 * kLanes <= n; i += 2 * kLanes) {
    F first = exp(load(scores + i) - t), second = exp(load(scores + i + kLanes) - t);
    store(scores + i, first);
    store(scores + i + kLanes, second);
    sum[0] += first;
    sum[1] += second;
  }
  for (; i + kLanes <= n; i += kLanes) {
    F e = exp(load(scores + i) - t);
    store(scores + i, e);
    sum[0] += e;
  }
  if (i < n) {
    storePart(scores + i, exp(loadPart(scores + i, n - i) - t), n - i);
    sum[1] += loadPart(scores + i, n - i);
  }
  for (size_t j = n; j < width; ++j)
    scores[j] = 0.0f;
  return sumLanes(sum[0] + sum[1]);
}

} // namespace

size_t attentionScratch(size_t queries, size_t keys, size_t depth, size_t valueDepth) {
  return layOut(keys, depth, valueDepth).total;
}

void attention(const AttentionArgs &args) {
  const Scratch layout = layOut(args.keys, args.depth, args.valueDepth);
  float *const packedKeys = args.scratch + layout.keys;
  float *const packedValues = args.scratch + layout.values;
  float *const scores = args.scratch + layout.scores;
  float *const sums = args.scratch + layout.sums;
  const bool packValues = layout.valueWidth != args.valueDepth;
  const bool oneKeyBlock = args.keys <= kKeyBlock;
  for (size_t query = 0; query < args.queries; query += kQueryBlock) {
    const size_t queries = smaller(args.queries - query, kQueryBlock);
    const float *queryRows[kQueryBlock], *scoreRows[kQueryBlock];
    float top[kQueryBlock], total[kQueryBlock];
    for (size_t i = 0; i < queries; ++i) {
      queryRows[i] = args.q + (query + i) * args.qStride;
      scoreRows[i] = scores + i * layout.stride;
      top[i] = -__builtin_inff();
      total[i] = 0.0f;
    }
    // No query of this block sees later keys.
    size_t visible = args.keys;
    if (args.causal) {
      ptrdiff_t end = static_cast<ptrdiff_t>(query + queries) + args.causalOffset;
      visible = end <= 0 ? 0 : smaller(args.keys, static_cast<size_t>(end));
    }
    for (size_t key = 0; key < visible; key += kKeyBlock) {
      const size_t blockKeys = smaller(args.keys - key, kKeyBlock);
      const size_t keys = smaller(visible - key, blockKeys);
      if (query == 0 || !oneKeyBlock) {
        packB(args.k + key * args.kStride, 1, static_cast<ptrdiff_t>(args.kStride), args.depth, blockKeys, packedKeys);
        if (packValues)
          for (size_t i = 0; i < blockKeys; ++i)
            for (size_t j = 0; j < layout.valueWidth; ++j)
              packedValues[i * layout.valueWidth + j] =
                  j < args.valueDepth ? args.v[(key + i) * args.vStride + j] : 0.0f;
      }
      product(queryRows, queries, args.depth, packedKeys, kPanelWidth, args.depth * kPanelWidth, roundUp(keys, kLanes),
              scores, layout.stride, false);
      for (size_t i = 0; i < queries; ++i) {
        float *row = scores + i * layout.stride;
        size_t seen = keys;
        if (args.causal) {
          ptrdiff_t end = static_cast<ptrdiff_t>(query + i) + args.causalOffset + 1 - static_cast<ptrdiff_t>(key);
          seen = end <= 0 ? 0 : smaller(keys, static_cast<size_t>(end));
        }
        const float *mask = args.mask ? args.mask + (query + i) * args.maskStride + key : nullptr;
        float best = scaleScores(row, mask, args.scale, seen);
        best = best > top[i] ? best : top[i];
        // A row without a visible key keeps exponents of 0 instead of infinity minus infinity.
        float base = best == -__builtin_inff() ? 0.0f : best;
        if (key != 0) {
          const float factor = best == top[i] ? 1.0f : exp(splat(top[i] - base))[0];
          total[i] *= factor;
          for (size_t j = 0; j < layout.valueWidth; j += kLanes)
            store(sums + i * layout.valueWidth + j, load(sums + i * layout.valueWidth + j) * factor);
        }
        top[i] = best;
        total[i] += exponentials(row, base, seen, keys);
      }
      product(scoreRows, queries, keys, packValues ? packedValues : args.v + key * args.vStride,
              packValues ? layout.valueWidth : args.vStride, 0, layout.valueWidth, sums, layout.valueWidth, key != 0);
    }
    for (size_t i = 0; i < queries; ++i) {
      const float *from = sums + i * layout.valueWidth;
      float *to = args.out + (query + i) * args.outStride;
      // Where nothing is seen, `sums` may hold anything.
      const bool sees = visible != 0 && total[i] != 0.0f;
      const F inverse = splat(1.0f / total[i]);
      size_t j = 0;
      for (; j + kLanes <= args.valueDepth; j += kLanes)
        store(to + j, sees ? load(from + j) * inverse : splat(0.0f));
      if (j < args.valueDepth)
        storePart(to + j, sees ? load(from + j) * inverse : splat(0.0f), args.valueDepth - j);
    }
  }
}

} // namespace tt::runtime::fast::TENON_ISA
