// Elementwise operations with one tensor operand.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_ELEMENTWISEUNARY_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_ELEMENTWISEUNARY_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_AbsOp : TTNN_ElementwiseUnaryOp<"abs">, HostAll {
  let summary = "Absolute value";
  let description = [{
    Computes `|x|` for every element.
  }];
}

def TTNN_AcosOp : TTNN_ElementwiseUnaryOp<"acos">, HostFloat {
  let summary = "Arc cosine";
  let description = [{
    Computes `acos(x)` in radians; NaN outside [-1, 1].
  }];
}

def TTNN_AsinOp : TTNN_ElementwiseUnaryOp<"asin">, HostFloat {
  let summary = "Arc sine";
  let description = [{
    Computes `asin(x)` in radians; NaN outside [-1, 1].
  }];
}

def TTNN_AsinhOp : TTNN_ElementwiseUnaryOp<"asinh">, HostFloat {
  let summary = "Inverse hyperbolic sine";
  let description = [{
    Computes `asinh(x) = log(x + sqrt(x^2 + 1))`.
  }];
}

def TTNN_AtanOp : TTNN_ElementwiseUnaryOp<"atan">, HostFloat {
  let summary = "Arc tangent";
  let description = [{
    Computes `atan(x)` in radians, in [-pi/2, pi/2].
  }];
}

def TTNN_BitcastConvertOp :
    TTNN_ElementwiseUnaryOp<"bitcast_convert">, HostAll, FreeElementTypes {
  let summary = "Reinterpretation of bits";
  let description = [{
    Gives the bits of every element another element type of the same width; no
    value is converted.
  }];
}

def TTNN_BitwiseNotOp : TTNN_ElementwiseUnaryOp<"bitwise_not">, HostIntegerAndBool {
  let summary = "Bitwise complement";
  let description = [{
    Computes `~x` on integers.
  }];
}

def TTNN_CbrtOp : TTNN_ElementwiseUnaryOp<"cbrt">, HostFloat {
  let summary = "Cube root";
  let description = [{
    Computes the real cube root, also of negative numbers.
  }];
}

def TTNN_CeilOp : TTNN_ElementwiseUnaryOp<"ceil">, HostAll {
  let summary = "Rounding up";
  let description = [{
    Computes the least integer that is not less than x.
  }];
}

def TTNN_ClampScalarOp : TTNN_ElementwiseUnaryOp<"clamp_scalar">, HostAll {
  let summary = "Clamp between two constants";
  let description = [{
    Computes `min(max(x, min), max)`. `min` and `max` are both floats or both
    32-bit integers.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyAttrOf<[F32Attr, I32Attr]>:$min,
                       AnyAttrOf<[F32Attr, I32Attr]>:$max);
}

def TTNN_CosOp : TTNN_ElementwiseUnaryOp<"cos">, HostFloat {
  let summary = "Cosine";
  let description = [{
    Computes `cos(x)` of x in radians.
  }];
}

def TTNN_DropoutOp : TTNN_ElementwiseUnaryOp<"dropout">, HostFloat {
  let summary = "Dropout";
  let description = [{
    Sets each element to zero with probability `prob` and multiplies the
    others by `scale`. The choice follows from `seed`, which devices of a mesh
    alter by their index where `use_per_device_seed` is set.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DefaultValuedAttr<F32Attr, "0.0">:$prob,
                       DefaultValuedAttr<F32Attr, "1.0">:$scale,
                       DefaultValuedAttr<UI32Attr, "0">:$seed,
                       DefaultValuedAttr<BoolAttr, "true">:$use_per_device_seed);
}

def TTNN_ErfOp : TTNN_ElementwiseUnaryOp<"erf">, HostFloat {
  let summary = "Error function";
  let description = [{
    Computes `erf(x) = 2/sqrt(pi) * integral of exp(-t^2) over [0, x]`.
  }];
}

def TTNN_ErfcOp : TTNN_ElementwiseUnaryOp<"erfc">, HostFloat {
  let summary = "Complementary error function";
  let description = [{
    Computes `1 - erf(x)`, without cancellation for large x.
  }];
}

def TTNN_ExpOp : TTNN_ElementwiseUnaryOp<"exp">, HostFloat {
  let summary = "Exponential";
  let description = [{
    Computes `e^x`.
  }];
}

def TTNN_Expm1Op : TTNN_ElementwiseUnaryOp<"expm1">, HostFloat {
  let summary = "Exponential minus one";
  let description = [{
    Computes `e^x - 1`, exact near zero.
  }];
}

def TTNN_FloorOp : TTNN_ElementwiseUnaryOp<"floor">, HostAll {
  let summary = "Rounding down";
  let description = [{
    Computes the greatest integer that is not greater than x.
  }];
}

def TTNN_GeluOp : TTNN_ElementwiseUnaryOp<"gelu">, HostFloat {
  let summary = "Gaussian error linear unit";
  let description = [{
    Computes `x * (1 + erf(x / sqrt(2))) / 2`.
  }];
}

def TTNN_HardsigmoidOp : TTNN_ElementwiseUnaryOp<"hardsigmoid">, HostFloat {
  let summary = "Piecewise linear sigmoid";
  let description = [{
    Computes `min(max(x / 6 + 1/2, 0), 1)`.
  }];
}

def TTNN_IsFiniteOp : TTNN_ElementwiseUnaryOp<"isfinite">, HostAll, FreeElementTypes {
  let summary = "Test for finite numbers";
  let description = [{
    Computes one where x is neither infinite nor NaN, and zero elsewhere, in
    the element type of the result.
  }];
}

def TTNN_LeakyReluOp : TTNN_ElementwiseUnaryOp<"leaky_relu">, HostFloat {
  let summary = "Leaky rectified linear unit";
  let description = [{
    Computes x for x >= 0 and `parameter * x` elsewhere.
  }];
  let arguments = (ins AnyRankedTensor:$input, F32Attr:$parameter);
}

def TTNN_LogOp : TTNN_ElementwiseUnaryOp<"log">, HostFloat {
  let summary = "Natural logarithm";
  let description = [{
    Computes `ln(x)`; -infinity at zero, NaN below.
  }];
}

def TTNN_Log1pOp : TTNN_ElementwiseUnaryOp<"log1p">, HostFloat {
  let summary = "Logarithm of one plus";
  let description = [{
    Computes `ln(1 + x)`, exact near zero.
  }];
}

def TTNN_LogicalNotOp : TTNN_ElementwiseUnaryOp<"logical_not">, HostAll, FreeElementTypes {
  let summary = "Logical negation";
  let description = [{
    Computes one where x is zero, and zero elsewhere, in the element type of
    the result.
  }];
}

def TTNN_MishOp : TTNN_ElementwiseUnaryOp<"mish">, HostFloat {
  let summary = "Mish activation";
  let description = [{
    Computes `x * tanh(ln(1 + e^x))`.
  }];
}

def TTNN_NegOp : TTNN_ElementwiseUnaryOp<"neg">, HostAll {
  let summary = "Negation";
  let description = [{
    Computes `-x`.
  }];
}

def TTNN_ReciprocalOp : TTNN_ElementwiseUnaryOp<"reciprocal">, HostFloat {
  let summary = "Reciprocal";
  let description = [{
    Computes `1 / x`.
  }];
}

def TTNN_ReluOp : TTNN_ElementwiseUnaryOp<"relu">, HostAll {
  let summary = "Rectified linear unit";
  let description = [{
    Computes `max(x, 0)`.
  }];
}

def TTNN_Relu6Op : TTNN_ElementwiseUnaryOp<"relu6">, HostAll {
  let summary = "Rectified linear unit up to six";
  let description = [{
    Computes `min(max(x, 0), 6)`.
  }];
}

def TTNN_RsqrtOp : TTNN_ElementwiseUnaryOp<"rsqrt">, HostFloat {
  let summary = "Reciprocal square root";
  let description = [{
    Computes `1 / sqrt(x)`.
  }];
}

def TTNN_SigmoidOp : TTNN_ElementwiseUnaryOp<"sigmoid">, HostFloat {
  let summary = "Logistic function";
  let description = [{
    Computes `1 / (1 + e^-x)`.
  }];
}

def TTNN_SignOp : TTNN_ElementwiseUnaryOp<"sign">, HostAll {
  let summary = "Sign";
  let description = [{
    Computes -1, 0 or 1 with the sign of x.
  }];
}

def TTNN_SiluOp : TTNN_ElementwiseUnaryOp<"silu">, HostFloat {
  let summary = "Sigmoid linear unit";
  let description = [{
    Computes `x * sigmoid(x)`.
  }];
}

def TTNN_SinOp : TTNN_ElementwiseUnaryOp<"sin">, HostFloat {
  let summary = "Sine";
  let description = [{
    Computes `sin(x)` of x in radians.
  }];
}

def TTNN_SqrtOp : TTNN_ElementwiseUnaryOp<"sqrt">, HostFloat {
  let summary = "Square root";
  let description = [{
    Computes `sqrt(x)`; NaN for negative numbers.
  }];
}

def TTNN_TanOp : TTNN_ElementwiseUnaryOp<"tan">, HostFloat {
  let summary = "Tangent";
  let description = [{
    Computes `tan(x)` of x in radians.
  }];
}

def TTNN_TanhOp : TTNN_ElementwiseUnaryOp<"tanh">, HostFloat {
  let summary = "Hyperbolic tangent";
  let description = [{
    Computes `tanh(x)`.
  }];
}

def TTNN_TypecastOp : TTNN_ElementwiseUnaryOp<"typecast">, HostAll, FreeElementTypes {
  let summary = "Conversion of the element type";
  let description = [{
    Converts every element to the element type of the result: floats to
    integers towards zero, anything but zero to true.
  }];
  let hasFolder = 1;
}

#endif
