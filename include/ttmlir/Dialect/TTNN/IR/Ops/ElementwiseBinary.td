// Elementwise operations with two or three tensor operands.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_ELEMENTWISEBINARY_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_ELEMENTWISEBINARY_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AddOp : TTNN_ElementwiseBinaryOp<"add">, HostAll {
  let summary = "Addition";
  let description = [{
    Computes `lhs + rhs`.
  }];
}

def TTNN_Atan2Op : TTNN_ElementwiseBinaryOp<"atan2">, HostFloat {
  let summary = "Arc tangent of a quotient";
  let description = [{
    Computes the angle of the point (rhs, lhs) in radians, in [-pi, pi].
  }];
}

def TTNN_BitwiseAndOp :
    TTNN_ElementwiseBinaryOp<"bitwise_and">, HostIntegerAndBool {
  let summary = "Bitwise and";
  let description = [{
    Computes `lhs & rhs` on integers.
  }];
}

def TTNN_BitwiseOrOp :
    TTNN_ElementwiseBinaryOp<"bitwise_or">, HostIntegerAndBool {
  let summary = "Bitwise or";
  let description = [{
    Computes `lhs | rhs` on integers.
  }];
}

def TTNN_BitwiseXorOp :
    TTNN_ElementwiseBinaryOp<"bitwise_xor">, HostIntegerAndBool {
  let summary = "Bitwise exclusive or";
  let description = [{
    Computes `lhs ^ rhs` on integers.
  }];
}

def TTNN_DivideOp : TTNN_ElementwiseBinaryOp<"divide">, HostAll {
  let summary = "Division";
  let description = [{
    Computes `lhs / rhs`; integers are divided towards zero.
  }];
}

def TTNN_EqualOp : TTNN_ElementwiseBinaryOp<"eq">, HostAll, ComparesElements {
  let summary = "Test for equality";
  let description = [{
    Computes one where `lhs == rhs` and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_GreaterEqualOp : TTNN_ElementwiseBinaryOp<"ge">, HostAll, ComparesElements {
  let summary = "Test for greater or equal";
  let description = [{
    Computes one where `lhs >= rhs` and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_GeluBackwardOp : TTNN_ElementwiseBinaryOp<"gelu_bw">, HostFloat {
  let summary = "Gradient of gelu";
  let description = [{
    Computes `lhs * gelu'(rhs)`, where `lhs` is the gradient of the result and
    `rhs` the input. `approximate` is "none" for the exact function or "tanh"
    for its approximation by tanh.
  }];
  let arguments = (ins AnyRankedTensor:$lhs,
                       AnyRankedTensor:$rhs,
                       DefaultValuedStrAttr<StrAttr, "none">:$approximate);
}

def TTNN_GreaterThanOp : TTNN_ElementwiseBinaryOp<"gt">, HostAll, ComparesElements {
  let summary = "Test for greater";
  let description = [{
    Computes one where `lhs > rhs` and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_LessEqualOp : TTNN_ElementwiseBinaryOp<"le">, HostAll, ComparesElements {
  let summary = "Test for less or equal";
  let description = [{
    Computes one where `lhs <= rhs` and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_LogicalAndOp : TTNN_ElementwiseBinaryOp<"logical_and">, HostAll, ComparesElements {
  let summary = "Logical and";
  let description = [{
    Computes one where both operands differ from zero, and zero elsewhere.
  }];
}

def TTNN_LogicalLeftShiftOp :
    TTNN_ElementwiseBinaryOp<"logical_left_shift">, HostIntegerAndBool {
  let summary = "Left shift";
  let description = [{
    Computes `lhs << rhs` on integers; zero where rhs is at least the width.
  }];
}

def TTNN_LogicalOrOp : TTNN_ElementwiseBinaryOp<"logical_or">, HostAll, ComparesElements {
  let summary = "Logical or";
  let description = [{
    Computes one where an operand differs from zero, and zero elsewhere.
  }];
}

def TTNN_LogicalRightShiftOp :
    TTNN_ElementwiseBinaryOp<"logical_right_shift">, HostIntegerAndBool {
  let summary = "Logical right shift";
  let description = [{
    Computes `lhs >> rhs` with zeros shifted in; zero where rhs is at least
    the width.
  }];
}

def TTNN_LogicalXorOp : TTNN_ElementwiseBinaryOp<"logical_xor">, HostAll, ComparesElements {
  let summary = "Logical exclusive or";
  let description = [{
    Computes one where exactly one operand differs from zero, and zero
    elsewhere.
  }];
}

def TTNN_LessThanOp : TTNN_ElementwiseBinaryOp<"lt">, HostAll, ComparesElements {
  let summary = "Test for less";
  let description = [{
    Computes one where `lhs < rhs` and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_MaximumOp : TTNN_ElementwiseBinaryOp<"maximum">, HostAll {
  let summary = "Maximum of two tensors";
  let description = [{
    Computes the greater of lhs and rhs; NaN where one is NaN.
  }];
}

def TTNN_MinimumOp : TTNN_ElementwiseBinaryOp<"minimum">, HostAll {
  let summary = "Minimum of two tensors";
  let description = [{
    Computes the lesser of lhs and rhs; NaN where one is NaN.
  }];
}

def TTNN_MultiplyOp : TTNN_ElementwiseBinaryOp<"multiply">, HostAll {
  let summary = "Multiplication";
  let description = [{
    Computes `lhs * rhs`.
  }];
}

def TTNN_NotEqualOp : TTNN_ElementwiseBinaryOp<"ne">, HostAll, ComparesElements {
  let summary = "Test for inequality";
  let description = [{
    Computes one where `lhs != rhs` and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_PowScalarOp : TTNN_ElementwiseOp<"pow_scalar">, HostNumeric {
  let summary = "Power with a constant exponent";
  let description = [{
    Computes `lhs ^ rhs` for a number `rhs`, a float or a 32-bit integer.
  }];
  let arguments = (ins AnyRankedTensor:$lhs,
                       AnyAttrOf<[F32Attr, I32Attr]>:$rhs);
}

def TTNN_PowTensorOp : TTNN_ElementwiseBinaryOp<"pow_tensor">, HostAll {
  let summary = "Power";
  let description = [{
    Computes `lhs ^ rhs`.
  }];
}

def TTNN_RemainderOp : TTNN_ElementwiseBinaryOp<"remainder">, HostAll {
  let summary = "Remainder";
  let description = [{
    Computes `lhs - floor(lhs / rhs) * rhs`, which has the sign of rhs.
  }];
}

def TTNN_SubtractOp : TTNN_ElementwiseBinaryOp<"subtract">, HostAll {
  let summary = "Subtraction";
  let description = [{
    Computes `lhs - rhs`.
  }];
}

def TTNN_ClampTensorOp :
    TTNN_ElementwiseTernaryOp<"clamp_tensor">, HostNumeric, KeepsElementKind {
  let summary = "Clamp between two tensors";
  let description = [{
    Computes `min(max(input, min), max)`; the operands are broadcast together.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$min,
                       AnyRankedTensor:$max);
}

def TTNN_WhereOp : TTNN_ElementwiseTernaryOp<"where">, HostAll, ElementTypes<"kind: second third result"> {
  let summary = "Selection";
  let description = [{
    Computes `second` where `first` differs from zero and `third` elsewhere;
    the operands are broadcast together.
  }];
  let arguments = (ins AnyRankedTensor:$first,
                       AnyRankedTensor:$second,
                       AnyRankedTensor:$third);
}

#endif
