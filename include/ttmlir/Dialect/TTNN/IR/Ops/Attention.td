// Attention, heads and rotary embeddings.

#ifndef TTMLIR_DIALECT_TTNN_IR_OPS_ATTENTION_TD
#define TTMLIR_DIALECT_TTNN_IR_OPS_ATTENTION_TD

include "ttmlir/Dialect/TTNN/IR/TTNNOpBase.td"

def TTNN_ChunkedScaledDotProductAttentionOp :
    TTNN_Op<"chunked_scaled_dot_product_attention">, HostFloat, ElementTypes<"kind: all; integer: page_table chunk_start_idx"> {
  let summary = "Causal attention of a chunk over a paged cache";
  let description = [{
    Attention of a chunk of queries [B, H, S, D], which begins at position
    `chunk_start_idx`, over the keys and values of all positions up to each
    query's own. They lie in a paged cache [blocks, HKV, block size, D] whose
    blocks `page_table` [B, blocks per user] names.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$value,
                       AnyRankedTensor:$page_table,
                       AnyRankedTensor:$chunk_start_idx,
                       OptionalAttr<F32Attr>:$scale,
                       OptionalAttr<TTNN_SDPAProgramConfigAttr>:$program_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ConcatenateHeadsOp : TTNN_Op<"concatenate_heads">, HostAll, KeepsElementType {
  let summary = "Concatenation of heads";
  let description = [{
    Turns [B, H, S, D] to [B, S, H*D].
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_FlashMLAPrefillOp :
    TTNN_Op<"flash_mla_prefill", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Multi-head latent attention of a prompt";
  let description = [{
    Attention of `query` [B, H, S, D] over latent `key` [B, HKV, S, D]; the
    values are the first `head_dim_v` elements of the keys, or `value` where
    it is given. Gives [B, H, S, head_dim_v].
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       Optional<AnyRankedTensor>:$value,
                       Optional<AnyRankedTensor>:$attention_mask,
                       UI32Attr:$head_dim_v,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_IndexerScoreDSAOp : TTNN_Op<"indexer_score_dsa">, KeepsElementKind {
  let summary = "Scores of an attention indexer";
  let description = [{
    For `query` [B, H, S, D] and `key` [B, 1, T, D] gives the sum over heads
    of `weights[head] * relu(query . key)`, as [B, 1, S, T], with later
    positions masked. The queries begin at position `chunk_start_idx`.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$weights,
                       DefaultValuedAttr<UI32Attr, "0">:$chunk_start_idx,
                       OptionalAttr<UI32Attr>:$cluster_axis);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_NLPConcatHeadsOp : TTNN_Op<"nlp_concat_heads">, HostAll, KeepsElementType {
  let summary = "Concatenation of heads, rank kept";
  let description = [{
    Turns [B, H, S, D] to [B, 1, S, H*D].
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_NLPConcatHeadsDecodeOp : TTNN_Op<"nlp_concat_heads_decode">, HostAll, KeepsElementType {
  let summary = "Concatenation of heads while decoding";
  let description = [{
    Turns [1, B, padded heads, D] to [1, 1, B, num_heads*D].
  }];
  let arguments = (ins AnyRankedTensor:$input, UI32Attr:$num_heads);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_NLPCreateQKVHeadsDecodeOp : TTNN_Op<"nlp_create_qkv_heads_decode">, HostAll, ElementTypes<"same: all; integer: batch_offset"> {
  let summary = "Split into heads while decoding";
  let description = [{
    Splits the fused projection [1, 1, B, (num_heads + 2*num_kv_heads)*D] to
    query [1, B, num_heads, D], key and value [1, B, num_kv_heads, D].
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       Optional<AnyRankedTensor>:$batch_offset,
                       UI32Attr:$num_heads,
                       OptionalAttr<UI32Attr>:$num_kv_heads,
                       OptionalAttr<BoolAttr>:$overlap_qk_coregrid,
                       OptionalAttr<UI32Attr>:$slice_size);
  let results = (outs AnyRankedTensor:$query,
                      AnyRankedTensor:$key,
                      AnyRankedTensor:$value);
  let hasVerifier = 1;
}

def TTNN_PagedFlashMultiLatentAttentionDecodeOp :
    TTNN_Op<"paged_flash_multi_latent_attention_decode", [AttrSizedOperandSegments]>, ElementTypes<"kind: all; integer: page_table cur_pos_tensor"> {
  let summary = "Multi-head latent attention over a paged cache";
  let description = [{
    As `paged_scaled_dot_product_attention_decode`, with values that are the
    first `head_dim_v` elements of the latent keys, or `value` where it is
    given.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       Optional<AnyRankedTensor>:$value,
                       AnyRankedTensor:$page_table,
                       Optional<AnyRankedTensor>:$attention_mask,
                       Optional<AnyRankedTensor>:$cur_pos_tensor,
                       Optional<AnyRankedTensor>:$attention_sink,
                       UI32Attr:$head_dim_v,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_PagedScaledDotProductAttentionDecodeOp :
    TTNN_Op<"paged_scaled_dot_product_attention_decode", [AttrSizedOperandSegments]>, HostFloat, ElementTypes<"kind: all; integer: page_table cur_pos_tensor"> {
  let summary = "Attention of one token over a paged cache";
  let description = [{
    Attention of one query for each user, [1, B, H, D], over keys and values
    in a paged cache [blocks, HKV, block size, D] whose blocks `page_table`
    [B, blocks per user] names. With `is_causal`, `cur_pos_tensor` [B] holds
    the last position that is attended to; else `attention_mask` is added to
    the scores. `attention_sink` adds a score to each head's softmax.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$value,
                       AnyRankedTensor:$page_table,
                       Optional<AnyRankedTensor>:$attention_mask,
                       Optional<AnyRankedTensor>:$cur_pos_tensor,
                       Optional<AnyRankedTensor>:$attention_sink,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale,
                       OptionalAttr<UI32Attr>:$sliding_window_size,
                       OptionalAttr<TTNN_SDPAProgramConfigAttr>:$program_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_RotaryEmbeddingOp : TTNN_Op<"rotary_embedding">, HostFloat, KeepsElementKind {
  let summary = "Rotary position embedding";
  let description = [{
    Computes `x * cos + rotate_half(x) * sin`, where `rotate_half` turns the
    halves [x1, x2] of the last dimension to [-x2, x1]. `cos_cache` and
    `sin_cache` are [1, 1, positions, D], read from position `token_index` on
    where it is given.
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$cos_cache,
                       AnyRankedTensor:$sin_cache,
                       OptionalAttr<UI32Attr>:$token_index,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_RotaryEmbeddingLlamaOp : TTNN_Op<"rotary_embedding_llama">, HostFloat, KeepsElementKind {
  let summary = "Rotary position embedding by a matrix";
  let description = [{
    Computes `x * cos + (x * trans_mat) * sin`, where `trans_mat` exchanges
    neighbouring elements and changes signs. In `is_decode_mode` the input is
    [1, B, H, D].
  }];
  let arguments = (ins AnyRankedTensor:$input,
                       AnyRankedTensor:$cos_cache,
                       AnyRankedTensor:$sin_cache,
                       AnyRankedTensor:$trans_mat,
                       DefaultValuedAttr<BoolAttr, "false">:$is_decode_mode,
                       OptionalAttr<TTNN_DeviceComputeKernelConfig>:$compute_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ScaledDotProductAttentionOp :
    TTNN_Op<"scaled_dot_product_attention", [AttrSizedOperandSegments]>, HostFloat, KeepsElementKind {
  let summary = "Scaled dot product attention";
  let description = [{
    Computes `softmax(query * key^T * scale + mask) * value` for query [B, H,
    S, D] and keys and values [B, HKV, T, D], where HKV divides H. `scale` is
    1/sqrt(D) where it is absent. With `is_causal` later positions are masked,
    and with `sliding_window_size` those too far back. `attention_sink` adds a
    score to each head's softmax.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$value,
                       Optional<AnyRankedTensor>:$attention_mask,
                       Optional<AnyRankedTensor>:$attention_sink,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale,
                       OptionalAttr<UI32Attr>:$sliding_window_size);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_ScaledDotProductAttentionDecodeOp :
    TTNN_Op<"scaled_dot_product_attention_decode", [AttrSizedOperandSegments]>, HostFloat, ElementTypes<"kind: all; integer: cur_pos_tensor"> {
  let summary = "Attention of one token over a cache";
  let description = [{
    Attention of one query for each user, [1, B, H, D], over keys and values
    [B, HKV, T, D]. With `is_causal`, `cur_pos_tensor` [B] holds the last
    position that is attended to; else `attention_mask` [B, 1, H, T] is added
    to the scores.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$value,
                       Optional<AnyRankedTensor>:$attention_mask,
                       Optional<AnyRankedTensor>:$cur_pos_tensor,
                       Optional<AnyRankedTensor>:$attention_sink,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale,
                       OptionalAttr<UI32Attr>:$sliding_window_size,
                       OptionalAttr<TTNN_SDPAProgramConfigAttr>:$program_config);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTNN_SDPABackwardOp : TTNN_Op<"sdpa_bw">, KeepsElementKind {
  let summary = "Gradient of attention";
  let description = [{
    Computes the gradients of query, key and value from that of the
    attention's result, the result and the intermediates that `sdpa_fw` kept.
  }];
  let arguments = (ins AnyRankedTensor:$grad_output,
                       AnyRankedTensor:$attn_output,
                       AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$value,
                       AnyRankedTensor:$intermediates,
                       Optional<AnyRankedTensor>:$attention_mask,
                       DefaultValuedAttr<TTCore_AttentionMaskTypeAttr, "::mlir::tt::ttcore::AttentionMaskType::Arbitrary">:$mask_type,
                       DefaultValuedAttr<F32Attr, "0.0">:$dropout_probability);
  let results = (outs AnyRankedTensor:$grad_query,
                      AnyRankedTensor:$grad_key,
                      AnyRankedTensor:$grad_value);
  let hasVerifier = 1;
}

def TTNN_SDPAForwardOp : TTNN_Op<"sdpa_fw">, KeepsElementKind {
  let summary = "Attention that keeps what its gradient needs";
  let description = [{
    Scaled dot product attention as by `scaled_dot_product_attention`, with
    the mask that `mask_type` names and dropout of its weights; with
    `return_intermediates` the second result holds the statistics of the
    softmax for `sdpa_bw`.
  }];
  let arguments = (ins AnyRankedTensor:$query,
                       AnyRankedTensor:$key,
                       AnyRankedTensor:$value,
                       Optional<AnyRankedTensor>:$attention_mask,
                       DefaultValuedAttr<TTCore_AttentionMaskTypeAttr, "::mlir::tt::ttcore::AttentionMaskType::Causal">:$mask_type,
                       DefaultValuedAttr<F32Attr, "0.0">:$dropout_probability,
                       DefaultValuedAttr<BoolAttr, "false">:$return_intermediates);
  let results = (outs AnyRankedTensor:$output,
                      Optional<AnyRankedTensor>:$intermediates);
  let hasVerifier = 1;
}

def TTNN_SplitQueryKeyValueAndSplitHeadsOp :
    TTNN_Op<"split_query_key_value_and_split_heads">, HostAll, KeepsElementType {
  let summary = "Split of a fused projection into heads";
  let description = [{
    Splits [B, S, 3*H*D] to query, key and value [B, H, S, D]; with
    `kv_input_tensor` the first input holds queries only and the second keys
    and values. With `num_kv_heads` there are fewer heads of keys and values.
    With `transpose_key` the key is [B, H, D, S].
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor,
                       Optional<AnyRankedTensor>:$kv_input_tensor,
                       UI32Attr:$num_heads,
                       OptionalAttr<UI32Attr>:$num_kv_heads,
                       BoolAttr:$transpose_key);
  let results = (outs AnyRankedTensor:$query,
                      AnyRankedTensor:$key,
                      AnyRankedTensor:$value);
  let hasVerifier = 1;
}

#endif
