// Matrix products are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @products
func.func @products(%a: tensor<2x1x8x16xf32>, %b: tensor<4x16x32xf32>, %bt: tensor<32x16xf32>, %bias: tensor<32xf32>) {
  // CHECK: "ttnn.matmul"({{.*}}){{.*}}transpose_a = false, transpose_b = false{{.*}} : (tensor<2x1x8x16xf32>, tensor<4x16x32xf32>) -> tensor<2x4x8x32xf32>
  %0 = "ttnn.matmul"(%a, %b) <{transpose_a = false, transpose_b = false}> : (tensor<2x1x8x16xf32>, tensor<4x16x32xf32>) -> tensor<2x4x8x32xf32>
  // CHECK: "ttnn.matmul"({{.*}}){{.*}}activation = "relu", transpose_a = false, transpose_b = true{{.*}} : (tensor<2x1x8x16xf32>, tensor<32x16xf32>) -> tensor<2x1x8x32xf32>
  %1 = "ttnn.matmul"(%a, %bt) <{activation = "relu", transpose_a = false, transpose_b = true}> : (tensor<2x1x8x16xf32>, tensor<32x16xf32>) -> tensor<2x1x8x32xf32>
  // CHECK: "ttnn.linear"({{.*}}){{.*}}activation = "gelu", transpose_a = false, transpose_b = true{{.*}} : (tensor<2x1x8x16xf32>, tensor<32x16xf32>, tensor<32xf32>) -> tensor<2x1x8x32xf32>
  %2 = "ttnn.linear"(%a, %bt, %bias) <{activation = "gelu", transpose_a = false, transpose_b = true}> : (tensor<2x1x8x16xf32>, tensor<32x16xf32>, tensor<32xf32>) -> tensor<2x1x8x32xf32>
  return
}
