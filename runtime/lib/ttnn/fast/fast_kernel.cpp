// Conversions and memory that the fast kernels share.
#include "ttnn/fast/fast_kernel.h"

#include <cstdlib>
#include <new>

namespace tt::runtime::fast {

void readFloats(DataType dtype, const std::byte *base, int64_t offset, int64_t count, float *out) {
  switch (dtype) {
  case DataType::BFloat16:
    return kernels().bf16ToF32(reinterpret_cast<const uint16_t *>(base) + offset, out, count);
  case DataType::Float16:
    return kernels().f16ToF32(reinterpret_cast<const uint16_t *>(base) + offset, out, count);
  default:
    return kernels().unary(Unary::Identity, {}, asFloats(base) + offset, out, count);
  }
}

void writeFloats(DataType dtype, std::byte *base, int64_t offset, int64_t count, const float *in) {
  switch (dtype) {
  case DataType::BFloat16:
    return kernels().f32ToBf16(in, reinterpret_cast<uint16_t *>(base) + offset, count);
  case DataType::Float16:
    return kernels().f32ToF16(in, reinterpret_cast<uint16_t *>(base) + offset, count);
  default:
    return kernels().unary(Unary::Identity, {}, in, asFloats(base) + offset, count);
  }
}

ChannelOperand findChannels(const OpView &view, std::string_view name) {
  ChannelOperand channels{view.find(name)};
  if (channels.operand)
    channels.dtype = view.operand(*channels.operand).dtype;
  return channels;
}

void PackedFloats::Free::operator()(float *p) const { std::free(p); }

void PackedFloats::resize(size_t count) {
  if (count == size && memory)
    return;
  memory.reset();
  size_t bytes = alignUp(std::max<size_t>(count, 1) * sizeof(float));
  memory.reset(static_cast<float *>(std::aligned_alloc(64, bytes)));
  if (!memory)
    throw std::bad_alloc();
  size = count;
}

std::optional<Activation> findActivation(std::string_view name) {
  static constexpr std::pair<std::string_view, Unary> kActivations[] = {
      {"", Unary::Identity}, {"relu", Unary::Relu},       {"relu6", Unary::Relu6}, {"gelu", Unary::Gelu},
      {"silu", Unary::Silu}, {"sigmoid", Unary::Sigmoid}, {"tanh", Unary::Tanh},   {"exp", Unary::Exp},
      {"sqrt", Unary::Sqrt}, {"abs", Unary::Abs},         {"neg", Unary::Neg},
  };
  for (const auto &[known, op] : kActivations)
    if (name == known)
      return Activation{op, {}};
  return std::nullopt;
}

} // namespace tt::runtime::fast
