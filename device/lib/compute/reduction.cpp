// Reductions of tiles, by the matrix unit with factors from a circular buffer and by the vector unit; running sums.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "compute/elements.h"
#include "compute/operation.h"

namespace tt::device {
namespace {

void nothing(const Operation &) {}

ReduceKind reduceKind(const Operation &operation, size_t argument) {
  return static_cast<ReduceKind>(operation.enumerator(argument, 3, "ReduceType"));
}
ReduceDim reduceDim(const Operation &operation, size_t argument) {
  return static_cast<ReduceDim>(operation.enumerator(argument, 3, "ReduceDim"));
}

float larger(float a, float b) { return a > b || std::isnan(a) ? a : b; }

/// Reduces `count` values that are `stride` apart, each times its factor; factors repeat after 16, the width of a face.
float reduceLine(const float *values, uint32_t stride, uint32_t count, const float *factors, bool max) {
  float result = values[0] * factors[0];
  for (uint32_t i = 1; i < count; ++i) {
    float value = values[i * stride] * factors[i % 16];
    result = max ? larger(result, value) : result + value;
  }
  return result;
}

void initReduction(const Operation &operation) {
  using Mask = EngineState::PackMask;
  reduceKind(operation, 3);
  constexpr Mask kMasks[] = {Mask::FirstColumn, Mask::FirstRow, Mask::FirstElement};
  operation.state.packMask = kMasks[static_cast<size_t>(reduceDim(operation, 4))];
}

void endReduction(const Operation &operation) { operation.state.packMask = EngineState::PackMask::Whole; }

/// The factors are the first row of the first face of the scaling tile, as the hardware takes them. Sums and averages
/// are the same: the factors make an average of a sum. A reduction to one element reduces columns and then their
/// results, and so takes factors twice.
void reduceTile(const Operation &operation) {
  ReduceKind kind = reduceKind(operation, 5);
  ReduceDim dim = reduceDim(operation, 6);
  bool max = kind == ReduceKind::Max;
  uint32_t index = operation.word(4);
  bool first = !operation.isWritten(index);
  float tile[kTileElements], factors[kTileElements];
  operation.loadFloats(operation.word(0), operation.word(2), tile);
  operation.loadFloats(operation.word(1), operation.word(3), factors);

  float results[kTileRows];
  uint32_t count = 1, stride = 1;
  switch (dim) {
  case ReduceDim::Row: // along a row: the results are a column
    count = kTileRows;
    stride = kTileColumns;
    for (uint32_t row = 0; row < kTileRows; ++row)
      results[row] = reduceLine(tile + row * kTileColumns, 1, kTileColumns, factors, max);
    break;
  case ReduceDim::Column:
  case ReduceDim::Scalar:
    for (uint32_t column = 0; column < kTileColumns; ++column)
      results[column] = reduceLine(tile + column, kTileColumns, kTileRows, factors, max);
    count = kTileColumns;
    if (dim == ReduceDim::Scalar) {
      results[0] = reduceLine(results, 1, kTileColumns, factors, max);
      count = 1;
    }
    break;
  }

  float *to = operation.write(index);
  float there[kTileRows];
  for (uint32_t i = 0; i < count; ++i)
    there[i] = to[i * stride];
  std::fill_n(to, kTileElements, 0.0f); // beside the result
  for (uint32_t i = 0; i < count; ++i)
    to[i * stride] = first ? results[i] : max ? larger(there[i], results[i]) : there[i] + results[i];
}

/// Reduces a line of 32 elements of a register in place of its first one.
template <class T>
void reduceVector(float *line, uint32_t stride, ReduceKind kind) {
  T result = std::bit_cast<T>(line[0]);
  for (uint32_t i = 1; i < kTileRows; ++i) {
    T value = std::bit_cast<T>(line[i * stride]);
    if constexpr (std::is_same_v<T, float>)
      result = kind == ReduceKind::Max ? larger(result, value) : result + value;
    else // integers wrap around
      result = kind == ReduceKind::Max ? std::max(result, value)
                                       : static_cast<T>(static_cast<uint32_t>(result) + static_cast<uint32_t>(value));
  }
  if (kind == ReduceKind::Average)
    result /= static_cast<T>(kTileRows);
  line[0] = std::bit_cast<float>(result);
}

void reduceInVectorUnit(const Operation &operation) {
  ReduceKind kind = reduceKind(operation, 1);
  DataFormat format = operation.format(2);
  ReduceDim dim = reduceDim(operation, 3);
  if (dim == ReduceDim::Scalar)
    operation.fail("reduces to a row or a column, not to one element: reduce twice");
  if (format == DataFormat::Bool || format == DataFormat::UInt8)
    operation.fail(fmt::format("does not take elements of {}", toString(format)));
  float *tile = operation.write(operation.word(0));
  uint32_t next = dim == ReduceDim::Row ? kTileColumns : 1, stride = dim == ReduceDim::Row ? 1 : kTileColumns;
  for (uint32_t i = 0; i < kTileRows; ++i, tile += next) {
    if (format == DataFormat::Int32)
      reduceVector<int32_t>(tile, stride, kind);
    else if (isInteger(format))
      reduceVector<uint32_t>(tile, stride, kind);
    else
      reduceVector<float>(tile, stride, kind);
  }
}

/// Arguments: two registers, that of the result, the data type. Rows below the first one are left as they are.
void addTopRows(const Operation &operation) {
  DataFormat format = operation.format(3);
  const float *x = operation.read(operation.word(0)), *y = operation.read(operation.word(1));
  float *z = operation.write(operation.word(2));
  for (uint32_t i = 0; i < kTileColumns; ++i)
    z[i] = isInteger(format) ? std::bit_cast<float>(std::bit_cast<uint32_t>(x[i]) + std::bit_cast<uint32_t>(y[i]))
                             : x[i] + y[i];
}

/// Of equal maxima the first one counts.
void maxWithIndices(const Operation &operation) {
  uint32_t chunk = operation.word(2), rows = operation.word(3);
  bool accumulate = operation.flag(4, "accumulate");
  if (rows == 0 || rows > kTileRows)
    operation.fail(fmt::format("'num_rows' must be 1 to {}, and is {}", kTileRows, rows));
  float *values = operation.write(operation.word(0)), *indices = operation.write(operation.word(1));
  EngineState &state = operation.state;
  for (uint32_t column = 0; column < kTileColumns; ++column) {
    float best = values[column], index = indices[column];
    if (accumulate && chunk != 0 && !(best > state.maxima[column])) {
      best = state.maxima[column];
      index = state.maximaIndices[column];
    }
    for (uint32_t row = 1; row < rows; ++row)
      if (float value = values[row * kTileColumns + column]; value > best) {
        best = value;
        index = indices[row * kTileColumns + column];
      }
    values[column] = state.maxima[column] = best;
    indices[column] = state.maximaIndices[column] = index;
  }
}

void cumulativeSum(const Operation &operation) {
  bool first = operation.flag(1, "first");
  float *tile = operation.write(operation.word(0));
  float *sums = operation.state.cumulative;
  if (first)
    std::fill_n(sums, kTileColumns, 0.0f);
  for (uint32_t row = 0; row < kTileRows; ++row)
    for (uint32_t column = 0; column < kTileColumns; ++column)
      tile[row * kTileColumns + column] = sums[column] += tile[row * kTileColumns + column];
}

/// The vector unit takes 32 elements of a face at a time: of four rows those in even columns, then those in odd ones.
/// Each of its lanes is multiplied with what the lane had before, through all the faces. (On hardware the same is done
/// to the first elements of the register behind, which nothing asks for.)
void runningProducts(const Operation &operation) {
  constexpr uint32_t kFace = 16, kRows = 4, kLaneColumns = 8;
  float *x = operation.write(operation.word(0));
  float products[kRows * kLaneColumns];
  std::fill_n(products, kRows * kLaneColumns, 1.0f);
  for (uint32_t face = 0; face < 4; ++face)
    for (uint32_t step = 0; step < kFace * kFace / (kRows * kLaneColumns); ++step)
      for (uint32_t lane = 0; lane < kRows * kLaneColumns; ++lane) {
        const uint32_t row = face / 2 * kFace + step / 2 * kRows + lane / kLaneColumns;
        const uint32_t column = face % 2 * kFace + lane % kLaneColumns * 2 + step % 2;
        float &element = x[row * kTileColumns + column];
        element = products[lane] *= element;
      }
}

constexpr HandlerEntry kHandlers[] = {
    {Service::reduce_init, initReduction},
    {Service::reduce_tile, reduceTile},
    {Service::reduce_uninit, endReduction},
    {Service::sfpu_reduce_init, nothing},
    {Service::sfpu_reduce, reduceInVectorUnit},
    {Service::sfpu_add_top_row_init, nothing},
    {Service::sfpu_add_top_row, addTopRows},
    {Service::max_reduce_with_indices_init, nothing},
    {Service::max_reduce_with_indices, maxWithIndices},
    {Service::tiled_prod_tile_init, nothing},
    {Service::tiled_prod_tile, runningProducts},
    {Service::cumsum_tile_init, nothing},
    {Service::cumsum_tile, cumulativeSum},
};

} // namespace

std::span<const HandlerEntry> reductionHandlers() { return kHandlers; }

} // namespace tt::device
