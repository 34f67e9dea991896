// Operations that change nothing go away, and chains of moves become one.
// RUN: ttmlir-opt --canonicalize %s | FileCheck %s

#dram = #ttnn.buffer_type<dram>
#l1 = #ttnn.buffer_type<l1>
#tiled = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<1x1x!ttcore.tile<32x32, f32>, #dram>, <interleaved>>
#rows = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<32x32xf32, #dram>, <interleaved>>
#half = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<1x1x!ttcore.tile<32x32, bf16>, #dram>, <interleaved>>

// CHECK-LABEL: func.func @identities
func.func @identities(%arg0: tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled> {
  %0 = "ttnn.to_layout"(%arg0) : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  %1 = "ttnn.to_memory_config"(%0) : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  %2 = "ttnn.typecast"(%1) : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  %3 = "ttnn.permute"(%2) <{permutation = array<i64: 0, 1>}> : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  %4 = "ttnn.reshape"(%3) <{shape = [32 : i32, 32 : i32]}> : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  %5 = "ttnn.slice_static"(%4) <{begins = [0 : i32, 0 : i32], ends = [32 : i32, 32 : i32], step = [1 : i32, 1 : i32]}> : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  %6 = "ttnn.concat"(%5) <{dim = 0 : si32}> : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled>
  // CHECK-NEXT: return %arg0
  return %6 : tensor<32x32xf32, #tiled>
}

// A permutation of equal sizes is not the identity.
// CHECK-LABEL: func.func @square_permute
func.func @square_permute(%arg0: tensor<32x32xf32>) -> tensor<32x32xf32> {
  // CHECK: ttnn.permute
  %0 = "ttnn.permute"(%arg0) <{permutation = array<i64: 1, 0>}> : (tensor<32x32xf32>) -> tensor<32x32xf32>
  return %0 : tensor<32x32xf32>
}

// CHECK-LABEL: func.func @chains
func.func @chains(%arg0: tensor<2x3x4xf32>) -> (tensor<6x4xf32>, tensor<4x2x3xf32>) {
  // CHECK-NEXT: "ttnn.reshape"(%arg0) <{shape = [6 : i32, 4 : i32]}>
  %0 = "ttnn.reshape"(%arg0) <{shape = [24 : i32]}> : (tensor<2x3x4xf32>) -> tensor<24xf32>
  %1 = "ttnn.reshape"(%0) <{shape = [6 : i32, 4 : i32]}> : (tensor<24xf32>) -> tensor<6x4xf32>
  // CHECK-NEXT: "ttnn.permute"(%arg0) <{{.*}}permutation = array<i64: 2, 0, 1>
  %2 = "ttnn.permute"(%arg0) <{permutation = array<i64: 2, 1, 0>}> : (tensor<2x3x4xf32>) -> tensor<4x3x2xf32>
  %3 = "ttnn.permute"(%2) <{permutation = array<i64: 0, 2, 1>}> : (tensor<4x3x2xf32>) -> tensor<4x2x3xf32>
  // CHECK-NEXT: return
  return %1, %3 : tensor<6x4xf32>, tensor<4x2x3xf32>
}

// CHECK-LABEL: func.func @layout_chain
func.func @layout_chain(%arg0: tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled> {
  %0 = "ttnn.to_layout"(%arg0) : (tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #rows>
  %1 = "ttnn.to_layout"(%0) : (tensor<32x32xf32, #rows>) -> tensor<32x32xf32, #tiled>
  // CHECK-NEXT: return %arg0
  return %1 : tensor<32x32xf32, #tiled>
}

// Rounding on the way is kept.
// CHECK-LABEL: func.func @rounding_chain
func.func @rounding_chain(%arg0: tensor<32x32xf32, #tiled>) -> tensor<32x32xf32, #tiled> {
  // CHECK-COUNT-2: ttnn.to_layout
  %0 = "ttnn.to_layout"(%arg0) : (tensor<32x32xf32, #tiled>) -> tensor<32x32xbf16, #half>
  %1 = "ttnn.to_layout"(%0) : (tensor<32x32xbf16, #half>) -> tensor<32x32xf32, #tiled>
  return %1 : tensor<32x32xf32, #tiled>
}

// A copy that is made before its source is freed, or written in place, is kept.
// CHECK-LABEL: func.func @modified
func.func @modified(%arg0: tensor<1x8x64x16xf32>, %arg1: tensor<1x8x4x16xf32>) -> tensor<1x8x64x16xf32> {
  // CHECK: ttnn.to_layout
  %0 = "ttnn.to_layout"(%arg0) : (tensor<1x8x64x16xf32>) -> tensor<1x8x64x16xf32>
  "ttnn.fill_cache"(%arg0, %arg1) <{batch_offset = 0 : i32}> : (tensor<1x8x64x16xf32>, tensor<1x8x4x16xf32>) -> ()
  "ttnn.deallocate"(%arg1) : (tensor<1x8x4x16xf32>) -> ()
  return %0 : tensor<1x8x64x16xf32>
}

// CHECK-LABEL: func.func @unused
func.func @unused(%arg0: tensor<32x32xf32>) {
  // CHECK-NEXT: return
  %0 = "ttnn.exp"(%arg0) : (tensor<32x32xf32>) -> tensor<32x32xf32>
  %device = "ttnn.get_device"() : () -> !ttnn.device
  %1 = "ttnn.empty"(%device) <{shape = #ttnn.shape<4>}> : (!ttnn.device) -> tensor<4xf32>
  return
}
