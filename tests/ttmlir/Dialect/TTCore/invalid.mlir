// What ttcore refuses, and how it says so.
// RUN: ttmlir-opt %s -split-input-file -verify-diagnostics

// expected-error @below {{a tile has a positive height and width, such as 32x32, but got 1 dimension(s)}}
func.func private @f(tensor<4x!ttcore.tile<32, f32>>)

// -----

// expected-error @below {{a core range ends at (0, 0), which lies before its start (1, 0)}}
func.func private @f() attributes {a = #ttcore.core_range<(1, 0), (0, 0)>}

// -----

// expected-error @below {{a grid's extents must be positive}}
func.func private @f() attributes {a = #ttcore.grid<8x0>}

// -----

// expected-error @below {{virt_to_physical_map takes 1 coordinates, but the grid has rank 2}}
func.func private @f() attributes {a = #ttcore.grid<8x8, (d0) -> (d0)>}

// -----

// expected-error @below {{expected 2 numbers joined by 'x' as a tile's size, but got 1}}
func.func private @f() attributes {a = #ttcore<tile_size 32>}

// -----

// expected-error @below {{expected 4 numbers joined by 'x' as a chip's coordinate, but got 3}}
func.func private @f() attributes {a = #ttcore<chip_coord 0x0x0>}

// -----

// expected-error @below {{meshShape holds 2 chip(s), but chipIds names 1}}
ttcore.device @d = <workerGrid = #ttcore.grid<8x8>, l1Map = (d0) -> (d0), dramMap = (d0) -> (d0), meshShape = 1x2, chipIds = [0]>

// -----

// expected-error @below {{a device needs at least one chip}}
ttcore.device @d = <workerGrid = #ttcore.grid<8x8>, l1Map = (d0) -> (d0), dramMap = (d0) -> (d0), meshShape = , chipIds = []>

// -----

// expected-error @below {{meshTopology names 1 axes, but meshShape has 2}}
ttcore.device @d = <workerGrid = #ttcore.grid<8x8>, l1Map = (d0) -> (d0), dramMap = (d0) -> (d0), meshShape = 1x1, chipIds = [0], meshTopology = [ring]>

// -----

// expected-error @below {{chip 1 has descriptor 1, but there are only 1}}
func.func private @f() attributes {a = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"}], [{arch = <wormhole_b0>, grid = 8x8, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 12, dram_channel_size = 1073741824, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 32, noc_dram_address_align_bytes = 32, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 1073741824, supported_data_types = [<f32>], supported_tile_sizes = [32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2}], [0, 1], [1 : i32, 1 : i32], [0x0x0x0, 0x0x0x1]>}

// -----

// expected-error @below {{a system of 2 chip(s) needs as many capabilities (1 given) and coordinates (2 given)}}
func.func private @f() attributes {a = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"}], [{arch = <wormhole_b0>, grid = 8x8, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 12, dram_channel_size = 1073741824, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 32, noc_dram_address_align_bytes = 32, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 1073741824, supported_data_types = [<f32>], supported_tile_sizes = [32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2}], [0, 0], [1 : i32], [0x0x0x0, 0x0x0x1]>}

// -----

// expected-error @below {{a channel joins chips 0 and 2, but there are only 2}}
func.func private @f() attributes {a = #ttcore.system_desc<[{role = host, target_triple = "x86_64-pc-linux-gnu"}], [{arch = <wormhole_b0>, grid = 8x8, coord_translation_offsets = 18x18, l1_size = 1499136, num_dram_channels = 12, dram_channel_size = 1073741824, noc_l1_address_align_bytes = 16, pcie_address_align_bytes = 32, noc_dram_address_align_bytes = 32, l1_unreserved_base = 1024, erisc_l1_unreserved_base = 1024, dram_unreserved_base = 1024, dram_unreserved_end = 1073741824, supported_data_types = [<f32>], supported_tile_sizes = [32x32], dst_physical_size_tiles = 16, num_cbs = 32, num_compute_threads = 1, num_datamovement_threads = 2}], [0, 0], [1 : i32, 1 : i32], [0x0x0x0, 0x0x0x1], [<[0, [0, 0]], [2, [0, 0]]>]>}

// -----

// expected-error @below {{collapsed_intervals must be pairs of dimensions (Nx2), but got 'tensor<2xi64>'}}
func.func private @f() attributes {a = #ttcore.metal_layout<logical_shape = 4x4, dim_alignments = 1x1, collapsed_intervals = dense<0> : tensor<2xi64>, l1>}

// -----

// expected-error @below {{must hold exactly one builtin.module and nothing else}}
ttcore.device_module {
}

// -----

// expected-error @below {{must hold exactly one builtin.module and nothing else}}
ttcore.cpu_module {
  builtin.module {
  }
  builtin.module {
  }
}

// -----

func.func @f() -> tensor<4xf32> {
  // expected-error @below {{there is no ttcore.global named 'x'}}
  %0 = ttcore.get_global @x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

ttcore.global @x = tensor<8xf32>
func.func @f() -> tensor<4xf32> {
  // expected-error @below {{global 'x' has type 'tensor<8xf32>', but the result has type 'tensor<4xf32>'}}
  %0 = ttcore.get_global @x : tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @f(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{there is no function named 'missing'}}
  %0 = ttcore.load_cached(@missing, [%a]) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func private @g(tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
func.func @f(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{function 'g' has 2 argument(s), but 1 are given}}
  %0 = ttcore.load_cached(@g, [%a]) : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func private @g(tensor<4xf32>) -> tensor<8xf32>
func.func @f(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{result #0 of function 'g' has type 'tensor<8xf32>', but 'tensor<4xf32>' is given}}
  %0 = "ttcore.composite"(%a) <{composite_name = "g", decomposition = @g}> : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

func.func @f(%a: tensor<4xf32>) -> tensor<8xf32> {
  // expected-error @below {{must return its inputs, but their types are ('tensor<4xf32>') and the results' types ('tensor<8xf32>')}}
  %0 = "ttcore.optimization_barrier"(%a) : (tensor<4xf32>) -> tensor<8xf32>
  return %0 : tensor<8xf32>
}

// -----

func.func @f(%a: tensor<4xf32>) {
  // expected-error @below {{operands have types ('tensor<4xf32>'), which do not make the result's type 'tuple<tensor<8xf32>>'}}
  %0 = "ttcore.tuple"(%a) : (tensor<4xf32>) -> tuple<tensor<8xf32>>
  return
}

// -----

func.func @f(%t: tuple<tensor<4xf32>>) {
  // expected-error @below {{index 1 is out of range for a tuple of 1 member(s)}}
  %0 = ttcore.get_tuple_element %t[1] : (tuple<tensor<4xf32>>) -> tensor<4xf32>
  return
}

// -----

func.func @f(%t: tuple<tensor<4xf32>>) {
  // expected-error @below {{member 0 has type 'tensor<4xf32>', but the result has type 'tensor<8xf32>'}}
  %0 = ttcore.get_tuple_element %t[0] : (tuple<tensor<4xf32>>) -> tensor<8xf32>
  return
}
