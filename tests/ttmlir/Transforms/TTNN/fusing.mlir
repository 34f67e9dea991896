// Activations become part of the product before them.
// RUN: ttmlir-opt --ttnn-fusing %s | FileCheck %s

// CHECK-LABEL: func.func @gelu
func.func @gelu(%a: tensor<4x8xf32>, %b: tensor<8x16xf32>, %c: tensor<16xf32>) -> tensor<4x16xf32> {
  // CHECK-NEXT: "ttnn.linear"(%arg0, %arg1, %arg2) <{activation = "gelu"
  // CHECK-NEXT: return
  %0 = "ttnn.linear"(%a, %b, %c) : (tensor<4x8xf32>, tensor<8x16xf32>, tensor<16xf32>) -> tensor<4x16xf32>
  %1 = "ttnn.gelu"(%0) : (tensor<4x16xf32>) -> tensor<4x16xf32>
  return %1 : tensor<4x16xf32>
}

// CHECK-LABEL: func.func @used_twice
func.func @used_twice(%a: tensor<4x8xf32>, %b: tensor<8x16xf32>) -> (tensor<4x16xf32>, tensor<4x16xf32>) {
  // CHECK: ttnn.matmul
  // CHECK-NEXT: ttnn.relu
  %0 = "ttnn.matmul"(%a, %b) : (tensor<4x8xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  %1 = "ttnn.relu"(%0) : (tensor<4x16xf32>) -> tensor<4x16xf32>
  return %0, %1 : tensor<4x16xf32>, tensor<4x16xf32>
}
