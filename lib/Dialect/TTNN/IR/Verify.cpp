// What the verifiers of ttnn operations share.
#include "Verify.h"

#include "ttmlir/Dialect/TTNN/IR/TTNNTraits.h"

using namespace mlir;

namespace mlir::tt::ttnn::detail {

void addReadEffects(
    Operation *op,
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  for (OpOperand &operand : op->getOpOperands())
    if (isa<RankedTensorType>(operand.get().getType()))
      effects.emplace_back(MemoryEffects::Read::get(), &operand,
                           SideEffects::DefaultResource::get());
}

LogicalResult verifyElementwise(Operation *op) { return success(); }

} // namespace mlir::tt::ttnn::detail
