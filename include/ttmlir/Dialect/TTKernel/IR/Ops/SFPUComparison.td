// The vector unit's comparisons: of two tiles, and of a tile with zero. True is 1, false is 0.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUCOMPARISON_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_SFPUCOMPARISON_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

//===-- Two tiles ---------------------------------------------------------===//

def TTKernel_EqBinaryTilesInitOp : TTKernel_SFPUInitOp<"eq_binary_tile_init", "eq_binary_tile">;
def TTKernel_EqBinaryTilesOp : TTKernel_SFPUBinaryOp<"eq_binary_tile", "Equality", "x == y">;
def TTKernel_NeBinaryTilesInitOp : TTKernel_SFPUInitOp<"ne_binary_tile_init", "ne_binary_tile">;
def TTKernel_NeBinaryTilesOp : TTKernel_SFPUBinaryOp<"ne_binary_tile", "Inequality", "x != y">;
def TTKernel_GtBinaryTilesInitOp : TTKernel_SFPUInitOp<"gt_binary_tile_init", "gt_binary_tile">;
def TTKernel_GtBinaryTilesOp : TTKernel_SFPUBinaryOp<"gt_binary_tile", "Greater", "x > y">;
def TTKernel_GeBinaryTilesInitOp : TTKernel_SFPUInitOp<"ge_binary_tile_init", "ge_binary_tile">;
def TTKernel_GeBinaryTilesOp : TTKernel_SFPUBinaryOp<"ge_binary_tile", "Greater or equal", "x >= y">;
def TTKernel_LtBinaryTilesInitOp : TTKernel_SFPUInitOp<"lt_binary_tile_init", "lt_binary_tile">;
def TTKernel_LtBinaryTilesOp : TTKernel_SFPUBinaryOp<"lt_binary_tile", "Less", "x < y">;
def TTKernel_LeBinaryTilesInitOp : TTKernel_SFPUInitOp<"le_binary_tile_init", "le_binary_tile">;
def TTKernel_LeBinaryTilesOp : TTKernel_SFPUBinaryOp<"le_binary_tile", "Less or equal", "x <= y">;

//===-- A tile and zero ---------------------------------------------------===//

class TTKernel_CompareZeroOp<string mnemonic, string what, string function>
    : TTKernel_SFPUUnaryOp<mnemonic, "dst0_index", what, function>;

def TTKernel_EqzTileInitOp : TTKernel_SFPUInitOp<"eqz_tile_init", "eqz_tile and eqz_tile_int32">;
def TTKernel_EqzTileOp : TTKernel_CompareZeroOp<"eqz_tile", "Zero", "x == 0">;
def TTKernel_EqzTileI32Op : TTKernel_CompareZeroOp<"eqz_tile_int32", "Zero among 32-bit integers", "x == 0">;
def TTKernel_NezTileInitOp : TTKernel_SFPUInitOp<"nez_tile_init", "nez_tile and nez_tile_int32">;
def TTKernel_NezTileOp : TTKernel_CompareZeroOp<"nez_tile", "Not zero", "x != 0">;
def TTKernel_NezTileI32Op : TTKernel_CompareZeroOp<"nez_tile_int32", "Not zero among 32-bit integers", "x != 0">;
def TTKernel_GtzTileInitOp : TTKernel_SFPUInitOp<"gtz_tile_init", "gtz_tile and gtz_tile_int32">;
def TTKernel_GtzTileOp : TTKernel_CompareZeroOp<"gtz_tile", "Positive", "x > 0">;
def TTKernel_GtzTileI32Op : TTKernel_CompareZeroOp<"gtz_tile_int32", "Positive among 32-bit integers", "x > 0">;
def TTKernel_GezTileInitOp : TTKernel_SFPUInitOp<"gez_tile_init", "gez_tile and gez_tile_int32">;
def TTKernel_GezTileOp : TTKernel_CompareZeroOp<"gez_tile", "Not negative", "x >= 0">;
def TTKernel_GezTileI32Op : TTKernel_CompareZeroOp<"gez_tile_int32", "Not negative among 32-bit integers", "x >= 0">;
def TTKernel_LtzTileInitOp : TTKernel_SFPUInitOp<"ltz_tile_init", "ltz_tile and ltz_tile_int32">;
def TTKernel_LtzTileOp : TTKernel_CompareZeroOp<"ltz_tile", "Negative", "x < 0">;
def TTKernel_LtzTileI32Op : TTKernel_CompareZeroOp<"ltz_tile_int32", "Negative among 32-bit integers", "x < 0">;
def TTKernel_LezTileInitOp : TTKernel_SFPUInitOp<"lez_tile_init", "lez_tile and lez_tile_int32">;
def TTKernel_LezTileOp : TTKernel_CompareZeroOp<"lez_tile", "Not positive", "x <= 0">;
def TTKernel_LezTileI32Op : TTKernel_CompareZeroOp<"lez_tile_int32", "Not positive among 32-bit integers", "x <= 0">;

def TTKernel_LogicalNotTileInitOp : TTKernel_SFPUInitOp<"logical_not_tile_init", "logical_not_tile">;
def TTKernel_LogicalNotTileOp : TTKernel_CompareZeroOp<"logical_not_tile", "Logical not", "x == 0"> {
  let arguments = (ins IndexLike:$dst0_index, TTCore_DataTypeAttr:$dtype);
  // The format of the elements, `dtype`, stands among the attributes.
  let assemblyFormat = "`(` $dst0_index `)` attr-dict `:` functional-type(operands, results)";
}

#endif
