// Data movement that does nothing, or that can be done in one step.
// RUN: ttmlir-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @identities(
// CHECK-SAME: %[[A:.*]]: tensor<2x3x1xf32>)
func.func @identities(%a: tensor<2x3x1xf32>) -> tensor<2x3x1xf32> {
  // CHECK-NEXT: return %[[A]]
  %0 = "ttir.reshape"(%a) <{shape = [2 : i32, 3 : i32, 1 : i32]}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %1 = "ttir.permute"(%0) <{permutation = array<i64: 0, 1, 2>}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %2 = "ttir.transpose"(%1) <{dim0 = 1 : si32, dim1 = -2 : si32}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %3 = "ttir.typecast"(%2) : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %4 = "ttir.broadcast"(%3) <{broadcast_dimensions = array<i64: 1, 1, 1>}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %5 = "ttir.repeat"(%4) <{repeat_dimensions = array<i64: 1, 1, 1>}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %6 = "ttir.slice_static"(%5) <{begins = [0 : i32, 0 : i32, 0 : i32], ends = [2 : i32, 3 : i32, 1 : i32], step = [1 : i32, 1 : i32, 1 : i32]}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %7 = "ttir.concat"(%6) <{dim = 0 : si32}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %8 = "ttir.pad"(%7) <{padding = array<i32: 0, 0, 0, 0, 0, 0>, value = 1.0 : f32}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %9 = "ttir.reverse"(%8) <{dimensions = array<i64: 2>}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %10 = "ttir.repeat_interleave"(%9) <{repeats = 1 : ui32, dim = 0 : si32}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  %11 = "ttir.sum"(%10) <{keep_dim = true, dim_arg = [2 : i32]}> : (tensor<2x3x1xf32>) -> tensor<2x3x1xf32>
  return %11 : tensor<2x3x1xf32>
}

// A slice that walks backwards keeps the shape, but not the order.
// CHECK-LABEL: func.func @reversing_slice(
func.func @reversing_slice(%a: tensor<4xf32>) -> tensor<4xf32> {
  // CHECK: ttir.slice_static
  %0 = "ttir.slice_static"(%a) <{begins = [3 : i32], ends = [-5 : i32], step = [-1 : i32]}> : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// CHECK-LABEL: func.func @reshapes(
// CHECK-SAME: %[[A:.*]]: tensor<2x3x4xf32>)
func.func @reshapes(%a: tensor<2x3x4xf32>) -> tensor<1x4x6xf32> {
  // CHECK-NEXT: %[[R:.*]] = "ttir.reshape"(%[[A]]) <{shape = [1 : i32, 4 : i32, 6 : i32]}> : (tensor<2x3x4xf32>) -> tensor<1x4x6xf32>
  // CHECK-NEXT: return %[[R]]
  %0 = "ttir.reshape"(%a) <{shape = [-1 : i32, 12 : i32]}> : (tensor<2x3x4xf32>) -> tensor<2x12xf32>
  %1 = "ttir.unsqueeze"(%0) <{dim = 0 : si32}> : (tensor<2x12xf32>) -> tensor<1x2x12xf32>
  %2 = "ttir.squeeze"(%1) <{dim = 0 : si32}> : (tensor<1x2x12xf32>) -> tensor<2x12xf32>
  %3 = "ttir.reshape"(%2) <{shape = [1 : i32, 4 : i32, 6 : i32]}> : (tensor<2x12xf32>) -> tensor<1x4x6xf32>
  return %3 : tensor<1x4x6xf32>
}

// CHECK-LABEL: func.func @permutes(
func.func @permutes(%a: tensor<2x3x4xf32>) -> tensor<3x2x4xf32> {
  // CHECK-NEXT: "ttir.permute"(%{{.*}}) <{permutation = array<i64: 1, 0, 2>}>
  // CHECK-NEXT: return
  %0 = "ttir.permute"(%a) <{permutation = array<i64: 2, 0, 1>}> : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %1 = "ttir.permute"(%0) <{permutation = array<i64: 2, 1, 0>}> : (tensor<4x2x3xf32>) -> tensor<3x2x4xf32>
  return %1 : tensor<3x2x4xf32>
}

// CHECK-LABEL: func.func @inverse_permutes(
// CHECK-SAME: %[[A:.*]]: tensor<2x3x4xf32>)
func.func @inverse_permutes(%a: tensor<2x3x4xf32>) -> tensor<2x3x4xf32> {
  // CHECK-NEXT: return %[[A]]
  %0 = "ttir.permute"(%a) <{permutation = array<i64: 2, 0, 1>}> : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %1 = "ttir.permute"(%0) <{permutation = array<i64: 1, 2, 0>}> : (tensor<4x2x3xf32>) -> tensor<2x3x4xf32>
  %2 = "ttir.transpose"(%1) <{dim0 = 1 : si32, dim1 = 2 : si32}> : (tensor<2x3x4xf32>) -> tensor<2x4x3xf32>
  %3 = "ttir.transpose"(%2) <{dim0 = -1 : si32, dim1 = -2 : si32}> : (tensor<2x4x3xf32>) -> tensor<2x3x4xf32>
  return %3 : tensor<2x3x4xf32>
}

// CHECK-LABEL: func.func @permute_that_moves_nothing(
func.func @permute_that_moves_nothing(%a: tensor<1x3x1x4xf32>) -> tensor<3x1x1x4xf32> {
  // CHECK-NEXT: "ttir.reshape"
  %0 = "ttir.permute"(%a) <{permutation = array<i64: 1, 0, 2, 3>}> : (tensor<1x3x1x4xf32>) -> tensor<3x1x1x4xf32>
  return %0 : tensor<3x1x1x4xf32>
}

// CHECK-LABEL: func.func @rearrange(
func.func @rearrange(%a: tensor<2x3x4x5xf32>) -> tensor<5x2x12xf32> {
  // CHECK-NEXT: %[[P:.*]] = "ttir.permute"(%{{.*}}) <{permutation = array<i64: 3, 0, 1, 2>}> : (tensor<2x3x4x5xf32>) -> tensor<5x2x3x4xf32>
  // CHECK-NEXT: "ttir.reshape"(%[[P]]) <{shape = [5 : i32, 2 : i32, 12 : i32]}>
  %0 = "ttir.rearrange"(%a) <{pattern = "b h w c -> c b (h w)"}> : (tensor<2x3x4x5xf32>) -> tensor<5x2x12xf32>
  return %0 : tensor<5x2x12xf32>
}

// CHECK-LABEL: func.func @broadcasts(
func.func @broadcasts(%a: tensor<1x1xf32>) -> tensor<4x8xf32> {
  // CHECK-NEXT: "ttir.broadcast"(%{{.*}}) <{broadcast_dimensions = array<i64: 4, 8>}>
  // CHECK-NEXT: return
  %0 = "ttir.broadcast"(%a) <{broadcast_dimensions = array<i64: 4, 1>}> : (tensor<1x1xf32>) -> tensor<4x1xf32>
  %1 = "ttir.broadcast"(%0) <{broadcast_dimensions = array<i64: 1, 8>}> : (tensor<4x1xf32>) -> tensor<4x8xf32>
  return %1 : tensor<4x8xf32>
}

// CHECK-LABEL: func.func @concats(
// CHECK-SAME: %[[A:.*]]: tensor<2x3xf32>, %[[B:.*]]: tensor<2x4xf32>, %[[E:.*]]: tensor<2x0xf32>)
func.func @concats(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>, %empty: tensor<2x0xf32>) -> tensor<2x10xf32> {
  // CHECK-NEXT: "ttir.concat"(%[[A]], %[[B]], %[[A]]) <{dim = 1 : si32}>
  // CHECK-NEXT: return
  %0 = "ttir.concat"(%a, %b) <{dim = -1 : si32}> : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  %1 = "ttir.concat"(%0, %empty, %a) <{dim = 1 : si32}> : (tensor<2x7xf32>, tensor<2x0xf32>, tensor<2x3xf32>) -> tensor<2x10xf32>
  return %1 : tensor<2x10xf32>
}

// CHECK-LABEL: func.func @slices(
func.func @slices(%a: tensor<16x8xf32>) -> tensor<3x1xf32> {
  // CHECK-NEXT: "ttir.slice_static"(%{{.*}}) <{begins = [4 : i32, 7 : i32], ends = [13 : i32, 8 : i32], step = [4 : i32, 1 : i32]}>
  // CHECK-NEXT: return
  %0 = "ttir.slice_static"(%a) <{begins = [2 : i32, 1 : i32], ends = [16 : i32, 8 : i32], step = [2 : i32, 1 : i32]}> : (tensor<16x8xf32>) -> tensor<7x7xf32>
  %1 = "ttir.slice_static"(%0) <{begins = [1 : i32, -1 : i32], ends = [-1 : i32, 7 : i32], step = [2 : i32, 1 : i32]}> : (tensor<7x7xf32>) -> tensor<3x1xf32>
  return %1 : tensor<3x1xf32>
}

// CHECK-LABEL: func.func @index(
func.func @index(%a: tensor<4x8xf32>) -> tensor<4x3xf32> {
  // CHECK-NEXT: "ttir.slice_static"(%{{.*}}) <{begins = [0 : i32, 1 : i32], ends = [4 : i32, 7 : i32], step = [1 : i32, 2 : i32]}>
  %0 = "ttir.index"(%a) <{dim = -1 : i32, begin = 1 : i32, end = 7 : i32, step = 2 : i32}> : (tensor<4x8xf32>) -> tensor<4x3xf32>
  return %0 : tensor<4x3xf32>
}

// CHECK-LABEL: func.func @moved_full(
func.func @moved_full() -> tensor<8x4xf32> {
  // CHECK-NEXT: "ttir.full"() <{fill_value = 2.000000e+00 : f32, shape = array<i32: 8, 4>}> : () -> tensor<8x4xf32>
  // CHECK-NEXT: return
  %0 = "ttir.full"() <{shape = array<i32: 1, 1>, fill_value = 2.0 : f32}> : () -> tensor<1x1xf32>
  %1 = "ttir.broadcast"(%0) <{broadcast_dimensions = array<i64: 4, 8>}> : (tensor<1x1xf32>) -> tensor<4x8xf32>
  %2 = "ttir.permute"(%1) <{permutation = array<i64: 1, 0>}> : (tensor<4x8xf32>) -> tensor<8x4xf32>
  return %2 : tensor<8x4xf32>
}
