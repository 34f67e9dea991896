// Matrix products and convolutions as products: blocks of the depth, panels of columns, tiles of rows, an epilogue.
#include "gemm.h"

#include "kernels_isa.h"

namespace tt::runtime::fast::TENON_ISA {
namespace {

/// Elements of the depth between two visits of the result: a panel of so many rows stays in the second-level cache,
/// and a tile's rows of the left side in the first.
constexpr size_t kDepthBlock = 512;

template <int Rows>
constexpr TileFunction kTilesOfRows[kPanelVectors] = {
    multiplyTile<Rows, 1>,
    multiplyTile<Rows, 2>,
#if defined(__AVX512F__) || defined(__aarch64__)
    multiplyTile<Rows, 3>,
#endif
};

} // namespace

TileFunction tileFunction(size_t rows, size_t vectors) {
  static constexpr const TileFunction *kTiles[] = {
      kTilesOfRows<1>, kTilesOfRows<2>, kTilesOfRows<3>, kTilesOfRows<4>,
#if defined(__AVX__) || defined(__aarch64__)
      kTilesOfRows<5>, kTilesOfRows<6>,
#endif
#if defined(__AVX512F__) || defined(__aarch64__)
      kTilesOfRows<7>, kTilesOfRows<8>,
#endif
  };
  static_assert(sizeof(kTiles) / sizeof(kTiles[0]) == kTileRows);
  return kTiles[rows - 1][vectors - 1];
}

void packB(const float *b, ptrdiff_t rowStride, ptrdiff_t columnStride, size_t k, size_t n, float *packed) {
  for (size_t first = 0; first < n; first += kPanelWidth) {
    size_t width = n - first < kPanelWidth ? n - first : kPanelWidth;
    const float *source = b + static_cast<ptrdiff_t>(first) * columnStride;
    if (columnStride == 1) {
      for (size_t row = 0; row < k; ++row, packed += kPanelWidth) {
        const float *from = source + static_cast<ptrdiff_t>(row) * rowStride;
        size_t j = 0;
        for (; j + kLanes <= width; j += kLanes)
          store(packed + j, load(from + j));
        for (; j < kPanelWidth; ++j)
          packed[j] = j < width ? from[j] : 0.0f;
      }
      continue;
    }
    // Columns are rows of the source: take a few depths of all columns at a time, so that lines are read whole.
    for (size_t block = 0; block < k; block += kLanes) {
      size_t depth = k - block < kLanes ? k - block : kLanes;
      for (size_t j = 0; j < kPanelWidth; ++j) {
        const float *from =
            source + static_cast<ptrdiff_t>(j) * columnStride + static_cast<ptrdiff_t>(block) * rowStride;
        float *to = packed + block * kPanelWidth + j;
        if (j >= width)
          for (size_t row = 0; row < depth; ++row)
            to[row * kPanelWidth] = 0.0f;
        else
          for (size_t row = 0; row < depth; ++row)
            to[row * kPanelWidth] = from[static_cast<ptrdiff_t>(row) * rowStride];
      }
    }
    packed += k * kPanelWidth;
  }
}

void gemm(const GemmArgs &args) {
  const size_t tapsAtOnce = args.tapDepth >= kDepthBlock ? 1 : kDepthBlock / (args.tapDepth ? args.tapDepth : 1);
  for (size_t tap = 0; tap < args.taps; tap += tapsAtOnce) {
    const size_t lastTap = tap + tapsAtOnce < args.taps ? tap + tapsAtOnce : args.taps;
    for (size_t depth = 0; depth < args.tapDepth || depth == 0; depth += kDepthBlock) {
      const size_t lastDepth =
          tapsAtOnce > 1 || depth + kDepthBlock > args.tapDepth ? args.tapDepth : depth + kDepthBlock;
      const bool first = tap == 0 && depth == 0;
      const bool last = lastTap == args.taps && lastDepth == args.tapDepth;
      const size_t blockSize = (lastTap - tap) * (lastDepth - depth) * kPanelWidth;
      for (size_t column = 0, panel = 0; column < args.n; column += kPanelWidth, ++panel) {
        const size_t width = args.n - column < kPanelWidth ? args.n - column : kPanelWidth;
        const size_t vectors = (width + kLanes - 1) / kLanes;
        const bool whole = width % kLanes == 0;
        const float *b = args.b + panel * args.panelStride + (tap * args.tapDepth + depth) * kPanelWidth;
        const float *next = column + kPanelWidth < args.n ? b + args.panelStride : nullptr;
        const float *nextEnd = next ? next + blockSize : nullptr;
        float bias[kPanelWidth];
        if (first && args.bias)
          for (size_t j = 0; j < vectors * kLanes; ++j)
            bias[j] = j < width ? args.bias[column + j] : 0.0f;
        float edge[kTileRows * kPanelWidth];
        for (size_t row = 0; row < args.m; row += kTileRows) {
          const size_t rows = args.m - row < kTileRows ? args.m - row : kTileRows;
          float *c = args.c + row * args.ldc + column;
          Tile tile{.rows = args.rows + row * args.taps,
                    .taps = args.taps,
                    .firstTap = tap,
                    .lastTap = lastTap,
                    .firstDepth = depth,
                    .lastDepth = lastDepth,
                    .b = b,
                    .bStride = kPanelWidth,
                    .c = c,
                    .ldc = args.ldc,
                    .start = first && args.bias ? bias : nullptr,
                    .accumulate = !first,
                    .prefetch = next};
          if (!whole) {
            // The last vector reaches beyond the result: compute beside it.
            tile.c = edge;
            tile.ldc = kPanelWidth;
            if (!first)
              for (size_t i = 0; i < rows; ++i)
                for (size_t j = 0; j < width; ++j)
                  edge[i * kPanelWidth + j] = c[i * args.ldc + j];
          }
          tileFunction(rows, vectors)(tile);
          if (last && args.activation != Unary::Identity)
            for (size_t i = 0; i < rows; ++i)
              unary(args.activation, args.parameters, tile.c + i * tile.ldc, tile.c + i * tile.ldc, width);
          if (!whole)
            for (size_t i = 0; i < rows; ++i)
              for (size_t j = 0; j < width; ++j)
                c[i * args.ldc + j] = edge[i * kPanelWidth + j];
          if (next) {
            next += (lastDepth - depth) * (lastTap - tap) / 2 * 16;
            next = next < nextEnd ? next : nullptr;
          }
        }
      }
    }
  }
}

} // namespace tt::runtime::fast::TENON_ISA
