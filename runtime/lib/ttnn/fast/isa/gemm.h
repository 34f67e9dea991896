// The matrix micro-kernel and the loops around one block of it.
//
// A tile of kTileRows x kPanelVectors vectors of the result stays in registers while the depth runs. The right side is
// read as packed panels (or as it stands, where its rows are long enough); each row of the left side is a pointer.
#pragma once

#include "simd.h"

namespace tt::runtime::fast::TENON_ISA {

#if defined(__AVX512F__)
inline constexpr int kTileRows = 8;
inline constexpr int kPanelVectors = 3;
#elif defined(__AVX__)
inline constexpr int kTileRows = 6;
inline constexpr int kPanelVectors = 2;
#elif defined(__aarch64__)
inline constexpr int kTileRows = 8;
inline constexpr int kPanelVectors = 3;
#else
inline constexpr int kTileRows = 4;
inline constexpr int kPanelVectors = 2;
#endif
inline constexpr size_t kPanelWidth = kPanelVectors * kLanes;

/// What one call of the micro-kernel reads and writes.
struct Tile {
  const float *const *rows; ///< of the tile's first row: rows[i * taps + tap]
  size_t taps;
  size_t firstTap, lastTap;
  size_t firstDepth, lastDepth; ///< within each tap
  const float *b;               ///< at the first tap's first depth
  size_t bStride;               ///< between depths
  float *c;
  size_t ldc;
  const float *start;    ///< what the sums start with: one row for all (a bias); null: see accumulate
  bool accumulate;       ///< without start: c itself, else 0
  const float *prefetch; ///< what will be needed next, null for nothing
};

template <int Rows, int Vectors>
void multiplyTile(const Tile &tile) {
  F sum[Rows][Vectors];
#pragma clang loop unroll(full)
  for (int i = 0; i < Rows; ++i)
#pragma clang loop unroll(full)
    for (int j = 0; j < Vectors; ++j)
      sum[i][j] = tile.start        ? load(tile.start + j * kLanes)
                  : tile.accumulate ? load(tile.c + i * tile.ldc + j * kLanes)
                                    : splat(0.0f);
  const float *b = tile.b;
  const size_t bStride = tile.bStride;
  // Where nothing comes next, lines that are in the cache anyway: a null pointer would cost page walks.
  const char *prefetch = reinterpret_cast<const char *>(tile.prefetch ? tile.prefetch : b);
  for (size_t tap = tile.firstTap; tap < tile.lastTap; ++tap) {
    const float *a[Rows];
#pragma clang loop unroll(full)
    for (int i = 0; i < Rows; ++i)
      a[i] = tile.rows[i * tile.taps + tap];
    auto step = [&](size_t k) __attribute__((always_inline)) {
      F right[Vectors];
#pragma clang loop unroll(full)
      for (int j = 0; j < Vectors; ++j)
        right[j] = load(b + j * kLanes);
      b += bStride;
#pragma clang loop unroll(full)
      for (int i = 0; i < Rows; ++i) {
        F left = splat(a[i][k]);
#pragma clang loop unroll(full)
        for (int j = 0; j < Vectors; ++j)
          sum[i][j] = fma(left, right[j], sum[i][j]);
      }
    };
    size_t k = tile.firstDepth;
#pragma clang loop unroll(disable)
    for (; k + 2 <= tile.lastDepth; k += 2) {
      __builtin_prefetch(prefetch, 0, 2);
      prefetch += 64;
      step(k);
      step(k + 1);
    }
    if (k < tile.lastDepth)
      step(k);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < Rows; ++i)
#pragma clang loop unroll(full)
    for (int j = 0; j < Vectors; ++j)
      store(tile.c + i * tile.ldc + j * kLanes, sum[i][j]);
}

using TileFunction = void (*)(const Tile &);
/// By rows (1 to kTileRows) and vectors (1 to kPanelVectors).
TileFunction tileFunction(size_t rows, size_t vectors);

} // namespace tt::runtime::fast::TENON_ISA
