// The packer: tiles from registers into circular buffers, with ReLU, accumulation and edge masks on the way.
#include <algorithm>
#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "compute/elements.h"
#include "compute/operation.h"

namespace tt::device {
namespace {

enum ReluMode : uint32_t { kNoRelu = 0, kZeroRelu = 1, kMinThresholdRelu = 2, kMaxThresholdRelu = 3 };

/// Tenstorrent's ISA documentation, Packers: ReLU.
float relu(float value, uint32_t mode, float threshold) {
  switch (mode) {
  case kZeroRelu:
    return value <= 0 ? 0 : value;
  case kMinThresholdRelu:
    return value <= threshold ? 0 : value;
  case kMaxThresholdRelu:
    return value <= 0 ? 0 : std::min(value, threshold);
  default:
    return value;
  }
}

void applyMask(EngineState::PackMask mask, float *elements) {
  using Mask = EngineState::PackMask;
  if (mask == Mask::Whole)
    return;
  uint32_t rows = mask == Mask::FirstColumn ? kTileRows : 1;
  uint32_t columns = mask == Mask::FirstRow ? kTileColumns : 1;
  for (uint32_t row = 0; row < kTileRows; ++row)
    for (uint32_t column = 0; column < kTileColumns; ++column)
      if (row >= rows || column >= columns)
        elements[row * kTileColumns + column] = 0;
}

void accumulate(const Operation &operation, DataFormat format, std::span<const std::byte> page, float *elements) {
  float there[kTileElements];
  switch (format) {
  case DataFormat::UInt16:
  case DataFormat::UInt8:
  case DataFormat::Bool:
    operation.fail(
        fmt::format("the packer does not add to tiles of {}: only to floats and 32-bit integers", toString(format)));
  case DataFormat::UInt32:
  case DataFormat::Int32:
    unpackTile(page, format, there);
    for (uint32_t i = 0; i < kTileElements; ++i)
      elements[i] = std::bit_cast<float>(std::bit_cast<uint32_t>(elements[i]) + std::bit_cast<uint32_t>(there[i]));
    return;
  default:
    unpackTile(page, format, there);
    for (uint32_t i = 0; i < kTileElements; ++i)
      elements[i] += there[i];
  }
}

void packRegister(const Operation &operation, uint32_t index, uint32_t cb, uint32_t page) {
  const float *from = operation.readForPacker(index);
  DataFormat format = operation.formatOf(cb);
  std::span<std::byte> bytes = operation.tiles.back(cb, page);
  if (bytes.size() < tileBytes(format))
    operation.fail(fmt::format("a page of circular buffer {} has {} bytes, and a tile of {} takes {}", cb, bytes.size(),
                               toString(format), tileBytes(format)));
  const EngineState &state = operation.state;
  if (state.reluMode == kNoRelu && !state.accumulateInL1 && state.packMask == EngineState::PackMask::Whole)
    return packTile(std::span<const float, kTileElements>(from, kTileElements), format, bytes);

  float elements[kTileElements];
  std::memcpy(elements, from, sizeof(elements));
  if (state.reluMode != kNoRelu && !isInteger(format))
    for (float &element : elements)
      element = relu(element, state.reluMode, state.reluThreshold);
  else if (state.reluMode != kNoRelu)
    for (float &element : elements)
      element = static_cast<int32_t>(std::bit_cast<uint32_t>(element)) < 0 ? 0 : element;
  applyMask(state.packMask, elements);
  if (state.accumulateInL1)
    accumulate(operation, format, bytes, elements);
  packTile(elements, format, bytes);
}

void pack(const Operation &operation) {
  uint32_t cb = operation.word(1);
  bool outOfOrder = operation.flag(3, "out_of_order");
  uint32_t &next = operation.packedPages(cb);
  packRegister(operation, operation.word(0), cb, outOfOrder ? operation.word(2) : next);
  if (!outOfOrder)
    ++next;
}

void packBlock(const Operation &operation) {
  uint32_t first = operation.word(0), cb = operation.word(1), count = operation.word(2);
  operation.checkRegisters(first, count);
  uint32_t &next = operation.packedPages(cb);
  for (uint32_t i = 0; i < count; ++i)
    packRegister(operation, first + i, cb, next++);
}

void configureAccumulation(const Operation &operation) {
  operation.state.accumulateInL1 = operation.flag(0, "l1_acc_en");
}

void configureRelu(const Operation &operation) {
  // The threshold is 16 bits in the upper half; as bf16, which formats with an exponent of 8 bits take.
  uint32_t mode = operation.word(0) & 0xffff;
  if (mode > kMaxThresholdRelu)
    operation.fail(fmt::format("ReLU mode {} is none of 0 to {}", mode, unsigned{kMaxThresholdRelu}));
  operation.state.reluMode = mode;
  operation.state.reluThreshold = fromBFloat16(static_cast<uint16_t>(operation.word(0) >> 16));
}

constexpr HandlerEntry kHandlers[] = {
    {Service::pack_tile, pack},
    {Service::pack_tile_block, packBlock},
    {Service::pack_reconfig_l1_acc, configureAccumulation},
    {Service::pack_relu_config, configureRelu},
};

} // namespace

std::span<const HandlerEntry> packHandlers() { return kHandlers; }

} // namespace tt::device
