// The destination registers (DST): who may use them, and how tiles come in and move within.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_REGISTERS_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_REGISTERS_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_ComputeKernelHWStartupOp : TTKernel_InitOp<"compute_kernel_hw_startup"> {
  let summary = "Configuration of a core at the start of a compute kernel";
  let description = [{
    Configures unpacker, mathematics and packer for operands from `icb0` and
    `icb1` (from `icb0` alone where `icb1` is absent) and results in `ocb`.
    Comes first in a compute kernel, and once.
  }];
  let arguments = (ins TTKernel_CB:$icb0, Optional<TTKernel_CB>:$icb1, TTKernel_CB:$ocb);
  let assemblyFormat = [{
    `(` custom<StartupBuffers>($icb0, $icb1, $ocb) `)` attr-dict `:` functional-type(operands, results)
  }];
}

def TTKernel_InitSFPUOp : TTKernel_InitOp<"init_sfpu"> {
  let summary = "Configuration for the vector unit";
  let description = [{
    Configures unpacker, mathematics and packer for tiles that come from `icb`,
    are computed on in DST and go to `ocb`.
  }];
  let arguments = (ins TTKernel_CB:$icb, TTKernel_CB:$ocb);
}

def TTKernel_UnaryOpInitCommonOp : TTKernel_InitOp<"unary_op_init_common"> {
  let summary = "Configuration for operations on one circular buffer";
  let description = [{
    Configures unpacker, mathematics and packer for operands from `icb` and
    results in `ocb`.
  }];
  let arguments = (ins TTKernel_CB:$icb, TTKernel_CB:$ocb);
}

def TTKernel_BinaryOpInitCommonOp : TTKernel_InitOp<"binary_op_init_common"> {
  let summary = "Configuration for operations on two circular buffers";
  let description = [{
    Configures unpacker, mathematics and packer for operands from `in0_cb` and
    `in1_cb` and results in `out_cb`. The configuration for the operation
    itself (`add_tiles_init` and the like) comes after it.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb, TTKernel_CB:$out_cb);
}

def TTKernel_ReconfigDataFormatSrcAOp : TTKernel_InitOp<"reconfig_data_format_srca"> {
  let summary = "Other format of the first operand";
  let description = [{
    Configures unpacker and mathematics for the format of `in_cb` as the one
    that source register A takes from here on.
  }];
  let arguments = (ins TTKernel_CB:$in_cb);
}

def TTKernel_TileRegsAcquireOp : TTKernel_ComputeOp<"tile_regs_acquire"> {
  let summary = "Begin of computing in DST";
  let description = [{
    Waits until a half of DST is free, and takes it for the thread of
    mathematics. Its tiles hold nothing of use.
  }];
}

def TTKernel_TileRegsCommitOp : TTKernel_ComputeOp<"tile_regs_commit"> {
  let summary = "End of computing in DST";
  let description = [{
    Hands the half of DST that `tile_regs_acquire` took to the packer.
  }];
}

def TTKernel_TileRegsWaitOp : TTKernel_ComputeOp<"tile_regs_wait"> {
  let summary = "Begin of packing from DST";
  let description = [{
    Makes the packer wait until mathematics has handed over its half of DST.
  }];
}

def TTKernel_TileRegsReleaseOp : TTKernel_ComputeOp<"tile_regs_release"> {
  let summary = "End of packing from DST";
  let description = [{
    Gives the half of DST that the packer has read back to mathematics.
  }];
}

def TTKernel_CopyTileInitOp : TTKernel_InitOp<"copy_tile_init"> {
  let summary = "Configuration for copy_tile";
  let description = [{
    Configures the core to copy tiles from `cb0` into DST. The format that the
    unpacker expects stays as it is.
  }];
  let arguments = (ins TTKernel_CB:$cb0);
}

def TTKernel_CopyTileOp : TTKernel_ComputeOp<"copy_tile",
    [TTKernel_BuffersHoldTiles, TTKernel_DstIndices<2, 1>]> {
  let summary = "Tile from a circular buffer into DST";
  let description = [{
    Copies the tile `tile_index_cb`, counted from the front of `cb0`, to the
    tile `tile_index_dst` in DST. `cb_wait_front` has to have waited for it.
  }];
  let arguments = (ins TTKernel_CB:$cb0, IndexLike:$tile_index_cb, IndexLike:$tile_index_dst);
}

def TTKernel_CopyBlockMatmulPartialsOp : TTKernel_ComputeOp<"copy_block_matmul_partials",
    [TTKernel_BuffersHoldTiles, TTKernel_DstIndices<2, 1>]> {
  let summary = "Tiles from a circular buffer into DST";
  let description = [{
    Copies `ntiles` tiles from `start_tile_index`, counted from the front of
    `cb`, to the tiles of DST from `start_dst_index` on: partial products that
    a multiplication of matrices goes on to add to.
  }];
  let arguments = (ins TTKernel_CB:$cb, IndexLike:$start_tile_index,
                       IndexLike:$start_dst_index, IndexLike:$ntiles);
  let hasVerifier = 1;
}

def TTKernel_CopyDestValuesInitOp : TTKernel_SFPUInitOp<"copy_dest_values_init", "copy_dest_values">;

def TTKernel_CopyDestValuesOp : TTKernel_SFPUOp<"copy_dest_values", [TTKernel_DstIndices<0, 2>]> {
  let summary = "Copy of a tile within DST";
  let description = [{
    Copies the tile `idst_in` of DST, of the format `data_format`, to the tile
    `idst_out`.
  }];
  let arguments = (ins IndexLike:$idst_in, IndexLike:$idst_out, TTCore_DataTypeAttr:$data_format);
}

def TTKernel_UnpackStallOnPackOp : TTKernel_ComputeOp<"experimental.unpack_stall_on_pack"> {
  let summary = "Wait of the unpacker for the packer";
  let description = [{
    Makes the unpacker wait until what the packer wrote before has arrived in
    L1, where the one reads what the other wrote without a circular buffer
    between them.
  }];
  let assemblyFormat = "attr-dict";
  let hasCanonicalizer = 1;
}

#endif
