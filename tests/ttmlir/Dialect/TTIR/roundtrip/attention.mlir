// Attention: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @scaled_dot_product_attention(
func.func @scaled_dot_product_attention(%arg0: tensor<1x12x128x32xf32>, %arg1: tensor<1x12x128x32xf32>, %arg2: tensor<1x12x128x32xf32>, %arg3: tensor<1x1x1x128xf32>) -> tensor<1x12x128x32xf32> {
  // CHECK: "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3) <{
  // CHECK-SAME: : (tensor<1x12x128x32xf32>, tensor<1x12x128x32xf32>, tensor<1x12x128x32xf32>, tensor<1x1x1x128xf32>) -> tensor<1x12x128x32xf32>
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3) <{is_causal = false, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0>, scale = 1.250000e-01 : f32}> : (tensor<1x12x128x32xf32>, tensor<1x12x128x32xf32>, tensor<1x12x128x32xf32>, tensor<1x1x1x128xf32>) -> tensor<1x12x128x32xf32>
  return %0 : tensor<1x12x128x32xf32>
}

// CHECK-LABEL: func.func @scaled_dot_product_attention_2(
func.func @scaled_dot_product_attention_2(%arg0: tensor<1x8x16x32xf32>, %arg1: tensor<1x2x64x32xf32>, %arg2: tensor<1x2x64x32xf32>) -> tensor<1x8x16x32xf32> {
  // CHECK: "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x8x16x32xf32>, tensor<1x2x64x32xf32>, tensor<1x2x64x32xf32>) -> tensor<1x8x16x32xf32>
  %0 = "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 0>, sliding_window_size = 16 : ui32}> : (tensor<1x8x16x32xf32>, tensor<1x2x64x32xf32>, tensor<1x2x64x32xf32>) -> tensor<1x8x16x32xf32>
  return %0 : tensor<1x8x16x32xf32>
}

// CHECK-LABEL: func.func @scaled_dot_product_attention_decode(
func.func @scaled_dot_product_attention_decode(%arg0: tensor<1x4x8x32xf32>, %arg1: tensor<4x2x64x32xf32>, %arg2: tensor<4x2x64x32xf32>, %arg3: tensor<4xsi32>) -> tensor<1x4x8x32xf32> {
  // CHECK: "ttir.scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3) <{
  // CHECK-SAME: : (tensor<1x4x8x32xf32>, tensor<4x2x64x32xf32>, tensor<4x2x64x32xf32>, tensor<4xsi32>) -> tensor<1x4x8x32xf32>
  %0 = "ttir.scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 1, 0>}> : (tensor<1x4x8x32xf32>, tensor<4x2x64x32xf32>, tensor<4x2x64x32xf32>, tensor<4xsi32>) -> tensor<1x4x8x32xf32>
  return %0 : tensor<1x4x8x32xf32>
}

// CHECK-LABEL: func.func @paged_scaled_dot_product_attention_decode(
func.func @paged_scaled_dot_product_attention_decode(%arg0: tensor<1x4x8x32xf32>, %arg1: tensor<16x2x32x32xf32>, %arg2: tensor<16x2x32x32xf32>, %arg3: tensor<4x4xsi32>, %arg4: tensor<1x4x8x32xf32>, %arg5: tensor<4xsi32>) -> tensor<1x4x8x32xf32> {
  // CHECK: "ttir.paged_scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{
  // CHECK-SAME: : (tensor<1x4x8x32xf32>, tensor<16x2x32x32xf32>, tensor<16x2x32x32xf32>, tensor<4x4xsi32>, tensor<1x4x8x32xf32>, tensor<4xsi32>) -> tensor<1x4x8x32xf32>
  %0 = "ttir.paged_scaled_dot_product_attention_decode"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 1, 1, 0, 1, 0>}> : (tensor<1x4x8x32xf32>, tensor<16x2x32x32xf32>, tensor<16x2x32x32xf32>, tensor<4x4xsi32>, tensor<1x4x8x32xf32>, tensor<4xsi32>) -> tensor<1x4x8x32xf32>
  return %0 : tensor<1x4x8x32xf32>
}

// CHECK-LABEL: func.func @paged_flash_multi_latent_attention_decode(
func.func @paged_flash_multi_latent_attention_decode(%arg0: tensor<1x4x8x576xf32>, %arg1: tensor<16x1x32x576xf32>, %arg2: tensor<4x4xsi32>, %arg3: tensor<4xsi32>) -> tensor<1x4x8x512xf32> {
  // CHECK: "ttir.paged_flash_multi_latent_attention_decode"(%arg0, %arg1, %arg2, %arg3) <{
  // CHECK-SAME: : (tensor<1x4x8x576xf32>, tensor<16x1x32x576xf32>, tensor<4x4xsi32>, tensor<4xsi32>) -> tensor<1x4x8x512xf32>
  %0 = "ttir.paged_flash_multi_latent_attention_decode"(%arg0, %arg1, %arg2, %arg3) <{head_dim_v = 512 : ui32, is_causal = true, operandSegmentSizes = array<i32: 1, 1, 0, 1, 0, 1, 0>}> : (tensor<1x4x8x576xf32>, tensor<16x1x32x576xf32>, tensor<4x4xsi32>, tensor<4xsi32>) -> tensor<1x4x8x512xf32>
  return %0 : tensor<1x4x8x512xf32>
}

// CHECK-LABEL: func.func @chunked_scaled_dot_product_attention(
func.func @chunked_scaled_dot_product_attention(%arg0: tensor<1x8x32x64xf32>, %arg1: tensor<16x8x32x64xf32>, %arg2: tensor<16x8x32x64xf32>, %arg3: tensor<1x4xsi32>, %arg4: tensor<1xsi32>, %arg5: tensor<1x8x32x64xf32>) -> tensor<1x8x32x64xf32> {
  // CHECK: "ttir.chunked_scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5)
  // CHECK-SAME: : (tensor<1x8x32x64xf32>, tensor<16x8x32x64xf32>, tensor<16x8x32x64xf32>, tensor<1x4xsi32>, tensor<1xsi32>, tensor<1x8x32x64xf32>) -> tensor<1x8x32x64xf32>
  %0 = "ttir.chunked_scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) : (tensor<1x8x32x64xf32>, tensor<16x8x32x64xf32>, tensor<16x8x32x64xf32>, tensor<1x4xsi32>, tensor<1xsi32>, tensor<1x8x32x64xf32>) -> tensor<1x8x32x64xf32>
  return %0 : tensor<1x8x32x64xf32>
}

// CHECK-LABEL: func.func @sdpa_fw(
func.func @sdpa_fw(%arg0: tensor<1x8x16x32xf32>, %arg1: tensor<1x8x16x32xf32>, %arg2: tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) {
  // CHECK: "ttir.sdpa_fw"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
  %0:2 = "ttir.sdpa_fw"(%arg0, %arg1, %arg2) <{mask_type = #ttcore.attention_mask_type<causal>, return_intermediates = true}> : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
  return %0#0, %0#1 : tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>
}

// CHECK-LABEL: func.func @sdpa_bw(
func.func @sdpa_bw(%arg0: tensor<1x8x16x32xf32>, %arg1: tensor<1x8x16x32xf32>, %arg2: tensor<1x8x16x32xf32>, %arg3: tensor<1x8x16x32xf32>, %arg4: tensor<1x8x16x32xf32>, %arg5: tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) {
  // CHECK: "ttir.sdpa_bw"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{
  // CHECK-SAME: : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
  %0:3 = "ttir.sdpa_bw"(%arg0, %arg1, %arg2, %arg3, %arg4, %arg5) <{mask_type = #ttcore.attention_mask_type<causal>}> : (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>) -> (tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>)
  return %0#0, %0#1, %0#2 : tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>, tensor<1x8x16x32xf32>
}

// CHECK-LABEL: func.func @concatenate_heads(
func.func @concatenate_heads(%arg0: tensor<1x12x128x32xf32>) -> tensor<1x128x384xf32> {
  // CHECK: "ttir.concatenate_heads"(%arg0)
  // CHECK-SAME: : (tensor<1x12x128x32xf32>) -> tensor<1x128x384xf32>
  %0 = "ttir.concatenate_heads"(%arg0) : (tensor<1x12x128x32xf32>) -> tensor<1x128x384xf32>
  return %0 : tensor<1x128x384xf32>
}

// CHECK-LABEL: func.func @split_query_key_value_and_split_heads(
func.func @split_query_key_value_and_split_heads(%arg0: tensor<2x16x96xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x4x8x16xf32>, tensor<2x4x16x8xf32>) {
  // CHECK: "ttir.split_query_key_value_and_split_heads"(%arg0) <{
  // CHECK-SAME: : (tensor<2x16x96xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x4x8x16xf32>, tensor<2x4x16x8xf32>)
  %0:3 = "ttir.split_query_key_value_and_split_heads"(%arg0) <{num_heads = 4 : ui32, transpose_key = true}> : (tensor<2x16x96xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x4x8x16xf32>, tensor<2x4x16x8xf32>)
  return %0#0, %0#1, %0#2 : tensor<2x4x16x8xf32>, tensor<2x4x8x16xf32>, tensor<2x4x16x8xf32>
}

// CHECK-LABEL: func.func @split_query_key_value_and_split_heads_2(
func.func @split_query_key_value_and_split_heads_2(%arg0: tensor<2x16x32xf32>, %arg1: tensor<2x16x16xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x1x16x8xf32>, tensor<2x1x16x8xf32>) {
  // CHECK: "ttir.split_query_key_value_and_split_heads"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<2x16x32xf32>, tensor<2x16x16xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x1x16x8xf32>, tensor<2x1x16x8xf32>)
  %0:3 = "ttir.split_query_key_value_and_split_heads"(%arg0, %arg1) <{num_heads = 4 : ui32, num_kv_heads = 1 : ui32, transpose_key = false}> : (tensor<2x16x32xf32>, tensor<2x16x16xf32>) -> (tensor<2x4x16x8xf32>, tensor<2x1x16x8xf32>, tensor<2x1x16x8xf32>)
  return %0#0, %0#1, %0#2 : tensor<2x4x16x8xf32>, tensor<2x1x16x8xf32>, tensor<2x1x16x8xf32>
}
