// Products of matrices, a tile or a block of tiles at a time.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_MATMUL_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_MATMUL_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

// Operands named `transpose` are 0 or 1, and those named `ct_dim`, `rt_dim`,
// `kt_dim` and `in1_k_stride` are positive, where they are constant.
def TTKernel_ValidBlock : TTKernel_Trait<"ValidBlock">;

class TTKernel_MatmulInit<string mnemonic> : TTKernel_InitOp<mnemonic, [TTKernel_ValidBlock]>;
class TTKernel_Matmul<string mnemonic, list<Trait> traits = []>
    : TTKernel_FPUOp<mnemonic, !listconcat([TTKernel_DstIndices<4, 1>], traits)>;

// What the field prints in the generic form is printed so here too, so that
// its tools read it.
class InGenericForm {
  string assemblyFormat = ?;
}

def TTKernel_MatmulInitOp : TTKernel_MatmulInit<"mm_init"> {
  let summary = "Configuration for matmul_tiles";
  let description = [{
    Configures the core to multiply tiles of `in0_cb` with those of `in1_cb`,
    which are transposed first where `transpose` is 1, for results in `out_cb`.
    Comes once in a kernel; `mm_init_short` returns to multiplying later.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb, TTKernel_CB:$out_cb, I32:$transpose);
}

def TTKernel_MatmulInitShortOp : TTKernel_MatmulInit<"mm_init_short"> {
  let summary = "Configuration for matmul_tiles after another operation";
  let description = [{
    Configures the core to multiply as `mm_init` did, after the configuration
    for another operation.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb, I32:$transpose);
}

def TTKernel_MatmulTilesOp : TTKernel_Matmul<"matmul_tiles"> {
  let summary = "Product of two tiles";
  let description = [{
    Adds the product of the tile `in0_tile_idx` of `in0_cb_id` and the tile
    `in1_tile_idx` of `in1_cb_id`, both counted from the front, to the tile
    `dst_tile_idx` of DST.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb_id, TTKernel_CB:$in1_cb_id, IndexLike:$in0_tile_idx,
                       IndexLike:$in1_tile_idx, IndexLike:$dst_tile_idx);
}

def TTKernel_MatmulBlockInitOp : TTKernel_MatmulInit<"mm_block_init">, InGenericForm {
  let summary = "Configuration for matmul_block";
  let description = [{
    Configures the core to multiply blocks of `rt_dim` times `kt_dim` tiles of
    `in0_cb` with blocks of `kt_dim` times `ct_dim` tiles of `in1_cb`, which
    are transposed first where `transpose` is 1, for results in `out_cb`.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb, TTKernel_CB:$out_cb, I32:$transpose,
                       I32:$ct_dim, I32:$rt_dim, I32:$kt_dim);
}

def TTKernel_MatmulBlockInitShortOp : TTKernel_MatmulInit<"mm_block_init_short">, InGenericForm {
  let summary = "Configuration for matmul_block after another operation";
  let description = [{
    Configures the core to multiply as `mm_block_init` did, after the
    configuration for another operation.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb, TTKernel_CB:$in1_cb, I32:$transpose, I32:$ct_dim,
                       I32:$rt_dim, I32:$kt_dim);
}

def TTKernel_MatmulBlockOp : TTKernel_Matmul<"matmul_block", [TTKernel_ValidBlock]> {
  let summary = "Product of two blocks of tiles";
  let description = [{
    Adds products of tiles to `rt_dim` times `ct_dim` tiles of DST from
    `dst_tile_idx` on: those of one column of tiles of `in0_cb_id`, from
    `in0_tile_idx` on and `kt_dim` apart, with one row of tiles of `in1_cb_id`,
    from `in1_tile_idx` on. The tiles of the second are transposed where
    `transpose` is 1.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb_id, TTKernel_CB:$in1_cb_id, IndexLike:$in0_tile_idx,
                       IndexLike:$in1_tile_idx, IndexLike:$dst_tile_idx, I32:$transpose, I32:$ct_dim,
                       I32:$rt_dim, I32:$kt_dim);
}

def TTKernel_ExperimentalMatmulBlockOp :
    TTKernel_Matmul<"experimental.matmul_block", [TTKernel_ValidBlock]>, InGenericForm {
  let summary = "Product of two blocks of tiles over their whole inner extent";
  let description = [{
    Adds the product of a block of `rt_dim` times `kt_dim` tiles of `in0_cb_id`
    and one of `kt_dim` times `ct_dim` tiles of `in1_cb_id` to the tiles of DST
    from `dst_tile_idx` on. Rows of the second block lie `in1_k_stride` tiles
    apart.
  }];
  let arguments = (ins TTKernel_CB:$in0_cb_id, TTKernel_CB:$in1_cb_id, IndexLike:$in0_tile_idx,
                       IndexLike:$in1_tile_idx, IndexLike:$dst_tile_idx, I32:$transpose, I32:$ct_dim,
                       I32:$rt_dim, I32:$kt_dim, I32:$in1_k_stride);
}

#endif
