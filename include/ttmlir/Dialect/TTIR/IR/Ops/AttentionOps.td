// Attention, and the splitting and joining of heads.
#ifndef TTMLIR_DIALECT_TTIR_IR_OPS_ATTENTIONOPS_TD
#define TTMLIR_DIALECT_TTIR_IR_OPS_ATTENTIONOPS_TD

include "ttmlir/Dialect/TTIR/IR/TTIRBase.td"

def TTIR_ScaledDotProductAttentionOp
    : TTIR_PureOp<"scaled_dot_product_attention", [AttrSizedOperandSegments]>, KeepsElementKind {
  let summary = "Attention";
  let description = [{
    `result = softmax(query x key^T * scale + attention_mask) x value` for each
    batch and head. Shapes: query (B, H, Sq, D), key (B, Hkv, Sk, D), value
    (B, Hkv, Sk, Dv), mask broadcasting to (B, H, Sq, Sk), result
    (B, H, Sq, Dv). H is a multiple of Hkv: each head of key and value serves
    H / Hkv heads of the query.

    `is_causal` masks keys after the query's position (and excludes a mask). The
    scale is 1 / sqrt(D) if it is not given. `sliding_window_size` lets a query
    see only that many of the latest keys. `attention_sink` holds a score for
    each head that takes part in the softmax and has no value.

    ```mlir
    %0 = "ttir.scaled_dot_product_attention"(%q, %k, %v) <{is_causal = false,
        operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>}>
        : (tensor<1x12x128x32xf32>, tensor<1x12x128x32xf32>, tensor<1x12x128x32xf32>)
        -> tensor<1x12x128x32xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$query, AnyRankedTensor:$key, AnyRankedTensor:$value,
                       Optional<AnyRankedTensor>:$attention_mask, Optional<AnyRankedTensor>:$attention_sink,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale, OptionalAttr<UI32Attr>:$sliding_window_size);
  let results = (outs AnyRankedTensor:$result);
  let hasVerifier = 1;
}

def TTIR_ScaledDotProductAttentionDecodeOp
    : TTIR_PureOp<"scaled_dot_product_attention_decode", [AttrSizedOperandSegments]>, ElementTypes<"kind: all; integer: cur_pos_tensor"> {
  let summary = "Attention of one new token for each user";
  let description = [{
    `ttir.scaled_dot_product_attention` for a single position. Shapes: query
    (1, B, H, D), key and value (B, Hkv, S, D), mask broadcasting to
    (B, 1, H, S), result (1, B, H, D). `cur_pos_tensor` (B) holds the position of
    each user's token; if `is_causal`, keys after it are masked.
  }];
  let arguments = (ins AnyRankedTensor:$query, AnyRankedTensor:$key, AnyRankedTensor:$value,
                       Optional<AnyRankedTensor>:$attention_mask, AnyRankedTensor:$cur_pos_tensor,
                       Optional<AnyRankedTensor>:$attention_sink,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal, OptionalAttr<F32Attr>:$scale);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_PagedScaledDotProductAttentionDecodeOp
    : TTIR_PureOp<"paged_scaled_dot_product_attention_decode", [AttrSizedOperandSegments]>, ElementTypes<"kind: all; integer: page_table cur_pos_tensor"> {
  let summary = "Attention of one new token for each user over a paged cache";
  let description = [{
    As `ttir.scaled_dot_product_attention_decode`, with keys and values in blocks
    (blocks, Hkv, block size, D): row b of `page_table` (B, blocks of a user)
    names the blocks of user b in order. `output` gives the result's shape and a
    buffer for it.
  }];
  let arguments = (ins AnyRankedTensor:$query, AnyRankedTensor:$key, AnyRankedTensor:$value,
                       AnyRankedTensor:$page_table, AnyRankedTensor:$output,
                       Optional<AnyRankedTensor>:$attention_mask, Optional<AnyRankedTensor>:$cur_pos_tensor,
                       Optional<AnyRankedTensor>:$attention_sink,
                       DefaultValuedAttr<BoolAttr, "true">:$is_causal, OptionalAttr<F32Attr>:$scale,
                       OptionalAttr<UI32Attr>:$sliding_window_size);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_PagedFlashMultiLatentAttentionDecodeOp
    : TTIR_PureOp<"paged_flash_multi_latent_attention_decode", [AttrSizedOperandSegments]>, ElementTypes<"kind: all; integer: page_table cur_pos_tensor"> {
  let summary = "Attention of one new token for each user over a paged latent cache";
  let description = [{
    As `ttir.paged_scaled_dot_product_attention_decode`, where keys hold the
    compressed latent vector and the rotary part. Without a value, its first
    `head_dim_v` elements are the values. The result is (1, B, H, head_dim_v).
  }];
  let arguments = (ins AnyRankedTensor:$query, AnyRankedTensor:$key, Optional<AnyRankedTensor>:$value,
                       AnyRankedTensor:$page_table, Optional<AnyRankedTensor>:$attention_mask,
                       Optional<AnyRankedTensor>:$cur_pos_tensor, Optional<AnyRankedTensor>:$attention_sink,
                       UI32Attr:$head_dim_v, DefaultValuedAttr<BoolAttr, "true">:$is_causal,
                       OptionalAttr<F32Attr>:$scale);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_ChunkedScaledDotProductAttentionOp : TTIR_PureOp<"chunked_scaled_dot_product_attention">, ElementTypes<"kind: all; integer: page_table chunk_start_idx"> {
  let summary = "Causal attention of a chunk of the prompt over a paged cache";
  let description = [{
    Attention of a chunk of queries (B, H, Sq, D) that begins at position
    `chunk_start_idx`, over keys and values in blocks named by `page_table` as in
    `ttir.paged_scaled_dot_product_attention_decode`. `output` gives the result's
    shape and a buffer for it.
  }];
  let arguments = (ins AnyRankedTensor:$query, AnyRankedTensor:$key, AnyRankedTensor:$value,
                       AnyRankedTensor:$page_table, AnyRankedTensor:$chunk_start_idx,
                       AnyRankedTensor:$output, OptionalAttr<F32Attr>:$scale);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_SdpaFwOp : TTIR_PureOp<"sdpa_fw">, KeepsElementKind {
  let summary = "Attention in training";
  let description = [{
    `ttir.scaled_dot_product_attention` that can give what the backward pass
    needs: with `return_intermediates`, the second result is the log of each
    query's sum of exponentials, (B, H, Sq, 32), in its first column. `mask_type`
    says whether the mask is causal, given, or none.
  }];
  let arguments = (ins AnyRankedTensor:$query, AnyRankedTensor:$key, AnyRankedTensor:$value,
                       Optional<AnyRankedTensor>:$attention_mask,
                       DefaultValuedAttr<TTCore_AttentionMaskTypeAttr,
                                         "::mlir::tt::ttcore::AttentionMaskType::Causal">:$mask_type,
                       DefaultValuedAttr<F32Attr, "0.0f">:$dropout_probability,
                       DefaultValuedAttr<BoolAttr, "false">:$return_intermediates);
  let results = (outs AnyRankedTensor:$output, Optional<AnyRankedTensor>:$intermediates);
  let hasVerifier = 1;
}

def TTIR_SdpaBwOp : TTIR_PureOp<"sdpa_bw">, KeepsElementKind {
  let summary = "Gradients of attention";
  let description = [{
    Takes the gradient of the result of `ttir.sdpa_fw`, that result, its inputs
    and its intermediates to the gradients of query, key and value.
  }];
  let arguments = (ins AnyRankedTensor:$grad_output, AnyRankedTensor:$attn_output, AnyRankedTensor:$query,
                       AnyRankedTensor:$key, AnyRankedTensor:$value, AnyRankedTensor:$intermediates,
                       Optional<AnyRankedTensor>:$attention_mask,
                       DefaultValuedAttr<TTCore_AttentionMaskTypeAttr,
                                         "::mlir::tt::ttcore::AttentionMaskType::Arbitrary">:$mask_type,
                       DefaultValuedAttr<F32Attr, "0.0f">:$dropout_probability);
  let results = (outs AnyRankedTensor:$grad_query, AnyRankedTensor:$grad_key, AnyRankedTensor:$grad_value);
  let hasVerifier = 1;
}

def TTIR_ConcatenateHeadsOp : TTIR_PureOp<"concatenate_heads">, KeepsElementType {
  let summary = "Joins the heads of attention";
  let description = [{
    Takes (B, H, S, D) to (B, S, H * D).

    ```mlir
    %0 = "ttir.concatenate_heads"(%a) : (tensor<1x12x128x32xf32>) -> tensor<1x128x384xf32>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$input);
  let results = (outs AnyRankedTensor:$result);
}

def TTIR_SplitQueryKeyValueAndSplitHeadsOp : TTIR_PureOp<"split_query_key_value_and_split_heads">, KeepsElementType {
  let summary = "Cuts a fused projection into query, key and value, and those into heads";
  let description = [{
    The input (B, S, (num_heads + 2 * num_kv_heads) * D) holds query, key and
    value side by side; with `kv_input_tensor`, it holds the query alone and the
    second input key and value. Results: query (B, num_heads, S, D), key
    (B, num_kv_heads, S, D), or (B, num_kv_heads, D, S) with `transpose_key`, and
    value (B, num_kv_heads, S, D). `num_kv_heads` is `num_heads` if it is not
    given.
  }];
  let arguments = (ins AnyRankedTensor:$input_tensor, Optional<AnyRankedTensor>:$kv_input_tensor,
                       UI32Attr:$num_heads, OptionalAttr<UI32Attr>:$num_kv_heads, BoolAttr:$transpose_key);
  let results = (outs AnyRankedTensor:$query, AnyRankedTensor:$key, AnyRankedTensor:$value);
}

#endif // TTMLIR_DIALECT_TTIR_IR_OPS_ATTENTIONOPS_TD
