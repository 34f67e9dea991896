// Attention that was written out becomes scaled_dot_product_attention.
// RUN: ttmlir-opt --ttir-fusing %s | FileCheck %s

// CHECK-LABEL: func.func @masked
func.func @masked(%q: tensor<2x4x16x8xf32>, %k: tensor<2x4x16x8xf32>, %v: tensor<2x4x16x8xf32>, %mask: tensor<2x1x1x16xf32>) -> tensor<2x4x16x8xf32> {
  // CHECK-NEXT: "ttir.scaled_dot_product_attention"(%arg0, %arg1, %arg2, %arg3)
  // CHECK-SAME: is_causal = false
  // CHECK-SAME: scale = 2.500000e-01 : f32
  %scale = "ttir.full"() <{shape = array<i32: 1, 1, 1, 1>, fill_value = 0.25 : f32}> : () -> tensor<1x1x1x1xf32>
  %0 = "ttir.matmul"(%q, %k) <{transpose_b = true}> : (tensor<2x4x16x8xf32>, tensor<2x4x16x8xf32>) -> tensor<2x4x16x16xf32>
  %1 = "ttir.multiply"(%0, %scale) : (tensor<2x4x16x16xf32>, tensor<1x1x1x1xf32>) -> tensor<2x4x16x16xf32>
  %2 = "ttir.add"(%1, %mask) : (tensor<2x4x16x16xf32>, tensor<2x1x1x16xf32>) -> tensor<2x4x16x16xf32>
  %3 = "ttir.softmax"(%2) <{dimension = 3 : si32}> : (tensor<2x4x16x16xf32>) -> tensor<2x4x16x16xf32>
  %4 = "ttir.matmul"(%3, %v) : (tensor<2x4x16x16xf32>, tensor<2x4x16x8xf32>) -> tensor<2x4x16x8xf32>
  return %4 : tensor<2x4x16x8xf32>
}

// The key comes transposed by heads, the scale stands at the query, softmax is written out.
// CHECK-LABEL: func.func @written_out
func.func @written_out(%q: tensor<2x4x16x8xf32>, %k: tensor<2x16x4x8xf32>, %v: tensor<2x4x16x8xf32>) -> tensor<2x4x16x8xf32> {
  // CHECK: %[[K:.*]] = "ttir.permute"(%arg1)
  // CHECK: "ttir.scaled_dot_product_attention"(%arg0, %{{.*}}, %arg2)
  // CHECK-SAME: scale = 5.000000e-01 : f32
  %two = "ttir.full"() <{shape = array<i32: 1, 1, 1, 1>, fill_value = 2.0 : f32}> : () -> tensor<1x1x1x1xf32>
  %0 = "ttir.div"(%q, %two) : (tensor<2x4x16x8xf32>, tensor<1x1x1x1xf32>) -> tensor<2x4x16x8xf32>
  %1 = "ttir.permute"(%k) <{permutation = array<i64: 0, 2, 3, 1>}> : (tensor<2x16x4x8xf32>) -> tensor<2x4x8x16xf32>
  %2 = "ttir.matmul"(%0, %1) : (tensor<2x4x16x8xf32>, tensor<2x4x8x16xf32>) -> tensor<2x4x16x16xf32>
  %3 = "ttir.max"(%2) <{keep_dim = true, dim_arg = [-1 : i32]}> : (tensor<2x4x16x16xf32>) -> tensor<2x4x16x1xf32>
  %4 = "ttir.subtract"(%2, %3) : (tensor<2x4x16x16xf32>, tensor<2x4x16x1xf32>) -> tensor<2x4x16x16xf32>
  %5 = "ttir.exp"(%4) : (tensor<2x4x16x16xf32>) -> tensor<2x4x16x16xf32>
  %6 = "ttir.sum"(%5) <{keep_dim = true, dim_arg = [3 : i32]}> : (tensor<2x4x16x16xf32>) -> tensor<2x4x16x1xf32>
  %7 = "ttir.div"(%5, %6) : (tensor<2x4x16x16xf32>, tensor<2x4x16x1xf32>) -> tensor<2x4x16x16xf32>
  %8 = "ttir.matmul"(%7, %v) : (tensor<2x4x16x16xf32>, tensor<2x4x16x8xf32>) -> tensor<2x4x16x8xf32>
  return %8 : tensor<2x4x16x8xf32>
}
