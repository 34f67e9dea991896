// Elementwise operations on three tensors: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @where(
func.func @where(%arg0: tensor<4x8xi1>, %arg1: tensor<4x8xf32>, %arg2: tensor<1x1xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.where"(%arg0, %arg1, %arg2)
  // CHECK-SAME: : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %0 = "ttir.where"(%arg0, %arg1, %arg2) : (tensor<4x8xi1>, tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @clamp_tensor(
func.func @clamp_tensor(%arg0: tensor<4x8xf32>, %arg1: tensor<8xf32>, %arg2: tensor<4x1xf32>) -> tensor<4x8xf32> {
  // CHECK: "ttir.clamp_tensor"(%arg0, %arg1, %arg2)
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  %0 = "ttir.clamp_tensor"(%arg0, %arg1, %arg2) : (tensor<4x8xf32>, tensor<8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}
