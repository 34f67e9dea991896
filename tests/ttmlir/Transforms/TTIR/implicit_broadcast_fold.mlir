// Broadcasts that an elementwise op does by itself disappear; others stay.
// RUN: ttmlir-opt --ttir-implicit-broadcast-fold %s | FileCheck %s

// CHECK-LABEL: func.func @one_side
func.func @one_side(%a: tensor<4x8xf32>, %b: tensor<1x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NOT: ttir.broadcast
  // CHECK: "ttir.add"(%arg0, %arg1) : (tensor<4x8xf32>, tensor<1x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.broadcast"(%b) <{broadcast_dimensions = array<i64: 4, 1>}> : (tensor<1x8xf32>) -> tensor<4x8xf32>
  %1 = "ttir.add"(%a, %0) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @through_reshape
func.func @through_reshape(%a: tensor<4x8xf32>, %b: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK-NOT: ttir.reshape
  // CHECK: "ttir.multiply"(%arg1, %arg0) : (tensor<8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %0 = "ttir.reshape"(%b) <{shape = [1 : i32, 8 : i32]}> : (tensor<8xf32>) -> tensor<1x8xf32>
  %1 = "ttir.broadcast"(%0) <{broadcast_dimensions = array<i64: 4, 1>}> : (tensor<1x8xf32>) -> tensor<4x8xf32>
  %2 = "ttir.multiply"(%1, %a) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// Both operands are broadcasts: one of them must stay, for the result is larger than what is left.
// CHECK-LABEL: func.func @keeps_the_shape
func.func @keeps_the_shape(%a: tensor<1x8xf32>, %b: tensor<1x8xf32>) -> tensor<4x8xf32> {
  // CHECK: ttir.broadcast
  // CHECK-NOT: ttir.broadcast
  // CHECK: ttir.subtract
  %0 = "ttir.broadcast"(%a) <{broadcast_dimensions = array<i64: 4, 1>}> : (tensor<1x8xf32>) -> tensor<4x8xf32>
  %1 = "ttir.broadcast"(%b) <{broadcast_dimensions = array<i64: 4, 1>}> : (tensor<1x8xf32>) -> tensor<4x8xf32>
  %2 = "ttir.subtract"(%0, %1) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %2 : tensor<4x8xf32>
}

// A matrix product does not broadcast its matrices.
// CHECK-LABEL: func.func @not_elementwise
func.func @not_elementwise(%a: tensor<4x8xf32>, %b: tensor<8x1xf32>) -> tensor<4x2xf32> {
  // CHECK: ttir.broadcast
  %0 = "ttir.broadcast"(%b) <{broadcast_dimensions = array<i64: 1, 2>}> : (tensor<8x1xf32>) -> tensor<8x2xf32>
  %1 = "ttir.matmul"(%a, %0) : (tensor<4x8xf32>, tensor<8x2xf32>) -> tensor<4x2xf32>
  return %1 : tensor<4x2xf32>
}
