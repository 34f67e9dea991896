// The vector unit on one tile: powers, logarithms, angles, activations, rounding.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUUNARY_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUUNARY_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

//===-- Powers, roots and logarithms --------------------------------------===//

def TTKernel_ExpTileInitOp : TTKernel_InitOp<"exp_tile_init"> {
  let summary = "Configuration for exp_tile";
  let description = [{
    Configures the vector unit for `exp_tile`, with the attributes that it has.
  }];
  let arguments = (ins OptionalAttr<BoolAttr>:$approx, OptionalAttr<I32Attr>:$scale,
                       OptionalAttr<TTKernel_InputClampingAttr>:$input_clamping);
  let assemblyFormat = "`(` `)` attr-dict `:` functional-type(operands, results)";
}

def TTKernel_ExpTileOp : TTKernel_SFPUOp<"exp_tile", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Exponential";
  let description = [{
    Replaces each element `x` of the tile `tile_index` in DST by `exp(x)`, or by
    `exp(s * x)` where `scale` holds the bits of `s`. With `approx` it is
    approximated, and `input_clamping` says what becomes of very negative
    elements. `iterations` is the number of steps of 32 elements per face.
  }];
  let arguments = (ins IndexLike:$tile_index, OptionalAttr<BoolAttr>:$approx,
                       OptionalAttr<TTKernel_InputClampingAttr>:$input_clamping,
                       OptionalAttr<I32Attr>:$iterations, OptionalAttr<I32Attr>:$scale);
  let assemblyFormat = "`(` $tile_index `)` attr-dict `:` functional-type(operands, results)";
}

def TTKernel_Exp2TileInitOp : TTKernel_SFPUInitOp<"exp2_tile_init", "exp2_tile">;
def TTKernel_Exp2TileOp : TTKernel_SFPUUnaryOp<"exp2_tile", "tile_index", "Exponential to the base 2", "2^x">;
def TTKernel_Expm1TileInitOp : TTKernel_SFPUInitOp<"expm1_tile_init", "expm1_tile">;
def TTKernel_Expm1TileOp : TTKernel_SFPUUnaryOp<"expm1_tile", "tile_index", "Exponential minus one", "exp(x) - 1">;
def TTKernel_LogTileInitOp : TTKernel_SFPUInitOp<"log_tile_init", "log_tile">;
def TTKernel_LogTileOp : TTKernel_SFPUUnaryOp<"log_tile", "tile_index", "Natural logarithm", "log(x)">;
def TTKernel_Log1pTileInitOp : TTKernel_SFPUInitOp<"log1p_tile_init", "log1p_tile">;
def TTKernel_Log1pTileOp :
    TTKernel_SFPUUnaryOp<"log1p_tile", "tile_index", "Natural logarithm of one more", "log(1 + x)">;
def TTKernel_RecipTileInitOp : TTKernel_SFPUInitOp<"recip_tile_init", "recip_tile">;
def TTKernel_RecipTileOp : TTKernel_SFPUUnaryOp<"recip_tile", "tile_index", "Reciprocal", "1 / x">;
def TTKernel_SqrtTileInitOp : TTKernel_SFPUInitOp<"sqrt_tile_init", "sqrt_tile">;
def TTKernel_SqrtTileOp : TTKernel_SFPUUnaryOp<"sqrt_tile", "tile_index", "Square root", "sqrt(x)">;
def TTKernel_RsqrtTileInitOp : TTKernel_SFPUInitOp<"rsqrt_tile_init", "rsqrt_tile">;
def TTKernel_RsqrtTileOp :
    TTKernel_SFPUUnaryOp<"rsqrt_tile", "tile_index", "Reciprocal of the square root", "1 / sqrt(x)">;
def TTKernel_SquareTileInitOp : TTKernel_SFPUInitOp<"square_tile_init", "square_tile">;
def TTKernel_SquareTileOp : TTKernel_SFPUUnaryOp<"square_tile", "tile_index", "Square", "x * x">;

//===-- Angles, in radians ------------------------------------------------===//

def TTKernel_SinTileInitOp : TTKernel_SFPUInitOp<"sin_tile_init", "sin_tile">;
def TTKernel_SinTileOp : TTKernel_SFPUUnaryOp<"sin_tile", "dst0_index", "Sine", "sin(x)">;
def TTKernel_CosTileInitOp : TTKernel_SFPUInitOp<"cos_tile_init", "cos_tile">;
def TTKernel_CosTileOp : TTKernel_SFPUUnaryOp<"cos_tile", "tile_index", "Cosine", "cos(x)">;
def TTKernel_TanTileInitOp : TTKernel_SFPUInitOp<"tan_tile_init", "tan_tile">;
def TTKernel_TanTileOp : TTKernel_SFPUUnaryOp<"tan_tile", "tile_index", "Tangent", "tan(x)">;
def TTKernel_AsinTileInitOp : TTKernel_SFPUInitOp<"asin_tile_init", "asin_tile">;
def TTKernel_AsinTileOp : TTKernel_SFPUUnaryOp<"asin_tile", "dst0_index", "Arc sine", "asin(x)">;
def TTKernel_AcosTileInitOp : TTKernel_SFPUInitOp<"acos_tile_init", "acos_tile">;
def TTKernel_AcosTileOp : TTKernel_SFPUUnaryOp<"acos_tile", "dst0_index", "Arc cosine", "acos(x)">;
def TTKernel_AtanTileInitOp : TTKernel_SFPUInitOp<"atan_tile_init", "atan_tile">;
def TTKernel_AtanTileOp : TTKernel_SFPUUnaryOp<"atan_tile", "dst0_index", "Arc tangent", "atan(x)">;

//===-- Activations and error functions -----------------------------------===//

def TTKernel_TanhTileInitOp : TTKernel_SFPUInitOp<"tanh_tile_init", "tanh_tile">;
def TTKernel_TanhTileOp : TTKernel_SFPUUnaryOp<"tanh_tile", "dst0_index", "Hyperbolic tangent", "tanh(x)">;
def TTKernel_SigmoidTileInitOp : TTKernel_SFPUInitOp<"sigmoid_tile_init", "sigmoid_tile">;
def TTKernel_SigmoidTileOp :
    TTKernel_SFPUUnaryOp<"sigmoid_tile", "tile_index", "Sigmoid", "1 / (1 + exp(-x))">;
def TTKernel_HardsigmoidTileInitOp : TTKernel_SFPUInitOp<"hardsigmoid_tile_init", "hardsigmoid_tile">;
def TTKernel_HardsigmoidTileOp :
    TTKernel_SFPUUnaryOp<"hardsigmoid_tile", "tile_index", "Piecewise linear sigmoid", "min(max(x / 6 + 1 / 2, 0), 1)">;
def TTKernel_SiluTileInitOp : TTKernel_SFPUInitOp<"silu_tile_init", "silu_tile">;
def TTKernel_SiluTileOp : TTKernel_SFPUUnaryOp<"silu_tile", "tile_index", "SiLU", "x / (1 + exp(-x))">;
def TTKernel_SoftsignTileInitOp : TTKernel_SFPUInitOp<"softsign_tile_init", "softsign_tile">;
def TTKernel_SoftsignTileOp : TTKernel_SFPUUnaryOp<"softsign_tile", "tile_index", "Softsign", "x / (1 + |x|)">;
def TTKernel_ReluTileInitOp : TTKernel_SFPUInitOp<"relu_tile_init", "relu_tile and relu_tile_int32">;
def TTKernel_ReluTileOp : TTKernel_SFPUUnaryOp<"relu_tile", "tile_index", "ReLU", "max(x, 0)">;
def TTKernel_ReluTileI32Op :
    TTKernel_SFPUUnaryOp<"relu_tile_int32", "tile_index", "ReLU of 32-bit integers", "max(x, 0)">;
def TTKernel_GeluTileInitOp : TTKernel_SFPUInitOp<"gelu_tile_init", "gelu_tile">;
def TTKernel_GeluTileOp :
    TTKernel_SFPUUnaryOp<"gelu_tile", "tile_index", "GELU", "x * (1 + erf(x / sqrt(2))) / 2">;
def TTKernel_SeluTileInitOp : TTKernel_SFPUInitOp<"selu_tile_init", "selu_tile">;
def TTKernel_SeluTileOp : TTKernel_SFPUOp<"selu_tile", [TTKernel_DstIndices<0, 1>]> {
  let summary = "SELU";
  let description = [{
    Replaces each element `x` of the tile `tile_index` in DST by `s * x` where it
    is positive and by `s * a * (exp(x) - 1)` otherwise, where `scale` holds the
    bits of `s` and `alpha` those of `a`.
  }];
  let arguments = (ins IndexLike:$tile_index, I32:$scale, I32:$alpha);
}
def TTKernel_ErfTileInitOp : TTKernel_SFPUInitOp<"erf_tile_init", "erf_tile">;
def TTKernel_ErfTileOp : TTKernel_SFPUUnaryOp<"erf_tile", "tile_index", "Error function", "erf(x)">;
def TTKernel_ErfcTileInitOp : TTKernel_SFPUInitOp<"erfc_tile_init", "erfc_tile">;
def TTKernel_ErfcTileOp :
    TTKernel_SFPUUnaryOp<"erfc_tile", "tile_index", "Complement of the error function", "1 - erf(x)">;

//===-- Rounding ----------------------------------------------------------===//

def TTKernel_RoundingTileInitOp :
    TTKernel_SFPUInitOp<"rounding_op_tile_init", "ceil_tile, floor_tile, frac_tile and trunc_tile">;
def TTKernel_CeilTileOp : TTKernel_SFPUUnaryOp<"ceil_tile", "dst0_index", "Next integer above", "ceil(x)">;
def TTKernel_FloorTileOp : TTKernel_SFPUUnaryOp<"floor_tile", "dst0_index", "Next integer below", "floor(x)">;
def TTKernel_FracTileOp : TTKernel_SFPUUnaryOp<"frac_tile", "tile_index", "Part behind the point", "x - trunc(x)">;
def TTKernel_TruncTileOp : TTKernel_SFPUUnaryOp<"trunc_tile", "tile_index", "Part before the point", "trunc(x)">;

//===-- Signs and bits ----------------------------------------------------===//

def TTKernel_AbsTileInitOp : TTKernel_SFPUInitOp<"abs_tile_init", "abs_tile and abs_tile_int32">;
def TTKernel_AbsTileOp : TTKernel_SFPUUnaryOp<"abs_tile", "dst0_index", "Absolute value", "|x|">;
def TTKernel_AbsTileI32Op :
    TTKernel_SFPUUnaryOp<"abs_tile_int32", "dst0_index", "Absolute value of 32-bit integers", "|x|">;
def TTKernel_NegativeTileInitOp : TTKernel_SFPUInitOp<"negative_tile_init", "negative_tile and negative_tile_int32">;
def TTKernel_NegativeTileOp : TTKernel_SFPUUnaryOp<"negative_tile", "tile_index", "Negative", "-x">;
def TTKernel_NegativeTileInt32Op :
    TTKernel_SFPUUnaryOp<"negative_tile_int32", "dst0_index", "Negative of 32-bit integers", "-x">;
def TTKernel_SignTileInitOp : TTKernel_SFPUInitOp<"sign_tile_init", "sign_tile">;
def TTKernel_SignTileOp : TTKernel_SFPUUnaryOp<"sign_tile", "tile_index", "Sign", "sign(x)">;
def TTKernel_SignbitTileInitOp : TTKernel_SFPUInitOp<"signbit_tile_init", "signbit_tile">;
def TTKernel_SignbitTileOp :
    TTKernel_SFPUUnaryOp<"signbit_tile", "tile_index", "Bit of the sign", "signbit(x)">;
def TTKernel_BitwiseNotTileInitOp : TTKernel_SFPUInitOp<"bitwise_not_tile_init", "bitwise_not_tile">;
def TTKernel_BitwiseNotTileOp : TTKernel_SFPUUnaryOp<"bitwise_not_tile", "tile_index", "All bits inverted", "~x">;

#endif
