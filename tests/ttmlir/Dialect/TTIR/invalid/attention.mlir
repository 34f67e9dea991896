// What attention refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @scaled_dot_product_attention(%arg0: tensor<1x12x8x32xf32>, %arg1: tensor<2x12x8x32xf32>, %arg2: tensor<1x12x8x32xf32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention' op key must have size 1 in dimension 0 (the query's batch), but its shape is 2x12x8x32}}
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>}> : (tensor<1x12x8x32xf32>, tensor<2x12x8x32xf32>, tensor<1x12x8x32xf32>) -> tensor<1x12x8x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%arg0: tensor<1x12x8x32xf32>, %arg1: tensor<1x5x8x32xf32>, %arg2: tensor<1x5x8x32xf32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention' op the query's heads (12) must be a multiple of the key's (5)}}
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>}> : (tensor<1x12x8x32xf32>, tensor<1x5x8x32xf32>, tensor<1x5x8x32xf32>) -> tensor<1x12x8x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%arg0: tensor<1x12x8x32xf32>, %arg1: tensor<1x12x8x32xf32>, %arg2: tensor<1x12x9x32xf32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention' op value must have size 8 in dimension 2 (the key's length), but its shape is 1x12x9x32}}
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>}> : (tensor<1x12x8x32xf32>, tensor<1x12x8x32xf32>, tensor<1x12x9x32xf32>) -> tensor<1x12x8x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%arg0: tensor<1x12x8x32xf32>, %arg1: tensor<1x12x8x32xf32>, %arg2: tensor<1x12x8x32xf32>, %arg3: tensor<1x1x8x9xf32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention' op attention_mask with shape 1x1x8x9 does not broadcast to 1x12x8x8}}
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3) <{is_causal = false, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0>}> : (tensor<1x12x8x32xf32>, tensor<1x12x8x32xf32>, tensor<1x12x8x32xf32>, tensor<1x1x8x9xf32>) -> tensor<1x12x8x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention(%arg0: tensor<1x12x8x32xf32>, %arg1: tensor<1x12x8x32xf32>, %arg2: tensor<1x12x8x32xf32>, %arg3: tensor<1x1x8x8xf32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention' op is_causal masks by itself: it must be false where an attention_mask is given}}
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0>}> : (tensor<1x12x8x32xf32>, tensor<1x12x8x32xf32>, tensor<1x12x8x32xf32>, tensor<1x1x8x8xf32>) -> tensor<1x12x8x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention_decode(%arg0: tensor<2x4x8x32xf32>, %arg1: tensor<4x2x64x32xf32>, %arg2: tensor<4x2x64x32xf32>, %arg3: tensor<4xsi32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention_decode' op query must have size 1 in dimension 0 (one position), but its shape is 2x4x8x32}}
  %0 = "ttir.scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3) <{operandSegmentSizes = array<i32: 1, 1, 1, 0, 1, 0>}> : (tensor<2x4x8x32xf32>, tensor<4x2x64x32xf32>, tensor<4x2x64x32xf32>, tensor<4xsi32>) -> tensor<2x4x8x32xf32>
  return
}

// -----

func.func @scaled_dot_product_attention_decode(%arg0: tensor<1x4x8x32xf32>, %arg1: tensor<4x2x64x32xf32>, %arg2: tensor<4x2x64x32xf32>, %arg3: tensor<3xsi32>) {
  // expected-error @below {{'ttir.scaled_dot_product_attention_decode' op cur_pos_tensor must have shape 4, but its shape is 3}}
  %0 = "ttir.scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3) <{operandSegmentSizes = array<i32: 1, 1, 1, 0, 1, 0>}> : (tensor<1x4x8x32xf32>, tensor<4x2x64x32xf32>, tensor<4x2x64x32xf32>, tensor<3xsi32>) -> tensor<1x4x8x32xf32>
  return
}

// -----

func.func @paged_scaled_dot_product_attention_decode(%arg0: tensor<1x4x8x32xf32>, %arg1: tensor<16x2x32x32xf32>, %arg2: tensor<16x2x32x32xf32>, %arg3: tensor<3x4xsi32>, %arg4: tensor<1x4x8x32xf32>) {
  // expected-error @below {{'ttir.paged_scaled_dot_product_attention_decode' op page_table must have size 4 in dimension 0 (the query's users), but its shape is 3x4}}
  %0 = "ttir.paged_scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3, %arg4) <{operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 0, 0, 0>}> : (tensor<1x4x8x32xf32>, tensor<16x2x32x32xf32>, tensor<16x2x32x32xf32>, tensor<3x4xsi32>, tensor<1x4x8x32xf32>) -> tensor<1x4x8x32xf32>
  return
}

// -----

func.func @paged_flash_multi_latent_attention_decode(%arg0: tensor<1x4x8x576xf32>, %arg1: tensor<16x1x32x576xf32>, %arg2: tensor<4x4xsi32>) {
  // expected-error @below {{'ttir.paged_flash_multi_latent_attention_decode' op head_dim_v must be from 1 to 576, but is 600}}
  %0 = "ttir.paged_flash_multi_latent_attention_decode"(%arg0, %arg1, %arg2) <{head_dim_v = 600 : ui32, operandSegmentSizes = array<i32: 1, 1, 0, 1, 0, 0, 0>}> : (tensor<1x4x8x576xf32>, tensor<16x1x32x576xf32>, tensor<4x4xsi32>) -> tensor<1x4x8x600xf32>
  return
}

// -----

func.func @chunked_scaled_dot_product_attention(%arg0: tensor<1x8x32x64xf32>, %arg1: tensor<16x8x32x64xf32>, %arg2: tensor<16x8x32x64xf32>, %arg3: tensor<1x4xsi32>, %arg4: tensor<1xsi32>, %arg5: tensor<1x8x32x32xf32>) {
  // expected-error @below {{'ttir.chunked_scaled_dot_product_attention' op output must have shape 1x8x32x64, but its shape is 1x8x32x32}}
  %0 = "ttir.chunked_scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) : (tensor<1x8x32x64xf32>, tensor<16x8x32x64xf32>, tensor<16x8x32x64xf32>, tensor<1x4xsi32>, tensor<1xsi32>, tensor<1x8x32x32xf32>) -> tensor<1x8x32x64xf32>
  return
}

// -----

func.func @sdpa_fw(%arg0: tensor<1x8x16x32xf32>, %arg1: tensor<1x8x16x32xf32>, %arg2: tensor<1x8x16x32xf32>) {
  // expected-error @below {{'ttir.sdpa_fw' op return_intermediates is true, but there is no second result}}
  %0 = "ttir.sdpa_fw"(%arg0, %arg1, %arg2) <{return_intermediates = true}> : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  return
}

// -----

func.func @sdpa_fw(%arg0: tensor<1x8x16x32xf32>, %arg1: tensor<1x8x16x32xf32>, %arg2: tensor<1x8x16x32xf32>) {
  // expected-error @below {{'ttir.sdpa_fw' op mask_type is arbitrary, but attention_mask is missing}}
  %0 = "ttir.sdpa_fw"(%arg0, %arg1, %arg2) <{mask_type = #ttcore.attention_mask_type<arbitrary>}> : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> tensor<1x8x16x32xf32>
  return
}

// -----

func.func @sdpa_bw(%arg0: tensor<1x8x16x32xf32>, %arg1: tensor<1x8x16x16xf32>, %arg2: tensor<1x8x16x32xf32>, %arg3: tensor<1x8x16x32xf32>, %arg4: tensor<1x8x16x32xf32>, %arg5: tensor<1x8x16x32xf32>) {
  // expected-error @below {{'ttir.sdpa_bw' op attn_output must have shape 1x8x16x32, but its shape is 1x8x16x16}}
  %0:3 = "ttir.sdpa_bw"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{mask_type = #ttcore.attention_mask_type<causal>}> : (tensor<1x8x16x32xf32>, tensor<1x8x16x16xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
  return
}

// -----

func.func @concatenate_heads(%arg0: tensor<12x128x32xf32>) {
  // expected-error @below {{'ttir.concatenate_heads' op input must have rank 4, but its shape is 12x128x32}}
  %0 = "ttir.concatenate_heads"(%arg0) : (tensor<12x128x32xf32>) -> tensor<128x384xf32>
  return
}

// -----

func.func @split_query_key_value_and_split_heads(%arg0: tensor<2x16x100xf32>) {
  // expected-error @below {{'ttir.split_query_key_value_and_split_heads' op dimension 2 of input_tensor must be a multiple of 12, its number of heads, but is 100}}
  %0:3 = "ttir.split_query_key_value_and_split_heads"(%arg0) <{num_heads = 4 : ui32, transpose_key = false}> : (tensor<2x16x100xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x4x16x8xf32>, tensor<2x4x16x8xf32>)
  return
}

// -----

func.func @split_query_key_value_and_split_heads(%arg0: tensor<2x16x32xf32>, %arg1: tensor<2x16x32xf32>) {
  // expected-error @below {{'ttir.split_query_key_value_and_split_heads' op kv_input_tensor must have size 16 in dimension 2 (heads of key and value times head size), but its shape is 2x16x32}}
  %0:3 = "ttir.split_query_key_value_and_split_heads"(%arg0, %arg1) <{num_heads = 4 : ui32, num_kv_heads = 1 : ui32, transpose_key = false}> : (tensor<2x16x32xf32>, tensor<2x16x32xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x1x16x8xf32>, tensor<2x1x16x8xf32>)
  return
}

// -----

func.func @split_query_key_value_and_split_heads(%arg0: tensor<2x16x32xf32>) {
  // expected-error @below {{'ttir.split_query_key_value_and_split_heads' op num_heads must be at least 1, but got 0}}
  %0:3 = "ttir.split_query_key_value_and_split_heads"(%arg0) <{num_heads = 0 : ui32, transpose_key = false}> : (tensor<2x16x32xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x1x16x8xf32>, tensor<2x1x16x8xf32>)
  return
}
