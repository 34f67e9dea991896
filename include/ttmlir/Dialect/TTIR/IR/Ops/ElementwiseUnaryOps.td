// Elementwise operations on one tensor.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISEUNARYOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISEUNARYOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

/// `result[i] = f(input[i])`; shape and element type of the result are the input's.
class TTIR_UnaryOp<string mnemonic, list<Trait> traits = []> : TTIR_PureOp<mnemonic, traits> {
  let elementTypes = "kind: all";
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  code inference = "return ::mlir::tt::ttir::inferLikeOperand(adaptor.getInput(), types);";
  let extraClassDefinition = [{
    ::mlir::LogicalResult $cppClass::inferResults(Adaptor adaptor, ::mlir::tt::ErrorReporter,
                                                  ::llvm::SmallVectorImpl<::mlir::Type> &types) {
  }] # inference # "}";
}

/// As `TTIR_UnaryOp`, but the result is a truth value (i1 when inferred).
class TTIR_PredicateOp<string mnemonic, list<Trait> traits = []> : TTIR_UnaryOp<mnemonic, traits> {
  let elementTypes = "";
  let inference = "return ::mlir::tt::ttir::inferPredicate(adaptor.getInput(), types);";
}

/// The result has the input's shape and an element type of its own, which has to be given.
class TTIR_ConversionOp<string mnemonic, list<Trait> traits = []>
    : TTIR_Op<mnemonic, traits # [Pure]> {
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

//===-- Arithmetic ------------------------------------------------------------===//

def TTIR_AbsOp : TTIR_UnaryOp<"abs"> {
  let summary = "Absolute value";
  let description = [{
    `result = |input|`, element by element.

    ```mlir
    %0 = "ttir.abs"(%a) : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let hasFolder = 1;
}

def TTIR_NegOp : TTIR_UnaryOp<"neg"> {
  let summary = "Negation";
  let description = [{
    `result = -input`. Integers wrap: the most negative one stays what it is.
  }];
  let hasFolder = 1;
}

def TTIR_SignOp : TTIR_UnaryOp<"sign"> {
  let summary = "Sign as -1, 0 or 1";
  let description = [{
    1 for positive elements, -1 for negative ones, 0 for zero; NaN stays NaN.
  }];
}

def TTIR_SquareOp : TTIR_UnaryOp<"square"> {
  let summary = "Square";
  let description = [{
    `result = input * input`.
  }];
}

def TTIR_SqrtOp : TTIR_UnaryOp<"sqrt"> {
  let summary = "Square root";
  let description = [{
    The non-negative root; NaN for negative elements.
  }];
}

def TTIR_RsqrtOp : TTIR_UnaryOp<"rsqrt"> {
  let summary = "Reciprocal of the square root";
  let description = [{
    `result = 1 / sqrt(input)`; infinity for zero, NaN for negative elements.
  }];
}

def TTIR_CbrtOp : TTIR_UnaryOp<"cbrt"> {
  let summary = "Cube root";
  let description = [{
    The real root, with the sign of the element.
  }];
}

def TTIR_ReciprocalOp : TTIR_UnaryOp<"reciprocal"> {
  let summary = "Reciprocal";
  let description = [{
    `result = 1 / input`; an infinity of the same sign for zero.
  }];
}

//===-- Rounding --------------------------------------------------------------===//

def TTIR_CeilOp : TTIR_UnaryOp<"ceil"> {
  let summary = "Smallest integer not below";
  let description = [{
    Rounds towards positive infinity: `ceil(-1.5) = -1`.
  }];
}

def TTIR_FloorOp : TTIR_UnaryOp<"floor"> {
  let summary = "Largest integer not above";
  let description = [{
    Rounds towards negative infinity: `floor(-1.5) = -2`.
  }];
}

def TTIR_TruncOp : TTIR_UnaryOp<"trunc"> {
  let summary = "Integer part";
  let description = [{
    Rounds towards zero: `trunc(-1.5) = -1`.
  }];
}

def TTIR_FracOp : TTIR_UnaryOp<"frac"> {
  let summary = "Fractional part";
  let description = [{
    `result = input - trunc(input)`, with the sign of the input.
  }];
}

//===-- Exponentials and logarithms -------------------------------------------===//

def TTIR_ExpOp : TTIR_UnaryOp<"exp"> {
  let summary = "Exponential";
  let description = [{
    `result = e ** input`.
  }];
}

def TTIR_Exp2Op : TTIR_UnaryOp<"exp2"> {
  let summary = "Power of two";
  let description = [{
    `result = 2 ** input`.
  }];
}

def TTIR_Expm1Op : TTIR_UnaryOp<"expm1"> {
  let summary = "Exponential less one";
  let description = [{
    `result = e ** input - 1`, exact for small elements where the difference
    would cancel.
  }];
}

def TTIR_LogOp : TTIR_UnaryOp<"log"> {
  let summary = "Natural logarithm";
  let description = [{
    Negative infinity for zero, NaN for negative elements.
  }];
}

def TTIR_Log1pOp : TTIR_UnaryOp<"log1p"> {
  let summary = "Natural logarithm of one more";
  let description = [{
    `result = log(1 + input)`, exact for small elements.
  }];
}

//===-- Trigonometry and special functions ------------------------------------===//

def TTIR_SinOp : TTIR_UnaryOp<"sin"> {
  let summary = "Sine";
  let description = [{
    Of an angle in radians.
  }];
}

def TTIR_CosOp : TTIR_UnaryOp<"cos"> {
  let summary = "Cosine";
  let description = [{
    Of an angle in radians.
  }];
}

def TTIR_TanOp : TTIR_UnaryOp<"tan"> {
  let summary = "Tangent";
  let description = [{
    Of an angle in radians.
  }];
}

def TTIR_AsinOp : TTIR_UnaryOp<"asin"> {
  let summary = "Arc sine";
  let description = [{
    In radians, from -pi/2 to pi/2; NaN outside of [-1, 1].
  }];
}

def TTIR_AsinhOp : TTIR_UnaryOp<"asinh"> {
  let summary = "Inverse hyperbolic sine";
  let description = [{
    `result = log(input + sqrt(input * input + 1))`.
  }];
}

def TTIR_AcosOp : TTIR_UnaryOp<"acos"> {
  let summary = "Arc cosine";
  let description = [{
    In radians, from 0 to pi; NaN outside of [-1, 1].
  }];
}

def TTIR_AtanOp : TTIR_UnaryOp<"atan"> {
  let summary = "Arc tangent";
  let description = [{
    In radians, from -pi/2 to pi/2.
  }];
}

def TTIR_TanhOp : TTIR_UnaryOp<"tanh"> {
  let summary = "Hyperbolic tangent";
  let description = [{
    `result = (e ** 2x - 1) / (e ** 2x + 1)` for x the input.
  }];
}

def TTIR_ErfOp : TTIR_UnaryOp<"erf"> {
  let summary = "Error function";
  let description = [{
    `result = 2 / sqrt(pi) * integral from 0 to input of e ** (-t * t)`.
  }];
}

def TTIR_ErfcOp : TTIR_UnaryOp<"erfc"> {
  let summary = "Complement of the error function";
  let description = [{
    `result = 1 - erf(input)`, exact where `erf` is close to 1.
  }];
}

//===-- Activations -----------------------------------------------------------===//

def TTIR_ReluOp : TTIR_UnaryOp<"relu"> {
  let summary = "Rectified linear unit";
  let description = [{
    `result = max(input, 0)`.
  }];
  let hasFolder = 1;
}

def TTIR_Relu6Op : TTIR_UnaryOp<"relu6"> {
  let summary = "Rectified linear unit up to six";
  let description = [{
    `result = min(max(input, 0), 6)`.
  }];
}

def TTIR_LeakyReluOp : TTIR_UnaryOp<"leaky_relu"> {
  let summary = "Rectified linear unit with a slope for negative elements";
  let description = [{
    `result = input` where the input is positive, `parameter * input` elsewhere.

    ```mlir
    %0 = "ttir.leaky_relu"(%a) <{parameter = 0.01 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, F32Attr:$parameter);
}

def TTIR_SeluOp : TTIR_UnaryOp<"selu"> {
  let summary = "Scaled exponential linear unit";
  let description = [{
    `result = scale * input` where the input is positive,
    `scale * alpha * (e ** input - 1)` elsewhere.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DefaultValuedAttr<F32Attr, "1.0507009873390197f">:$scale,
                       DefaultValuedAttr<F32Attr, "1.6732635498046875f">:$alpha);
}

def TTIR_GeluOp : TTIR_UnaryOp<"gelu"> {
  let summary = "Gaussian error linear unit";
  let description = [{
    `result = input * (1 + erf(input / sqrt(2))) / 2`.
  }];
}

def TTIR_SiluOp : TTIR_UnaryOp<"silu"> {
  let summary = "Sigmoid linear unit";
  let description = [{
    `result = input * sigmoid(input)`.
  }];
}

def TTIR_MishOp : TTIR_UnaryOp<"mish"> {
  let summary = "Mish activation";
  let description = [{
    `result = input * tanh(log(1 + e ** input))`.
  }];
}

def TTIR_SigmoidOp : TTIR_UnaryOp<"sigmoid"> {
  let summary = "Logistic function";
  let description = [{
    `result = 1 / (1 + e ** -input)`.
  }];
}

def TTIR_HardsigmoidOp : TTIR_UnaryOp<"hardsigmoid"> {
  let summary = "Logistic function in straight lines";
  let description = [{
    `result = min(max(input / 6 + 1 / 2, 0), 1)`.
  }];
}

def TTIR_SoftsignOp : TTIR_UnaryOp<"softsign"> {
  let summary = "Softsign activation";
  let description = [{
    `result = input / (1 + |input|)`.
  }];
}

def TTIR_DropoutOp : TTIR_UnaryOp<"dropout"> {
  let summary = "Random zeros";
  let description = [{
    Each element becomes zero with probability `prob`; the others are multiplied
    by `scale`. The same `seed` gives the same choice; on a mesh,
    `use_per_device_seed` lets each device choose for itself.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DefaultValuedAttr<F32Attr, "0.0f">:$prob,
                       DefaultValuedAttr<F32Attr, "1.0f">:$scale,
                       DefaultValuedAttr<UI32Attr, "0">:$seed,
                       DefaultValuedAttr<BoolAttr, "true">:$use_per_device_seed);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def TTIR_ClampScalarOp : TTIR_UnaryOp<"clamp_scalar"> {
  let summary = "Limits elements to a range";
  let description = [{
    `result = min(max(input, min), max)`. The limits are f32 or i32 numbers.

    ```mlir
    %0 = "ttir.clamp_scalar"(%a) <{min = 0.0 : f32, max = 6.0 : f32}> : (tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input, TTIR_NumberAttr:$min, TTIR_NumberAttr:$max);
  let hasVerifier = 1;
}

//===-- Logic and bits --------------------------------------------------------===//

def TTIR_LogicalNotOp : TTIR_PredicateOp<"logical_not"> {
  let summary = "Whether elements are zero";
  let description = [{
    True (1) where the input is zero, false (0) elsewhere.
  }];
}

def TTIR_BitwiseNotOp : TTIR_UnaryOp<"bitwise_not"> {
  let summary = "Complement of all bits";
  let description = [{
    `result = ~input` for integers; the opposite for truth values.
  }];
  let hasFolder = 1;
}

def TTIR_IsFiniteOp : TTIR_PredicateOp<"isfinite"> {
  let summary = "Whether elements are finite";
  let description = [{
    True (1) unless the element is an infinity or NaN.
  }];
}

def TTIR_SignbitOp : TTIR_PredicateOp<"signbit"> {
  let summary = "Whether the sign bit is set";
  let description = [{
    True (1) for negative elements, negative zero and NaNs with the sign bit.
  }];
}

//===-- Conversions -----------------------------------------------------------===//

def TTIR_TypecastOp : TTIR_ConversionOp<"typecast"> {
  let summary = "Conversion to another element type";
  let description = [{
    Converts each element's value. Floating point goes to integers by rounding
    towards zero and to i1 by comparison with zero; wider floating point is
    rounded to nearest, ties to even.

    With `conservative_folding`, two casts in a row are folded into one only if
    the first loses nothing.

    ```mlir
    %0 = "ttir.typecast"(%a) : (tensor<4xf32>) -> tensor<4xbf16>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       DefaultValuedAttr<BoolAttr, "false">:$conservative_folding);
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def TTIR_BitcastConvertOp : TTIR_ConversionOp<"bitcast_convert"> {
  let summary = "The same bits as another element type";
  let description = [{
    Reads each element's bits as an element of the result's type, which has the
    same width.

    ```mlir
    %0 = "ttir.bitcast_convert"(%a) : (tensor<4xf32>) -> tensor<4xui32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let hasFolder = 1;
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_ELEMENTWISEUNARYOPS_TD
