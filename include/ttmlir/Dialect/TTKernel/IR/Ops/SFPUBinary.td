// The vector unit on two tiles: arithmetic, extremes, bits and shifts.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUBINARY_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUBINARY_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

//===-- Arithmetic --------------------------------------------------------===//

def TTKernel_AddBinaryTilesInitOp : TTKernel_SFPUInitOp<"add_binary_tile_init", "add_binary_tile">;
def TTKernel_AddBinaryTilesOp : TTKernel_SFPUBinaryOp<"add_binary_tile", "Sum of two tiles in DST", "x + y">;
def TTKernel_SubBinaryTilesInitOp : TTKernel_SFPUInitOp<"sub_binary_tile_init", "sub_binary_tile">;
def TTKernel_SubBinaryTilesOp : TTKernel_SFPUBinaryOp<"sub_binary_tile", "Difference of two tiles in DST", "x - y">;
def TTKernel_MulBinaryTilesInitOp : TTKernel_SFPUInitOp<"mul_binary_tile_init", "mul_binary_tile">;
def TTKernel_MulBinaryTilesOp : TTKernel_SFPUBinaryOp<"mul_binary_tile", "Product of two tiles in DST", "x * y">;
def TTKernel_DivBinaryTilesInitOp : TTKernel_SFPUInitOp<"div_binary_tile_init", "div_binary_tile">;
def TTKernel_DivBinaryTilesOp : TTKernel_SFPUBinaryOp<"div_binary_tile", "Quotient of two tiles in DST", "x / y">;
def TTKernel_PowBinaryTilesInitOp : TTKernel_SFPUInitOp<"power_binary_tile_init", "power_binary_tile">;
def TTKernel_PowBinaryTilesOp : TTKernel_SFPUBinaryOp<"power_binary_tile", "Power of two tiles in DST", "x^y">;
def TTKernel_Atan2BinaryTilesInitOp : TTKernel_SFPUInitOp<"atan2_binary_tile_init", "atan2_binary_tile">;
def TTKernel_Atan2BinaryTilesOp :
    TTKernel_SFPUBinaryOp<"atan2_binary_tile", "Angle of a point, in radians", "atan2(x, y)">;

def TTKernel_AddIntTileInitOp : TTKernel_SFPUInitOp<"add_int_tile_init", "add_int_tile">;
def TTKernel_AddIntTileOp : TTKernel_SFPUIntegerOp<"add_int_tile", "Sum of integers in DST", "x + y">;
def TTKernel_SubIntTileInitOp : TTKernel_SFPUInitOp<"sub_int_tile_init", "sub_int_tile">;
def TTKernel_SubIntTileOp : TTKernel_SFPUIntegerOp<"sub_int_tile", "Difference of integers in DST", "x - y">;
def TTKernel_MulIntTileInitOp : TTKernel_InitOp<"mul_int_tile_init", [TTKernel_IntegerFormat]> {
  let summary = "Configuration for mul_int_tile";
  let description = [{
    Configures the vector unit to multiply integers of the format `dtype`.
  }];
  let arguments = (ins TTCore_DataTypeAttr:$dtype);
}
def TTKernel_MulIntTileOp : TTKernel_SFPUIntegerOp<"mul_int_tile", "Product of integers in DST", "x * y">;

//===-- Extremes ----------------------------------------------------------===//

def TTKernel_BinaryMaxTileInitOp : TTKernel_SFPUInitOp<"binary_max_tile_init", "binary_max_tile">;
def TTKernel_BinaryMaxTileOp : TTKernel_SFPUBinaryOp<"binary_max_tile", "Maximum of two tiles in DST", "max(x, y)">;
def TTKernel_BinaryMinTileInitOp : TTKernel_SFPUInitOp<"binary_min_tile_init", "binary_min_tile">;
def TTKernel_BinaryMinTileOp : TTKernel_SFPUBinaryOp<"binary_min_tile", "Minimum of two tiles in DST", "min(x, y)">;
def TTKernel_BinaryMaxInt32TileInitOp : TTKernel_SFPUInitOp<"binary_max_int32_tile_init", "binary_max_int32_tile">;
def TTKernel_BinaryMaxInt32TileOp :
    TTKernel_SFPUBinaryOp<"binary_max_int32_tile", "Maximum of 32-bit integers in DST", "max(x, y)">;
def TTKernel_BinaryMinInt32TileInitOp : TTKernel_SFPUInitOp<"binary_min_int32_tile_init", "binary_min_int32_tile">;
def TTKernel_BinaryMinInt32TileOp :
    TTKernel_SFPUBinaryOp<"binary_min_int32_tile", "Minimum of 32-bit integers in DST", "min(x, y)">;

//===-- Bits and shifts ---------------------------------------------------===//

def TTKernel_BinaryBitwiseTileInitOp :
    TTKernel_SFPUInitOp<"binary_bitwise_tile_init",
                        "bitwise_and_binary_tile, bitwise_or_binary_tile and bitwise_xor_binary_tile">;
def TTKernel_BitwiseAndBinaryTilesOp :
    TTKernel_SFPUIntegerOp<"bitwise_and_binary_tile", "Bits that both have", "x & y">;
def TTKernel_BitwiseOrBinaryTilesOp :
    TTKernel_SFPUIntegerOp<"bitwise_or_binary_tile", "Bits that one of them has", "x | y">;
def TTKernel_BitwiseXorBinaryTilesOp :
    TTKernel_SFPUIntegerOp<"bitwise_xor_binary_tile", "Bits in which they differ", "x ^ y">;

def TTKernel_BinaryShiftTileInitOp :
    TTKernel_SFPUInitOp<"binary_shift_tile_init",
                        "binary_left_shift_tile, binary_right_shift_tile and binary_logical_right_shift_tile">;
def TTKernel_BinaryLeftShiftTileOp :
    TTKernel_SFPUIntegerOp<"binary_left_shift_tile", "Shift to the left", "x << y">;
def TTKernel_BinaryRightShiftTileOp :
    TTKernel_SFPUIntegerOp<"binary_right_shift_tile", "Shift to the right that keeps the sign", "x >> y">;
def TTKernel_BinaryLogicalRightShiftTileOp :
    TTKernel_SFPUIntegerOp<"binary_logical_right_shift_tile", "Shift to the right that brings in zeros", "x >> y">;

#endif
