// Ops that ttnn has too: names and attributes change where they differ.
// RUN: ttmlir-opt --convert-ttir-to-ttnn %s | FileCheck %s

// CHECK-LABEL: func.func @renamed
func.func @renamed(%a: tensor<4xf32>, %b: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  // CHECK: "ttnn.divide"(%arg0, %arg1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  %0 = "ttir.div"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  // CHECK: "ttnn.pow_tensor"(%arg0, %arg1)
  %1 = "ttir.pow"(%a, %b) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0, %1 : tensor<4xf32>, tensor<4xf32>
}

// CHECK-LABEL: func.func @power
func.func @power(%a: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: "ttnn.pow_scalar"(%arg0) <{rhs = 3.000000e+00 : f32}>
  %0 = "ttir.full"() <{shape = array<i32: 1>, fill_value = 3.0 : f32}> : () -> tensor<1xf32>
  %1 = "ttir.pow"(%a, %0) : (tensor<4xf32>, tensor<1xf32>) -> tensor<4xf32>
  return %1 : tensor<4xf32>
}

// CHECK-LABEL: func.func @attributes
func.func @attributes(%a: tensor<4x8xf32>, %i: tensor<4x2xsi32>) {
  // CHECK: "ttnn.cumsum"(%arg0) <{dim = 1 : si32}>
  %0 = "ttir.cumsum"(%a) <{dim = 1 : i64}> : (tensor<4x8xf32>) -> tensor<4x8xf32>
  // CHECK: "ttnn.gather"(%arg0, %arg1) <{dim = 1 : si32}>
  %1 = "ttir.gather"(%a, %i) <{dim = 1 : i32}> : (tensor<4x8xf32>, tensor<4x2xsi32>) -> tensor<4x2xf32>
  // CHECK: "ttnn.argmax"(%arg0) <{dim = 1 : si32, keep_dim = true}>
  %2 = "ttir.argmax"(%a) <{keep_dim = true, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4x1xsi32>
  // CHECK: "ttnn.prod"(%arg0) <{dim_arg = 1 : si64, keep_dim = false}>
  %3 = "ttir.prod"(%a) <{keep_dim = false, dim_arg = [1 : i32]}> : (tensor<4x8xf32>) -> tensor<4xf32>
  // CHECK: "ttnn.sort"(%arg0) <{descending = true, dim = -1 : si8, stable = false}>
  %4, %5 = "ttir.sort"(%a) <{dim = -1 : si32, descending = true}> : (tensor<4x8xf32>) -> (tensor<4x8xf32>, tensor<4x8xsi32>)
  // CHECK: "ttnn.typecast"(%arg0) : (tensor<4x8xf32>) -> tensor<4x8xbf16>
  %6 = "ttir.typecast"(%a) <{conservative_folding = false}> : (tensor<4x8xf32>) -> tensor<4x8xbf16>
  // CHECK: "ttnn.pad"(%arg0) <{padding = array<i32: 0, 0, 1, 2>, use_multicore = true, value = 0.000000e+00 : f32}>
  %7 = "ttir.pad"(%a) <{padding = array<i32: 0, 0, 1, 2>, value = 0.0 : f32}> : (tensor<4x8xf32>) -> tensor<4x11xf32>
  // CHECK: "ttnn.repeat"(%arg0) <{repeat_dims = #ttnn.shape<2x1>}>
  %8 = "ttir.repeat"(%a) <{repeat_dimensions = array<i64: 2, 1>}> : (tensor<4x8xf32>) -> tensor<8x8xf32>
  return
}

// CHECK-LABEL: func.func @creation
func.func @creation() {
  // CHECK: %[[D:.*]] = "ttnn.get_device"() <{mesh_offset = #ttnn<mesh_offset 0x0>, mesh_shape = #ttnn<mesh_shape 1x1>}> : () -> !ttnn.device
  // CHECK: "ttnn.full"(%[[D]]) <{fill_value = 1.500000e+00 : f32, shape = #ttnn.shape<2x3>}>
  %0 = "ttir.full"() <{shape = array<i32: 2, 3>, fill_value = 1.5 : f32}> : () -> tensor<2x3xf32>
  // CHECK: "ttnn.constant"(%[[D]]) <{value = dense<1> : tensor<2xsi32>}>
  %1 = "ttir.constant"() <{value = dense<1> : tensor<2xsi32>}> : () -> tensor<2xsi32>
  // CHECK: %[[A:.*]] = "ttnn.arange"(%[[D]]) <{end = 4 : si64, start = 0 : si64, step = 1 : si64}> : (!ttnn.device) -> tensor<4xsi32>
  // CHECK: %[[B:.*]] = "ttnn.reshape"(%[[A]]) <{shape = [1 : i32, 4 : i32, 1 : i32]}>
  // CHECK: "ttnn.repeat"(%[[B]]) <{repeat_dims = #ttnn.shape<2x1x3>}>
  %2 = "ttir.arange"() <{start = 0 : si64, end = 4 : si64, step = 1 : si64, arange_dimension = 1 : i64}> : () -> tensor<2x4x3xsi32>
  return
}

// With a result the old cache keeps its elements.
// CHECK-LABEL: func.func @caches
func.func @caches(%cache: tensor<1x2x8x4xf32>, %new: tensor<1x2x3x4xf32>) -> tensor<1x2x8x4xf32> {
  // CHECK: "ttnn.fill_cache"(%arg0, %arg1) <{batch_offset = 0 : i32}> : (tensor<1x2x8x4xf32>, tensor<1x2x3x4xf32>) -> ()
  "ttir.fill_cache"(%cache, %new) <{batch_offset = 0 : i32}> : (tensor<1x2x8x4xf32>, tensor<1x2x3x4xf32>) -> ()
  // CHECK: %[[COPY:.*]] = "ttnn.assign"(%arg0)
  // CHECK: "ttnn.fill_cache"(%[[COPY]], %arg1)
  // CHECK: return %[[COPY]]
  %0 = "ttir.fill_cache"(%cache, %new) <{batch_offset = 0 : i32}> : (tensor<1x2x8x4xf32>, tensor<1x2x3x4xf32>) -> tensor<1x2x8x4xf32>
  return %0 : tensor<1x2x8x4xf32>
}

// CHECK-LABEL: func.func @batch_norm_training
func.func @batch_norm_training(%x: tensor<2x3x4x5xf32>, %c: tensor<3xf32>) -> (tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>) {
  // CHECK: %[[M:.*]] = "ttnn.assign"(%arg1)
  // CHECK: %[[M4:.*]] = "ttnn.reshape"(%[[M]]) <{shape = [1 : i32, 3 : i32, 1 : i32, 1 : i32]}>
  // CHECK: "ttnn.batch_norm_training"(%arg0, %[[M4]]
  // CHECK-SAME: momentum = 1.000000e-01 : f32
  %0, %1, %2 = "ttir.batch_norm_training"(%x, %c, %c, %c, %c) <{epsilon = 1.0e-05 : f32, dimension = 1 : i32, momentum = 0.1 : f32}> : (tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> (tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>)
  return %0, %1, %2 : tensor<2x3x4x5xf32>, tensor<3xf32>, tensor<3xf32>
}

// CHECK-LABEL: func.func @quantize
func.func @quantize(%x: tensor<2x3xf32>, %s: tensor<1xf32>, %z: tensor<1xsi32>) -> tensor<2x3xsi32> {
  // CHECK: "ttnn.quantize"(%arg0, %arg1, %arg2) : (tensor<2x3xf32>, tensor<1xf32>, tensor<1xsi32>) -> tensor<2x3xsi32>
  %0 = "ttir.quantize_unrolled"(%x, %s, %z) : (tensor<2x3xf32>, tensor<1xf32>, tensor<1xsi32>) -> tensor<2x3xsi32>
  return %0 : tensor<2x3xsi32>
}
