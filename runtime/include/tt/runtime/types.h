// Data types, shapes and layouts of tensors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tt::runtime {

/// Element types, with the numbers of ttcore::DataType.
enum class DataType : uint8_t {
  Float32 = 0,
  Float16 = 1,
  BFloat16 = 2,
  BFP_Float8 = 3,
  BFP_BFloat8 = 4,
  BFP_Float4 = 5,
  BFP_BFloat4 = 6,
  BFP_Float2 = 7,
  BFP_BFloat2 = 8,
  UInt32 = 9,
  UInt16 = 10,
  UInt8 = 11,
  Int32 = 12,
  Bool = 13,
};
inline constexpr uint8_t kNumDataTypes = 14;

/// "Float32", the field's name of the enumerator.
std::string_view toString(DataType dtype);
/// "f32", the keyword of the ttcore dialect.
std::string_view toKeyword(DataType dtype);
/// Bytes of one element on the host. Block formats (BFP_*) have none: 0.
size_t elementSize(DataType dtype);

/// Shape and element type of a dense row-major tensor. A scalar has an empty shape and volume 1.
struct TensorDesc {
  std::vector<int64_t> shape;
  DataType dtype = DataType::Float32;

  int64_t volume() const;
  size_t sizeBytes() const { return static_cast<size_t>(volume()) * elementSize(dtype); }
  /// Elements between neighbours along each dimension, row-major.
  std::vector<int64_t> strides() const;
  /// "1x128x384xf32".
  std::string str() const;
  bool operator==(const TensorDesc &other) const = default;
};

enum class BufferType : uint8_t { DRAM = 0, L1 = 1, SystemMemory = 2, L1Small = 3, Trace = 4 };

/// Where and how a program expects a tensor. The host device keeps all tensors dense and row-major: to it a layout is
/// a description only.
struct Layout {
  BufferType bufferType = BufferType::DRAM;
  bool tiled = false;
  bool operator==(const Layout &other) const = default;
};

} // namespace tt::runtime
