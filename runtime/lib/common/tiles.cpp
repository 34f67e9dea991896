// From rows to tiles and faces.
#include "common/tiles.h"

#include <algorithm>
#include <cstring>

#include "common/tensor_storage.h"

namespace tt::runtime::detail {
namespace {

constexpr int64_t kTile = 32, kFace = 16;

int64_t tilesOf(int64_t size) { return (size + kTile - 1) / kTile; }

/// Where an element of a matrix of `columnTiles` tiles in a row lies, counted in elements.
int64_t tiledOffset(int64_t row, int64_t column, int64_t columnTiles) {
  int64_t tile = row / kTile * columnTiles + column / kTile;
  int64_t face = row % kTile / kFace * 2 + column % kTile / kFace;
  return tile * kTile * kTile + face * kFace * kFace + row % kFace * kFace + column % kFace;
}

} // namespace

Tensor tilize(const TensorDesc &desc, const std::byte *data) {
  const size_t rank = desc.shape.size();
  const int64_t rows = rank > 1 ? desc.shape[rank - 2] : 1, columns = rank > 0 ? desc.shape[rank - 1] : 1;
  TensorDesc tiled{{}, desc.dtype};
  int64_t matrices = 1;
  for (size_t i = 0; i + 2 < rank; ++i) {
    tiled.shape.push_back(desc.shape[i]);
    matrices *= desc.shape[i];
  }
  for (int64_t size : {tilesOf(rows), tilesOf(columns), int64_t{2}, int64_t{2}, kFace, kFace})
    tiled.shape.push_back(size);

  Tensor tensor = TensorAccess::allocate(tiled);
  std::byte *target = TensorAccess::storage(tensor)->data;
  std::memset(target, 0, tiled.sizeBytes());
  const auto element = static_cast<int64_t>(elementSize(desc.dtype));
  const int64_t matrixSize = tilesOf(rows) * tilesOf(columns) * kTile * kTile;
  for (int64_t matrix = 0; matrix < matrices; ++matrix)
    for (int64_t row = 0; row < rows; ++row)
      for (int64_t column = 0; column < columns; column += kFace) {
        int64_t from = (matrix * rows + row) * columns + column;
        int64_t to = matrix * matrixSize + tiledOffset(row, column, tilesOf(columns));
        std::memcpy(target + to * element, data + from * element,
                    static_cast<size_t>(std::min(kFace, columns - column) * element));
      }
  return tensor;
}

} // namespace tt::runtime::detail
