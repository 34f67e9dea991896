// Layouts, memory configurations and sets of cores are printed as they are written.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

#dram = #ttnn.buffer_type<dram>
#l1 = #ttnn.buffer_type<l1>
#system_memory = #ttnn.buffer_type<system_memory>
#core_ranges = #ttnn.core_range_set<[#ttnn.core_range<(0,0), (7,0)>]>

// CHECK-DAG: #[[TILED:.*]] = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<2x4x!ttcore.tile<32x32, bf16>, #dram>, <interleaved>>
#tiled = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, memref<2x4x!ttcore.tile<32x32, bf16>, #dram>, <interleaved>>
// CHECK-DAG: #[[HOST:.*]] = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, mesh = <"mesh">, memref<64x128xbf16, #system_memory>>
#host = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x1>, mesh = <"mesh">, memref<64x128xbf16, #system_memory>>
// CHECK-DAG: #[[SHARDED:.*]] = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x8>, memref<2x1x!ttcore.tile<32x32, bf16>, #l1>, <width_sharded>, core_ranges = <[#ttnn.core_range<(0,0), (7,0)>]>, ignorePhysicalLayout = true>
#sharded = #ttnn.ttnn_layout<(d0, d1) -> (d0, d1), <1x8>, memref<2x1x!ttcore.tile<32x32, bf16>, #l1>, <width_sharded>, core_ranges = #core_ranges, ignorePhysicalLayout = true>
// CHECK-DAG: #[[ND:.*]] = #ttnn.ttnn_nd_layout<<1x1>, memref<1x1x!ttcore.tile<32x32, bf16>, #l1>, <block_sharded>, <row_major>, <grid_2d>>
#nd = #ttnn.ttnn_nd_layout<<1x1>, memref<1x1x!ttcore.tile<32x32, bf16>, #l1>, <block_sharded>, <row_major>, <grid_2d>>

// CHECK-LABEL: func.func @tensors
// CHECK-SAME: tensor<64x128xbf16, #[[HOST]]>
// CHECK-SAME: tensor<32x32xbf16, #[[ND]]>
// CHECK-SAME: -> tensor<64x128xbf16, #[[SHARDED]]>
func.func @tensors(%arg0: tensor<64x128xbf16, #host>, %arg1: tensor<32x32xbf16, #nd>) -> tensor<64x128xbf16, #sharded> {
  // CHECK: "ttnn.get_device"() <{mesh_offset = #ttnn<mesh_offset 0x0>, mesh_shape = #ttnn<mesh_shape 1x1>}> : () -> !ttnn.device
  %device = "ttnn.get_device"() <{mesh_offset = #ttnn<mesh_offset 0x0>, mesh_shape = #ttnn<mesh_shape 1x1>}> : () -> !ttnn.device
  // CHECK: "ttnn.to_device"{{.*}} -> tensor<64x128xbf16, #[[TILED]]>
  %0 = "ttnn.to_device"(%arg0, %device) : (tensor<64x128xbf16, #host>, !ttnn.device) -> tensor<64x128xbf16, #tiled>
  %1 = "ttnn.to_memory_config"(%0) : (tensor<64x128xbf16, #tiled>) -> tensor<64x128xbf16, #sharded>
  return %1 : tensor<64x128xbf16, #sharded>
}

// CHECK-LABEL: func.func @memory_configs
func.func @memory_configs() attributes {
  // CHECK-SAME: test.a = #ttnn.memory_config<#system_memory>
  test.a = #ttnn.memory_config<#system_memory>,
  // CHECK-SAME: test.b = #ttnn.memory_config<#dram, <interleaved>>
  test.b = #ttnn.memory_config<#dram, <interleaved>>,
  // CHECK-SAME: test.c = #ttnn.memory_config<#l1, <block_sharded>, #ttnn.nd_shard_spec<<[#ttnn.core_range<(0,0), (7,0)>]>, <32x32>, <row_major>, <grid_2d>>>
  test.c = #ttnn.memory_config<#l1, <block_sharded>, #ttnn.nd_shard_spec<#core_ranges, <32x32>, <row_major>, <grid_2d>>>,
  // CHECK-SAME: test.d = #ttnn.memory_config<#l1, <width_sharded>, #ttnn.shard_spec<<[#ttnn.core_range<(0,0), (7,0)>]>, <32x128>, <row_major>>>
  test.d = #ttnn.memory_config<#l1, <width_sharded>, #ttnn.shard_spec<<[#ttnn.core_range<(0,0), (7, 0)>]>, <32x128>, <row_major>>>,
  // CHECK-SAME: test.e = #ttnn.core_range_set<>
  test.e = #ttnn.core_range_set<>,
  // CHECK-SAME: test.f = #ttnn.shape<>
  test.f = #ttnn.shape<>,
  // CHECK-SAME: test.g = #ttnn.shape<1x2x3>
  test.g = #ttnn.shape<1x2x3>
} {
  return
}
