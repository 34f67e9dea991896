// What matrix products refuse, and how they say so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

func.func @matmul(%arg0: tensor<4x8xf32>, %arg1: tensor<4x8xf32>) {
  // expected-error @below {{'ttir.matmul' op inner dimensions differ: a with shape 4x8 has 8 columns, but b with shape 4x8 has 4 rows}}
  %0 = "ttir.matmul"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @matmul(%arg0: tensor<4x8xf32>, %arg1: tensor<8x4xf32>) {
  // expected-error @below {{'ttir.matmul' op inner dimensions differ: a with shape 4x8 has 8 columns, but b with shape 8x4 (transposed) has 4 rows}}
  %0 = "ttir.matmul"(%arg0, %arg1) <{transpose_b = true}> : (tensor<4x8xf32>, tensor<8x4xf32>) -> tensor<4x8xf32>
  return
}

// -----

func.func @matmul(%arg0: tensor<2x4x8xf32>, %arg1: tensor<3x8x4xf32>) {
  // expected-error @below {{'ttir.matmul' op batch dimensions of a (2) and b (3) do not broadcast}}
  %0 = "ttir.matmul"(%arg0, %arg1) : (tensor<2x4x8xf32>, tensor<3x8x4xf32>) -> tensor<2x4x4xf32>
  return
}

// -----

func.func @matmul(%arg0: tensor<f32>, %arg1: tensor<8x4xf32>) {
  // expected-error @below {{'ttir.matmul' op operand a must have at least one dimension}}
  %0 = "ttir.matmul"(%arg0, %arg1) : (tensor<f32>, tensor<8x4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @linear(%arg0: tensor<4x8xf32>, %arg1: tensor<8x16xf32>, %arg2: tensor<8xf32>) {
  // expected-error @below {{'ttir.linear' op bias with shape 8 does not broadcast with the product, whose shape is 4x16}}
  %0 = "ttir.linear"(%arg0, %arg1, %arg2) : (tensor<4x8xf32>, tensor<8x16xf32>, tensor<8xf32>) -> tensor<4x16xf32>
  return
}

// -----

func.func @dot_general(%arg0: tensor<2x4x8xf32>, %arg1: tensor<2x8x4xf32>) {
  // expected-error @below {{'ttir.dot_general' op contracting dimensions differ: lhs has size 8 in dimension 2, rhs has size 4 in dimension 2}}
  %0 = "ttir.dot_general"(%arg0, %arg1) <{batch_dims_lhs = array<i64: 0>, contract_dims_lhs = array<i64: 2>, batch_dims_rhs = array<i64: 0>, contract_dims_rhs = array<i64: 2>}> : (tensor<2x4x8xf32>, tensor<2x8x4xf32>) -> tensor<2x4x8xf32>
  return
}

// -----

func.func @dot_general(%arg0: tensor<2x4x8xf32>, %arg1: tensor<2x8x4xf32>) {
  // expected-error @below {{'ttir.dot_general' op lhs and rhs must have as many batch dimensions, but got 1 and 2}}
  %0 = "ttir.dot_general"(%arg0, %arg1) <{batch_dims_lhs = array<i64: 0>, contract_dims_lhs = array<i64: 2>, batch_dims_rhs = array<i64: 0, 1>, contract_dims_rhs = array<i64: 1>}> : (tensor<2x4x8xf32>, tensor<2x8x4xf32>) -> tensor<2x4x4xf32>
  return
}

// -----

func.func @dot_general(%arg0: tensor<2x4x8xf32>, %arg1: tensor<2x8x4xf32>) {
  // expected-error @below {{'ttir.dot_general' op batch dimensions (3, 0) are out of range for ranks 3 and 3}}
  %0 = "ttir.dot_general"(%arg0, %arg1) <{batch_dims_lhs = array<i64: 3>, contract_dims_lhs = array<i64: 2>, batch_dims_rhs = array<i64: 0>, contract_dims_rhs = array<i64: 1>}> : (tensor<2x4x8xf32>, tensor<2x8x4xf32>) -> tensor<2x4x4xf32>
  return
}

// -----

func.func @dot_general(%arg0: tensor<2x2x8xf32>, %arg1: tensor<2x2x8xf32>) {
  // expected-error @below {{'ttir.dot_general' op lhs names dimension 0 twice: [0, 0]}}
  %0 = "ttir.dot_general"(%arg0, %arg1) <{batch_dims_lhs = array<i64: 0>, contract_dims_lhs = array<i64: 0>, batch_dims_rhs = array<i64: 0>, contract_dims_rhs = array<i64: 0>}> : (tensor<2x2x8xf32>, tensor<2x2x8xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @sparse_matmul(%arg0: tensor<2x4x32x64xf32>, %arg1: tensor<1x8x64x16xf32>, %arg2: tensor<2x4x1x8xf32>) {
  // expected-error @below {{'ttir.sparse_matmul' op is_input_a_sparse or is_input_b_sparse must be true}}
  %0 = "ttir.sparse_matmul"(%arg0, %arg1, %arg2) <{is_input_b_sparse = false}> : (tensor<2x4x32x64xf32>, tensor<1x8x64x16xf32>, tensor<2x4x1x8xf32>) -> tensor<2x4x1x8x32x16xf32>
  return
}

// -----

func.func @sparse_matmul(%arg0: tensor<2x4x32x64xf32>, %arg1: tensor<1x8x64x16xf32>, %arg2: tensor<2x4x1x8xf32>) {
  // expected-error @below {{'ttir.sparse_matmul' op result must have shape 2x4x1x8x32x16, but its shape is 2x4x1x8x32x32}}
  %0 = "ttir.sparse_matmul"(%arg0, %arg1, %arg2) : (tensor<2x4x32x64xf32>, tensor<1x8x64x16xf32>, tensor<2x4x1x8xf32>) -> tensor<2x4x1x8x32x32xf32>
  return
}

// -----

func.func @sparse_matmul(%arg0: tensor<1x4x32x64xf32>, %arg1: tensor<1x8x64x16xf32>, %arg2: tensor<1x1x1x8xf32>) {
  // expected-error @below {{'ttir.sparse_matmul' op a has 4 matrices, but b has 8}}
  %0 = "ttir.sparse_matmul"(%arg0, %arg1, %arg2) <{is_input_a_sparse = true}> : (tensor<1x4x32x64xf32>, tensor<1x8x64x16xf32>, tensor<1x1x1x8xf32>) -> tensor<1x4x32x16xf32>
  return
}
