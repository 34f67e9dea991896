// What reference kernels are made of: a function that runs, a table entry a family contributes, and shared checks.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "ttnn/kernels/kernel.h"
#include "ttnn/kernels/numeric.h"
#include "ttnn/kernels/shapes.h"

namespace tt::runtime::kernels {

/// Facts about a kernel that the executor asks for; see Kernel.
struct KernelTraits {
  int inPlaceOperand = -1;
  std::vector<size_t> writtenOperands = {};
};

/// Kernel whose run is `run`.
std::unique_ptr<Kernel> makeKernel(std::function<void(const KernelArgs &)> run, KernelTraits traits = {});

/// Memory of an operand that the op's definition updates in place (see Kernel::writesOperand).
inline std::byte *writable(const KernelArgs &args, size_t operand) {
  return const_cast<std::byte *>(args.operands[operand]);
}

/// One op of a family: its name without "ttnn.", the maker of its kernel, the element types it executes.
struct KernelEntry {
  /// For `subject`: the op's element type is its first result's.
  static constexpr int kResult = -1;

  std::string_view name;
  std::unique_ptr<Kernel> (*make)(const OpView &);
  DtypeSet dtypes;
  /// Operand whose element type must be among `dtypes`.
  int subject = 0;
};

// The families; the registry lists them.
std::vector<KernelEntry> unaryKernels();
std::vector<KernelEntry> binaryKernels();
std::vector<KernelEntry> ternaryKernels();
std::vector<KernelEntry> reductionKernels();
std::vector<KernelEntry> scanAndSortKernels();
std::vector<KernelEntry> matmulKernels();
std::vector<KernelEntry> convolutionKernels();
std::vector<KernelEntry> poolingKernels();
std::vector<KernelEntry> normalizationKernels();
std::vector<KernelEntry> attentionKernels();
std::vector<KernelEntry> headKernels();
std::vector<KernelEntry> dataMovementKernels();
std::vector<KernelEntry> indexingKernels();
std::vector<KernelEntry> cacheKernels();
std::vector<KernelEntry> creationKernels();
std::vector<KernelEntry> quantizationKernels();
std::vector<KernelEntry> layoutKernels();

/// Position of dimension `dim` (may count from the end) of a tensor of rank `rank`.
size_t checkDim(const OpView &view, int64_t dim, size_t rank);
void checkRank(const OpView &view, const TensorDesc &desc, size_t rank, const char *what);
void checkShape(const OpView &view, const TensorDesc &desc, std::span<const int64_t> expected, const char *what);
void checkDtype(const OpView &view, const TensorDesc &desc, DtypeSet allowed, const char *what);
/// That `desc` has the element type of `other`.
void checkSameDtype(const OpView &view, const TensorDesc &desc, const TensorDesc &other, const char *what);
/// An integer attribute within [low, high].
int64_t checkedInt(const OpView &view, std::string_view attribute, int64_t low, int64_t high,
                   std::optional<int64_t> otherwise = {});
/// Product of factors that are not negative.
int64_t checkedProduct(const OpView &view, std::initializer_list<int64_t> factors);
/// Reads one integer, checked to lie in [0, limit); `what` names it in the error.
int64_t readIndex(const OpView &view, DataType dtype, const std::byte *base, int64_t position, int64_t limit,
                  const char *what);

} // namespace tt::runtime::kernels
