// Checks and pieces that all families of reference kernels share.
#include "ttnn/kernels/reference_kernel.h"

#include <algorithm>

namespace tt::runtime::kernels {
namespace {

class FunctionKernel : public Kernel {
public:
  FunctionKernel(std::function<void(const KernelArgs &)> body, KernelTraits traits)
      : body(std::move(body)), traits(std::move(traits)) {}

  void run(const KernelArgs &args) override { body(args); }
  int inPlaceOperand() const override { return traits.inPlaceOperand; }
  bool writesOperand(size_t i) const override { return std::ranges::count(traits.writtenOperands, i) != 0; }
  /// The functions keep nothing between calls.
  bool isReentrant() const override { return true; }

private:
  std::function<void(const KernelArgs &)> body;
  KernelTraits traits;
};

} // namespace

std::unique_ptr<Kernel> makeKernel(std::function<void(const KernelArgs &)> run, KernelTraits traits) {
  return std::make_unique<FunctionKernel>(std::move(run), std::move(traits));
}

size_t checkDim(const OpView &view, int64_t dim, size_t rank) {
  int64_t signedRank = static_cast<int64_t>(rank);
  if (dim < -signedRank || dim >= signedRank)
    view.fail("dimension " + std::to_string(dim) + " is out of range for rank " + std::to_string(rank));
  return static_cast<size_t>(dim < 0 ? dim + signedRank : dim);
}

void checkRank(const OpView &view, const TensorDesc &desc, size_t rank, const char *what) {
  if (desc.shape.size() != rank)
    view.fail(std::string(what) + " must have rank " + std::to_string(rank) + ", not " +
              std::to_string(desc.shape.size()));
}

void checkShape(const OpView &view, const TensorDesc &desc, std::span<const int64_t> expected, const char *what) {
  if (!std::ranges::equal(desc.shape, expected))
    view.fail(std::string(what) + " must have shape " + toString(expected) + ", not " + toString(desc.shape));
}

void checkDtype(const OpView &view, const TensorDesc &desc, DtypeSet allowed, const char *what) {
  if (!allowed.contains(desc.dtype))
    view.fail(std::string(what) + " must not have element type " + std::string(toKeyword(desc.dtype)));
}

void checkSameDtype(const OpView &view, const TensorDesc &desc, const TensorDesc &other, const char *what) {
  if (desc.dtype != other.dtype)
    view.fail(std::string(what) + " must have element type " + std::string(toKeyword(other.dtype)) + ", not " +
              std::string(toKeyword(desc.dtype)));
}

int64_t checkedInt(const OpView &view, std::string_view attribute, int64_t low, int64_t high,
                   std::optional<int64_t> otherwise) {
  int64_t value = view.intAttr(attribute, otherwise);
  if (value < low || value > high)
    view.fail("attribute '" + std::string(attribute) + "' must be from " + std::to_string(low) + " to " +
              std::to_string(high) + ", not " + std::to_string(value));
  return value;
}

int64_t checkedProduct(const OpView &view, std::initializer_list<int64_t> factors) {
  int64_t result = 1;
  for (int64_t factor : factors)
    if (__builtin_mul_overflow(result, factor, &result))
      view.fail("sizes are too large");
  return result;
}

int64_t readIndex(const OpView &view, DataType dtype, const std::byte *base, int64_t position, int64_t limit,
                  const char *what) {
  int64_t index;
  load(dtype, base, position, 1, 1, &index);
  if (index < 0 || index >= limit) [[unlikely]]
    view.fail(std::string(what) + " " + std::to_string(index) + " at position " + std::to_string(position) +
              " is out of range [0, " + std::to_string(limit) + ")");
  return index;
}

} // namespace tt::runtime::kernels
