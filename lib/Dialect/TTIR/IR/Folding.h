// What folders and canonicalizers of ttir share: tensors that hold one value all over.
#ifndef LIB_DIALECT_TTIR_IR_FOLDING_H
#define LIB_DIALECT_TTIR_IR_FOLDING_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/PatternMatch.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mlir::tt::ttir {

/// The one value of a tensor that holds it all over, if `value` is known to be
/// such: a splat constant, zeros, ones or full. Integers and floating point alike.
std::optional<double> getUniformValue(Value value);

/// Whether `value` is known to hold `expected` all over.
bool isUniform(Value value, double expected);

/// A constant with the same elements in row-major order and the shape of `type`;
/// null if `constant` is not a constant whose elements can stay where they are.
Attribute reshapeConstant(Attribute constant, Type type);

/// A splat of the same value with the shape of `type`; null if `constant` is no splat.
Attribute resizeSplat(Attribute constant, Type type);

/// Applies `compute` to the value of a splat of floating point numbers, or of
/// integers; null if `operand` is no splat or the result's type is not `operand`'s kind.
Attribute foldSplatUnary(Attribute operand, Type resultType, llvm::function_ref<llvm::APFloat(llvm::APFloat)> floats,
                         llvm::function_ref<llvm::APInt(llvm::APInt)> integers);

/// The same for two splats of one element type. A null function refuses.
Attribute foldSplatBinary(Attribute lhs, Attribute rhs, Type resultType,
                          llvm::function_ref<llvm::APFloat(llvm::APFloat, llvm::APFloat)> floats,
                          llvm::function_ref<llvm::APInt(llvm::APInt, llvm::APInt)> integers);

/// The constant's elements converted to the element type of `type`; null for
/// constants that are neither splats nor small, which are converted at run time.
Attribute convertConstant(Attribute constant, Type type);

/// Data movement of zeros, ones and full gives a smaller or larger one of them.
void populateUniformTensorPatterns(RewritePatternSet &patterns);

} // namespace mlir::tt::ttir

#endif // LIB_DIALECT_TTIR_IR_FOLDING_H
