// Caches of keys and values, written in place.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_CACHE_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_CACHE_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_FillCacheOp : TTNN_InPlaceOp<"fill_cache">, HostAll, KeepsElementType {
  let summary = "Fill of a cache with a prompt";
  let description = [{
    Writes `input` [1, H, S, D] to the user `batch_offset` of `cache` [B, H,
    T, D] at positions 0 to S-1, in place.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "cache tensor", [MemRead, MemWrite]>:$cache,
                       Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       I32Attr:$batch_offset);
  let hasVerifier = 1;
}

def TTNN_PagedFillCacheOp : TTNN_InPlaceOp<"paged_fill_cache">, HostAll, ElementTypes<"same: all; integer: page_table batch_idx_tensor"> {
  let summary = "Fill of a paged cache with a prompt";
  let description = [{
    Writes `input` [1, H, S, D] to the blocks of `cache` [blocks, H, block
    size, D] that the row of `page_table` for the user in `batch_idx_tensor`
    names, in place.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "cache tensor", [MemRead, MemWrite]>:$cache,
                       Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       Arg<AnyRankedTensor, "", [MemRead]>:$page_table,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead]>:$batch_idx_tensor);
  let hasVerifier = 1;
}

def TTNN_PagedUpdateCacheOp : TTNN_InPlaceOp<"paged_update_cache">, HostAll, ElementTypes<"same: all; integer: update_index page_table"> {
  let summary = "Write of one token to a paged cache";
  let description = [{
    Writes the token `input` [1, B, H, D] of each user at its position
    `update_index` [B] of `cache`, in place. With `page_table` the cache is
    paged; with `share_cache` all users write to one.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "cache tensor", [MemRead, MemWrite]>:$cache,
                       Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       Arg<AnyRankedTensor, "", [MemRead]>:$update_index,
                       Arg<Optional<AnyRankedTensor>, "", [MemRead]>:$page_table,
                       DefaultValuedAttr<BoolAttr, "false">:$share_cache);
  let hasVerifier = 1;
}

def TTNN_UpdateCacheOp : TTNN_InPlaceOp<"update_cache">, HostAll, ElementTypes<"same: all; integer: update_index"> {
  let summary = "Write of one token to a cache";
  let description = [{
    Writes `input` [1, H, B, D], one token for each user, at position
    `update_index` of `cache` [B, H, T, D], beginning with user
    `batch_offset`, in place.
  }];
  let arguments = (ins Arg<AnyRankedTensor, "cache tensor", [MemRead, MemWrite]>:$cache,
                       Arg<AnyRankedTensor, "", [MemRead]>:$input,
                       Arg<AnyRankedTensor, "", [MemRead]>:$update_index,
                       I32Attr:$batch_offset);
  let hasVerifier = 1;
}

#endif
