// What patterns on ttir share: building ops with inferred types, and looking at constants and shapes.
#ifndef TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_REWRITING_H
#define TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_REWRITING_H

#include "ttmlir/Dialect/TTIR/IR/TTIROps.h"

#include "mlir/IR/PatternMatch.h"

#include <array>
#include <optional>

namespace mlir::tt::ttir {

inline RankedTensorType tensorType(Value value) { return cast<RankedTensorType>(value.getType()); }
inline ArrayRef<int64_t> shapeOf(Value value) { return tensorType(value).getShape(); }
inline int64_t rankOf(Value value) { return tensorType(value).getRank(); }
inline int64_t fromStart(int64_t dimension, int64_t rank) { return dimension < 0 ? dimension + rank : dimension; }

/// Builds ops at one place, with the types that follow from their operands.
class OpsAt {
public:
  OpsAt(OpBuilder &builder, Location location) : builder(builder), location(location) {}

  template <typename Op>
  Value unary(Value input) {
    return Op::create(builder, location, input.getType(), input).getResult();
  }
  /// An elementwise op on two tensors, broadcast together. The result has the left one's element type.
  template <typename Op>
  Value binary(Value lhs, Value rhs) {
    auto type = tensorType(lhs).clone(broadcastShape(shapeOf(lhs), shapeOf(rhs)));
    return Op::create(builder, location, type, lhs, rhs).getResult();
  }
  Value where(Value condition, Value second, Value third) {
    return WhereOp::create(builder, location, tensorType(second), condition, second, third).getResult();
  }
  /// A tensor of one element, with the rank and element type of `like`, that broadcasts to it.
  Value scalar(Value like, double value);
  Value reshape(Value value, ArrayRef<int64_t> shape);
  Value permute(Value value, ArrayRef<int64_t> permutation);
  Value typecast(Value value, Type elementType);
  Value slice(Value value, ArrayRef<int64_t> begins, ArrayRef<int64_t> ends, ArrayRef<int64_t> steps);

  OpBuilder &builder;
  Location location;

private:
  static SmallVector<int64_t> broadcastShape(ArrayRef<int64_t> lhs, ArrayRef<int64_t> rhs);
};

/// The one value of all elements, for constants that are the same everywhere: ttir.constant, full, zeros, ones, behind
/// any broadcasts and reshapes.
std::optional<double> splatValue(Value value);
bool isSplat(Value value, double expected, double relativeTolerance = 1e-5);

/// The operands of a commutative op in both orders, for patterns that look for one thing on either side.
template <typename BinaryOp>
std::array<std::pair<Value, Value>, 2> bothOrders(BinaryOp op) {
  return {std::pair<Value, Value>(op.getLhs(), op.getRhs()), std::pair<Value, Value>(op.getRhs(), op.getLhs())};
}

/// The numbers of an attribute that holds one or a list of them.
SmallVector<int64_t> intsOf(Attribute attribute);

/// The value behind reshapes and broadcasts that only add or repeat dimensions of size 1.
Value behindBroadcast(Value value);

/// Whether `shape` has one element in each dimension but the last, which has `width` elements.
bool isRow(ArrayRef<int64_t> shape, int64_t width);

} // namespace mlir::tt::ttir

#endif // TTMLIR_LIB_DIALECT_TTIR_TRANSFORMS_REWRITING_H
