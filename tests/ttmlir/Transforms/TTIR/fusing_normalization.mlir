// Softmax, layer norm and RMS norm that were written out become one op.
// RUN: ttmlir-opt --ttir-fusing %s | FileCheck %s

// CHECK-LABEL: func.func @softmax
func.func @softmax(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: "ttir.softmax"(%arg0) <{dimension = 1 : si32, numericStable = true}>
  %0 = "ttir.max"(%x) <{keep_dim = false, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4xf32>
  %1 = "ttir.reshape"(%0) <{shape = [4 : i32, 1 : i32]}> : (tensor<4xf32>) -> tensor<4x1xf32>
  %2 = "ttir.broadcast"(%1) <{broadcast_dimensions = array<i64: 1, 8>}> : (tensor<4x1xf32>) -> tensor<4x8xf32>
  %3 = "ttir.subtract"(%x, %2) : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  %4 = "ttir.exp"(%3) : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %5 = "ttir.sum"(%4) <{keep_dim = true, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %6 = "ttir.div"(%4, %5) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @layer_norm
func.func @layer_norm(%x: tensor<2x4x8xf32>, %w: tensor<8xf32>, %b: tensor<8xf32>) -> tensor<2x4x8xf32> {
  // CHECK-NEXT: %[[R:.*]] = "ttir.layer_norm"(%arg0, %arg1, %arg2) <{epsilon = 9.99999974E-6 : f32, normalized_shape = array<i64: 8>
  // CHECK-NEXT: return %[[R]]
  %eps = "ttir.full"() <{shape = array<i32: 1, 1, 1>, fill_value = 1.0e-05 : f32}> : () -> tensor<1x1x1xf32>
  %0 = "ttir.mean"(%x) <{keep_dim = true, dim_arg = [2 : i32]}> : (tensor<2x4x8xf32>) -> tensor<2x4x1xf32>
  %1 = "ttir.subtract"(%x, %0) : (tensor<2x4x8xf32>, tensor<2x4x1xf32>) -> tensor<2x4x8xf32>
  %2 = "ttir.multiply"(%1, %1) : (tensor<2x4x8xf32>, tensor<2x4x8xf32>) -> tensor<2x4x8xf32>
  %3 = "ttir.mean"(%2) <{keep_dim = true, dim_arg = [2 : i32]}> : (tensor<2x4x8xf32>) -> tensor<2x4x1xf32>
  %4 = "ttir.add"(%3, %eps) : (tensor<2x4x1xf32>, tensor<1x1x1xf32>) -> tensor<2x4x1xf32>
  %5 = "ttir.rsqrt"(%4) : (tensor<2x4x1xf32>) -> tensor<2x4x1xf32>
  %6 = "ttir.multiply"(%1, %5) : (tensor<2x4x8xf32>, tensor<2x4x1xf32>) -> tensor<2x4x8xf32>
  %7 = "ttir.multiply"(%6, %w) : (tensor<2x4x8xf32>, tensor<8xf32>) -> tensor<2x4x8xf32>
  %8 = "ttir.add"(%7, %b) : (tensor<2x4x8xf32>, tensor<8xf32>) -> tensor<2x4x8xf32>
  return %8 : tensor<2x4x8xf32>
}

// CHECK-LABEL: func.func @rms_norm
func.func @rms_norm(%x: tensor<4x8xf32>, %w: tensor<8xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: "ttir.rms_norm"(%arg0, %arg1)
  %eps = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 1.0e-06 : f32}> : () -> tensor<1x1xf32>
  %n = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 8.0 : f32}> : () -> tensor<1x1xf32>
  %two = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 2.0 : f32}> : () -> tensor<1x1xf32>
  %0 = "ttir.pow"(%x, %two) : (tensor<4x8xf32>, tensor<1x1xf32>) -> tensor<4x8xf32>
  %1 = "ttir.sum"(%0) <{keep_dim = true, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4x1xf32>
  %2 = "ttir.div"(%1, %n) : (tensor<4x1xf32>, tensor<1x1xf32>) -> tensor<4x1xf32>
  %3 = "ttir.add"(%2, %eps) : (tensor<4x1xf32>, tensor<1x1xf32>) -> tensor<4x1xf32>
  %4 = "ttir.sqrt"(%3) : (tensor<4x1xf32>) -> tensor<4x1xf32>
  %5 = "ttir.div"(%x, %4) : (tensor<4x8xf32>, tensor<4x1xf32>) -> tensor<4x8xf32>
  %6 = "ttir.multiply"(%5, %w) : (tensor<4x8xf32>, tensor<8xf32>) -> tensor<4x8xf32>
  return %6 : tensor<4x8xf32>
}
