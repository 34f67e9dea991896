// Ops that make tensors from attributes alone.
#include <cmath>

#include "ttnn/kernels/strided_copy.h"

namespace tt::runtime::kernels {
namespace {

void checkShapeAttribute(const OpView &view, std::string_view attribute) {
  if (view.has(attribute))
    checkShape(view, view.result(), view.intsAttr(attribute), "the result");
}

std::unique_ptr<Kernel> makeFilled(const OpView &view, double value) {
  const TensorDesc &out = view.result();
  return makeKernel([=, count = out.volume(), dtype = out.dtype](const KernelArgs &args) {
    fill(dtype, args.results[0], count, value);
  });
}

std::unique_ptr<Kernel> makeFull(const OpView &view) {
  checkShapeAttribute(view, "shape");
  return makeFilled(view, view.floatAttr("fill_value"));
}
std::unique_ptr<Kernel> makeOnes(const OpView &view) {
  checkShapeAttribute(view, "shape");
  return makeFilled(view, 1);
}
/// Also what `empty` leaves undefined is zero, so that runs repeat.
std::unique_ptr<Kernel> makeZeros(const OpView &view) {
  checkShapeAttribute(view, "shape");
  return makeFilled(view, 0);
}

std::unique_ptr<Kernel> makeArange(const OpView &view) {
  const TensorDesc &out = view.result();
  checkRank(view, out, 1, "the result");
  int64_t start = view.intAttr("start"), end = view.intAttr("end"), step = view.intAttr("step");
  view.check(step != 0, "attribute 'step' must not be 0");
  // In 128 bits, for the bounds may be any.
  __int128 distance = static_cast<__int128>(end) - start, stride = step;
  __int128 count = step > 0 ? (distance + stride - 1) / stride : (distance + stride + 1) / stride;
  view.check((count < 0 ? 0 : count) == out.shape[0],
             "the result must have one element for each number of the sequence");
  return makeKernel([=, count = out.shape[0], dtype = out.dtype](const KernelArgs &args) {
    for (int64_t i = 0; i < count; ++i) {
      int64_t value = addWrapping(start, multiplyWrapping(i, step));
      store(dtype, args.results[0], i, 0, 1, &value);
    }
  });
}

std::unique_ptr<Kernel> makeConstant(const OpView &view) {
  const detail::ConstantRef &value = view.constantAttr("value");
  const TensorDesc &out = view.result();
  checkShape(view, out, value.desc.shape, "the result");
  checkSameDtype(view, out, value.desc, "the result");
  view.check(value.bytes.size() == (value.splat ? elementSize(out.dtype) : out.sizeBytes()),
             "the constant's data does not have the size of its shape");
  return makeKernel([value = &value, count = out.volume(), dtype = out.dtype](const KernelArgs &args) {
    StridedCopy(dtype, {count}, {value->splat ? 0 : 1}, {1}).run(value->bytes.data(), 0, args.results[0], 0);
  });
}

/// The 64-bit finalizer of SplitMix64: element i of the sequence that `seed` names.
uint64_t randomBits(uint64_t seed, uint64_t i) {
  uint64_t z = seed * 0xD1B54A32D192ED03u + (i + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

/// Uniform in [low, high). The same numbers in every run, also for seed 0.
std::unique_ptr<Kernel> makeRand(const OpView &view) {
  checkShapeAttribute(view, "size");
  const TensorDesc &out = view.result();
  double low = view.floatAttr("low", 0.0), high = view.floatAttr("high", 1.0);
  view.check(low <= high, "attribute 'low' must not be greater than 'high'");
  return makeKernel([=, seed = static_cast<uint64_t>(view.intAttr("seed", 0)), count = out.volume(),
                     dtype = out.dtype](const KernelArgs &args) {
    for (int64_t i = 0; i < count; ++i) {
      // 8 bits: no rounding, not even to bf16, reaches `high` of 1.
      int kept = dtype == DataType::BFloat16 ? 8 : dtype == DataType::Float16 ? 11 : 24;
      double unit = std::ldexp(static_cast<double>(randomBits(seed, static_cast<uint64_t>(i)) >> (64 - kept)), -kept);
      double value = low + unit * (high - low);
      store(dtype, args.results[0], i, 0, 1, &value);
    }
  });
}

} // namespace

std::vector<KernelEntry> creationKernels() {
  constexpr int kResult = KernelEntry::kResult;
  return {{"arange", makeArange, kNumbers, kResult}, {"constant", makeConstant, kAllDtypes, kResult},
          {"empty", makeZeros, kAllDtypes, kResult}, {"full", makeFull, kAllDtypes, kResult},
          {"ones", makeOnes, kAllDtypes, kResult},   {"rand", makeRand, kFloats, kResult},
          {"zeros", makeZeros, kAllDtypes, kResult}};
}

} // namespace tt::runtime::kernels
