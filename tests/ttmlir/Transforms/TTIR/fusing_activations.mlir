// Activation functions that were written out become one op.
// RUN: ttmlir-opt --ttir-fusing %s | FileCheck %s

// CHECK-LABEL: func.func @relu
func.func @relu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: %[[R:.*]] = "ttir.relu"(%arg0)
  // CHECK-NEXT: return %[[R]]
  %zero = "ttir.zeros"() <{shape = array<i32: 4, 8>}> : () -> tensor<4x8xf32>
  %0 = "ttir.maximum"(%x, %zero) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %0 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @relu6
func.func @relu6(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: "ttir.relu6"(%arg0)
  %zero = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 0.0 : f32}> : () -> tensor<1x1xf32>
  %six = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 6.0 : f32}> : () -> tensor<1x1xf32>
  %0 = "ttir.maximum"(%x, %zero) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %1 = "ttir.minimum"(%0, %six) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @silu
func.func @silu(%x: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK-NEXT: "ttir.silu"(%arg0)
  %one = "ttir.ones"() <{shape = array<i32: 4>}> : () -> tensor<4xf32>
  %0 = "ttir.neg"(%x) : (tensor<4xf32>) -> tensor<4xf32>
  %1 = "ttir.exp"(%0) : (tensor<4xf32>) -> tensor<4xf32>
  %2 = "ttir.add"(%1, %one) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %3 = "ttir.div"(%one, %2) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %4 = "ttir.multiply"(%x, %3) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %4 : tensor<4xf32>
}

// CHECK-LABEL: func.func @gelu
func.func @gelu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: %[[R:.*]] = "ttir.gelu"(%arg0)
  // CHECK-NEXT: return %[[R]]
  %half = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 0.5 : f32}> : () -> tensor<1x1xf32>
  %one = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 1.0 : f32}> : () -> tensor<1x1xf32>
  %root = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 1.41421354 : f32}> : () -> tensor<1x1xf32>
  %0 = "ttir.div"(%x, %root) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %1 = "ttir.erf"(%0) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = "ttir.add"(%1, %one) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %3 = "ttir.multiply"(%x, %2) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %4 = "ttir.multiply"(%3, %half) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}

// Another factor, another function.
// CHECK-LABEL: func.func @not_gelu
func.func @not_gelu(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK: ttir.erf
  // CHECK-NOT: ttir.gelu
  %half = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 0.5 : f32}> : () -> tensor<1x1xf32>
  %one = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 1.0 : f32}> : () -> tensor<1x1xf32>
  %1 = "ttir.erf"(%x) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %2 = "ttir.add"(%1, %one) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %3 = "ttir.multiply"(%x, %2) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %4 = "ttir.multiply"(%3, %half) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  return %4 : tensor<4x8xf32>
}
