// How a tensor is spread over banks, from the arguments that a kernel is compiled with.
#ifndef TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_ACCESSORLAYOUT_H
#define TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_ACCESSORLAYOUT_H

#include "mlir/IR/Value.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>
#include <string>
#include <variant>

namespace mlir::tt::ttkernel {

/// A number that is known when the kernel is compiled, or the index of the common argument that holds it.
struct LayoutNumber {
  uint32_t value = 0;
  bool isCommonArgument = false;
};

/// The layout behind a TensorAccessor, as tt-metal's TensorAccessorArgs describe it. Compile-time arguments are: the
/// bits of `Config`, the aligned size of a page and, for sharded tensors, the rank, the number of banks, the extents of
/// the tensor and of a shard in pages, and the banks' places, two of 16 bits (x << 8 | y; the number of the bank as x
/// for DRAM) in a word. Those whose bit says so are common arguments instead, in the same order.
struct AccessorLayout {
  enum Config : uint32_t {
    Sharded = 1 << 0,
    IsDram = 1 << 1,
    RuntimeRank = 1 << 2,
    RuntimeNumBanks = 1 << 3,
    RuntimeTensorShape = 1 << 4,
    RuntimeShardShape = 1 << 5,
    RuntimeBankCoords = 1 << 6,
  };

  bool isDram = false;
  bool isSharded = false;
  uint32_t alignedPageSize = 0;
  LayoutNumber numBanks;
  llvm::SmallVector<LayoutNumber> tensorShape, shardShape;
  llvm::SmallVector<uint32_t> bankPlaces;     ///< words, if compile-time
  std::optional<uint32_t> bankPlacesArgument; ///< else the first of the common arguments that hold them
  uint32_t nextCompileTimeArgument = 0;
  uint32_t nextCommonArgument = 0;
};

/// The layout, or why it cannot be found: `value` is a TensorAccessor or its TensorAccessorArgs.
std::variant<AccessorLayout, std::string> layoutOf(Value value, llvm::ArrayRef<uint32_t> compileTimeArgs);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_LIB_CONVERSION_TTKERNELTOLLVM_ACCESSORLAYOUT_H
