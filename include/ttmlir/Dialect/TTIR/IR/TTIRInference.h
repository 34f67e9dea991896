// How the operations of ttir infer their result types from the shared shape rules.
//
// An operation defines `inferResults(adaptor, report, types)`; the trait
// `TTIR_InfersResults` makes MLIR's InferTypeOpInterface of it. Before it is
// called, operands and attributes have been checked to be there and of the right
// kind, for builders hand over whatever they were given.
#ifndef TTMLIR_DIALECT_TTIR_IR_TTIRINFERENCE_H
#define TTMLIR_DIALECT_TTIR_IR_TTIRINFERENCE_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/TypeUtilities.h"

#include "ttmlir/Dialect/Common/ShapeInference.h"

namespace mlir::tt::ttir {

/// Fails unless an operation's results have the shapes that were inferred. Optional results at the end may be missing.
LogicalResult checkResults(Operation *op, TypeRange inferred);

/// Marks operations whose class defines `inferResults`, and compares their results with it. MLIR's interface would do
/// so too, but add a second message that says nothing.
template <typename ConcreteType>
class InfersResults : public OpTrait::TraitBase<ConcreteType, InfersResults> {
public:
  static LogicalResult verifyTrait(Operation *op) {
    SmallVector<Type> inferred;
    if (failed(ConcreteType::inferReturnTypes(op->getContext(), op->getLoc(), op->getOperands(),
                                              op->getRawDictionaryAttrs(), op->getPropertiesStorage(), op->getRegions(),
                                              inferred)))
      return failure();
    return checkResults(op, inferred);
  }
};

//===-- Values and attributes as the shape rules want them ------------------===//

/// Shape of a ranked tensor or memref.
ShapeRef shapeOf(Value value);

/// Shape of an optional operand; nothing if it is absent.
std::optional<ShapeRef> optionalShapeOf(Value value);

/// The numbers of an integer, a dense array or an array of integers.
SmallVector<int64_t> numbersOf(Attribute attribute);

/// Element type of the indices that operations give: si32.
Type getIndexElementType(MLIRContext *context);

/// A reporter that puts its message at an operation.
inline auto reportAt(Operation *op) {
  return [op](const Twine &message) -> LogicalResult { return op->emitOpError(message); };
}

//===-- Results ---------------------------------------------------------------===//

/// Appends a tensor type, unless the shape could not be inferred.
LogicalResult addResult(FailureOr<Shape> shape, Type elementType, SmallVectorImpl<Type> &types);

/// The result has the type of `operand`.
LogicalResult inferLikeOperand(Value operand, SmallVectorImpl<Type> &types);

/// The result has the shape of `operand` and holds truth values.
LogicalResult inferPredicate(Value operand, SmallVectorImpl<Type> &types);

/// The result has the shape to which all operands broadcast.
LogicalResult inferBroadcast(ValueRange operands, Type elementType, ErrorReporter report, SmallVectorImpl<Type> &types);

/// The result is the input with the dimensions of `dims` (null: all) reduced.
LogicalResult inferReduction(Value input, std::optional<ArrayAttr> dims, bool keepDim, Type elementType,
                             ErrorReporter report, SmallVectorImpl<Type> &types);

/// Whether results have the shapes that were inferred. Optional results at the
/// end may be missing.
bool haveSameShapes(TypeRange inferred, TypeRange given);

//===-- Behind the trait --------------------------------------------------------===//

/// Number of operands that an operation must have; nothing if that varies.
template <typename OpT>
constexpr std::optional<unsigned> getFixedOperandCount() {
  if constexpr (OpT::template hasTrait<OpTrait::ZeroOperands>())
    return 0;
  else if constexpr (OpT::template hasTrait<OpTrait::OneOperand>())
    return 1;
  else if constexpr (OpT::template hasTrait<OpTrait::NOperands<2>::Impl>())
    return 2;
  else if constexpr (OpT::template hasTrait<OpTrait::NOperands<3>::Impl>())
    return 3;
  else if constexpr (OpT::template hasTrait<OpTrait::NOperands<4>::Impl>())
    return 4;
  else if constexpr (OpT::template hasTrait<OpTrait::NOperands<5>::Impl>())
    return 5;
  else if constexpr (OpT::template hasTrait<OpTrait::NOperands<6>::Impl>())
    return 6;
  else
    return std::nullopt;
}

/// Least number of operands of an operation whose number of operands varies.
template <typename OpT>
constexpr unsigned getLeastOperandCount() {
  if constexpr (OpT::template hasTrait<OpTrait::AtLeastNOperands<1>::Impl>())
    return 1;
  else if constexpr (OpT::template hasTrait<OpTrait::AtLeastNOperands<2>::Impl>())
    return 2;
  else if constexpr (OpT::template hasTrait<OpTrait::AtLeastNOperands<3>::Impl>())
    return 3;
  else if constexpr (OpT::template hasTrait<OpTrait::AtLeastNOperands<4>::Impl>())
    return 4;
  else if constexpr (OpT::template hasTrait<OpTrait::AtLeastNOperands<5>::Impl>())
    return 5;
  else if constexpr (OpT::template hasTrait<OpTrait::AtLeastNOperands<6>::Impl>())
    return 6;
  else
    return 0;
}

/// Fails unless there are as many operands as needed, all of them ranked.
LogicalResult checkOperands(ValueRange operands, std::optional<unsigned> exactly, unsigned atLeast,
                            ErrorReporter report);

/// Fails unless the segments are all of the operands.
LogicalResult checkSegments(ArrayRef<int32_t> segments, size_t operands, ErrorReporter report);

template <typename OpT>
LogicalResult inferResultTypes(std::optional<Location> location, typename OpT::Adaptor adaptor,
                               SmallVectorImpl<Type> &types) {
  auto report = [&](const Twine &message) -> LogicalResult {
    return emitOptionalError(location, "'", OpT::getOperationName(), "' op ", message);
  };
  if (failed(checkOperands(adaptor.getOperands(), getFixedOperandCount<OpT>(), getLeastOperandCount<OpT>(), report)))
    return failure();
  if constexpr (OpT::template hasTrait<OpTrait::AttrSizedOperandSegments>())
    if (failed(checkSegments(adaptor.getProperties().operandSegmentSizes, adaptor.getOperands().size(), report)))
      return failure();
  if (location && failed(adaptor.verify(*location)))
    return failure();
  return OpT::inferResults(adaptor, report, types);
}

} // namespace mlir::tt::ttir

#endif // TTMLIR_DIALECT_TTIR_IR_TTIRINFERENCE_H
