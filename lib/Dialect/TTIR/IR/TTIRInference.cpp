// How the operations of ttir infer their result types from the shared shape rules.
#include "ttmlir/Dialect/TTIR/IR/TTIRInference.h"

#include "ttmlir/Dialect/Common/ElementTypes.h"

#include "llvm/ADT/TypeSwitch.h"

namespace mlir::tt::ttir {

ShapeRef shapeOf(Value value) { return cast<ShapedType>(value.getType()).getShape(); }

std::optional<ShapeRef> optionalShapeOf(Value value) {
  if (!value)
    return std::nullopt;
  return shapeOf(value);
}

SmallVector<int64_t> numbersOf(Attribute attribute) {
  SmallVector<int64_t> numbers;
  llvm::TypeSwitch<Attribute>(attribute)
      .Case([&](IntegerAttr integer) { numbers.push_back(integer.getValue().getSExtValue()); })
      .Case<DenseI32ArrayAttr, DenseI64ArrayAttr>(
          [&](auto array) { numbers.append(array.asArrayRef().begin(), array.asArrayRef().end()); })
      .Case([&](ArrayAttr array) {
        for (auto integer : array.getAsRange<IntegerAttr>())
          numbers.push_back(integer.getValue().getSExtValue());
      });
  return numbers;
}

Type getIndexElementType(MLIRContext *context) { return IntegerType::get(context, 32, IntegerType::Signed); }

LogicalResult addResult(FailureOr<Shape> shape, Type elementType, SmallVectorImpl<Type> &types) {
  if (failed(shape))
    return failure();
  types.push_back(RankedTensorType::get(*shape, elementType));
  return success();
}

LogicalResult inferLikeOperand(Value operand, SmallVectorImpl<Type> &types) {
  types.push_back(operand.getType());
  return success();
}

LogicalResult inferPredicate(Value operand, SmallVectorImpl<Type> &types) {
  return addResult(Shape(shapeOf(operand)), IntegerType::get(operand.getContext(), 1), types);
}

LogicalResult inferBroadcast(ValueRange operands, Type elementType, ErrorReporter report,
                             SmallVectorImpl<Type> &types) {
  SmallVector<ShapeRef> shapes(llvm::map_range(operands, shapeOf));
  return addResult(inferBroadcastShape(shapes, report), elementType, types);
}

LogicalResult inferReduction(Value input, std::optional<ArrayAttr> dims, bool keepDim, Type elementType,
                             ErrorReporter report, SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> numbers;
  std::optional<ArrayRef<int64_t>> reduced;
  if (dims && *dims) {
    numbers = numbersOf(*dims);
    reduced = numbers;
  }
  return addResult(inferReductionShape(shapeOf(input), reduced, keepDim, report), elementType, types);
}

bool haveSameShapes(TypeRange inferred, TypeRange given) {
  if (given.size() > inferred.size())
    return false;
  return llvm::all_of(llvm::zip(given, inferred), [](auto pair) {
    auto givenType = dyn_cast<ShapedType>(std::get<0>(pair));
    auto inferredType = dyn_cast<ShapedType>(std::get<1>(pair));
    return givenType && inferredType && givenType.hasRank() &&
           shapesAgree(givenType.getShape(), inferredType.getShape());
  });
}

LogicalResult checkResults(Operation *op, TypeRange inferred) {
  if (op->getNumResults() > inferred.size())
    return op->emitOpError() << "must have " << inferred.size() << " result(s), but has " << op->getNumResults();
  for (auto [index, result, expected] : llvm::enumerate(op->getResults(), inferred)) {
    std::string what = op->getNumResults() == 1 ? "result" : "result #" + std::to_string(index);
    if (failed(checkShape(shapeOf(result), cast<ShapedType>(expected).getShape(), what, reportAt(op))))
      return failure();
  }
  return verifyElementTypes(op);
}

LogicalResult checkOperands(ValueRange operands, std::optional<unsigned> exactly, unsigned atLeast,
                            ErrorReporter report) {
  if (exactly && operands.size() != *exactly)
    return report("expected " + Twine(*exactly) + " operand(s), but got " + Twine(operands.size()));
  if (operands.size() < atLeast)
    return report("expected at least " + Twine(atLeast) + " operand(s), but got " + Twine(operands.size()));
  for (auto [index, operand] : llvm::enumerate(operands))
    if (!isa<RankedTensorType>(operand.getType()))
      return report("operand #" + Twine(index) + " must be a ranked tensor");
  return success();
}

LogicalResult checkSegments(ArrayRef<int32_t> segments, size_t operands, ErrorReporter report) {
  int64_t sum = 0;
  for (int32_t segment : segments)
    sum += segment;
  if (llvm::any_of(segments, [](int32_t segment) { return segment < 0 || segment > 1; }) ||
      sum != static_cast<int64_t>(operands))
    return report("operandSegmentSizes must be 0 or 1 each and add up to the " + Twine(operands) + " operand(s) given");
  return success();
}

} // namespace mlir::tt::ttir
