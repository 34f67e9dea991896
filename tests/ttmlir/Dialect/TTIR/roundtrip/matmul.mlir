// Matmul: what is written is what is read, in the field's generic form.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-LABEL: func.func @matmul(
func.func @matmul(%arg0: tensor<4x8xf32>, %arg1: tensor<8x16xf32>) -> tensor<4x16xf32> {
  // CHECK: "ttir.matmul"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<4x8xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  %0 = "ttir.matmul"(%arg0, %arg1) <{transpose_a = false, transpose_b = false}> : (tensor<4x8xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// CHECK-LABEL: func.func @matmul_2(
func.func @matmul_2(%arg0: tensor<3x1x4x8xf32>, %arg1: tensor<2x16x8xf32>) -> tensor<3x2x4x16xf32> {
  // CHECK: "ttir.matmul"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<3x1x4x8xf32>, tensor<2x16x8xf32>) -> tensor<3x2x4x16xf32>
  %0 = "ttir.matmul"(%arg0, %arg1) <{transpose_a = false, transpose_b = true}> : (tensor<3x1x4x8xf32>, tensor<2x16x8xf32>) -> tensor<3x2x4x16xf32>
  return %0 : tensor<3x2x4x16xf32>
}

// CHECK-LABEL: func.func @matmul_3(
func.func @matmul_3(%arg0: tensor<8xf32>, %arg1: tensor<2x8x4xf32>) -> tensor<2x4xf32> {
  // CHECK: "ttir.matmul"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<8xf32>, tensor<2x8x4xf32>) -> tensor<2x4xf32>
  %0 = "ttir.matmul"(%arg0, %arg1) <{transpose_a = false, transpose_b = false}> : (tensor<8xf32>, tensor<2x8x4xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: func.func @matmul_4(
func.func @matmul_4(%arg0: tensor<2x4x8xf32>, %arg1: tensor<8xf32>) -> tensor<2x4xf32> {
  // CHECK: "ttir.matmul"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<2x4x8xf32>, tensor<8xf32>) -> tensor<2x4xf32>
  %0 = "ttir.matmul"(%arg0, %arg1) <{transpose_a = false, transpose_b = false}> : (tensor<2x4x8xf32>, tensor<8xf32>) -> tensor<2x4xf32>
  return %0 : tensor<2x4xf32>
}

// CHECK-LABEL: func.func @linear(
func.func @linear(%arg0: tensor<2x4x8xf32>, %arg1: tensor<16x8xf32>, %arg2: tensor<16xf32>) -> tensor<2x4x16xf32> {
  // CHECK: "ttir.linear"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<2x4x8xf32>, tensor<16x8xf32>, tensor<16xf32>) -> tensor<2x4x16xf32>
  %0 = "ttir.linear"(%arg0, %arg1, %arg2) <{transpose_a = false, transpose_b = true}> : (tensor<2x4x8xf32>, tensor<16x8xf32>, tensor<16xf32>) -> tensor<2x4x16xf32>
  return %0 : tensor<2x4x16xf32>
}

// CHECK-LABEL: func.func @linear_2(
func.func @linear_2(%arg0: tensor<8x4xf32>, %arg1: tensor<8x16xf32>) -> tensor<4x16xf32> {
  // CHECK: "ttir.linear"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<8x4xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  %0 = "ttir.linear"(%arg0, %arg1) <{transpose_a = true, transpose_b = false}> : (tensor<8x4xf32>, tensor<8x16xf32>) -> tensor<4x16xf32>
  return %0 : tensor<4x16xf32>
}

// CHECK-LABEL: func.func @dot_general(
func.func @dot_general(%arg0: tensor<2x4x8xf32>, %arg1: tensor<2x8x16xf32>) -> tensor<2x4x16xf32> {
  // CHECK: "ttir.dot_general"(%arg0, %arg1) <{
  // CHECK-SAME: : (tensor<2x4x8xf32>, tensor<2x8x16xf32>) -> tensor<2x4x16xf32>
  %0 = "ttir.dot_general"(%arg0, %arg1) <{batch_dims_lhs = array<i64: 0>, batch_dims_rhs = array<i64: 0>, contract_dims_lhs = array<i64: 2>, contract_dims_rhs = array<i64: 1>}> : (tensor<2x4x8xf32>, tensor<2x8x16xf32>) -> tensor<2x4x16xf32>
  return %0 : tensor<2x4x16xf32>
}

// CHECK-LABEL: func.func @sparse_matmul(
func.func @sparse_matmul(%arg0: tensor<2x4x32x64xf32>, %arg1: tensor<1x8x64x16xf32>, %arg2: tensor<2x4x1x8xbf16>) -> tensor<2x4x1x8x32x16xf32> {
  // CHECK: "ttir.sparse_matmul"(%arg0, %arg1, %arg2) <{
  // CHECK-SAME: : (tensor<2x4x32x64xf32>, tensor<1x8x64x16xf32>, tensor<2x4x1x8xbf16>) -> tensor<2x4x1x8x32x16xf32>
  %0 = "ttir.sparse_matmul"(%arg0, %arg1, %arg2) <{is_input_a_sparse = false, is_input_b_sparse = true, nnz = 5 : i64}> : (tensor<2x4x32x64xf32>, tensor<1x8x64x16xf32>, tensor<2x4x1x8xbf16>) -> tensor<2x4x1x8x32x16xf32>
  return %0 : tensor<2x4x1x8x32x16xf32>
}
