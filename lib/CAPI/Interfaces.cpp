// C API: what operations do with their operands, and the data types of element types.
#include "ttmlir-c/Interfaces.h"

#include "ttmlir/Dialect/TTCore/IR/DataTypes.h"

#include "mlir/CAPI/IR.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

bool ttmlirOperationIsDestinationStyle(MlirOperation operation) {
  return isa<DestinationStyleOpInterface>(unwrap(operation));
}

bool ttmlirOperationWritesOperand(MlirOperation operation, intptr_t index) {
  Operation *op = unwrap(operation);
  auto effects = dyn_cast<MemoryEffectOpInterface>(op);
  if (!effects || index < 0 || index >= static_cast<intptr_t>(op->getNumOperands()))
    return false;
  SmallVector<MemoryEffects::EffectInstance> instances;
  effects.getEffects(instances);
  return llvm::any_of(instances, [&](const MemoryEffects::EffectInstance &instance) {
    OpOperand *operand = instance.getEffectValue<OpOperand *>();
    return isa<MemoryEffects::Write>(instance.getEffect()) && operand &&
           operand->getOperandNumber() == static_cast<unsigned>(index);
  });
}

int ttmlirElementTypeToDataType(MlirType type) {
  std::optional<tt::ttcore::DataType> dataType = tt::ttcore::elementTypeToDataType(unwrap(type));
  return dataType ? static_cast<int>(*dataType) : -1;
}
