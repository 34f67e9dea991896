// Collects the constants of a Binary: where each lies in the data section, without copying what attributes hold.
#ifndef TTMLIR_LIB_TARGET_TTNN_DATASECTION_H
#define TTMLIR_LIB_TARGET_TTNN_DATASECTION_H

#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/FunctionExtras.h"

#include <deque>
#include <vector>

namespace mlir::tt::ttnn {

/// The place of one constant. A splat has the bytes of a single element.
struct ConstantPlace {
  bool splat = false;
  uint64_t offset = 0;
  uint64_t size = 0;
};

class DataSection {
public:
  /// Adds a constant, unless one with the same bytes is there already. Reports what cannot be stored through
  /// `emitError`.
  FailureOr<ConstantPlace> add(ElementsAttr value, llvm::function_ref<InFlightDiagnostic()> emitError);

  /// Adds bytes, which stay where they are; returns the offset, that of equal ones which are there already.
  uint64_t addBytes(ArrayRef<char> bytes);

  /// Bytes, padding between the constants included.
  uint64_t size() const { return totalSize; }

  /// Hands all bytes out, in order.
  void forEachChunk(llvm::function_ref<void(ArrayRef<char>)> consume) const;

private:
  struct Entry {
    ArrayRef<char> bytes;
    uint64_t offset;
  };

  std::vector<Entry> entries;
  llvm::DenseMap<uint64_t, SmallVector<size_t, 1>> entriesByHash;
  std::deque<std::vector<char>> owned; ///< bytes that no attribute holds in the form that is stored
  uint64_t totalSize = 0;
};

} // namespace mlir::tt::ttnn

#endif // TTMLIR_LIB_TARGET_TTNN_DATASECTION_H
