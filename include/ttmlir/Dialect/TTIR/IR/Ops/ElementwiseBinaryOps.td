// Elementwise operations on two tensors.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISEBINARYOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISEBINARYOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// `result[i] = f(lhs[i], rhs[i])` after broadcasting as numpy does: shapes are
/// aligned at their last dimension, and dimensions of size 1 are repeated. The
/// result's element type is that of `lhs` when inferred.
class TTIR_BinaryOp<string mnemonic, list<Trait> traits = []> : TTIR_PureOp<mnemonic, traits> {
  let elementTypes = "kind: all";
  let arguments = (ins AnyRankedTensor:$lhs, AnyRankedTensor:$rhs);
  let results = (outs AnyRankedTensor:$result);
  code resultElementType = "::mlir::getElementTypeOrSelf(adaptor.getLhs())";
  let extraClassDefinition = [{
    ::mlir::LogicalResult $cppClass::inferResults(Adaptor adaptor, ::mlir::tt::ErrorReporter report,
                                                  ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return ::mlir::tt::ttir::inferBroadcast(adaptor.getOperands(), }] # resultElementType # [{, report, types);
    }
  }];
}

/// As `TTIR_BinaryOp`, but the result is a truth value (i1 when inferred).
class TTIR_ComparisonOp<string mnemonic, list<Trait> traits = []> : TTIR_BinaryOp<mnemonic, traits> {
  let elementTypes = "kind: lhs rhs";
  let resultElementType = "::mlir::IntegerType::get(adaptor.getLhs().getContext(), 1)";
}

//===-- Arithmetic ------------------------------------------------------------===//

def TTIR_AddOp : TTIR_BinaryOp<"add", [Commutative]> {
  let summary = "Sum";
  let description = [{
    `result = lhs + rhs` with broadcasting.

    ```mlir
    %0 = "ttir.add"(%a, %b) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
    ```
  }];
  let hasFolder = 1;
}

def TTIR_SubtractOp : TTIR_BinaryOp<"subtract"> {
  let summary = "Difference";
  let description = [{
    `result = lhs - rhs` with broadcasting.
  }];
  let hasFolder = 1;
}

def TTIR_MultiplyOp : TTIR_BinaryOp<"multiply", [Commutative]> {
  let summary = "Product";
  let description = [{
    `result = lhs * rhs` with broadcasting.
  }];
  let hasFolder = 1;
}

def TTIR_DivOp : TTIR_BinaryOp<"div"> {
  let summary = "Quotient";
  let description = [{
    `result = lhs / rhs` with broadcasting. Integers are rounded towards zero.
  }];
  let hasFolder = 1;
}

def TTIR_RemainderOp : TTIR_BinaryOp<"remainder"> {
  let summary = "Remainder with the sign of the dividend";
  let description = [{
    `result = lhs - rhs * trunc(lhs / rhs)` with broadcasting.
  }];
}

def TTIR_PowOp : TTIR_BinaryOp<"pow"> {
  let summary = "Power";
  let description = [{
    `result = lhs ** rhs` with broadcasting.
  }];
  let hasFolder = 1;
}

def TTIR_Atan2Op : TTIR_BinaryOp<"atan2"> {
  let summary = "Angle of a vector";
  let description = [{
    The angle in radians, from -pi to pi, of the vector with y = `lhs` and
    x = `rhs`.
  }];
}

def TTIR_MaximumOp : TTIR_BinaryOp<"maximum", [Commutative]> {
  let summary = "The larger of two elements";
  let description = [{
    `result = max(lhs, rhs)` with broadcasting.
  }];
  let hasFolder = 1;
}

def TTIR_MinimumOp : TTIR_BinaryOp<"minimum", [Commutative]> {
  let summary = "The smaller of two elements";
  let description = [{
    `result = min(lhs, rhs)` with broadcasting.
  }];
  let hasFolder = 1;
}

def TTIR_GeluBackwardOp : TTIR_BinaryOp<"gelu_bw"> {
  let summary = "Gradient of gelu";
  let description = [{
    Takes the gradient of the result (`lhs`) and the input of `gelu` (`rhs`) to
    the gradient of the input. `approximate` is `"none"` or `"tanh"`.
  }];
  let arguments = (ins AnyRankedTensor:$lhs, AnyRankedTensor:$rhs,
                       DefaultValuedStrAttr<StrAttr, "none">:$approximate);
  let hasVerifier = 1;
}

//===-- Comparisons -------------------------------------------------------------===//

def TTIR_EqualOp : TTIR_ComparisonOp<"eq", [Commutative]> {
  let summary = "Whether elements are equal";
  let description = [{
    True (1) where `lhs == rhs`; NaN equals nothing.

    ```mlir
    %0 = "ttir.eq"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    ```
  }];
}

def TTIR_NotEqualOp : TTIR_ComparisonOp<"ne", [Commutative]> {
  let summary = "Whether elements differ";
  let description = [{
    True (1) where `lhs != rhs`.
  }];
}

def TTIR_GreaterEqualOp : TTIR_ComparisonOp<"ge"> {
  let summary = "Whether the first is not smaller";
  let description = [{
    True (1) where `lhs >= rhs`.
  }];
}

def TTIR_GreaterThanOp : TTIR_ComparisonOp<"gt"> {
  let summary = "Whether the first is larger";
  let description = [{
    True (1) where `lhs > rhs`.
  }];
}

def TTIR_LessEqualOp : TTIR_ComparisonOp<"le"> {
  let summary = "Whether the first is not larger";
  let description = [{
    True (1) where `lhs <= rhs`.
  }];
}

def TTIR_LessThanOp : TTIR_ComparisonOp<"lt"> {
  let summary = "Whether the first is smaller";
  let description = [{
    True (1) where `lhs < rhs`.
  }];
}

//===-- Logic and bits ----------------------------------------------------------===//

def TTIR_LogicalAndOp : TTIR_ComparisonOp<"logical_and", [Commutative]> {
  let summary = "Whether both are true";
  let description = [{
    True (1) where neither element is zero.
  }];
}

def TTIR_LogicalOrOp : TTIR_ComparisonOp<"logical_or", [Commutative]> {
  let summary = "Whether one is true";
  let description = [{
    True (1) where at least one element is not zero.
  }];
}

def TTIR_LogicalXorOp : TTIR_ComparisonOp<"logical_xor", [Commutative]> {
  let summary = "Whether exactly one is true";
  let description = [{
    True (1) where exactly one of the elements is not zero.
  }];
}

def TTIR_BitwiseAndOp : TTIR_BinaryOp<"bitwise_and", [Commutative]> {
  let summary = "Bits set in both";
  let description = [{
    `result = lhs & rhs` for integers and truth values.
  }];
  let hasVerifier = 1;
}

def TTIR_BitwiseOrOp : TTIR_BinaryOp<"bitwise_or", [Commutative]> {
  let summary = "Bits set in one or both";
  let description = [{
    `result = lhs | rhs` for integers and truth values.
  }];
  let hasVerifier = 1;
}

def TTIR_BitwiseXorOp : TTIR_BinaryOp<"bitwise_xor", [Commutative]> {
  let summary = "Bits set in exactly one";
  let description = [{
    `result = lhs ^ rhs` for integers and truth values.
  }];
  let hasVerifier = 1;
}

def TTIR_LogicalLeftShiftOp : TTIR_BinaryOp<"logical_left_shift"> {
  let summary = "Shift to the left";
  let description = [{
    `result = lhs << rhs` for integers; zeros come in from the right. Shifts of
    the element's width or more give 0.
  }];
  let hasVerifier = 1;
}

def TTIR_LogicalRightShiftOp : TTIR_BinaryOp<"logical_right_shift"> {
  let summary = "Shift to the right that brings in zeros";
  let description = [{
    The bits of `lhs` moved by `rhs` places; zeros come in from the left. Shifts
    of the element's width or more give 0.
  }];
  let hasVerifier = 1;
}

def TTIR_RightShiftOp : TTIR_BinaryOp<"right_shift"> {
  let summary = "Shift to the right that keeps the sign";
  let description = [{
    The bits of `lhs` moved by `rhs` places; copies of the sign bit come in from
    the left for signed integers, zeros for unsigned ones.
  }];
  let hasVerifier = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISEBINARYOPS_TD
