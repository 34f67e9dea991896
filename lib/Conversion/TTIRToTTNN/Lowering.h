// How one ttir op is lowered: the tools that lowerings share, and the list of them.
#ifndef TTMLIR_LIB_CONVERSION_TTIRTOTTNN_LOWERING_H
#define TTMLIR_LIB_CONVERSION_TTIRTOTTNN_LOWERING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/StringMap.h"

#include <optional>

namespace mlir::tt {

/// One op on its way to ttnn. Builds ops in front of it, at its location.
class Lowering {
public:
  Lowering(Operation *op, OpBuilder &builder) : op(op), builder(builder) { builder.setInsertionPoint(op); }

  Operation *operator->() const { return op; }
  Operation *get() const { return op; }
  StringRef mnemonic() const { return op->getName().stripDialect(); }
  MLIRContext *context() const { return op->getContext(); }
  RankedTensorType operandType(unsigned index) const { return cast<RankedTensorType>(op->getOperand(index).getType()); }
  RankedTensorType resultType(unsigned index = 0) const {
    return cast<RankedTensorType>(op->getResult(index).getType());
  }

  bool hasAttr(StringRef name) const { return getAttr(name) != nullptr; }
  Attribute getAttr(StringRef name) const { return op->getInherentAttr(name).value_or(Attribute()); }
  int64_t intAttr(StringRef name) const;
  bool boolAttr(StringRef name) const { return cast<BoolAttr>(getAttr(name)).getValue(); }
  /// An attribute of one number or several, as several.
  SmallVector<int64_t> intsAttr(StringRef name) const;

  /// The handle of the device, one for each function.
  Value device();

  /// Builds a ttnn op; `attributes` may be inherent ones.
  Operation *create(StringRef name, TypeRange results, ValueRange operands, ArrayRef<NamedAttribute> attributes = {});
  Value createOne(StringRef name, Type result, ValueRange operands, ArrayRef<NamedAttribute> attributes = {});
  /// The value in another shape, by ttnn.reshape; itself where it has that shape.
  Value reshape(Value value, ArrayRef<int64_t> shape);

  NamedAttribute named(StringRef name, Attribute value) const { return builder.getNamedAttr(name, value); }

  /// Replaces the op. The uses of its results go to `values`.
  LogicalResult replace(ValueRange values);
  LogicalResult replace(Operation *replacement) { return replace(replacement->getResults()); }

  /// Reports at the op why it cannot be lowered.
  LogicalResult refuse(const llvm::Twine &reason);

  OpBuilder &getBuilder() { return builder; }

private:
  Operation *op;
  OpBuilder &builder;
};

using LoweringFunction = LogicalResult (*)(Lowering &);
using LoweringTable = llvm::StringMap<LoweringFunction>;

// Each adds the lowerings of some ops to the table, by the name without dialect.
void addCreationLowerings(LoweringTable &table);
void addCacheLowerings(LoweringTable &table);
void addWindowLowerings(LoweringTable &table);
void addShapeLowerings(LoweringTable &table);

/// Lowers an op that ttnn has under the same name or a known other one, with the same operands; what differs in
/// attributes is given by tables. Refuses ops that ttnn lacks.
LogicalResult lowerDirectly(Lowering &op);

} // namespace mlir::tt

#endif // TTMLIR_LIB_CONVERSION_TTIRTOTTNN_LOWERING_H
