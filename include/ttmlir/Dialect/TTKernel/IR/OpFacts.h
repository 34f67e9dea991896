// What the definitions of ttkernel ops say that MLIR does not keep: the order of their attributes.
#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPFACTS_H
#define TTMLIR_DIALECT_TTKERNEL_IR_OPFACTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::tt::ttkernel {

struct AttributeFacts {
  llvm::StringLiteral name;
  uint32_t absent; ///< what stands for the attribute where the op lacks it
};

/// The attributes of an op in the order of its definition; none for names that are no ops of ttkernel.
llvm::ArrayRef<AttributeFacts> attributesInOrder(llvm::StringRef opName);

/// An attribute as the card's services take it: enumerators and data types by number, booleans as 0 or 1, the default
/// where it is absent.
uint32_t attributeWord(Operation *op, const AttributeFacts &facts);

} // namespace mlir::tt::ttkernel

#endif // TTMLIR_DIALECT_TTKERNEL_IR_OPFACTS_H
