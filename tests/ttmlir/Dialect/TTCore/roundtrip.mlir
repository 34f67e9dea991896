// Attributes, types and operations of ttcore: what is written is what is read.
// RUN: ttmlir-opt %s | ttmlir-opt | FileCheck %s

// CHECK-DAG: #system_desc = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"}], [{arch = <wormhole_b0>, grid = 8x8, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 12, dram_channel_size = 1073741824, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 32, noc_dram_address_align_bytes = 32, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 1073741824, supported_data_types = [<f32>, <bf16>, <bfp_bf8>, <si32>], supported_tile_sizes = [{{ *}}4x16, {{ *}}32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2, dram_grid = 1x12, dram_bank_to_logical_worker_noc0 = [(7, 3), (0, 0)], dram_bank_to_logical_worker_noc1 = [(0, 0), (7, 3)]}], [0, 0], [1 : i32, 1 : i32], [{{ *}}0x0x0x0, {{ *}}0x0x0x1], [<[0, [0, 1]], [1, [0, 0]]>]>
#system_desc = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"}], [{arch = <wormhole_b0>, grid = 8x8, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 12, dram_channel_size = 1073741824, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 32, noc_dram_address_align_bytes = 32, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 1073741824, supported_data_types = [<f32>, <bf16>, <bfp_bf8>, <si32>], supported_tile_sizes = [ 4x16,  32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2, dram_grid = 1x12, dram_bank_to_logical_worker_noc0 = [(7, 3), (0, 0)], dram_bank_to_logical_worker_noc1 = [(0, 0), (7, 3)]}], [0, 0], [1 : i32, 1 : i32], [ 0x0x0x0,  0x0x0x1], [<[0, [0, 1]], [1, [0, 0]]>]>

// Programs written before the newer keys of a chip came up.
// CHECK-DAG: #system_desc1 = #ttcore.system_desc<{{.*}}num_datamovement_threads = 2}], [0], [1 : i32], [{{ *}}0x0x0x0]>
#older_system_desc = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux"}], [{arch = <blackhole>, grid = 10x13, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 8, dram_channel_size = 4294967232, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 64, noc_dram_address_align_bytes = 64, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 4294967232, supported_data_types = [<f32>], supported_tile_sizes = [32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2}], [0], [1 : i32], [0x0x0x0]>

// CHECK-DAG: #l1 = #ttcore.memory_space<l1>
// The value of padding, which older programs name, is read and left out.
// CHECK-DAG: #layout = #ttcore.metal_layout<logical_shape = 64x64, dim_alignments = 32x32, collapsed_intervals = dense<{{\[\[}}0, 1], [1, 2]]> : tensor<2x2xi64>, l1, sharded>
#layout = #ttcore.metal_layout<logical_shape = 64x64, dim_alignments = 32x32, collapsed_intervals = dense<[[0, 1], [1, 2]]> : tensor<2x2xi64>, undef, l1>

// CHECK: module attributes {
// CHECK-SAME: ttcore.meshes = #ttcore.meshes<[<"mesh" = 1x2>]>
// CHECK-SAME: ttcore.system_desc = #system_desc}
module attributes {ttcore.system_desc = #system_desc, ttcore.meshes = #ttcore.meshes<[<"mesh" = 1x2>]>} {
  // CHECK: ttcore.device_module {
  ttcore.device_module {
    builtin.module attributes {ttcore.system_desc = #older_system_desc} {
      // CHECK: ttcore.device @default_device = <workerGrid = #ttcore.grid<8x8, virt_to_physical_map = (d0, d1) -> (0, d0, d1), physical_to_virt_map = (d0, d1, d2) -> (d1, d2)>, dramGrid = #ttcore.grid<1x12>, l1Map = (d0, d1, d2)[s0] -> (0, d0, d1, d2 + s0), dramMap = (d0, d1, d2)[s0, s1] -> (0, 0, 0, d0 * s1 + d1 * s1 + d2 + s0), meshShape = 1x2, chipIds = [0, 1], meshTopology = [linear, ring]>
      ttcore.device @default_device = <workerGrid = #ttcore.grid<8x8, virt_to_physical_map = (d0, d1) -> (0, d0, d1), physical_to_virt_map = (d0, d1, d2) -> (d1, d2)>, dramGrid = #ttcore.grid<1x12>, l1Map = (d0, d1, d2)[s0] -> (0, d0, d1, d2 + s0), dramMap = (d0, d1, d2)[s0, s1] -> (0, 0, 0, d0 * s1 + d1 * s1 + d2 + s0), meshShape = 1x2, chipIds = [0, 1], meshTopology = [linear, ring]>
      // The short form of a grid's map, and a single chip.
      // CHECK: ttcore.device @other_device = <workerGrid = #ttcore.grid<8x8, virt_to_physical_map = (d0, d1) -> (0, d0, d1)>, l1Map = {{.*}}, meshShape = , chipIds = [0]>
      ttcore.device @other_device = <workerGrid = #ttcore.grid<8x8, (d0, d1) -> (0, d0, d1)>, l1Map = (d0, d1, d2)[s0] -> (0, d0, d1, d2 + s0), dramMap = (d0, d1, d2)[s0, s1] -> (0, 0, 0, d0 * s1 + d1 * s1 + d2 + s0), meshShape = , chipIds = [0]>

      // CHECK: ttcore.global @weights = tensor<2x2x!ttcore.tile<32x32, si32>, #layout> [0]
      ttcore.global @weights = tensor<2x2x!ttcore.tile<32x32, si32>, #layout> [0]
      // CHECK: ttcore.global @bias = tensor<4xf32>
      ttcore.global @bias = tensor<4xf32>

      // CHECK: func.func @forward(%arg0: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>, ttcore.local_shape = #ttcore<local_shape local_shape = tensor<2xf32>>, ttcore.shard_status = #ttcore.shard_status<presharded>}
      func.func @forward(%a: tensor<4xf32> {ttcore.argument_type = #ttcore.argument_type<parameter>, ttcore.local_shape = #ttcore<local_shape local_shape = tensor<2xf32>>, ttcore.shard_status = #ttcore.shard_status<presharded>}, %dict: !ttcore.dict) -> tensor<4xf32> {
        // CHECK: ttcore.get_global @bias : tensor<4xf32>
        %bias = ttcore.get_global @bias : tensor<4xf32>
        // CHECK: ttcore.load_cached(@prepare, [%arg0]) : (tensor<4xf32>) -> tensor<4xf32>
        %0 = ttcore.load_cached(@prepare, [%a]) : (tensor<4xf32>) -> tensor<4xf32>
        // CHECK: ttcore.load_cached(@make, []) : () -> tensor<4xf32>
        %made = ttcore.load_cached(@make, []) : () -> tensor<4xf32>
        // CHECK: "ttcore.composite"(%{{.*}}) <{composite_attributes = {axis = 1 : i64}, composite_name = "tenstorrent.prepare", decomposition = @prepare}>
        %1 = "ttcore.composite"(%0) <{composite_name = "tenstorrent.prepare", decomposition = @prepare, composite_attributes = {axis = 1 : i64}}> : (tensor<4xf32>) -> tensor<4xf32>
        // CHECK: ttcore.optimization_barrier %{{.*}}, %{{.*}} : tensor<4xf32>, tensor<4xf32>
        %2:2 = ttcore.optimization_barrier %1, %bias : tensor<4xf32>, tensor<4xf32>
        // CHECK: ttcore.tuple %{{.*}}, %{{.*}} : tuple<tensor<4xf32>, tensor<4xf32>>
        %3 = ttcore.tuple %2#0, %2#1 : tuple<tensor<4xf32>, tensor<4xf32>>
        // CHECK: ttcore.get_tuple_element %{{.*}}[1] : (tuple<tensor<4xf32>, tensor<4xf32>>) -> tensor<4xf32>
        %4 = ttcore.get_tuple_element %3[1] : (tuple<tensor<4xf32>, tensor<4xf32>>) -> tensor<4xf32>
        // CHECK: "ttcore.set_key_value"(%arg1, %{{.*}}) <{key = "weights"}> : (!ttcore.dict, tensor<4xf32>) -> ()
        "ttcore.set_key_value"(%dict, %4) <{key = "weights"}> : (!ttcore.dict, tensor<4xf32>) -> ()
        // CHECK: "ttcore.get_key_value"(%arg1) <{key = 1 : index}> : (!ttcore.dict) -> tensor<4xf32>
        %5 = "ttcore.get_key_value"(%dict) <{key = 1 : index}> : (!ttcore.dict) -> tensor<4xf32>
        return %5 : tensor<4xf32>
      }
      func.func private @prepare(%a: tensor<4xf32>) -> tensor<4xf32> {
        return %a : tensor<4xf32>
      }
      func.func private @make() -> tensor<4xf32>

      // CHECK: @sharded(memref<8x8x2x2x!ttcore.tile<32x32, bf16>, #ttcore.shard<8192x4096, 1>, #l1>)
      func.func private @sharded(memref<8x8x2x2x!ttcore.tile<32x32, bf16>, #ttcore.shard<8192x4096, 1>, #ttcore.memory_space<l1>>)
      // CHECK: @circular(memref<2x2xf32, #ttcore.cb_layout<8x4, 2>, #l1>)
      func.func private @circular(memref<2x2xf32, #ttcore.cb_layout<8x4, 2>, #ttcore.memory_space<l1>>)
      // CHECK: @interleaved(memref<1x1x2x2xf32, #ttcore.interleaved<8x4>>)
      func.func private @interleaved(memref<1x1x2x2xf32, #ttcore.interleaved<8x4>>)
      // CHECK: @viewed(memref<2x2xf32, #ttcore.view<2>>)
      func.func private @viewed(memref<2x2xf32, #ttcore.view<2>>)
      // CHECK: @on_host(memref<32x32xbf16, #ttcore.host_layout<logical_shape = 32x32, host_strides = 32x1, host_volume = 1024, <"mesh">>>)
      func.func private @on_host(memref<32x32xbf16, #ttcore.host_layout<logical_shape = 32x32, host_strides = 32x1, host_volume = 1024, <"mesh">>>)
      // CHECK: @on_mesh(tensor<4x8xf32, #ttcore.tensor_mesh<"mesh">>)
      func.func private @on_mesh(tensor<4x8xf32, #ttcore.tensor_mesh<"mesh">>)
    }
  }
  // CHECK: ttcore.cpu_module {
  ttcore.cpu_module {
    builtin.module {
    }
  }
  // CHECK: @attributes() attributes
  func.func private @attributes() attributes {
    // CHECK-SAME: a = #ttcore.supportedDataTypes<bfp_bf8>
    a = #ttcore.supportedDataTypes<bfp_bf8>,
    // CHECK-SAME: b = #ttcore.arg_alloc<4096, 1024, dram>
    b = #ttcore.arg_alloc<4096, 1024, dram>,
    // CHECK-SAME: c = #ttcore.core_range<(0, 0), (1, 3)>
    c = #ttcore.core_range<(0,0), (1,3)>,
    // CHECK-SAME: d = #ttcore.fabric_connection_config<noc_index = noc0, topology = ring, cluster_axis = 1, routing_mode = unidir_ring_torus, num_links = 2>
    d = #ttcore.fabric_connection_config<noc_index = noc0, topology = ring, cluster_axis = 1, routing_mode = unidir_ring_torus, num_links = 2>,
    // CHECK-SAME: e = #ttcore.mesh_topology<[ring, linear]>
    e = #ttcore.mesh_topology<[ring, linear]>,
    // CHECK-SAME: f = [#ttcore.arch<wormhole_b0>, #ttcore.oob_val<neginf>, #ttcore.iterator_type<reduction>, #ttcore.topology<mesh>, #ttcore.cpu_role<device>, #ttcore.tensor_memory_layout<interleaved>]
    f = [#ttcore.arch<wormhole_b0>, #ttcore.oob_val<neginf>, #ttcore.iterator_type<reduction>, #ttcore.topology<mesh>, #ttcore.cpu_role<device>, #ttcore.tensor_memory_layout<interleaved>]
  }
}
