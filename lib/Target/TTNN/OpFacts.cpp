// What the definitions of the ops say that MLIR does not keep: arities of operands, and where the host executes an op.
#include "ttmlir/Target/TTNN/OpFacts.h"

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/STLExtras.h"

namespace mlir::tt::ttnn {

namespace {

constexpr OpFacts kOpFacts[] = {
#include "tenon/opgen/OpFacts.inc"
};

/// Segments come from the op's own record of them where it has more than one operand of variable number, and else from
/// the total.
llvm::SmallVector<uint32_t> segments(Operation *op, llvm::StringRef recordName, llvm::StringRef arities, size_t total) {
  if (std::optional<Attribute> record = op->getInherentAttr(recordName); record && *record)
    if (auto sizes = dyn_cast<DenseI32ArrayAttr>(*record))
      return llvm::to_vector_of<uint32_t>(sizes.asArrayRef());
  size_t plain = arities.count('1');
  return llvm::map_to_vector(arities, [&](char arity) -> uint32_t { return arity == '1' ? 1 : total - plain; });
}

} // namespace

const OpFacts *findOpFacts(llvm::StringRef opName) {
  const OpFacts *found = llvm::lower_bound(
      kOpFacts, opName, [](const OpFacts &facts, llvm::StringRef name) { return llvm::StringRef(facts.name) < name; });
  return found != std::end(kOpFacts) && found->name == opName ? found : nullptr;
}

llvm::SmallVector<uint32_t> operandSegments(Operation *op, const OpFacts &facts) {
  return segments(op, "operandSegmentSizes", facts.operands, op->getNumOperands());
}

llvm::SmallVector<uint32_t> resultSegments(Operation *op, const OpFacts &facts) {
  return segments(op, "resultSegmentSizes", facts.results, op->getNumResults());
}

} // namespace mlir::tt::ttnn
