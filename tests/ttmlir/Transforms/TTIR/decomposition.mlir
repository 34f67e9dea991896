// Ops that ttnn lacks are expressed by ops that it has.
// RUN: ttmlir-opt --ttir-to-ttir-decomposition %s | FileCheck %s

// CHECK-LABEL: func.func @dot_general
func.func @dot_general(%a: tensor<2x4x8xf32>, %b: tensor<2x16x8xf32>) -> tensor<2x4x16xf32> {
  // The right operand has its columns first already.
  // CHECK-NEXT: "ttir.matmul"(%arg0, %arg1) <{transpose_a = false, transpose_b = true}>
  // CHECK-NEXT: return
  %0 = "ttir.dot_general"(%a, %b) <{batch_dims_lhs = array<i64: 0>, contract_dims_lhs = array<i64: 2>, batch_dims_rhs = array<i64: 0>, contract_dims_rhs = array<i64: 2>}> : (tensor<2x4x8xf32>, tensor<2x16x8xf32>) -> tensor<2x4x16xf32>
  return %0 : tensor<2x4x16xf32>
}

// CHECK-LABEL: func.func @dot_general_several
func.func @dot_general_several(%a: tensor<3x4x5xf32>, %b: tensor<4x5x6xf32>) -> tensor<3x6xf32> {
  // CHECK-NEXT: %[[A:.*]] = "ttir.reshape"(%arg0) <{shape = [3 : i32, 20 : i32]}>
  // CHECK-NEXT: %[[B:.*]] = "ttir.reshape"(%arg1) <{shape = [20 : i32, 6 : i32]}>
  // CHECK-NEXT: "ttir.matmul"(%[[A]], %[[B]])
  %0 = "ttir.dot_general"(%a, %b) <{batch_dims_lhs = array<i64>, contract_dims_lhs = array<i64: 1, 2>, batch_dims_rhs = array<i64>, contract_dims_rhs = array<i64: 0, 1>}> : (tensor<3x4x5xf32>, tensor<4x5x6xf32>) -> tensor<3x6xf32>
  return %0 : tensor<3x6xf32>
}

// CHECK-LABEL: func.func @elementwise
// CHECK-NOT: ttir.{{square|softsign|selu|trunc|frac|exp2|signbit|right_shift}}"
// CHECK: return
func.func @elementwise(%x: tensor<4xf32>, %i: tensor<4xsi32>) -> (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xsi32>) {
  %0 = "ttir.square"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttir.softsign"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.selu"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %3 = "ttir.trunc"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %4 = "ttir.frac"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %5 = "ttir.exp2"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %6 = "ttir.signbit"(%x) : (tensor<4xf32>) -> tensor<4xi1>
  %7 = "ttir.right_shift"(%i, %i) : (tensor<4xsi32>, tensor<4xsi32>) -> tensor<4xsi32>
  return %0, %1, %2, %3, %4, %5, %6, %7 : tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xi1>, tensor<4xsi32>
}

// ttir's remainder has the sign of the dividend, ttnn's that of the divisor.
// CHECK-LABEL: func.func @remainder
func.func @remainder(%a: tensor<4xf32>, %b: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: %[[A:.*]] = "ttir.abs"(%arg0)
  // CHECK: %[[B:.*]] = "ttir.abs"(%arg1)
  // CHECK: "ttir.remainder"(%[[A]], %[[B]])
  // CHECK: ttir.where
  // CHECK-NOT: ttir.remainder
  %0 = "ttir.remainder"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func.func @reduce_or
func.func @reduce_or(%a: tensor<4x8xi1>) -> tensor<4xi1> {
  // CHECK: %[[T:.*]] = "ttir.ne"(%arg0, %{{.*}}) : (tensor<4x8xi1>, tensor<1x1xi1>) -> tensor<4x8xf32>
  // CHECK: %[[M:.*]] = "ttir.max"(%[[T]])
  // CHECK: "ttir.ne"(%[[M]], %{{.*}}) : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xi1>
  %0 = "ttir.reduce_or"(%a) <{keep_dim = false, dim_arg = [1 : i32]}> : (tensor<4x8xi1>) -> tensor<4xi1>
  return %0 : tensor<4xi1>
}

// CHECK-LABEL: func.func @reverse
func.func @reverse(%a: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: %[[I:.*]] = "ttir.arange"() <{arange_dimension = 1 : i64, end = -1 : si64, start = 7 : si64, step = -1 : si64}> : () -> tensor<4x8xsi32>
  // CHECK: "ttir.gather"(%arg0, %[[I]]) <{dim = 1 : i32}>
  %0 = "ttir.reverse"(%a) <{dimensions = array<i64: 1>}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// Images whose channels come second are permuted to NHWC and back.
// CHECK-LABEL: func.func @nchw
func.func @nchw(%x: tensor<1x3x8x10xf32>, %w: tensor<4x3x3x3xf32>) -> tensor<1x4x6x8xf32> {
  // CHECK: %[[X:.*]] = "ttir.permute"(%arg0) <{permutation = array<i64: 0, 2, 3, 1>}> : (tensor<1x3x8x10xf32>) -> tensor<1x8x10x3xf32>
  // CHECK: %[[C:.*]] = "ttir.conv2d"(%[[X]], %arg1)
  // CHECK-SAME: -> tensor<1x6x8x4xf32>
  // CHECK: "ttir.permute"(%[[C]]) <{permutation = array<i64: 0, 3, 1, 2>}>
  %0 = "ttir.conv2d"(%x, %w) <{stride = 1 : i32, padding = 0 : i32, dilation = 1 : i32, groups = 1 : i32, batch_dim = 0 : i64, channel_dim = 1 : i64, height_dim = 2 : i64, width_dim = 3 : i64}> : (tensor<1x3x8x10xf32>, tensor<4x3x3x3xf32>) -> tensor<1x4x6x8xf32>
  return %0 : tensor<1x4x6x8xf32>
}

// A signal is an image of height 1.
// CHECK-LABEL: func.func @conv1d
func.func @conv1d(%x: tensor<1x8x3xf32>, %w: tensor<4x3x3xf32>, %b: tensor<1x1x4xf32>) -> tensor<1x8x4xf32> {
  // CHECK: "ttir.conv2d"
  // CHECK-SAME: padding = array<i32: 0, 1>
  // CHECK-SAME: (tensor<1x1x8x3xf32>, tensor<4x3x1x3xf32>, tensor<1x1x1x4xf32>) -> tensor<1x1x8x4xf32>
  %0 = "ttir.conv1d"(%x, %w, %b) <{stride = 1 : i32, padding = 1 : i32, dilation = 1 : i32, groups = 1 : i32}> : (tensor<1x8x3xf32>, tensor<4x3x3xf32>, tensor<1x1x4xf32>) -> tensor<1x8x4xf32>
  return %0 : tensor<1x8x4xf32>
}
