// The list of all reference kernels: from an op's name to the maker of its kernel.
#include <algorithm>
#include <limits>
#include <map>

#include "ttnn/kernels/reference_kernel.h"

namespace tt::runtime {
namespace {

using kernels::KernelEntry;
using Registry = std::map<std::string, KernelEntry, std::less<>>;

/// Never destroyed: threads that outlive main() may still run programs.
const Registry &registry() {
  static const Registry &entries = *[] {
    auto *result = new Registry;
    for (auto family :
         {kernels::unaryKernels, kernels::binaryKernels, kernels::ternaryKernels, kernels::reductionKernels,
          kernels::scanAndSortKernels, kernels::matmulKernels, kernels::convolutionKernels, kernels::poolingKernels,
          kernels::normalizationKernels, kernels::attentionKernels, kernels::headKernels, kernels::dataMovementKernels,
          kernels::indexingKernels, kernels::cacheKernels, kernels::creationKernels, kernels::quantizationKernels,
          kernels::layoutKernels})
      for (const KernelEntry &entry : family())
        result->emplace("ttnn." + std::string(entry.name), entry);
    return result;
  }();
  return entries;
}

/// So that no later computation with shapes can overflow: sizes are not negative, and their product fits in memory.
void checkTensor(const OpView &view, const detail::Value &value) {
  if (!value.isTensor)
    return;
  constexpr int64_t kMaxElements = std::numeric_limits<int64_t>::max() / 64;
  constexpr size_t kMaxRank = 12;
  view.check(elementSize(value.desc.dtype) != 0, "the host device does not compute in block formats");
  view.check(value.desc.shape.size() <= kMaxRank, "the host device supports tensors of rank 12 at most");
  // Dimensions of size 0 are left out: the others alone may be multiplied, too.
  int64_t elements = 1;
  for (int64_t size : value.desc.shape) {
    view.check(size >= 0, "sizes must not be negative");
    if (__builtin_mul_overflow(elements, std::max<int64_t>(size, 1), &elements) || elements > kMaxElements)
      view.fail("a tensor is too large");
  }
}

} // namespace

std::unique_ptr<Kernel> makeReferenceKernel(const OpView &op) {
  auto found = registry().find(op.name());
  if (found == registry().end())
    op.fail("the host device has no kernel for this op");
  for (const std::vector<uint32_t> *values : {&op.op.operands, &op.op.results})
    for (uint32_t value : *values)
      checkTensor(op, op.program.values[value]);

  const KernelEntry &entry = found->second;
  // get_device and deallocate accept anything.
  bool hasSubject = entry.subject == KernelEntry::kResult ? op.numResults() != 0 : op.numOperands() != 0;
  if (hasSubject) {
    const TensorDesc &subject =
        entry.subject == KernelEntry::kResult ? op.result() : op.operand(static_cast<size_t>(entry.subject));
    if (!entry.dtypes.contains(subject.dtype))
      op.fail("the host device does not execute this op for element type " + std::string(toKeyword(subject.dtype)));
  }
  std::unique_ptr<Kernel> kernel = entry.make(op);
  // Nothing to write, neither in results nor, for ops without results, in the first operand: no kernel sees empty
  // memory.
  const std::vector<uint32_t> &written = op.op.results.empty() ? op.op.operands : op.op.results;
  auto isEmpty = [&](uint32_t value) { return op.program.values[value].desc.volume() == 0; };
  if (!written.empty() && (op.op.results.empty() ? isEmpty(written[0]) : std::ranges::all_of(written, isEmpty)))
    return kernels::makeKernel([](const KernelArgs &) {});
  return kernel;
}

bool hasKernel(std::string_view opName) { return registry().contains(opName); }

std::vector<std::string_view> kernelNames() {
  std::vector<std::string_view> names;
  for (const auto &[name, entry] : registry())
    names.push_back(name);
  return names;
}

std::vector<DataType> kernelDataTypes(std::string_view opName) {
  std::vector<DataType> dtypes;
  if (auto found = registry().find(opName); found != registry().end())
    for (uint8_t number = 0; number < kNumDataTypes; ++number)
      if (found->second.dtypes.contains(static_cast<DataType>(number)))
        dtypes.push_back(static_cast<DataType>(number));
  return dtypes;
}

} // namespace tt::runtime
