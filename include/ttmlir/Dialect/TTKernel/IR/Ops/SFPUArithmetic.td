// The vector unit with scalars and selections: arithmetic with a constant, limits, filling, casts, own code.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUARITHMETIC_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUARITHMETIC_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

//===-- Arithmetic with a scalar ------------------------------------------===//

def TTKernel_BinopWithScalarTileInitOp :
    TTKernel_SFPUInitOp<"binop_with_scalar_tile_init",
                        "add_unary_tile, sub_unary_tile, mul_unary_tile and div_unary_tile">;
def TTKernel_AddUnaryTileOp :
    TTKernel_SFPUScalarOp<"add_unary_tile", "Sum with a scalar", "x + s">;
def TTKernel_SubUnaryTileOp :
    TTKernel_SFPUScalarOp<"sub_unary_tile", "Difference with a scalar", "x - s">;
def TTKernel_MulUnaryTileOp :
    TTKernel_SFPUScalarOp<"mul_unary_tile", "Product with a scalar", "x * s">;
def TTKernel_DivUnaryTileOp :
    TTKernel_SFPUScalarOp<"div_unary_tile", "Quotient by a scalar", "x / s">;
def TTKernel_AddUnaryTileInt32Op :
    TTKernel_SFPUIntegerScalarOp<"add_unary_tile_int32", "Sum of 32-bit integers with a scalar", "x + s">;
def TTKernel_SubUnaryTileInt32Op :
    TTKernel_SFPUIntegerScalarOp<"sub_unary_tile_int32", "Difference of 32-bit integers with a scalar", "x - s">;

def TTKernel_PowerTileInitOp : TTKernel_SFPUInitOp<"power_tile_init", "power_tile">;
def TTKernel_PowUnaryTileOp :
    TTKernel_SFPUScalarOp<"power_tile", "Power with a constant exponent", "x^s">;

//===-- Limits ------------------------------------------------------------===//

def TTKernel_ClampScalarTileInitOp : TTKernel_SFPUInitOp<"clamp_tile_init", "clamp_tile and clamp_tile_int32">;

class TTKernel_ClampOp<string mnemonic> : TTKernel_SFPUOp<mnemonic, [TTKernel_DstIndices<0, 1>]> {
  let arguments = (ins IndexLike:$dst_index, I32:$min_param, I32:$max_param);
}

def TTKernel_ClampScalarTileOp : TTKernel_ClampOp<"clamp_tile"> {
  let summary = "Elements within limits";
  let description = [{
    Replaces each element `x` of the tile `dst_index` in DST by
    `min(max(x, l), h)`, where `l` and `h` are the floats with the bits
    `min_param` and `max_param`.
  }];
}

def TTKernel_ClampScalarTileInt32Op : TTKernel_ClampOp<"clamp_tile_int32"> {
  let summary = "32-bit integers within limits";
  let description = [{
    Replaces each element `x` of the tile `dst_index` in DST by
    `min(max(x, min_param), max_param)`.
  }];
}

//===-- Filling -----------------------------------------------------------===//

def TTKernel_FillTileInitOp : TTKernel_SFPUInitOp<"fill_tile_init", "fill_tile and fill_tile_int">;

def TTKernel_FillTileOp : TTKernel_SFPUOp<"fill_tile", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Tile of one number";
  let description = [{
    Makes all elements of the tile `dst_index` in DST `value`.
  }];
  let arguments = (ins IndexLike:$dst_index, F32:$value);
}

def TTKernel_FillTileIntOp : TTKernel_SFPUOp<"fill_tile_int", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Tile of one integer";
  let description = [{
    Makes all elements of the tile `dst_index` in DST the 32-bit integer `value`.
  }];
  let arguments = (ins IndexLike:$dst_index, I32:$value);
}

def TTKernel_RandTileInitOp : TTKernel_InitOp<"rand_tile_init"> {
  let summary = "Seed of random numbers";
  let description = [{
    Sets the state of the core's generator of random numbers to `seed`.
  }];
  let arguments = (ins IndexLike:$seed);
}

def TTKernel_RandTileOp : TTKernel_SFPUOp<"rand_tile", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Tile of random numbers";
  let description = [{
    Fills the tile `tile_index` in DST with numbers that are evenly distributed
    over `[f, f + s)`, where `f` and `s` are the floats with the bits `from` and
    `scale`.
  }];
  let arguments = (ins IndexLike:$tile_index, IndexLike:$from, IndexLike:$scale);
}

//===-- Selections, casts and own code ------------------------------------===//

def TTKernel_WhereTileInitOp : TTKernel_SFPUInitOp<"where_tile_init", "where_tile">;

def TTKernel_WhereTileOp : TTKernel_SFPUOp<"where_tile", [TTKernel_DstIndices<0, 4>]> {
  let summary = "Choice between two tiles, element by element";
  let description = [{
    Makes each element of the tile `odst_index` in DST the one of the tile
    `dst_true_index` where the element of the tile `dst_cond_index` is not zero,
    and the one of the tile `dst_false_index` where it is. `dtype` is the format
    of the tiles.
  }];
  let arguments = (ins IndexLike:$dst_cond_index, IndexLike:$dst_true_index, IndexLike:$dst_false_index,
                       IndexLike:$odst_index, TTCore_DataTypeAttr:$dtype);
}

def TTKernel_TypecastTileInitOp : TTKernel_InitOp<"typecast_tile_init"> {
  let summary = "Configuration for typecast_tile";
  let description = [{
    Configures the vector unit to convert from `in_dtype` to `out_dtype`.
  }];
  let arguments = (ins TTCore_DataTypeAttr:$in_dtype, TTCore_DataTypeAttr:$out_dtype);
}

def TTKernel_TypecastTileOp : TTKernel_SFPUOp<"typecast_tile", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Conversion to another format";
  let description = [{
    Converts the elements of the tile `dst0_index` in DST from `in_dtype` to
    `out_dtype`.
  }];
  let arguments = (ins IndexLike:$dst0_index, TTCore_DataTypeAttr:$in_dtype, TTCore_DataTypeAttr:$out_dtype);
}

def TTKernel_InvokeSFPIOp : TTKernel_SFPUOp<"invoke_sfpi", [NoTerminator, SingleBlock]> {
  let summary = "Own code for the vector unit";
  let description = [{
    Runs the operations of `region` on the vector unit.
  }];
  let regions = (region MaxSizedRegion<1>:$region);
  let assemblyFormat = "attr-dict-with-keyword $region";
}

#endif
