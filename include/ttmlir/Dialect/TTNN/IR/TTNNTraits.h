// Traits that ttnn operations share.
#ifndef TTMLIR_DIALECT_TTNN_IR_TTNNTRAITS_H
#define TTMLIR_DIALECT_TTNN_IR_TTNNTRAITS_H

#include "mlir/IR/OpDefinition.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace mlir::tt::ttnn {

namespace detail {
/// Adds a read effect for each tensor operand of `op`.
void addReadEffects(Operation *op, SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects);
} // namespace detail

/// The operation reads its tensor operands and has no other effect. It is
/// removed when unused, and merged with an equal one unless something between
/// the two writes an operand in place.
template <typename ConcreteOp>
class ReadsTensorOperands : public OpTrait::TraitBase<ConcreteOp, ReadsTensorOperands> {
public:
  void getEffects(SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>> &effects) {
    detail::addReadEffects(this->getOperation(), effects);
  }
};

} // namespace mlir::tt::ttnn

#endif // TTMLIR_DIALECT_TTNN_IR_TTNNTRAITS_H
