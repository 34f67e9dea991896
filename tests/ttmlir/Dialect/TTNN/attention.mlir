// Attention, heads and rotary embeddings are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @attention
func.func @attention(%q: tensor<2x8x10x16xf32>, %k: tensor<2x4x12x16xf32>, %m: tensor<2x1x10x12xf32>, %qd: tensor<1x2x8x16xf32>, %pos: tensor<2xsi32>, %p: tensor<20x4x32x16xf32>, %t: tensor<2x6xsi32>, %f: tensor<2x10x384xf32>, %fd: tensor<1x1x2x256xf32>, %c: tensor<1x1x64x16xf32>) {
  // CHECK: "ttnn.scaled_dot_product_attention"({{.*}}){{.*}}is_causal = false, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0>, scale = 2.500000e-01 : f32{{.*}} : (tensor<2x8x10x16xf32>, tensor<2x4x12x16xf32>, tensor<2x4x12x16xf32>, tensor<2x1x10x12xf32>) -> tensor<2x8x10x16xf32>
  %0 = "ttnn.scaled_dot_product_attention"(%q, %k, %k, %m) <{is_causal = false, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0>, scale = 2.500000e-01 : f32}> : (tensor<2x8x10x16xf32>, tensor<2x4x12x16xf32>, tensor<2x4x12x16xf32>, tensor<2x1x10x12xf32>) -> tensor<2x8x10x16xf32>
  // CHECK: "ttnn.scaled_dot_product_attention_decode"({{.*}}){{.*}}is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 1, 0>{{.*}} : (tensor<1x2x8x16xf32>, tensor<2x4x12x16xf32>, tensor<2x4x12x16xf32>, tensor<2xsi32>) -> tensor<1x2x8x16xf32>
  %1 = "ttnn.scaled_dot_product_attention_decode"(%qd, %k, %k, %pos) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 0, 1, 0>}> : (tensor<1x2x8x16xf32>, tensor<2x4x12x16xf32>, tensor<2x4x12x16xf32>, tensor<2xsi32>) -> tensor<1x2x8x16xf32>
  // CHECK: "ttnn.paged_scaled_dot_product_attention_decode"({{.*}}){{.*}}is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0, 1, 0>{{.*}} : (tensor<1x2x8x16xf32>, tensor<20x4x32x16xf32>, tensor<20x4x32x16xf32>, tensor<2x6xsi32>, tensor<2xsi32>) -> tensor<1x2x8x16xf32>
  %2 = "ttnn.paged_scaled_dot_product_attention_decode"(%qd, %p, %p, %t, %pos) <{is_causal = true, operandSegmentSizes = array<i32: 1, 1, 1, 1, 0, 1, 0>}> : (tensor<1x2x8x16xf32>, tensor<20x4x32x16xf32>, tensor<20x4x32x16xf32>, tensor<2x6xsi32>, tensor<2xsi32>) -> tensor<1x2x8x16xf32>
  // CHECK: "ttnn.concatenate_heads"({{.*}}){{.*}} : (tensor<2x8x10x16xf32>) -> tensor<2x10x128xf32>
  %3 = "ttnn.concatenate_heads"(%q) : (tensor<2x8x10x16xf32>) -> tensor<2x10x128xf32>
  // CHECK: "ttnn.nlp_concat_heads"({{.*}}){{.*}} : (tensor<2x8x10x16xf32>) -> tensor<2x1x10x128xf32>
  %4 = "ttnn.nlp_concat_heads"(%q) : (tensor<2x8x10x16xf32>) -> tensor<2x1x10x128xf32>
  // CHECK: "ttnn.nlp_concat_heads_decode"({{.*}}){{.*}}num_heads = 8 : ui32{{.*}} : (tensor<1x2x8x16xf32>) -> tensor<1x1x2x128xf32>
  %5 = "ttnn.nlp_concat_heads_decode"(%qd) <{num_heads = 8 : ui32}> : (tensor<1x2x8x16xf32>) -> tensor<1x1x2x128xf32>
  // CHECK: "ttnn.split_query_key_value_and_split_heads"({{.*}}){{.*}}num_heads = 8 : ui32, transpose_key = true{{.*}} : (tensor<2x10x384xf32>) -> (tensor<2x8x10x16xf32>, tensor<2x8x16x10xf32>, tensor<2x8x10x16xf32>)
  %6, %7, %8 = "ttnn.split_query_key_value_and_split_heads"(%f) <{num_heads = 8 : ui32, transpose_key = true}> : (tensor<2x10x384xf32>) -> (tensor<2x8x10x16xf32>, tensor<2x8x16x10xf32>, tensor<2x8x10x16xf32>)
  // CHECK: "ttnn.nlp_create_qkv_heads_decode"({{.*}}){{.*}}num_heads = 8 : ui32, num_kv_heads = 4 : ui32{{.*}} : (tensor<1x1x2x256xf32>) -> (tensor<1x2x8x16xf32>, tensor<1x2x4x16xf32>, tensor<1x2x4x16xf32>)
  %9, %10, %11 = "ttnn.nlp_create_qkv_heads_decode"(%fd) <{num_heads = 8 : ui32, num_kv_heads = 4 : ui32}> : (tensor<1x1x2x256xf32>) -> (tensor<1x2x8x16xf32>, tensor<1x2x4x16xf32>, tensor<1x2x4x16xf32>)
  // CHECK: "ttnn.rotary_embedding"({{.*}}){{.*}} : (tensor<2x8x10x16xf32>, tensor<1x1x64x16xf32>, tensor<1x1x64x16xf32>) -> tensor<2x8x10x16xf32>
  %12 = "ttnn.rotary_embedding"(%q, %c, %c) : (tensor<2x8x10x16xf32>, tensor<1x1x64x16xf32>, tensor<1x1x64x16xf32>) -> tensor<2x8x10x16xf32>
  return
}
