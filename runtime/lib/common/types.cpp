// Names and sizes of data types; shapes as text.
#include "tt/runtime/types.h"

#include <array>

namespace tt::runtime {
namespace {

struct DataTypeFacts {
  std::string_view name;
  std::string_view keyword;
  size_t size;
};

/// Indexed by the number of the data type.
constexpr std::array<DataTypeFacts, kNumDataTypes> kDataTypes = {{
    {"Float32", "f32", 4},
    {"Float16", "f16", 2},
    {"BFloat16", "bf16", 2},
    {"BFP_Float8", "bfp_f8", 0},
    {"BFP_BFloat8", "bfp_bf8", 0},
    {"BFP_Float4", "bfp_f4", 0},
    {"BFP_BFloat4", "bfp_bf4", 0},
    {"BFP_Float2", "bfp_f2", 0},
    {"BFP_BFloat2", "bfp_bf2", 0},
    {"UInt32", "u32", 4},
    {"UInt16", "u16", 2},
    {"UInt8", "u8", 1},
    {"Int32", "si32", 4},
    {"Bool", "i1", 1},
}};

const DataTypeFacts *factsOf(DataType dtype) {
  auto number = static_cast<uint8_t>(dtype);
  return number < kNumDataTypes ? &kDataTypes[number] : nullptr;
}

} // namespace

std::string_view toString(DataType dtype) {
  const DataTypeFacts *facts = factsOf(dtype);
  return facts ? facts->name : "unknown";
}

std::string_view toKeyword(DataType dtype) {
  const DataTypeFacts *facts = factsOf(dtype);
  return facts ? facts->keyword : "unknown";
}

size_t elementSize(DataType dtype) {
  const DataTypeFacts *facts = factsOf(dtype);
  return facts ? facts->size : 0;
}

int64_t TensorDesc::volume() const {
  // Unsigned, because a desc that nobody checked may overflow.
  uint64_t volume = 1;
  for (int64_t size : shape)
    volume *= static_cast<uint64_t>(size);
  return static_cast<int64_t>(volume);
}

std::vector<int64_t> TensorDesc::strides() const {
  std::vector<int64_t> strides(shape.size());
  uint64_t stride = 1;
  for (size_t i = shape.size(); i-- != 0;) {
    strides[i] = static_cast<int64_t>(stride);
    stride *= static_cast<uint64_t>(shape[i]);
  }
  return strides;
}

std::string TensorDesc::str() const {
  std::string text;
  for (int64_t size : shape)
    text += std::to_string(size) + "x";
  return text + std::string(toKeyword(dtype));
}

} // namespace tt::runtime
