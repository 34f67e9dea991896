// Which element types the tensors of an operation may have together, as its definition says (ElementTypes.td).
#ifndef TTMLIR_DIALECT_COMMON_ELEMENTTYPES_H
#define TTMLIR_DIALECT_COMMON_ELEMENTTYPES_H

#include "mlir/IR/OpDefinition.h"

namespace mlir::tt {

/// Fails, with an error that names the operand or result, unless the element types of `op` are tied as its definition
/// says. Operations whose definition says nothing pass, and so do elements that are no plain numbers (quantized ones).
LogicalResult verifyElementTypes(Operation *op);

/// Marks operations that are verified so.
template <typename ConcreteType>
class VerifiesElementTypes : public OpTrait::TraitBase<ConcreteType, VerifiesElementTypes> {
public:
  static LogicalResult verifyTrait(Operation *op) { return verifyElementTypes(op); }
};

} // namespace mlir::tt

#endif // TTMLIR_DIALECT_COMMON_ELEMENTTYPES_H
