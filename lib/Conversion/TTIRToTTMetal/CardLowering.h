// How one ttir op becomes programs on the card: the tools that lowerings share, and the list of them.
#ifndef TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_CARDLOWERING_H
#define TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_CARDLOWERING_H

#include "CardProgram.h"

#include "mlir/IR/BuiltinTypes.h"

namespace mlir::tt {

/// Tensors on the card, by the ttir value that they hold.
using CardTensors = llvm::DenseMap<Value, CardTensor>;

/// One op on its way to the card. Everything is built in front of it, at its location.
class CardLowering {
public:
  CardLowering(Operation *op, Card &card, CardTensors &tensors) : card(card), op(op), tensors(tensors) {}

  Operation *operator->() const { return op; }
  Operation *get() const { return op; }
  StringRef mnemonic() const { return op->getName().stripDialect(); }
  RankedTensorType resultType() const { return cast<RankedTensorType>(op->getResult(0).getType()); }
  ArrayRef<int64_t> resultShape() const { return resultType().getShape(); }
  /// The result's type on the card.
  ttcore::DataType resultDataType() const { return *typeOnCard(resultType().getElementType()); }

  Attribute getAttr(StringRef name) const { return op->getInherentAttr(name).value_or(Attribute()); }
  int64_t intAttr(StringRef name) const;
  bool boolAttr(StringRef name) const { return cast<BoolAttr>(getAttr(name)).getValue(); }
  double floatAttr(StringRef name) const;
  SmallVector<int64_t> intsAttr(StringRef name) const;

  size_t numOperands() const { return op->getNumOperands(); }
  const CardTensor &operand(unsigned index) const { return tensors.find(op->getOperand(index))->second; }
  ArrayRef<int64_t> operandShape(unsigned index) const {
    return cast<RankedTensorType>(op->getOperand(index).getType()).getShape();
  }
  /// Whether an operand is a truth value.
  bool isTruth(unsigned index) const {
    return cast<RankedTensorType>(op->getOperand(index).getType()).getElementType().isInteger(1);
  }

  /// A new tensor on the card.
  CardTensor create(ArrayRef<int64_t> shape, ttcore::DataType type) { return card.create(shape, type); }
  CardTensor createResult() { return create(resultShape(), resultDataType()); }

  /// The op's result is this tensor, seen with the result's shape, where it lies in the same tiles; else its elements
  /// are moved.
  LogicalResult replace(CardTensor tensor);

  /// Reports at the op why it cannot be placed on the card.
  LogicalResult refuse(const llvm::Twine &reason);

  Card &card;

private:
  Operation *op;
  CardTensors &tensors;
};

using CardLoweringFunction = LogicalResult (*)(CardLowering &);
using CardLoweringTable = llvm::StringMap<CardLoweringFunction>;

// Each adds the lowerings of some ops to the table, by the name without dialect.
void addElementwiseOnCard(CardLoweringTable &table);
void addProductsOnCard(CardLoweringTable &table);
void addReductionsOnCard(CardLoweringTable &table);
void addMovementOnCard(CardLoweringTable &table);
void addConstantsOnCard(CardLoweringTable &table);

/// Replaces ops that are several programs on the card by simpler ops.
void writeOutComposites(ModuleOp module);

/// A tensor with the elements of `input` in row-major order, in another shape; itself where they lie in the same tiles.
CardTensor reshapeOnCard(Card &card, const CardTensor &input, ArrayRef<int64_t> shape);
/// Dimension i of the result is dimension `permutation[i]` of the input.
CardTensor permuteOnCard(Card &card, const CardTensor &input, ArrayRef<int64_t> permutation);

/// Fills what lies behind the first `validRows` rows and `validColumns` columns of a tile with an element whose bits
/// are `bits`. Both are numbers of the kernel, 1 to 32.
void fillEdge(KernelWriter &kernel, Value tileAddress, ttcore::DataType type, Value validRows, Value validColumns,
              uint32_t bits);

} // namespace mlir::tt

#endif // TTMLIR_LIB_CONVERSION_TTIRTOTTMETAL_CARDLOWERING_H
