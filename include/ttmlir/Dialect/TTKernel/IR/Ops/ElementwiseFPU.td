// The matrix unit on elements: sums, differences and products of tiles, and broadcasts within one.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_ELEMENTWISEFPU_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_ELEMENTWISEFPU_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

class TTKernel_FPUBinaryInitOp<string mnemonic, string what> : TTKernel_InitOp<mnemonic> {
  let summary = "Configuration for " # what;
  let description = "Configures the matrix unit for " # what #
      " on tiles of `in0_cb` and `in1_cb`. Comes after `binary_op_init_common`, " #
      "and again after the configuration for another operation.";
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb);
}

class TTKernel_FPUBinaryOp<string mnemonic, string what, string function>
    : TTKernel_FPUOp<mnemonic, [TTKernel_TilesOfOneShape, TTKernel_DstIndices<4, 1>]> {
  let summary = what;
  let description = "Makes each element of the tile `dst_index` in DST `" # function #
      "` of the elements `x` of the tile `in0_tile_index` of `in0_cb` and `y` of the tile " #
      "`in1_tile_index` of `in1_cb`, counted from the front of each.";
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb, IndexLike:$in0_tile_index,
                       IndexLike:$in1_tile_index, IndexLike:$dst_index);
}

def TTKernel_AddTilesInitOp : TTKernel_FPUBinaryInitOp<"add_tiles_init", "add_tiles">;
def TTKernel_AddTilesOp : TTKernel_FPUBinaryOp<"add_tiles", "Sum of two tiles", "x + y">;
def TTKernel_SubTilesInitOp : TTKernel_FPUBinaryInitOp<"sub_tiles_init", "sub_tiles">;
def TTKernel_SubTilesOp : TTKernel_FPUBinaryOp<"sub_tiles", "Difference of two tiles", "x - y">;
def TTKernel_MulTilesInitOp : TTKernel_FPUBinaryInitOp<"mul_tiles_init", "mul_tiles">;
def TTKernel_MulTilesOp : TTKernel_FPUBinaryOp<"mul_tiles", "Product of two tiles, element by element", "x * y">;

def TTKernel_BinaryDestReuseTilesInitOp : TTKernel_InitOp<"binary_dest_reuse_tiles_init"> {
  let summary = "Configuration for binary_dest_reuse_tiles";
  let description = [{
    Configures the matrix unit for `eltwise_binary_type` on a tile of DST,
    which goes to the source register `reuse_type`, and one of `in_cb`.
  }];
  let arguments = (ins TTKernel_CB:$in_cb,
                       TTKernel_EltwiseBinaryTypeAttr:$eltwise_binary_type,
                       TTKernel_BinaryDestReuseTypeAttr:$reuse_type);
}

def TTKernel_BinaryDestReuseTilesOp :
    TTKernel_FPUOp<"binary_dest_reuse_tiles", [TTKernel_DstIndices<2, 1>]> {
  let summary = "Sum, difference or product of a tile in DST and one in a circular buffer";
  let description = [{
    Replaces the tile `dst_tile_index` in DST by what `eltwise_binary_type`
    makes of it and the tile `in_tile_index` of `in_cb`. The tile of DST is the
    first operand for `dest_to_srca`, and the second for `dest_to_srcb`.
  }];
  let arguments = (ins TTKernel_CB:$in_cb, IndexLike:$in_tile_index, IndexLike:$dst_tile_index,
                       TTKernel_EltwiseBinaryTypeAttr:$eltwise_binary_type,
                       TTKernel_BinaryDestReuseTypeAttr:$reuse_type);
}

def TTKernel_UnaryBcastInitOp : TTKernel_InitOp<"unary_bcast_init"> {
  let summary = "Configuration for unary_bcast";
  let description = [{
    Configures the core to repeat what `bcast_type` names of tiles of `in_cb`,
    for results in `out_cb`.
  }];
  let arguments = (ins TTKernel_CB:$in_cb, TTKernel_CB:$out_cb, TTKernel_BcastTypeAttr:$bcast_type);
}

def TTKernel_UnaryBcastTileOp : TTKernel_FPUOp<"unary_bcast", [TTKernel_DstIndices<2, 1>]> {
  let summary = "Row, column or element of a tile over all of it";
  let description = [{
    Writes the tile `in_tile_index`, counted from the front of `in_cb`, to the
    tile `dst_tile_index` in DST, with its first row, column or element
    (`bcast_type`) repeated over the whole tile.
  }];
  let arguments = (ins TTKernel_CB:$in_cb, IndexLike:$in_tile_index, IndexLike:$dst_tile_index,
                       TTKernel_BcastTypeAttr:$bcast_type);
}

#endif
