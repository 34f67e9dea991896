// Sums, means and maxima over a tile, and the largest elements of several.

#ifndef TTMLIR_DIALECT_TTKERNEL_IR_OPS_REDUCTION_TD
#define TTMLIR_DIALECT_TTKERNEL_IR_OPS_REDUCTION_TD

include "ttmlir/Dialect/TTKernel/IR/TTKernelOpBase.td"

def TTKernel_ReduceInitOp : TTKernel_InitOp<"reduce_init"> {
  let summary = "Configuration for reduce_tile";
  let description = [{
    Configures the core to reduce tiles of `in_cb`, with factors from
    `scaling_cb`, for results in `out_cb`. The packer writes no elements beside
    the result until `reduce_uninit`.
  }];
  let arguments = (ins TTKernel_CB:$in_cb, TTKernel_CB:$scaling_cb, TTKernel_CB:$out_cb,
                       TTKernel_ReduceTypeAttr:$reduce_type, TTKernel_ReduceDimAttr:$reduce_dim);
}

def TTKernel_ReduceTileOp : TTKernel_FPUOp<"reduce_tile", [TTKernel_DstIndices<4, 1>]> {
  let summary = "Reduction of a tile";
  let description = [{
    Reduces the tile `in_tile_index`, counted from the front of `in_cb`, by
    `reduce_type` along `reduce_dim`, multiplied by the tile
    `scaling_tile_index` of `scaling_cb`, and accumulates into the tile
    `dst_index` of DST.
  }];
  let arguments = (ins TTKernel_CB:$in_cb, TTKernel_CB:$scaling_cb, IndexLike:$in_tile_index,
                       IndexLike:$scaling_tile_index, IndexLike:$dst_index,
                       TTKernel_ReduceTypeAttr:$reduce_type, TTKernel_ReduceDimAttr:$reduce_dim);
}

def TTKernel_ReduceUninitOp : TTKernel_InitOp<"reduce_uninit"> {
  let summary = "End of reducing";
  let description = [{
    Lets the packer write whole tiles again, before another operation than a
    reduction along the same extent.
  }];
}

def TTKernel_SFPUReduceInitOp : TTKernel_InitOp<"sfpu_reduce_init"> {
  let summary = "Configuration for sfpu_reduce";
  let description = [{
    Configures the vector unit to reduce tiles of the format `data_format` by
    `reduce_type`.
  }];
  let arguments = (ins TTKernel_ReduceTypeAttr:$reduce_type, TTCore_DataTypeAttr:$data_format);
}

def TTKernel_SFPUReduceTileOp : TTKernel_SFPUOp<"sfpu_reduce", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Reduction of a tile in DST";
  let description = [{
    Reduces the tile `dst_index` in DST, of the format `data_format`, by
    `reduce_type` into its first row or column. A reduction to one element
    takes two of them, so `reduce_dim` is not `reduce_dim_scalar`.
  }];
  let arguments = (ins IndexLike:$dst_index, TTKernel_ReduceTypeAttr:$reduce_type,
                       TTCore_DataTypeAttr:$data_format, TTKernel_ReduceDimAttr:$reduce_dim);
  let hasVerifier = 1;
}

// The next two are printed in the generic form, as the field prints them.
def TTKernel_MaxReduceWithIndicesInitOp : TTKernel_InitOp<"max_reduce_with_indices_init"> {
  let summary = "Configuration for max_reduce_with_indices";
  let description = [{
    Configures the vector unit for maxima with their places.
  }];
  let assemblyFormat = ?;
}

def TTKernel_MaxReduceWithIndicesTileOp :
    TTKernel_SFPUOp<"max_reduce_with_indices", [TTKernel_DstIndices<0, 2>]> {
  let summary = "Maxima with their indices";
  let description = [{
    Reduces `num_rows` rows of the tile `idst` in DST to the maximum of each
    column, and the tile `idst_idx` to the elements at the same places. With
    `accumulate`, maxima are kept over several calls, of which `chunk` numbers
    the turns; it is 0 in the first.
  }];
  let arguments = (ins IndexLike:$idst, IndexLike:$idst_idx, IndexLike:$chunk,
                       DefaultValuedAttr<I32Attr, "32">:$num_rows,
                       DefaultValuedAttr<BoolAttr, "false">:$accumulate);
  let assemblyFormat = ?;
  let hasVerifier = 1;
}

def TTKernel_TopkTileInitOp : TTKernel_SFPUInitOp<"topk_tile_init", "topk_local_sort, topk_merge and topk_rebuild">;

def TTKernel_TopkLocalSortOp : TTKernel_SFPUOp<"topk_local_sort", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Sorting within two tiles";
  let description = [{
    Does the phases `i_start_phase` to `i_end_phase` of a bitonic sort of the
    columns of the tiles `idst` and `idst + 1` in DST, and moves the elements of
    the two tiles of indices behind them along. `idir` is 0 where the largest
    come first, and 1 where the smallest do.
  }];
  let arguments = (ins IndexLike:$idst, I32:$idir, I32:$i_end_phase, I32:$i_start_phase);
}

def TTKernel_TopkMergeOp : TTKernel_SFPUOp<"topk_merge", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Merging of two sorted sequences";
  let description = [{
    Brings the `k` largest of two sorted sequences of `k` elements together, in
    the tiles of DST from `idst` on; `m_iter` counts the mergings that came
    before.
  }];
  let arguments = (ins IndexLike:$idst, I32:$m_iter, I32:$k);
  let hasVerifier = 1;
}

def TTKernel_TopkRebuildOp : TTKernel_SFPUOp<"topk_rebuild", [TTKernel_DstIndices<0, 1>]> {
  let summary = "Sorting of merged sequences";
  let description = [{
    Sorts the `k` elements that `topk_merge` left in the tiles of DST from `idst`
    on; `logk` is the logarithm of `k` to the base 2, and `skip_second` is 1
    where the second tile holds none of them.
  }];
  let arguments = (ins IndexLike:$idst, I32:$idir, I32:$m_iter, I32:$k, I32:$logk, I32:$skip_second);
  let hasVerifier = 1;
}

#endif
