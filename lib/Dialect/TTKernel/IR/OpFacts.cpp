// What the definitions of ttkernel ops say that MLIR does not keep: the order of their attributes.
#include "ttmlir/Dialect/TTKernel/IR/OpFacts.h"

#include "mlir/IR/Operation.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include "ttmlir/Dialect/TTCore/IR/TTCoreAttrs.h"
#include "ttmlir/Dialect/TTKernel/IR/TTKernelOpsAttrs.h"

namespace mlir::tt::ttkernel {
namespace {

struct OpFacts {
  llvm::StringLiteral name;
  llvm::ArrayRef<AttributeFacts> attributes;
};

#include "tenon/opgen/KernelOpFacts.inc"

} // namespace

llvm::ArrayRef<AttributeFacts> attributesInOrder(llvm::StringRef opName) {
  const OpFacts *found = llvm::lower_bound(
      kOpFacts, opName, [](const OpFacts &facts, llvm::StringRef name) { return llvm::StringRef(facts.name) < name; });
  return found != std::end(kOpFacts) && found->name == opName ? found->attributes : llvm::ArrayRef<AttributeFacts>();
}

uint32_t attributeWord(Operation *op, const AttributeFacts &facts) {
  std::optional<Attribute> attribute = op->getInherentAttr(facts.name);
  if (!attribute || !*attribute)
    return facts.absent;
  return llvm::TypeSwitch<Attribute, uint32_t>(*attribute)
      .Case([](BoolAttr value) { return static_cast<uint32_t>(value.getValue()); })
      .Case([](IntegerAttr value) { return static_cast<uint32_t>(value.getValue().getSExtValue()); })
      .Case<ttcore::DataTypeAttr, BcastTypeAttr, BinaryDestReuseTypeAttr, EltwiseBinaryTypeAttr, InputClampingAttr,
            ReduceDimAttr, ReduceTypeAttr>([](auto value) { return static_cast<uint32_t>(value.getValue()); });
}

} // namespace mlir::tt::ttkernel
